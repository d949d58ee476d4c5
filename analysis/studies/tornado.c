#include "analysis/studies/tornado.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LOW, OWN, HIGH, ENDS };

/* What a set of replications says. */
typedef struct verdict {
    double swing;
    double elasticity;
} verdict;

static verdict judge(const double x[ENDS], const double n[ENDS], double change)
{
    double y[ENDS];
    for (int e = 0; e < ENDS; e++)
        y[e] = n[e] > 0 ? x[e] / n[e] : NAN;
    verdict it = {.swing = y[HIGH] - y[LOW], .elasticity = NAN};
    if (y[OWN] > 0 && change > 0)
        it.elasticity = it.swing / y[OWN] / change;
    return it;
}

/* Sums over replications, less one (none: -1). */
static verdict without(const double *const x[ENDS], const double *const n[ENDS],
                       int32_t one, double sums[2][ENDS], double change)
{
    double sx[ENDS];
    double sn[ENDS];
    for (int e = 0; e < ENDS; e++) {
        sx[e] = sums[0][e] - (one < 0 ? 0 : x[e][one]);
        sn[e] = sums[1][e] - (one < 0 ? 0 : n[e][one]);
    }
    return judge(sx, sn, change);
}

void ds_tornado_elasticity(const double *const x[3], const double *const n[3],
                           int32_t replications, double change, double level,
                           ds_tornado_bar *bar)
{
    double sums[2][ENDS] = {{0}};
    double mean[2] = {0};
    double squares[2] = {0};
    for (int e = 0; e < ENDS; e++)
        for (int32_t r = 0; r < replications; r++) {
            sums[0][e] += x[e][r];
            sums[1][e] += n[e][r];
        }
    verdict all = without(x, n, -1, sums, change);
    for (int32_t r = 0; r < replications; r++) {
        verdict rest = without(x, n, r, sums, change);
        mean[0] += rest.swing / replications;
        mean[1] += rest.elasticity / replications;
    }
    for (int32_t r = 0; r < replications; r++) {
        verdict rest = without(x, n, r, sums, change);
        squares[0] += (rest.swing - mean[0]) * (rest.swing - mean[0]);
        squares[1] += (rest.elasticity - mean[1]) * (rest.elasticity - mean[1]);
    }
    double t = ds_critical_t(level, replications);
    double factor = (replications - 1.0) / replications;
    bar->swing = all.swing;
    bar->swing_half_width = t * sqrt(factor * squares[0]);
    bar->elasticity = all.elasticity;
    bar->half_width = t * sqrt(factor * squares[1]);
}

/* Running. */

static ds_status find_end(const ds_vary *vary, bool is_high, char **text_out,
                          double *number_out, ds_error *err)
{
    char text[DS_QUANTITY_TEXT_SIZE];
    const char *chosen = text;
    double wanted = is_high ? vary->high : vary->low;
    *number_out = wanted;
    if (vary->is_continuous) {
        ds_status status =
            ds_quantity_print(&vary->like, wanted, text, sizeof text, number_out, err);
        if (status != DS_OK)
            return status;
    }
    for (int32_t i = 0; i < vary->count; i++)
        if (vary->levels[i].number <= wanted && vary->levels[i].number >= wanted)
            chosen = vary->levels[i].text;
    *text_out = strdup(chosen);
    return *text_out ? DS_OK : ds_error_no_memory(err);
}

static ds_status check(const ds_vary *vary, ds_error *err)
{
    if (!vary->is_numeric)
        return ds_error_set(err, DS_BAD_INPUT,
                            "--vary %s: a tornado needs numbers, and not all of its values "
                            "are",
                            vary->path);
    if (!vary->has_own || !(vary->own.number > 0))
        return ds_error_set(err, DS_BAD_INPUT,
                            "--vary %s: the scenario has no number above 0 there, which an "
                            "elasticity is relative to",
                            vary->path);
    if (vary->own.form != vary->like.form || vary->own.unit != vary->like.unit ||
        vary->own.is_in_business_days != vary->like.is_in_business_days)
        return ds_error_set(err, DS_BAD_INPUT,
                            "--vary %s: its values are not in the unit of the scenario's "
                            "own, '%s'",
                            vary->path, vary->own_text);
    if (!(vary->high > vary->low))
        return ds_error_set(err, DS_BAD_INPUT,
                            "--vary %s: a tornado needs two values, a low and a high one",
                            vary->path);
    return DS_OK;
}

