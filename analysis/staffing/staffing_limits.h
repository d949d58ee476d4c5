/* What a search for the least cost may not change: groups with a fixed head count, and the
 * least on duty in every group.
 */
#ifndef DS_ANALYSIS_STAFFING_LIMITS_H
#define DS_ANALYSIS_STAFFING_LIMITS_H

#include "analysis/staffing/staffing_study.h"

/* Raises the least of every group's range, and its most where that is lower. */
void ds_staffing_at_least(ds_staffing_study *study, int32_t agents);

/* Narrows the range of a group to one head count; `text` is GROUP=N, split at the last '='.
 * DS_BAD_INPUT: no such group, one without a head count to vary, or fewer agents than can
 * do the group's work. */
ds_status ds_staffing_fix(ds_staffing_study *study, const char *text,
                          ds_error *err) DS_MUST_USE;

#endif
