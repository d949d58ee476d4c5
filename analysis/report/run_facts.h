/* What the answer at the top of a report rests on: facts picked from the results of a run.
 *
 * The rules are few and careful; docs/report.md has each with its reason. A fact that the
 * results do not support is not there (NaN, DS_NO_ID, an empty list).
 */
#ifndef DS_ANALYSIS_RUN_FACTS_H
#define DS_ANALYSIS_RUN_FACTS_H

#include "analysis/report/run_files.h"

/* How a contractual goal fares. */
typedef enum ds_goal_state {
    DS_GOAL_NO_DATA, /* no ticket under it */
    DS_GOAL_MET,     /* the whole interval of the attainment is at or above the goal */
    DS_GOAL_MISSED,  /* … below it */
    DS_GOAL_UNCLEAR, /* the interval has the goal in it, or there is none */
    DS_GOAL_STATES,
} ds_goal_state;

typedef struct ds_goal_fact {
    const char *name;
    double goal;
    ds_estimate attainment;
    ds_estimate months; /* share of the months in which it was kept */
    ds_goal_state state;
} ds_goal_fact;

/* What stands for the hours of a group with a roster. */
#define DS_RUN_BY_ROSTER "by roster"

/* One group, as far as tickets lose time there. */
typedef struct ds_group_fact {
    const char *name;
    double agents;       /* NaN: unlimited; with a roster: its positions */
    bool has_roster;     /* `agents` is no value of the scenario */
    double load;         /* offered ÷ rostered hours; NaN: not known or unlimited */
    double offered_h;    /* a week */
    double rostered_h;   /* a week */
    double waiting;      /* its share of all time in queues, of all tickets */
    double waiting_open; /* its share of all that within the groups' hours */
    ds_estimate utilisation;
    ds_estimate wait;      /* a visit */
    ds_estimate wait_open; /* of it, in the group's hours */
} ds_group_fact;

typedef struct ds_run_facts {
    double arrived; /* all tickets; 0: none came */
    ds_estimate mttr;
    double wait_share; /* of MTTR: in queues */
    double hold_share;
    double touch_share;
    int32_t goal_count;
    ds_goal_fact *goals;
    int32_t goals_in[DS_GOAL_STATES];
    int32_t group_count;
    ds_group_fact *groups;
    int32_t bottleneck; /* the group with most of the waiting; DS_NO_ID: nobody waits */
    int32_t slowest;    /* that with most of the waiting within hours */
    int32_t busiest;    /* that with the highest load; DS_NO_ID: none is known */
    /* The priority with the highest share of broken resolution targets, and that with most
     * of all broken ones; NULL: none broken. */
    const char *worst_priority;
    const char *most_priority;
    double most_share; /* its share of all broken resolution targets */
} ds_run_facts;

/* Free them in any case. */
ds_status ds_run_facts_init(ds_run_facts *facts, const ds_run_files *files,
                            ds_error *err) DS_MUST_USE;
void ds_run_facts_free(ds_run_facts *facts);

#endif
