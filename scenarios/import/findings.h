/* The parts of a quality report's conclusion. */
#ifndef DS_IMPORT_FINDINGS_H
#define DS_IMPORT_FINDINGS_H

#include "scenarios/import/quality.h"

/* By priority, reassignments, holds, closing, what an audit log shows. */
ds_status ds_find_figures(ds_quality *quality, const ds_zone *zone,
                          ds_error *err) DS_MUST_USE;
/* By weekday, hour and week; dispersion, holidays, gaps. */
ds_status ds_find_calendar(ds_quality *quality, const ds_zone *zone,
                           ds_error *err) DS_MUST_USE;
/* What changes over the period: breaches, resolution times, arrivals. */
ds_status ds_find_drift(ds_quality *quality, const ds_zone *zone,
                        ds_error *err) DS_MUST_USE;

enum { DS_DAY_TEXT = 32 };

/* "Monday 7 March 2016" of a local day. */
const char *ds_day_words(int32_t day, char text[DS_DAY_TEXT]);
int32_t ds_kept_day(const ds_kept *kept, const ds_zone *zone);
/* Hours; NaN of none. Reorders the values. */
double ds_median_h(int32_t *seconds, int64_t count);

#endif
