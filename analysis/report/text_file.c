#include "analysis/report/text_file.h"

#include "scenarios/byte_source.h"

#include <stdlib.h>
#include <string.h>

static ds_status append(char **text, size_t *size, const char *bytes, size_t count,
                        const char *path, ds_error *err)
{
    if ((count > 0 && memchr(bytes, '\0', count)) || *size + count > DS_TEXT_FILE_MOST)
        return ds_error_set_at(err, DS_BAD_INPUT, path, 0, 0,
                               "not a text file of at most %zu MB",
                               DS_TEXT_FILE_MOST / (1024 * 1024));
    char *grown = realloc(*text, *size + count + 1);
    if (!grown)
        return ds_error_no_memory(err);
    if (count > 0)
        memcpy(grown + *size, bytes, count);
    *size += count;
    grown[*size] = '\0';
    *text = grown;
    return DS_OK;
}

ds_status ds_text_file_read(const char *path, char **text_out, ds_error *err)
{
    ds_byte_source *source = NULL;
    size_t size = 0;
    size_t count = 1;
    *text_out = NULL;
    ds_status status = ds_byte_source_open(path, &source, err);
    while (status == DS_OK && count > 0) {
        const char *bytes;
        status = ds_byte_source_read(source, &bytes, &count, err);
        if (status == DS_OK)
            status = append(text_out, &size, bytes, count, path, err);
    }
    ds_byte_source_close(source);
    if (status == DS_OK)
        return DS_OK;
    free(*text_out);
    *text_out = NULL;
    return status;
}
