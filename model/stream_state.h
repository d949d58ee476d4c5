/* Where tickets come from, in one replication: the next arrival of each stream. */
#ifndef DS_MODEL_STREAM_STATE_H
#define DS_MODEL_STREAM_STATE_H

#include "model/desk.h"
#include "sim/random.h"
#include "sim/rate.h"

#include <stdbool.h>
#include <stdint.h>

/* What is drawn for a ticket before it arrives. */
typedef struct ds_newborn {
    ds_uniforms arrival; /* for the purposes of DS_BLOCK_ARRIVAL */
    ds_uniforms visit; /* for those of DS_BLOCK_VISIT at its first visit, but the hold's */
    double gap;        /* unit exponential since the arrival before */
} ds_newborn;

/* Drawn so many tickets ahead: independent draws side by side are faster than one by one.
 */
#define DS_STREAM_AHEAD 8

typedef struct ds_stream_state {
    const ds_stream *stream;
    const ds_desk *desk;
    const ds_seed *seed;
    const ds_sampler *gap; /* unit exponential */
    ds_rate_walk walk;
    ds_newborn ahead[DS_STREAM_AHEAD]; /* of tickets ahead_from, ahead_from + 1, … */
    uint64_t ahead_from;
    uint64_t ordinal;    /* of the next ticket */
    int32_t trace_row;   /* of the next ticket of a trace */
    double batch_factor; /* arrivals per ticket: 1 over the mean batch */
    bool is_constant;    /* the rate never changes */
    int32_t first_day;   /* the local day of the start instant: growth counts from it */
    /* the day factor of one local day, and the normal score behind it */
    int32_t factor_day;
    double factor_score;
    double factor;
    bool has_factor;
} ds_stream_state;

/* What was drawn for the next ticket. */
static inline const ds_newborn *ds_stream_newborn(const ds_stream_state *state)
{
    return &state->ahead[state->ordinal - state->ahead_from];
}

/* What is drawn for any ticket of a stream; its gap is left out. */
ds_newborn ds_stream_draw(const ds_seed *seed, ds_identity who);

/* Whatever a stream's rate at an instant of a replication is made of (sim/rate.h). */
ds_rate_segment ds_stream_rate(void *stream_state, ds_ticks instant);

/* Begins a stream for a replication: the instant of its first arrival, or DS_NEVER. `gap`
 * is the unit exponential. */
ds_ticks ds_stream_begin(ds_stream_state *state, const ds_desk *desk,
                         const ds_stream *stream, const ds_seed *seed,
                         const ds_sampler *gap);
/* How many tickets arrive together now (1 without batches). */
int32_t ds_stream_batch(const ds_stream_state *state);
/* Goes on by one ticket of the present batch. */
void ds_stream_next_in_batch(ds_stream_state *state);
/* After a batch: the instant of the next arrival, or DS_NEVER. */
ds_ticks ds_stream_next(ds_stream_state *state);

#endif
