#define _GNU_SOURCE /* qsort_r */
#include "scenarios/import/findings.h"

#include "scenarios/json_text.h"
#include "sim/clock.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *ds_day_words(int32_t day, char text[DS_DAY_TEXT])
{
    static const char *const days[7] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    static const char *const months[12] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                           "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    ds_date date = ds_date_from_day(day);
    (void)snprintf(text, DS_DAY_TEXT, "%s %d %s %d", days[ds_day_weekday(day)], date.day,
                   months[date.month - 1], date.year);
    return text;
}

int32_t ds_kept_day(const ds_kept *kept, const ds_zone *zone)
{
    return ds_zone_day(zone, kept->opened_s * DS_SECOND);
}

/* Hoare's selection: the value that would stand at `rank`, with none larger before it. */
static int32_t select_rank(int32_t *values, int64_t count, int64_t rank)
{
    int64_t low = 0;
    int64_t high = count - 1;
    while (low < high) {
        int32_t pivot = values[low + (high - low) / 2];
        int64_t i = low;
        int64_t j = high;
        while (i <= j) {
            while (values[i] < pivot)
                i++;
            while (values[j] > pivot)
                j--;
            if (i <= j) {
                int32_t swapped = values[i];
                values[i++] = values[j];
                values[j--] = swapped;
            }
        }
        if (rank <= j)
            high = j;
        else if (rank >= i)
            low = i;
        else
            break;
    }
    return values[rank];
}

double ds_median_h(int32_t *seconds, int64_t count)
{
    if (count == 0)
        return NAN;
    double low = select_rank(seconds, count, (count - 1) / 2);
    double high = select_rank(seconds, count, count / 2);
    return (low + high) / 2.0 / 3600.0;
}

/* One row of the table by priority; DS_NO_ID: all. */
static ds_status put_priority(ds_quality *quality, int32_t priority, int32_t *seconds,
                              json_t *table, ds_error *err)
{
    int64_t tickets = 0;
    int64_t resolved = 0;
    int64_t breached = 0;
    int64_t decided = 0;
    double sum = 0.0;
    double moves = 0.0;
    double moves_known = 0.0;
    for (int64_t i = 0; i < quality->count; i++) {
        const ds_kept *kept = ds_quality_ticket(quality, i);
        if (priority != DS_NO_ID && kept->priority != priority)
            continue;
        tickets++;
        decided += kept->sla_met != DS_SLA_UNKNOWN;
        moves_known += kept->reassignments >= 0;
        moves += kept->reassignments >= 0 ? kept->reassignments : 0;
        breached += kept->sla_met == DS_SLA_BREACHED;
        if (kept->resolution_s < 0)
            continue;
        seconds[resolved++] = kept->resolution_s;
        sum += kept->resolution_s / 3600.0;
    }
    double mean = resolved > 0 ? sum / (double)resolved : NAN;
    double median = ds_median_h(seconds, resolved);
    double share = decided > 0 ? (double)breached / (double)decided : NAN;
    const char *name = priority == DS_NO_ID ? "all" : quality->priorities.texts[priority];
    json_t *row = json_pack(
        "{s:s, s:I, s:I, s:o, s:o, s:I, s:o, s:o}", "priority", name, "tickets",
        (json_int_t)tickets, "resolved", (json_int_t)resolved, "mean_h",
        ds_json_number(mean), "median_h", ds_json_number(median), "decided",
        (json_int_t)decided, "breached_share", ds_json_number(share), "reassignments",
        ds_json_number(moves_known > 0.0 ? moves / moves_known : NAN));
    return json_array_append_new(table, row) == 0 ? DS_OK : ds_error_no_memory(err);
}

static int compare_names(const void *a, const void *b, void *context)
{
    const ds_ordinals *names = context;
    return strcmp(names->texts[*(const int32_t *)a], names->texts[*(const int32_t *)b]);
}

static ds_status put_priorities(ds_quality *quality, ds_error *err)
{
    enum { MOST = 20 };
    int32_t order[MOST];
    int32_t count = quality->priorities.count < MOST ? quality->priorities.count : MOST;
    json_t *table = json_array();
    size_t size = (size_t)quality->count * sizeof(int32_t);
    int32_t *seconds = malloc(size > 0 ? size : 1);
    ds_status status = seconds && table ? DS_OK : ds_error_no_memory(err);
    for (int32_t i = 0; i < count; i++)
        order[i] = i;
    qsort_r(order, (size_t)count, sizeof *order, compare_names, &quality->priorities);
    for (int32_t i = 0; status == DS_OK && i < count; i++)
        status = put_priority(quality, order[i], seconds, table, err);
    if (status == DS_OK)
        status = put_priority(quality, DS_NO_ID, seconds, table, err);
    (void)json_object_set_new(quality->tables, "by_priority", table);
    free(seconds);
    return status;
}

