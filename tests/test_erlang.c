/* Erlang's formulas and square-root staffing: against published values, identities, and the
 * closed forms that other tests are held to. */
#include "analysis/staffing/erlang.h"
#include "tests/theory.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

static void test_blocking_and_delay_agree_with_the_other_implementation(void **state)
{
    (void)state;
    for (int32_t agents = 1; agents <= 200; agents += 7)
        for (double load = 0.3 * agents; load < agents; load += 0.2 * agents) {
            assert_true(fabs(ds_erlang_b(agents, load) - theory_erlang_b(agents, load)) <
                        1e-12);
            assert_true(fabs(ds_erlang_c(agents, load) - theory_erlang_c(agents, load)) <
                        1e-12);
        }
}

/* M/M/1: the share that waits is the load, and longer than t it is ρ exp(-(1 - ρ) t). */
static void test_one_agent_is_mm1(void **state)
{
    (void)state;
    assert_true(fabs(ds_erlang_c(1, 0.7) - 0.7) < 1e-12);
    assert_true(fabs(ds_erlang_c_beyond(1, 0.7, 2) - 0.7 * exp(-0.6)) < 1e-12);
    assert_true(ds_erlang_c(3, 3) >= 1);
}

/* Where patience is the mean service time, the number present is that of M/M/∞: Poisson. */
static void test_patience_of_one_service_time_gives_a_poisson_number_present(void **state)
{
    (void)state;
    double load = 9;
    double below = 0;
    double waiting = 0;
    double term = exp(-load);
    for (int n = 0; n < 200; n++) {
        below += n < 10 ? term : 0;
        waiting += n > 10 ? (n - 10) * term : 0;
        term *= load / (n + 1);
    }
    ds_erlang_a found = ds_erlang_with_patience(10, load, 1);
    assert_true(fabs(found.delayed - (1 - below)) < 1e-12);
    assert_true(fabs(found.abandoned - waiting / load) < 1e-12);
}

static void test_endless_patience_is_erlang_c(void **state)
{
    (void)state;
    ds_erlang_a found = ds_erlang_with_patience(10, 8, 1e7);
    assert_true(fabs(found.delayed - ds_erlang_c(10, 8)) < 1e-5);
    assert_true(found.abandoned < 1e-5);
}

static void test_the_least_agents_meet_the_target_and_one_fewer_does_not(void **state)
{
    (void)state;
    for (double load = 0.4; load < 190; load *= 1.17) {
        int32_t agents = ds_erlang_least(load, 0.2);
        assert_true(theory_erlang_c(agents, load) <= 0.2);
        assert_true(agents - 1 <= load || theory_erlang_c(agents - 1, load) > 0.2);
    }
}

/* Square-root staffing is known to be within one agent of the exact answer (Borst,
 * Mandelbaum and Reiman, Operations Research 52, 2004). */
static void test_square_root_staffing_is_within_an_agent_of_erlang(void **state)
{
    (void)state;
    for (double load = 2; load < 190; load *= 1.17)
        assert_true(
            abs(ds_square_root_staffing(load, 0.2, 1) - ds_erlang_least(load, 0.2)) <= 1);
    assert_true(ds_square_root_staffing(100, 0.2, 5) >
                ds_square_root_staffing(100, 0.2, 1));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_blocking_and_delay_agree_with_the_other_implementation),
        cmocka_unit_test(test_one_agent_is_mm1),
        cmocka_unit_test(test_patience_of_one_service_time_gives_a_poisson_number_present),
        cmocka_unit_test(test_endless_patience_is_erlang_c),
        cmocka_unit_test(test_the_least_agents_meet_the_target_and_one_fewer_does_not),
        cmocka_unit_test(test_square_root_staffing_is_within_an_agent_of_erlang),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
