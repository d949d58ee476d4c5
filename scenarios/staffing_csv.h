/* Head counts by interval of the week from a CSV file: `group,interval_start,agents`.
 *
 * An interval begins at a day and a time of the local week, `Mon 08:00`, and lasts until
 * the next multiple of the interval: the largest of 5, 10, 15, 20, 30 and 60 minutes of
 * which all starts of the file are multiples.
 * Intervals that are not in the file have no agents. Other columns are passed over; the
 * three (in any order) are named in the first row.
 */
#ifndef DS_SCENARIOS_STAFFING_CSV_H
#define DS_SCENARIOS_STAFFING_CSV_H

#include "model/staffing.h"
#include "sim/error.h"

#include <stdint.h>

typedef struct ds_staffing_row {
    char *group;
    int32_t minute; /* since Monday 00:00 */
    int32_t agents;
    int64_t line;
} ds_staffing_row;

typedef struct ds_staffing_table {
    int32_t interval_minutes;
    int32_t count;
    int32_t capacity;
    ds_staffing_row *rows; /* in the order of the file */
} ds_staffing_table;

/* Refuses with DS_BAD_INPUT, the line in err->line, and what was expected. Free it in any
 * case. */
ds_status ds_staffing_csv_read(const char *path, ds_staffing_table *table,
                               ds_error *err) DS_MUST_USE;
void ds_staffing_table_free(ds_staffing_table *table);

/* The head counts of one group by interval, agents[DS_WEEK_MINUTES / interval_minutes] (the
 * caller's); how many rows the group has in *rows_out. Refuses an interval that is there
 * twice. */
ds_status ds_staffing_table_group(const ds_staffing_table *table, const char *group,
                                  int32_t *agents, int32_t *rows_out,
                                  ds_error *err) DS_MUST_USE;

/* Reads `Mon 08:00` as minutes since Monday 00:00; -1 where it is none. */
int32_t ds_week_minute_parse(const char *text);

#endif
