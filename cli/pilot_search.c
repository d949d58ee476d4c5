#include "cli/pilot_search.h"

#include "analysis/plots/plot_warm_up.h"
#include "cli/interrupt.h"
#include "cli/progress.h"
#include "cli/simulation.h"

int ds_pilot_search_check(const ds_scenario *scenario, const ds_desk *desk)
{
    ds_error err = {0};
    if (!ds_scenario_finds_warm_up(scenario) || ds_warm_up_check(desk, &err) == DS_OK)
        return DS_EXIT_DONE;
    return ds_complain(&err);
}

static int run_pilots(ds_pilot_search *search, const ds_desk *desk,
                      const ds_options *options)
{
    ds_error err = {0};
    ds_progress progress;
    const ds_pilot_plan plan = {.desk = desk,
                                .seed = options->seed,
                                .count = (int32_t)options->pilots,
                                .threads = options->threads,
                                .stop = ds_interrupt_install(),
                                .progress = ds_progress_show,
                                .context = &progress};
    ds_progress_begin(&progress, options->is_quiet);
    ds_status status = ds_pilots_run(&search->pilots, &plan, &err);
    ds_progress_end(&progress);
    search->was_run = true;
    if (status != DS_UNFINISHED)
        return status == DS_OK ? DS_EXIT_DONE : ds_complain(&err);
    fprintf(stderr,
            "desksim: interrupted: %d of %lld pilot replications are complete; nothing "
            "was simulated after them\n",
            (int)search->pilots.count, (long long)options->pilots);
    return DS_EXIT_INTERRUPTED;
}

static int find(ds_pilot_search *search, ds_desk *desk)
{
    ds_error err = {0};
    ds_status status = ds_warm_up_find(&search->pilots, &search->found, &err);
    search->has_found = status == DS_OK || status == DS_BAD_INPUT;
    if (status != DS_OK)
        return ds_complain(&err);
    desk->warm_up = search->found.cut;
    return DS_EXIT_DONE;
}

int ds_pilot_search_run(ds_pilot_search *search, const ds_scenario *scenario, ds_desk *desk,
                        const ds_options *options)
{
    bool is_auto = ds_scenario_finds_warm_up(scenario);
    ds_error err = {0};
    *search = (ds_pilot_search){.wants_welch = options->wants_welch};
    if (!is_auto && !options->wants_welch)
        return DS_EXIT_DONE;
    int code = run_pilots(search, desk, options);
    if (code == DS_EXIT_DONE && ds_welch_course_init(&search->course, &search->pilots,
                                                     options->welch_span, &err) != DS_OK)
        code = ds_complain(&err);
    if (code == DS_EXIT_DONE && is_auto)
        code = find(search, desk);
    return code;
}

void ds_pilot_search_free(ds_pilot_search *search)
{
    ds_welch_course_free(&search->course);
    ds_pilots_free(&search->pilots);
    *search = (ds_pilot_search){0};
}

ds_status ds_pilot_search_note(const ds_pilot_search *search, ds_results *results,
                               ds_error *err)
{
    char text[768];
    if (!search->has_found)
        return DS_OK;
    ds_warm_up_describe(&search->found, text, sizeof text);
    return ds_results_note(results, err, "%s", text);
}

ds_status ds_pilot_search_write(const ds_pilot_search *search, const ds_desk *desk,
                                const char *directory, ds_error *err)
{
    ds_plot_report report;
    const ds_warm_up_picture picture = {.desk = desk,
                                        .course = search->was_run ? &search->course : NULL,
                                        .found = search->has_found ? &search->found : NULL,
                                        .wants_welch = search->wants_welch};
    return ds_warm_up_plots_write(&picture, directory, NULL, &report, err);
}

void ds_pilot_search_print(const ds_pilot_search *search, FILE *out)
{
    if (search->was_run && search->wants_welch)
        ds_welch_course_print(&search->course, out);
}
