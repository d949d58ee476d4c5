#include "analysis/studies/mser.h"

#include <assert.h>
#include <math.h>

/* Cuts that leave fewer batches are not looked at. */
#define LEAST_KEPT 5

static double batch_mean(const double *values, int32_t per_batch, int32_t batch)
{
    double sum = 0;
    for (int32_t i = 0; i < per_batch; i++)
        sum += values[batch * per_batch + i];
    return sum / per_batch;
}

static int32_t least_kept(int32_t batches)
{
    return batches < 2 * LEAST_KEPT ? (batches + 1) / 2 : LEAST_KEPT;
}

/* From the last batch back to the first, so that each cut costs one step of Welford's
 * recurrence for the mean and the sum of squares about it. */
ds_mser ds_mser_find(const double *values, int32_t count, int32_t per_batch)
{
    ds_mser result = {.batches = count / per_batch};
    double least = INFINITY;
    double least_in_half = INFINITY;
    double mean = 0;
    double squares = 0;
    assert(per_batch > 0 && result.batches >= 2);
    for (int32_t d = result.batches - 1; d >= 0; d--) {
        double kept = result.batches - d;
        double value = batch_mean(values, per_batch, d);
        double beyond = value - mean;
        mean += beyond / kept;
        squares += beyond * (value - mean);
        double criterion = squares / (kept * kept);
        if (kept < least_kept(result.batches))
            continue;
        if (criterion <= least) {
            least = criterion;
            result.cut = d;
        }
        if (2 * d <= result.batches && criterion <= least_in_half) {
            least_in_half = criterion;
            result.first_half_cut = d;
        }
    }
    result.is_late = 2 * result.cut > result.batches;
    return result;
}

double ds_mser_criterion(const double *values, int32_t count, int32_t per_batch, int32_t d)
{
    int32_t batches = count / per_batch;
    double kept = batches - d;
    double mean = 0;
    double squares = 0;
    for (int32_t i = d; i < batches; i++)
        mean += batch_mean(values, per_batch, i) / kept;
    for (int32_t i = d; i < batches; i++) {
        double beyond = batch_mean(values, per_batch, i) - mean;
        squares += beyond * beyond;
    }
    return squares / (kept * kept);
}
