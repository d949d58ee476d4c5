/* Memory that is given back all at once: for what lives and dies with one scenario. */
#ifndef DS_SCENARIOS_ARENA_H
#define DS_SCENARIOS_ARENA_H

#include <stddef.h>

typedef struct ds_arena_block ds_arena_block;

/* A zeroed arena is empty and ready. */
typedef struct ds_arena {
    ds_arena_block *blocks;
} ds_arena;

/* Zeroed memory for any type, or NULL. */
void *ds_arena_take(ds_arena *arena, size_t size);
/* A terminated copy of `length` bytes, or NULL. */
char *ds_arena_copy(ds_arena *arena, const char *text, size_t length);
void ds_arena_free(ds_arena *arena);

#endif
