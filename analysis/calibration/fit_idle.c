#include "analysis/calibration/fit_idle.h"

#include <math.h>
#include <stdlib.h>

enum { LEAST_TICKETS = 80, ROUNDS = 200 };

typedef struct mixture {
    double slow; /* share */
    double mean[2];
    double variance[2];
} mixture;

static double density(double x, double mean, double variance)
{
    double z = x - mean;
    return exp(-z * z / (2 * variance)) / sqrt(variance);
}

static mixture separate(const double *logs, int64_t count)
{
    double low = INFINITY;
    double high = -INFINITY;
    for (int64_t i = 0; i < count; i++) {
        low = fmin(low, logs[i]);
        high = fmax(high, logs[i]);
    }
    mixture of = {
        .slow = 0.5,
        .mean = {low + 0.3 * (high - low), low + 0.75 * (high - low)},
        .variance = {1,                        1                        }
    };
    for (int round = 0; round < ROUNDS; round++) {
        double weight[2] = {1e-9, 1e-9};
        double sum[2] = {0};
        double squares[2] = {0};
        for (int64_t i = 0; i < count; i++) {
            double fast =
                (1 - of.slow) * density(logs[i], of.mean[0], of.variance[0]) + 1e-300;
            double slow = of.slow * density(logs[i], of.mean[1], of.variance[1]);
            double part[2] = {fast / (fast + slow), slow / (fast + slow)};
            for (int k = 0; k < 2; k++) {
                weight[k] += part[k];
                sum[k] += part[k] * logs[i];
                squares[k] += part[k] * logs[i] * logs[i];
            }
        }
        for (int k = 0; k < 2; k++) {
            of.mean[k] = sum[k] / weight[k];
            of.variance[k] = fmax(squares[k] / weight[k] - of.mean[k] * of.mean[k], 0.05);
        }
        of.slow = weight[1] / (weight[0] + weight[1]);
    }
    return of;
}

/* Logarithms of a group's times in seconds (DS_NO_ID: of all groups). */
static int64_t gather(const ds_calibration *self, int32_t group, double *logs)
{
    int64_t count = 0;
    for (int64_t i = self->first; i < self->last; i++) {
        const ds_past_ticket *ticket = &self->table->list[i];
        if (ticket->resolved_us == DS_NO_TIME || ticket->reassignments > 0 ||
            (group != DS_NO_ID && ds_fit_first_group(self, ticket) != group))
            continue;
        double seconds = (double)(ticket->resolved_us - ticket->opened_us) / 1e6;
        if (ticket->hold_us > 0)
            seconds -= (double)ticket->hold_us / 1e6;
        logs[count++] = log(fmax(seconds, 30));
    }
    return count;
}

static double mean_of(const mixture *of, int k)
{
    return exp(of->mean[k] + of->variance[k] / 2);
}

static double cv_of(const mixture *of, int k)
{
    return sqrt(exp(fmin(of->variance[k], 3.6)) - 1);
}

ds_status ds_fit_idle_guess(ds_calibration *self, double *fast_mean_s, double *fast_cv,
                            ds_error *err)
{
    double *logs = malloc(((size_t)(self->last - self->first) + 1) * sizeof *logs);
    if (!logs)
        return ds_error_no_memory(err);
    mixture pooled = separate(logs, gather(self, DS_NO_ID, logs));
    *fast_mean_s = mean_of(&pooled, 0);
    *fast_cv = cv_of(&pooled, 0);
    for (int32_t g = 0; g < self->group_count; g++) {
        int64_t count = gather(self, g, logs);
        mixture own = count >= LEAST_TICKETS ? separate(logs, count) : pooled;
        self->idle[g] = (ds_idle_fit){.share = own.slow,
                                      .mean_s = fmin(mean_of(&own, 1), 3600.0 * 24 * 90),
                                      .cv = cv_of(&own, 1)};
    }
    free(logs);
    return DS_OK;
}
