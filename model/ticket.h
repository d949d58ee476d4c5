/* A ticket while it is open, and the pool that it lives in.
 *
 * Tickets are rows of a pool that grows with the number open at once and reuses the rows of
 * those that are done. A row's generations go on from ticket to ticket, so that an event
 * scheduled for an earlier one is recognised as obsolete. The fields that each event
 * touches come first.
 */
#ifndef DS_MODEL_TICKET_H
#define DS_MODEL_TICKET_H

#include "model/sla_clock.h"
#include "sim/clock.h"
#include "sim/error.h"
#include "sim/random.h"

#include <stdbool.h>
#include <stdint.h>

/* Impact and urgency of a ticket whose priority was given directly. */
#define DS_UNKNOWN_LEVEL 255

typedef enum ds_ticket_state {
    DS_TICKET_FREE = 0, /* the row is not in use */
    DS_TICKET_WAITING,  /* in a queue */
    DS_TICKET_IN_WORK,  /* with an agent */
    DS_TICKET_ON_HOLD,
    DS_TICKET_SOLVED, /* resolved; it will reopen */
    DS_TICKET_AWAY,   /* its user gave up in line and will try again */
} ds_ticket_state;

typedef struct ds_ticket {
    ds_identity who;
    ds_ticks arrived_at;
    ds_ticks group_at;  /* when the visit began */
    ds_ticks since;     /* when the present state began */
    ds_ticks remaining; /* touch time left in this visit */
    ds_ticks
        hold_left; /* a hold begins when so much touch time is left; < 0: no hold ahead */
    int32_t category;
    int32_t group;
    int32_t agent;        /* of the group's, DS_NO_ID: none, or agents are unlimited */
    int32_t next_group;   /* after this visit; DS_NO_ID: it is resolved here */
    uint64_t pending;     /* the tag of the event that ends the present state; 0: none */
    uint64_t time_limit;  /* the tag of the visit's time limit; 0: none */
    uint32_t queue_stamp; /* of its place in a queue */
    uint32_t visits;      /* so far, this one included */
    int16_t channel;
    uint8_t type;
    uint8_t state;
    uint8_t priority;
    uint8_t initial_priority;
    uint8_t impact;
    uint8_t urgency;
    bool is_cohort;     /* arrived inside the window */
    bool was_delayed;   /* in this visit, before the first work */
    bool has_begun;     /* worked on in this visit */
    bool was_escalated; /* moved up a tier */
    bool is_misrouted;  /* this visit is to a wrong group */
    bool is_overdue;    /* the group's time limit passed while it was on hold */
    bool is_resumed;    /* goes to the head of its class in the queue */
    bool hit_max_visits;
    int32_t intended;     /* the group that a misrouted ticket was meant for */
    int32_t hold_row;     /* the present hold's row in the route */
    uint64_t queue_order; /* its age in this visit's queue */
    int32_t earlier;      /* neighbours in the group's list of work of this priority */
    int32_t later;
    /* colder */
    ds_ticks visit_wait;
    ds_ticks visit_wait_open;
    ds_ticks visit_touch;
    ds_ticks responded_at; /* first work; < 0: none yet */
    ds_ticks first_resolved_at;
    ds_ticks resolved_at; /* the last resolution so far; < 0: none */
    ds_ticks hold_time;
    ds_ticks touch_time;
    ds_ticks wait_time;
    uint64_t number; /* for people: the nth ticket of the replication, from 1 */
    int32_t stream;
    int32_t trace_row;
    int32_t sla; /* attached now, or DS_NO_ID */
    uint32_t holds;
    uint32_t reopenings;
    uint32_t resolutions;
    uint32_t reassignments;
    uint32_t breaches_cancelled;
    uint64_t recorded_used; /* bit i: its trace's ith touch time has been used */
} ds_ticket;

/* The clocks of a ticket; only where the desk has SLAs or OLAs. */
typedef struct ds_ticket_clocks {
    ds_sla_clock response;
    ds_sla_clock resolution;
    ds_sla_clock ola;
} ds_ticket_clocks;

