#include "analysis/studies/input_desks.h"

#include "scenarios/scenario_inputs.h"

#include <stdlib.h>

/* What was said first, for those who get no list. */
static ds_status first_error(const ds_diagnostics *said, int64_t number, ds_error *err)
{
    for (int32_t i = 0; i < said->count; i++)
        if (!said->list[i].is_warning)
            return ds_error_set_at(err, DS_BAD_INPUT, said->list[i].path,
                                   said->list[i].line, said->list[i].column,
                                   "with the inputs drawn for replication %lld: %s",
                                   (long long)number, said->list[i].text);
    return ds_error_no_memory(err);
}

static ds_status compile(const ds_scenario *base, const double *numbers, int64_t number,
                         ds_desk *desk_out, ds_error *err)
{
    ds_diagnostics said = {0};
    ds_scenario *drawn = NULL;
    ds_status status = ds_scenario_with_inputs(base, numbers, &said, &drawn);
    if (status == DS_OK)
        status = ds_scenario_compile(drawn, desk_out, &said);
    if (status != DS_OK)
        status = first_error(&said, number, err);
    ds_scenario_delete(drawn);
    ds_diagnostics_free(&said);
    return status;
}

static ds_status desk_of(void *source, int64_t number, ds_desk *desk_out, ds_error *err)
{
    ds_input_desks *self = source;
    int32_t count;
    const ds_uncertain_input *inputs = ds_scenario_inputs(self->scenario, &count);
    int64_t own = number - self->shift;
    const ds_seed seed = {.seed = self->seed,
                          .replication = (uint64_t)own / (self->is_antithetic ? 2 : 1),
                          .mirror = self->is_antithetic && own % 2 == 1};
    double *numbers = calloc((size_t)count, sizeof *numbers);
    if (!numbers)
        return ds_error_no_memory(err);
    for (int32_t i = 0; i < count; i++)
        numbers[i] = ds_input_draw(&inputs[i], &seed);
    pthread_mutex_lock(&self->mutex);
    ds_status status = compile(self->scenario, numbers, number, desk_out, err);
    pthread_mutex_unlock(&self->mutex);
    if (status == DS_OK)
        desk_out->warm_up = self->desk->warm_up;
    free(numbers);
    return status;
}

void ds_input_desks_begin(ds_input_desks *desks, const ds_scenario *scenario,
                          ds_replications *what, bool is_antithetic)
{
    int32_t count = 0;
    if (scenario)
        (void)ds_scenario_inputs(scenario, &count);
    *desks = (ds_input_desks){.scenario = scenario,
                              .desk = what->desk,
                              .seed = what->seed,
                              .is_antithetic = is_antithetic};
    (void)pthread_mutex_init(&desks->mutex, NULL);
    if (count == 0)
        return;
    what->desk_of = desk_of;
    what->source = desks;
}

void ds_input_desks_end(ds_input_desks *desks)
{
    (void)pthread_mutex_destroy(&desks->mutex);
}
