#include "cli/replay_report.h"

#include <stdio.h>
#include <string.h>

/* "category (12 tickets: 'Legal' 7, 'Travel' 5)" for one field, where names were unknown.
 */
static void describe_unknown(const ds_trace_field_report *field, const char *name,
                             char *text, size_t size)
{
    size_t used = (size_t)snprintf(text, size, "%s of %lld tickets (", name,
                                   (long long)field->unknown.count);
    for (int32_t i = 0; i < field->unknown.top_count && used < size; i++)
        used += (size_t)snprintf(text + used, size - used, "%s'%s' %lld", i ? ", " : "",
                                 field->unknown.top[i].name,
                                 (long long)field->unknown.top[i].count);
    if (used < size)
        (void)snprintf(text + used, size - used, "%s)",
                       field->unknown.distinct > field->unknown.top_count ? ", …" : "");
}

static ds_status note_unknown(const ds_trace_report *report, ds_results *results,
                              ds_error *err)
{
    char text[512];
    for (int f = 0; f < DS_TRACE_FIELDS; f++) {
        if (report->field[f].unknown.count == 0)
            continue;
        describe_unknown(&report->field[f], ds_trace_field_name((ds_trace_field)f), text,
                         sizeof text);
        ds_status status = ds_results_note(
            results, err,
            "Replay: the scenario does not know the %s; it was drawn instead.", text);
        if (status != DS_OK)
            return status;
    }
    return DS_OK;
}

static ds_status note_refused(const ds_ticket_csv_report *csv, ds_results *results,
                              ds_error *err)
{
    for (int r = 0; r < DS_TICKET_REFUSALS; r++) {
        if (csv->refused[r].count == 0)
            continue;
        ds_status status = ds_results_note(
            results, err, "Replay: %lld rows refused, %s; first in line %lld: %s.",
            (long long)csv->refused[r].count, ds_ticket_refusal_name((ds_ticket_refusal)r),
            (long long)csv->refused[r].line[0], csv->refused[r].text[0]);
        if (status != DS_OK)
            return status;
    }
    return DS_OK;
}

ds_status ds_replay_note(const ds_replay *replay, ds_results *results, ds_error *err)
{
    const ds_trace_report *report = &replay->report;
    ds_status status = ds_results_note(
        results, err,
        "Replay of %s: %lld rows read, %lld used, %lld refused; %lld tickets replayed, "
        "%lld "
        "outside the simulated span.",
        replay->path, (long long)report->csv.rows_read, (long long)report->csv.rows_used,
        (long long)report->csv.rows_refused, (long long)report->kept,
        (long long)(report->before_start + report->after_end));
    if (status == DS_OK)
        status = note_refused(&report->csv, results, err);
    if (status == DS_OK)
        status = note_unknown(report, results, err);
    return status;
}
