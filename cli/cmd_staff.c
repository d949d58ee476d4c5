#include "analysis/staffing/staffing_limits.h"
#include "analysis/staffing/what_if.h"
#include "cli/candidates.h"
#include "cli/commands.h"
#include "cli/interrupt.h"
#include "cli/progress.h"
#include "cli/simulation.h"
#include "cli/staff_by_hour.h"
#include "cli/staff_output.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char doc[] =
    "How many agents: curves of MTTR, breach rates, utilisation and cost against the head "
    "count of each group and of all together.\v"
    "A curve goes from the least head count that can do the group's work to where hardly "
    "anybody waits; the other groups keep the scenario's. All points meet the same "
    "tickets. "
    "Exit status 0: done; 1: could not finish; 2: usage; 3: the input was refused; 130: "
    "interrupted, and the points that were complete have been written and are marked.";

enum {
    KEY_POINTS = 0x680,
    KEY_QUICK,
    KEY_TARGET,
    KEY_ROSTER,
    KEY_FIX,
    KEY_MIN,
    KEY_TIME,
    KEY_BY,
    KEY_WHAT_IF = 0x6c0 /* + ds_what_if */
};

static const struct argp_option own_options[] = {
    {"points",                                                                 KEY_POINTS, "N", 0, "Head counts on each curve, 3 to 12 (default 8)", 1},
    {"quick",                                                                     KEY_QUICK, NULL, 0,
     "Do not simulate: Erlang's formulas and square-root staffing of each group's load", 1},
    {"roster",                        KEY_ROSTER, NULL, 0,
     "Make a weekly roster, as desksim roster does, whose options go with it", 1},
    {"target",                                                                        KEY_TARGET, "CONDITION", 0,
     "Find the cheapest head counts with which this holds, e.g. "
     "'resolution_breach_rate:P3<=5%'; may be repeated", 1},
    {"by",KEY_BY, "INTERVAL", 0,
     "With --target: the agents required in each hour or half-hour of the week", 1},
    {"fix",                                                                       KEY_FIX, "GROUP=N", 0,
     "With --target: the group has N agents, whatever is cheaper; may be repeated", 1},
    {"min-agents",                                                                       KEY_MIN, "N", 0,
     "With --target: every group has N agents or more (default 1)", 1},
    {"time-limit",                                                                 KEY_TIME, "SECONDS", 0,
     "Stop after this long with the points or the best answer so far", 1},
    {"hire",                                                                    KEY_WHAT_IF + DS_WHAT_IF_HIRE, "GROUP=N", 0,
     "Before and after: N agents more (or -N fewer) in the group; may be repeated", 2},
    {"move-shift", KEY_WHAT_IF + DS_WHAT_IF_MOVE_SHIFT, "GROUP.N=+HH:MM", 0,
     "… the group's Nth shift so much later (or earlier), with its breaks", 2},
    {"volume",                                                                        KEY_WHAT_IF + DS_WHAT_IF_VOLUME, "xF", 0, "… F times as many tickets", 2},
    {"sla",KEY_WHAT_IF + DS_WHAT_IF_SLA, "PRIORITY=TIME", 0,
     "… another resolution target of the priority, in all SLAs that have one", 2},
    {0                                                                      },
};

/* A question, and what it asks. */
typedef struct what_if {
    ds_what_if kind;
    const char *text;
} what_if;

#define MOST_WHAT_IFS 32

typedef struct request {
    ds_options options;
    int32_t points;
    bool is_quick;
    const char **targets;
    int32_t target_count;
    const char **fixes;
    int32_t fix_count;
    int32_t min_agents;
    int32_t time_limit_s; /* 0: none */
    int32_t by_minutes;   /* 0: whole groups */
    what_if what_ifs[MOST_WHAT_IFS];
    int32_t what_if_count;
} request;

static void add_what_if(struct argp_state *state, request *it, int key, const char *text)
{
    if (it->what_if_count == MOST_WHAT_IFS)
        argp_error(state, "more than %d questions at once", MOST_WHAT_IFS);
    it->what_ifs[it->what_if_count++] =
        (what_if){.kind = (ds_what_if)(key - KEY_WHAT_IF), .text = text};
}

static const char *const intervals[] = {"hour", "half-hour"};

