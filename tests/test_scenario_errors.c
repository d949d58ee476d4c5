/* Every kind of bad scenario gets one message with its exact place and the words that help.
 */
#include "scenario_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

/* A part of the sample, what stands there instead, and what must be said of it. */
typedef struct fault {
    const char *from;
    const char *to;
    const char *place;
    const char *words[3];
} fault;

static void check_text(const char *said, const fault *expected)
{
    bool is_right = strncmp(said, expected->place, strlen(expected->place)) == 0;
    for (int i = 0; i < 3 && expected->words[i]; i++)
        is_right = is_right && strstr(said, expected->words[i]) != NULL;
    if (!is_right)
        print_error("for '%s': '%s'\n", expected->to, said);
    assert_true(is_right);
}

static void check_errors(const fault *faults, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        loaded it = fixture_load_sample(faults[i].from, faults[i].to);
        check_text(fixture_said(&it, false), &faults[i]);
        assert_int_equal(it.status, DS_BAD_INPUT);
        assert_int_equal(it.said.error_count, 1);
        assert_null(it.desk.groups);
        fixture_free(&it);
    }
}

static void check_warnings(const fault *faults, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        loaded it = fixture_load_sample(faults[i].from, faults[i].to);
        check_text(fixture_said(&it, true), &faults[i]);
        assert_int_equal(it.status, DS_OK);
        assert_int_equal(it.said.warning_count, 1);
        assert_int_equal(it.desk.category_count, 2);
        fixture_free(&it);
    }
}

#define CHECK_ERRORS(list) check_errors(list, sizeof(list) / sizeof(list)[0])
#define CHECK_WARNINGS(list) check_warnings(list, sizeof(list) / sizeof(list)[0])

static void test_an_unknown_key_is_told_with_the_nearest_known_one(void **state)
{
    (void)state;
    static const fault faults[] = {
        {"agents: 6, hours: office, disc",
         "agnets: 6, hours: office, disc",                     "desk.yaml:15:17: groups.L1: ",
         {"unknown key 'agnets'", "'agents'"}                                                                                                    },
        {"name: Two-tier",                   "nmae: Two-tier", "desk.yaml:1:1: ",                               {"'nmae'", "'name'"}             },
        {"warm_up: 2w",                      "xyzzy: 2w",      "desk.yaml:4:1: ",                               {"'xyzzy'", "known here: name, "}},
        {"{L1: lognormal(mean 6m cv 0.7)}",
         "{L1: lognormal(mean 6m, cv 0.7)}",                   "desk.yaml:24:35: categories.password.work: ",
         {"'cv 0.7)'", "drop the comma"}                                                                                                         },
        {"time: lognormal(mean 20h cv 1.5)",
         "time: lognormal(mean 20h, cv 1.5)",                  "desk.yaml:31:57: categories.email.hold.user: ",
         {"'cv 1.5)'", "drop the comma"}                                                                                                         },
    };
    CHECK_ERRORS(faults);
}

static void test_an_unknown_name_is_told_with_the_nearest_known_one(void **state)
{
    (void)state;
    static const fault faults[] = {
        {"agents: 6, hours: office, disc",
         "agents: 6, hours: ofice, disc",         "desk.yaml:15:35: groups.L1.hours: ",
         {"no calendar 'ofice'", "'office'"}     },
        {"{medium: 60%, low: 40%}",
         "{medum: 60%, low: 40%}",                "desk.yaml:23:15: categories.password.urgency: ",
         {"no urgency level 'medum'", "'medium'"}},
        {"response:   {P1: 15m",
         "response:   {P9: 15m",                  "desk.yaml:10:18: slas.standard.response: ",
         {"no priority 'P9'", "'P1'"}            },
        {"resolved_at: {L1: 72%}",
         "resolved_at: {Tier1: 72%}",             "desk.yaml:30:19: categories.email.resolved_at: ",
         {"no group 'Tier1'", "'L1', 'L2'"}      },
        {"profile: office-hours, calendar: office",
         "profile: office-hours, calendar: nine", "desk.yaml:18:83: arrivals.incidents.calendar: ",
         {"no calendar 'nine'"}                  },
        {"time_zone: Europe/London",
         "time_zone: Europe/Londn",               "desk.yaml:5:12: time_zone: ",
         {"'Europe/Londn'", "'Europe/London'"}   },
    };
    CHECK_ERRORS(faults);
}

