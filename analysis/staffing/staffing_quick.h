/* Quick answers: what formulas say of each group's head count, without simulation.
 *
 * Each group is taken by itself, with its mean load while it is open: no profile, no
 * priorities, no holds, no carry-over from day to day. The simulated curves show what that
 * misses.
 */
#ifndef DS_ANALYSIS_STAFFING_QUICK_H
#define DS_ANALYSIS_STAFFING_QUICK_H

#include "analysis/staffing/staffing_study.h"
#include "analysis/studies/study_table.h"

/* The share of tickets that may have to wait. */
#define DS_STAFFING_DELAYED 0.2

/* A row for each group whose heads can be varied. */
ds_status ds_staffing_quick_table(const ds_staffing_study *study, ds_study_table *table,
                                  ds_error *err) DS_MUST_USE;

#endif