static void put_reassignments(ds_quality *quality)
{
    int64_t counts[6] = {0};
    int64_t known = 0;
    int64_t sum = 0;
    for (int64_t i = 0; i < quality->count; i++) {
        int32_t moves = ds_quality_ticket(quality, i)->reassignments;
        if (moves < 0)
            continue;
        known++;
        sum += moves;
        counts[moves < 5 ? moves : 5]++;
    }
    if (known == 0)
        return;
    json_t *shares = json_array();
    for (int i = 0; i < 6; i++)
        (void)json_array_append_new(shares, json_real((double)counts[i] / (double)known));
    (void)json_object_set_new(quality->tables, "reassignments", shares);
    double mean = (double)sum / (double)known;
    ds_quality_find(quality, "reassignments", json_pack("{s:f}", "mean", mean),
                    "reassignments: none %.1f %%, one %.1f, two %.1f, three %.1f, four "
                    "%.1f, more %.1f; mean %.2f",
                    100.0 * (double)counts[0] / (double)known,
                    100.0 * (double)counts[1] / (double)known,
                    100.0 * (double)counts[2] / (double)known,
                    100.0 * (double)counts[3] / (double)known,
                    100.0 * (double)counts[4] / (double)known,
                    100.0 * (double)counts[5] / (double)known, mean);
}

static ds_status put_groups(ds_quality *quality, ds_error *err)
{
    int32_t count = quality->groups.count;
    int64_t *tickets = calloc((size_t)count + 1, sizeof *tickets);
    int64_t none = 0;
    int32_t best = 0;
    if (!tickets)
        return ds_error_no_memory(err);
    for (int64_t i = 0; i < quality->count; i++) {
        int32_t group = ds_quality_ticket(quality, i)->group;
        if (group >= 0)
            tickets[group]++;
        else
            none++;
    }
    for (int32_t i = 1; i < count; i++)
        best = tickets[i] > tickets[best] ? i : best;
    if (count > 0)
        ds_quality_find(
            quality, "groups",
            json_pack("{s:i, s:i, s:s, s:I, s:I, s:i, s:i}", "groups", quality->all_groups,
                      "first_groups", count, "most", quality->groups.texts[best], "tickets",
                      (json_int_t)tickets[best], "without", (json_int_t)none, "agents",
                      quality->agents, "resolvers", quality->resolvers),
            "%d groups; '%.60s' comes first in %.1f %% of tickets; %lld tickets "
            "begin without one; tickets were given to %d agents, resolved by %d",
            quality->all_groups, quality->groups.texts[best],
            100.0 * (double)tickets[best] / (double)quality->count, (long long)none,
            quality->assigned, quality->resolvers);
    free(tickets);
    return DS_OK;
}

static void find_resolutions(ds_quality *quality, const ds_zone *zone)
{
    int64_t missing = 0;
    int64_t late = 0;
    int64_t last_opened = INT64_MIN;
    int64_t last = INT64_MIN;
    char until[DS_DAY_TEXT];
    char latest[DS_DAY_TEXT];
    for (int64_t i = 0; i < quality->count; i++)
        if (ds_quality_ticket(quality, i)->opened_s > last_opened)
            last_opened = ds_quality_ticket(quality, i)->opened_s;
    int32_t last_day = ds_zone_day(zone, last_opened * DS_SECOND);
    for (int64_t i = 0; i < quality->count; i++) {
        const ds_kept *kept = ds_quality_ticket(quality, i);
        int64_t resolved = kept->opened_s + kept->resolution_s;
        missing += kept->resolution_s < 0;
        if (kept->resolution_s < 0)
            continue;
        late += ds_zone_day(zone, resolved * DS_SECOND) > last_day;
        last = resolved > last ? resolved : last;
    }
    ds_quality_find(
        quality, "missing_resolution", json_pack("{s:I}", "tickets", (json_int_t)missing),
        "no time of resolution: %lld of %lld tickets (%.1f %%)", (long long)missing,
        (long long)quality->count, 100.0 * (double)missing / (double)quality->count);
    if (late > 0)
        ds_quality_find(quality, "resolved_after_period",
                        json_pack("{s:I}", "tickets", (json_int_t)late),
                        "resolved after the last opening, %s: %lld tickets, the last on %s",
                        ds_day_words(last_day, until), (long long)late,
                        ds_day_words(ds_zone_day(zone, last * DS_SECOND), latest));
}

