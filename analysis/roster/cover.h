/* Covering at least cost: how often to take each of many columns, in whole numbers, so that
 * the sum over the columns keeps every row between its limits.
 *
 * Solved by branch and cut with GLPK. The bound is a proof: no answer costs less. The same
 * program gives the same answer unless time runs out. GLPK keeps its state in memory of the
 * thread: one call at a time in each thread. Without GLPK all functions but _init and _free
 * return DS_UNAVAILABLE.
 */
#ifndef DS_ANALYSIS_COVER_H
#define DS_ANALYSIS_COVER_H

#include "sim/error.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

typedef struct ds_cover {
    int32_t column_count;
    const int64_t *cost; /* [column], positive */
    int32_t row_count;
    const double *low;  /* [row], -INFINITY: none */
    const double *high; /* [row], INFINITY: none */
    int32_t entry_count;
    const int32_t *entry_row;
    const int32_t *entry_column;
    const double *entry_value;
} ds_cover;

typedef struct ds_cover_limits {
    double seconds;          /* positive */
    const atomic_bool *stop; /* NULL: none */
} ds_cover_limits;

typedef enum ds_cover_end {
    DS_COVER_OPTIMAL,
    DS_COVER_INFEASIBLE, /* there is no answer */
    DS_COVER_OUT_OF_TIME,
    DS_COVER_STOPPED,
} ds_cover_end;

typedef struct ds_cover_answer {
    ds_cover_end end;
    bool has_answer;
    double cost;
    double bound; /* nothing costs less */
} ds_cover_answer;

/* Whether this build can solve at all. */
bool ds_cover_is_available(void);

/* counts[column_count] is the caller's; it is filled where there is an answer. */
ds_status ds_cover_solve(const ds_cover *cover, const ds_cover_limits *limits,
                         int32_t *counts, ds_cover_answer *answer,
                         ds_error *err) DS_MUST_USE;

/* Whether fractions of columns could do it; where they could not, whole ones cannot. */
ds_status ds_cover_relaxed(const ds_cover *cover, bool *is_feasible_out,
                           ds_error *err) DS_MUST_USE;

#endif
