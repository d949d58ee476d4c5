/* Overrides of a scenario's values, as --set has them: PATH=VALUE.
 *
 * A path is keys and names with dots between, items of lists counted from 1; odd names
 * stand in double quotes: groups."Level 2.5".agents. The value is YAML on one line. A key
 * that is not written yet is made where it is known; groups, categories and the like must
 * be there already.
 */
#ifndef DS_SCENARIOS_OVERRIDE_H
#define DS_SCENARIOS_OVERRIDE_H

#include "scenarios/key_table.h"
#include "scenarios/yaml_tree.h"

/* The document with the override applied (nodes of the old one are shared). On DS_BAD_INPUT
 * `out` says why. `text` is kept, not copied. */
ds_status ds_override_apply(ds_arena *arena, const ds_yaml_node *root, const char *text,
                            ds_diagnostics *out, const ds_yaml_node **root_out) DS_MUST_USE;

/* What a path leads to. */
typedef struct ds_override_target {
    const ds_key *key;
    const char *text; /* the scalar that is written there, or the default; NULL: neither */
    const char *values; /* what follows the '=' */
    ds_place place;     /* the option, for messages */
} ds_override_target;

/* Follows the path of "PATH=…" as ds_override_apply does, and changes nothing. `option`
 * ("--vary") is what messages call it by. */
ds_status ds_override_find(ds_arena *arena, const ds_yaml_node *root, const char *option,
                           const char *text, ds_diagnostics *out,
                           ds_override_target *found) DS_MUST_USE;

#endif
