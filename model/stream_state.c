#include "model/stream_state.h"

#include "model/purpose.h"
#include "sim/inverse.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>

/* The average month of the Gregorian calendar, in days. */
#define DAYS_PER_MONTH (365.2425 / 12)

static bool is_holiday(const ds_stream *stream, int32_t day)
{
    int32_t low = 0;
    int32_t high = stream->holiday_count;
    while (low < high) {
        int32_t middle = low + (high - low) / 2;
        if (stream->holidays[middle] < day)
            low = middle + 1;
        else
            high = middle;
    }
    return low < stream->holiday_count && stream->holidays[low] == day;
}

/* Tickets an hour by the week's profile, at a local day and hour. */
static double profile_rate(const ds_stream *stream, int32_t day, int32_t hour)
{
    int32_t own = ds_day_weekday(day) * 24 + hour;
    if (!is_holiday(stream, day))
        return stream->per_hour[own];
    if (stream->holiday_factor >= 0)
        return stream->per_hour[own] * stream->holiday_factor;
    return stream->per_hour[6 * 24 + hour];
}

static double day_uniform(const ds_stream_state *state, int32_t day)
{
    ds_identity who = {.family = state->stream->family, .ordinal = 0};
    return ds_random_uniform(state->seed, who, DS_FOR_DAY_FACTOR, (uint32_t)day);
}

/* The gamma factor of a day: mean 1, the stated variance. With a correlation, its normal
 * score follows a stationary autoregression over the days (a Gaussian copula). */
static double day_factor(ds_stream_state *state, int32_t day)
{
    const ds_stream *stream = state->stream;
    if (state->has_factor && state->factor_day == day)
        return state->factor;
    double u = day_uniform(state, day);
    if (stream->day_correlation != 0) {
        double rho = stream->day_correlation;
        int32_t from = state->has_factor ? state->factor_day + 1 : day;
        if (!state->has_factor)
            state->factor_score = ds_normal_quantile(u);
        else
            for (int32_t d = from; d <= day; d++)
                state->factor_score =
                    rho * state->factor_score +
                    sqrt(1 - rho * rho) * ds_normal_quantile(day_uniform(state, d));
        u = gsl_cdf_ugaussian_P(state->factor_score);
    }
    double variance = stream->day_factor_variance;
    u = fmin(fmax(u, 0x1p-53), 1 - 0x1p-53);
    state->has_factor = true;
    state->factor_day = day;
    state->factor = variance * ds_gamma_quantile(1 / variance, u);
    return state->factor;
}

/* Planned events: their factors at an instant, and the next edge of one. */
static double event_factor(const ds_stream *stream, ds_ticks instant, ds_ticks *until)
{
    double factor = 1;
    for (int32_t i = 0; i < stream->event_count; i++) {
        const ds_planned_event *event = &stream->events[i];
        if (instant >= event->from && instant < event->to) {
            factor *= event->factor;
            *until = ds_ticks_min(*until, event->to);
        } else if (instant < event->from) {
            *until = ds_ticks_min(*until, event->from);
        }
    }
    return factor;
}

static bool is_constant(const ds_stream *stream)
{
    for (int32_t hour = 1; hour < 168; hour++)
        if (stream->per_hour[hour] != stream->per_hour[0])
            return false;
    for (int32_t month = 0; month < 12; month++)
        if (stream->season[month] != 1)
            return false;
    return stream->day_factor_variance <= 0 && stream->growth_per_month == 0 &&
           stream->event_count == 0 &&
           (stream->holiday_count == 0 || stream->holiday_factor < 0);
}

ds_rate_segment ds_stream_rate(void *stream_state, ds_ticks instant)
{
    ds_stream_state *state = stream_state;
    const ds_stream *stream = state->stream;
    double scale = state->batch_factor / (double)DS_HOUR;
    if (state->is_constant)
        return (ds_rate_segment){.per_tick = stream->per_hour[0] * scale,
                                 .until = instant + DS_WEEK};
    const ds_zone *zone = &state->desk->zone;
    ds_ticks local = ds_zone_to_local(zone, instant);
    int32_t day = (int32_t)(local / DS_DAY);
    ds_ticks until = instant + DS_HOUR - local % DS_HOUR;
    until = ds_ticks_min(until, ds_zone_next_change(zone, instant));
    double rate = profile_rate(stream, day, (int32_t)(local % DS_DAY / DS_HOUR));
    rate *= event_factor(stream, instant, &until);
    rate *= stream->season[ds_date_from_day(day).month - 1];
    if (stream->growth_per_month != 0)
        rate *= pow(1 + stream->growth_per_month,
                    (double)(day - state->first_day) / DAYS_PER_MONTH);
    if (stream->day_factor_variance > 0)
        rate *= day_factor(state, day);
    return (ds_rate_segment){.per_tick = rate * scale, .until = until};
}

static double mean_batch(const ds_stream *stream)
{
    return stream->batch == DS_BATCH_NONE ? 1 : stream->batch_mean;
}

/* One block serves a ticket's arrival and its first visit: times have 52 bits of their own,
 * choices at least 24. */
