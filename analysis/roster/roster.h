/* A weekly roster: who of each group works when, so that what is required is covered at
 * least cost (analysis/roster/roster_problem.h), and by name.
 *
 * Agents with one contract and the same hours are a crew. A crew's tours go round in it:
 * from week to week each takes the next one's, so that all of them work every tour equally
 * often. Tours with weekends are spread evenly over the round (a balanced word): in any
 * number of weeks two of a crew differ by one weekend at most. What is covered is the same
 * in every week.
 */
#ifndef DS_ANALYSIS_ROSTER_H
#define DS_ANALYSIS_ROSTER_H

#include "analysis/roster/roster_problem.h"
#include "scenarios/staffing_csv.h"

#include <stdio.h>

typedef struct ds_roster_agent {
    char name[DS_ROSTER_NAME + 16];
    int32_t crew_first; /* of `agents` */
    int32_t crew_size;
    int32_t tour; /* in the first week: of the problem's */
} ds_roster_agent;

/* One group's. */
typedef struct ds_roster_plan {
    ds_roster_demand demand;
    ds_roster_problem problem;
    int32_t *counts; /* [tour] */
    ds_cover_answer answer;
    int32_t staffed[DS_ROSTER_SLOTS]; /* agents at work */
    int32_t agent_count;
    ds_roster_agent *agents;
    double paid_h; /* a week */
} ds_roster_plan;

typedef struct ds_roster {
    const ds_desk *desk;
    ds_roster_rules rules;
    int32_t weeks;
    int32_t count;
    ds_roster_plan **plans; /* of groups of which somebody is required */
    bool is_by_default;     /* the shifts are not the scenario's */
    bool was_interrupted;
} ds_roster;

/* What is required, from a file's table: `interval_minutes` of it divides an hour. Refuses
 * groups that the desk does not have (with the nearest name) and intervals that stand
 * twice. `path` must outlive the roster. Free it in any case. */
ds_status ds_roster_init(ds_roster *roster, const ds_scenario *scenario,
                         const ds_desk *desk, const ds_staffing_table *table,
                         const char *path, ds_error *err) DS_MUST_USE;
void ds_roster_free(ds_roster *roster);

/* Solves and names one group after the other. DS_UNFINISHED: interrupted; groups with an
 * answer so far have it. DS_BAD_INPUT: the rules of a group conflict; they are in `said`.
 */
ds_status ds_roster_solve(ds_roster *roster, const ds_scenario *scenario,
                          const ds_cover_limits *limits, ds_diagnostics *said,
                          ds_error *err) DS_MUST_USE;

/* The tour of an agent in a week, from 0. */
const ds_roster_tour *ds_roster_tour_of(const ds_roster_plan *plan, int32_t agent,
                                        int32_t week);
/* How far the cost may be from the least, as a share of it. */
double ds_roster_gap(const ds_roster_plan *plan);

/* Staffs a desk (that nothing runs on) with the roster, less the shrinkage, which the
 * simulation does not know, but for groups that have a `shrinkage` of their own. */
ds_status ds_roster_staff(const ds_roster *roster, const ds_scenario *scenario,
                          ds_desk *desk, ds_error *err) DS_MUST_USE;

/* The shift of an agent on a day: local minutes since 1970-01-01 00:00. */
typedef struct ds_roster_duty {
    int32_t day; /* days since 1970-01-01 */
    int64_t from;
    int64_t to;
    int64_t break_from;
    int64_t break_to;
} ds_roster_duty;

/* The first Monday of the simulation, days since 1970-01-01. */
int32_t ds_roster_monday(const ds_roster *roster);
ds_roster_duty ds_roster_duty_of(const ds_roster *roster, const ds_roster_shift *shift,
                                 int32_t week, int32_t weekday);

/* Who works when, a row for each shift of each agent. */
void ds_roster_csv(const ds_roster *roster, FILE *out);
/* group,interval_start,required,rostered: a row for each quarter of an hour of the week in
 * which either is not 0: the most required, the fewest at work. */
void ds_roster_coverage_csv(const ds_roster *roster, FILE *out);
/* The same as iCalendar (RFC 5545), an event for each shift. DS_UNAVAILABLE without
 * libical. */
ds_status ds_roster_ics(const ds_roster *roster, FILE *out, ds_error *err) DS_MUST_USE;

#endif
