/* A timeline as steps: what a reader is told, line by line, with the resolution clock.
 *
 * Steps that last (waiting, work, hold, resolved until it is reopened) follow each other
 * without a gap from the arrival to the last resolution; a wait that lasts no time is left
 * out. Between them stand the instants: hand-overs, warnings, dues that pass.
 *
 * A warning is passed when the business time used reaches its share of the goal; a due
 * passes when the clock still runs after it, so that a resolution at the very instant it is
 * due is met and has no such step. Where reopening restarts the clock, each start begins a
 * life of it; warnings and dues count anew.
 */
#ifndef DS_ANALYSIS_TIMELINE_STEPS_H
#define DS_ANALYSIS_TIMELINE_STEPS_H

#include "analysis/histories/timeline.h"

typedef enum ds_step_kind {
    DS_STEP_ARRIVES,
    DS_STEP_MOVES, /* to `group`, from `from_group` (DS_NO_ID: from outside) */
    DS_STEP_WAITS,
    DS_STEP_WORKS,
    DS_STEP_STOPS, /* `other` goes first, or the group closes */
    DS_STEP_HELD,
    DS_STEP_TIME_LIMIT,
    DS_STEP_RESOLVED,
    DS_STEP_REOPENED,
    DS_STEP_CLOSED,
    DS_STEP_ENDS, /* the simulation, with the ticket open */
    DS_STEP_WARNING,
    DS_STEP_RESPONSE_DUE,
    DS_STEP_RESOLUTION_DUE,
    DS_STEP_OLA_DUE,
    DS_STEP_PRIORITY, /* is `other_priority` from now on, and was `from_priority` */
    DS_STEP_GIVEN_UP, /* by its user, who will not call again */
    DS_STEPS,
} ds_step_kind;

typedef struct ds_step {
    ds_step_kind kind;
    ds_ticks at;
    ds_ticks to;    /* of what lasts; otherwise `at` */
    int32_t moment; /* with which it begins; of a warning or due: the last one before it */
    int32_t group;
    int32_t from_group;
    int32_t agent;
    int32_t reason;
    int32_t contract;
    uint32_t visit;
    double share;   /* WARNING: of the goal */
    uint64_t other; /* STOPS: the ticket that goes first; 0: none, the group closes */
    uint8_t other_priority;
    uint8_t from_priority; /* PRIORITY */
    bool is_first;         /* WORKS: the first work on the ticket, its response */
    bool is_resumed;       /* WORKS: goes on in the same visit */
    bool is_mistake;       /* MOVES: to a wrong group */
    bool is_mended;        /* MOVES: from a wrong group to the right one */
    int32_t life;          /* of the resolution clock, from 0 */
    /* The resolution clock at `at`. */
    uint8_t clock; /* ds_sla_state */
    bool is_late;
    ds_ticks used;
    ds_ticks goal;
} ds_step;

typedef struct ds_steps {
    ds_step *list;
    int32_t count;
    int32_t capacity;
} ds_steps;

/* The steps of a ticket that was found, in the order of time. Free them after a failure
 * too. */
ds_status ds_steps_make(const ds_timeline *timeline, ds_steps *steps,
                        ds_error *err) DS_MUST_USE;
void ds_steps_free(ds_steps *steps);

/* Whether a step of this kind has a length. */
bool ds_step_lasts(ds_step_kind kind);

/* Business time that the resolution clock used in a step that lasts. */
ds_ticks ds_step_used(const ds_timeline *timeline, const ds_step *step);
/* Of a wait: how long its group was closed, and what of `used` fell into that. */
ds_ticks ds_step_closed(const ds_timeline *timeline, const ds_step *step,
                        ds_ticks *used_out);

/* The step's word in files ("waits"), and its sentence for people, in `size` bytes. */
const char *ds_step_word(ds_step_kind kind);
void ds_step_text(const ds_desk *desk, const ds_timeline *timeline, const ds_step *step,
                  char *text, size_t size);

#endif
