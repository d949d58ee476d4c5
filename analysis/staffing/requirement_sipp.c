#include "analysis/staffing/requirement.h"

#include "analysis/staffing/erlang.h"
#include "model/practices.h"
#include "model/practices/live.h"

#include <math.h>

#define MOST_AGENTS 100000

/* In hours; 0: they wait for ever. */
static double patience_of(const ds_desk *desk, int32_t channel)
{
    const ds_live *live = desk->practices ? desk->practices->live : NULL;
    for (int32_t c = 0; live && c < live->channel_count; c++)
        if ((channel == DS_NO_ID || channel == c) && live->channels[c].has_patience)
            return live->channels[c].patience.mean / 3600;
    return 0;
}

static double share_late(const ds_interval_target *target, int32_t agents, double load,
                         double service, double patience)
{
    if (patience > 0 && target->beyond == 0)
        return ds_erlang_with_patience(agents, load, patience / service).delayed;
    double beyond = (double)target->beyond / (double)DS_HOUR / service;
    return beyond > 0 ? ds_erlang_c_beyond(agents, load, beyond)
                      : ds_erlang_c(agents, load);
}

static int32_t least(const ds_requirement *self, const ds_interval_target *target,
                     double rate)
{
    double service = self->service[target->group];
    double load = rate * service;
    double patience = patience_of(self->desk, target->channel);
    int32_t n = 1;
    while (n < MOST_AGENTS && share_late(target, n, load, service, patience) > target->most)
        n++;
    return n;
}

void ds_requirement_by_formula(ds_requirement *self)
{
    for (int32_t t = 0; t < self->target_count; t++)
        for (int32_t s = 0; s < self->slots; s++) {
            int32_t place = self->targets[t].group * self->slots + s;
            if (!self->is_open[place] || self->rate[place] <= 0)
                continue;
            int32_t need = least(self, &self->targets[t], self->rate[place]);
            int32_t *agents = &self->agents[DS_PLAN_SIPP][place];
            *agents = *agents > need ? *agents : need;
        }
}
