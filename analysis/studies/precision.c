#include "analysis/studies/precision.h"

#include "analysis/results/estimator.h"
#include "analysis/studies/control_variates.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A batch makes the replications more by at least this share, and at most double. */
#define LEAST_GROWTH 0.25
/* What is aimed at beyond the replications that seem to be needed, so that one more look is
 * mostly the last. */
#define AIM 1.02
/* No stop before this times the squared skewness, unless far below the target: a rule like
 * Cochran's n > 25 G1² (Sampling Techniques, 3rd ed., 2.15), set by experiment for
 * intervals that allow for the skewness themselves (docs/statistics.md). */
#define SKEWNESS_RULE 10.0
#define FAR_BELOW 0.5

static bool is_share(int32_t measure)
{
    int32_t count;
    return strcmp(ds_measures(&count)[measure].unit, "share") == 0;
}

/* The level of each of `count` intervals that hold together at `level`. */
static double each_level(double level, int32_t count)
{
    return count > 1 ? 1 - (1 - level) / count : level;
}

static double wanted(const ds_precision_plan *plan, const ds_key_result *row)
{
    return is_share(row->measure) ? plan->absolute
                                  : plan->relative * fabs(row->estimate.value);
}

/* Replications that the skewness asks for: with fewer, what has been seen of the long tail
 * is luck, and a run stops when it has seen little. Nothing where the half-width is so far
 * below what is wanted that it does not matter. */
static double asked_by_skewness(const ds_key_result *row, int64_t unit)
{
    double skewness = row->estimate.skewness;
    bool is_far_below = row->estimate.half_width <= FAR_BELOW * row->wanted;
    return is_far_below ? 0 : SKEWNESS_RULE * skewness * skewness * (double)unit;
}

/* The half-width falls with the square root of the replications. */
static double still_needed(const ds_key_result *row, int64_t count, int64_t unit)
{
    double ratio = row->estimate.half_width / row->wanted;
    double all = fmax((double)count * ratio * ratio, asked_by_skewness(row, unit));
    return row->wanted > 0 ? fmax(1, ceil(all - (double)count)) : NAN;
}

static void judge_row(const ds_precision_plan *plan, ds_key_result *row, int64_t count,
                      int64_t unit)
{
    row->wanted = plan->has_target ? wanted(plan, row) : NAN;
    row->more = NAN;
    if (isnan(row->estimate.value)) {
        row->state = DS_KEY_NO_TICKETS;
    } else if (plan->has_target && (!(row->estimate.half_width <= row->wanted) ||
                                    (double)count < asked_by_skewness(row, unit))) {
        row->state = DS_KEY_TOO_WIDE;
        row->more = still_needed(row, count, unit);
    } else {
        row->state = DS_KEY_REACHED;
        row->more = 0;
    }
}

static ds_status estimate_row(ds_estimator *estimator, ds_key_result *row, ds_error *err)
{
    return ds_estimator_one(estimator, row->dimension, row->row, row->measure,
                            &row->estimate, err);
}

/* The key measures that have a value, or were named by themselves. */
static ds_status choose_rows(const ds_precision_plan *plan, ds_estimator *estimator,
                             ds_key_table *table, ds_error *err)
{
    for (int32_t i = 0; i < plan->keys->count; i++) {
        const ds_key_measure *key = &plan->keys->list[i];
        ds_key_result row = {.dimension = key->dimension,
                             .row = key->row,
                             .measure = key->measure,
                             .variance_factor = NAN};
        ds_status status = estimate_row(estimator, &row, err);
        if (status != DS_OK)
            return status;
        if (key->is_named || !isnan(row.estimate.value))
            table->rows[table->count++] = row;
    }
    return DS_OK;
}

static ds_status judge_rows(const ds_precision_plan *plan, ds_estimator *estimator,
                            int64_t count, bool is_paired, ds_key_table *table,
                            ds_error *err)
{
    ds_status status = choose_rows(plan, estimator, table, err);
    table->each_level = each_level(plan->level, table->count);
    table->is_reached = table->count > 0;
    ds_estimator_set_level(estimator, table->each_level);
    for (int32_t i = 0; i < table->count && status == DS_OK; i++) {
        status = estimate_row(estimator, &table->rows[i], err);
        judge_row(plan, &table->rows[i], count, is_paired ? 2 : 1);
        if (status == DS_OK && (is_paired || plan->use_controls))
            status = ds_estimator_variance_factor(
                estimator, table->rows[i].dimension, table->rows[i].row,
                table->rows[i].measure, &table->rows[i].variance_factor, err);
        table->is_reached &= table->rows[i].state == DS_KEY_REACHED;
    }
    return status;
}

