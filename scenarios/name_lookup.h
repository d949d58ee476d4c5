/* From names in a file to rows of the desk, remembering the names that nobody knows.
 *
 * A name is matched as it stands, else without regard to case (ASCII letters). Ranked
 * names (priorities, levels of impact) also match by what follows a number ("2 - Medium" is
 * "medium"), else by the number itself, from 1: "1", "P1" and "1 - Critical" are row 0.
 * Unknown names are counted one by one up to DS_NAMES_COUNTED different ones of up to 1024
 * bytes, beyond that only in all, so that memory does not grow with the file.
 */
#ifndef DS_SCENARIOS_NAME_LOOKUP_H
#define DS_SCENARIOS_NAME_LOOKUP_H

#include "sim/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define DS_NAMES_COUNTED 4096
#define DS_NAMES_REPORTED 5
#define DS_NAME_SIZE 64

/* A name met in the file. */
typedef struct ds_name_slot {
    char *name; /* NULL: free */
    int32_t row;
    int64_t count;
} ds_name_slot;

typedef struct ds_name_lookup {
    const char *const *names; /* the desk's; borrowed */
    int32_t count;
    bool is_ranked;
    ds_name_slot *slots; /* open addressing by ds_bytes_hash */
    int32_t slots_used;
    int64_t unknown; /* times that a name was not known */
} ds_name_lookup;

typedef struct ds_unknown_name {
    char name[DS_NAME_SIZE]; /* for showing; clipped */
    int64_t count;
} ds_unknown_name;

/* The names that were not known, the most frequent first (ties by name). */
typedef struct ds_unknown_names {
    int64_t count;    /* in all */
    int32_t distinct; /* different ones; at most DS_NAMES_COUNTED are told apart */
    int32_t top_count;
    ds_unknown_name top[DS_NAMES_REPORTED];
} ds_unknown_names;

/* `names` has `count` rows (NULL rows match nothing) and must outlive the lookup. */
ds_status ds_name_lookup_init(ds_name_lookup *lookup, const char *const *names,
                              int32_t count, bool is_ranked, ds_error *err) DS_MUST_USE;

/* Legal on a zeroed lookup. */
void ds_name_lookup_free(ds_name_lookup *lookup);

/* The row of a name, DS_NO_ID (and counted) where nobody knows it. */
int32_t ds_name_lookup_find(ds_name_lookup *lookup, const char *name);

ds_unknown_names ds_name_lookup_unknown(const ds_name_lookup *lookup);

#endif
