/* What is wrong with shifts, staffing and people is told with its place and a way out. */
#include "scenario_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* The keys of the group L1, and what must be said: its beginning and words in it. */
typedef struct fault {
    const char *group;
    const char *place;
    const char *words;
} fault;

#define SCENARIO                                                                           \
    "start: 2026-01-05\nhorizon: 4w\ntime_zone: UTC\n"                                     \
    "sites: {london: {time_zone: Europe/London}}\n"                                        \
    "arrivals: {all: {rate: 1/day, profile: flat}}\n"                                      \
    "categories:\n"                                                                        \
    "  any: {share: 100%%, priority: {P1: 100%%}, work: {L1: 10m}}\n"                      \
    "groups:\n"                                                                            \
    "  L1: {%s}\n"

static void check(const fault *one, bool is_warning)
{
    char text[4096];
    (void)snprintf(text, sizeof text, SCENARIO, one->group);
    loaded it = fixture_load(text, strlen(text));
    const char *said = fixture_said(&it, is_warning);
    if (strncmp(said, one->place, strlen(one->place)) != 0 || !strstr(said, one->words))
        fail_msg("for '%s': '%s'", one->group, said);
    assert_int_equal(it.status, is_warning ? DS_OK : DS_BAD_INPUT);
    fixture_free(&it);
}

static void check_errors(const fault *faults, size_t count)
{
    for (size_t i = 0; i < count; i++)
        check(&faults[i], false);
}

#define CHECK_ERRORS(list) check_errors(list, sizeof(list) / sizeof(list)[0])

static void test_one_way_says_who_works(void **state)
{
    (void)state;
    const fault faults[] = {
        {"tier: 1",                                                                "desk.yaml:9:",                             "'agents' is missing"                             },
        {"agents: 3, shifts: [{agents: 1, hours: Mon 08:00-16:00}]",
         "desk.yaml:9:19: groups.L1.shifts: ",                                                                                 "the group has 'agents' already"                  },
        {"hours: always, shifts: [{agents: 1, hours: Mon 08:00-16:00}]",
         "desk.yaml:9:15: groups.L1.hours: ",                                                                                  "the hours are those of the roster"               },
        {"agents: 1, end_of_shift: finish",                                        "desk.yaml:9:33: groups.L1.end_of_shift: ",
         "only with 'shifts' or 'staffing'; for 'hours' there is 'end_of_hours'"                                                                                                 },
        {"shifts: [{agents: 1}]",                                                  "desk.yaml:9:",                             "'hours' is missing"                              },
        {"shifts: [{agents: 1, hours: Mon 08:00-16:00, rotation: [off]}]",
         "desk.yaml:9:",                                                                                                       "there are 'hours' already"                       },
        {"shifts: [{agents: 1, hours: Mon 08:00-16:00, site: londn}]",
         "desk.yaml:9:",                                                                                                       "there is no site 'londn'; did you mean 'london'?"},
        {"shifts: [{agents: 1, rotation: []}]",
         "desk.yaml:9:",                                                                                                       "it is empty; at least one week is needed"        },
        {"shifts: [{agents: 1, first_week: 3, rotation: [off, Mon 08:00-09:00]}]",
         "desk.yaml:9:",                                                                                                       "3 is beyond the 2 weeks of the rotation"         },
    };
    CHECK_ERRORS(faults);
}

static void test_nobody_is_there_twice(void **state)
{
    (void)state;
    const fault faults[] = {
        {"shifts: [{agents: 1, hours: [Mon 22:00-06:00, Tue 05:00-13:00]}]",
         "desk.yaml:9:", "overlap: Mon 22:00-06:00 and Tue 05:00-13:00"},
        {"shifts: [{agents: 1, hours: [Sun 22:00-06:00, Mon 05:00-13:00]}]",
         "desk.yaml:9:", "overlap: Sun 22:00-06:00 and Mon 05:00-13:00"},
        {"shifts: [{agents: 1, rotation: [Sun 22:00-06:00, Mon 05:00-13:00]}]",
         "desk.yaml:9:", "overlap: Sun 22:00-06:00 and Mon 05:00-13:00"},
    };
    CHECK_ERRORS(faults);
}

