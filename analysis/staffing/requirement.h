/* Agents required by interval of the week, so that targets on waits hold in each.
 *
 * The offered load is that of a copy of the desk with unlimited agents: the mean number
 * in work in each interval m, and its variance by its mean, the peakedness z (the modified
 * offered load of a network whose load changes; Massey and Whitt, Prob. Eng. Inf. Sci. 8,
 * 1994). From m + β √(z m) the iterative staffing algorithm goes on (Feldman, Mandelbaum,
 * Massey and Whitt, Management Science 54, 2008): simulate, see how many others tickets
 * find when they come, and staff the least number that few enough find taken, until
 * nothing changes by more than one agent. Where a target still fails then, an agent is
 * added until all hold.
 *
 * All rounds meet the same tickets. An interval in which nobody of the group was on duty
 * stays without agents; tickets that come then are in no target.
 */
#ifndef DS_ANALYSIS_REQUIREMENT_H
#define DS_ANALYSIS_REQUIREMENT_H

#include "analysis/staffing/interval_watch.h"

/* Which agents a value is about. */
typedef enum ds_requirement_plan {
    DS_PLAN_SIMULATED,
    DS_PLAN_SIPP,    /* each interval by formula, as if its arrivals came all the time */
    DS_PLAN_POISSON, /* simulated, for a desk whose arrivals do not vary beyond chance */
    DS_REQUIREMENT_PLANS,
} ds_requirement_plan;

typedef struct ds_requirement {
    const ds_desk *desk; /* borrowed, as the targets */
    ds_replications runs;
    int64_t replications;
    int32_t minutes; /* of an interval: 30 or 60 */
    int32_t slots;
    int32_t target_count;
    const ds_interval_target *targets;
    int32_t most_rounds;
    void (*progress)(void *context, int32_t round, int32_t missed);
    void *context;

    bool *is_staffed; /* [group] it has a target; owned, as all below */
    bool *is_open;    /* [group * slots + slot] */
    double *load;     /* [group * slots + slot] mean number in work, unlimited agents */
    double *peak;     /* [group * slots + slot] its variance ÷ its mean */
    double *service;  /* [group] mean hours in work of a visit then */
    double *rate;     /* [group * slots + slot] visits an hour */
    int32_t *agents[DS_REQUIREMENT_PLANS]; /* [group * slots + slot] */
    ds_interval_watch watch[DS_REQUIREMENT_PLANS];
    int32_t rounds;
    bool has_poisson; /* arrivals vary more than by chance: there is the third plan */
    bool is_met;      /* all targets hold in all intervals */
    bool is_done;
    ds_desk copy;
} ds_requirement;

/* Finds and measures the plans. DS_UNFINISHED: stopped, nothing stands. Free in any case.
 */
ds_status ds_requirement_find(ds_requirement *self, ds_error *err) DS_MUST_USE;
/* Measures a plan on the tickets of another seed. */
ds_status ds_requirement_check(ds_requirement *self, ds_requirement_plan plan,
                               uint64_t seed, ds_error *err) DS_MUST_USE;
void ds_requirement_free(ds_requirement *self);

/* The share beyond a target in an interval; NaN: nobody came. */
double ds_requirement_share(const ds_requirement *self, ds_requirement_plan plan,
                            int32_t target, int32_t slot);
/* Whether an interval counts: the group is open and somebody came. */
bool ds_requirement_counts(const ds_requirement *self, ds_requirement_plan plan,
                           int32_t target, int32_t slot);
/* Intervals in which a target fails. */
int32_t ds_requirement_missed(const ds_requirement *self, ds_requirement_plan plan,
                              int32_t target);
/* Agent hours a week of a group. */
double ds_requirement_hours(const ds_requirement *self, ds_requirement_plan plan,
                            int32_t group);

/* Fills agents[DS_PLAN_SIPP] by Erlang C, or Erlang A where the callers of a target's
 * channel lose patience (stationary, independent, period by period; Green, Kolesar and
 * Whitt, Prod. Oper. Manag. 16, 2007). */
void ds_requirement_by_formula(ds_requirement *self);

/* Where the desk's arrivals have a factor by day or come in batches: fills
 * agents[DS_PLAN_POISSON] from a desk without. */
ds_status ds_requirement_as_poisson(ds_requirement *self, ds_error *err) DS_MUST_USE;

#endif
