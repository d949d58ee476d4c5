/* What is wrong with the practices of a desk is told with its place, the value, and what
 * would do. */
#include "scenario_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Line 9 of the scenario, and what must be said: its beginning and words in it. */
typedef struct fault {
    const char *line;
    const char *place;
    const char *words[2];
} fault;

#define SCENARIO                                                                           \
    "start: 2026-01-05\nhorizon: 4w\ntime_zone: UTC\n"                                     \
    "groups: {L1: {tier: 1, agents: 3}, bosses: {tier: 2, agents: 1}}\n"                   \
    "arrivals: {all: {rate: 1/day, profile: flat}, asks: {type: request, rate: 1/day}}\n"  \
    "categories:\n"                                                                        \
    "  any: {share: 100%%, priority: {P1: 100%%}, work: {L1: 10m}}\n"                      \
    "  ask: {type: request, share: 100%%, priority: {P3: 100%%}, work: {L1: 10m}}\n"       \
    "%s\n"

static void check(const fault *one)
{
    char text[4096];
    (void)snprintf(text, sizeof text, SCENARIO, one->line);
    loaded it = fixture_load(text, strlen(text));
    const char *said = fixture_said(&it, false);
    if (strncmp(said, one->place, strlen(one->place)) != 0 ||
        !strstr(said, one->words[0]) || (one->words[1] && !strstr(said, one->words[1])))
        fail_msg("for '%s': '%s'", one->line, said);
    assert_int_equal(it.status, DS_BAD_INPUT);
    fixture_free(&it);
}

static void check_errors(const fault *faults, size_t count)
{
    for (size_t i = 0; i < count; i++)
        check(&faults[i]);
}

#define CHECK_ERRORS(list) check_errors(list, sizeof(list) / sizeof(list)[0])

static void test_problems(void **state)
{
    (void)state;
    static const fault faults[] = {
        {"problems: {}",                                                                 "desk.yaml:9:1: problems",                   {"'causes' is missing"}              },
        {"problems: {causes: {}}",                                                       "desk.yaml:9:",                              {"cause"}                            },
        {"problems: {causes: {a: {category: any}}}",
         "desk.yaml:9:21: problems.causes.a",                                                                                         {"'share' is missing"}               },
        {"problems: {causes: {a: {category: ayn, share: 1%}}}",
         "desk.yaml:9:35: problems.causes.a.category: ",                                                                              {"no category 'ayn'", "'any'"}       },
        {"problems: {causes: {a: {category: ask, share: 1%}}}",
         "desk.yaml:9:35: problems.causes.a.category: ",                                                                              {"'ask' are no incidents"}           },
        {"problems: {causes: {a: {category: any, share: 60%}, b: {category: any, share: "
         "50%}}}",                                                              "desk.yaml:9:79: problems.causes.b.share: ",
         {"110 %", "at most 100 %"}                                                                                                                                        },
        {"problems: {causes: {a: {category: any, share: 130%}}}",
         "desk.yaml:9:47: problems.causes.a.share: ",                                                                                 {"'130%' is not a share"}            },
        {"problems: {causes: {a: {category: any, share: 1%}}, gruop: L1}",
         "desk.yaml:9:53: problems: ",                                                                                                {"'gruop'", "'group'"}               },
        {"problems: {causes: {a: {category: any, share: 1%}}, group: L9}",
         "desk.yaml:9:60: problems.group: ",                                                                                          {"no group 'L9'", "'L1'"}            },
        {"problems: {causes: {a: {category: any, share: 1%}}, after: 2.5}",
         "desk.yaml:9:60: problems.after: ",                                                                                          {"'2.5'", "a whole number from 0 to"}},
        {"problems: {causes: {a: {category: any, share: 1%}}, fails: 96%}",
         "desk.yaml:9:60: problems.fails: ",                                                                                          {"'96%'", "95%"}                     },
        {"problems: {causes: {a: {category: any, share: 1%}}, lead_time: constnat(1h)}",
         "desk.yaml:9:64: problems.lead_time: ",                                                                                      {"constnat", "constant"}             },
        {"problems: {causes: {a: {category: any, share: 1%}}, burst: {incidents: -1}}",
         "desk.yaml:9:72: problems.burst.incidents: ",                                                                                {"'-1'", "from 0 to 1000"}           },
    };
    CHECK_ERRORS(faults);
}

static void test_communication_and_expectations(void **state)
{
    (void)state;
    static const fault faults[] = {
        {"communication: {chase_afer: constant(1h)}",
         "desk.yaml:9:17: communication: ",             {"'chase_afer'", "'chase_after'"}},
        {"communication: {chase_after: constant(1h), chase_group: L7}",
         "desk.yaml:9:57: communication.chase_group: ", {"no group 'L7'", "'L1'"}        },
        {"communication: {updates: {P9: 1h}}",
         "desk.yaml:9:27: communication.updates: ",     {"no priority 'P9'", "'P1'"}     },
        {"communication: {updates: {P1: soon}}",
         "desk.yaml:9:31: communication.updates.P1: ",  {"'soon'", "a duration"}         },
        {"satisfaction: {expected: {P1: never}}",
         "desk.yaml:9:31: satisfaction.expected.P1: ",  {"'never'", "duration"}          },
    };
    CHECK_ERRORS(faults);
}

