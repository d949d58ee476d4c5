/* The names that a scenario defines, by kind, in the order of the file: a name's place is
 * its row in the desk. Calendar 0 is the built-in `always`. */
#ifndef DS_SCENARIOS_SCENARIO_NAMES_H
#define DS_SCENARIOS_SCENARIO_NAMES_H

#include "scenarios/arena.h"
#include "scenarios/key_table.h"
#include "scenarios/yaml_tree.h"
#include "sim/clock.h"
#include "sim/error.h"

#define DS_ALWAYS "always"

typedef struct ds_name_list {
    int32_t count;
    const char **names;
} ds_name_list;

typedef struct ds_scenario_names {
    ds_name_list of[DS_NAME_KINDS]; /* DS_NAME_NEW: empty */
} ds_scenario_names;

/* Gathers the names from a document of any shape; what is not as it should be there, gives
 * no names (and is found out by the checks). Memory is the arena's. */
ds_status ds_scenario_names_gather(ds_scenario_names *names, ds_arena *arena,
                                   const ds_yaml_node *root) DS_MUST_USE;

/* The row of a name, or DS_NO_ID. */
int32_t ds_scenario_names_find(const ds_scenario_names *names, ds_name_kind kind,
                               const char *name);
/* Says that nobody knows a name: which is the nearest, or which there are. */
void ds_scenario_names_explain(const ds_scenario_names *names, ds_name_kind kind,
                               const char *name, char *buffer, size_t size);

#endif
