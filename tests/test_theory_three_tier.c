/* The three-tier benchmark desk at K = 1: mean sojourn by priority against that of a bare
 * loop written apart from the engine (bench/floor.c).
 *
 * Two million tickets, about a second; ten million with the argument `slow`. Tolerance:
 * standard errors of the difference: three for the ten million; for the two million, where
 * the error of a skewed mean is itself uncertain, four as in the other theory tests. */
#include "against_theory.h"
#include "desk_from_text.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define REPLICATIONS 20
#define PRIORITIES 4

/* Of 180 million tickets through the bare loop, seeds 1 to 3, with their standard errors.
 */
static const double known[PRIORITIES] = {1.6778, 1.6939, 1.7565, 2.5323};
static const double known_error[PRIORITIES] = {0.0007, 0.0004, 0.0004, 0.0031};

/* Weeks of each replication: 17 tickets an hour. */
typedef struct size {
    int weeks;
    double bite;   /* the largest relative standard error, P4's */
    double errors; /* tolerated */
} size;

static ds_desk three_tiers(int weeks)
{
    return desk_from_format("horizon: %dw\n"
                            "warm_up: 6w\n" /* L3 takes weeks to fill up to its average */
                            "groups:\n"
                            "  L1: {tier: 1, agents: 20, discipline: priority}\n"
                            "  L2: {tier: 2, agents: 8, discipline: priority}\n"
                            "  L3: {tier: 3, agents: 4, discipline: priority}\n"
                            "arrivals: {tickets: {rate: 17/h}}\n"
                            "categories:\n"
                            "  any:\n"
                            "    priority: {P1: 5%%, P2: 15%%, P3: 30%%, P4: 50%%}\n"
                            "    work:\n"
                            "      L1: lognormal(mean 1h cv 1)\n"
                            "      L2: lognormal(mean 80m cv 1)\n"
                            "      L3: lognormal(mean 200m cv 1)\n"
                            "    resolved_at: {L1: 70%%, L2: 80%%}\n",
                            weeks + 6);
}

static double tickets_of(const ds_tally *tallies)
{
    double tickets = 0;
    for (int i = 0; i < REPLICATIONS; i++)
        tickets += ds_tally_slice(&tallies[i], DS_BY_OVERALL, 0)->sum[DS_SUM_RESOLVED];
    return tickets;
}

static void test_sojourns_are_those_of_the_bare_loop(void **state)
{
    const size *about = *state;
    ds_desk desk = three_tiers(about->weeks);
    ds_tally *tallies = desk_run(&desk, 1, REPLICATIONS);
    print_message("    %.0f tickets\n", tickets_of(tallies));
    for (int32_t i = 0; i < PRIORITIES; i++) {
        simulated sojourn =
            simulated_slice(tallies, REPLICATIONS, DS_BY_PRIORITY, i, DS_SUM_RESOLUTION,
                            DS_SUM_RESOLVED, 1 / (double)DS_HOUR);
        double error = hypot(sojourn.error, known_error[i]);
        print_message("    P%d sojourn %.5f h, known %.4f h, error %.5f h\n", (int)i + 1,
                      sojourn.value, known[i], error);
        assert_true(fabs(sojourn.value - known[i]) < about->errors * error);
        assert_true(sojourn.error < about->bite * known[i]);
    }
    assert_agrees(
        "L1 utilisation",
        simulated_group(tallies, REPLICATIONS, 0, DS_GROUP_BUSY, DS_GROUP_ROSTERED, 1),
        0.85, 0.002);
    assert_agrees(
        "L3 utilisation",
        simulated_group(tallies, REPLICATIONS, 2, DS_GROUP_BUSY, DS_GROUP_ROSTERED, 1),
        0.85, 0.006);
    desk_tallies_free(tallies, REPLICATIONS);
    ds_desk_free(&desk);
}

int main(int argc, char **argv)
{
    size about = {.weeks = 35, .bite = 0.012, .errors = THEORY_ERRORS};
    if (argc > 1 && strcmp(argv[1], "slow") == 0)
        about = (size){.weeks = 176, .bite = 0.006, .errors = 3};
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_prestate(test_sojourns_are_those_of_the_bare_loop, &about),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
