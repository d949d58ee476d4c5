/* From how many agents to how many a group's staffing curve goes.
 *
 * The least is the smallest head count that can do the work offered at all (model/
 * offered_load.h): below it the queue grows without end. The most is where hardly anybody
 * waits: square-root staffing, R + z √R with z = 3 (Halfin and Whitt, Operations Research
 * 29, 1981), R being the erlangs offered while the group is open.
 */
#ifndef DS_ANALYSIS_STAFFING_RANGE_H
#define DS_ANALYSIS_STAFFING_RANGE_H

#include "model/desk.h"
#include "sim/error.h"

#include <stdint.h>

typedef enum ds_staffing_kind {
    DS_STAFFING_BY_HEADS, /* its head count can be varied */
    DS_STAFFING_NO_WORK,  /* no ticket comes to it */
    DS_STAFFING_ROSTERED, /* shifts or head counts by interval say who works */
    DS_STAFFING_UNLIMITED,
    DS_STAFFING_CLOSED, /* nobody is ever on duty */
} ds_staffing_kind;

typedef struct ds_staffing_range {
    ds_staffing_kind kind;
    double open_h_per_week; /* of one agent */
    double erlangs;         /* offered while it is open */
    int32_t own;            /* agents in the scenario */
    int32_t least;          /* the least stable head count */
    int32_t most;
} ds_staffing_range;

/* Fills ranges[group_count]. Only those of DS_STAFFING_BY_HEADS have a least and a most. */
ds_status ds_staffing_ranges(const ds_desk *desk, ds_staffing_range *ranges,
                             ds_error *err) DS_MUST_USE;

/* Spreads head counts over a range, the ends and the scenario's own (where it is in the
 * range) among them, in ascending order, each once. Returns how many: at most `room`, which
 * is at least 3. */
int32_t ds_staffing_levels(const ds_staffing_range *range, int32_t *levels, int32_t room);

#endif
