/* Scenarios: load, vary, replay. */
#include "analysis/studies/warm_up.h"
#include "api/api_parts.h"

#include <gsl/gsl_errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

/* Where a scenario is read from. */
typedef struct source {
    const char *path; /* of a file; NULL: */
    const char *text;
    size_t length;
    const char *name;
    desksim_scenario *base;
    const char *replay_path;
    const char *const *overrides;
} source;

static pthread_mutex_t compiling = PTHREAD_MUTEX_INITIALIZER;

void api_compiling_begin(void)
{
    (void)pthread_mutex_lock(&compiling);
}

void api_compiling_end(void)
{
    (void)pthread_mutex_unlock(&compiling);
}

desksim_scenario *api_scenario_hold(desksim_scenario *scenario)
{
    (void)atomic_fetch_add(&scenario->holders, 1);
    return scenario;
}

void desksim_scenario_delete(desksim_scenario *scenario)
{
    if (!scenario || atomic_fetch_sub(&scenario->holders, 1) > 1)
        return;
    ds_desk_free(&scenario->desk);
    ds_scenario_delete(scenario->scenario);
    desksim_scenario_delete(scenario->base);
    free(scenario->replay_path);
    free(scenario);
}

static int32_t count_of(const char *const *overrides)
{
    int32_t count = 0;
    while (overrides && overrides[count])
        count++;
    return count;
}

static ds_status read_scenario(const source *from, desksim_scenario *made,
                               ds_diagnostics *found)
{
    int32_t count = count_of(from->overrides);
    if (from->base)
        return ds_scenario_vary(from->base->scenario, from->overrides, count, found,
                                &made->scenario);
    if (from->path)
        return ds_scenario_load(from->path, from->overrides, count, found, &made->scenario);
    return ds_scenario_load_text(from->text, from->length, from->name, from->overrides,
                                 count, found, &made->scenario);
}

/* A variation of a replay replays the same file. */
static ds_status set_replay(desksim_scenario *made, const char *path, ds_error *err)
{
    if (!path)
        return DS_OK;
    made->replay_path = strdup(path);
    if (!made->replay_path)
        return ds_error_no_memory(err);
    made->replay =
        (ds_replay){.path = made->replay_path, .options = ds_trace_options_all()};
    ds_scenario_set_replay(made->scenario, &made->replay);
    return ds_scenario_span_replay(made->scenario, path, err);
}

/* Every row is used or said to be refused. */
static void warn_of_refused_rows(const desksim_scenario *made, ds_diagnostics *found)
{
    const ds_ticket_csv_report *csv = &made->replay.report.csv;
    if (made->replay_path && csv->rows_refused > 0)
        ds_diagnostics_add_warning(found, (ds_place){.path = made->replay_path},
                                   "%lld of %lld rows were refused and are not replayed",
                                   (long long)csv->rows_refused, (long long)csv->rows_read);
}

static ds_status fill(const source *from, desksim_scenario *made, ds_diagnostics *found)
{
    ds_error err = {.status = DS_OK};
    const char *replay = from->replay_path ? from->replay_path
                         : from->base      ? from->base->replay_path
                                           : NULL;
    ds_status status = read_scenario(from, made, found);
    if (status != DS_OK)
        return status;
    status = set_replay(made, replay, &err);
    if (status == DS_OK) {
        status = ds_scenario_compile(made->scenario, &made->desk, found);
        if (status != DS_OK)
            return status;
        warn_of_refused_rows(made, found);
        if (ds_scenario_finds_warm_up(made->scenario))
            status = ds_warm_up_check(&made->desk, &err);
    }
    if (status != DS_OK)
        ds_diagnostics_add_status(found, "", &err);
    return status;
}

static desksim_status make(const source *from, desksim_messages *messages,
                           desksim_scenario **scenario_out)
{
    ds_diagnostics found = {0};
    api_locale saved;
    *scenario_out = NULL;
    desksim_scenario *made = calloc(1, sizeof *made);
    if (!made || !api_locale_enter(&saved)) {
        free(made);
        return DESKSIM_NO_MEMORY;
    }
    atomic_init(&made->holders, 1);
    made->base = from->base ? api_scenario_hold(from->base) : NULL;
    api_compiling_begin();
    (void)gsl_set_error_handler_off();
    ds_status status = fill(from, made, &found);
    api_compiling_end();
    api_locale_leave(&saved);
    api_tell(messages, &found);
    if (status == DS_OK)
        *scenario_out = made;
    else
        desksim_scenario_delete(made);
    return api_status(status);
}

desksim_status desksim_scenario_load(const char *path, const char *const *overrides,
                                     desksim_messages *messages,
                                     desksim_scenario **scenario_out)
{
    const source from = {.path = path, .overrides = overrides};
    return make(&from, messages, scenario_out);
}

desksim_status desksim_scenario_read(const char *text, size_t length, const char *name,
                                     const char *const *overrides,
                                     desksim_messages *messages,
                                     desksim_scenario **scenario_out)
{
    const source from = {
        .text = text, .length = length, .name = name, .overrides = overrides};
    return make(&from, messages, scenario_out);
}

desksim_status desksim_scenario_vary(desksim_scenario *base, const char *const *overrides,
                                     desksim_messages *messages,
                                     desksim_scenario **scenario_out)
{
    const source from = {.base = base, .overrides = overrides};
    return make(&from, messages, scenario_out);
}

desksim_status desksim_scenario_replay(desksim_scenario *base, const char *path,
                                       desksim_messages *messages,
                                       desksim_scenario **scenario_out)
{
    const source from = {.base = base, .replay_path = path};
    return make(&from, messages, scenario_out);
}

const char *desksim_scenario_name(const desksim_scenario *scenario)
{
    return scenario->desk.name;
}
