#include "random_desk.h"

#include <gsl/gsl_rng.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

/* A text being written, and the luck that it is written with. */
typedef struct writer {
    char *text;
    size_t used;
    gsl_rng *rng;
    int groups;
    int categories;
    bool has_live;
    bool has_practices;
    bool has_slas;   /* a live channel; takes no luck from the rest */
    bool has_people; /* rosters instead of hours */
} writer;

static void put(writer *out, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void put(writer *out, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int length =
        vsnprintf(out->text + out->used, RANDOM_DESK_SIZE - out->used, format, arguments);
    va_end(arguments);
    assert_true(length >= 0 && (size_t)length < RANDOM_DESK_SIZE - out->used);
    out->used += (size_t)length;
}

/* From low to high, both possible. */
static int between(writer *out, int low, int high)
{
    return low + (int)gsl_rng_uniform_int(out->rng, (unsigned long)(high - low + 1));
}

static bool happens(writer *out, int percent)
{
    return between(out, 1, 100) <= percent;
}

static const char *one_of(writer *out, const char *const *list, int count)
{
    return list[between(out, 0, count - 1)];
}

#define ONE_OF(out, ...)                                                                   \
    one_of(out, (const char *const[]){__VA_ARGS__},                                        \
           (int)(sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *)))

static void put_work(writer *out, int most_minutes)
{
    int minutes = between(out, most_minutes / 8 + 1, most_minutes);
    switch (between(out, 0, 3)) {
    case 0:
        put(out, "constant(%dm)", minutes);
        break;
    case 1:
        put(out, "exponential(mean %dm)", minutes);
        break;
    default:
        put(out, "lognormal(mean %dm cv 1.2)", minutes);
    }
}

/* One draw a call of put: the order in which arguments are worked out is the compiler's. */

static void put_hours(writer *out, const char *key, int none_percent, int most)
{
    int hours = happens(out, none_percent) ? 0 : between(out, 1, most);
    put(out, "%s: %dh\n", key, hours);
}

static void put_slas(writer *out)
{
    put(out, "slas:\n"
             "  all:\n"
             "    response: {P1: 15m, P2: 1h, P4: 1bd}\n"
             "    resolution: {P1: 2h, P2: 8h, P3: 2bd, P5: 5bd}\n");
    put(out, "    calendar: {P1: always, default: %s}\n",
        ONE_OF(out, "office", "halves", "always"));
    put(out, "    pause_on: [%s]\n", ONE_OF(out, "", "user", "user, vendor"));
    put(out, "    reopening: %s\n", ONE_OF(out, "continue", "restart"));
    out->has_slas = true;
    if (out->has_practices) {
        put(out, "    priority_change: %s\n", ONE_OF(out, "restart", "keep", "recompute"));
        put(out, "    carry_pauses: %s\n", ONE_OF(out, "yes", "no"));
    }
}

static void put_head(writer *out)
{
    put(out, "start: 2026-03-23\ntime_zone: Europe/London\n");
    put(out, "horizon: %dh\n", between(out, 300, 400));
    put_hours(out, "warm_up", 30, 120);
    put_hours(out, "drain", 30, 400);
    put(out, "auto_close: %dd\n", between(out, 1, 6));
    if (happens(out, 20))
        put(out, "count: by_resolution\n");
    put(out, "calendars:\n"
             "  office: {hours: Mon-Fri 08:00-18:00, holidays: [2026-04-03]}\n"
             "  halves: {hours: [Mon-Fri 07:00-12:00, Mon-Sat 12:30-16:00]}\n"
             "  night: {hours: Mon-Sun 20:00-06:00}\n");
    if (out->has_people)
        put(out, "sites:\n"
                 "  here: {holidays: [2026-03-26]}\n"
                 "  there: {time_zone: America/New_York, holidays: [2026-03-27]}\n");
    if (happens(out, 70))
        put_slas(out);
}

static void put_opening(writer *out)
{
    if (happens(out, 5))
        put(out, "    agents: unlimited\n");
    else
        put(out, "    agents: %d\n", between(out, 1, 5));
    put(out, "    hours: %s\n", ONE_OF(out, "always", "office", "halves", "night"));
    put(out, "    end_of_hours: %s\n", ONE_OF(out, "suspend", "finish"));
}

