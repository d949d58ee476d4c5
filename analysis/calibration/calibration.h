/* What is learnt from a ticket history: the parts of a scenario, each with how it is known.
 *
 * A value is *measured* (read off the history), *inferred* (fitted, because exports do not
 * record it) or *assumed*. Rows of groups and categories are those of the scenario to be
 * written: the names that carry enough tickets, and one of each for all the rest.
 */
#ifndef DS_ANALYSIS_CALIBRATION_H
#define DS_ANALYSIS_CALIBRATION_H

#include "analysis/calibration/fit_distribution.h"
#include "analysis/calibration/ticket_events.h"
#include "analysis/calibration/ticket_table.h"
#include "model/zone.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#define DS_HOURS_OF_WEEK 168
enum { DS_MOST_FIT_GROUPS = 13, DS_MOST_FIT_CATEGORIES = 13, DS_MOST_FIT_PRIORITIES = 9 };
enum { DS_FIT_TYPES = 3, DS_MOST_FIT_HOLIDAYS = 60 };

typedef enum ds_basis {
    DS_MEASURED,
    DS_INFERRED,
    DS_ASSUMED,
} ds_basis;

/* A value with its 95 % interval. */
typedef struct ds_fit_value {
    double value;
    double lo;
    double hi;
} ds_fit_value;

/* The stream of one type of ticket. */
typedef struct ds_arrival_fit {
    int64_t tickets; /* 0: no such stream */
    ds_fit_value per_week;
    double weight[DS_HOURS_OF_WEEK]; /* tickets in an ordinary week */
    double working_day;              /* tickets of a mean working day */
    ds_fit_value vmr;                /* of the daily count, over the mean working day */
    double holiday_ratio;            /* tickets on holidays over those of Sundays' rate */
    ds_fit_value growth;             /* per week, relative */
    bool has_growth;
} ds_arrival_fit;

typedef struct ds_group_fit {
    char *name;
    bool is_rest; /* of all groups without a row of their own */
    int32_t tier;
    int64_t first;    /* tickets that came here first */
    int64_t resolved; /* tickets whose resolver is at home here */
    int32_t agents;
    ds_fit_value heads; /* distinct resolvers, and how many more there may be */
    bool by_priority;   /* higher priorities are served first */
    double per_day;     /* of them, present on a mean working day */
    ds_basis agents_basis;
    bool is_first_line; /* mostly new tickets come here */
    bool is_open[DS_HOURS_OF_WEEK];
    bool opens_at_half;  /* on working days only the second half of the first open hour */
    bool closes_at_half; /* … and the first half of the last */
    int32_t
        calendar; /* the first group with the same hours; itself: a calendar of its own */
} ds_group_fit;

/* Holds as the history's total hold times show them. */
typedef struct ds_hold_fit {
    bool is_used;
    ds_fit_value share; /* per visit */
    ds_chosen_fit time;
} ds_hold_fit;

/* What happens at one group to tickets of one category. */
typedef struct ds_route_fit {
    double visits;                   /* of resolved tickets, in the history */
    double resolve;                  /* share */
    double next[DS_MOST_FIT_GROUPS]; /* shares of the others, summing to 1 */
    ds_chosen_fit work;
    ds_basis work_basis;
} ds_route_fit;

typedef struct ds_category_fit {
    char *name;
    bool is_rest;
    int32_t type;
    int64_t tickets;
    double share; /* within its type */
    double first[DS_MOST_FIT_GROUPS];
    double priority[DS_MOST_FIT_PRIORITIES];
    ds_hold_fit hold;
    ds_hold_fit vendor_hold; /* from events only; also for changes */
    ds_fit_value reopen;
    ds_route_fit route[DS_MOST_FIT_GROUPS];
} ds_category_fit;

/* The target proposed for a priority. */
typedef struct ds_target_fit {
    int64_t flagged; /* tickets with a flag; 0: no target */
    double breached; /* share of them */
    double hours;
    double wrong; /* share of flags that the target gets wrong */
} ds_target_fit;

/* How touch times were found where no column has them. */
typedef struct ds_touch_fit {
    bool is_inferred;
    bool is_identifiable;
    bool is_interrupted;         /* the best found until then; without interval and ridge */
    bool has_idle;               /* tickets also lie untouched */
    double distance_plain;       /* Cramér-von Mises, root mean square, touch alone */
    double distance;             /* of what was chosen */
    double noise;                /* the same distance between halves of the history */
    double mean_s;               /* touch time of a visit */
    ds_fit_value mean_interval;  /* seconds */
    ds_fit_value later_interval; /* seconds, behind the first line */
    double later_ratio;          /* of the mean touch time behind the first line */
    double cv;
    double later_cv;     /* behind the first line */
    double utilisation;  /* of the busiest group then */
    int32_t ridge_count; /* (agents factor, touch that fits as well) */
    double ridge_agents[8];
    double ridge_mean_s[8];
    double ridge_distance[8];
} ds_touch_fit;

