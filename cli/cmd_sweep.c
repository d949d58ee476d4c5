#include "cli/commands.h"
#include "cli/interrupt.h"
#include "cli/progress.h"
#include "cli/simulation.h"
#include "cli/sweep_output.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char doc[] =
    "Vary inputs of a scenario: response curves, elasticities, Sobol indices.\v"
    "VALUES are a list with commas of values (4h,8h), factors of the scenario's own value "
    "(x0.8) and ranges: 8..16 (whole numbers), 8..16:2 (in steps), 4h..8h/5 (five values), "
    "x0.8..x1.4/7. All points meet the same tickets. Without --design, --tornado or "
    "--sobol "
    "every combination is run. Without --vary, --tornado and --sobol take the values that "
    "the scenario gives with an interval (rate: 160/day ±10%). Exit status 0: done; 1: "
    "could "
    "not finish; 2: usage; 3: the input was refused; 130: interrupted, and the points that "
    "were complete have been written and are marked.";

enum { KEY_VARY = 0x600, KEY_DESIGN, KEY_POINTS, KEY_TORNADO, KEY_SOBOL, KEY_MEASURE };

static const struct argp_option own_options[] = {
    {"vary",                                                                          KEY_VARY, "PATH=VALUES", 0,
     "Vary this value of the scenario, e.g. groups.L1.agents=8..16; may be repeated", 1},
    {"measure",                                                                  KEY_MEASURE, "MEASURE[:SLICE]", 0,
     "Tell this, e.g. mttr_h:P1; may be repeated (default: resolution breach rate, MTTR "
     "and "
     "the groups' utilisation)", 1},
    {"design", KEY_DESIGN, "grid|lhs|sobol", 0,
     "Which combinations: all (default), a Latin hypercube, or Sobol's sequence", 1},
    {"points",                                                                               KEY_POINTS, "N", 0, "With --design lhs or sobol: how many points", 1},
    {"tornado",   KEY_TORNADO, NULL, 0,
     "Vary one input after the other between its lowest and highest value: elasticities", 1},
    {"sobol",                                                                              KEY_SOBOL, "N", 0,
     "Sobol indices from N rows, best a power of two: N times inputs + 2 points", 1},
    {0                                                                             },
};

typedef struct request {
    ds_options options;
    const char **varies;
    int32_t vary_count;
    const char **measures;
    int32_t measure_count;
    ds_design_kind design;
    int64_t points;
    bool wants_tornado;
    int64_t sobol;
} request;

static ds_design_kind design_of(struct argp_state *state, const char *text)
{
    static const char *const names[] = {"grid", "lhs", "sobol"};
    return (ds_design_kind)ds_option_choice(state, "--design", text, names, 3);
}

static void check_request(struct argp_state *state, const request *it)
{
    bool is_sensitivity = it->wants_tornado || it->sobol > 0;
    if (!it->options.scenario)
        argp_error(state, "which SCENARIO? A file, or a name of 'desksim scenarios'");
    if (it->wants_tornado && it->sobol > 0)
        argp_error(state, "--tornado and --sobol exclude each other");
    if (is_sensitivity && (it->design != DS_DESIGN_GRID || it->points > 0))
        argp_error(state, "--design and --points go without --tornado and --sobol");
    if (it->vary_count == 0 && !is_sensitivity)
        argp_error(state, "vary what? Name a value, e.g. --vary groups.L1.agents=8..16");
    if (it->design != DS_DESIGN_GRID && it->points == 0)
        argp_error(state, "--design lhs and sobol need --points N");
    if (it->design == DS_DESIGN_GRID && it->points > 0)
        argp_error(state, "--points goes with --design lhs or sobol");
}

