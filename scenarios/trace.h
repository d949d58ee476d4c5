/* From a canonical ticket CSV to a trace: real arrivals for the simulated desk.
 *
 * What happened to the tickets (resolution, holds, outcome) never drives a replay; their
 * arrivals do and, where wanted and given, their type, category, priority, first group,
 * channel and touch times. What the file does not give, or names in a way that the desk
 * does not know, is left to be drawn like any other ticket's, and counted by name.
 * Times become ticks since desk->start_unix. Tickets in [0, horizon + drain) are kept, as
 * arrivals go on while the last of the cohort are resolved; the others are counted.
 */
#ifndef DS_SCENARIOS_TRACE_H
#define DS_SCENARIOS_TRACE_H

#include "model/desk.h"
#include "scenarios/name_lookup.h"
#include "scenarios/ticket_csv.h"

#include <stdbool.h>
#include <stdint.h>

typedef enum ds_trace_field {
    DS_TRACE_TYPE,
    DS_TRACE_CATEGORY,
    DS_TRACE_PRIORITY,
    DS_TRACE_IMPACT,
    DS_TRACE_URGENCY,
    DS_TRACE_GROUP,
    DS_TRACE_CHANNEL,
    DS_TRACE_TOUCH,
    DS_TRACE_FIELDS,
} ds_trace_field;

/* What is taken from the file; the rest is drawn. */
typedef struct ds_trace_options {
    bool type;
    bool category;
    bool priority; /* with impact and urgency */
    bool group;
    bool channel;
    bool touch;
} ds_trace_options;

/* Everything is taken. */
ds_trace_options ds_trace_options_all(void);

/* Of the tickets kept: taken + missing + those with an unknown name = kept. */
typedef struct ds_trace_field_report {
    bool is_wanted; /* by the options; if not, the rest is 0 */
    int64_t taken;
    int64_t missing;          /* the file gives nothing */
    ds_unknown_names unknown; /* of touch times: counts the times, not the tickets */
} ds_trace_field_report;

typedef struct ds_trace_report {
    ds_ticket_csv_report csv; /* csv.rows_used = kept + before_start + after_end */
    int64_t kept;
    int64_t after_horizon; /* of those kept: in [horizon, horizon + drain) */
    int64_t before_start;
    int64_t after_end; /* of the horizon and the drain */
    ds_trace_field_report field[DS_TRACE_FIELDS];
} ds_trace_report;

/* "category", "first group" …, for reports. */
const char *ds_trace_field_name(ds_trace_field field);

/* Reads a file ("-": standard input; gzip is unpacked). Of the desk only names, start,
 * horizon and drain are used. `options` NULL: everything. The rows come sorted by time,
 * those of one instant in the order of the file. A file without a ticket in [0, horizon)
 * is refused. The report is filled in either case, up to where reading came. */
ds_status ds_trace_load(const char *path, const ds_desk *desk,
                        const ds_trace_options *options, ds_trace_report *report,
                        ds_trace **trace_out, ds_error *err) DS_MUST_USE;

/* As ds_trace_load, from any source. */
ds_status ds_trace_load_source(ds_byte_source *source, const ds_desk *desk,
                               const ds_trace_options *options, ds_trace_report *report,
                               ds_trace **trace_out, ds_error *err) DS_MUST_USE;

/* For a trace that no desk owns; legal on NULL. */
void ds_trace_delete(ds_trace *trace);

#endif
