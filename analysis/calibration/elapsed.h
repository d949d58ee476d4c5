/* Elapsed times of a history on a grid, and how far simulated ones are from them.
 *
 * Two classes of tickets, those that never changed their group and the others; of each the
 * distribution function of the time to resolution at points from a minute to twelve weeks.
 */
#ifndef DS_ANALYSIS_ELAPSED_H
#define DS_ANALYSIS_ELAPSED_H

#include "analysis/calibration/calibration.h"
#include "analysis/histories/ticket_results.h"

#define DS_ELAPSED_POINTS 48
#define DS_ELAPSED_CLASSES 2

typedef struct ds_elapsed {
    double cdf[DS_ELAPSED_CLASSES][DS_ELAPSED_POINTS];
    double count[DS_ELAPSED_CLASSES];
} ds_elapsed;

/* Of the period's resolved tickets; `part` 0 or 1: every other one, -1: all. */
void ds_elapsed_of_history(const ds_calibration *self, int part, ds_elapsed *out);
/* Of simulated tickets opened in [from_h, to_h). */
void ds_elapsed_of_results(const ds_ticket_results *results, double from_h, double to_h,
                           ds_elapsed *out);

/* Root mean square difference, classes weighted as in `actual`. */
double ds_elapsed_distance(const ds_elapsed *actual, const ds_elapsed *simulated);

#endif
