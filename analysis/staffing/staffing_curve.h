/* Staffing curves: measures against the head count of one group, or of all together.
 *
 * On a group's curve the other groups keep the scenario's head counts. On that of all
 * together the i-th level of each group is taken at once.
 */
#ifndef DS_ANALYSIS_STAFFING_CURVE_H
#define DS_ANALYSIS_STAFFING_CURVE_H

#include "analysis/staffing/staffing_study.h"
#include "analysis/studies/study_table.h"

#include <stdbool.h>
#include <stdint.h>

#define DS_STAFFING_MOST_LEVELS 12

/* What each further agent saves at first, of the priority where that is most. */
typedef struct ds_staffing_saving {
    int32_t priority; /* DS_NO_ID: nothing that is clear of chance */
    int32_t from;     /* agents */
    int32_t until;   /* further ones save nothing that is clear, or under a tenth as much */
    double per_week; /* breaches a week for each agent more */
    double half_width;
} ds_staffing_saving;

typedef struct ds_staffing_curve {
    int32_t group; /* of the study; DS_NO_ID: all together */
    int32_t count;
    int32_t done;
    int32_t agents[DS_STAFFING_MOST_LEVELS];
    int32_t rows[DS_STAFFING_MOST_LEVELS]; /* configurations of the study */
    ds_staffing_saving saving;
} ds_staffing_curve;

typedef struct ds_staffing_curves {
    ds_staffing_study *study; /* borrowed */
    int32_t levels;           /* of each curve, at most */
    int32_t count;
    int32_t planned; /* points of all curves */
    int32_t done;
    ds_staffing_curve *list; /* owned: each group's, then that of all together */
} ds_staffing_curves;

/* Lays out the curves, of up to `levels` points each (3 to DS_STAFFING_MOST_LEVELS). Free
 * in any case. */
ds_status ds_staffing_curves_init(ds_staffing_curves *curves, ds_staffing_study *study,
                                  int32_t levels, ds_error *err) DS_MUST_USE;
void ds_staffing_curves_free(ds_staffing_curves *curves);

/* Simulates them. Whatever ends it early, the points before stand; the experiment's
 * progress is called after each. */
ds_status ds_staffing_curves_run(ds_staffing_curves *curves, ds_diagnostics *said,
                                 ds_error *err) DS_MUST_USE;

/* The name of a curve's group, or "all groups". */
const char *ds_staffing_curve_name(const ds_staffing_curves *curves,
                                   const ds_staffing_curve *curve);

/* A row for each point, and the sentences as notes. */
ds_status ds_staffing_curves_table(const ds_staffing_curves *curves, ds_study_table *table,
                                   ds_error *err) DS_MUST_USE;

#endif