static void test_a_wrong_type_is_told_with_what_is_wanted(void **state)
{
    (void)state;
    static const fault faults[] = {
        {"agents: 6, hours: office, disc",
         "agents: 2.5, hours: office, disc",               "desk.yaml:15:25: groups.L1.agents: ",
         {"'2.5'", "a whole number from 0 to 100000"}                                                                   },
        {"agents: 6, hours: office, disc",
         "agents: -1, hours: office, disc",                "desk.yaml:15:25: groups.L1.agents: ",
         {"'-1'"}                                                                                                       },
        {"agents: 6, hours: office, disc",
         "agents: 100001, hours: office, disc",            "desk.yaml:15:25: groups.L1.agents: ",
         {"'100001'"}                                                                                                   },
        {"agents: 6, hours: office, disc",
         "agents: , hours: office, disc",                  "desk.yaml:15:17: groups.L1.agents: ",
         {"nothing is written"}                                                                                         },
        {"horizon: 14w",
         "horizon: {a: 1}",                                "desk.yaml:3:1: horizon: ",
         {"a mapping", "a duration"}                                                                                    },
        {"horizon: 14w",                   "horizon: [1]", "desk.yaml:3:1: horizon: ",                        {"a list"}},
        {"pause_on: [user, vendor]",
         "pause_on: user",                                 "desk.yaml:13:15: slas.standard.pause_on: ",
         {"'user'", "a list"}                                                                                           },
        {"pause_on: [user, vendor]",
         "pause_on: [user, vender]",                       "desk.yaml:13:22: slas.standard.pause_on.2: ",
         {"'vender'", "mean 'vendor'"}                                                                                  },
        {"discipline: priority",
         "discipline: prioritty",                          "desk.yaml:15:55: groups.L1.discipline: ",
         {"'fifo'", "mean 'priority'"}                                                                                  },
        {"rate: 160/workday",
         "rate: 160/wrkday",                               "desk.yaml:18:37: arrivals.incidents.rate: ",
         {"'160/wrkday'", "160/workday"}                                                                                },
        {"profile: office-hours",
         "profile: ofice-hours",                           "desk.yaml:18:59: arrivals.incidents.profile: ",
         {"mean 'office-hours'"}                                                                                        },
        {"lognormal(mean 14m cv 1)",
         "lognorml(mean 14m cv 1)",                        "desk.yaml:29:16: categories.email.work.L1: ",
         {"mean 'lognormal'"}                                                                                           },
        {"lognormal(mean 14m cv 1)",
         "lognormal(mean 14m cv -1)",                      "desk.yaml:29:38: categories.email.work.L1: ",
         {"'-1'"}                                                                                                       },
        {"Mon-Fri 08:00-18:00",
         "Mon-Fri 08:00-25:00",                            "desk.yaml:7:33: calendars.office.hours: ",
         {"'25:00'"}                                                                                                    },
        {"work: 50%",
         "work: 50",                                       "desk.yaml:32:63: categories.email.reopen.work: ",
         {"'50'", "a share"}                                                                                            },
    };
    CHECK_ERRORS(faults);
}

static void
test_negative_and_zero_durations_are_refused_where_they_make_no_sense(void **state)
{
    (void)state;
    static const fault faults[] = {
        {"horizon: 14w",      "horizon: -14w",  "desk.yaml:3:10: horizon: ",                    {"negative"}       },
        {"horizon: 14w",      "horizon: 0",     "desk.yaml:3:10: horizon: ",                    {"above 0"}        },
        {"horizon: 14w",      "horizon: 14",    "desk.yaml:3:10: horizon: ",                    {"no unit"}        },
        {"horizon: 14w",      "horizon: 3bd",   "desk.yaml:3:10: horizon: ",                    {"business days"}  },
        {"horizon: 14w",      "horizon: 6000w", "desk.yaml:3:10: horizon: ",                    {"too long"}       },
        {"{P1: 15m,",
         "{P1: 0m,",                            "desk.yaml:10:22: slas.standard.response.P1: ",
         {"above 0"}                                                                                               },
        {"rate: 160/workday",
         "rate: 0/workday",                     "desk.yaml:18:37: arrivals.incidents.rate: ",
         {"above 0"}                                                                                               },
        {"horizon: 14w",      "horizon: 1w",    "desk.yaml:4:10: warm_up: ",                    {"'2w'", "horizon"}},
    };
    CHECK_ERRORS(faults);
}

