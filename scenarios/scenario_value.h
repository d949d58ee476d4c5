/* A value of a scenario: what the user wrote at a path, or the default of its key.
 *
 * Values form a chain to the top: each points to the one that it was taken from, which must
 * live as long. The functions that read a scalar are for scenarios that passed the checks
 * (scenarios/key_check.h): there every scalar that is written fits its key.
 */
#ifndef DS_SCENARIOS_SCENARIO_VALUE_H
#define DS_SCENARIOS_SCENARIO_VALUE_H

#include "scenarios/key_table.h"
#include "scenarios/scalar.h"
#include "scenarios/yaml_tree.h"

#include <stdbool.h>

typedef struct ds_value {
    const struct ds_value *parent; /* NULL: the whole file */
    const char *name;              /* its key; NULL: an item of a list */
    int32_t index;                 /* its place in its parent, from 0; -1: not there */
    const ds_key *key;
    const ds_yaml_node *node; /* NULL: not written */
} ds_value;

ds_value ds_value_root(const ds_yaml_node *root);
/* The value of a fixed key of a mapping (written or not). */
ds_value ds_value_get(const ds_value *mapping, const char *name);
/* How many entries are written in a mapping, or items in a list (one where a single value
 * stands for a list of one). */
int32_t ds_value_count(const ds_value *value);
/* An entry of a mapping (fixed keys included) or an item of a list, in their order. */
ds_value ds_value_at(const ds_value *value, int32_t index);
/* Whether an entry of a mapping is a fixed key of its section. */
bool ds_value_is_fixed_key(const ds_value *entry);

/* Written, and not empty. */
bool ds_value_is_given(const ds_value *value);
bool ds_value_is_mapping(const ds_value *value);
bool ds_value_is_list(const ds_value *value);

/* What is written, or the default; form 0 and text NULL where there is neither. Of a
 * distribution, hours or a time zone there is only the text: it is read where it is
 * compiled, which takes memory and can fail. */
ds_scalar ds_value_scalar(const ds_value *value);

/* "groups.L1.agents", odd names in quotes, items counted from 1. Always terminated. */
void ds_value_path(const ds_value *value, char *buffer, size_t size);
/* Where it is written; else where the nearest value around it is. */
ds_place ds_value_place(const ds_value *value);
/* Adds "PATH: text" at the value's place. */
void ds_value_error(const ds_value *value, ds_diagnostics *out, const char *format, ...)
    DS_PRINTF(3, 4);
void ds_value_warning(const ds_value *value, ds_diagnostics *out, const char *format, ...)
    DS_PRINTF(3, 4);

#endif