static void test_breaks_lie_within_the_shift(void **state)
{
    (void)state;
    const fault faults[] = {
        {"shifts: [{agents: 1, hours: Mon 08:00-16:00, breaks: [{time: 17:00-17:30}]}]",
         "desk.yaml:9:",                                                                                 "'17:00-17:30' is outside the shift, which is there Mon 08:00-16:00"},
        {"shifts: [{agents: 1, hours: Mon 08:00-16:00, breaks: [{time: 15:50-16:10}]}]",
         "desk.yaml:9:",                                                                                 "is outside the shift"                                              },
        {"shifts: [{agents: 4, hours: Mon 08:00-16:00, breaks: "
         "[{time: 15:00-15:30, waves: 3}]}]",                                   "desk.yaml:9:", "with its later waves is outside the shift"                         },
        {"shifts: [{agents: 1, hours: Mon 08:00-16:00, breaks: [{time: noon}]}]",
         "desk.yaml:9:",                                                                                 "'noon' is not a time of day to another such as 12:00-12:30"        },
        {"shifts: [{agents: 1, hours: Mon 08:00-16:00, breaks: [{time: 12:00-12:30}, "
         "{time: 12:15-12:45}]}]",                                              "desk.yaml:9:", "'12:15-12:45' overlaps another break of the shift"                 },
    };
    CHECK_ERRORS(faults);
}

static void test_everybody_has_one_shift(void **state)
{
    (void)state;
    const fault faults[] = {
        {"shifts: [{names: [Ann, Bob, Ann], hours: Mon 08:00-16:00}]",
         "desk.yaml:9:36: groups.L1.shifts.1.names.3: ",                                "'Ann' has a shift already (groups.L1.shifts.1)"},
        {"shifts: [{names: [Ann], hours: Mon 08:00-16:00}, "
         "{names: [Ann], hours: Mon 12:00-20:00}]",            "desk.yaml:9:", "'Ann' has a shift already (groups.L1.shifts.1)"},
        {"shifts: [{names: [Ann], agents: 1, hours: Mon 08:00-16:00}]",
         "desk.yaml:9:",                                                                "there are 'agents' already"                    },
        {"shifts: [{hours: Mon 08:00-16:00}]",                          "desk.yaml:9:", "'agents' is missing"                           },
    };
    CHECK_ERRORS(faults);
}

static void test_rules_of_people_are_checked(void **state)
{
    (void)state;
    const fault faults[] = {
        {"shifts: [{agents: 1, hours: Mon 08:00-16:00, serves: {L3: 50%}}]",
         "desk.yaml:9:",                                                                                   "there is no group 'L3'"                        },
        {"shifts: [{agents: 1, hours: Mon 08:00-16:00, proficiency: {an: 50%}}]",
         "desk.yaml:9:",                                                                                   "there is no category 'an'; did you mean 'any'?"},
        {"on_call: {delay: constant(30m)}, shifts: [{agents: 1, hours: Mon 08:00-16:00}]",
         "desk.yaml:9:",                                                                                   "it needs 'discipline: priority'"               },
        {"most_overtime: 1h, shifts: [{agents: 1, hours: Mon 08:00-16:00}]",
         "desk.yaml:9:",                                                                                   "it needs 'end_of_shift: finish'"               },
        {"agents: 1, shrinkage: {sickness: 5%}",
         "desk.yaml:9:",                                                                                   "only with 'shifts' or 'staffing'"              },
        {"shrinkage: {events: [{from: 2026-01-06, to: 2026-01-05, agents: 1}]}, "
         "shifts: [{agents: 1, hours: Mon 08:00-16:00}]",                         "desk.yaml:9:", "is not after 'from'"                           },
        {"occupancy: 120%, shifts: [{agents: 1, hours: Mon 08:00-16:00}]",
         "desk.yaml:9:",                                                                                   "120%"                                          },
    };
    CHECK_ERRORS(faults);
    const fault served = {
        "shifts: [{agents: 1, hours: 24x7, serves: {L2: 50%}}]}\n  L2: {agents: 1",
        "desk.yaml:9:", "'L2' has 'agents'; to be served by others it needs 'shifts'"};
    check(&served, false);
}

/* The category goes to L2, whose queue nobody serves; or to L1, where everybody is away in
 * the second of two weeks. */