static void test_impossible_dates_are_refused(void **state)
{
    (void)state;
    static const fault faults[] = {
        {"[2026-04-03]",
         "[2026-02-30]",                           "desk.yaml:7:51: calendars.office.holidays.1: ",
         {"'2026-02-30'", "exists"}                                                                             },
        {"start: 2026-01-05", "start: 2026-13-01", "desk.yaml:2:8: start: ",                        {"exists"}  },
        {"start: 2026-01-05", "start: tomorrow",   "desk.yaml:2:8: start: ",                        {"tomorrow"}},
        {"start: 2026-01-05",
         "start: 2026-01-05T08:00Z",               "desk.yaml:2:8: start: ",
         {"without a zone"}                                                                                     },
        {"start: 2026-01-05", "start: 1066-10-14", "desk.yaml:2:8: start: ",                        {"1970"}    },
    };
    CHECK_ERRORS(faults);
}

static void test_shares_that_do_not_sum_to_one_are_told_with_their_sum(void **state)
{
    (void)state;
    static const fault faults[] = {
        {"impact: {low: 100%}",
         "impact: {low: 90%}",                      "desk.yaml:22:5: categories.password.impact: ",
         {"90%", "100%"}                                                                                                        },
        {"impact: {low: 100%}",
         "impact: {low: 99.9998%}",                 "desk.yaml:22:5: categories.password.impact: ",
         {"99.9998%"}                                                                                                           },
        {"share: 70%",                "share: 60%", "desk.yaml:19:1: categories: ",                        {"'incident'", "90%"}},
        {"    share: 70%\n",          "",           "desk.yaml:25:3: categories.email: ",                  {"'share'"}          },
        {"hold: {user: {share: 15%,",
         "hold: {user: {share: 115%,",              "desk.yaml:31:26: categories.email.hold.user.share: ",
         {"'115%'"}                                                                                                             },
    };
    CHECK_ERRORS(faults);
    loaded it = fixture_load_sample("{low: 100%}", "{low: 0.9999999999}");
    assert_int_equal(it.status, DS_OK);
    fixture_free(&it);
}

static void test_what_is_missing_is_told(void **state)
{
    (void)state;
    static const fault faults[] = {
        {"L2: {tier: 2, agents: 6, hours: office}",
         "L2: {tier: 2, hours: office}", "desk.yaml:16:3: groups.L2: ",
         {"'agents' is missing", "a whole number"}},
        {"rate: 160/workday, ",
         "",                             "desk.yaml:18:3: arrivals.incidents: ",
         {"'rate'", "'trace'"}                    },
        {"    impact: {low: 100%}\n",
         "",                             "desk.yaml:20:3: categories.password: ",
         {"'impact' is"}                          },
        {"{P1: always, default: office}",
         "{P1: always}",                 "desk.yaml:12:5: slas.standard.calendar: ",
         {"P2", "'default'"}                      },
        {"    work: {L1: lognormal(mean 6m cv 0.7)}\n",
         "",                             "desk.yaml:20:3: categories.password: ",
         {"'work' or 'route'"}                    },
        {"resolved_at: {L1: 72%}",
         "resolved_at: {}",              "desk.yaml:30:5: categories.email.resolved_at: ",
         {"'L1' is missing"}                      },
        {"incidents: {type: incident,",
         "incidents: {type: request,",   "desk.yaml:18:3: arrivals.incidents: ",
         {"no category", "'request'"}             },
    };
    CHECK_ERRORS(faults);
}