/* Most of those closed at one delay after their resolution: nobody did it by hand. */
static ds_status find_auto_close(ds_quality *quality, ds_error *err)
{
    size_t size = (size_t)quality->count * sizeof(int32_t);
    int32_t *delays = malloc(size > 0 ? size : 1);
    int64_t count = 0;
    int64_t near = 0;
    if (!delays)
        return ds_error_no_memory(err);
    for (int64_t i = 0; i < quality->count; i++)
        if (ds_quality_ticket(quality, i)->closing_s >= 0)
            delays[count++] = ds_quality_ticket(quality, i)->closing_s;
    double median = ds_median_h(delays, count);
    for (int64_t i = 0; i < count; i++)
        near += fabs(delays[i] / 3600.0 - median) <= 1.05;
    free(delays);
    if (count < 20 || median < 1.0 || near < count / 2)
        return DS_OK;
    double share = (double)near / (double)count;
    ds_quality_find(quality, "auto_close",
                    json_pack("{s:f, s:f}", "delay_h", median, "share", share),
                    "closed at a constant delay: %.1f %% of closed tickets %.1f days (%.1f "
                    "h) after their resolution, to within an hour: that is the tool, not "
                    "the work; closing times say nothing",
                    100.0 * share, median / 24.0, median);
    return DS_OK;
}

static ds_status find_holds(ds_quality *quality, ds_error *err)
{
    size_t size = (size_t)quality->count * sizeof(int32_t);
    int32_t *spells = malloc(size > 0 ? size : 1);
    int64_t held = 0;
    int64_t reopened = 0;
    int64_t known = 0;
    double sum = 0.0;
    if (!spells)
        return ds_error_no_memory(err);
    for (int64_t i = 0; i < quality->count; i++) {
        const ds_kept *kept = ds_quality_ticket(quality, i);
        known += kept->reopens >= 0;
        reopened += kept->reopens > 0;
        if (kept->hold_s > 0) {
            spells[held++] = kept->hold_s;
            sum += kept->hold_s / 3600.0;
        }
    }
    double median = ds_median_h(spells, held);
    double tickets = (double)quality->count;
    int64_t seen = quality->held_tickets > held ? quality->held_tickets : held;
    char spell[96] = "";
    char user[48] = "";
    if (quality->has_steps)
        (void)snprintf(user, sizeof user, " (for the user %.1f %%)",
                       100.0 * (double)quality->held_for_user / tickets);
    free(spells);
    if (held > 0)
        (void)snprintf(spell, sizeof spell, "; hold time mean %.0f h, median %.0f h",
                       sum / (double)held, median);
    if (seen > 0)
        ds_quality_find(
            quality, "holds",
            json_pack("{s:f, s:f, s:o, s:o}", "share", (double)seen / tickets, "share_user",
                      (double)quality->held_for_user / tickets, "mean_h",
                      ds_json_number(held > 0 ? sum / (double)held : NAN), "median_h",
                      ds_json_number(median)),
            "on hold: %.1f %% of tickets%s%s", 100.0 * (double)seen / tickets, user, spell);
    if (known > 0)
        ds_quality_find(quality, "reopened",
                        json_pack("{s:f}", "share", (double)reopened / (double)known),
                        "reopened: %.1f %% of tickets",
                        100.0 * (double)reopened / (double)known);
    return DS_OK;
}

static void find_steps(ds_quality *quality)
{
    if (quality->backfilled_tickets > 0)
        ds_quality_find(
            quality, "closure_backfilled",
            json_pack("{s:I, s:I}", "rows", (json_int_t)quality->backfilled_rows, "tickets",
                      (json_int_t)quality->backfilled_tickets),
            "closure fields are written back onto earlier rows: %lld rows of "
            "%lld tickets know a resolution that is still to come; only the "
            "last row of a ticket was believed",
            (long long)quality->backfilled_rows, (long long)quality->backfilled_tickets);
    if (quality->rows_out_of_order > 0)
        ds_quality_find(quality, "rows_out_of_order",
                        json_pack("{s:I, s:I}", "rows",
                                  (json_int_t)quality->rows_out_of_order, "tickets",
                                  (json_int_t)quality->tickets_out_of_order),
                        "%lld rows of %lld tickets stand out of their order; they were put "
                        "into it",
                        (long long)quality->rows_out_of_order,
                        (long long)quality->tickets_out_of_order);
    if (quality->is_mixed)
        ds_quality_find(quality, "rows_mixed", NULL,
                        "the rows of tickets stand mixed; they were brought together");
    if (quality->cancelled > 0)
        ds_quality_find(quality, "cancelled",
                        json_pack("{s:I}", "tickets", (json_int_t)quality->cancelled),
                        "%lld tickets were cancelled or rejected; they are in the output",
                        (long long)quality->cancelled);
    if (quality->repeated > quality->count / 2)
        ds_quality_find(quality, "many_rows_per_ticket", NULL,
                        "ids come again and again: this may be a log with one row for each "
                        "change; try an audit dialect");
}

ds_status ds_find_figures(ds_quality *quality, const ds_zone *zone, ds_error *err)
{
    find_resolutions(quality, zone);
    find_steps(quality);
    ds_status status = put_priorities(quality, err);
    if (status == DS_OK)
        status = find_auto_close(quality, err);
    if (status == DS_OK)
        status = find_holds(quality, err);
    put_reassignments(quality);
    if (status == DS_OK)
        status = put_groups(quality, err);
    return status;
}
