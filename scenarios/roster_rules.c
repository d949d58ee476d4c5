#include "scenarios/roster_rules.h"

#include "scenarios/hours.h"
#include "scenarios/staffing_csv.h"

#include <stdio.h>
#include <string.h>

enum { DAY_MINUTES = 24 * 60, ALL_DAYS = 0x7f };

int32_t ds_roster_paid(const ds_roster_shift *shift)
{
    return shift->minutes - (shift->is_break_paid ? 0 : shift->break_minutes);
}

static ds_value at(const ds_value *parent, const char *name)
{
    return ds_value_get(parent, name);
}

static ds_place place_of(const ds_value *parent, const char *name)
{
    ds_value value = ds_value_get(parent, name);
    return ds_value_place(&value);
}

static double share_of(const ds_value *parent, const char *name)
{
    ds_value value = ds_value_get(parent, name);
    return ds_value_scalar(&value).number;
}

/* Whole minutes; an error where they are no multiple of the step or beyond `most`. */
static int32_t minutes_of(const ds_value *value, int32_t most, ds_diagnostics *out)
{
    ds_scalar scalar = ds_value_scalar(value);
    const ds_ticks step = (ds_ticks)DS_ROSTER_STEP * DS_MINUTE;
    if (scalar.duration.ticks % step != 0)
        ds_value_error(value, out, "'%s' is no multiple of five minutes", scalar.text);
    if (scalar.duration.ticks > most * (step / DS_ROSTER_STEP)) {
        ds_value_error(value, out, "'%s' is longer than %s; expected at most %d hours",
                       scalar.text, most == DAY_MINUTES ? "a day" : "a week", most / 60);
        return most;
    }
    return (int32_t)(scalar.duration.ticks / (step / DS_ROSTER_STEP));
}

static uint8_t days_of(const ds_value *value, ds_diagnostics *out)
{
    char text[256];
    ds_error err = {0};
    ds_week_hours hours = {0};
    uint8_t days = 0;
    const char *written = ds_value_scalar(value).text;
    (void)snprintf(text, sizeof text, "%.200s 00:00-01:00", written);
    if (ds_hours_parse(text, &hours, &err) != DS_OK) {
        ds_value_error(value, out, "'%.60s' are no days such as Mon-Fri or Mon,Wed,Sat",
                       written);
        return ALL_DAYS;
    }
    for (int32_t i = 0; i < hours.count; i++)
        days |= (uint8_t)(1u << (hours.spans[i].from_minute / DAY_MINUTES % 7));
    ds_hours_free(&hours);
    return days;
}

static uint64_t groups_of(const ds_value *list, const ds_desk *desk)
{
    uint64_t groups = 0;
    for (int32_t i = 0; i < ds_value_count(list); i++) {
        ds_value item = ds_value_at(list, i);
        const char *name = ds_value_is_list(list) ? ds_value_scalar(&item).text
                                                  : ds_value_scalar(list).text;
        for (int32_t g = 0; g < desk->group_count && g < 64; g++)
            if (strcmp(desk->groups[g].name, name) == 0)
                groups |= (uint64_t)1 << g;
    }
    return ds_value_is_given(list) ? groups : UINT64_MAX;
}

static int32_t start_of(const ds_value *value, ds_diagnostics *out)
{
    char text[64];
    const char *written = ds_value_scalar(value).text;
    (void)snprintf(text, sizeof text, "Mon %.50s", written);
    int32_t minute = ds_week_minute_parse(text);
    if (minute >= 0 && minute % DS_ROSTER_STEP == 0)
        return minute;
    ds_value_error(value, out,
                   "'%.40s' is no time of day from 00:00 to 23:55 in steps of five minutes",
                   written);
    return 0;
}

static void push(ds_roster_rules *rules, const ds_roster_shift *shift,
                 const ds_value *value, ds_diagnostics *out)
{
    if (rules->shift_count == DS_ROSTER_MOST_SHIFTS) {
        ds_value_error(value, out, "more than %d shifts, with their starts and breaks",
                       DS_ROSTER_MOST_SHIFTS);
        return;
    }
    rules->shifts[rules->shift_count++] = *shift;
}

/* One shift for each place of its break. */
static void push_breaks(ds_roster_rules *rules, ds_roster_shift *shift,
                        const ds_value *value, ds_diagnostics *out)
{
    ds_value after = at(value, "break_after");
    int32_t half = (shift->minutes - shift->break_minutes) / 2;
    int32_t count = ds_value_is_given(&after) ? ds_value_count(&after) : 0;
    shift->break_after = half - half % DS_ROSTER_STEP;
    if (count == 0 || shift->break_minutes == 0)
        push(rules, shift, value, out);
    for (int32_t i = 0; i < count && shift->break_minutes > 0; i++) {
        ds_value item = ds_value_is_list(&after) ? ds_value_at(&after, i) : after;
        shift->break_after = minutes_of(&item, DAY_MINUTES, out);
        if (shift->break_after + shift->break_minutes > shift->minutes)
            ds_value_error(&item, out, "the break would end after the shift does");
        push(rules, shift, value, out);
    }
}

