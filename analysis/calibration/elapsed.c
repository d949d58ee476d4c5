#include "analysis/calibration/elapsed.h"

#include <math.h>
#include <string.h>

/* Points evenly spaced in the logarithm from 1 minute to 2016 hours. */
static int32_t place_of(double hours)
{
    double at = log(fmax(hours, 1e-6) * 60) / log(2016.0 * 60) * (DS_ELAPSED_POINTS - 1);
    int32_t place = (int32_t)ceil(at - 1e-9);
    return place < 0 ? 0 : place;
}

static void add(ds_elapsed *to, double hours, int32_t reassignments)
{
    int32_t kind = reassignments > 0;
    int32_t place = place_of(hours);
    to->count[kind]++;
    if (place < DS_ELAPSED_POINTS)
        to->cdf[kind][place]++;
}

static void accumulate(ds_elapsed *of)
{
    for (int32_t kind = 0; kind < DS_ELAPSED_CLASSES; kind++) {
        double sum = 0;
        for (int32_t i = 0; i < DS_ELAPSED_POINTS; i++) {
            sum += of->cdf[kind][i];
            of->cdf[kind][i] = of->count[kind] > 0 ? sum / of->count[kind] : 0;
        }
    }
}

void ds_elapsed_of_history(const ds_calibration *self, int part, ds_elapsed *out)
{
    *out = (ds_elapsed){0};
    for (int64_t i = self->first; i < self->last; i++) {
        const ds_past_ticket *ticket = &self->table->list[i];
        if (ticket->resolved_us == DS_NO_TIME || (part >= 0 && i % 2 != part))
            continue;
        add(out, (double)(ticket->resolved_us - ticket->opened_us) / 3.6e9,
            ticket->reassignments);
    }
    accumulate(out);
}

void ds_elapsed_of_results(const ds_ticket_results *results, double from_h, double to_h,
                           ds_elapsed *out)
{
    *out = (ds_elapsed){0};
    for (int64_t i = 0; i < results->count; i++) {
        const ds_ticket_result *one = &results->list[i];
        if (one->opened_h >= from_h && one->opened_h < to_h && !isnan(one->resolved_h))
            add(out, one->resolved_h - one->opened_h, one->reassignments);
    }
    accumulate(out);
}

double ds_elapsed_distance(const ds_elapsed *actual, const ds_elapsed *simulated)
{
    double sum = 0;
    double weight = 0;
    for (int32_t kind = 0; kind < DS_ELAPSED_CLASSES; kind++) {
        double square = 0;
        if (actual->count[kind] <= 0 || simulated->count[kind] <= 0)
            continue;
        for (int32_t i = 0; i < DS_ELAPSED_POINTS; i++) {
            double gap = actual->cdf[kind][i] - simulated->cdf[kind][i];
            square += gap * gap / DS_ELAPSED_POINTS;
        }
        sum += square * actual->count[kind];
        weight += actual->count[kind];
    }
    return weight > 0 ? sqrt(sum / weight) : 1;
}