static error_t parse(int key, char *argument, struct argp_state *state)
{
    request *it = state->input;
    switch (key) {
    case ARGP_KEY_INIT:
        state->child_inputs[0] = &it->options;
        return 0;
    case KEY_VARY:
        if (!strchr(argument, '=') || argument[0] == '=')
            argp_error(state,
                       "--vary: '%s' is not of the form PATH=VALUES, e.g. "
                       "groups.L1.agents=8..16",
                       argument);
        ds_option_append(state, &it->varies, &it->vary_count, argument);
        return 0;
    case KEY_MEASURE:
        ds_option_append(state, &it->measures, &it->measure_count, argument);
        return 0;
    case KEY_DESIGN:
        it->design = design_of(state, argument);
        return 0;
    case KEY_POINTS:
        it->points = ds_option_number(state, "--points", argument, 1, DS_MOST_POINTS);
        return 0;
    case KEY_TORNADO:
        it->wants_tornado = true;
        return 0;
    case KEY_SOBOL:
        it->sobol = ds_option_number(state, "--sobol", argument, 2, DS_MOST_POINTS);
        return 0;
    case ARGP_KEY_END:
        check_request(state, it);
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

/* What the study needs. */

typedef struct work {
    const request *request;
    ds_simulation simulation;
    ds_key_measures keys;
    ds_vary *varies;
    int32_t vary_count;
    ds_experiment experiment;
    ds_progress progress;
} work;

/* Prints what was found, and returns the exit code. */
static int refuse(const ds_diagnostics *said, ds_status status)
{
    char line[4096];
    for (int32_t i = 0; i < said->count; i++) {
        ds_diagnostic_format(&said->list[i], line, sizeof line);
        if (!said->list[i].is_warning)
            fprintf(stderr, "%s\n", line);
    }
    if (status == DS_NO_MEMORY)
        fprintf(stderr, "desksim: out of memory\n");
    return status == DS_BAD_INPUT ? DS_EXIT_REFUSED : DS_EXIT_UNFINISHED;
}

static ds_status usual_measures(work *self, ds_error *err)
{
    const ds_desk *desk = &self->simulation.desk;
    ds_status status =
        ds_key_measures_add(&self->keys, desk, "resolution_breach_rate", err);
    if (status == DS_OK)
        status = ds_key_measures_add(&self->keys, desk, "mttr_h", err);
    for (int32_t g = 0; g < desk->group_count && status == DS_OK; g++) {
        char text[600];
        (void)snprintf(text, sizeof text, "utilisation:by_group:%s", desk->groups[g].name);
        if (desk->groups[g].agents != DS_UNLIMITED_AGENTS)
            status = ds_key_measures_add(&self->keys, desk, text, err);
    }
    return status;
}

static int read_measures(work *self)
{
    ds_error err = {0};
    const request *it = self->request;
    ds_status status = it->measure_count == 0 ? usual_measures(self, &err) : DS_OK;
    for (int32_t i = 0; i < it->measure_count && status == DS_OK; i++)
        status =
            ds_key_measures_add(&self->keys, &self->simulation.desk, it->measures[i], &err);
    return status == DS_OK ? DS_EXIT_DONE : ds_complain(&err);
}

static int take_uncertain(work *self)
{
    int32_t count;
    ds_error err = {0};
    const ds_uncertain_input *inputs =
        ds_scenario_inputs(self->simulation.scenario, &count);
    if (count == 0) {
        fprintf(stderr, "desksim: vary what? The scenario has no value with an interval, "
                        "such as 160/day ±10%%; use --vary PATH=VALUES\n");
        return DS_EXIT_USAGE;
    }
    self->varies = calloc((size_t)count, sizeof *self->varies);
    ds_status status = self->varies ? DS_OK : ds_error_no_memory(&err);
    while (status == DS_OK && self->vary_count < count) {
        status = ds_vary_of_input(&inputs[self->vary_count],
                                  &self->varies[self->vary_count], &err);
        self->vary_count++;
    }
    return status == DS_OK ? DS_EXIT_DONE : ds_complain(&err);
}

static int find_twice(const work *self)
{
    for (int32_t i = 0; i < self->vary_count; i++)
        for (int32_t j = 0; j < i; j++)
            if (strcmp(self->varies[i].path, self->varies[j].path) == 0) {
                fprintf(stderr, "desksim: --vary: %s is varied twice\n",
                        self->varies[i].path);
                return DS_EXIT_REFUSED;
            }
    return DS_EXIT_DONE;
}

static int read_varies(work *self)
{
    const request *it = self->request;
    ds_diagnostics said = {0};
    ds_status status = DS_OK;
    if (it->vary_count == 0)
        return take_uncertain(self);
    self->varies = calloc((size_t)it->vary_count, sizeof *self->varies);
    if (!self->varies)
        return refuse(&said, DS_NO_MEMORY);
    for (; self->vary_count < it->vary_count && status != DS_NO_MEMORY;
         self->vary_count++) {
        ds_status one =
            ds_vary_read(self->simulation.scenario, it->varies[self->vary_count],
                         &self->varies[self->vary_count], &said);
        status = one == DS_OK ? status : one;
    }
    int code = status == DS_OK ? find_twice(self) : refuse(&said, status);
    ds_diagnostics_free(&said);
    return code;
}

static void show(void *context, int64_t done, int64_t count)
{
    ds_progress_show_of(context, done, count, "points");
}

static void set_up(work *self)
{
    const ds_options *options = &self->request->options;
    self->experiment = (ds_experiment){
        .scenario = self->simulation.scenario,
        .keys = &self->keys,
        .runs = {.desk = &self->simulation.desk,
                 .seed = options->seed,
                 .threads = options->threads,
                 .stop = ds_interrupt_install()},
        .replications = options->replications,
        .level = options->level,
        .keeps_terms = self->request->wants_tornado,
        .progress = show,
        .context = &self->progress
    };
}

/* The three kinds of studies. */

/* After a study has ended: what became of it. */
static int finish(const work *self, ds_sweep_answer *answer, ds_status status,
                  const ds_diagnostics *said, const ds_error *err)
{
    int code = DS_EXIT_DONE;
    answer->options = &self->request->options;
    answer->desk = &self->simulation.desk;
    if (status == DS_UNFINISHED) {
        answer->was_interrupted = true;
        code = DS_EXIT_INTERRUPTED;
        fprintf(stderr, "desksim: interrupted: %lld of %lld points are complete\n",
                (long long)answer->done, (long long)answer->planned);
    } else if (status != DS_OK) {
        code = ds_diagnostics_has_error(said) ? refuse(said, status) : ds_complain(err);
    }
    if (status != DS_OK && answer->done == 0)
        return code;
    int published = ds_sweep_publish(answer);
    return code == DS_EXIT_DONE ? published : code;
}

static int sweep(work *self)
{
    ds_sweep it;
    ds_error err = {0};
    ds_diagnostics said = {0};
    int code;
    ds_status status = ds_sweep_init(&it, &self->experiment, self->varies, self->vary_count,
                                     self->request->design, self->request->points, &err);
    if (status == DS_OK) {
        ds_progress_begin(&self->progress, self->request->options.is_quiet);
        status = ds_sweep_run(&it, &said, &err);
        ds_progress_end(&self->progress);
        ds_sweep_answer answer = {.sweep = &it, .done = it.done, .planned = it.planned};
        code = finish(self, &answer, status, &said, &err);
    } else {
        code = ds_complain(&err);
    }
    ds_sweep_free(&it);
    ds_diagnostics_free(&said);
    return code;
}

static int tornado(work *self)
{
    ds_tornado it;
    ds_error err = {0};
    ds_diagnostics said = {0};
    int code;
    ds_status status =
        ds_tornado_init(&it, &self->experiment, self->varies, self->vary_count, &err);
    if (status == DS_OK) {
        ds_progress_begin(&self->progress, self->request->options.is_quiet);
        status = ds_tornado_run(&it, &said, &err);
        ds_progress_end(&self->progress);
        ds_sweep_answer answer = {.tornado = &it, .done = it.done, .planned = it.planned};
        code = finish(self, &answer, status, &said, &err);
    } else {
        code = ds_complain(&err);
    }
    ds_tornado_free(&it);
    ds_diagnostics_free(&said);
    return code;
}

static int sobol(work *self)
{
    ds_sobol_study it;
    ds_error err = {0};
    ds_diagnostics said = {0};
    int code;
    ds_status status = ds_sobol_study_init(&it, &self->experiment, self->varies,
                                           self->vary_count, self->request->sobol, &err);
    if (status == DS_OK) {
        ds_progress_begin(&self->progress, self->request->options.is_quiet);
        status = ds_sobol_study_run(&it, &said, &err);
        ds_progress_end(&self->progress);
        ds_error failed = {0};
        ds_sweep_answer answer = {.sobol = &it,
                                  .done = (int64_t)it.done * (it.inputs + 2),
                                  .planned = it.planned};
        code = ds_sobol_study_conclude(&it, &failed) == DS_OK
                   ? finish(self, &answer, status, &said, &err)
                   : ds_complain(&failed);
    } else {
        code = ds_complain(&err);
    }
    ds_sobol_study_free(&it);
    ds_diagnostics_free(&said);
    return code;
}

static int try_values(const work *self)
{
    ds_diagnostics said = {0};
    ds_status status =
        ds_sweep_try(&self->experiment, self->varies, self->vary_count, &said);
    int code = status == DS_OK ? DS_EXIT_DONE : refuse(&said, status);
    ds_diagnostics_free(&said);
    return code;
}

/* A grid too large is refused before its values are tried. */
static int check_size(const work *self)
{
    const request *it = self->request;
    ds_sweep none;
    ds_error err = {0};
    double size = ds_sweep_grid_size(self->varies, self->vary_count);
    bool is_grid = !it->wants_tornado && it->sobol == 0 && it->design == DS_DESIGN_GRID;
    if (!is_grid || (size >= 1 && size <= DS_MOST_POINTS))
        return DS_EXIT_DONE;
    ds_status status = ds_sweep_init(&none, &self->experiment, self->varies,
                                     self->vary_count, DS_DESIGN_GRID, 0, &err);
    ds_sweep_free(&none);
    return status == DS_OK ? DS_EXIT_DONE : ds_complain(&err);
}

static int study(work *self)
{
    int code = read_measures(self);
    if (code == DS_EXIT_DONE)
        code = read_varies(self);
    if (code != DS_EXIT_DONE)
        return code;
    set_up(self);
    code = check_size(self);
    if (code == DS_EXIT_DONE)
        code = try_values(self);
    if (code != DS_EXIT_DONE)
        return code;
    if (self->request->wants_tornado)
        return tornado(self);
    return self->request->sobol > 0 ? sobol(self) : sweep(self);
}

int ds_cmd_sweep(int argc, char **argv)
{
    const struct argp_child children[] = {
        {&ds_simulation_argp, 0, NULL, 0},
        {0              }
    };
    const struct argp argp = {.options = own_options,
                              .parser = parse,
                              .args_doc = "SCENARIO",
                              .doc = doc,
                              .children = children};
    request it = {.design = DS_DESIGN_GRID};
    work self = {.request = &it};
    ds_options_init(&it.options);
    ds_options_keep_command(&it.options, argc, argv);
    ds_options_parse(&argp, argc, argv, &it);
    int code = ds_simulation_prepare(&self.simulation, &it.options);
    if (code == DS_EXIT_DONE)
        code = study(&self);
    for (int32_t i = 0; i < self.vary_count; i++)
        ds_vary_free(&self.varies[i]);
    free(self.varies);
    ds_key_measures_free(&self.keys);
    ds_simulation_free(&self.simulation);
    free(it.varies);
    free(it.measures);
    ds_options_free(&it.options);
    return code;
}
