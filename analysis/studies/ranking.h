/* Ranking and selection: which of several systems is best, and how sure that is.
 *
 * A system yields one number per replication, the less the better (turn the sign for
 * measures of which more is better). Replication r of all systems may share its luck.
 *
 * - KN (Kim and Nelson, "A fully sequential procedure for indifference-zone selection in
 *   simulation", ACM TOMACS 11, 2001): selects the best with a stated probability, where it
 *   leads by at least the indifference zone δ; systems that are clearly worse drop out
 *   early. Common random numbers are allowed, and save replications.
 * - OCBA (Chen, Lin, Yücesan and Chick, "Simulation budget allocation for further enhancing
 *   the efficiency of ordinal optimization", Discrete Event Dynamic Systems 10, 2000):
 *   spends a given budget where it helps most to tell the best from the others.
 */
#ifndef DS_ANALYSIS_RANKING_H
#define DS_ANALYSIS_RANKING_H

#include "sim/clock.h"
#include "sim/error.h"

#include <stdbool.h>
#include <stdint.h>

/* Systems that can be asked for more replications. */
typedef struct ds_systems {
    int32_t count;
    void *context;
    /* Has system `system` run replications up to `upto`. */
    ds_status (*extend)(void *context, int32_t system, int64_t upto, ds_error *err);
    /* Its number in replication r, which has been run; finite. */
    double (*value)(void *context, int32_t system, int64_t replication);
} ds_systems;

typedef struct ds_ranking {
    int32_t best;
    bool is_sure;         /* KN: one system is left, or those left are exactly alike */
    int64_t replications; /* of all systems together */
    int64_t *run;         /* [system] replications of each; owned by the caller */
    bool *is_left;        /* [system] not dropped; owned by the caller */
} ds_ranking;

typedef struct ds_kn_plan {
    double delta;  /* the indifference zone, > 0 */
    double level;  /* probability of a right selection, in (1/count, 1) */
    int64_t first; /* replications of the first stage, at least 2 */
    int64_t batch; /* run at once, at least 1; changes no decision */
    int64_t most;  /* per system; is_sure is false where it is reached first */
} ds_kn_plan;

/* Runs KN. `ranking` has room for `run` and `is_left`. */
ds_status ds_kn_select(const ds_systems *systems, const ds_kn_plan *plan,
                       ds_ranking *ranking, ds_error *err) DS_MUST_USE;

/* How `more` replications are best shared out, given means, variances (> 0) and the
 * replications so far: out[count] adds up to `more`. Rounded down, the remainder to the
 * best. */
void ds_ocba_allocate(const double *means, const double *variances, const int64_t *so_far,
                      int32_t count, int64_t more, int64_t *out);

/* Spends `budget` replications in all: `first` for each system, the rest in steps by
 * OCBA. */
ds_status ds_ocba_select(const ds_systems *systems, int64_t first, int64_t budget,
                         ds_ranking *ranking, ds_error *err) DS_MUST_USE;

#endif
