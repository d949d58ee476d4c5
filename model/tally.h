/* What one replication counted: sums by slice of the tickets, by group, and over time.
 *
 * Every ratio measure is a quotient of two sums, so that analysis/ can form ratio
 * estimators over replications (docs/statistics.md); percentiles come from the histograms.
 * Times are in ticks, held as doubles where sums may pass 2^63. A tally belongs to whoever
 * received it.
 */
#ifndef DS_MODEL_TALLY_H
#define DS_MODEL_TALLY_H

#include "model/desk.h"
#include "model/practice_sums.h"
#include "sim/clock.h"
#include "sim/histogram.h"

#include <stdint.h>

/* Sums over the tickets of a slice that count (see semantics: the cohort). */
typedef enum ds_ticket_sum {
    DS_SUM_ARRIVED,    /* tickets of the cohort */
    DS_SUM_CENSORED,   /* of them, not resolved when the simulation ended */
    DS_SUM_ABANDONED,  /* of them, given up by their users in line */
    DS_SUM_RESOLVED,   /* of them, resolved: the denominator of times and shares below */
    DS_SUM_RESOLUTION, /* arrival → last resolution */
    DS_SUM_FIRST_RESOLUTION, /* arrival → first resolution */
    DS_SUM_BUSINESS,         /* the span of DS_SUM_RESOLUTION in business time */
    DS_SUM_SLA_CLOCKED,      /* resolved tickets with a resolution clock */
    DS_SUM_SLA_ELAPSED,      /* what those clocks showed */
    DS_SUM_RESPONDED,        /* tickets that got first work */
    DS_SUM_RESPONSE,         /* arrival → first work */
    DS_SUM_RESPONSE_DECIDED, /* tickets with a response target and a verdict */
    DS_SUM_RESPONSE_BREACHED,
    DS_SUM_RESOLUTION_DECIDED,
    DS_SUM_RESOLUTION_BREACHED,
    DS_SUM_UNDECIDED,          /* censored, not past due: left out of the rates */
    DS_SUM_BREACHES_CANCELLED, /* on clocks that a change of priority cancelled */
    DS_SUM_WARNINGS,           /* warning thresholds passed by resolution clocks */
    DS_SUM_PENALTY,            /* money */
    DS_SUM_FIRST_CONTACT,      /* resolved in the first visit, no hold, no reopening */
    DS_SUM_ESCALATED,          /* moved up a tier at least once */
    DS_SUM_REASSIGNMENTS,      /* changes of group after the first */
    DS_SUM_REOPENED,           /* tickets reopened at least once */
    DS_SUM_HOLD,               /* time on hold */
    DS_SUM_HELD,               /* tickets held at least once */
    DS_SUM_TOUCH,              /* hands-on work */
    DS_SUM_WAIT,               /* time in queues */
    DS_SUM_VISITS,
    DS_SUM_MAX_VISITS,         /* tickets resolved by the limit on visits */
    DS_SUM_RESOLVED_IN_WINDOW, /* flow: last resolution inside the window, whenever arrived
                                */
    DS_SUM_RATED,              /* resolved tickets with a score of satisfaction, */
    DS_SUM_SCORES,             /* their scores, */
    DS_SUM_SATISFIED,          /* and those of satisfied users */
    DS_SUM_COSTED,             /* tickets with costs, */
    DS_SUM_AGENT_COST,         /* of agents' work on them, */
    DS_SUM_USER_COST,          /* and of users' lost time; money */
    DS_TICKET_SUMS,
} ds_ticket_sum;

/* Histogram counts of buckets [first, last); owned. */
typedef struct ds_counts {
    int32_t first;
    int32_t last;
    uint32_t *count;
} ds_counts;

typedef struct ds_slice {
    double sum[DS_TICKET_SUMS];
    ds_counts resolution; /* arrival → last resolution, resolved tickets */
} ds_slice;