static void put_shift(writer *out, int row, int shift)
{
    static const char *const hours[] = {"Mon-Fri 08:00-16:00", "Mon-Sat 12:00-20:00",
                                        "Mon-Sun 22:00-06:00", "24x7"};
    int which = between(out, 0, 3);
    put(out, "      - {agents: %d, hours: %s", between(out, 1, 3), hours[which]);
    if (which == 0 && happens(out, 60))
        put(out,
            ", breaks: [{time: 12:00-12:30, waves: 2}, {time: 10:00-10:10, paid: yes}]");
    if (happens(out, 40))
        put(out, ", site: %s", ONE_OF(out, "here", "there"));
    if (happens(out, 40))
        put(out, ", serves: {G%d: 70%%}", (row + 1) % out->groups);
    if (happens(out, 30))
        put(out, ", proficiency: %d%%", between(out, 50, 150));
    if (happens(out, 20))
        put(out, ", new: yes");
    /* The first shift can take all, so that nothing is without a skill. */
    if (shift > 0 && happens(out, 30))
        put(out, ", skills: [C0]");
    put(out, "}\n");
}

/* A roster and rules of every kind, each now and then. */
static void put_people(writer *out, int row, bool by_priority)
{
    bool finishes = happens(out, 33);
    put(out, "    end_of_shift: %s\n",
        finishes ? "finish" : ONE_OF(out, "suspend", "hand_over"));
    put(out, "    at_break: %s\n", ONE_OF(out, "suspend", "hand_over", "finish"));
    put(out, "    hand_over: {to: %s, cost: %dm}\n", ONE_OF(out, "head", "tail"),
        between(out, 0, 5));
    if (finishes && happens(out, 50))
        put(out, "    most_overtime: 20m\n");
    if (happens(out, 50))
        put(out, "    shrinkage: {meetings: 10%%, leave: 10%%, sickness: 10%%, late: 20%%, "
                 "events: [{from: 2026-03-30 09:00, to: 2026-03-30 15:00, agents: 2}]}\n");
    if (by_priority && happens(out, 70))
        put(out, "    on_call: {priorities: [P1, P2], delay: exponential(mean 30m)}\n");
    if (happens(out, 40))
        put(out, "    open_tickets: {most: %d, switching: 1m}\n", between(out, 1, 4));
    if (happens(out, 30))
        put(out, "    occupancy: 85%%\n");
    if (happens(out, 40))
        put(out, "    learning: {from: 50%%, over: 1w}\n"
                 "    attrition: {per_year: 1000%%, replaced_after: 3d}\n");
    put(out, "    shifts:\n");
    int shifts = between(out, 1, 3);
    for (int i = 0; i < shifts; i++)
        put_shift(out, row, i);
}

static void put_group(writer *out, int row)
{
    const char *discipline = ONE_OF(out, "fifo", "priority", "priority", "edf",
                                    "least_slack", "accumulating", "random");
    put(out, "  G%d:\n    tier: %d\n    discipline: %s\n", row, 1 + row % 3, discipline);
    if (out->has_people)
        put_people(out, row, discipline[0] == 'p');
    else
        put_opening(out);
    if (discipline[0] == 'p' && happens(out, 60))
        put(out, "    preempt: resume\n");
    if (happens(out, 35))
        put(out, "    time_limit: %dm\n", between(out, 20, 3000));
    if (out->has_live)
        put(out, "    live: %s\n", row % 2 == 0 ? "interrupt" : "first");
    if (out->has_live && row == 2)
        put(out, "    reserved_for_live: 1\n");
    if (happens(out, 30))
        put(out, "    ola: {target: %dm, pause_on: [user]}\n", between(out, 60, 3000));
}

static void put_misroute(writer *out, const char *indent, int share)
{
    put(out, "%smisroute: {share: %d%%, to: G%d, rediagnosis: ", indent, share,
        between(out, 0, out->groups - 1));
    put_work(out, 20);
    put(out, "}\n");
}

static void put_route(writer *out, int group)
{
    int resolve = between(out, 30, 90);
    int other = between(out, 0, out->groups - 1);
    int first = between(out, 0, 100);
    put(out, "      G%d:\n        work: ", group);
    put_work(out, 90);
    put(out, "\n        resolve: %d%%\n", resolve);
    if (other == group || first == 100)
        put(out, "        next: {G%d: 100%%}\n", other);
    else
        put(out, "        next: {G%d: %d%%, G%d: %d%%}\n", group, first, other,
            100 - first);
    if (happens(out, 30))
        put_misroute(out, "        ", between(out, 5, 40));
}

