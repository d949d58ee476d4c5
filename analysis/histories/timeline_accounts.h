/* Who used up a ticket's time: its steps added up by group and by reason of holding, and
 * the tickets that were served while it waited.
 */
#ifndef DS_ANALYSIS_TIMELINE_ACCOUNTS_H
#define DS_ANALYSIS_TIMELINE_ACCOUNTS_H

#include "analysis/histories/timeline_steps.h"

typedef enum ds_use {
    DS_USE_WAIT,   /* for an agent, while the group is open */
    DS_USE_CLOSED, /* for the group to open */
    DS_USE_WORK,
    DS_USE_HOLD,
    DS_USES_OF_TIME,
} ds_use;

/* A group, or a reason of holding with its vendor. */
typedef struct ds_account {
    int32_t group;    /* or DS_NO_ID */
    int32_t reason;   /* or DS_NO_ID */
    int32_t contract; /* or DS_NO_ID */
    ds_ticks time[DS_USES_OF_TIME];
    ds_ticks used[DS_USES_OF_TIME]; /* of the resolution clock, in its business time */
    ds_ticks all_time;
    ds_ticks all_used;
} ds_account;

typedef struct ds_accounts {
    ds_account *list; /* in the order in which they had the ticket */
    int32_t count;
    ds_account total;
    ds_ticks resolved_time; /* between a resolution and the reopening after it */
} ds_accounts;

/* Adds up all steps; `used` only of one life of the resolution clock (< 0: of all). */
ds_status ds_accounts_make(const ds_timeline *timeline, const ds_steps *steps, int32_t life,
                           ds_accounts *accounts, ds_error *err) DS_MUST_USE;
void ds_accounts_free(ds_accounts *accounts);

/* Another ticket that had an agent while this one waited. */
typedef struct ds_rival {
    uint64_t number;
    uint8_t priority;
    bool was_in_work;   /* when the wait began; otherwise it was taken first */
    ds_ticks queued_at; /* when it came to the group */
    ds_ticks occupied;  /* an agent, during the wait */
} ds_rival;

/* The waits of one visit together. */
typedef struct ds_visit_wait {
    uint32_t visit;
    int32_t group;
    ds_ticks from;
    ds_ticks wait;
    ds_ticks closed;
    ds_rival *rivals; /* in work first; then by priority, then by their number */
    int32_t rival_count;
    int32_t in_work;    /* of them */
    int32_t served;     /* taken first */
    int32_t higher;     /* of these: of higher priority */
    int32_t overtakers; /* of these: came to the group later */
} ds_visit_wait;

typedef struct ds_visit_waits {
    ds_visit_wait *list;
    int32_t count;
} ds_visit_waits;

/* The visits in which the ticket waited, in order. */
ds_status ds_visit_waits_make(const ds_timeline *timeline, const ds_steps *steps,
                              ds_visit_waits *waits, ds_error *err) DS_MUST_USE;
void ds_visit_waits_free(ds_visit_waits *waits);

#endif