/* The dimensions by which tickets are sliced; each has its names in the desk. */
typedef enum ds_dimension {
    DS_BY_OVERALL,  /* one slice: incidents (all tickets where the desk has no incidents) */
    DS_BY_PRIORITY, /* of the tickets in `overall`, by final priority */
    DS_BY_INITIAL_PRIORITY, /* of the tickets in `overall` */
    DS_BY_TYPE,             /* all tickets from here on */
    DS_BY_CATEGORY,
    DS_BY_SLA,
    DS_BY_CHANNEL,
    DS_DIMENSIONS,
} ds_dimension;

/* Sums over what one group did. Flow sums count what happens in the window; visit sums
 * count the visits that began in the window. */
typedef enum ds_group_sum {
    DS_GROUP_VISITS, /* visits that ended: the denominator of waits */
    DS_GROUP_WAIT,   /* time in the queue, all spells of the visit, closed hours included */
    DS_GROUP_WAIT_OPEN, /* without closed hours */
    DS_GROUP_DELAYED,   /* visits that did not begin at once */
    DS_GROUP_TOUCH,     /* hands-on work of those visits */
    DS_GROUP_OLA_DECIDED,
    DS_GROUP_OLA_BREACHED,
    DS_GROUP_TIME_LIMITS, /* visits ended by the group's time limit */
    DS_GROUP_PREEMPTED,   /* work interrupted by a higher priority */
    DS_GROUP_QUEUE_AREA,  /* integral of the number waiting over the window */
    DS_GROUP_BUSY,        /* regular work inside the group's hours, agent time */
    DS_GROUP_OVERTIME,    /* work outside them */
    DS_GROUP_ROSTERED,    /* agents × open time in the window; 0 for unlimited agents */
    /* with a roster */
    DS_GROUP_IDLE,         /* on duty without work */
    DS_GROUP_BREAK,        /* on breaks, paid and unpaid, without work */
    DS_GROUP_AWAY,         /* in meetings and training */
    DS_GROUP_ABSENT,       /* sick, on leave, late or resting */
    DS_GROUP_VACANT,       /* gone and not yet replaced */
    DS_GROUP_CALLS,        /* times that somebody was called in */
    DS_GROUP_PAY,          /* money for time */
    DS_GROUP_BLAME,        /* clock time of breached tickets used up here */
    DS_GROUP_WINDOW,       /* the window's length */
    DS_GROUP_CARRIED_OVER, /* deferred tickets that wait at midnight, all midnights */
    DS_GROUP_OLDEST,       /* the age of the oldest of them, all midnights */
    DS_GROUP_MIDNIGHTS,    /* local days that began in the window */
    DS_GROUP_SUMS,
} ds_group_sum;

typedef struct ds_group_tally {
    double sum[DS_GROUP_SUMS];
    ds_counts wait;       /* positive waits; the zero waits are the rest of the visits */
    double busy[168];     /* agent time by local hour of week, in the window */
    double rostered[168]; /* agents on duty × time */
    double brought[168];  /* touch time of the visits that began; only with a roster */
    /* Little's law, exact: the queue's integral from an event-driven counter, and the same
     * from the stamps of the visits clipped to the window. They are equal, always. */
    ds_wide queue_area;
    ds_wide wait_area;
} ds_group_tally;

/* A contract's vendor holds that began in the window. */
typedef struct ds_contract_tally {
    double decided;
    double breached;
} ds_contract_tally;

/* Attainment of an SLA's goals: one row per (sla, priority, month of the window). */
typedef struct ds_goal_tally {
    int32_t sla;
    int32_t priority;
    int32_t month; /* year × 12 + month - 1, local, of the day that counts the ticket */
    double decided;
    double met;
} ds_goal_tally;

/* Periods with more than so many: one row per chance of the desk. */
typedef struct ds_chance_tally {
    double periods;
    double exceeded; /* of them, with more than the chance says */
    double number;   /* counted in all periods */
    double squares;  /* sum of the squares of the periods' numbers */
} ds_chance_tally;

/* What happened to a service in the window; ticks. */
typedef struct ds_service_tally {
    double down;        /* in service hours */
    double hours;       /* service hours */
    double outages;     /* that began in the window, */
    double restoration; /* and how long they lasted, clock time */
} ds_service_tally;

