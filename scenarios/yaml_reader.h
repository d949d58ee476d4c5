/* YAML text as a tree, by libfyaml: one document, one root.
 *
 * YAML 1.2. Refused with their place: syntax errors, keys that stand twice in a mapping,
 * keys that are no text, tags, a second document, aliases without their anchor, nesting
 * deeper than DS_YAML_DEPTH and documents of more than DS_YAML_NODES values, aliases
 * counted each time (so that a small file cannot unfold into a huge one). `<<: *anchor`
 * takes over the entries of another mapping, those beside it winning.
 */
#ifndef DS_SCENARIOS_YAML_READER_H
#define DS_SCENARIOS_YAML_READER_H

#include "scenarios/yaml_tree.h"

#include <stddef.h>

#define DS_YAML_DEPTH 32
#define DS_YAML_NODES 500000

/* Reads valid UTF-8 text without a byte-order mark. `source` (kept, not copied) stands for
 * the path in places; with has_places false they have no line and column. On
 * DS_BAD_INPUT `out` says why; *root_out is NULL where the document is empty. */
ds_status ds_yaml_read(ds_arena *arena, const char *text, size_t length, const char *source,
                       bool has_places, ds_diagnostics *out,
                       const ds_yaml_node **root_out) DS_MUST_USE;

#endif
