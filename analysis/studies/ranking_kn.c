#include "analysis/studies/ranking.h"

#include <math.h>
#include <stdlib.h>

/* The variance of the difference of two systems over the first replications. */
static double variance_of_difference(const ds_systems *systems, int32_t a, int32_t b,
                                     int64_t count)
{
    double mean = 0;
    double squares = 0;
    for (int64_t r = 0; r < count; r++) {
        double difference =
            systems->value(systems->context, a, r) - systems->value(systems->context, b, r);
        double step = difference - mean;
        mean += step / (double)(r + 1);
        squares += step * (difference - mean);
    }
    return squares / (double)(count - 1);
}

typedef struct race {
    const ds_systems *systems;
    const ds_kn_plan *plan;
    double h_squared;
    double *variance; /* [a * count + b] */
    double *sum;      /* [system] over replications 0 … r - 1 */
    ds_ranking *ranking;
    int32_t left;
    bool is_over;
    int64_t ready; /* replications that all who are left have run */
} race;

/* h² = 2η(n0 - 1) with η = ½((2α/(k - 1))^(-2/(n0 - 1)) - 1), for c = 1. */
static double h_squared(const ds_kn_plan *plan, int32_t systems)
{
    double degrees = (double)(plan->first - 1);
    double alpha = 1 - plan->level;
    double eta = 0.5 * (pow(2 * alpha / (systems - 1), -2 / degrees) - 1);
    return 2 * eta * degrees;
}

/* A batch of each after the other, so that what is stopped has some of all. */
static ds_status run_batch(race *it, int64_t upto, ds_error *err)
{
    for (int32_t i = 0; i < it->systems->count; i++) {
        if (!it->ranking->is_left[i] || it->ranking->run[i] >= upto)
            continue;
        ds_status status = it->systems->extend(it->systems->context, i, upto, err);
        if (status != DS_OK)
            return status;
        it->ranking->run[i] = upto;
    }
    it->ready = upto;
    return DS_OK;
}

static ds_status run_up_to(race *it, int64_t upto, ds_error *err)
{
    ds_status status = DS_OK;
    while (status == DS_OK && it->ready < upto) {
        int64_t next = it->ready + it->plan->batch;
        status = run_batch(it, next < upto ? next : upto, err);
    }
    return status;
}

/* How far a sum over r replications may lie above another's before it is dropped. */
static double tolerance(const race *it, int32_t a, int32_t b, int64_t r)
{
    double delta = it->plan->delta;
    double variance = it->variance[a * it->systems->count + b];
    return fmax(0, delta / 2 * (it->h_squared * variance / (delta * delta) - (double)r));
}

static bool is_beaten(const race *it, int32_t a, int64_t r)
{
    for (int32_t b = 0; b < it->systems->count; b++)
        if (b != a && it->ranking->is_left[b] &&
            it->sum[a] > it->sum[b] + tolerance(it, a, b, r))
            return true;
    return false;
}

/* Whether no pair that is left has any tolerance. Who is still there then has the same sum:
 * desks that are alike, of which any is as good as the best. */
static bool is_over(const race *it, int64_t r)
{
    for (int32_t a = 0; a < it->systems->count; a++)
        for (int32_t b = 0; b < a; b++)
            if (it->ranking->is_left[a] && it->ranking->is_left[b] &&
                tolerance(it, a, b, r) > 0)
                return false;
    return true;
}

/* All at once, so that the order of the systems plays no part; the least sum stays. */
static ds_status drop_the_beaten(race *it, int64_t r, ds_error *err)
{
    int32_t count = it->systems->count;
    bool *is_out = calloc((size_t)count, sizeof *is_out);
    if (!is_out)
        return ds_error_no_memory(err);
    for (int32_t i = 0; i < count; i++)
        is_out[i] = it->ranking->is_left[i] && is_beaten(it, i, r);
    for (int32_t i = 0; i < count; i++)
        if (is_out[i]) {
            it->ranking->is_left[i] = false;
            it->left--;
        }
    free(is_out);
    return DS_OK;
}

static void add_replication(race *it, int64_t r)
{
    for (int32_t i = 0; i < it->systems->count; i++)
        if (it->ranking->is_left[i])
            it->sum[i] += it->systems->value(it->systems->context, i, r);
}

static ds_status first_stage(race *it, ds_error *err)
{
    int32_t count = it->systems->count;
    ds_status status = run_up_to(it, it->plan->first, err);
    if (status != DS_OK)
        return status;
    for (int32_t a = 0; a < count; a++)
        for (int32_t b = 0; b < count; b++)
            it->variance[a * count + b] =
                a == b ? 0 : variance_of_difference(it->systems, a, b, it->plan->first);
    for (int64_t r = 0; r < it->plan->first; r++)
        add_replication(it, r);
    return DS_OK;
}

static void settle(race *it)
{
    ds_ranking *ranking = it->ranking;
    ranking->best = DS_NO_ID;
    ranking->replications = 0;
    for (int32_t i = 0; i < it->systems->count; i++) {
        ranking->replications += ranking->run[i];
        if (ranking->is_left[i] &&
            (ranking->best == DS_NO_ID || it->sum[i] < it->sum[ranking->best]))
            ranking->best = i;
    }
    ranking->is_sure = it->is_over;
}

static ds_status go_on(race *it, ds_error *err)
{
    ds_status status = first_stage(it, err);
    for (int64_t r = it->plan->first; status == DS_OK; r++) {
        status = drop_the_beaten(it, r, err);
        it->is_over = status == DS_OK && is_over(it, r);
        if (status != DS_OK || it->is_over || r >= it->plan->most)
            break;
        if (r == it->ready) {
            int64_t upto = r + it->plan->batch;
            status = run_up_to(it, upto < it->plan->most ? upto : it->plan->most, err);
        }
        if (status == DS_OK)
            add_replication(it, r);
    }
    return status;
}

ds_status ds_kn_select(const ds_systems *systems, const ds_kn_plan *plan,
                       ds_ranking *ranking, ds_error *err)
{
    size_t count = (size_t)systems->count;
    race it = {.systems = systems,
               .plan = plan,
               .ranking = ranking,
               .left = systems->count,
               .h_squared = systems->count > 1 ? h_squared(plan, systems->count) : 0};
    for (size_t i = 0; i < count; i++) {
        ranking->run[i] = 0;
        ranking->is_left[i] = true;
    }
    it.variance = calloc(count * count, sizeof *it.variance);
    it.sum = calloc(count, sizeof *it.sum);
    ds_status status = it.variance && it.sum ? go_on(&it, err) : ds_error_no_memory(err);
    if (it.sum)
        settle(&it);
    free(it.variance);
    free(it.sum);
    return status;
}
