/* What a reader has to know to read the figures right. */
#include "analysis/results/results_parts.h"
#include "scenarios/utf8.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* So many examples are named; the rest is counted. */
#define NAMED 5
/* Bytes that a name may take in a note. */
#define NAME_SIZE 64
/* The first tenth of a run shows that it began empty where its backlog is below this part
 * of the rest's. */
#define FILLING 0.8

/* Examples, separated by commas. */
typedef struct examples {
    int32_t count;
    char text[(NAMED + 1) * (NAME_SIZE + 64)];
} examples;

static void add_example(examples *list, ds_result_dimension dimension, const char *slice,
                        const char *what)
{
    char name[NAME_SIZE];
    size_t used = strlen(list->text);
    if (list->count++ >= NAMED)
        return;
    ds_utf8_clip(name, sizeof name, slice, strlen(slice));
    (void)snprintf(list->text + used, sizeof list->text - used, "%s%s%s%s%s%s",
                   used ? ", " : "", ds_dimension_key(dimension), name[0] ? " " : "", name,
                   what[0] ? " " : "", what);
}

static void end_examples(examples *list)
{
    size_t used = strlen(list->text);
    if (list->count > NAMED)
        (void)snprintf(list->text + used, sizeof list->text - used, " and %d more",
                       list->count - NAMED);
}

/* Lists the estimates for which `is_meant` holds. */
static examples find(const ds_results *results,
                     bool (*is_meant)(const ds_measure *, const ds_estimate *))
{
    int32_t count;
    const ds_measure *measures = ds_measures(&count);
    examples list = {0};
    for (int32_t d = 0; d < DS_RESULT_DIMENSIONS; d++)
        for (int32_t row = 0; row < results->tables[d].row_count; row++)
            for (int32_t m = 0; m < count; m++)
                if (is_meant(&measures[m],
                             ds_results_at(results, (ds_result_dimension)d, row, m)))
                    add_example(&list, (ds_result_dimension)d,
                                results->tables[d].names[row], measures[m].name);
    end_examples(&list);
    return list;
}

/* Of all the means that miss unresolved tickets, MTTR stands for its slice. */
static bool is_incomplete(const ds_measure *measure, const ds_estimate *estimate)
{
    return estimate->is_lower_bound && strcmp(measure->name, "mttr_h") == 0;
}

static bool is_rare(const ds_measure *measure, const ds_estimate *estimate)
{
    (void)measure;
    return estimate->method == DS_METHOD_WILSON;
}

/* Many rates are 0 by nature (no time limit, no reopening); a breach that never came is
 * news. */
static bool is_unseen_breach(const ds_measure *measure, const ds_estimate *estimate)
{
    return estimate->method == DS_METHOD_BOUND_HIGH &&
           strstr(measure->name, "breach_rate") != NULL;
}

static ds_status note_replications(ds_results *results, const ds_basis *basis,
                                   ds_error *err)
{
    ds_status status = DS_OK;
    if (basis->is_partial)
        status = ds_results_note(results, err,
                                 "Every replication was interrupted: the figures do not "
                                 "cover the whole window.");
    else if (basis->left_out > 0)
        status = ds_results_note(results, err,
                                 "%d replications were interrupted and are left out.",
                                 basis->left_out);
    if (status == DS_OK && basis->count == 1)
        status = ds_results_note(results, err,
                                 "One replication gives no intervals: run more to see how "
                                 "far the figures can be trusted.");
    return status;
}

static ds_status note_window(ds_results *results, const ds_basis *basis, ds_error *err)
{
    const ds_desk *desk = basis->desk;
    ds_ticks window = desk->horizon - desk->warm_up;
    ds_status status = DS_OK;
    if (!ds_desk_has_whole_weeks(desk))
        status = ds_results_note(results, err,
                                 "The window of %.4g weeks is not whole weeks: some "
                                 "weekdays weigh more than others in it.",
                                 (double)window / (double)DS_WEEK);
    if (status == DS_OK && desk->counts_by_resolution)
        status = ds_results_note(results, err,
                                 "Tickets are counted by resolution: those resolved in the "
                                 "window, whenever they arrived.");
    return status;
}

/* Open tickets on average over bins [from, to). */
static double mean_backlog(const ds_results *results, int32_t from, int32_t to)
{
    double sum = 0;
    for (int32_t bin = from; bin < to; bin++)
        sum += results->series.backlog[bin];
    return sum / (to - from);
}