static void draw_newborn(ds_newborn *newborn, const ds_random_bits *bits)
{
    const uint64_t *word = bits->word;
    uint64_t spare = (word[0] << 12 & 0xfff000) | (word[1] & 0xfff);
    newborn->arrival.u[DS_FOR_ARRIVAL_GAP & 3] = ds_uniform_from_bits(word[0]);
    newborn->visit.u[DS_FOR_WORK & 3] = ds_uniform_from_bits(word[1]);
    newborn->arrival.u[DS_FOR_CATEGORY & 3] = ds_uniform_from_low_bits(word[2] >> 32, 32);
    newborn->arrival.u[DS_FOR_IMPACT & 3] = ds_uniform_from_low_bits(word[2], 32);
    newborn->arrival.u[DS_FOR_URGENCY & 3] = ds_uniform_from_low_bits(spare, 24);
    newborn->visit.u[DS_FOR_RESOLVE & 3] = ds_uniform_from_low_bits(word[3] >> 32, 32);
    newborn->visit.u[DS_FOR_NEXT & 3] = ds_uniform_from_low_bits(word[3], 32);
}

/* The same the other way round; 1 - u is exact. */
static void mirror_newborn(ds_newborn *newborn)
{
    double *arrival = newborn->arrival.u;
    double *visit = newborn->visit.u;
    double *const drawn[] = {
        &arrival[DS_FOR_ARRIVAL_GAP & 3], &arrival[DS_FOR_CATEGORY & 3],
        &arrival[DS_FOR_IMPACT & 3],      &arrival[DS_FOR_URGENCY & 3],
        &visit[DS_FOR_WORK & 3],          &visit[DS_FOR_RESOLVE & 3],
        &visit[DS_FOR_NEXT & 3]};
    for (size_t i = 0; i < sizeof drawn / sizeof drawn[0]; i++)
        *drawn[i] = 1 - *drawn[i];
}

ds_newborn ds_stream_draw(const ds_seed *seed, ds_identity who)
{
    ds_newborn newborn = {.gap = 0};
    ds_random_bits bits = ds_random_bits_of(seed, who, DS_BLOCK_ARRIVAL, 0);
    draw_newborn(&newborn, &bits);
    if (seed->mirror)
        mirror_newborn(&newborn);
    return newborn;
}

static void draw_ahead(ds_stream_state *state)
{
    ds_identity who = {.family = state->stream->family, .ordinal = state->ordinal};
    state->ahead_from = state->ordinal;
    for (int i = 0; i < DS_STREAM_AHEAD; i++, who.ordinal++) {
        ds_newborn *newborn = &state->ahead[i];
        ds_random_bits bits = ds_random_bits_of(state->seed, who, DS_BLOCK_ARRIVAL, 0);
        draw_newborn(newborn, &bits);
    }
    for (int i = 0; state->seed->mirror && i < DS_STREAM_AHEAD; i++)
        mirror_newborn(&state->ahead[i]);
    for (int i = 0; i < DS_STREAM_AHEAD; i++) {
        ds_newborn *newborn = &state->ahead[i];
        newborn->gap =
            ds_sampler_draw(state->gap, newborn->arrival.u[DS_FOR_ARRIVAL_GAP & 3]);
    }
}

/* Goes on to the next ticket. */
static void advance(ds_stream_state *state)
{
    if (++state->ordinal == state->ahead_from + DS_STREAM_AHEAD)
        draw_ahead(state);
}

static ds_ticks arrival(ds_stream_state *state)
{
    const ds_trace *trace = state->stream->trace;
    if (trace)
        return state->trace_row < trace->count ? trace->rows[state->trace_row].at
                                               : DS_NEVER;
    return ds_rate_walk_next(&state->walk, ds_stream_newborn(state)->gap,
                             state->desk->horizon + state->desk->drain);
}

ds_ticks ds_stream_begin(ds_stream_state *state, const ds_desk *desk,
                         const ds_stream *stream, const ds_seed *seed,
                         const ds_sampler *gap)
{
    *state = (ds_stream_state){.stream = stream,
                               .desk = desk,
                               .seed = seed,
                               .gap = gap,
                               .batch_factor = 1 / mean_batch(stream),
                               .is_constant = is_constant(stream),
                               .first_day = ds_zone_day(&desk->zone, 0)};
    draw_ahead(state);
    if (!stream->trace)
        ds_rate_walk_init(&state->walk, ds_stream_rate, state, stream->begins);
    return arrival(state);
}

/* The smallest n with P(N <= n) >= u for a Poisson number N. */
static int32_t poisson_quantile(double u, double mean)
{
    double term = exp(-mean);
    double sum = term;
    int32_t n = 0;
    while (sum < u && n < 100000) {
        n++;
        term *= mean / n;
        sum += term;
    }
    return n;
}

int32_t ds_stream_batch(const ds_stream_state *state)
{
    const ds_stream *stream = state->stream;
    if (stream->batch == DS_BATCH_NONE || stream->trace)
        return 1;
    if (stream->batch == DS_BATCH_CONSTANT)
        return (int32_t)lround(stream->batch_mean);
    ds_identity who = {.family = stream->family, .ordinal = state->ordinal};
    double u = ds_random_uniform(state->seed, who, DS_FOR_BATCH_SIZE, 0);
    if (stream->batch == DS_BATCH_POISSON)
        return 1 + poisson_quantile(u, stream->batch_mean - 1);
    if (stream->batch_mean <= 1)
        return 1;
    /* Geometric on 1, 2, …: the inverse of 1 - (1 - p)^n with p = 1 / mean. */
    double n = ceil(log(1 - u) / log(1 - 1 / stream->batch_mean));
    return n < 1 ? 1 : n > 1e6 ? 1000000 : (int32_t)n;
}

void ds_stream_next_in_batch(ds_stream_state *state)
{
    advance(state);
}

ds_ticks ds_stream_next(ds_stream_state *state)
{
    advance(state);
    state->trace_row++;
    return arrival(state);
}
