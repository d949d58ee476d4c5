#include "cli/dialects.h"

#include "cli/data_directory.h"
#include "cli/options.h"
#include "cli/shipped.h"
#include "cli/simulation.h"
#include "sim/spelling.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int load_one(ds_dialects *dialects, const char *path)
{
    ds_diagnostics out = {0};
    ds_status status = ds_dialect_load(path, &dialects->list[dialects->count++], &out);
    for (int32_t i = 0; i < out.count; i++) {
        char text[1024];
        ds_diagnostic_format(&out.list[i], text, sizeof text);
        fprintf(stderr, "desksim: %s\n", text);
    }
    ds_diagnostics_free(&out);
    return status == DS_OK ? DS_EXIT_DONE : DS_EXIT_REFUSED;
}

static int load_shipped(ds_dialects *dialects, const char *directory,
                        struct dirent **entries, int count)
{
    int code = DS_EXIT_DONE;
    for (int i = 0; code == DS_EXIT_DONE && i < count; i++) {
        char path[4608];
        (void)snprintf(path, sizeof path, "%s/%s", directory, entries[i]->d_name);
        code = load_one(dialects, path);
    }
    return code;
}

static int load_given(ds_dialects *dialects, const char *given)
{
    if (!given || (!strchr(given, '/') && !strstr(given, DS_SHIPPED_SUFFIX)))
        return DS_EXIT_DONE;
    int code = load_one(dialects, given);
    dialects->chosen = dialects->list[dialects->count - 1].name;
    return code;
}

int ds_dialects_load(ds_dialects *dialects, const char *given)
{
    ds_error err = {0};
    char data[4096];
    char directory[4352];
    struct dirent **entries = NULL;
    if (ds_data_directory(data, sizeof data, &err) != DS_OK)
        return ds_complain(&err);
    (void)snprintf(directory, sizeof directory, "%s/../dialects", data);
    int count = ds_shipped_entries(directory, &entries);
    dialects->list = calloc((size_t)(count > 0 ? count : 0) + 1, sizeof *dialects->list);
    int code = DS_EXIT_DONE;
    if (!dialects->list) {
        (void)ds_error_no_memory(&err);
        code = ds_complain(&err);
    }
    if (code == DS_EXIT_DONE)
        code = load_shipped(dialects, directory, entries, count);
    if (code == DS_EXIT_DONE)
        code = load_given(dialects, given);
    if (code == DS_EXIT_DONE && dialects->count == 0) {
        fprintf(stderr, "desksim: there are no dialects in %s\n", directory);
        code = DS_EXIT_UNFINISHED;
    }
    for (int i = 0; i < count; i++)
        free(entries[i]);
    free(entries);
    return code;
}

void ds_dialects_free(ds_dialects *dialects)
{
    for (int32_t i = 0; i < dialects->count; i++)
        ds_dialect_free(&dialects->list[i]);
    free(dialects->list);
    *dialects = (ds_dialects){0};
}

const ds_dialect *ds_dialects_find(const ds_dialects *dialects, const char *name)
{
    const char *names[64];
    int32_t count = dialects->count < 64 ? dialects->count : 64;
    for (int32_t i = 0; i < count; i++) {
        names[i] = dialects->list[i].name;
        if (strcmp(names[i], name) == 0)
            return &dialects->list[i];
    }
    const char *near = ds_spelling_nearest(name, names, (size_t)count);
    fprintf(stderr, "desksim: there is no dialect '%s'%s%s%s\n", name,
            near ? "; did you mean '" : "", near ? near : "", near ? "'?" : "");
    return NULL;
}
