/* The compiled model of a service desk: what replications run on.
 *
 * Made once from a scenario and immutable from then on; shared by all threads without
 * locks. Names are rows of tables, durations are ticks, distributions are prepared
 * samplers, hours are interval tables. Rows are int32_t; DS_NO_ID (-1) means none.
 * Priorities are counted from 0 (P1, the highest) to priority_count - 1. Strings are owned
 * by the desk and are for people only, except that a stream's and a group's name keys its
 * random numbers (see `family`).
 */
#ifndef DS_MODEL_DESK_H
#define DS_MODEL_DESK_H

#include "model/calendar.h"
#include "model/sla_clock.h"
#include "model/staffing.h"
#include "model/team.h"
#include "model/work_rules.h"
#include "model/zone.h"
#include "sim/clock.h"
#include "sim/distribution.h"
#include "sim/error.h"

#include <stdbool.h>
#include <stdint.h>

#define DS_MAX_PRIORITIES 9
#define DS_MAX_LEVELS 9 /* of impact, and of urgency */
#define DS_UNLIMITED_AGENTS INT32_MAX
/* No ticket is older than this when the simulation starts. */
#define DS_MOST_INITIAL_AGE (366 * DS_DAY)

typedef enum ds_ticket_type {
    DS_INCIDENT,
    DS_REQUEST,
    DS_PROBLEM,
    DS_TICKET_TYPES,
} ds_ticket_type;

typedef enum ds_hold_reason {
    DS_HOLD_USER,
    DS_HOLD_VENDOR,
    DS_HOLD_CHANGE,
    DS_HOLD_REASONS,
} ds_hold_reason;

typedef enum ds_discipline {
    DS_FIFO,
    DS_PRIORITY,
    DS_EDF,          /* earliest due of the running clocks first */
    DS_LEAST_SLACK,  /* due - now - mean remaining touch time, in the clock's business time
                      */
    DS_ACCUMULATING, /* waiting time × the priority's rate */
    DS_RANDOM,       /* any of those waiting, each as likely */
} ds_discipline;

typedef enum ds_end_of_hours {
    DS_END_SUSPEND, /* work stops at closing and resumes at the head of its class */
    DS_END_FINISH,  /* the work in hand is finished in overtime */
} ds_end_of_hours;

/* A discrete choice: row[i] with probability upto[i] - upto[i - 1]; upto[count - 1] is 1.
 */
typedef struct ds_choice {
    int32_t count; /* 0: no choice given */
    int32_t *row;
    double *upto;
} ds_choice;

static inline int32_t ds_choice_draw(const ds_choice *choice, double u)
{
    /* A short list is counted through: where to stop could not be foretold. */
    int32_t first = 0;
    int32_t last = choice->count - 1;
    if (last == 0)
        return choice->row[0];
    while (last - first > 8) {
        int32_t middle = first + (last - first) / 2;
        if (u >= choice->upto[middle])
            first = middle + 1;
        else
            last = middle;
    }
    int32_t chosen = first;
    for (int32_t i = first; i < last; i++)
        chosen += u >= choice->upto[i];
    return choice->row[chosen];
}

/* Sent by mistake to `to` first, where finding that out takes `rediagnosis` of touch time.
 */
typedef struct ds_misroute {
    double share; /* of the tickets that are sent; 0: never */
    int32_t to;
    ds_sampler rediagnosis;
} ds_misroute;

/* With this share of visits, one spell on hold for this reason. */
typedef struct ds_hold {
    ds_hold_reason reason;
    double share;
    ds_sampler time;
    int32_t calendar; /* the spell runs in this calendar's time; DS_NO_ID: in clock time */
    int32_t contract; /* the vendor's underpinning contract, or DS_NO_ID */
} ds_hold;

/* What the tickets of one category do at one group. */
typedef struct ds_route {
    bool is_used;         /* tickets of the category can come here */
    ds_sampler work;      /* touch time of a visit */
    double resolve;       /* share of those worked here that is resolved here */
    ds_choice next;       /* groups that the others go to; empty: resolve is 1 */
    ds_misroute misroute; /* of the tickets that this group hands on */
    double hold_share;    /* of all reasons together, at most 1 */
    int32_t hold_count;
    ds_hold *holds;
} ds_route;

typedef struct ds_category {
    char *name;
    ds_ticket_type type;
    ds_choice impact; /* rows are levels, 0 the highest */
    ds_choice urgency;
    ds_choice priority;   /* given directly instead of impact and urgency; else empty */
    ds_choice first;      /* groups */
    ds_misroute misroute; /* of new tickets on their way to the first group */
    ds_route *routes;     /* one for each group */
    double reopen_share;  /* of resolutions */
    ds_sampler reopen_after;
    double reopen_work; /* touch time of a reopened visit, as a share of a fresh one's */
    int32_t max_visits; /* then it is resolved where it is, and counted */
} ds_category;

