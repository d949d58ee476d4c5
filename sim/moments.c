#include "sim/moments.h"

#include <math.h>

void ds_moments_merge(ds_moments *moments, const ds_moments *other)
{
    if (other->count == 0)
        return;
    if (moments->count == 0) {
        *moments = *other;
        return;
    }
    double own = (double)moments->count;
    double added = (double)other->count;
    double distance = other->mean - moments->mean;
    moments->count += other->count;
    moments->mean += distance * (added / (own + added));
    moments->squares +=
        other->squares + distance * distance * (own * added / (own + added));
    moments->min = fmin(moments->min, other->min);
    moments->max = fmax(moments->max, other->max);
}

double ds_moments_mean(const ds_moments *moments)
{
    return moments->count > 0 ? moments->mean : NAN;
}

double ds_moments_variance(const ds_moments *moments)
{
    return moments->count > 1 ? moments->squares / (double)(moments->count - 1) : NAN;
}

double ds_moments_min(const ds_moments *moments)
{
    return moments->count > 0 ? moments->min : NAN;
}

double ds_moments_max(const ds_moments *moments)
{
    return moments->count > 0 ? moments->max : NAN;
}