static void test_what_nobody_does_is_warned_of(void **state)
{
    (void)state;
    const fault faults[] = {
        {"shifts: []",                                                  "desk.yaml:9:", "no agent is ever on duty"},
        {"shifts: [{agents: 1, rotation: [Mon-Fri 08:00-16:00, off]}]", "desk.yaml:9:",
         "P1 can come to it, but nobody is on duty in the week from 2026-01-12"                                   },
    };
    for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++)
        check(&faults[i], true);
}

static void check_table(const char *rows, const char *words)
{
    const char *path = fixture_temporary("staffing.csv");
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_true(fputs(rows, file) >= 0);
    assert_int_equal(fclose(file), 0);
    char group[600];
    (void)snprintf(group, sizeof group, "staffing: %s", path);
    char text[4096];
    (void)snprintf(text, sizeof text, SCENARIO, group);
    loaded it = fixture_load(text, strlen(text));
    const char *said = fixture_said(&it, false);
    if (words ? !strstr(said, words) : said[0] != '\0')
        fail_msg("for '%s': '%s'", rows, said);
    if (!words) {
        assert_int_equal(it.desk.groups[0].agents, 5);
        assert_int_equal(ds_staffing_on_duty(it.desk.groups[0].staffing, 8 * DS_HOUR), 2);
        assert_int_equal(
            ds_staffing_on_duty(it.desk.groups[0].staffing, 8 * DS_HOUR + DS_HOUR / 2), 5);
        assert_int_equal(ds_staffing_on_duty(it.desk.groups[0].staffing, 9 * DS_HOUR), 0);
    }
    fixture_free(&it);
    (void)remove(path);
}

static void check_text(const char *text, const char *place, const char *words)
{
    loaded it = fixture_load(text, strlen(text));
    const char *said = fixture_said(&it, false);
    if (strncmp(said, place, strlen(place)) != 0 || !strstr(said, words))
        fail_msg("'%s'", said);
    assert_int_equal(it.status, DS_BAD_INPUT);
    fixture_free(&it);
}

#define TWO_SKILLS                                                                         \
    "start: 2026-01-05\nhorizon: 4w\n"                                                     \
    "arrivals: {all: {rate: 1/day, profile: flat, channel: {chat: 100%}}}\n"               \
    "categories:\n"                                                                        \
    "  mail: {share: 50%, priority: {P1: 100%}, work: {L1: 10m}}\n"                        \
    "  net: {share: 50%, priority: {P1: 100%}, work: {L1: 10m}}\n"

static void test_skills_that_nobody_has(void **state)
{
    (void)state;
    check_text(TWO_SKILLS
               "groups: {L1: {shifts: [{agents: 2, hours: 24x7, skills: [mail]}]}}\n",
               "desk.yaml:6:3: categories.net: ",
               "nobody who serves 'L1' has the skill 'net', which its tickets need there");
    check_text(TWO_SKILLS
               "groups: {L1: {shifts: [{agents: 2, hours: 24x7, skills: [mail, nett]}]}}\n",
               "desk.yaml:7:", "did you mean 'net'?");
}

static void test_chats_need_shifts(void **state)
{
    (void)state;
    check_text(TWO_SKILLS "groups: {L1: {agents: 2}}\nchannels: {chat: {at_once: 3}}\n",
               "desk.yaml:8:28: channels.chat.at_once: ",
               "'L1', which answers contacts, has 'agents'; to have several in hand it "
               "needs 'shifts'");
    check_text(
        TWO_SKILLS "groups: {L1: {agents: 2}}\nchannels: {chat: {slowdown: 10%}}\n",
        "desk.yaml:8:29: channels.chat.slowdown: ", "it has a meaning only with 'at_once'");
    check_text(TWO_SKILLS "groups: {L1: {agents: 2}}\nchannels: {chat: {at_once: 0}}\n",
               "desk.yaml:8:28: channels.chat.at_once: ", "1 to 20");
}

