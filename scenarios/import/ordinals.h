/* Texts with rows, found by hashing: persons who become ordinals, priorities, groups. */
#ifndef DS_IMPORT_ORDINALS_H
#define DS_IMPORT_ORDINALS_H

#include "scenarios/arena.h"
#include "sim/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The names themselves are kept only where keeps_text; otherwise 64-bit hashes. */
typedef struct ds_ordinals {
    bool keeps_text;
    ds_arena arena;
    uint64_t *hashes; /* [slots] 0: free */
    int32_t *rows;    /* [slots] */
    int32_t slots;    /* a power of two, or 0 */
    int32_t count;
    const char **texts; /* [count] */
    int32_t capacity;
} ds_ordinals;

/* The row of a text, from 0, which is added where it is new. */
ds_status ds_ordinals_row(ds_ordinals *people, const char *text, int32_t *row_out,
                          ds_error *err) DS_MUST_USE;
void ds_ordinals_free(ds_ordinals *people);

#endif