typedef struct ds_group {
    char *name;
    uint64_t family; /* ds_random_family(name) */
    int32_t tier;    /* 1, 2, 3, … */
    int32_t agents;  /* DS_UNLIMITED_AGENTS: nobody waits; with a roster: its positions */
    int32_t calendar;
    ds_discipline discipline;
    bool is_preemptive; /* preemptive-resume by priority */
    ds_end_of_hours end_of_hours;
    double
        accumulation[DS_MAX_PRIORITIES]; /* for DS_ACCUMULATING: urgency gained per hour */
    ds_ticks time_limit; /* clock time at the group, then it is handed on; 0: none */
    bool has_ola;
    bool edf_by_ola;
    ds_sla_target ola[DS_MAX_PRIORITIES];
    uint32_t ola_pause_mask; /* bit r: paused on hold reason r */
    ds_staffing *staffing;   /* owned; NULL: `agents` in the hours of `calendar` */
    ds_work_rules rules;     /* with a roster */
} ds_group;

/* An underpinning contract: a vendor hold is breached where it lasts longer than the
 * target. */
typedef struct ds_contract {
    char *name;
    ds_sla_target target;
} ds_contract;

typedef enum ds_sla_reopening {
    DS_REOPEN_CONTINUE,
    DS_REOPEN_RESTART,
} ds_sla_reopening;

typedef struct ds_sla {
    char *name;
    ds_sla_target response[DS_MAX_PRIORITIES];
    ds_sla_target resolution[DS_MAX_PRIORITIES];
    uint32_t pause_mask; /* bit r: the clocks pause on hold reason r */
    ds_sla_reopening reopening;
    ds_sla_change change;
    bool carry_pauses;
    int32_t warning_count;
    double warning[8];                 /* shares of the target, ascending */
    double penalty[DS_MAX_PRIORITIES]; /* money per resolution breach */
    double
        penalty_per_hour[DS_MAX_PRIORITIES]; /* … per hour of its clock that it is late */
    double goal[DS_MAX_PRIORITIES];          /* contractual share met per month; 0: none */
} ds_sla;

/* What a chance counts, over which period. */
typedef enum ds_chance_of {
    DS_CHANCE_RESOLUTION_BREACHES,
    DS_CHANCE_RESPONSE_BREACHES,
    DS_CHANCE_ARRIVALS,
} ds_chance_of;

typedef enum ds_period {
    DS_EACH_DAY, /* local days, weeks from Monday, calendar months */
    DS_EACH_WEEK,
    DS_EACH_MONTH,
    DS_EACH_WINDOW,
} ds_period;

/* A question: how likely is a period with more than so many? Counted are the tickets of
 * the slice `overall`. */
typedef struct ds_chance {
    char *name;
    ds_chance_of of;
    int32_t priority; /* DS_NO_ID: all */
    ds_period per;
    int32_t more_than;
} ds_chance;

/* A ticket of a trace; what is DS_NO_ID (or no touch times) is drawn like any other's. */
typedef struct ds_trace_row {
    ds_ticks at;
    int32_t type; /* ds_ticket_type */
    int32_t category;
    int32_t priority;
    int32_t impact;
    int32_t urgency;
    int32_t group; /* first */
    int32_t channel;
    int32_t
        touch_first; /* its touch times: rows [touch_first, touch_last) of the trace's */
    int32_t touch_last;
} ds_trace_row;

/* A recorded touch time: used for the first visit to that group. */
typedef struct ds_trace_touch {
    int32_t group;
    ds_ticks touch;
} ds_trace_touch;

typedef struct ds_trace {
    int32_t count;
    ds_trace_row *rows; /* ascending in time */
    ds_trace_touch *touches;
} ds_trace;

/* A planned change of the arrival rate over local time, e.g. a roll-out. */
typedef struct ds_planned_event {
    ds_ticks from;
    ds_ticks to;
    double factor;
} ds_planned_event;

typedef enum ds_batch_kind {
    DS_BATCH_NONE,
    DS_BATCH_CONSTANT,
    DS_BATCH_GEOMETRIC, /* on 1, 2, 3, … */
    DS_BATCH_POISSON,   /* one more than a Poisson number */
} ds_batch_kind;

