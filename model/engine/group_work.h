/* Work at a support group: who begins with which ticket, who waits, who has to give way. */
#ifndef DS_MODEL_ENGINE_GROUP_WORK_H
#define DS_MODEL_ENGINE_GROUP_WORK_H

#include "model/engine/engine.h"

/* A new ticket or one that comes back: worked on at once if somebody is idle (or can be had
 * from a lower priority), otherwise queued. */
static void ds_group_receive(ds_replication *state, int32_t ticket_row);
/* The agent of a ticket that leaves work turns to whoever waits. To be called once the
 * ticket is no longer DS_TICKET_IN_WORK. */
static void ds_group_release(ds_replication *state, int32_t group_row, int32_t agent);
/* Takes a ticket out of work before its end: what is left of the work stays with it. */
static void ds_group_interrupt(ds_replication *state, int32_t ticket_row);
/* Takes a waiting ticket out of the queue and books its wait. */
static void ds_group_withdraw(ds_replication *state, int32_t ticket_row);
/* Ends the work of a ticket: books its time and unlinks it; the agent is still to be
 * released. */
static int32_t ds_group_end_work(ds_replication *state, int32_t ticket_row);
/* Books what was done since the work began, or was booked before. */
static void ds_group_book_work(ds_replication *state, int32_t ticket_row);
/* A ticket's work ends now, whatever is left of it. */
static void ds_group_cut_short(ds_replication *state, int32_t ticket_row);
/* Somebody has begun to look after a ticket that is in no queue. */
static void ds_group_respond(ds_replication *state, int32_t ticket_row);
/* When a ticket's work will end, as it goes on now. */
static void ds_group_plan_work(ds_replication *state, int32_t ticket_row);

/* A ticket whose place depends on its priority or its clocks is taken out of its group's
 * lists, to be put back at the same instant: its wait or its work goes on. */
static void ds_group_lift(ds_replication *state, int32_t ticket_row);
static void ds_group_put_back(ds_replication *state, int32_t ticket_row);
/* After a change of priorities: whoever waits first may interrupt a lower priority. */
static void ds_group_reconsider(ds_replication *state, int32_t group_row);

/* The group opens or closes, or somebody of its roster comes or goes. */
static void ds_group_change_hours(ds_replication *state, int32_t group_row);

/* For model/engine/people.c. */

/* The work of a ticket with an agent begins, or goes on. */
static void ds_group_work(ds_replication *state, ds_group_state *group, int32_t ticket_row,
                          int32_t agent);
static void ds_group_enqueue(ds_replication *state, ds_group_state *group,
                             int32_t ticket_row);
/* Takes the ticket that is to be served next out of the queue; its row. */
static int32_t ds_group_take(ds_replication *state, ds_group_state *group);
/* The wait of a ticket is over. */
static void ds_group_book_wait(ds_replication *state, ds_group_state *group,
                               ds_ticket *ticket);
/* Whether nobody waits who comes before a ticket that arrives. */
static bool ds_group_is_first(const ds_replication *state, const ds_group_state *group,
                              int32_t ticket_row);
/* Tickets in work that are below this priority give way to one that arrives. */
static int32_t ds_group_victims_above(const ds_replication *state,
                                      const ds_group_state *group, int32_t ticket_row);
/* The ticket in work that gives way to one that arrives, or DS_NO_ID. */
static int32_t ds_group_victim_for(const ds_replication *state, const ds_group_state *group,
                                   int32_t ticket_row);
/* The ticket in work that has to give way to a priority: of the lowest below it, the
 * latest; DS_NO_ID where there is none. */
static int32_t ds_group_victim(const ds_replication *state, const ds_group_state *group,
                               int32_t priority);

#endif
