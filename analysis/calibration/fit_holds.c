/* Holds and reopenings, by category where it has enough of them.
 *
 * The history has each ticket's total time on hold. A scenario's share is per visit: of
 * tickets with v visits on average a share p is held where each visit is with
 * 1 − (1 − p)^(1/v). Lengths are those of tickets that never changed their group.
 */
#include "analysis/calibration/calibration.h"

#include "sim/clock.h"

#include <stdlib.h>

enum { LEAST_HELD = 30, LEAST_REOPENED = 20, FEW_TICKETS = 500 };

bool ds_fit_is_resolved_of(const ds_calibration *self, const ds_past_ticket *ticket,
                           int32_t category)
{
    return ticket->resolved_us != DS_NO_TIME &&
           (category == DS_NO_ID || ds_fit_category(self, ticket) == category);
}

ds_hold_fit ds_fit_hold_or(const ds_hold_fit *own, const ds_hold_fit *all, int64_t tickets)
{
    return own->is_used || tickets >= FEW_TICKETS ? *own : *all;
}

static ds_status fit_hold(const ds_calibration *self, int32_t category, double *seconds,
                          ds_hold_fit *out, ds_error *err)
{
    double held = 0;
    double known = 0;
    double visits = 0;
    int64_t unmoved = 0;
    int64_t moved = 0;
    *out = (ds_hold_fit){0};
    for (int64_t i = self->first; i < self->last; i++) {
        const ds_past_ticket *ticket = &self->table->list[i];
        if (!ds_fit_is_resolved_of(self, ticket, category) || ticket->hold_us == DS_NO_SPAN)
            continue;
        known++;
        visits += 1 + (ticket->reassignments > 0 ? ticket->reassignments : 0);
        if (ticket->hold_us <= 0)
            continue;
        held++;
        bool is_alone = ticket->reassignments <= 0 && ticket->reopens <= 0;
        int64_t at = is_alone ? unmoved++ : self->last - self->first - ++moved;
        seconds[at] = (double)ticket->hold_us / 1e6;
    }
    if (held < LEAST_HELD)
        return DS_OK;
    if (unmoved < LEAST_HELD) /* too few: those that moved as well */
        for (int64_t k = 0; k < moved; k++)
            seconds[unmoved++] = seconds[self->last - self->first - 1 - k];
    double per_ticket = visits / known;
    ds_fit_value share = ds_fit_share(held, known);
    out->is_used = true;
    out->share = (ds_fit_value){1 - pow(1 - share.value, 1 / per_ticket),
                                1 - pow(1 - share.lo, 1 / per_ticket),
                                1 - pow(1 - share.hi, 1 / per_ticket)};
    return ds_fit_durations(seconds, unmoved, &out->time, err);
}

static ds_fit_value fit_reopening(const ds_calibration *self, int32_t category,
                                  double *events)
{
    double known = 0;
    *events = 0;
    for (int64_t i = self->first; i < self->last; i++) {
        const ds_past_ticket *ticket = &self->table->list[i];
        if (!ds_fit_is_resolved_of(self, ticket, category) || ticket->reopens < 0)
            continue;
        *events += ticket->reopens > 0;
        known++;
    }
    return ds_fit_share(*events, known);
}

ds_status ds_fit_holds(ds_calibration *self, ds_error *err)
{
    double events;
    double *seconds = malloc(((size_t)(self->last - self->first) + 1) * sizeof *seconds);
    if (!seconds)
        return ds_error_no_memory(err);
    ds_status status = fit_hold(self, DS_NO_ID, seconds, &self->hold, err);
    self->reopen = fit_reopening(self, DS_NO_ID, &events);
    if (events == 0)
        self->reopen.value = 0;
    for (int32_t c = 0; status == DS_OK && c < self->category_count; c++) {
        ds_category_fit *category = &self->categories[c];
        status = fit_hold(self, c, seconds, &category->hold, err);
        category->reopen = fit_reopening(self, c, &events);
        if (events == 0)
            category->reopen.value = 0;
        /* too few tickets to differ from all others */
        if (self->reopen.value * (double)category->tickets < LEAST_REOPENED)
            category->reopen = self->reopen;
        category->hold = ds_fit_hold_or(&category->hold, &self->hold, category->tickets);
    }
    free(seconds);
    return status;
}
