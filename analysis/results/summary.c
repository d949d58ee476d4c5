/* The summary for a terminal: headline first, then tables, then what to know about them. */
#include "analysis/estimates/estimate_text.h"
#include "analysis/results/results_files.h"
#include "analysis/results/results_parts.h"
#include "analysis/results/summary_tables.h"
#include "analysis/results/summary_week.h"
#include "analysis/results/text_width.h"
#include "scenarios/iso_time.h"
#include "sim/duration.h"

#include <stdlib.h>
#include <string.h>

#define LABEL_WIDTH 36
#define VALUE_WIDTH 9
#define UNIT_WIDTH 3

/* The head. */

/* The horizon; where the clocks change within whole local days, by the wall clock. */
static ds_ticks length_for_people(const ds_desk *desk)
{
    ds_ticks local =
        ds_zone_to_local(&desk->zone, desk->horizon) - ds_zone_to_local(&desk->zone, 0);
    return desk->horizon % DS_DAY != 0 && local % DS_DAY == 0 ? local : desk->horizon;
}

static void put_head(const ds_results *results, FILE *out)
{
    const ds_desk *desk = results->desk;
    char start[DS_ISO_TIME_SIZE];
    char horizon[64];
    char warm_up[64];
    char line[256];
    (void)ds_iso_time_format(ds_zone_to_local(&desk->zone, 0), start);
    ds_duration_print(length_for_people(desk), horizon, sizeof horizon);
    ds_duration_print(desk->warm_up, warm_up, sizeof warm_up);
    (void)snprintf(line, sizeof line,
                   "%s from %.10s (warm-up %s), %d replication%s, seed %llu, "
                   "intervals at %.4g %%",
                   horizon, start, warm_up, results->replications,
                   results->replications == 1 ? "" : "s", (unsigned long long)results->seed,
                   100 * results->level);
    ds_text_wrap(out, desk->name, DS_SUMMARY_COLUMNS, "", "");
    ds_text_wrap(out, line, DS_SUMMARY_COLUMNS, "", "");
}

/* A line of the headline. */
typedef struct line {
    const char *label;
    const char *measure;
    ds_shown_as shown;
} line;

static const line headline[] = {
    {"mean time to resolve (MTTR)", "mttr_h",                 DS_SHOWN_TIME   },
    {"  in business hours",         "mttr_business_h",        DS_SHOWN_TIME   },
    {"half resolved within",        "resolution_p50_h",       DS_SHOWN_TIME   },
    {"90 % resolved within",        "resolution_p90_h",       DS_SHOWN_TIME   },
    {"mean time to first response", "response_h",             DS_SHOWN_TIME   },
    {"response targets broken",     "response_breach_rate",   DS_SHOWN_PERCENT},
    {"resolution targets broken",   "resolution_breach_rate", DS_SHOWN_PERCENT},
    {"resolved at first contact",   "fcr_rate",               DS_SHOWN_PERCENT},
    {"escalated",                   "escalation_rate",        DS_SHOWN_PERCENT},
    {"hands-on work",               "touch_h",                DS_SHOWN_TIME   },
};

static const line flow[] = {
    {"arrived in the window",   "arrived",     DS_SHOWN_PLAIN},
    {"resolved in the window",  "resolved",    DS_SHOWN_PLAIN},
    {"open tickets on average", "backlog",     DS_SHOWN_PLAIN},
    {"open tickets at the end", "backlog_end", DS_SHOWN_PLAIN},
};

static void put_estimate(const char *label, const ds_estimate *estimate, ds_shown_as shown,
                         FILE *out)
{
    ds_estimate_text text;
    ds_estimate_describe(estimate, shown, &text);
    (void)fputs("  ", out);
    ds_text_put(out, label, LABEL_WIDTH, false);
    /* A number is never cut. */
    int width = ds_text_width(text.value);
    ds_text_put(out, text.value, width > VALUE_WIDTH ? width : VALUE_WIDTH, true);
    if (text.interval[0]) {
        (void)fputc(' ', out);
        ds_text_put(out, text.unit, UNIT_WIDTH, false);
        (void)fprintf(out, " %s\n", text.interval);
    } else {
        (void)fprintf(out, "%s%s\n", text.unit[0] ? " " : "", text.unit);
    }
}