static void test_contradictions_are_told(void **state)
{
    (void)state;
    static const fault faults[] = {
        {"hours: office, discipline: priority",
         "hours: office, preempt: resume",             "desk.yaml:15:52: groups.L1.preempt: ",
         {"discipline: priority"}     },
        {"hours: office, discipline: priority",
         "hours: office, edf: ola, discipline: edf",   "desk.yaml:15:48: groups.L1.edf: ",
         {"'ola'"}                    },
        {"resolved_at: {L1: 72%}",
         "resolved_at: {L1: 72%, L2: 50%}",            "desk.yaml:30:32: categories.email.resolved_at.L2: ",
         {"last group"}               },
        {"hold: {user: {share: 15%,",
         "hold: {user: {contract: c, share: 15%,",     "desk.yaml:31:29: categories.email.hold.user.contract: ",
         {"no contract 'c'"}          },
        {"rate: 160/workday",
         "rate: 160/workday, trace: a.csv",            "desk.yaml:18:3: arrivals.incidents: ",
         {"not both"}                 },
        {"    share: 70%\n",
         "    share: 70%\n    priority: {P1: 100%}\n", "desk.yaml:27:5: categories.email.priority: ",
         {"not both"}                 },
        {"profile: office-hours",
         "profile: nowhere.csv",                       "desk.yaml:18:59: arrivals.incidents.profile: ",
         {"nowhere.csv"}              },
        {"name: Two-tier desk\n",
         "name: Two-tier desk\nname: Again\n",         "desk.yaml:2:1: ",
         {"'name'", "twice", "line 1"}},
        {"calendars:\n",
         "calendars:\n  always: {hours: 24x7}\n",      "desk.yaml:7:3: ",
         {"'always'"}                 },
    };
    CHECK_ERRORS(faults);
}

static void test_a_desk_that_works_badly_is_warned_about(void **state)
{
    (void)state;
    static const fault faults[] = {
        {"resolution: {P1: 2h,",
         "resolution: {P1: 9h,",                   "desk.yaml:11:22: warning: slas.standard.resolution.P1: ",
         {"P1 (9h)", "longer", "P2 (4h)"}                           },
        {"warm_up: 2w",
         "warm_up: 15d",                           "desk.yaml:4:10: warning: warm_up: ",
         {"whole weeks"}                                            },
        {"tier: 2, agents: 6, hours: office}",
         "tier: 2, agents: 6}\n  L3: {agents: 1}", "desk.yaml:17:3: warning: groups.L3: ",
         {"no ticket ever comes"}                                   },
        {"tier: 2, agents: 6",
         "tier: 2, agents: 0",                     "desk.yaml:16:3: warning: groups.L2: ",
         {"no agent is ever on duty", "erlangs", "backlog grows"}   },
        {"agents: 6, hours: office, disc",
         "agents: 2, hours: office, disc",         "desk.yaml:15:3: warning: groups.L1: ",
         {"above the capacity", "utilisation of 1", "backlog grows"}},
        {"    resolved_at: {L1: 72%}\n",
         "",                                       "desk.yaml:29:5: warning: categories.email.work: ",
         {"resolved_at"}                                            },
    };
    CHECK_WARNINGS(faults);
}

/* A scenario of two groups whose routes are given. */
static loaded load_routes(const char *routes)
{
    char text[2048];
    snprintf(text, sizeof text,
             "groups: {A: {agents: 9}, B: {agents: 9}}\n"
             "arrivals: {s: {rate: 1/h}}\n"
             "categories:\n"
             "  c:\n"
             "    priority: {P3: 100%%}\n"
             "    route:\n%s",
             routes);
    return fixture_load(text, strlen(text));
}

static void check_routes(const char *routes, const char *place, const char *words)
{
    loaded it = load_routes(routes);
    fault expected = {.to = routes, .place = place, .words = {words}};
    check_text(fixture_said(&it, false), &expected);
    assert_int_equal(it.status, DS_BAD_INPUT);
    fixture_free(&it);
}

static void test_a_group_that_no_ticket_can_leave_is_refused(void **state)
{
    (void)state;
    check_routes("      A: {work: 5m, resolve: 0%, next: {A: 100%}}\n",
                 "desk.yaml:7:7: categories.c.route.A: ", "no ticket can leave 'A'");
    loaded it = load_routes("      A: {work: 5m, resolve: 1%, next: {A: 100%}}\n");
    assert_int_equal(it.status, DS_OK);
    fixture_free(&it);
}

