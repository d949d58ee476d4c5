/* The candidates of a comparison as systems of ranking and selection. */
#include "analysis/studies/ranking.h"
#include "cli/candidates.h"
#include "cli/interrupt.h"
#include "sim/duration.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct race {
    ds_candidates *all;
    ds_replications how;
    int32_t key;
    double scale; /* turns the sign where more is better */
} race;

static const ds_measure *aim_of(const race *it)
{
    int32_t count;
    return &ds_measures(&count)[it->all->keys.list[it->key].measure];
}

static double value(void *context, int32_t system, int64_t replication)
{
    const race *it = context;
    const ds_candidate *candidate = &it->all->list[system];
    return it->scale * candidate->own[replication];
}

static ds_status extend(void *context, int32_t system, int64_t upto, ds_error *err)
{
    race *it = context;
    ds_candidate *candidate = &it->all->list[system];
    int64_t before = candidate->count;
    ds_status status = ds_candidate_extend(candidate, upto, &it->how, err);
    for (int64_t r = before; r < candidate->count && status == DS_OK; r++)
        if (!isfinite(value(it, system, r)))
            status =
                ds_error_set(err, DS_BAD_INPUT,
                             "--best %s: '%s' has too few such tickets in replication "
                             "%lld, so there is nothing to rank; a longer horizon helps",
                             aim_of(it)->name, candidate->name, (long long)r);
    return status;
}

ds_status ds_candidates_aim(ds_candidates *all, const char *aim, int32_t *key_out,
                            ds_error *err)
{
    const ds_desk *base = &all->simulations[0].desk;
    ds_key_measures one = {0};
    *key_out = DS_NO_ID;
    if (strcmp(aim, "agents") == 0)
        return DS_OK;
    ds_status status = ds_key_measures_add(&one, base, aim, err);
    if (status == DS_OK && one.count != 1)
        status = ds_error_set(err, DS_BAD_INPUT,
                              "--best: '%s' names %d figures; the best is of one, such as "
                              "mttr_h:P1",
                              aim, (int)one.count);
    for (int32_t k = 0; k < all->keys.count && status == DS_OK; k++)
        if (all->keys.list[k].dimension == one.list[0].dimension &&
            all->keys.list[k].row == one.list[0].row &&
            all->keys.list[k].measure == one.list[0].measure)
            *key_out = k;
    if (status == DS_OK && *key_out == DS_NO_ID)
        status = ds_error_set(
            err, DS_BAD_INPUT,
            "--best: '%s' is not among what is compared; add --measure %s", aim, aim);
    ds_key_measures_free(&one);
    return status;
}

/* "0.5pp", "15m", "2": in the measure's unit. */
static ds_status read_delta(const char *text, const char *unit, double *out, ds_error *err)
{
    char *end;
    ds_duration time = {0};
    bool is_share = strcmp(unit, "share") == 0;
    errno = 0;
    *out = strtod(text, &end);
    bool is_number = end != text && !errno;
    if (is_number && is_share && (strcmp(end, "pp") == 0 || strcmp(end, "%") == 0))
        *out /= 100;
    else if (!is_number || *end)
        *out = strcmp(unit, "h") == 0 && ds_duration_parse(text, &time, NULL) == DS_OK
                   ? (double)time.ticks / (double)DS_HOUR
                   : NAN;
    if (*out > 0 && isfinite(*out))
        return DS_OK;
    return ds_error_set(err, DS_BAD_INPUT, "--delta: '%s' is not a number above 0 in %s",
                        text, is_share ? "shares, such as 0.5pp" : unit);
}

static ds_status select_kn(race *it, const ds_systems *systems, const char *delta,
                           int64_t most, ds_ranking *ranking, ds_error *err)
{
    const ds_options *options = it->all->options;
    ds_kn_plan plan = {.level = options->level,
                       .first = options->replications < 2 ? 2 : options->replications,
                       .batch = it->all->round,
                       .most = most};
    ds_status status = read_delta(delta, aim_of(it)->unit, &plan.delta, err);
    if (status == DS_OK && plan.most < plan.first)
        plan.most = plan.first;
    it->all->selection.delta = plan.delta;
    return status == DS_OK ? ds_kn_select(systems, &plan, ranking, err) : status;
}

static ds_status select_ocba(race *it, const ds_systems *systems, int64_t budget,
                             ds_ranking *ranking, ds_error *err)
{
    int64_t first = it->all->options->replications < 2 ? 2 : it->all->options->replications;
    if (budget < first * systems->count)
        return ds_error_set(
            err, DS_BAD_INPUT,
            "--budget: %lld is less than the first stage of %lld replications "
            "for each of %d desks; lower --replications or raise it",
            (long long)budget, (long long)first, (int)systems->count);
    return ds_ocba_select(systems, first, budget, ranking, err);
}

static ds_status find_aim(race *it, const char *aim, ds_error *err)
{
    const ds_desk *base = &it->all->simulations[0].desk;
    ds_status status = ds_candidates_aim(it->all, aim, &it->key, err);
    if (status != DS_OK)
        return status;
    int sense = ds_measure_sense(aim_of(it)->name);
    it->scale = sense > 0 ? -1 : 1;
    for (int32_t i = 0; i < it->all->count; i++) {
        ds_candidate_keep(&it->all->list[i], it->all->options->replications, it->key);
        if (it->all->list[i].rows[it->key] == DS_NO_ID)
            return ds_error_set(err, DS_BAD_INPUT, "--best: '%s' has no %s as '%s' has",
                                it->all->list[i].name, aim, base->name);
    }
    if (sense == 0)
        return ds_error_set(err, DS_BAD_INPUT,
                            "--best: neither more nor less of %s is better",
                            aim_of(it)->name);
    return DS_OK;
}

static void keep_selection(ds_candidates *all, const race *it, const ds_ranking *ranking,
                           bool is_kn)
{
    ds_selection *selection = &all->selection;
    selection->method = is_kn ? DS_SELECT_KN : DS_SELECT_OCBA;
    selection->key = it->key;
    selection->best = ranking->best;
    selection->is_sure = ranking->is_sure;
    selection->total = ranking->replications;
    selection->run = ranking->run;
}

int ds_candidates_race(ds_candidates *all, const char *aim, const char *delta,
                       int64_t budget, int64_t most)
{
    ds_error err = {0};
    race it = {
        .all = all,
        .how = {.seed = all->options->seed,
                .threads = all->options->threads,
                .stop = ds_interrupt_install()}
    };
    ds_ranking ranking = {.best = DS_NO_ID,
                          .run = calloc((size_t)all->count, sizeof *ranking.run),
                          .is_left = calloc((size_t)all->count, sizeof *ranking.is_left)};
    ds_systems systems = {
        .count = all->count, .context = &it, .extend = extend, .value = value};
    ds_status status = ranking.run && ranking.is_left ? find_aim(&it, aim, &err)
                                                      : ds_error_no_memory(&err);
    if (status == DS_OK)
        status = delta ? select_kn(&it, &systems, delta, most, &ranking, &err)
                       : select_ocba(&it, &systems, budget, &ranking, &err);
    if (status == DS_OK)
        keep_selection(all, &it, &ranking, delta != NULL);
    else
        free(ranking.run);
    free(ranking.is_left);
    if (status == DS_UNFINISHED)
        return DS_EXIT_INTERRUPTED;
    return status == DS_OK ? DS_EXIT_DONE : ds_complain(&err);
}