static void put_hold(writer *out)
{
    put(out, "    hold:\n      user: {share: %d%%, time: ", between(out, 5, 50));
    put_work(out, 2000);
    put(out, "}\n      vendor: {share: %d%%, time: ", between(out, 5, 40));
    put_work(out, 600);
    put(out, ", hold_calendar: %s}\n", ONE_OF(out, "office", "night", "always"));
}

static void put_category(writer *out, int row)
{
    int share = row == out->categories - 1 ? 100 - 30 * row : 30;
    put(out, "  C%d:\n    share: %d%%\n    max_visits: %d\n", row, share,
        between(out, 2, 20));
    put(out, "    priority: {P1: 10%%, P2: 20%%, P3: 30%%, P4: 20%%, P5: 20%%}\n");
    put(out, "    first: {G%d: 100%%}\n", between(out, 0, out->groups - 1));
    if (happens(out, 30))
        put_misroute(out, "    ", between(out, 5, 40));
    if (happens(out, 50))
        put_hold(out);
    if (happens(out, 50)) {
        put(out, "    reopen: {share: %d%%, work: 60%%, after: ", between(out, 2, 40));
        put_work(out, 3000);
        put(out, "}\n");
    }
    put(out, "    route:\n");
    for (int group = 0; group < out->groups; group++)
        put_route(out, group);
}

static void put_arrivals(writer *out)
{
    put(out, "arrivals:\n  some: {rate: %d/day", between(out, 10, 120));
    put(out, "%s%s}\n", ONE_OF(out, "", ", batch: {mean: 3}", ", day_factor: {vmr: 5}"),
        out->has_live ? ", channel: {phone: 70%, portal: 30%}" : "");
    if (happens(out, 50))
        put(out, "  others: {rate: %d/workday, profile: office-hours, calendar: office}\n",
            between(out, 10, 120));
}

/* Each practice now and then. */

static void put_rule(writer *out)
{
    put(out, "    - {");
    switch (between(out, 0, out->has_slas ? 3 : 2)) {
    case 0:
        put(out, "age: %dm", between(out, 10, 3000));
        break;
    case 1:
        put(out, "reassignments: %d", between(out, 1, 4));
        break;
    case 2:
        put(out, "priorities: [P1, P3]");
        break;
    default:
        put(out, "sla: %d%%", between(out, 20, 150));
    }
    put(out, ", raise: %d, jump_queue: %s", between(out, 0, 2), ONE_OF(out, "yes", "no"));
    put(out, ", help: G%d", between(out, 0, out->groups - 1));
    put(out, ", delay: %dm}\n", between(out, 0, 300));
}

static void put_escalation(writer *out)
{
    put(out, "escalation:\n");
    if (happens(out, 60))
        put(out, "  managers: G%d\n", between(out, 0, out->groups - 1));
    put(out, "  rules:\n");
    int rules = between(out, 1, 4);
    for (int i = 0; i < rules; i++)
        put_rule(out);
}

static void put_prioritisation(writer *out)
{
    put(out, "prioritisation:\n  vip: {share: %d%%, raise: %d", between(out, 0, 30),
        between(out, 0, 3));
    put(out, ", jump_queue: %s}\n", ONE_OF(out, "yes", "no"));
    put(out, "  loud: %d%%\n", between(out, 0, 30));
    put(out, "  mistaken: {P1: {P3: 40%%}, P3: {P1: 20%%, P5: 30%%}, P4: {P2: 50%%}}\n");
    put(out, "  corrected: {triage: %d%%, next_tier: 60%%}\n", between(out, 0, 100));
}

static void put_communication(writer *out)
{
    put(out,
        "communication: {chase_after: exponential(mean %dh), updates: {P1: 1h, P3: "
        "5h}",
        between(out, 2, 40));
    put(out, ", chase_group: G%d}\n", between(out, 0, out->groups - 1));
}

static void put_problems(writer *out)
{
    put(out, "problems: {causes: {leak: {category: C0, share: %d%%}, bug: {category: C%d, ",
        between(out, 0, 50), out->categories - 1);
    put(out, "share: %d%%}}, after: %d", between(out, 1, 50), between(out, 0, 6));
    if (happens(out, 80))
        put(out, ", group: G%d", between(out, 0, out->groups - 1));
    put(out, ", investigation: exponential(mean %dh)", between(out, 1, 30));
    put(out, ", lead_time: exponential(mean %dh), fails: %d%%}\n", between(out, 1, 100),
        between(out, 0, 95));
}

