#include "scenarios/import/ordinals.h"

#include "scenarios/id_set.h"

#include <stdlib.h>
#include <string.h>

static int32_t slot_of(const ds_ordinals *people, uint64_t hash)
{
    int32_t mask = people->slots - 1;
    int32_t slot = (int32_t)(hash & (uint64_t)mask);
    while (people->hashes[slot] != 0 && people->hashes[slot] != hash)
        slot = (slot + 1) & mask;
    return slot;
}

static ds_status grow(ds_ordinals *people, ds_error *err)
{
    ds_ordinals grown = *people;
    grown.slots = people->slots ? 2 * people->slots : 64;
    grown.hashes = calloc((size_t)grown.slots, sizeof *grown.hashes);
    grown.rows = calloc((size_t)grown.slots, sizeof *grown.rows);
    if (!grown.hashes || !grown.rows) {
        free(grown.hashes);
        free(grown.rows);
        return ds_error_no_memory(err);
    }
    for (int32_t i = 0; i < people->slots; i++)
        if (people->hashes[i] != 0) {
            int32_t slot = slot_of(&grown, people->hashes[i]);
            grown.hashes[slot] = people->hashes[i];
            grown.rows[slot] = people->rows[i];
        }
    free(people->hashes);
    free(people->rows);
    *people = grown;
    return DS_OK;
}

static ds_status keep_text(ds_ordinals *people, const char *text, ds_error *err)
{
    if (!people->keeps_text)
        return DS_OK;
    if (people->count == people->capacity) {
        int32_t capacity = people->capacity ? 2 * people->capacity : 16;
        const char **texts = realloc(people->texts, (size_t)capacity * sizeof *texts);
        if (!texts)
            return ds_error_no_memory(err);
        people->texts = texts;
        people->capacity = capacity;
    }
    people->texts[people->count] = ds_arena_copy(&people->arena, text, strlen(text));
    return people->texts[people->count] ? DS_OK : ds_error_no_memory(err);
}

ds_status ds_ordinals_row(ds_ordinals *people, const char *text, int32_t *row_out,
                          ds_error *err)
{
    ds_status status = DS_OK;
    *row_out = -1;
    if (4 * people->count >= 3 * people->slots)
        status = grow(people, err);
    if (status != DS_OK)
        return status;
    uint64_t hash = ds_bytes_hash(text, strlen(text)) | 1;
    int32_t slot = slot_of(people, hash);
    if (people->hashes[slot] == 0) {
        status = keep_text(people, text, err);
        if (status != DS_OK)
            return status;
        people->hashes[slot] = hash;
        people->rows[slot] = people->count++;
    }
    *row_out = people->rows[slot];
    return DS_OK;
}

void ds_ordinals_free(ds_ordinals *people)
{
    free(people->hashes);
    free(people->rows);
    free(people->texts);
    ds_arena_free(&people->arena);
    *people = (ds_ordinals){.keeps_text = people->keeps_text};
}
