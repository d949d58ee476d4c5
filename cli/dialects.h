/* The dialects of exports that the program knows: those shipped, and one of the user's. */
#ifndef DS_CLI_DIALECTS_H
#define DS_CLI_DIALECTS_H

#include "scenarios/import/dialect.h"

typedef struct ds_dialects {
    ds_dialect *list;
    int32_t count;
    const char *chosen; /* the name of the one from a file, or NULL */
} ds_dialects;

/* Loads the shipped dialects; where `given` is the path of a YAML file, that one too.
 * Complains and returns the exit code. Free after a failure too. */
int ds_dialects_load(ds_dialects *dialects, const char *given);
void ds_dialects_free(ds_dialects *dialects);

/* The dialect of a name, or NULL after a complaint with the nearest. */
const ds_dialect *ds_dialects_find(const ds_dialects *dialects, const char *name);

#endif