/* Pointers to `count` tallies; the caller frees. NULL: no memory. */
static const ds_tally **list_of(const ds_tally *tallies, int64_t count)
{
    const ds_tally **list = malloc(((size_t)count + 1) * sizeof *list);
    for (int64_t i = 0; list && i < count; i++)
        list[i] = &tallies[i];
    return list;
}

static ds_status judge(const ds_precision_plan *plan, const ds_desk *desk,
                       const ds_tally *const *list, int64_t count, ds_key_table *table,
                       ds_error *err)
{
    char note[1024];
    ds_controls controls = {0};
    bool is_paired = count > 0 && list[0]->is_paired;
    ds_status status = DS_OK;
    ds_estimator *estimator =
        ds_estimator_new(desk, list, (int32_t)count, plan->level, err);
    if (!estimator)
        return DS_NO_MEMORY;
    if (plan->use_controls)
        status = ds_control_variates(&controls, desk, list, (int32_t)count, note,
                                     sizeof note, err);
    if (controls.count > 0)
        ds_estimator_set_controls(estimator, &controls);
    if (status == DS_OK)
        status =
            judge_rows(plan, estimator, count, plan->use_controls || is_paired, table, err);
    ds_estimator_delete(estimator);
    ds_controls_free(&controls);
    return status;
}

ds_status ds_precision_judge(const ds_precision_plan *plan, const ds_desk *desk,
                             const ds_tally *tallies, int64_t count, ds_key_table *table,
                             ds_error *err)
{
    *table = (ds_key_table){
        .has_target = plan->has_target, .is_reached = true, .level = plan->level};
    table->rows = calloc((size_t)plan->keys->count + 1, sizeof *table->rows);
    const ds_tally **list = list_of(tallies, count);
    ds_status status = table->rows && list ? judge(plan, desk, list, count, table, err)
                                           : ds_error_no_memory(err);
    free(list);
    return status;
}

/* Whether more replications can still help: not where all that is missing is tickets. */
static bool is_over(const ds_key_table *table)
{
    for (int32_t i = 0; i < table->count; i++)
        if (table->rows[i].state == DS_KEY_TOO_WIDE)
            return false;
    return true;
}

int64_t ds_precision_next(const ds_precision_plan *plan, const ds_key_table *table,
                          int64_t count)
{
    if (is_over(table) || count >= plan->most)
        return count;
    double least = ceil((1 + LEAST_GROWTH) * (double)count);
    double next = least;
    for (int32_t i = 0; i < table->count; i++) {
        const ds_key_result *row = &table->rows[i];
        if (row->state == DS_KEY_TOO_WIDE)
            next = fmax(next, isnan(row->more) ? 2.0 * (double)count
                                               : AIM * ((double)count + row->more));
    }
    next = fmin(ceil(next), 2.0 * (double)count);
    next += fmod(next, 2); /* pairs stay together */
    return next < (double)plan->most ? (int64_t)next : plan->most;
}

/* Runs. */

/* What a batch tells of its progress: of all replications from the first batch on. */
typedef struct batch {
    const ds_replications *what;
    int64_t before;
} batch;

static void tell(void *context, int64_t done, int64_t count)
{
    const batch *self = context;
    self->what->progress(self->what->context, self->before + done, self->before + count);
}

/* Replications [*done, next) after those that there are. */
static ds_status extend(const ds_replications *what, ds_tally **tallies, int64_t *done,
                        int64_t next, ds_error *err)
{
    int64_t more = 0;
    batch context = {.what = what, .before = *done};
    ds_replications part = *what;
    ds_tally *grown = realloc(*tallies, (size_t)next * sizeof *grown);
    if (!grown)
        return ds_error_no_memory(err);
    *tallies = grown;
    part.progress = what->progress ? tell : NULL;
    part.context = &context;
    ds_status status =
        ds_replications_run(&part, *done, next - *done, grown + *done, &more, err);
    *done += more;
    return status;
}

ds_status ds_precision_run(const ds_precision_plan *plan, const ds_replications *what,
                           ds_tally **tallies_out, int64_t *done_out, ds_key_table *table,
                           ds_error *err)
{
    int64_t next = plan->first;
    *tallies_out = NULL;
    *done_out = 0;
    *table = (ds_key_table){0};
    while (next > *done_out) {
        ds_error judging = {0};
        ds_status status = extend(what, tallies_out, done_out, next, err);
        ds_key_table_free(table);
        ds_status judged = ds_precision_judge(plan, what->desk, *tallies_out, *done_out,
                                              table, status == DS_OK ? err : &judging);
        if (status != DS_OK || judged != DS_OK)
            return status != DS_OK ? status : judged;
        if (plan->progress)
            plan->progress(plan->context, table, *done_out);
        next = ds_precision_next(plan, table, *done_out);
    }
    return DS_OK;
}