static error_t parse(int key, char *argument, struct argp_state *state)
{
    request *it = state->input;
    switch (key) {
    case ARGP_KEY_INIT:
        state->child_inputs[0] = &it->options;
        return 0;
    case KEY_POINTS:
        it->points = (int32_t)ds_option_number(state, "--points", argument, 3,
                                               DS_STAFFING_MOST_LEVELS);
        return 0;
    case KEY_QUICK:
        it->is_quick = true;
        return 0;
    case KEY_TARGET:
        ds_option_append(state, &it->targets, &it->target_count, argument);
        return 0;
    case KEY_FIX:
        ds_option_append(state, &it->fixes, &it->fix_count, argument);
        return 0;
    case KEY_BY:
        it->by_minutes = ds_option_choice(state, "--by", argument, intervals, 2) ? 30 : 60;
        return 0;
    case KEY_MIN:
        it->min_agents =
            (int32_t)ds_option_number(state, "--min-agents", argument, 1, 100000);
        return 0;
    case KEY_TIME:
        it->time_limit_s =
            (int32_t)ds_option_number(state, "--time-limit", argument, 1, 86400);
        return 0;
    case KEY_WHAT_IF + DS_WHAT_IF_HIRE:
    case KEY_WHAT_IF + DS_WHAT_IF_MOVE_SHIFT:
    case KEY_WHAT_IF + DS_WHAT_IF_VOLUME:
    case KEY_WHAT_IF + DS_WHAT_IF_SLA:
        add_what_if(state, it, key, argument);
        return 0;
    case ARGP_KEY_END:
        if (it->what_if_count > 0 && (it->is_quick || it->target_count > 0))
            argp_error(state, "--hire, --move-shift, --volume and --sla go without --quick "
                              "and --target");
        if (it->target_count == 0 && (it->fix_count > 0 || it->min_agents > 0))
            argp_error(state, "--fix and --min-agents go with --target");
        if (it->is_quick && it->target_count > 0)
            argp_error(state, "--quick and --target exclude each other");
        if (it->by_minutes && (it->target_count == 0 || it->fix_count || it->min_agents))
            argp_error(state,
                       "--by needs --target, and goes with no --fix or --min-agents");
        if (!it->options.scenario)
            argp_error(state, "which SCENARIO? A file, or a name of 'desksim scenarios'");
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static void show(void *context, int64_t done, int64_t count)
{
    ds_progress_show_of(context, done, count, "points");
}

static int refuse(const ds_diagnostics *said)
{
    char line[4096];
    for (int32_t i = 0; i < said->count; i++) {
        ds_diagnostic_format(&said->list[i], line, sizeof line);
        if (!said->list[i].is_warning)
            fprintf(stderr, "%s\n", line);
    }
    return DS_EXIT_REFUSED;
}

/* A limit that was set is no interruption. */
static int stopped(void)
{
    if (!ds_interrupt_was_time())
        return DS_EXIT_INTERRUPTED;
    fprintf(stderr, "desksim: the time limit was reached\n");
    return DS_EXIT_UNFINISHED;
}

static int conclude(ds_staff_answer *answer, ds_status status, const ds_diagnostics *said,
                    const ds_error *err)
{
    const ds_staffing_curves *curves = answer->curves;
    int code = DS_EXIT_DONE;
    if (status == DS_UNFINISHED) {
        answer->was_interrupted = true;
        code = stopped();
        fprintf(stderr, "desksim: interrupted: %d of %d points are complete\n",
                (int)curves->done, (int)curves->planned);
    } else if (status != DS_OK) {
        code = ds_diagnostics_has_error(said) ? refuse(said) : ds_complain(err);
    }
    if (status != DS_OK && curves->done == 0)
        return code;
    int published = ds_staff_publish(answer);
    return code == DS_EXIT_DONE ? published : code;
}

static int draw_curves(const request *it, const ds_simulation *simulation,
                       ds_staffing_study *study, ds_progress *progress)
{
    ds_error err = {0};
    ds_diagnostics said = {0};
    ds_staffing_curves curves;
    int code;
    ds_status status = ds_staffing_curves_init(&curves, study, it->points, &err);
    if (status == DS_OK) {
        ds_progress_begin(progress, it->options.is_quiet);
        status = ds_staffing_curves_run(&curves, &said, &err);
        ds_progress_end(progress);
        ds_staff_answer answer = {
            .options = &it->options, .desk = &simulation->desk, .curves = &curves};
        code = conclude(&answer, status, &said, &err);
    } else {
        code = ds_complain(&err);
    }
    ds_staffing_curves_free(&curves);
    ds_diagnostics_free(&said);
    return code;
}

/* The least cost. */

static int read_targets(const request *it, ds_staffing_study *study, ds_condition *targets)
{
    ds_error err = {0};
    for (int32_t t = 0; t < it->target_count; t++)
        if (ds_condition_read(it->targets[t], study->experiment.runs.desk, &study->keys,
                              &targets[t], &err) != DS_OK)
            return ds_complain(&err);
    return DS_EXIT_DONE;
}

static int limit(const request *it, ds_staffing_study *study)
{
    ds_error err = {0};
    ds_staffing_at_least(study, it->min_agents);
    for (int32_t i = 0; i < it->fix_count; i++)
        if (ds_staffing_fix(study, it->fixes[i], &err) != DS_OK)
            return ds_complain(&err);
    return DS_EXIT_DONE;
}

static int search_targets(const request *it, ds_staffing_study *study,
                          const ds_condition *targets)
{
    ds_error err = {0};
    ds_diagnostics said = {0};
    ds_staffing_search search = {.study = study,
                                 .targets = targets,
                                 .target_count = it->target_count,
                                 .most = DS_STAFFING_MOST_TIMES * it->options.replications};
    ds_status status = ds_staffing_search_run(&search, &said, &err);
    int code = DS_EXIT_DONE;
    if (status == DS_UNFINISHED)
        code = stopped();
    else if (status != DS_OK)
        code = ds_diagnostics_has_error(&said) ? refuse(&said) : ds_complain(&err);
    if (status == DS_UNFINISHED && study->config_count == 0)
        fprintf(stderr, "desksim: no combination of head counts is complete\n");
    if (status == DS_OK || (status == DS_UNFINISHED && study->config_count > 0)) {
        int published = ds_staff_publish_search(&it->options, &search);
        code = code != DS_EXIT_DONE ? code
               : !search.is_met     ? DS_EXIT_UNFINISHED
                                    : published;
    }
    ds_staffing_search_free(&search);
    ds_diagnostics_free(&said);
    return code;
}

static int find_least_cost(const request *it, ds_staffing_study *study)
{
    ds_error err = {0};
    ds_condition *targets = calloc((size_t)it->target_count, sizeof *targets);
    if (!targets) {
        (void)ds_error_no_memory(&err);
        return ds_complain(&err);
    }
    int code = limit(it, study);
    if (code == DS_EXIT_DONE)
        code = read_targets(it, study, targets);
    if (code == DS_EXIT_DONE)
        code = search_targets(it, study, targets);
    for (int32_t t = 0; t < it->target_count; t++)
        free(targets[t].text);
    free(targets);
    return code;
}

static int nothing_to_vary(void)
{
    fprintf(stderr, "desksim: no group has a head count that can be varied: none has work, "
                    "limited agents and hours, and no roster\n");
    return DS_EXIT_REFUSED;
}

static int study(const request *it, ds_simulation *simulation)
{
    ds_error err = {0};
    ds_progress progress = {0};
    ds_staffing_study study;
    const ds_experiment experiment = {
        .scenario = simulation->scenario,
        .runs = {.desk = &simulation->desk,
                 .seed = it->options.seed,
                 .threads = it->options.threads,
                 .stop = ds_interrupt_install()},
        .replications = it->options.replications,
        .level = it->options.level,
        .progress = show,
        .context = &progress
    };
    ds_status status = ds_staffing_study_init(&study, &experiment, &err);
    if (it->time_limit_s > 0)
        ds_interrupt_after(it->time_limit_s);
    int code = status != DS_OK    ? ds_complain(&err)
               : it->is_quick     ? ds_staff_publish_quick(&it->options, &study)
               : study.count == 0 ? nothing_to_vary()
               : it->target_count ? find_least_cost(it, &study)
                                  : draw_curves(it, simulation, &study, &progress);
    ds_staffing_study_free(&study);
    return code;
}

/* Before and after. */

static int compare(const request *it, const ds_simulation *simulation)
{
    ds_error err = {0};
    ds_candidate_words words = {.withs = calloc(MOST_WHAT_IFS, sizeof *words.withs)};
    char *changes[MOST_WHAT_IFS] = {NULL};
    ds_status status = words.withs ? DS_OK : ds_error_no_memory(&err);
    for (int32_t i = 0; i < it->what_if_count && status == DS_OK; i++) {
        status =
            ds_what_if_changes(it->what_ifs[i].kind, it->what_ifs[i].text,
                               simulation->scenario, &simulation->desk, &changes[i], &err);
        words.withs[words.with_count++] = changes[i];
    }
    int code =
        status == DS_OK ? ds_compare_alternatives(&it->options, &words) : ds_complain(&err);
    for (int32_t i = 0; i < it->what_if_count; i++)
        free(changes[i]);
    ds_candidate_words_free(&words);
    return code;
}

/* Whether --roster is among the words; the roster's own parser passes it over. */
static bool wants_roster(int argc, char **argv)
{
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++)
        if (strcmp(argv[i], "--roster") == 0)
            return true;
    return false;
}

int ds_cmd_staff(int argc, char **argv)
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
    request it = {.points = 8};
    ds_simulation simulation = {0};
    if (wants_roster(argc, argv))
        return ds_cmd_roster(argc, argv);
    ds_options_init(&it.options);
    ds_options_keep_command(&it.options, argc, argv);
    ds_options_parse(&argp, argc, argv, &it);
    int code = it.what_if_count > 0 ? ds_simulation_compile(&simulation, &it.options)
                                    : ds_simulation_prepare(&simulation, &it.options);
    if (code == DS_EXIT_DONE && it.what_if_count > 0)
        code = compare(&it, &simulation);
    else if (code == DS_EXIT_DONE && it.by_minutes)
        code = ds_staff_by_hour(&it.options, &simulation, it.by_minutes, it.targets,
                                it.target_count, it.time_limit_s);
    else if (code == DS_EXIT_DONE)
        code = study(&it, &simulation);
    ds_simulation_free(&simulation);
    free(it.targets);
    free(it.fixes);
    ds_options_free(&it.options);
    return code;
}
