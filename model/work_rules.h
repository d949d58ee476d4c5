/* How the people of a group with a roster work, beyond their hours. Zeroed rules mean: none
 * of it. */
#ifndef DS_MODEL_WORK_RULES_H
#define DS_MODEL_WORK_RULES_H

#include "sim/clock.h"
#include "sim/distribution.h"

#include <stdbool.h>
#include <stdint.h>

/* Of one group. */
#define DS_MOST_ABSENCES 1000

/* What an agent does with the work in hand when the shift, or the time before a break, is
 * over. */
typedef enum ds_end_of_shift {
    DS_SHIFT_HAND_OVER, /* back into the queue, for anybody */
    DS_SHIFT_SUSPEND,   /* set aside, for the same agent */
    DS_SHIFT_FINISH,    /* finished in overtime */
} ds_end_of_shift;

/* A meeting, a training, a works outing: so many of those on duty are away. */
typedef struct ds_absence {
    ds_ticks from;
    ds_ticks to;
    int32_t agents;
} ds_absence;

/* Time that is paid, but not for tickets. */
typedef struct ds_shrinkage {
    double day_off; /* chance, for each agent and date, of being sick or on leave */
    double late;    /* chance of coming late to a shift, */
    ds_sampler late_by;
    double away; /* share of each stretch on duty that goes to meetings, in one piece */
    int32_t absence_count;
    ds_absence *absences;
} ds_shrinkage;

/* Out of hours somebody is called in for a ticket of these priorities. */
typedef struct ds_on_call {
    int32_t agents;      /* at most so many at a time; 0: nobody */
    uint32_t priorities; /* bit p: of priority p */
    ds_sampler delay;    /* until they work on it */
    ds_ticks rest;       /* after they have gone, before they begin their next shift */
} ds_on_call;

/* Several tickets open at a time. */
typedef struct ds_open_tickets {
    int32_t most;       /* 0: a ticket that comes back from hold goes to anybody */
    ds_ticks switching; /* touch time of turning back to another one */
} ds_open_tickets;

/* New agents, and agents who leave. */
typedef struct ds_experience {
    double from;   /* of the pace of an old hand, on the first day; 0: all are alike */
    ds_ticks over; /* until they are as fast, in a straight line */
    double leaving_per_year;
    ds_ticks replaced_after;
} ds_experience;

/* Money. */
typedef struct ds_pay {
    double hour; /* on duty, in paid breaks, away and absent */
    double overtime_hour;
    double call; /* for each time that somebody is called in */
} ds_pay;

typedef struct ds_work_rules {
    ds_end_of_shift at_end;
    ds_end_of_shift at_break;
    bool hand_over_to_tail; /* of the class; otherwise to its head */
    ds_ticks hand_over;     /* touch time that it costs whoever goes on */
    ds_ticks most_overtime; /* then it is handed over after all; 0: no limit */
    double occupancy;       /* at most this share of the time in work; 0: no limit */
    ds_shrinkage shrinkage;
    ds_on_call on_call;
    ds_open_tickets open_tickets;
    ds_experience experience;
    ds_pay pay;
} ds_work_rules;

/* Legal on zeroed rules. */
void ds_work_rules_free(ds_work_rules *rules);
/* The share of the rostered time on duty that is left for tickets, on average. */
double ds_work_rules_presence(const ds_work_rules *rules);

#endif