/* What counts from the first minute: news only where the start shows in the figures. */
static ds_status note_start(ds_results *results, const ds_basis *basis, ds_error *err)
{
    const ds_desk *desk = basis->desk;
    int32_t tenth = results->series.bins / 10;
    int64_t initial = 0;
    for (int32_t s = 0; s < desk->stream_count; s++)
        initial += desk->streams[s].initial_count;
    if (initial > 0)
        return ds_results_note(results, err,
                               "%lld ticket%s open at the start: in the backlog and in "
                               "what is resolved, but not among those that arrived.",
                               (long long)initial, initial == 1 ? " is" : "s are");
    if (desk->warm_up > 0 || tenth == 0 ||
        mean_backlog(results, 0, tenth) >
            FILLING * mean_backlog(results, tenth, results->series.bins))
        return DS_OK;
    return ds_results_note(results, err,
                           "A terminating run from an empty desk: its quieter beginning "
                           "counts. For the long run, set warm_up: auto.");
}

static ds_status note_streams(ds_results *results, const ds_basis *basis, ds_error *err)
{
    const ds_desk *desk = basis->desk;
    for (int32_t i = 0; i < desk->stream_count; i++)
        if (desk->streams[i].trace)
            return ds_results_note(results, err,
                                   "Arrivals are replayed and the same in every "
                                   "replication: the intervals leave out demand risk.");
    return DS_OK;
}

static ds_status note_scope(ds_results *results, const ds_basis *basis, ds_error *err)
{
    const ds_desk *desk = basis->desk;
    ds_status status = DS_OK;
    if (!ds_desk_has_incidents(desk))
        status = ds_results_note(results, err,
                                 "The desk has no incidents: overall and by_priority are "
                                 "of all its tickets.");
    examples list = {0};
    for (int32_t g = 0; g < desk->group_count; g++)
        if (desk->groups[g].agents == DS_UNLIMITED_AGENTS)
            add_example(&list, DS_RESULT_BY_GROUP, desk->groups[g].name, "");
    end_examples(&list);
    if (status == DS_OK && list.count > 0)
        status = ds_results_note(
            results, err, "No utilisation where agents are unlimited: %s.", list.text);
    return status;
}

static ds_status note_unresolved(ds_results *results, ds_error *err)
{
    examples list = find(results, is_incomplete);
    if (list.count == 0)
        return DS_OK;
    return ds_results_note(results, err,
                           "More than 1 %% of the tickets were not resolved when the "
                           "simulation ended, so mean times are lower bounds: %s.",
                           list.text);
}

static ds_status note_rare(ds_results *results, const ds_basis *basis, ds_error *err)
{
    ds_status status = DS_OK;
    examples rare = find(results, is_rare);
    if (rare.count > 0)
        status = ds_results_note(results, err,
                                 "With events in fewer than five replications (or in all "
                                 "but a few), intervals are Wilson's with the effective "
                                 "size: %s.",
                                 rare.text);
    examples unseen = find(results, is_unseen_breach);
    if (status == DS_OK && unseen.count > 0)
        status = ds_results_note(
            results, err,
            "No breach was seen, which is not proof of none: the interval ends at the "
            "largest rate that fits (%.4g %% confidence, about %.2g ÷ effective tickets), "
            "and up to %.2g %% of such windows may see one: %s.",
            100 * basis->level, -log1p(-basis->level),
            100 * ds_bound_of_none(basis->level, basis->count), unseen.text);
    return status;
}

/* Percentiles of slices that have tickets, but too few. */
static ds_status note_percentiles(ds_results *results, ds_error *err)
{
    int32_t count;
    const ds_measure *measures = ds_measures(&count);
    const ds_result_table *table = &results->tables[DS_RESULT_BY_PRIORITY];
    examples list = {0};
    for (int32_t row = 0; row < table->row_count; row++)
        for (int32_t m = 0; m < count; m++)
            if (ds_measure_applies(m, DS_RESULT_BY_PRIORITY) &&
                measures[m].kind == DS_MEASURE_PERCENTILE &&
                results->times[1 + row].n > 0 &&
                ds_results_at(results, DS_RESULT_BY_PRIORITY, row, m)->method ==
                    DS_METHOD_NONE)
                add_example(&list, DS_RESULT_BY_PRIORITY, table->names[row],
                            measures[m].name);
    end_examples(&list);
    if (list.count == 0)
        return DS_OK;
    return ds_results_note(results, err,
                           "Percentiles are not given under 20 ÷ (1 − p) tickets or "
                           "beyond the share that was resolved: %s.",
                           list.text);
}

ds_status ds_results_make_notes(ds_results *results, const ds_basis *basis, ds_error *err)
{
    ds_status status = note_replications(results, basis, err);
    if (status == DS_OK)
        status = note_streams(results, basis, err);
    if (status == DS_OK)
        status = note_window(results, basis, err);
    if (status == DS_OK)
        status = note_start(results, basis, err);
    if (status == DS_OK)
        status = note_scope(results, basis, err);
    if (status == DS_OK)
        status = note_unresolved(results, err);
    if (status == DS_OK)
        status = note_rare(results, basis, err);
    if (status == DS_OK)
        status = note_percentiles(results, err);
    return status;
}
