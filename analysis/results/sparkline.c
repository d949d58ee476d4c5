#include "analysis/results/sparkline.h"

#include <math.h>

#define LEVELS 8

static int level_of(double value, double top)
{
    double level = top > 0 ? floor(value / top * LEVELS) : 0;
    return level < 0 ? 0 : level >= LEVELS ? LEVELS - 1 : (int)level;
}

void ds_sparkline_put(FILE *out, const double *values, int32_t count, double top,
                      bool is_ascii)
{
    static const char *const blocks[LEVELS] = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
    static const char *const plain[LEVELS] = {"_", ".", "-", ":", "=", "+", "*", "#"};
    for (int32_t i = 0; i < count; i++)
        (void)fputs(!isfinite(values[i]) ? " "
                    : is_ascii           ? plain[level_of(values[i], top)]
                                         : blocks[level_of(values[i], top)],
                    out);
}
