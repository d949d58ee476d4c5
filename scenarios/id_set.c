#include "scenarios/id_set.h"

#include <stdlib.h>
#include <string.h>

/* The finaliser of MurmurHash3 (A. Appleby): every bit of the input moves every bit. */
static uint64_t mix(uint64_t x)
{
    x ^= x >> 33;
    x *= UINT64_C(0xff51afd7ed558ccd);
    x ^= x >> 33;
    x *= UINT64_C(0xc4ceb9fe1a85ec53);
    return x ^ (x >> 33);
}

/* Eight bytes, the first the lowest; fewer are filled with zeros. */
static uint64_t load(const char *bytes, size_t count)
{
    uint64_t word = 0;
    for (size_t i = 0; i < count; i++)
        word |= (uint64_t)(unsigned char)bytes[i] << (8 * i);
    return word;
}

uint64_t ds_bytes_hash(const char *bytes, size_t length)
{
    uint64_t hash = mix(UINT64_C(0x9e3779b97f4a7c15) + length);
    for (; length >= 8; bytes += 8, length -= 8)
        hash = mix(hash ^ load(bytes, 8)) + UINT64_C(0x9e3779b97f4a7c15);
    return length > 0 ? mix(hash ^ load(bytes, length)) : hash;
}

void ds_id_set_free(ds_id_set *set)
{
    free(set->slots);
    *set = (ds_id_set){0};
}

/* The slot of a hash, or the free one where it belongs. */
static uint64_t *find(uint64_t *slots, size_t capacity, uint64_t hash)
{
    size_t i = (size_t)hash & (capacity - 1);
    while (slots[i] != 0 && slots[i] != hash)
        i = (i + 1) & (capacity - 1);
    return &slots[i];
}

static ds_status grow(ds_id_set *set, ds_error *err)
{
    size_t capacity = set->capacity > 0 ? 2 * set->capacity : 1024;
    uint64_t *slots = calloc(capacity, sizeof *slots);
    if (!slots)
        return ds_error_no_memory(err);
    for (size_t i = 0; i < set->capacity; i++)
        if (set->slots[i] != 0)
            *find(slots, capacity, set->slots[i]) = set->slots[i];
    free(set->slots);
    set->slots = slots;
    set->capacity = capacity;
    return DS_OK;
}

ds_status ds_id_set_add(ds_id_set *set, const char *id, size_t length, bool *is_new_out,
                        ds_error *err)
{
    if (set->count >= set->capacity / 4 * 3) {
        ds_status status = grow(set, err);
        if (status != DS_OK)
            return status;
    }
    uint64_t hash = ds_bytes_hash(id, length);
    hash = hash != 0 ? hash : 1;
    uint64_t *slot = find(set->slots, set->capacity, hash);
    *is_new_out = *slot == 0;
    if (*is_new_out) {
        *slot = hash;
        set->count++;
    }
    return DS_OK;
}
