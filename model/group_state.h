/* A support group in one replication: who is idle, who waits, and the accounts of both.
 *
 * The integrals are event-driven counters: level × time since the last change, closed by
 * the flow's tick at every hour and at the window's edges.
 */
#ifndef DS_MODEL_GROUP_STATE_H
#define DS_MODEL_GROUP_STATE_H

#include "model/desk.h"
#include "model/people_state.h"
#include "model/replication.h"
#include "model/tally.h"
#include "model/wait_queue.h"

#include <stdbool.h>
#include <stdint.h>

/* The row of live contacts in work_first. */
#define DS_LIVE_WORK DS_MAX_PRIORITIES

typedef struct ds_group_state {
    const ds_group *group;
    const ds_calendar *calendar;
    ds_wait_queue queue;
    bool is_open;
    bool tracks_work;    /* who works on what is kept in lists: preemption, closing */
    ds_ticks changes_at; /* when the group opens or closes next */
    int32_t cursor;      /* in its calendar, for opening and closing */
    int32_t busy;        /* agents in work */
    int32_t *idle;       /* ring of agents without work, the longest idle first */
    int32_t idle_mask;   /* its size - 1, a power of two */
    int32_t idle_first;
    int32_t idle_count;
    /* tickets in work by priority, then live contacts; the latest first */
    int32_t work_first[DS_MAX_PRIORITIES + 1];
    int32_t live_waiting; /* of those in the queue, live contacts */
    uint64_t visits;      /* begun so far: the age of tickets in the queue */
    /* integrals since the last tick */
    ds_ticks accounted_to;
    int64_t queue_area;
    int64_t busy_area;
    int64_t overtime_area;
    ds_ticks open_since; /* while open: where the open time below ends */
    ds_ticks open_time;
    /* with a roster */
    const ds_staffing *staffing; /* NULL: none, and nothing below is used */
    int32_t next_change;         /* in its table */
    int32_t aside;    /* tickets set aside for an agent: they wait, but not in the queue */
    int32_t on_duty;  /* agents of this group */
    int32_t busy_on;  /* in work on duty, here or elsewhere, */
    int32_t busy_off; /* and off duty, in overtime */
    int32_t called;   /* called in and not gone home yet */
    int32_t next_on_call; /* position of whose turn it is */
    int64_t duty_area;
    int64_t brought; /* touch time of the visits that began since the last tick */
    /* Time of the agents by what they do (ds_agent_account), for accounts that change with
     * their presence only. */
    ds_ticks presence_to;
    int32_t doing[DS_AGENT_ACCOUNTS];
    int64_t done[DS_AGENT_ACCOUNTS];
    /* in the window */
    ds_group_tally tally;  /* its histogram is in wait_counts */
    uint32_t *wait_counts; /* [DS_HISTOGRAM_BUCKETS] */
    int32_t group_count;
    uint32_t *handed_to; /* [group] tickets that went there from here */
} ds_group_state;

ds_status ds_group_state_init(ds_group_state *state, const ds_desk *desk,
                              const ds_group *group, ds_error *err) DS_MUST_USE;
void ds_group_state_free(ds_group_state *state);
/* Back to the start instant: all agents idle, open or closed as the calendar says. */
void ds_group_state_reset(ds_group_state *state);

/* Brings the integrals up to now; to be called before queue length, busy or is_open change.
 */
static inline void ds_group_account(ds_group_state *state, ds_ticks now)
{
    int64_t elapsed = now - state->accounted_to;
    state->accounted_to = now;
    state->queue_area += elapsed * state->queue.length;
    if (state->is_open)
        state->busy_area += elapsed * state->busy;
    else
        state->overtime_area += elapsed * state->busy;
}

/* The same for a group with a roster: agents are booked at home, tickets where they are.
 */
static inline void ds_group_account_roster(ds_group_state *state, ds_ticks now)
{
    int64_t elapsed = now - state->accounted_to;
    state->accounted_to = now;
    state->queue_area += elapsed * (state->queue.length + state->aside);
    state->busy_area += elapsed * state->busy_on;
    state->overtime_area += elapsed * state->busy_off;
    state->duty_area += elapsed * state->on_duty;
}

/* Also to be called before anybody's presence changes, or what they do off duty. */
static inline void ds_group_account_presence(ds_group_state *state, ds_ticks now)
{
    int64_t elapsed = now - state->presence_to;
    ds_group_account_roster(state, now);
    if (elapsed == 0)
        return;
    state->presence_to = now;
    for (int32_t a = DS_AGENT_PAID_BREAK; a <= DS_AGENT_VACANT; a++)
        state->done[a] += elapsed * state->doing[a];
}

/* Whether somebody could begin work now; not for groups with a roster. */
static inline bool ds_group_has_idle(const ds_group_state *state, ds_ticks now)
{
    return state->is_open && now < state->changes_at &&
           (state->idle_count > 0 || state->group->agents == DS_UNLIMITED_AGENTS);
}

/* Schedules the group's next opening or closing. */
void ds_group_schedule_hours(ds_replication *state, int32_t group_row);

#endif