static void test_escalation(void **state)
{
    (void)state;
    static const fault faults[] = {
        {"escalation: {}",                                               "desk.yaml:9:1: escalation", {"'rules' is missing"}          },
        {"escalation: {rules: [{ag: 1h, raise: 1}]}",                    "desk.yaml:9:",              {"'ag'", "'age'"}               },
        {"escalation: {rules: [{age: 1h, reassignments: 2, raise: 1}]}",
         "desk.yaml:9:",                                                                              {"a rule has one"}              },
        {"escalation: {rules: [{age: 1h, raise: 9}]}",
         "desk.yaml:9:39: escalation.rules.1.raise: ",                                                {"'9'", "from 0 to 8"}          },
        {"escalation: {rules: [{age: 1h}]}",                             "desk.yaml:9:",              {"it has no effect"}            },
        {"escalation: {rules: [{sla: 50%, raise: 1}]}",
         "desk.yaml:9:28: escalation.rules.1.sla: ",                                                  {"no 'slas'"}                   },
        {"escalation: {rules: [{age: 1h, notify: yes, raise: 1}]}",
         "desk.yaml:9:",                                                                              {"there are no 'managers'"}     },
        {"escalation: {managers: boses, rules: [{age: 1h}]}",
         "desk.yaml:9:24: escalation.managers: ",                                                     {"no group 'boses'", "'bosses'"}},
    };
    CHECK_ERRORS(faults);
}

static void test_prioritisation_and_handover(void **state)
{
    (void)state;
    static const fault faults[] = {
        {"prioritisation: {loud: 120%}",
         "desk.yaml:9:24: prioritisation.loud: ",     {"'120%' is not a share"}    },
        {"prioritisation: {vip: {shar: 1%}}",
         "desk.yaml:9:24: prioritisation.vip: ",      {"'shar'", "'share'"}        },
        {"prioritisation: {mistaken: {P7: {P1: 1%}}}",
         "desk.yaml:9:29: prioritisation.mistaken: ", {"no priority 'P7'"}         },
        {"handover: {documentation: 2}",
         "desk.yaml:9:27: handover.documentation: ",  {"'2' is not a share"}       },
        {"handover: {sentback: 1%}",
         "desk.yaml:9:12: handover: ",                {"'sentback'", "'sent_back'"}},
    };
    CHECK_ERRORS(faults);
}

static void test_knowledge_services_and_costs(void **state)
{
    (void)state;
    static const fault faults[] = {
        {"knowledge: {savse: 10%}",              "desk.yaml:9:13: knowledge: ",       {"'savse'", "'saves'"}         },
        {"knowledge: {half: 0}",                 "desk.yaml:9:19: knowledge.half: ",  {"'0'", "0.1"}                 },
        {"knowledge: {saves: 99%}",              "desk.yaml:9:20: knowledge.saves: ", {"'99%'", "95%"}               },
        {"services: {mail: {categories: anny}}",
         "desk.yaml:9:31: services.mail.categories",                                  {"no category 'anny'", "'any'"}},
        {"services: {mail: {categories: ask}}",
         "desk.yaml:9:31: services.mail.categories",                                  {"'ask' are no incidents"}     },
        {"services: {mail: {priorities: P8}}",
         "desk.yaml:9:31: services.mail.priorities",                                  {"no priority 'P8'"}           },
        {"blame: yes",                           "desk.yaml:9:8: blame: ",            {"no 'slas'"}                  },
        {"blame: maybe",                         "desk.yaml:9:8: blame: ",            {"'maybe'"}                    },
        {"costs: {user_huor: 1}",                "desk.yaml:9:9: costs: ",            {"'user_huor'", "'user_hour'"} },
        {"costs: {user_hour: -1}",               "desk.yaml:9:20: costs.user_hour: ", {"'-1'"}                       },
    };
    CHECK_ERRORS(faults);
}

static void test_automation(void **state)
{
    (void)state;
    static const fault faults[] = {
        {"automation: {detectd: 10%}",
         "desk.yaml:9:14: automation: ",                                           {"'detectd'", "'detected'"}   },
        {"automation: {detected: lots}",
         "desk.yaml:9:24: automation.detected: ",                                  {"'lots'", "a share"}         },
        {"automation: {earlier: 8d}",
         "desk.yaml:9:23: automation.earlier: ",                                   {"'8d' is too long"}          },
        {"automation: {categories: [ask]}",
         "desk.yaml:9:27: automation.categories",                                  {"'ask' are no incidents"}    },
        {"automation: {categories: ayn}",
         "desk.yaml:9:26: automation.categories",                                  {"no category 'ayn'", "'any'"}},
        {"automation: {saves: 1}",           "desk.yaml:9:21: automation.saves: ", {"'1'", "95%"}                },
        {"automation: {takes: constant(5)}", "desk.yaml:9:",                       {"automation.takes", "5"}     },
    };
    CHECK_ERRORS(faults);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_problems),
        cmocka_unit_test(test_automation),
        cmocka_unit_test(test_communication_and_expectations),
        cmocka_unit_test(test_escalation),
        cmocka_unit_test(test_prioritisation_and_handover),
        cmocka_unit_test(test_knowledge_services_and_costs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
