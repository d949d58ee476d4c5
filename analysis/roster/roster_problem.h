/* The integer program of one group's weekly roster.
 *
 * A tour is what one agent does in a week: a contract, a legal shift (with its break) and
 * the days on which it is worked; the same shift on all of them. The program takes as many
 * agents on each tour as cover what is required at least cost (L. Dantzig 1954, with tours
 * in the place of shifts). The week goes round: a shift of Sunday night covers Monday
 * morning. Tours that another one replaces at no loss are left out. Costs are hundredths of
 * paid minutes times pay and premium.
 *
 * Every rule can be switched off, so that a set of rules that conflict can be found: what a
 * tour may be like, limits on numbers, and what is required at each time.
 */
#ifndef DS_ANALYSIS_ROSTER_PROBLEM_H
#define DS_ANALYSIS_ROSTER_PROBLEM_H

#include "analysis/roster/cover.h"
#include "model/calendar.h"
#include "scenarios/roster_rules.h"

#include <stdbool.h>
#include <stdint.h>

#define DS_ROSTER_SLOTS (DS_WEEK_MINUTES / DS_ROSTER_STEP)
#define DS_ROSTER_MOST_RULES                                                               \
    (DS_ROSTER_SLOTS + 4 * DS_ROSTER_MOST_CONTRACTS + DS_ROSTER_MOST_SHIFTS + 4)

typedef struct ds_roster_tour {
    int32_t contract;
    int32_t shift;
    uint8_t days; /* bit d, Monday 0 */
} ds_roster_tour;

typedef enum ds_roster_rule_kind {
    DS_RULE_COVER,      /* index: a row of the program */
    DS_RULE_GROUP_MOST, /* agents of the group */
    DS_RULE_DAYS,       /* index: contract */
    DS_RULE_HOURS,
    DS_RULE_SHARE,
    DS_RULE_MOST,
    DS_RULE_SHIFT_DAYS, /* index: family */
    DS_RULE_TOGETHER,
    DS_RULE_REST,
    DS_RULE_WEEKENDS,
} ds_roster_rule_kind;

typedef struct ds_roster_rule {
    ds_roster_rule_kind kind;
    int32_t index;
    bool is_on;
} ds_roster_rule;

/* What is required of one group, and what it may do about it. */
typedef struct ds_roster_demand {
    const ds_roster_rules *rules;
    int32_t group; /* row of the desk's */
    const char *name;
    int32_t required[DS_ROSTER_SLOTS]; /* agents at work, by five minutes of the week */
    int32_t line[DS_ROSTER_SLOTS];     /* of the requirement's file; 0: none */
    const char *path;                  /* of that file, or NULL */
    int32_t most;                      /* agents; DS_NO_ID: no limit */
    ds_place most_place;
} ds_roster_demand;

/* Times that the same shifts cover: one row, with the most that is required then. */
typedef struct ds_roster_row {
    int32_t slot;   /* where most is required */
    int32_t agents; /* to be rostered, shrinkage included */
} ds_roster_row;

typedef struct ds_roster_problem {
    const ds_roster_demand *demand;
    int32_t row_count;
    ds_roster_row rows[DS_ROSTER_SLOTS];
    uint8_t *covers; /* [row * shifts + shift]: days on which the shift covers it */
    int32_t rule_count;
    ds_roster_rule rules[DS_ROSTER_MOST_RULES];
    int32_t tour_count;
    int32_t tour_capacity;
    ds_roster_tour *tours;
    int64_t *costs;
    ds_cover cover; /* its arrays are ours */
    int32_t entry_capacity;
    int32_t *entry_row;
    int32_t *entry_column;
    double *entry_value;
    double *low;
    double *high;
} ds_roster_problem;

/* Agents to roster where so many are required: the least whole number of which the share
 * that is not away is enough. */
int32_t ds_roster_grossed(int32_t required, double shrinkage);

/* Refuses (DS_BAD_INPUT) times at which agents are required and no shift of the group is at
 * work. Free it in any case. The demand must outlive it. */
ds_status ds_roster_problem_init(ds_roster_problem *problem, const ds_roster_demand *demand,
                                 ds_error *err) DS_MUST_USE;
/* Makes tours and program of the rules that are on. */
ds_status ds_roster_problem_build(ds_roster_problem *problem, ds_error *err) DS_MUST_USE;
void ds_roster_problem_free(ds_roster_problem *problem);

/* Whether a shift that begins on a day (0 to 6) is at work at a slot of the week. */
bool ds_roster_at_work(const ds_roster_shift *shift, int32_t day, int32_t slot);
/* "Mon 08:00" of a slot; at least 16 bytes. */
void ds_roster_slot_text(int32_t slot, char *text, size_t size);
/* What a rule says, in the user's words, and where it is written. */
void ds_roster_rule_text(const ds_roster_problem *problem, const ds_roster_rule *rule,
                         char *text, size_t size);
ds_place ds_roster_rule_place(const ds_roster_problem *problem, const ds_roster_rule *rule);

/* Switches off rules until each that is left is needed: an irreducible set of rules that
 * cannot hold together (deletion filter; Chinneck and Dravnieks, ORSA Journal on Computing
 * 3, 1991), first in fractions of agents, then in whole ones. *is_sure_out is false where
 * time did not let it decide on a rule, which then stays on. */
ds_status ds_roster_conflict(ds_roster_problem *problem, const atomic_bool *stop,
                             bool *is_sure_out, ds_error *err) DS_MUST_USE;

#endif