static void put_automation(writer *out)
{
    put(out, "automation: {detected: %d%%, earlier: ", between(out, 0, 60));
    put(out, "%dm, diagnosed: 40%%, ", between(out, 0, 200));
    put(out, "resolved: %d%%, takes: exponential(mean 40m)}\n", between(out, 0, 60));
}

static void put_majors(writer *out)
{
    put(out, "major_incidents: {priorities: [%s], related: {tickets: %d, within: 2h}, ",
        ONE_OF(out, "P1", "P2"), between(out, 2, 6));
    put(out, "declare: exponential(mean 30m), managers: %d, war_room: {G0: 1",
        between(out, 1, 2));
    if (out->groups > 1)
        put(out, ", G%d: 1", out->groups - 1);
    put(out, "}, restore: exponential(mean %dh), updates: {every: 30m, group: G0}, ",
        between(out, 1, 20));
    put(out, "duplicates: {per_hour: %d, group: G0, broadcast_after: 2h}, ",
        between(out, 0, 10));
    if (happens(out, 50))
        put(out, "raise_to: P1, workaround: {share: 70%%, after: exponential(mean 1h), "
                 "lower_to: P3}, ");
    put(out, "review: {after: 1d, work: constant(30m)}}\ncount_children: %s\n",
        ONE_OF(out, "yes", "no"));
}

static void put_practices(writer *out)
{
    if (happens(out, 70))
        put_escalation(out);
    if (happens(out, 70))
        put_prioritisation(out);
    if (happens(out, 40))
        put_communication(out);
    if (happens(out, 50))
        put(out, "handover: {documentation: %d%%, sent_back: 40%%}\n",
            between(out, 0, 100));
    if (happens(out, 50))
        put_majors(out);
    put(out, "services: {one: {priorities: [P1, P2]}, two: {categories: C0, hours: "
             "office}}\n"
             "costs: {user_hour: 10}\nsatisfaction: {expected: {P1: 1h, P3: 8h}}\n");
    if (out->has_slas)
        put(out, "blame: yes\n");
    if (happens(out, 60))
        put_problems(out);
    if (happens(out, 60))
        put_automation(out);
}

static void write_desk(uint32_t number, bool has_live, bool has_people, bool has_practices,
                       char *text)
{
    writer out = {.text = text,
                  .rng = gsl_rng_alloc(gsl_rng_taus2),
                  .has_live = has_live,
                  .has_people = has_people,
                  .has_practices = has_practices};
    assert_non_null(out.rng);
    gsl_rng_set(out.rng, number);
    out.groups = between(&out, 1, 4);
    out.categories = between(&out, 1, 3);
    put_head(&out);
    put(&out, "groups:\n");
    for (int i = 0; i < out.groups; i++)
        put_group(&out, i);
    put_arrivals(&out);
    put(&out, "categories:\n");
    for (int i = 0; i < out.categories; i++)
        put_category(&out, i);
    if (out.has_live)
        put(&out,
            "channels: {phone: {patience: exponential(mean 20m), lines: 9, %sredial: "
            "{share: 60%%, after: exponential(mean 1h), tries: 3}}}\n"
            "prioritisation: {mistaken: {P2: {P4: 30%%}}, corrected: {triage: "
            "50%%, next_tier: 50%%}}\n",
            has_people ? "at_once: 3, slowdown: 30%, " : "");
    if (out.has_live && out.groups > 1)
        put(&out, "escalation: {rules: [{age: 3h, notify: no, help: G%d}]}\n",
            out.groups - 1);
    if (has_practices)
        put_practices(&out);
    gsl_rng_free(out.rng);
}

void random_desk_text(uint32_t number, char *text)
{
    write_desk(number, false, false, false, text);
}

void random_live_desk_text(uint32_t number, char *text)
{
    write_desk(number, true, false, false, text);
}

void random_people_desk_text(uint32_t number, bool has_live, char *text)
{
    write_desk(number, has_live, true, false, text);
}

void random_practice_desk_text(uint32_t number, bool has_people, char *text)
{
    write_desk(number, false, has_people, true, text);
}
