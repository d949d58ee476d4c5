/* Which weeks of a desk's horizon are like the others: those without holidays.
 *
 * Before and after a day on which a group is closed that it usually works, tickets wait
 * longer and the backlog is higher than in any other week. That is neither the desk filling
 * up nor its steady state, so a search for either leaves such weeks out.
 */
#ifndef DS_ANALYSIS_USUAL_WEEKS_H
#define DS_ANALYSIS_USUAL_WEEKS_H

#include "model/desk.h"
#include "sim/error.h"

#include <stdbool.h>
#include <stdint.h>

/* For each day of 24 h from the start, whether its week (counted from the start) is usual:
 * no day in it, nor the one before or after, is a holiday of a stream, and on none a group
 * is open more than an hour longer or shorter than on the median of such weekdays. Fills
 * usual[days]. */
ds_status ds_usual_weeks_find(const ds_desk *desk, int32_t days, bool *usual,
                              ds_error *err) DS_MUST_USE;

#endif
