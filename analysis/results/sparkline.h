/* Curves in a line of text: ▁▂▃▄▅▆▇█, or _.-:=+*# in ASCII. */
#ifndef DS_ANALYSIS_SPARKLINE_H
#define DS_ANALYSIS_SPARKLINE_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

/* One column for each value, by eighths of `top` (all at the bottom where that is 0); a
 * blank for what does not exist. */
void ds_sparkline_put(FILE *out, const double *values, int32_t count, double top,
                      bool is_ascii);

#endif