/* Time in which tickets lie untouched though their group is open, at each visit. */
typedef struct ds_idle_fit {
    double share;
    double mean_s;
    double cv;
} ds_idle_fit;

typedef struct ds_calibration {
    const ds_ticket_table *table;
    const ds_ticket_events *events; /* NULL: none were given */
    const char *source;
    const char *zone_name;
    int64_t from_us;
    int64_t to_us;
    int64_t first; /* tickets [first, last) were opened in the period */
    int64_t last;
    ds_zone zone; /* its start is the period's beginning */
    int32_t first_day;
    int32_t day_count;

    ds_arrival_fit arrivals[DS_FIT_TYPES];
    int32_t holidays[DS_MOST_FIT_HOLIDAYS]; /* day numbers */
    int32_t holiday_count;

    ds_group_fit groups[DS_MOST_FIT_GROUPS];
    int32_t group_count;
    int16_t *group_row;  /* [names] row in `groups` */
    int16_t *agent_home; /* [agents] row in `groups`, or DS_NO_ID */

    ds_category_fit categories[DS_MOST_FIT_CATEGORIES];
    int32_t category_count;
    int16_t *category_row[DS_FIT_TYPES]; /* [type][names + 1]: row; the last: none given */

    int32_t priority_count;
    uint8_t priority_order[DS_MOST_FIT_PRIORITIES]; /* names' rows, the highest first */
    uint8_t priority_rank[256];

    bool has_touch; /* a column of touch times */
    bool has_agents;
    bool has_path; /* visited groups are known from their touch times */
    ds_hold_fit hold;
    ds_hold_fit vendor_hold;
    ds_fit_value reopen;
    ds_chosen_fit reopen_after;    /* of no sample: not known */
    ds_fit_value priority_changes; /* share of tickets; from events */
    ds_fit_value reassignments;
    ds_target_fit targets[DS_MOST_FIT_PRIORITIES];
    bool targets_pause; /* on holds */
    bool has_targets;
    ds_touch_fit touch;
    ds_idle_fit idle[DS_MOST_FIT_GROUPS];
    int64_t unresolved;
} ds_calibration;

typedef struct ds_calibration_options {
    int64_t from_us; /* DS_NO_TIME: from the first ticket */
    int64_t to_us;   /* to the last */
    const char *zone_name;
    const char *source;             /* for comments */
    const ds_ticket_events *events; /* of the table's tickets; may be NULL */
    uint64_t seed;
    int32_t effort;          /* simulations for the fit of touch times; 0: none */
    const atomic_bool *stop; /* polled by that fit; may be NULL */
    void (*progress)(void *context, int64_t done, int64_t at_most); /* may be NULL */
    void *progress_context;
} ds_calibration_options;

/* Learns from a table, which must outlive the calibration; free it after a failure too. */
ds_status ds_calibrate(ds_calibration *self, const ds_ticket_table *table,
                       const ds_calibration_options *options, ds_error *err) DS_MUST_USE;
void ds_calibration_free(ds_calibration *self);

/* The steps, in their order. */
ds_status ds_fit_arrivals(ds_calibration *self, ds_error *err) DS_MUST_USE;
ds_status ds_fit_mix(ds_calibration *self, ds_error *err) DS_MUST_USE;
ds_status ds_fit_staff(ds_calibration *self, ds_error *err) DS_MUST_USE;
ds_status ds_fit_routing(ds_calibration *self, ds_error *err) DS_MUST_USE;
ds_status ds_fit_holds(ds_calibration *self, ds_error *err) DS_MUST_USE;
/* Overrides holds and reopenings where there are events. */
ds_status ds_fit_events(ds_calibration *self, ds_error *err) DS_MUST_USE;
ds_status ds_fit_targets(ds_calibration *self, ds_error *err) DS_MUST_USE;
ds_status ds_fit_touch(ds_calibration *self, const ds_calibration_options *options,
                       ds_error *err) DS_MUST_USE;

/* Rows of a ticket; the group is DS_NO_ID where none is given. */
int32_t ds_fit_category(const ds_calibration *self, const ds_past_ticket *ticket);
int32_t ds_fit_first_group(const ds_calibration *self, const ds_past_ticket *ticket);

/* Whether a ticket was resolved and is of a category, or of any (DS_NO_ID). */
bool ds_fit_is_resolved_of(const ds_calibration *self, const ds_past_ticket *ticket,
                           int32_t category);

/* A category's own holds; of few tickets without enough of them, what all tickets show. */
ds_hold_fit ds_fit_hold_or(const ds_hold_fit *own, const ds_hold_fit *all, int64_t tickets);

/* Whether the ways between groups are the history's own, and not pieced together. */
static inline bool ds_fit_knows_ways(const ds_calibration *self)
{
    return self->has_path || self->events;
}

/* A share with its Wilson interval. */
ds_fit_value ds_fit_share(double events, double count);

#endif
