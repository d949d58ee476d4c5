/* Resolution targets proposed from made and missed flags.
 *
 * The target of a priority is the time that as many tickets exceed as are flagged as
 * breached, with or without time on hold, whichever gets fewer flags wrong.
 */
#include "analysis/calibration/calibration.h"

#include <stdlib.h>

enum { LEAST_FLAGS = 20 };

typedef struct flagged {
    double hours;
    bool is_breached;
} flagged;

static int by_hours(const void *a, const void *b)
{
    double left = ((const flagged *)a)->hours;
    double right = ((const flagged *)b)->hours;
    return (left > right) - (left < right);
}

static int64_t gather(const ds_calibration *self, int32_t priority, bool without_holds,
                      flagged *list)
{
    int64_t count = 0;
    for (int64_t i = self->first; i < self->last; i++) {
        const ds_past_ticket *ticket = &self->table->list[i];
        if (ticket->sla_met == DS_SLA_UNKNOWN || ticket->resolved_us == DS_NO_TIME ||
            ticket->priority == 255 || self->priority_rank[ticket->priority] != priority)
            continue;
        double hours = (double)(ticket->resolved_us - ticket->opened_us) / 3.6e9;
        if (without_holds && ticket->hold_us > 0)
            hours -= (double)ticket->hold_us / 3.6e9;
        list[count++] = (flagged){fmax(hours, 0), ticket->sla_met == DS_SLA_BREACHED};
    }
    return count;
}

static ds_target_fit propose(flagged *list, int64_t count)
{
    ds_target_fit target = {.flagged = count};
    double breached = 0;
    double wrong = 0;
    for (int64_t i = 0; i < count; i++)
        breached += list[i].is_breached;
    if (count < LEAST_FLAGS) {
        target.flagged = 0;
        return target;
    }
    qsort(list, (size_t)count, sizeof *list, by_hours);
    int64_t at = count - (int64_t)breached; /* the first that is late */
    double before = at > 0 ? list[at - 1].hours : 0;
    double after = at < count ? list[at].hours : 2 * before;
    target.hours = fmax((before + after) / 2, 1.0 / 60);
    if (at == 0) /* all are late: no target is short enough to tell */
        target.hours = 1.0 / 60;
    target.breached = breached / (double)count;
    for (int64_t i = 0; i < count; i++)
        wrong += (list[i].hours > target.hours) != list[i].is_breached;
    target.wrong = wrong / (double)count;
    return target;
}

ds_status ds_fit_targets(ds_calibration *self, ds_error *err)
{
    ds_target_fit plain[DS_MOST_FIT_PRIORITIES];
    ds_target_fit paused[DS_MOST_FIT_PRIORITIES];
    double plain_wrong = 0;
    double paused_wrong = 0;
    flagged *list = malloc(((size_t)(self->last - self->first) + 1) * sizeof *list);
    if (!list)
        return ds_error_no_memory(err);
    for (int32_t p = 0; p < self->priority_count; p++) {
        plain[p] = propose(list, gather(self, p, false, list));
        paused[p] = propose(list, gather(self, p, true, list));
        plain_wrong += plain[p].wrong * (double)plain[p].flagged;
        paused_wrong += paused[p].wrong * (double)paused[p].flagged;
        self->has_targets = self->has_targets || plain[p].flagged > 0;
    }
    free(list);
    self->targets_pause = self->hold.is_used && paused_wrong < plain_wrong;
    for (int32_t p = 0; p < self->priority_count; p++)
        self->targets[p] = self->targets_pause ? paused[p] : plain[p];
    return DS_OK;
}