static void read_shift(ds_roster_rules *rules, const ds_value *value, const ds_desk *desk,
                       ds_diagnostics *out)
{
    ds_roster_shift shift = {.place = ds_value_place(value),
                             .premium = share_of(value, "premium")};
    ds_value starts = at(value, "starts");
    ds_value length = at(value, "length");
    ds_value rests = at(value, "break");
    ds_value paid = at(value, "break_paid");
    ds_value days = at(value, "days");
    ds_value groups = at(value, "groups");
    (void)snprintf(shift.name, sizeof shift.name, "%s", value->name);
    shift.minutes = minutes_of(&length, DAY_MINUTES, out);
    shift.break_minutes = minutes_of(&rests, DAY_MINUTES, out);
    shift.is_break_paid = ds_value_scalar(&paid).whole == 1;
    shift.days = days_of(&days, out);
    shift.groups = groups_of(&groups, desk);
    if (shift.break_minutes >= shift.minutes)
        ds_value_error(&rests, out, "the break is as long as the shift");
    int32_t count = ds_value_is_list(&starts) ? ds_value_count(&starts) : 1;
    if (count == 0)
        ds_value_error(&starts, out, "it is empty; a time such as 08:00 is needed");
    for (int32_t i = 0; i < count; i++) {
        ds_value item = ds_value_is_list(&starts) ? ds_value_at(&starts, i) : starts;
        shift.from_minute = start_of(&item, out);
        shift.family = rules->family_count++;
        push_breaks(rules, &shift, value, out);
    }
}

static void read_contract(ds_roster_rules *rules, const ds_value *value,
                          ds_diagnostics *out)
{
    ds_value days = at(value, "days");
    ds_value hours = at(value, "hours");
    ds_value most = at(value, "agents");
    if (rules->contract_count == DS_ROSTER_MOST_CONTRACTS) {
        ds_value_error(value, out, "more than %d contracts", DS_ROSTER_MOST_CONTRACTS);
        return;
    }
    ds_roster_contract *contract = &rules->contracts[rules->contract_count++];
    *contract = (ds_roster_contract){
        .days = ds_value_scalar(&days).whole,
        .most_minutes = minutes_of(&hours, 7 * DAY_MINUTES, out),
        .share = share_of(value, "share"),
        .most = ds_value_is_given(&most) ? ds_value_scalar(&most).whole : DS_NO_ID,
        .pay = share_of(value, "pay"),
        .days_place = ds_value_place(&days),
        .hours_place = ds_value_place(&hours),
        .share_place = place_of(value, "share"),
        .most_place = ds_value_place(&most)};
    (void)snprintf(contract->name, sizeof contract->name, "%s",
                   value->name ? value->name : "full time");
}

ds_status ds_roster_rules_read(const ds_value *root, const ds_desk *desk,
                               ds_diagnostics *out, ds_roster_rules *rules)
{
    ds_value roster = at(root, "roster");
    ds_value shifts = at(&roster, "shifts");
    ds_value contracts = at(&roster, "contracts");
    ds_value rest = at(&roster, "rest");
    ds_value together = at(&roster, "days_off_together");
    *rules = (ds_roster_rules){.has_section = ds_value_is_given(&roster),
                               .days_off_together = ds_value_scalar(&together).whole == 1,
                               .weekends = share_of(&roster, "weekends"),
                               .shrinkage = share_of(&roster, "shrinkage"),
                               .rest_place = ds_value_place(&rest),
                               .together_place = ds_value_place(&together),
                               .weekends_place = place_of(&roster, "weekends")};
    rules->rest_minutes = minutes_of(&rest, DAY_MINUTES, out);
    for (int32_t i = 0; i < ds_value_count(&shifts); i++) {
        ds_value shift = ds_value_at(&shifts, i);
        read_shift(rules, &shift, desk, out);
    }
    for (int32_t i = 0; i < ds_value_count(&contracts); i++) {
        ds_value contract = ds_value_at(&contracts, i);
        read_contract(rules, &contract, out);
    }
    if (rules->contract_count == 0)
        rules->contracts[rules->contract_count++] =
            (ds_roster_contract){.name = "full time",
                                 .days = 5,
                                 .most_minutes = 40 * 60,
                                 .share = 1,
                                 .most = DS_NO_ID,
                                 .pay = 1,
                                 .days_place = ds_value_place(&contracts),
                                 .hours_place = ds_value_place(&contracts)};
    return ds_diagnostics_has_error(out) ? DS_BAD_INPUT : DS_OK;
}

int32_t ds_roster_most_agents(const ds_value *root, const char *group, ds_place *place)
{
    ds_value roster = at(root, "roster");
    ds_value agents = at(&roster, "agents");
    for (int32_t i = 0; i < ds_value_count(&agents); i++) {
        ds_value most = ds_value_at(&agents, i);
        *place = ds_value_place(&most);
        if (strcmp(most.name, group) == 0)
            return ds_value_scalar(&most).whole;
    }
    return DS_NO_ID;
}

/* The n-th name of one group's shifts. */
static const char *person_of(const ds_value *group, int32_t n)
{
    ds_value shifts = at(group, "shifts");
    for (int32_t s = 0; s < ds_value_count(&shifts); s++) {
        ds_value shift = ds_value_at(&shifts, s);
        ds_value names = at(&shift, "names");
        int32_t count = ds_value_count(&names);
        if (n < count) {
            ds_value name = ds_value_at(&names, n);
            return ds_value_scalar(&name).text;
        }
        n -= count;
    }
    return NULL;
}

const char *ds_roster_person(const ds_value *root, const char *group, int32_t n)
{
    ds_value groups = at(root, "groups");
    for (int32_t g = 0; g < ds_value_count(&groups); g++) {
        ds_value item = ds_value_at(&groups, g);
        if (item.name && strcmp(item.name, group) == 0)
            return person_of(&item, n);
    }
    return NULL;
}
