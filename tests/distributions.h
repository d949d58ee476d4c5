/* One of each kind of distribution, and its edges, for the tests of distributions and
 * samplers.
 */
#ifndef DS_TESTS_DISTRIBUTIONS_H
#define DS_TESTS_DISTRIBUTIONS_H

#include "sim/distribution.h"
#include "sim/random.h"

#include <stdlib.h>

static const char *const distribution_texts[] = {
    "constant(4m)",
    "uniform(min 5m max 9m)",
    "uniform(min 0 max 1h)",
    "triangular(min 5m mode 8m max 30m)",
    "triangular(min 5m mode 5m max 30m)",
    "triangular(min 5m mode 30m max 30m)",
    "exponential(mean 6m)",
    "lognormal(mean 12m cv 0.8)",
    "lognormal(mean 20h cv 1.5)",
    "lognormal(mean 1h cv 0.02)",
    "lognormal(mean 1d cv 5)",
    "gamma(mean 1h cv 0.5)",
    "gamma(mean 1h cv 1)",
    "gamma(mean 5m cv 2)",
    "gamma(mean 3h cv 0.05)",
    "gamma(mean 3h cv 3.5)",
    "weibull(mean 1h shape 0.8)",
    "weibull(mean 1h shape 3)",
    "weibull(mean 10m shape 0.45)",
    "weibull(mean 10m shape 20)",
    "hyperexponential(mean 20m cv 2)",
    "hyperexponential(mean 20m cv 1)",
    "hyperexponential(mean 2h cv 6)",
};
#define DISTRIBUTION_COUNT (sizeof distribution_texts / sizeof distribution_texts[0])

/* Durations as they are observed: rounded, with repetitions, a few long ones. */
static inline ds_distribution observed_durations(void)
{
    enum { COUNT = 200 };
    ds_distribution out = {.kind = DS_EMPIRICAL, .value_count = COUNT};
    out.values = malloc(COUNT * sizeof *out.values);
    if (!out.values)
        abort();
    for (size_t i = 0; i < COUNT; i++)
        out.values[i] = 60.0 * floor(-8.0 * log1p(-((double)i + 0.5) / COUNT));
    return out;
}

#endif
