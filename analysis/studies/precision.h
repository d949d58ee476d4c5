/* As many replications as the key measures need to be known well enough.
 *
 * The rule, in the manner of Chow and Robbins (Annals of Mathematical Statistics 36, 1965):
 * a first batch, then more replications until the half-width of every key measure is at
 * most what was asked. It is asked only at the ends of batches that grow by a quarter at
 * least and double at most, since each look is a chance to stop by luck (Singham and
 * Schruben, Winter Simulation Conference 2012), and not before there are ten times the
 * squared skewness of the replications, without which little is known of a long tail. Where
 * several measures are read together, each interval has the level 1 - (1 - level)/k
 * (Bonferroni), so that all k hold at once. Looks depend on complete batches only: the
 * number of threads changes nothing.
 */
#ifndef DS_ANALYSIS_PRECISION_H
#define DS_ANALYSIS_PRECISION_H

#include "analysis/results/key_results.h"
#include "analysis/studies/key_measures.h"
#include "model/replications.h"
#include "sim/error.h"

#include <stdbool.h>
#include <stdint.h>

#define DS_PRECISION_RELATIVE 0.05
#define DS_PRECISION_ABSOLUTE 0.01
#define DS_PRECISION_MOST 10000
#define DS_PRECISION_FIRST 40  /* the usual first batch */
#define DS_PRECISION_FEWEST 10 /* units of inference in a first batch */

typedef struct ds_precision_plan {
    const ds_key_measures *keys;
    bool has_target;   /* a precision is wanted; otherwise the measures are only judged */
    bool use_controls; /* correct estimates by control variates */
    double relative;   /* half-width over value, of all that are no shares; > 0 */
    double absolute;   /* half-width of shares; > 0 */
    double level;      /* of all intervals together */
    int64_t first;     /* replications of the first batch, at least 2 */
    int64_t most;      /* never more than this; at least first */
    /* Called after each look, from the caller's thread; may be NULL. */
    void (*progress)(void *context, const ds_key_table *table, int64_t done);
    void *context;
} ds_precision_plan;

/* How the key measures stand after `count` replications: fills a table, to be freed with
 * ds_key_table_free. Measures of a whole dimension that have no value are left out. */
ds_status ds_precision_judge(const ds_precision_plan *plan, const ds_desk *desk,
                             const ds_tally *tallies, int64_t count, ds_key_table *table,
                             ds_error *err) DS_MUST_USE;

/* How many replications there should be before the next look; `count` where it is over. */
int64_t ds_precision_next(const ds_precision_plan *plan, const ds_key_table *table,
                          int64_t count);

/* Runs replications 0, 1, … until the precision is reached or plan->most are done. The
 * tallies (owned by the caller: free each, then the array) and *done_out of them are left
 * in any case, and the table of the last look. `what->progress` is told of the replications
 * of each batch as of one run of *done in all. */
ds_status ds_precision_run(const ds_precision_plan *plan, const ds_replications *what,
                           ds_tally **tallies_out, int64_t *done_out, ds_key_table *table,
                           ds_error *err) DS_MUST_USE;

#endif