ds_status ds_tornado_init(ds_tornado *tornado, const ds_experiment *experiment,
                          const ds_vary *varies, int32_t vary_count, ds_error *err)
{
    size_t count = (size_t)vary_count;
    size_t keys = (size_t)experiment->keys->count;
    *tornado = (ds_tornado){.experiment = experiment,
                            .varies = varies,
                            .vary_count = vary_count,
                            .planned = 1 + 2 * (int64_t)vary_count};
    tornado->low = calloc(count + 1, sizeof *tornado->low);
    tornado->high = calloc(count + 1, sizeof *tornado->high);
    tornado->low_text = calloc(count + 1, sizeof *tornado->low_text);
    tornado->high_text = calloc(count + 1, sizeof *tornado->high_text);
    tornado->own = calloc(keys + 1, sizeof *tornado->own);
    tornado->bars = calloc(count * keys + 1, sizeof *tornado->bars);
    if (!tornado->low || !tornado->high || !tornado->low_text || !tornado->high_text ||
        !tornado->own || !tornado->bars)
        return ds_error_no_memory(err);
    ds_status status = DS_OK;
    for (int32_t i = 0; i < vary_count && status == DS_OK; i++) {
        status = check(&varies[i], err);
        if (status == DS_OK)
            status =
                find_end(&varies[i], false, &tornado->low_text[i], &tornado->low[i], err);
        if (status == DS_OK)
            status =
                find_end(&varies[i], true, &tornado->high_text[i], &tornado->high[i], err);
    }
    return status;
}

void ds_tornado_free(ds_tornado *tornado)
{
    for (int32_t i = 0; i < tornado->vary_count; i++) {
        if (tornado->low_text)
            free(tornado->low_text[i]);
        if (tornado->high_text)
            free(tornado->high_text[i]);
    }
    free(tornado->low);
    free(tornado->high);
    free(tornado->low_text);
    free(tornado->high_text);
    free(tornado->own);
    free(tornado->bars);
    *tornado = (ds_tornado){0};
}

/* The scenario with one input changed; vary < 0: as it is. */
static ds_status run_point(ds_tornado *self, int32_t vary, const char *text,
                           ds_experiment_point *point, ds_diagnostics *out, ds_error *err)
{
    const ds_experiment *experiment = self->experiment;
    const ds_experiment_values values = {.varies = vary < 0 ? NULL : &self->varies[vary],
                                         .texts = &text,
                                         .count = vary < 0 ? 0 : 1};
    ds_status status = ds_experiment_run(experiment, &values, point, out, err);
    if (status == DS_OK) {
        self->done++;
        if (experiment->progress)
            experiment->progress(experiment->context, self->done, self->planned);
    }
    return status;
}

static void fill_bars(ds_tornado *self, int32_t vary,
                      const ds_experiment_point points[ENDS])
{
    int32_t keys = self->experiment->keys->count;
    int64_t replications = self->experiment->replications;
    double change = (self->high[vary] - self->low[vary]) / self->varies[vary].own.number;
    for (int32_t k = 0; k < keys; k++) {
        ds_tornado_bar *bar = &self->bars[(int64_t)vary * keys + k];
        const double *x[ENDS];
        const double *n[ENDS];
        for (int e = 0; e < ENDS; e++) {
            x[e] = &points[e].x[k * replications];
            n[e] = &points[e].n[k * replications];
        }
        *bar = (ds_tornado_bar){.low = points[LOW].estimates[k],
                                .high = points[HIGH].estimates[k]};
        ds_tornado_elasticity(x, n, (int32_t)replications, change, self->experiment->level,
                              bar);
    }
}

ds_status ds_tornado_run(ds_tornado *tornado, ds_diagnostics *out, ds_error *err)
{
    ds_experiment_point points[ENDS] = {{0}};
    size_t keys = (size_t)tornado->experiment->keys->count;
    ds_status status = run_point(tornado, -1, NULL, &points[OWN], out, err);
    if (status == DS_OK)
        memcpy(tornado->own, points[OWN].estimates, keys * sizeof *tornado->own);
    for (int32_t i = 0; i < tornado->vary_count && status == DS_OK; i++) {
        status = run_point(tornado, i, tornado->low_text[i], &points[LOW], out, err);
        if (status == DS_OK)
            status = run_point(tornado, i, tornado->high_text[i], &points[HIGH], out, err);
        if (status == DS_OK) {
            fill_bars(tornado, i, points);
            tornado->bars_done++;
        }
        ds_experiment_point_free(&points[LOW]);
        ds_experiment_point_free(&points[HIGH]);
    }
    ds_experiment_point_free(&points[OWN]);
    return status;
}

/* How far down the tornado a bar belongs. */
static double weight(const ds_tornado_bar *bar)
{
    double size = fabs(isfinite(bar->elasticity) ? bar->elasticity : bar->swing);
    return isfinite(size) ? size : -1;
}

void ds_tornado_order(const ds_tornado *tornado, int32_t key, int32_t *order)
{
    int32_t keys = tornado->experiment->keys->count;
    for (int32_t i = 0; i < tornado->bars_done; i++) {
        double own = weight(&tornado->bars[(int64_t)i * keys + key]);
        int32_t at = i;
        for (; at > 0 && weight(&tornado->bars[(int64_t)order[at - 1] * keys + key]) < own;
             at--)
            order[at] = order[at - 1];
        order[at] = i;
    }
}