/* Over time: bins of equal width from the start instant to the horizon. */
typedef struct ds_series {
    int32_t bins;
    ds_ticks width;
    float *backlog;  /* [bin] mean number of open tickets */
    float *arrived;  /* [bin] */
    float *resolved; /* [bin] resolutions, first and later */
    float *busy;     /* [group * bins + bin] agent time, hours */
    float *rostered; /* [group * bins + bin] agent time, hours */
    float *queue;    /* [group * bins + bin] mean number waiting */
} ds_series;

/* Bands of the age of open tickets, since their arrival: up to these, and older. */
#define DS_AGE_BANDS 5
extern const ds_ticks ds_age_upto[DS_AGE_BANDS];
extern const char *const ds_age_words[DS_AGE_BANDS];

/* What is open at local midnight, the warm-up included; several nights share a point of a
 * long horizon. Live contacts and tasks are left out. */
typedef struct ds_nights {
    int32_t points;
    int32_t width;   /* nights of a point */
    int32_t count;   /* nights so far */
    float *open;     /* [band * points + point] open tickets by age, summed over nights */
    float *waiting;  /* [group * points + point] tickets that wait, the same */
    float *oldest_h; /* [group * points + point] the age of the oldest of them, the same */
} ds_nights;

/* Tickets that one group handed on to another in the window. */
typedef struct ds_move {
    int32_t from;
    int32_t to;
    double tickets;
} ds_move;

/* What happens in a major incident, for its timeline. */
typedef enum ds_major_mark {
    DS_MARK_TRIGGERED,
    DS_MARK_DECLARED,
    DS_MARK_ROOM, /* people in the war room now */
    DS_MARK_ASSEMBLED,
    DS_MARK_CALL, /* of an affected user */
    DS_MARK_BROADCAST,
    DS_MARK_WORKAROUND,
    DS_MARK_UPDATE,
    DS_MARK_RESTORED,
    DS_MARK_REVIEWED,
} ds_major_mark;

#define DS_MOST_MARKS 400

typedef struct ds_course_mark {
    ds_ticks at;
    int32_t what; /* ds_major_mark */
    double value;
} ds_course_mark;

/* The course of the first major incident of a window. */
typedef struct ds_major_course {
    uint32_t serial; /* which it is */
    int32_t count;   /* 0: there was none */
    ds_course_mark marks[DS_MOST_MARKS];
} ds_major_course;

typedef struct ds_tally {
    int64_t replication;
    bool is_paired;  /* antithetic: numbers 2k and 2k + 1 draw complementary uniforms */
    int64_t tickets; /* simulated, whether they count or not */
    int64_t events;
    int32_t slice_count; /* all dimensions, one after the other */
    ds_slice *slices;
    int32_t dimension_first[DS_DIMENSIONS + 1];
    int32_t group_count;
    ds_group_tally *groups;
    int32_t contract_count;
    ds_contract_tally *contracts;
    int32_t goal_count;
    ds_goal_tally *goals;
    int32_t chance_count;
    ds_chance_tally *chances;
    ds_series series;
    ds_nights nights;
    int32_t move_count;
    ds_move *moves;                    /* by from, then to; those that happened */
    double practice[DS_PRACTICE_SUMS]; /* of the desk's practices */
    ds_service_tally *services;        /* [service]; NULL: the desk has none */
    ds_major_course *course;           /* NULL: none; kept for the first replication */
    ds_live_tally *live;               /* [channel]; NULL: the desk has no live contacts */
    double arrived_by_hour[168];       /* tickets by local hour of week, in the window */
    /* All types together, flow: */
    double arrived;  /* in the window */
    double resolved; /* resolutions (last of each ticket) in the window */
    double backlog_end;
    double backlog_area; /* integral of open tickets over the window, ticks */
    double window;       /* ticks */
    double still_open;   /* cohort tickets left when the simulation ended */
    bool was_stopped;    /* interrupted: what there is does not cover the window */
} ds_tally;

/* Slices [*first_out, *last_out) of a dimension. */
static inline const ds_slice *ds_tally_slice(const ds_tally *tally, ds_dimension dimension,
                                             int32_t row)
{
    return &tally->slices[tally->dimension_first[dimension] + row];
}

void ds_tally_free(ds_tally *tally);

#endif
