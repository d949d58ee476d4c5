#include "scenarios/json_text.h"

#include <stdlib.h>
#include <string.h>

ds_status ds_json_text(json_t *root, size_t flags, char **text_out, ds_error *err)
{
    *text_out = NULL;
    char *text = root ? json_dumps(root, flags) : NULL;
    json_decref(root);
    size_t length = text ? strlen(text) : 0;
    char *whole = text ? realloc(text, length + 2) : NULL;
    if (!whole) {
        free(text);
        return ds_error_no_memory(err);
    }
    memcpy(whole + length, "\n", 2);
    *text_out = whole;
    return DS_OK;
}

json_t *ds_json_seed(uint64_t seed)
{
    if (seed <= INT64_MAX)
        return json_integer((json_int_t)seed);
    return json_sprintf("%llu", (unsigned long long)seed);
}
