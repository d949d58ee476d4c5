/* The warm-up that a desk needs, found in pilot replications (`warm_up: auto`).
 *
 * Both pilot series, averaged over the pilots, are cut by MSER-5 (mser.h); the later cut
 * holds for both. Where the desk has a weekly cycle the values are means of whole days, the
 * usual difference of each weekday is taken off first (batches of five days would beat
 * against a cycle of seven), weeks with holidays are left out (usual_weeks.h), and the cut
 * is rounded up to whole weeks.
 *
 * There is no steady state to be found where MSER-5 cuts beyond half of the run, or a group
 * is offered more work than it can do, and the pilots drift on in the second half
 * (Student's t of paired differences, level 10 % for both series together). MSER-5 alone
 * would refuse every third steady desk, since a short stretch of a correlated series may
 * look level by chance; such a cut is replaced by the best one within the first half.
 * docs/statistics.md has the figures.
 */
#ifndef DS_ANALYSIS_WARM_UP_H
#define DS_ANALYSIS_WARM_UP_H

#include "analysis/studies/pilots.h"

/* What one series says. */
typedef struct ds_warm_up_cut {
    bool is_known;    /* there were enough values */
    ds_ticks cut;     /* not rounded */
    bool is_late;     /* MSER-5 cut beyond half of the run */
    bool is_drifting; /* the pilots differ between the second and the last quarter */
} ds_warm_up_cut;

typedef struct ds_warm_up {
    int32_t pilots;
    bool is_weekly;
    ds_warm_up_cut of[DS_PILOT_SERIES];
    bool is_steady; /* false: there is no cut */
    ds_ticks cut;   /* the later of both, rounded where the desk has a weekly cycle */
} ds_warm_up;

/* DS_BAD_INPUT where the horizon is too short for a warm-up to be found, before anything is
 * simulated. */
ds_status ds_warm_up_check(const ds_desk *desk, ds_error *err) DS_MUST_USE;

/* Finds the cut. DS_BAD_INPUT where there is no steady state within the horizon: err names
 * the group with the highest load; `out` is filled all the same. */
ds_status ds_warm_up_find(const ds_pilots *pilots, ds_warm_up *out,
                          ds_error *err) DS_MUST_USE;

/* A sentence for the notes: what was found, from what. */
void ds_warm_up_describe(const ds_warm_up *warm_up, char *text, size_t size);

/* The group with the highest offered load for its roster over a desk's whole horizon. */
typedef struct ds_busiest_group {
    int32_t group; /* DS_NO_ID: all agents are unlimited */
    double load;   /* work ÷ roster; INFINITY where nobody is ever on duty */
    double work_erlangs;
    double roster_erlangs;
} ds_busiest_group;
ds_status ds_busiest_group_find(const ds_desk *desk, ds_busiest_group *out,
                                ds_error *err) DS_MUST_USE;

#endif