static void test_major_incidents_that_cannot_be(void **state)
{
    (void)state;
#define MAJORS TWO_SKILLS "groups: {L1: {agents: 2}}\nmajor_incidents: "
    check_text(MAJORS "{war_room: {L1: 1}, restore: 1h}\n",
               "desk.yaml:8:1: major_incidents: ",
               "nothing is ever declared: give 'priorities', 'services' or 'related'");
    check_text(MAJORS "{priorities: [P1], war_room: {L1: 3}, restore: 1h}\n",
               "desk.yaml:8:", "the group has only 2 agents");
    check_text(MAJORS "{priorities: [P1], war_room: {L2: 1}, restore: 1h}\n",
               "desk.yaml:8:", "there is no group 'L2'; did you mean 'L1'?");
    check_text(MAJORS "{priorities: [P1], war_room: {L1: 1}}\n",
               "desk.yaml:8:", "'restore' is missing");
    check_text(MAJORS "{services: [mail], war_room: {L1: 1}, restore: 1h}\n",
               "desk.yaml:8:", "there is no service 'mail' in 'services'");
    check_text(MAJORS "{priorities: [P1], war_room: {L1: 1}, restore: 1h, exponent: 2}\n",
               "desk.yaml:8:", "0 to 1");
    check_text(MAJORS "{priorities: [P1], war_room: {L1: 1}, restore: 1h, managerz: 2}\n",
               "desk.yaml:8:", "did you mean 'managers'?");
}

static void test_a_table_of_head_counts_is_read_or_refused_by_line(void **state)
{
    (void)state;
    check_table("group,interval_start,agents\nL1,Mon 08:00,2\nL1,monday 08:30,5\n"
                "L2,Mon 08:00,9\n",
                NULL);
    check_table("agents,group,interval_start\n2,L1,Mon 08:00\n5,L1,Mon 8:30\n", NULL);
    check_table("group,interval_start,agents\nL1,Mon 8,2\n",
                "staffing.csv:2: interval_start: 'Mon 8' is not a day and a time");
    check_table("group,interval_start,agents\nL1,Mon 08:00,-2\n",
                "staffing.csv:2: agents: '-2' is not a whole number from 0 to 100000");
    check_table("group,start,agents\nL1,Mon 08:00,2\n",
                "staffing.csv:1: there is no column 'interval_start'");
    check_table("group,interval_start,agents\nL1,Mon 08:00,2\nL1,Mon 08:00,3\n",
                "staffing.csv:3: this interval of L1 was there before");
    check_table("group,interval_start,agents\nL2,Mon 08:00,2\n",
                "it has no row of the group 'L1'");
    check_table("group,interval_start,agents\n", "no row of head counts");
}

static void test_a_holiday_file_is_refused_where_it_is_named(void **state)
{
    (void)state;
    const char *path = fixture_temporary("holidays.ics");
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_true(fputs("2026-01-06\n", file) >= 0);
    assert_int_equal(fclose(file), 0);
    char text[4096];
    (void)snprintf(text, sizeof text,
                   "sites: {here: {holiday_file: %s}}\nhorizon: 4w\n"
                   "arrivals: {all: {rate: 1/day, profile: flat}}\n"
                   "categories: {any: {share: 100%%, priority: {P1: 100%%}, "
                   "work: {L1: 10m}}}\ngroups: {L1: {agents: 1}}\n",
                   path);
    loaded it = fixture_load(text, strlen(text));
    const char *said = fixture_said(&it, false);
    assert_int_equal(it.status, DS_BAD_INPUT);
    assert_non_null(strstr(said, "desk.yaml:1:30: sites.here.holiday_file: "));
#ifdef DS_HAS_ICAL
    assert_non_null(strstr(said, "BEGIN:VCALENDAR is missing"));
#else
    assert_non_null(strstr(said, "was built without libical"));
#endif
    fixture_free(&it);
    (void)remove(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_one_way_says_who_works),
        cmocka_unit_test(test_nobody_is_there_twice),
        cmocka_unit_test(test_breaks_lie_within_the_shift),
        cmocka_unit_test(test_everybody_has_one_shift),
        cmocka_unit_test(test_rules_of_people_are_checked),
        cmocka_unit_test(test_what_nobody_does_is_warned_of),
        cmocka_unit_test(test_skills_that_nobody_has),
        cmocka_unit_test(test_chats_need_shifts),
        cmocka_unit_test(test_major_incidents_that_cannot_be),
        cmocka_unit_test(test_a_table_of_head_counts_is_read_or_refused_by_line),
        cmocka_unit_test(test_a_holiday_file_is_refused_where_it_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
