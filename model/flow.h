/* What happens over time in one replication: hour by hour accounts inside the window.
 *
 * A tick comes at every local hour and at the edges of the window. It closes the integrals
 * of the groups and of the backlog and books them under the hour of the week and in the
 * time series.
 */
#ifndef DS_MODEL_FLOW_H
#define DS_MODEL_FLOW_H

#include "model/desk.h"
#include "model/replication.h"
#include "model/tally.h"

#include <stdbool.h>
#include <stdint.h>

typedef struct ds_flow {
    const ds_desk *desk;
    bool in_window;
    ds_ticks tick_at; /* the last tick */
    int64_t open;     /* tickets open now: arrived and not resolved */
    ds_ticks open_since;
    int64_t open_area; /* since the last tick */
    int32_t arrived;   /* since the last tick */
    int32_t resolved;
    ds_tally tally; /* the parts of the tally that are counted here: series, hours, flow */
} ds_flow;

ds_status ds_flow_init(ds_flow *flow, const ds_desk *desk, ds_error *err) DS_MUST_USE;
void ds_flow_free(ds_flow *flow);
void ds_flow_reset(ds_flow *flow);

static inline void ds_flow_open(ds_flow *flow, ds_ticks now, int32_t change)
{
    flow->open_area += flow->open * (now - flow->open_since);
    flow->open_since = now;
    flow->open += change;
}

/* The tick after `now`. */
ds_ticks ds_flow_next_tick(const ds_flow *flow, ds_ticks now);
/* A tick at the replication's present time. */
void ds_flow_tick(ds_replication *state);
/* Moves what was counted over time into a tally. */
ds_status ds_flow_finish(ds_replication *state, ds_tally *tally, ds_error *err) DS_MUST_USE;

#endif
