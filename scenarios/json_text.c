#include "scenarios/json_text.h"

#include <math.h>
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

json_t *ds_json_number(double value)
{
    return isfinite(value) ? json_real(value) : json_null();
}

json_t *ds_json_seed(uint64_t seed)
{
    if (seed <= INT64_MAX)
        return json_integer((json_int_t)seed);
    return json_sprintf("%llu", (unsigned long long)seed);
}

json_t *ds_json_words(const char *const *words, int32_t count)
{
    json_t *array = json_array();
    for (int32_t i = 0; i < count && array; i++) {
        json_t *word = json_string(words[i]);
        if (json_array_append_new(array, word ? word : json_string("\uFFFD")) != 0) {
            json_decref(array);
            array = NULL;
        }
    }
    return array;
}