typedef struct ds_stream {
    char *name;
    uint64_t family; /* ds_random_family(name) */
    ds_ticket_type type;
    double per_hour[168]; /* tickets an hour by local hour of week, Monday 00:00 first */
    int32_t holiday_count;
    int32_t *holidays;     /* local day numbers, ascending: the Sunday row applies */
    double holiday_factor; /* >= 0: the day's own row times this instead; < 0: Sunday row */
    double day_factor_variance; /* of the gamma factor per day, mean 1; 0: none */
    double day_correlation;     /* of successive days' normal scores */
    double growth_per_month; /* 0.02: 2 % a month of 365.2425/12 days, compounded daily */
    double season[12];       /* by local month */
    int32_t event_count;
    ds_planned_event *events;
    ds_batch_kind batch;
    double batch_mean; /* tickets; rates count tickets, not batches */
    ds_choice categories;
    ds_choice channels;    /* may be empty */
    int32_t initial_count; /* tickets that are open at the start already */
    bool has_initial_age;  /* else they came just before the start */
    ds_sampler initial_age;
    ds_trace *trace; /* instead of rates; owned; NULL: none */
    ds_ticks begins; /* its rates bring nothing before */
} ds_stream;

typedef struct ds_desk {
    char *name;
    int64_t start_unix; /* seconds since 1970 UTC */
    ds_ticks horizon;   /* the end of the window; includes the warm-up */
    ds_ticks warm_up;
    ds_ticks drain;            /* at most this much longer, until the cohort is resolved */
    bool counts_by_resolution; /* `count: by_resolution` */
    bool counts_children;
    ds_ticks auto_close;        /* after this, a resolved ticket does not reopen */
    ds_zone zone;               /* of the scenario */
    int32_t reporting_calendar; /* for business times of tickets without an SLA; a row */

    int32_t priority_count;
    char *priority_names[DS_MAX_PRIORITIES];
    int32_t impact_levels;
    int32_t urgency_levels;
    char *impact_names[DS_MAX_LEVELS];
    char *urgency_names[DS_MAX_LEVELS];
    int32_t matrix[DS_MAX_LEVELS][DS_MAX_LEVELS]; /* [impact][urgency] → priority */

    int32_t calendar_count;
    char **calendar_names;
    ds_calendar *calendars;
    int32_t zone_count; /* zones that calendars other than the scenario's own use */
    ds_zone *zones;
    int32_t group_count;
    ds_group *groups;
    int32_t team_count; /* of cross-trained people */
    ds_team *teams;
    int32_t contract_count;
    ds_contract *contracts;
    int32_t sla_count;
    ds_sla *slas;
    int32_t category_count;
    ds_category *categories;
    int32_t
        *sla_rows; /* [(type * category_count + category) * priority_count + priority] */
    int32_t channel_count;
    char **channel_names;
    int32_t stream_count;
    ds_stream *streams;
    int32_t chance_count;
    ds_chance *chances;
    struct ds_practices *practices; /* owned; NULL: none (model/practices.h) */
    int32_t key_measure_count;
    char **key_measures; /* as they were written; analysis/ knows what they mean */
} ds_desk;

/* The SLA that a ticket has, or DS_NO_ID. */
static inline int32_t ds_desk_sla(const ds_desk *desk, int32_t type, int32_t category,
                                  int32_t priority)
{
    return desk->sla_rows[(type * desk->category_count + category) * desk->priority_count +
                          priority];
}

/* Nothing happens later: rosters are compiled up to here. */
static inline ds_ticks ds_desk_last_instant(const ds_desk *desk)
{
    return desk->horizon + desk->drain + DS_WEEK;
}

/* When anybody of a group is on duty: by its roster, or by its calendar. */
static inline const ds_calendar *ds_desk_hours(const ds_desk *desk, int32_t group)
{
    const ds_group *about = &desk->groups[group];
    return about->staffing ? &about->staffing->hours : &desk->calendars[about->calendar];
}

/* Whether every weekday weighs the same in the window. A change of the clocks may make
 * whole local weeks an hour longer or shorter. */
static inline bool ds_desk_has_whole_weeks(const ds_desk *desk)
{
    ds_ticks beyond = (desk->horizon - desk->warm_up + DS_HOUR) % DS_WEEK;
    return beyond <= 2 * DS_HOUR;
}

/* Frees all that the desk owns; legal on a zeroed desk. */
void ds_desk_free(ds_desk *desk);

/* Checks what the engine relies on (rows in range, shares, every group can be left, at
 * least one stream, horizon > warm_up …): a programming error in a hand-built desk, not a
 * user's. */
ds_status ds_desk_check(const ds_desk *desk, ds_error *err) DS_MUST_USE;

#endif