static void put_line(const ds_results *results, const line *about, FILE *out)
{
    int32_t row = ds_measure_row(DS_RESULT_OVERALL, about->measure);
    put_estimate(about->label, ds_results_at(results, DS_RESULT_OVERALL, 0, row),
                 about->shown, out);
}

static void put_title(const char *title, const ds_summary_look *look, FILE *out)
{
    (void)fputc('\n', out);
    ds_ink_begin(out, look, DS_INK_TITLE);
    (void)fputs(title, out);
    ds_ink_end(out, look);
    (void)fputc('\n', out);
}

static void put_lines(const ds_results *results, const line *lines, size_t count, FILE *out)
{
    for (size_t i = 0; i < count; i++)
        put_line(results, &lines[i], out);
}

/* A practice's measures go by their own names: "chasers per ticket". */
static void put_practice(const ds_results *results, int32_t row,
                         const ds_summary_look *look, FILE *out)
{
    int32_t count;
    const ds_measure *measures = ds_measures(&count);
    char title[LABEL_WIDTH];
    (void)snprintf(title, sizeof title, "Practice: %s",
                   results->tables[DS_RESULT_PRACTICES].names[row]);
    put_title(title, look, out);
    for (int32_t m = 0; m < count; m++) {
        if (!ds_measure_applies_to_row(results->desk, m, DS_RESULT_PRACTICES, row))
            continue;
        char label[LABEL_WIDTH + 1];
        bool is_time = strcmp(measures[m].unit, "h") == 0;
        (void)snprintf(label, sizeof label, "%s", measures[m].name);
        if (is_time)
            label[strlen(label) - strlen("_h")] = '\0';
        for (char *c = label; *c; c++)
            *c = *c == '_' ? ' ' : *c;
        put_estimate(label, ds_results_at(results, DS_RESULT_PRACTICES, row, m),
                     is_time                               ? DS_SHOWN_TIME
                     : measures[m].kind == DS_MEASURE_RATE ? DS_SHOWN_PERCENT
                                                           : DS_SHOWN_PLAIN,
                     out);
    }
}

static void put_notes(const ds_results *results, const ds_summary_look *look, FILE *out)
{
    if (results->note_count == 0)
        return;
    put_title("Notes", look, out);
    ds_ink_begin(out, look, DS_INK_DIM);
    for (int32_t i = 0; i < results->note_count; i++)
        ds_text_wrap(out, results->notes[i], DS_SUMMARY_COLUMNS, "  - ", "    ");
    ds_ink_end(out, look);
}

static void put_all(const ds_results *results, const ds_summary_look *look, FILE *out)
{
    put_head(results, out);
    put_title(ds_desk_has_incidents(results->desk) ? "Incidents" : "Tickets", look, out);
    put_lines(results, headline, sizeof headline / sizeof headline[0], out);
    put_title("All tickets", look, out);
    put_lines(results, flow, sizeof flow / sizeof flow[0], out);
    ds_key_table_put(results->desk, &results->keys, out);
    ds_variance_split_put(results->desk, &results->split, out);
    ds_summary_put_tables(results, look, out);
    for (int32_t row = 0; row < results->tables[DS_RESULT_PRACTICES].row_count; row++)
        put_practice(results, row, look, out);
    ds_summary_put_week(results, look, out);
    put_notes(results, look, out);
}

ds_status ds_results_summary(const ds_results *results, char **text_out, ds_error *err)
{
    const ds_summary_look plain = {0};
    return ds_results_summary_look(results, &plain, text_out, err);
}

ds_status ds_results_summary_look(const ds_results *results, const ds_summary_look *look,
                                  char **text_out, ds_error *err)
{
    size_t size;
    *text_out = NULL;
    FILE *out = open_memstream(text_out, &size);
    if (!out)
        return ds_error_no_memory(err);
    put_all(results, look, out);
    bool is_bad = ferror(out) != 0;
    is_bad = fclose(out) != 0 || is_bad;
    if (!is_bad)
        return DS_OK;
    free(*text_out);
    *text_out = NULL;
    return ds_error_no_memory(err);
}
