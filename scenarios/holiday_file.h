/* Public holidays from an iCalendar file (RFC 5545). */
#ifndef DS_SCENARIOS_HOLIDAY_FILE_H
#define DS_SCENARIOS_HOLIDAY_FILE_H

#include "sim/error.h"

#include <stdint.h>

/* The days (since 1970-01-01, in [first, last]) of all-day events, recurring ones included;
 * events with a time of day are no holidays. Any order, perhaps twice; the caller frees
 * *days_out. Refuses with DS_BAD_INPUT what is no calendar or has no all-day event, and
 * every file where desksim was built without libical. */
ds_status ds_holiday_file_read(const char *path, int32_t first, int32_t last,
                               int32_t **days_out, int32_t *count_out,
                               ds_error *err) DS_MUST_USE;

#endif
