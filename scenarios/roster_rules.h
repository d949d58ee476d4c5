/* The rules that a roster has to keep, as the section `roster` of a scenario gives them.
 *
 * Times are minutes. A legal shift is one start with one place of its break: `starts` and
 * `break_after` of the scenario are multiplied out. Shifts whose start, length and name are
 * the same are a family. Every rule knows where it is written. The rules borrow the
 * scenario's paths and must not outlive it.
 */
#ifndef DS_SCENARIOS_ROSTER_RULES_H
#define DS_SCENARIOS_ROSTER_RULES_H

#include "scenarios/scenario.h"
#include "scenarios/scenario_value.h"

#include <stdbool.h>
#include <stdint.h>

#define DS_ROSTER_STEP 5 /* minutes: of which all times are multiples */
#define DS_ROSTER_MOST_CONTRACTS 8
#define DS_ROSTER_MOST_SHIFTS 96
#define DS_ROSTER_NAME 64

typedef struct ds_roster_shift {
    char name[DS_ROSTER_NAME];
    int32_t family;        /* from 0 */
    int32_t from_minute;   /* of the day */
    int32_t minutes;       /* from start to end */
    int32_t break_after;   /* minutes after the start */
    int32_t break_minutes; /* 0: none */
    bool is_break_paid;
    uint8_t days;    /* bit d: it may begin on day d, Monday 0 */
    uint64_t groups; /* bit g: group g may have it */
    double premium;
    ds_place place;
} ds_roster_shift;

typedef struct ds_roster_contract {
    char name[DS_ROSTER_NAME];
    int32_t days;
    int32_t most_minutes; /* a week */
    double share;
    int32_t most; /* agents; DS_NO_ID: no limit */
    double pay;
    ds_place days_place;
    ds_place hours_place;
    ds_place share_place;
    ds_place most_place;
} ds_roster_contract;

typedef struct ds_roster_rules {
    bool has_section;
    int32_t shift_count; /* 0: the scenario gives none */
    int32_t family_count;
    ds_roster_shift shifts[DS_ROSTER_MOST_SHIFTS];
    int32_t contract_count;
    ds_roster_contract contracts[DS_ROSTER_MOST_CONTRACTS];
    int32_t rest_minutes;
    bool days_off_together;
    double weekends;
    double shrinkage;
    ds_place rest_place;
    ds_place together_place;
    ds_place weekends_place;
} ds_roster_rules;

/* Reads the rules; what is wrong goes to `out`. `group_of` gives a group's row by name. */
ds_status ds_roster_rules_read(const ds_value *root, const ds_desk *desk,
                               ds_diagnostics *out, ds_roster_rules *rules) DS_MUST_USE;

/* The most agents of a group, or DS_NO_ID; where it is said. */
int32_t ds_roster_most_agents(const ds_value *root, const char *group, ds_place *place);

/* Paid minutes of a shift. */
int32_t ds_roster_paid(const ds_roster_shift *shift);

/* The n-th name of a group's people in the scenario (from 0), or NULL. */
const char *ds_roster_person(const ds_value *root, const char *group, int32_t n);

#endif
