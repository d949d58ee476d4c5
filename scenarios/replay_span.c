/* The span of a replay: the local days of the tickets in its file. */
#include "scenarios/scenario_form.h"
#include "scenarios/scenario_value.h"
#include "scenarios/ticket_csv.h"
#include "scenarios/time_zone.h"

/* A history that ends on a Friday ends with its week: so many quiet days are let in. */
#define QUIET_DAYS 2

/* From the local midnight before the first ticket to the one after the last, or to the end
 * of whole weeks where that is near. */
static void set_span(ds_scenario *scenario, const ds_zone *zone, ds_ticks first,
                     ds_ticks last)
{
    int32_t day = ds_zone_day(zone, first);
    int32_t days = ds_zone_day(zone, last) + 1 - day;
    int32_t to_whole_weeks = (7 - days % 7) % 7;
    if (to_whole_weeks <= QUIET_DAYS)
        days += to_whole_weeks;
    ds_ticks end = ds_zone_day_start(zone, day + days);
    ds_scenario_set_span(scenario, ds_date_from_day(day),
                         end - ds_zone_day_start(zone, day));
}

ds_status ds_scenario_span_replay(ds_scenario *scenario, const char *path, ds_error *err)
{
    ds_ticket_span span;
    ds_ticket_csv_report report;
    ds_zone zone = {0};
    ds_value root = ds_value_root(scenario->root);
    ds_value zone_name = ds_value_get(&root, "time_zone");
    ds_status status = ds_ticket_csv_span(path, &span, &report, err);
    if (status != DS_OK)
        return status;
    if (span.count == 0)
        return ds_error_set_at(err, DS_BAD_INPUT, path, 0, 0,
                               "no ticket to replay: %lld rows read, %lld of them refused",
                               (long long)report.rows_read, (long long)report.rows_refused);
    int64_t near = span.first_us / 1000000;
    ds_ticks last = span.last_us - near * 1000000;
    status = ds_time_zone_resolve(ds_value_scalar(&zone_name).text, near, -2 * DS_DAY,
                                  last + (2 + QUIET_DAYS) * DS_DAY, &zone, err);
    if (status != DS_OK)
        return status;
    set_span(scenario, &zone, span.first_us - near * 1000000, last);
    ds_zone_free(&zone);
    return DS_OK;
}
