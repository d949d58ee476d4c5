/* The ids seen so far, to find duplicates: 64-bit hashes, not the ids themselves.
 *
 * 8 bytes a slot, at most three quarters filled. Two different ids are taken for the same
 * with a chance of about n² / 2^65: 3e-8 among a million.
 */
#ifndef DS_SCENARIOS_ID_SET_H
#define DS_SCENARIOS_ID_SET_H

#include "sim/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct ds_id_set {
    uint64_t *slots; /* 0: free */
    size_t capacity; /* a power of two, or 0 */
    size_t count;
} ds_id_set;

/* A zeroed set is empty and ready. */
void ds_id_set_free(ds_id_set *set);

/* Adds an id; *is_new_out tells whether it was not there before. On failure the set stays
 * as it was. */
ds_status ds_id_set_add(ds_id_set *set, const char *id, size_t length, bool *is_new_out,
                        ds_error *err) DS_MUST_USE;

/* A well-mixed 64-bit hash of any bytes, the same on every machine and run. */
uint64_t ds_bytes_hash(const char *bytes, size_t length);

#endif
