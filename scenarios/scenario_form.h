/* The inside of a scenario, for those parts that load and compile it. */
#ifndef DS_SCENARIOS_SCENARIO_FORM_H
#define DS_SCENARIOS_SCENARIO_FORM_H

#include "scenarios/arena.h"
#include "scenarios/scenario.h"
#include "scenarios/scenario_inputs.h"
#include "scenarios/scenario_names.h"
#include "scenarios/yaml_tree.h"

struct ds_scenario {
    ds_arena arena; /* of everything below */
    const char *path;
    const char *base_name; /* of the file, without .yaml */
    const char *directory; /* where files are looked for; NULL: the current one */
    const char *text;      /* of the file, as it was read */
    size_t length;
    const ds_yaml_node *written; /* with the intervals of values, as they stand */
    const ds_yaml_node *root;    /* without them */
    int32_t input_count;
    ds_uncertain_input *inputs;
    ds_scenario_names names;
    bool has_span; /* set by ds_scenario_set_span */
    ds_date start;
    ds_ticks horizon;
    ds_replay *replay;
};

/* The path of a file that the scenario names; memory is the caller's. NULL: none left. */
char *ds_scenario_file(const ds_scenario *scenario, const char *name);

#endif