/* What agents do that is no ticket (model/engine/practices/practices.h). */
typedef enum ds_task_kind {
    DS_TASK_CHASER,        /* a user asks about an open ticket */
    DS_TASK_UPDATE,        /* a user is told how it stands */
    DS_TASK_ESCALATION,    /* a manager is told of a ticket */
    DS_TASK_ARTICLE,       /* a resolution is written up */
    DS_TASK_INVESTIGATION, /* of a problem */
    DS_TASK_CHANGE,        /* that is to end a problem's incidents */
    DS_TASK_WAR_ROOM,      /* a place in a war room */
    DS_TASK_MAJOR_UPDATE,  /* stakeholders are told how a major incident stands */
    DS_TASK_REVIEW,        /* a major incident is reviewed */
} ds_task_kind;

/* What practices know of a ticket; only where the desk uses any. */
typedef struct ds_ticket_extra {
    bool is_task;
    uint8_t task;           /* ds_task_kind */
    uint8_t detail;         /* of a task: for its practice */
    int32_t parent;         /* of a task: the ticket's row, */
    uint64_t parent_number; /* if it is still this one there */
    /* its promises and its place */
    ds_ticks promised_at; /* when its resolution clock began to count */
    int32_t last_spell;   /* row + 1 of its last hold; 0: none */
    bool jumps_queue;     /* goes before all others of its class */
    int32_t helped_group; /* row + 1 of the group whose work another does; 0: none */
    /* prioritisation */
    bool is_vip;
    bool is_mistaken;  /* its present priority, and nobody has noticed */
    bool was_triaged;  /* the first occasion to notice has gone, */
    bool was_reviewed; /* and the second */
    bool was_raised;   /* by management */
    uint8_t right_priority;
    /* hierarchical escalation */
    uint16_t rules_fired; /* bits */
    uint32_t watch;       /* which timers on the clock count */
    uint32_t escalations; /* so far */
    /* services and blame */
    uint32_t services_down; /* bits: those that it takes down now */
    int32_t blamed;         /* the account that the clock's time goes to */
    ds_ticks blamed_to;     /* the clock's time booked so far */
    /* costs */
    ds_ticks work_from; /* when the present work began */
    double agent_cost;  /* so far */
    int32_t cause;      /* row + 1 of what it recurs from; 0: none */
    /* automation */
    bool is_detected;  /* monitoring reported it */
    bool is_diagnosed; /* by itself */
    bool is_automatic; /* it is resolved by a script */
    /* handing over */
    uint64_t groups_seen; /* bits: row modulo 64 */
    uint32_t ping_pongs;
    /* communication */
    ds_ticks news_at;       /* when the user last heard something */
    ds_ticks update_due;    /* of the update under way */
    uint32_t chasers;       /* so far */
    uint32_t updates;       /* begun so far */
    uint32_t patience_tag;  /* of the timers that count */
    bool is_patience_armed; /* one of them is set */
    uint32_t update_tag;
    /* live contacts */
    bool is_live;        /* in line, or being answered for the first time */
    uint32_t attempts;   /* so far */
    ds_ticks attempt_at; /* when the present or last one began */
    int32_t next_chat;   /* its agent's other contacts in hand: a row, or DS_NO_ID */
    double pace;         /* at which its agent would do it alone */
    /* major incidents */
    int32_t major;    /* its row + 1; 0: it is none */
    int32_t child_of; /* the row + 1 of the major incident that it is a duplicate of, */
    uint32_t major_serial; /* if it is still that one; of a task the same */
    int32_t next_child;
    bool is_informed; /* told at the start what to expect */
    bool is_update_under_way;
} ds_ticket_extra;

typedef struct ds_ticket_pool {
    ds_ticket *tickets;
    ds_ticket_clocks *clocks; /* NULL where has_clocks is false */
    ds_ticket_extra *extras;  /* NULL where has_extras is false */
    int32_t *free_rows;
    int32_t free_count;
    int32_t used; /* rows ever used */
    int32_t capacity;
    bool has_clocks;
    bool has_extras;
} ds_ticket_pool;

ds_status ds_ticket_pool_init(ds_ticket_pool *pool, bool has_clocks, bool has_extras,
                              ds_error *err) DS_MUST_USE;
void ds_ticket_pool_free(ds_ticket_pool *pool);
/* Frees all rows and keeps the memory. */
void ds_ticket_pool_reset(ds_ticket_pool *pool);
/* A row with nothing counted and nothing reached yet, or DS_NO_ID where memory is short;
 * what the ticket is and where it goes is left to the caller. May move the tables: pointers
 * to other tickets are void afterwards. */
int32_t ds_ticket_pool_take(ds_ticket_pool *pool);
void ds_ticket_pool_give_back(ds_ticket_pool *pool, int32_t row);

#endif
