/* Questions by name: what if we hire two, if a shift moved, if volume grew, if the SLA were
 * another? Each becomes changes of the scenario, as `compare --with` takes them
 * ("NAME: PATH=VALUE; PATH=VALUE"), so that before and after meet the same tickets.
 */
#ifndef DS_ANALYSIS_WHAT_IF_H
#define DS_ANALYSIS_WHAT_IF_H

#include "model/desk.h"
#include "scenarios/scenario.h"
#include "sim/error.h"

typedef enum ds_what_if {
    DS_WHAT_IF_HIRE,       /* GROUP=N: so many agents more; fewer, where N is below 0 */
    DS_WHAT_IF_MOVE_SHIFT, /* GROUP.N=±HH:MM: the Nth shift of a group is so much later */
    DS_WHAT_IF_VOLUME,     /* xF: F times as many tickets, of all streams */
    DS_WHAT_IF_SLA,        /* PRIORITY=DURATION: the resolution target of every SLA that has
                              one for the priority */
} ds_what_if;

/* "--hire", …. */
const char *ds_what_if_option(ds_what_if kind);

/* The changes that a question makes; the caller frees them. DS_BAD_INPUT: it is of another
 * form, or the scenario has nothing of that kind. */
ds_status ds_what_if_changes(ds_what_if kind, const char *text, const ds_scenario *scenario,
                             const ds_desk *desk, char **changes_out,
                             ds_error *err) DS_MUST_USE;

#endif