static void test_a_circle_of_escalation_without_exit_is_refused(void **state)
{
    (void)state;
    check_routes("      A: {work: 5m, resolve: 0%, next: {B: 100%}}\n"
                 "      B: {work: 5m, resolve: 0%, next: {A: 100%}}\n",
                 "desk.yaml:7:7: categories.c.route.A: ", "circle");
    loaded it = load_routes("      A: {work: 5m, resolve: 0%, next: {B: 100%}}\n"
                            "      B: {work: 5m, resolve: 10%, next: {A: 100%}}\n");
    assert_int_equal(it.status, DS_OK);
    fixture_free(&it);
}

static void test_routes_that_lead_nowhere_are_refused(void **state)
{
    (void)state;
    check_routes("      A: {work: 5m, resolve: 50%, next: {B: 100%}}\n",
                 "desk.yaml:7:45: categories.c.route.A.next.B: ", "no route at 'B'");
    check_routes("      A: {work: 5m, resolve: 50%}\n",
                 "desk.yaml:7:7: categories.c.route.A: ", "'next' is missing");
    check_routes("      A: {work: 5m, next: {A: 100%}}\n",
                 "desk.yaml:7:7: categories.c.route.A: ", "'resolve' is missing");
    check_routes("      A: {work: 5m}\n    first: {B: 100%}\n",
                 "desk.yaml:8:5: categories.c.first: ", "no work at 'B'");
    check_routes("      A: {work: 5m}\n    work: {A: 5m}\n",
                 "desk.yaml:4:3: categories.c: ", "not both");
}

static void check_file(const char *path, const char *words)
{
    loaded it = {.scenario = NULL};
    it.status = ds_scenario_load(path, NULL, 0, &it.said, &it.scenario);
    assert_int_equal(it.status, DS_BAD_INPUT);
    assert_null(it.scenario);
    assert_int_equal(it.said.error_count, 1);
    fault expected = {.to = path, .place = "", .words = {words}};
    check_text(fixture_said(&it, false), &expected);
    fixture_free(&it);
}

static void test_a_file_that_cannot_be_read_is_refused(void **state)
{
    (void)state;
    check_file(DS_TEST_DATA "/there-is-no-such-scenario.yaml", "no such file");
    check_file(DS_TEST_DATA, "directory");
    check_file("/dev/null", "empty");
}

static void check_bytes(const char *bytes, size_t length, const char *place,
                        const char *words)
{
    loaded it = fixture_load(bytes, length);
    assert_int_equal(it.status, DS_BAD_INPUT);
    assert_int_equal(it.said.error_count, 1);
    fault expected = {.to = words, .place = place, .words = {words}};
    check_text(fixture_said(&it, false), &expected);
    fixture_free(&it);
}

#define BYTES(text) text, sizeof(text) - 1

static void test_what_is_no_text_is_refused(void **state)
{
    (void)state;
    check_bytes(BYTES(""), "desk.yaml: ", "empty");
    check_bytes(BYTES("\xef\xbb\xbf"), "desk.yaml: ", "empty");
    check_bytes(BYTES("# nothing\n"), "desk.yaml: ", "comments");
    check_bytes(BYTES("\x7f"
                      "ELF\x02\x01\x01\0\0"),
                "desk.yaml: ", "binary");
    check_bytes(BYTES("\x89PNG\r\n\x1a\n"), "desk.yaml: ", "PNG");
    check_bytes(BYTES("name: x\ngroups: {\xff: 1}\n"), "desk.yaml:2:10: ", "UTF-8");
    check_bytes(BYTES("name: \xc3\xa4\xe4\n"), "desk.yaml:1:8: ", "UTF-8");
}

