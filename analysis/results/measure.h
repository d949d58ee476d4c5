/* The table of measures: what each is called, means, and is computed from.
 *
 * One constant row per measure drives the estimates, results.json, the CSVs, the text
 * summary and the documentation. A name never changes its meaning.
 */
#ifndef DS_ANALYSIS_MEASURE_H
#define DS_ANALYSIS_MEASURE_H

#include "model/tally.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The dimensions of results: those of tickets, in the order of ds_dimension, then more. */
typedef enum ds_result_dimension {
    DS_RESULT_OVERALL,
    DS_RESULT_BY_PRIORITY,
    DS_RESULT_BY_INITIAL_PRIORITY,
    DS_RESULT_BY_TYPE,
    DS_RESULT_BY_CATEGORY,
    DS_RESULT_BY_SLA,
    DS_RESULT_BY_CHANNEL,
    DS_RESULT_BY_GROUP,
    DS_RESULT_BY_CONTRACT, /* in the output only where the desk has contracts */
    DS_RESULT_BY_GOAL,    /* … contractual goals: one row per SLA and priority with one */
    DS_RESULT_BY_CHANCE,  /* … chances */
    DS_RESULT_BY_SERVICE, /* … services */
    DS_RESULT_PRACTICES,  /* … practices: one row per practice that is on */
    DS_RESULT_DIMENSIONS,
} ds_result_dimension;

typedef enum ds_measure_kind {
    DS_MEASURE_RATIO,      /* scale · Σx/Σn */
    DS_MEASURE_RATE,       /* a share of tickets, visits or months: 0 to 1 */
    DS_MEASURE_PERCENTILE, /* of a merged histogram */
    DS_MEASURE_AVERAGE,    /* over time: an integral ÷ the window */
    DS_MEASURE_COUNT,      /* mean per replication */
    DS_MEASURE_KINDS,
} ds_measure_kind;

/* What a measure adds up, by dimension; see ds_measure_terms. */
typedef enum ds_measure_source {
    DS_SOURCE_SLICE,    /* numerator and denominator are ds_ticket_sum */
    DS_SOURCE_GROUP,    /* … are ds_group_sum */
    DS_SOURCE_FLOW,     /* numerator is a ds_flow_sum, of all tickets together */
    DS_SOURCE_CONTRACT, /* numerator 0: breached, 1: decided */
    DS_SOURCE_GOAL,     /* numerator 0: tickets met of decided, 1: months reached of months,
                           2: misses of those allowed */
    DS_SOURCE_CHANCE,   /* numerator is a ds_chance_part */
    DS_SOURCE_LIVE,     /* numerator is a ds_live_part */
    DS_SOURCE_SERVICE,  /* numerator is a ds_service_part */
    DS_SOURCE_BLAME,    /* of a group, of all */
    DS_SOURCE_COST,     /* numerator is a ds_cost_part */
    DS_SOURCE_PRACTICE, /* numerator and denominator are ds_practice_sum */
} ds_measure_source;

typedef enum ds_flow_sum {
    DS_FLOW_ARRIVED,
    DS_FLOW_RESOLVED,
    DS_FLOW_BACKLOG_AREA,
    DS_FLOW_BACKLOG_END,
    DS_FLOW_STILL_OPEN,
} ds_flow_sum;

typedef enum ds_chance_part {
    DS_CHANCE_PERIODS,   /* periods exceeded of periods */
    DS_CHANCE_WINDOWS,   /* whether any period was, of windows */
    DS_CHANCE_PER_PERIOD /* what was counted, of periods */
} ds_chance_part;

typedef enum ds_live_part {
    DS_LIVE_CONTACTS,  /* answered, abandoned or blocked */
    DS_LIVE_IN_TIME,   /* answered in time, of those answered or abandoned */
    DS_LIVE_ANSWER,    /* waits of those answered */
    DS_LIVE_ABANDONED, /* of those answered or abandoned */
    DS_LIVE_BLOCKED,   /* of contacts */
    DS_LIVE_OUT_OF_HOURS,
    DS_LIVE_REDIALLED,
} ds_live_part;

typedef enum ds_service_part {
    DS_SERVICE_UP,      /* service hours less those down, of service hours */
    DS_SERVICE_OUTAGES, /* number */
    DS_SERVICE_DOWN,    /* service hours */
    DS_SERVICE_BETWEEN, /* hours up, of outages */
    DS_SERVICE_RESTORE, /* clock time of outages, of outages */
} ds_service_part;

typedef enum ds_cost_part {
    DS_COST_PER_TICKET,  /* of a slice: agents, users and penalties, of tickets */
    DS_COST_OF_STAFF,    /* of a group, or of all: hours on duty and overtime */
    DS_COST_OF_USERS,    /* of all tickets */
    DS_COST_OF_BREACHES, /* of all tickets: penalties */
    DS_COST_TOTAL,       /* the last three together */
    DS_COST_TOTAL_PER_TICKET,
} ds_cost_part;

typedef struct ds_measure {
    const char *name; /* as in semantics and results.json */
    const char *unit; /* "h", "share", "tickets", … */
    const char *sentence;
    ds_measure_kind kind;
    ds_measure_source source;
    int16_t numerator;
    int16_t denominator; /* unused for counts and averages */
    double scale;        /* from the sums' unit to `unit` */
    double share;        /* percentiles: p */
    uint32_t dimensions; /* bit d: given in ds_result_dimension d */
    int16_t practice;    /* in DS_RESULT_PRACTICES: the ds_practice whose measure it is */
    int16_t needs;       /* 1 + the ds_practice without which it is not given; 0: none */
    int16_t completed;   /* times: the sum that says how many tickets are in it, so that
                            what is missing marks it as a lower bound; or DS_NO_ID */
} ds_measure;

/* All measures, in the order of output; *count_out of them. */
const ds_measure *ds_measures(int32_t *count_out);
/* The row of a measure of a dimension by name, or DS_NO_ID. */
int32_t ds_measure_row(ds_result_dimension dimension, const char *name);
/* Whether measure `row` is given in a dimension. */
bool ds_measure_applies(int32_t row, ds_result_dimension dimension);
/* Whether it is given in a row of a dimension: a practice has measures of its own. */
bool ds_measure_applies_to_row(const ds_desk *desk, int32_t measure,
                               ds_result_dimension dimension, int32_t row);
/* "overall", "by_priority", … as in results.json; and back (DS_RESULT_DIMENSIONS: none). */
const char *ds_dimension_key(ds_result_dimension dimension);
ds_result_dimension ds_dimension_of_key(const char *key);

/* How many rows a dimension has, and a row's name: "" for overall. The name may be put into
 * `room`. */
int32_t ds_dimension_rows(const ds_desk *desk, ds_result_dimension dimension);
const char *ds_dimension_row_name(const ds_desk *desk, ds_result_dimension dimension,
                                  int32_t row, char *room, size_t size);

/* The practice (ds_practice) of a row of DS_RESULT_PRACTICES. */
int32_t ds_practice_at(const ds_desk *desk, int32_t row);

/* The SLA and priority of a row of DS_RESULT_BY_GOAL; false where there is no such row. */
bool ds_goal_at(const ds_desk *desk, int32_t row, int32_t *sla_out, int32_t *priority_out);

/* The terms x and n of a measure that is no percentile, in one replication: the measure is
 * Σx/Σn, in `unit`. Differences between desks are built from these too. `row` is the row of
 * the slice, group, contract or goal. */
void ds_measure_terms(const ds_measure *measure, const ds_desk *desk, const ds_tally *tally,
                      ds_result_dimension dimension, int32_t row, double *x_out,
                      double *n_out);

#endif
