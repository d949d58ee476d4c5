#include "analysis/studies/welch.h"

#include <math.h>

static double average(const double *sums, const double *weights, int32_t first,
                      int32_t last)
{
    double sum = 0;
    double weight = 0;
    for (int32_t i = first; i <= last; i++) {
        sum += sums[i];
        weight += weights[i];
    }
    return weight > 0 ? sum / weight : NAN;
}

void ds_welch_average(const double *sums, const double *weights, int32_t count,
                      int32_t side, double *averages)
{
    for (int32_t i = 0; i < count; i++) {
        int32_t reach = i < side ? i : side;
        averages[i] = i + side < count ? average(sums, weights, i - reach, i + reach) : NAN;
    }
}
