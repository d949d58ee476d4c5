/* What the verb staff prints and writes. */
#ifndef DS_CLI_STAFF_OUTPUT_H
#define DS_CLI_STAFF_OUTPUT_H

#include "analysis/staffing/staffing_curve.h"
#include "analysis/staffing/staffing_search.h"
#include "cli/options.h"

#include <stdbool.h>

typedef struct ds_staff_answer {
    const ds_options *options;
    const ds_desk *desk;
    const ds_staffing_curves *curves;
    bool was_interrupted;
} ds_staff_answer;

/* Prints the curves and, with --out, writes staff.json, staff.csv and the plots. Returns a
 * ds_exit. */
int ds_staff_publish(const ds_staff_answer *answer);

/* The same of formulas, without simulation or plots. */
int ds_staff_publish_quick(const ds_options *options, const ds_staffing_study *study);

/* The same of the least cost. */
int ds_staff_publish_search(const ds_options *options, const ds_staffing_search *search);

#endif