static void test_what_is_no_yaml_is_refused_with_its_place(void **state)
{
    (void)state;
    check_bytes(BYTES("name: x\ngroups: {A: 1\nstart: ]\n"), "desk.yaml:3:", "not YAML");
    check_bytes(BYTES("name: \"x\n"), "desk.yaml:1:", "not YAML");
    check_bytes(BYTES("groups:\n\tA: 1\n"), "desk.yaml:2:", "tab");
    check_bytes(BYTES("a: 1\n---\nb: 1\n"), "desk.yaml:2:1: ", "second document");
    check_bytes(BYTES("name: !tag x\n"), "desk.yaml:1:", "tags");
    check_bytes(BYTES("name: *missing\n"), "desk.yaml:1:7: ", "'&missing'");
    check_bytes(BYTES("groups: &a {x: *a}\n"), "desk.yaml:1:16: ", "within");
    check_bytes(BYTES("{{a: 1}: 2}\n"), "desk.yaml:1:2: ", "key");
    check_bytes(BYTES("[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1"), "desk.yaml:1:33: ", "deep");
    check_bytes(BYTES("- 1\n"), "desk.yaml:1:1: ", "a list");
    check_bytes(BYTES("just words\n"), "desk.yaml:1:1: ", "'just words'");
}

static void test_a_small_file_cannot_unfold_into_a_huge_one(void **state)
{
    (void)state;
    char text[1024] = "a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n";
    for (int i = 1; i < 8; i++) {
        size_t used = strlen(text);
        snprintf(text + used, sizeof text - used,
                 "a%d: &a%d [*a%d, *a%d, *a%d, *a%d, *a%d, *a%d, *a%d, *a%d, *a%d]\n", i, i,
                 i - 1, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1);
    }
    check_bytes(text, strlen(text), "desk.yaml:6:1: ", "more values");
}

static void test_twenty_errors_are_kept_and_all_are_counted(void **state)
{
    (void)state;
    char text[2048] = "";
    for (int i = 0; i < 30; i++) {
        size_t used = strlen(text);
        snprintf(text + used, sizeof text - used, "unknown%d: 1\n", i);
    }
    loaded it = fixture_load(text, strlen(text));
    assert_int_equal(it.said.count, 20);
    assert_int_equal(it.said.error_count, 33); /* groups, arrivals and categories miss */
    assert_int_equal(it.said.list[19].line, 20);
    fixture_free(&it);
}

static void test_a_byte_order_mark_and_json_are_accepted(void **state)
{
    (void)state;
    static const char json[] =
        "\xef\xbb\xbf{\"groups\": {\"A\": {\"agents\": 9}}, \"arrivals\": {\"s\": "
        "{\"rate\": \"1/h\"}}, \"categories\": {\"c\": {\"priority\": {\"P3\": 1}, "
        "\"work\": {\"A\": \"5m\"}}}}";
    loaded it = fixture_load(json, sizeof json - 1);
    assert_string_equal(fixture_said(&it, false), "");
    assert_int_equal(it.desk.group_count, 1);
    fixture_free(&it);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_an_unknown_key_is_told_with_the_nearest_known_one),
        cmocka_unit_test(test_an_unknown_name_is_told_with_the_nearest_known_one),
        cmocka_unit_test(test_a_wrong_type_is_told_with_what_is_wanted),
        cmocka_unit_test(
            test_negative_and_zero_durations_are_refused_where_they_make_no_sense),
        cmocka_unit_test(test_impossible_dates_are_refused),
        cmocka_unit_test(test_shares_that_do_not_sum_to_one_are_told_with_their_sum),
        cmocka_unit_test(test_what_is_missing_is_told),
        cmocka_unit_test(test_contradictions_are_told),
        cmocka_unit_test(test_a_desk_that_works_badly_is_warned_about),
        cmocka_unit_test(test_a_group_that_no_ticket_can_leave_is_refused),
        cmocka_unit_test(test_a_circle_of_escalation_without_exit_is_refused),
        cmocka_unit_test(test_routes_that_lead_nowhere_are_refused),
        cmocka_unit_test(test_a_file_that_cannot_be_read_is_refused),
        cmocka_unit_test(test_what_is_no_text_is_refused),
        cmocka_unit_test(test_what_is_no_yaml_is_refused_with_its_place),
        cmocka_unit_test(test_a_small_file_cannot_unfold_into_a_huge_one),
        cmocka_unit_test(test_twenty_errors_are_kept_and_all_are_counted),
        cmocka_unit_test(test_a_byte_order_mark_and_json_are_accepted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
