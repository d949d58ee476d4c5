#include "analysis/studies/ranking.h"

#include <math.h>
#include <stdlib.h>

/* Of the rest of a budget, so much is spent before looking again. */
#define STEPS 10

static int32_t least(const double *means, int32_t count)
{
    int32_t best = 0;
    for (int32_t i = 1; i < count; i++)
        if (means[i] < means[best])
            best = i;
    return best;
}

/* A system's ideal share of all replications, up to a common factor: (σ_i / δ_i)² for all
 * but the best, σ_b √Σ (share_i / σ_i)² for the best. Equal means take the least positive
 * lead there is, so that no share is infinite. */
static void ideal_shares(const double *means, const double *variances, int32_t count,
                         int32_t best, double *shares)
{
    double smallest = INFINITY;
    for (int32_t i = 0; i < count; i++)
        if (means[i] > means[best])
            smallest = fmin(smallest, means[i] - means[best]);
    if (!isfinite(smallest))
        smallest = 1;
    double squares = 0;
    for (int32_t i = 0; i < count; i++) {
        double lead = fmax(means[i] - means[best], smallest);
        shares[i] = variances[i] / (lead * lead);
        if (i != best)
            squares += shares[i] * shares[i] / variances[i];
    }
    shares[best] = sqrt(variances[best] * squares);
}

void ds_ocba_allocate(const double *means, const double *variances, const int64_t *so_far,
                      int32_t count, int64_t more, int64_t *out)
{
    if (count < 1)
        return;
    int32_t best = least(means, count);
    double *shares = calloc((size_t)count, sizeof *shares);
    bool *is_full = calloc((size_t)count, sizeof *is_full); /* has more than its share */
    int64_t total = more;
    for (int32_t i = 0; i < count; i++)
        total += so_far[i];
    int64_t room = total; /* for those that are not full */
    bool goes_on = shares && is_full;
    if (shares)
        ideal_shares(means, variances, count, best, shares);
    while (goes_on) {
        double sum = 0;
        int64_t taken = 0;
        goes_on = false;
        for (int32_t i = 0; i < count; i++)
            sum += is_full[i] ? 0 : shares[i];
        for (int32_t i = 0; i < count; i++) {
            if (!is_full[i])
                out[i] = (int64_t)((double)room / sum * shares[i]);
            if (!is_full[i] && out[i] < so_far[i]) {
                out[i] = so_far[i];
                is_full[i] = goes_on = true;
            }
            taken += is_full[i] ? out[i] : 0;
        }
        room = total - taken;
    }
    int64_t given = 0;
    for (int32_t i = 0; i < count; i++) {
        out[i] = shares && is_full ? out[i] - so_far[i] : 0;
        given += out[i];
    }
    out[best] += more - given;
    free(shares);
    free(is_full);
}

typedef struct summary {
    double *means;
    double *variances;
    int64_t *more;
} summary;

static void look(const ds_systems *systems, const int64_t *run, summary *out)
{
    for (int32_t i = 0; i < systems->count; i++) {
        double mean = 0;
        double squares = 0;
        for (int64_t r = 0; r < run[i]; r++) {
            double value = systems->value(systems->context, i, r);
            double step = value - mean;
            mean += step / (double)(r + 1);
            squares += step * (value - mean);
        }
        out->means[i] = mean;
        /* A constant system needs no more than it has; no share may be 0 / 0. */
        out->variances[i] =
            fmax(squares / (double)(run[i] - 1), 1e-18 * fmax(1, mean * mean));
    }
}

static ds_status extend_all(const ds_systems *systems, ds_ranking *ranking,
                            const int64_t *more, ds_error *err)
{
    ds_status status = DS_OK;
    for (int32_t i = 0; i < systems->count && status == DS_OK; i++) {
        if (more[i] == 0)
            continue;
        int64_t upto = ranking->run[i] + more[i];
        status = systems->extend(systems->context, i, upto, err);
        if (status != DS_OK)
            break;
        ranking->run[i] = upto;
        ranking->replications += more[i];
    }
    return status;
}

static ds_status spend(const ds_systems *systems, int64_t first, int64_t budget,
                       ds_ranking *ranking, summary *seen, ds_error *err)
{
    for (int32_t i = 0; i < systems->count; i++)
        seen->more[i] = first;
    ds_status status = extend_all(systems, ranking, seen->more, err);
    int64_t step = (budget - ranking->replications) / STEPS + 1;
    while (status == DS_OK && ranking->replications < budget) {
        int64_t left = budget - ranking->replications;
        look(systems, ranking->run, seen);
        ds_ocba_allocate(seen->means, seen->variances, ranking->run, systems->count,
                         left < step ? left : step, seen->more);
        status = extend_all(systems, ranking, seen->more, err);
    }
    if (status == DS_OK) {
        look(systems, ranking->run, seen);
        ranking->best = least(seen->means, systems->count);
    }
    return status;
}

ds_status ds_ocba_select(const ds_systems *systems, int64_t first, int64_t budget,
                         ds_ranking *ranking, ds_error *err)
{
    size_t count = (size_t)systems->count;
    summary seen = {.means = calloc(count, sizeof *seen.means),
                    .variances = calloc(count, sizeof *seen.variances),
                    .more = calloc(count, sizeof *seen.more)};
    ranking->best = DS_NO_ID;
    ranking->is_sure = false;
    ranking->replications = 0;
    for (size_t i = 0; i < count; i++) {
        ranking->run[i] = 0;
        ranking->is_left[i] = true;
    }
    bool has_room = seen.means && seen.variances && seen.more;
    ds_status status = has_room ? spend(systems, first, budget, ranking, &seen, err)
                                : ds_error_no_memory(err);
    free(seen.means);
    free(seen.variances);
    free(seen.more);
    return status;
}
