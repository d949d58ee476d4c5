/* Checks a document against the table of keys: each key is known, each value has a form
 * that its key allows, each name is one that the scenario defines, shares of a whole sum to
 * one, nothing that is needed is missing. */
#ifndef DS_SCENARIOS_KEY_CHECK_H
#define DS_SCENARIOS_KEY_CHECK_H

#include "scenarios/diagnostics.h"
#include "scenarios/scenario_names.h"
#include "scenarios/yaml_tree.h"

/* How far a sum of shares may be from one. */
#define DS_SHARE_TOLERANCE 1e-6

/* Adds an error for everything that is wrong. `directory` is where files are looked for. */
ds_status ds_key_check(const ds_yaml_node *root, const ds_scenario_names *names,
                       const char *directory, ds_diagnostics *out) DS_MUST_USE;

/* Says that a key is none of a section's: the nearest known one, or a hint where a comma
 * cut a value in two. Used for --set as well. */
void ds_key_explain_unknown(const ds_section *section, const char *name, char *buffer,
                            size_t size);

#endif
