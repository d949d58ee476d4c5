/* What the practices of a desk add up in one replication: flow, what happens in the window.
 * Numerators and denominators of measures, like the sums of tickets. */
#ifndef DS_MODEL_PRACTICE_SUMS_H
#define DS_MODEL_PRACTICE_SUMS_H

typedef enum ds_practice_sum {
    DS_SUM_TICKETS_HEARD, /* tickets that arrived: the denominator of numbers per ticket */
    DS_SUM_CHASERS,       /* contacts of users about open tickets */
    DS_SUM_CHASE_WORK,    /* agents' time for them, of those done in the window */
    DS_SUM_UPDATES_DUE,   /* updates that a cadence asked for */
    DS_SUM_UPDATES_ON_TIME, /* of them, given before the next was due */
    DS_SUM_UPDATES,         /* updates given */
    DS_SUM_UPDATE_WORK,     /* agents' time for them */
    DS_PRACTICE_SUMS,
} ds_practice_sum;

#define DS_HALF_HOURS_OF_WEEK 336

/* The contacts of one live channel that came in the window, when it is known what became of
 * them. */
typedef struct ds_live_tally {
    double answered;
    double answered_in_time; /* within the channel's `answer_within` */
    double wait;             /* of those answered, ticks */
    double abandoned;
    double blocked;
    double redialled; /* of those abandoned or blocked */
    /* by local half hour of week, Monday 00:00 first: answered or abandoned, and in time */
    double week_contacts[DS_HALF_HOURS_OF_WEEK];
    double week_in_time[DS_HALF_HOURS_OF_WEEK];
} ds_live_tally;

#endif
