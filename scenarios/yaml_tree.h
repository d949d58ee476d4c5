/* A YAML document as a tree in which every value knows its place.
 *
 * Immutable once made: an edit makes new nodes along the path and shares the rest, as
 * aliases share theirs. All memory belongs to an arena. The place of a mapping or sequence
 * that a key introduces is that of the key.
 */
#ifndef DS_SCENARIOS_YAML_TREE_H
#define DS_SCENARIOS_YAML_TREE_H

#include "scenarios/arena.h"
#include "scenarios/diagnostics.h"

#include <stdbool.h>
#include <stdint.h>

typedef enum ds_yaml_kind {
    DS_YAML_NULL, /* nothing, ~ or null */
    DS_YAML_SCALAR,
    DS_YAML_MAPPING,
    DS_YAML_SEQUENCE,
} ds_yaml_kind;

typedef struct ds_yaml_node ds_yaml_node;

typedef struct ds_yaml_entry {
    const ds_yaml_node *key; /* a scalar; NULL in a sequence */
    const ds_yaml_node *value;
} ds_yaml_entry;

struct ds_yaml_node {
    ds_yaml_kind kind;
    bool is_plain;  /* a scalar on one line without quotes: columns can be counted in it */
    ds_place place; /* line 0 where it is not from a file */
    const char *text; /* of a scalar; "" otherwise */
    int32_t count;
    const ds_yaml_entry *entries; /* in the order of the file; keys are distinct */
    int64_t size;                 /* nodes in it, aliases counted each time */
};

/* The value of a key of a mapping, or NULL. */
const ds_yaml_node *ds_yaml_find(const ds_yaml_node *mapping, const char *key);

/* A collection like `node` (a mapping; NULL or DS_YAML_NULL: an empty one) in which `key`
 * has `value`; NULL where memory is short. A new key goes to the end. */
ds_yaml_node *ds_yaml_with_key(ds_arena *arena, const ds_yaml_node *node,
                               const ds_yaml_node *key, const ds_yaml_node *value);
/* A sequence like `node` in which item `index` (from 0, in range) is `value`. */
ds_yaml_node *ds_yaml_with_item(ds_arena *arena, const ds_yaml_node *node, int32_t index,
                                const ds_yaml_node *value);
ds_yaml_node *ds_yaml_scalar(ds_arena *arena, ds_place place, const char *text,
                             size_t length);

#endif
