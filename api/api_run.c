/* Running: replications of a scenario, and the conclusions from them. */
#include "analysis/studies/input_desks.h"
#include "analysis/studies/warm_up.h"
#include "api/api_parts.h"
#include "model/replications.h"
#include "sim/replication_runner.h"

#include <stdlib.h>

#define MOST_REPLICATIONS 100000
#define MOST_THREADS 1024

desksim_cancel *desksim_cancel_new(void)
{
    desksim_cancel *cancel = malloc(sizeof *cancel);
    if (cancel)
        atomic_init(&cancel->is_requested, false);
    return cancel;
}

void desksim_cancel_request(desksim_cancel *cancel)
{
    atomic_store(&cancel->is_requested, true);
}

void desksim_cancel_delete(desksim_cancel *cancel)
{
    free(cancel);
}

desksim_run_options desksim_run_defaults(void)
{
    return (desksim_run_options){.replications = 20, .seed = 1, .level = 0.95};
}

static ds_status check_options(const desksim_run_options *options, ds_error *err)
{
    if (options->replications < 1 || options->replications > MOST_REPLICATIONS)
        return ds_error_set(err, DS_BAD_INPUT, "replications: %lld is not from 1 to %d",
                            (long long)options->replications, MOST_REPLICATIONS);
    if (options->threads < 0 || options->threads > MOST_THREADS)
        return ds_error_set(err, DS_BAD_INPUT,
                            "threads: %d is not from 1 to %d, nor 0 for one a core",
                            options->threads, MOST_THREADS);
    if (!(options->level >= 0.5 && options->level <= 0.9999))
        return ds_error_set(err, DS_BAD_INPUT, "level: %g is not from 0.5 to 0.9999",
                            options->level);
    return DS_OK;
}

static int32_t threads_of(const desksim_run_options *options)
{
    return options->threads > 0 ? options->threads : ds_runner_cores();
}

static const atomic_bool *stop_of(const desksim_run_options *options)
{
    return options->cancel ? &options->cancel->is_requested : NULL;
}

/* Sets the desk's warm-up where the scenario leaves it to pilots; `text` then says how. */
static ds_status find_warm_up(desksim_results *made, const desksim_run_options *options,
                              char *text, size_t size, ds_error *err)
{
    ds_pilots pilots;
    ds_warm_up found;
    text[0] = '\0';
    if (!ds_scenario_finds_warm_up(made->scenario->scenario))
        return DS_OK;
    const ds_pilot_plan plan = {.desk = &made->desk,
                                .seed = options->seed,
                                .count = DS_PILOTS_DEFAULT,
                                .threads = threads_of(options),
                                .stop = stop_of(options)};
    ds_status status = ds_pilots_run(&pilots, &plan, err);
    if (status == DS_OK)
        status = ds_warm_up_find(&pilots, &found, err);
    if (status == DS_OK) {
        made->desk.warm_up = found.cut;
        ds_warm_up_describe(&found, text, size);
    }
    ds_pilots_free(&pilots);
    return status;
}

static ds_status conclude(desksim_results *made, const desksim_run_options *options,
                          const ds_tally *tallies, int64_t done, const char *warm_up,
                          ds_error *err)
{
    ds_status status = ds_results_init(&made->results, &made->desk, options->seed,
                                       options->level, tallies, done, err);
    if (status != DS_OK)
        return status;
    if (done < options->replications)
        status = ds_results_note(&made->results, err,
                                 "Interrupted: %lld of %lld replications are complete.",
                                 (long long)done, (long long)options->replications);
    if (status == DS_OK && warm_up[0])
        status = ds_results_note(&made->results, err, "%s", warm_up);
    if (status != DS_OK)
        ds_results_free(&made->results);
    return status;
}

/* Where inputs are uncertain, each replication has a desk of its own, compiled by the
 * thread that runs it. */
typedef struct own_desks {
    ds_status (*desk_of)(void *source, int64_t number, ds_desk *desk_out, ds_error *err);
    void *source;
} own_desks;

static ds_status compile_own(void *source, int64_t number, ds_desk *desk_out, ds_error *err)
{
    const own_desks *self = source;
    api_locale saved;
    if (!api_locale_enter(&saved))
        return ds_error_no_memory(err);
    api_compiling_begin();
    ds_status status = self->desk_of(self->source, number, desk_out, err);
    api_compiling_end();
    api_locale_leave(&saved);
    return status;
}

static ds_status run_replications(desksim_results *made, ds_replications *what,
                                  int64_t count, ds_tally *tallies, int64_t *done_out,
                                  ds_error *err)
{
    ds_input_desks desks;
    ds_input_desks_begin(&desks, made->scenario->scenario, what, false);
    own_desks own = {what->desk_of, what->source};
    if (what->desk_of) {
        what->desk_of = compile_own;
        what->source = &own;
    }
    ds_status status = ds_replications_run(what, 0, count, tallies, done_out, err);
    ds_input_desks_end(&desks);
    return status;
}

/* With DS_UNFINISHED, too, there are results. */
static ds_status simulate(desksim_results *made, const desksim_run_options *options,
                          const char *warm_up, ds_error *err)
{
    int64_t done = 0;
    ds_tally *tallies = calloc((size_t)options->replications, sizeof *tallies);
    if (!tallies)
        return ds_error_no_memory(err);
    ds_replications what = {.desk = &made->desk,
                            .seed = options->seed,
                            .threads = threads_of(options),
                            .stop = stop_of(options),
                            .progress = options->progress,
                            .context = options->context};
    ds_status status =
        run_replications(made, &what, options->replications, tallies, &done, err);
    if (status == DS_OK || status == DS_UNFINISHED) {
        ds_status concluded = conclude(made, options, tallies, done, warm_up, err);
        status = concluded == DS_OK ? status : concluded;
    }
    for (int64_t i = 0; i < done; i++)
        ds_tally_free(&tallies[i]);
    free(tallies);
    return status;
}

static void release(desksim_results *made)
{
    desksim_scenario_delete(made->scenario);
    free(made);
}

/* *results_out is set where there are results. */
static ds_status run(desksim_scenario *scenario, const desksim_run_options *options,
                     desksim_results **results_out, ds_error *err)
{
    char warm_up[768];
    ds_status status = check_options(options, err);
    if (status != DS_OK)
        return status;
    desksim_results *made = calloc(1, sizeof *made);
    if (!made)
        return ds_error_no_memory(err);
    made->scenario = api_scenario_hold(scenario);
    made->desk = scenario->desk;
    status = find_warm_up(made, options, warm_up, sizeof warm_up, err);
    if (status != DS_OK) {
        release(made);
        return status;
    }
    status = simulate(made, options, warm_up, err);
    if (status == DS_OK || status == DS_UNFINISHED)
        *results_out = made;
    else
        release(made);
    return status;
}

desksim_status desksim_run(desksim_scenario *scenario, const desksim_run_options *options,
                           desksim_messages *messages, desksim_results **results_out)
{
    const desksim_run_options defaults = desksim_run_defaults();
    ds_error err = {.status = DS_OK};
    api_locale saved;
    *results_out = NULL;
    if (!api_locale_enter(&saved))
        return DESKSIM_NO_MEMORY;
    ds_status status = run(scenario, options ? options : &defaults, results_out, &err);
    api_locale_leave(&saved);
    if (status == DS_OK || status == DS_UNFINISHED)
        return api_status(status);
    return api_refuse(messages, &err);
}

void desksim_results_delete(desksim_results *results)
{
    if (!results)
        return;
    ds_results_free(&results->results);
    release(results);
}
