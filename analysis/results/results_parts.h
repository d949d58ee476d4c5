/* The parts that results are built from. Not public. */
#ifndef DS_ANALYSIS_RESULTS_PARTS_H
#define DS_ANALYSIS_RESULTS_PARTS_H

#include "analysis/results/results.h"

#include <stdint.h>

/* The replications that figures rest on, in order. */
typedef struct ds_basis {
    const ds_desk *desk;
    const ds_tally **tallies;
    int32_t count;
    int32_t left_out; /* interrupted replications that are not among them */
    bool is_partial;  /* there is no whole one: they are interrupted ones */
    double level;
    const ds_controls *controls; /* NULL: none */
} ds_basis;

/* Each fills its part of zeroed results; on failure what was allocated hangs on results. */
ds_status ds_results_make_tables(ds_results *results, const ds_basis *basis,
                                 ds_error *err) DS_MUST_USE;
ds_status ds_results_make_series(ds_results *results, const ds_basis *basis,
                                 ds_error *err) DS_MUST_USE;
ds_status ds_results_make_nights(ds_results *results, const ds_basis *basis,
                                 ds_error *err) DS_MUST_USE;
ds_status ds_results_make_moves(ds_results *results, const ds_basis *basis,
                                ds_error *err) DS_MUST_USE;
ds_status ds_results_make_week(ds_results *results, const ds_basis *basis,
                               ds_error *err) DS_MUST_USE;
ds_status ds_results_make_times(ds_results *results, const ds_basis *basis,
                                ds_error *err) DS_MUST_USE;
ds_status ds_results_make_notes(ds_results *results, const ds_basis *basis,
                                ds_error *err) DS_MUST_USE;

/* Whether the desk has incidents, so that `overall` and the priorities are of them only. */
bool ds_desk_has_incidents(const ds_desk *desk);

#endif
