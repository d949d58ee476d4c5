/* Sweeps and tornados of queues whose answers are known. */
#include "analysis/studies/sweep.h"
#include "analysis/studies/tornado.h"
#include "theory.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char queue[] =
    "name: Queue\n"
    "horizon: 14w\n"
    "warm_up: 2w\n"
    "groups:\n"
    "  L1: {agents: 2}\n"
    "arrivals:\n"
    "  calls: {rate: 6/h}\n"
    "categories:\n"
    "  all: {priority: {P3: 100%}, work: {L1: exponential(mean 10m)}}\n";

/* A scenario, its desk and an experiment on it. */
typedef struct bench {
    ds_scenario *scenario;
    ds_desk desk;
    ds_key_measures keys;
    ds_experiment experiment;
    ds_diagnostics said;
    ds_vary varies[4];
    int32_t vary_count;
} bench;

static void complain(const ds_diagnostics *said)
{
    char line[1024];
    for (int32_t i = 0; i < said->count; i++) {
        ds_diagnostic_format(&said->list[i], line, sizeof line);
        print_error("%s\n", line);
    }
}

static void set_up(bench *it, const char *text, const char *const *measures, int32_t count,
                   int64_t replications)
{
    *it = (bench){0};
    if (ds_scenario_load_text(text, strlen(text), "queue.yaml", NULL, 0, &it->said,
                              &it->scenario) != DS_OK ||
        ds_scenario_compile(it->scenario, &it->desk, &it->said) != DS_OK)
        complain(&it->said);
    assert_false(ds_diagnostics_has_error(&it->said));
    for (int32_t i = 0; i < count; i++)
        assert_int_equal(ds_key_measures_add(&it->keys, &it->desk, measures[i], NULL),
                         DS_OK);
    it->experiment = (ds_experiment){
        .scenario = it->scenario,
        .keys = &it->keys,
        .runs = {.desk = &it->desk, .seed = 1, .threads = 2},
        .replications = replications,
        .level = 0.95
    };
}

static ds_status vary(bench *it, const char *text)
{
    ds_status status =
        ds_vary_read(it->scenario, text, &it->varies[it->vary_count], &it->said);
    it->vary_count++;
    return status;
}

static void tear_down(bench *it)
{
    for (int32_t i = 0; i < it->vary_count; i++)
        ds_vary_free(&it->varies[i]);
    ds_key_measures_free(&it->keys);
    ds_desk_free(&it->desk);
    ds_scenario_delete(it->scenario);
    ds_diagnostics_free(&it->said);
}

/* Four standard errors; the half-width is t times one. */
static void assert_is_near(const ds_estimate *estimate, double truth)
{
    double error = estimate->half_width / ds_critical_t(0.95, estimate->replications);
    if (!(fabs(estimate->value - truth) <= 4 * error))
        print_error("%g ± %g, in theory %g\n", estimate->value, error, truth);
    assert_true(fabs(estimate->value - truth) <= 4 * error);
    assert_true(error < 0.2 * truth);
}

static void test_each_point_of_a_sweep_agrees_with_erlang(void **state)
{
    (void)state;
    static const char *const measures[] = {"wait_h:by_group:L1", "utilisation:by_group:L1"};
    bench it;
    ds_sweep sweep;
    set_up(&it, queue, measures, 2, 20);
    assert_int_equal(vary(&it, "groups.L1.agents=2..4"), DS_OK);
    assert_int_equal(vary(&it, "arrivals.calls.rate=x0.5..x1.5/3"), DS_OK);
    assert_int_equal(
        ds_sweep_init(&sweep, &it.experiment, it.varies, 2, DS_DESIGN_GRID, 0, NULL),
        DS_OK);
    assert_int_equal(sweep.planned, 9);
    assert_int_equal(ds_sweep_run(&sweep, &it.said, NULL), DS_OK);
    assert_int_equal(sweep.done, 9);
    for (int64_t point = 0; point < 9; point++) {
        int32_t agents = 2 + (int32_t)(point / 3);
        double rate = 3.0 + 3.0 * (double)(point % 3);
        assert_true(fabs(sweep.numbers[2 * point] - agents) < 1e-12);
        assert_true(fabs(sweep.numbers[2 * point + 1] - rate) < 1e-12);
        assert_is_near(&sweep.estimates[2 * point],
                       theory_mmc_wait(agents, rate, 1.0 / 6.0));
        assert_is_near(&sweep.estimates[2 * point + 1], rate / 6.0 / agents);
    }
    ds_sweep_free(&sweep);
    tear_down(&it);
}

/* The same tickets come at all points: arrivals do not depend on the agents. */
static void test_all_points_meet_the_same_tickets(void **state)
{
    (void)state;
    static const char *const measures[] = {"arrived", "touch_h"};
    bench it;
    ds_sweep sweep;
    set_up(&it, queue, measures, 2, 3);
    assert_int_equal(vary(&it, "groups.L1.agents=2,5,9"), DS_OK);
    assert_int_equal(
        ds_sweep_init(&sweep, &it.experiment, it.varies, 1, DS_DESIGN_GRID, 0, NULL),
        DS_OK);
    assert_int_equal(ds_sweep_run(&sweep, &it.said, NULL), DS_OK);
    for (int64_t point = 1; point < 3; point++)
        for (int key = 0; key < 2; key++)
            assert_true(fabs(sweep.estimates[2 * point + key].value -
                             sweep.estimates[key].value) < 1e-9);
    ds_sweep_free(&sweep);
    tear_down(&it);
}

static void test_a_hypercube_covers_the_levels_evenly(void **state)
{
    (void)state;
    static const char *const measures[] = {"arrived"};
    bench it;
    ds_sweep sweep;
    int seen[5] = {0};
    set_up(&it, queue, measures, 1, 1);
    assert_int_equal(vary(&it, "groups.L1.agents=2..6"), DS_OK);
    assert_int_equal(vary(&it, "arrivals.calls.rate=2/h..7/h"), DS_OK);
    assert_int_equal(
        ds_sweep_init(&sweep, &it.experiment, it.varies, 2, DS_DESIGN_LHS, 20, NULL),
        DS_OK);
    for (int point = 0; point < 20; point++) {
        seen[(int)sweep.numbers[2 * point] - 2]++;
        double rate = sweep.numbers[2 * point + 1];
        assert_true(rate > 2 && rate < 7);
    }
    for (int i = 0; i < 5; i++)
        assert_int_equal(seen[i], 4);
    ds_sweep_free(&sweep);
    tear_down(&it);
}

/* M/M/1 at 0.6: with W(λ) the mean wait, the discrete elasticity over ±5 % is
 * (W(1.05 λ) - W(0.95 λ)) / W(λ) / 0.1, near μ/(μ - λ) = 2.5. */
static void test_the_elasticity_of_a_wait_is_that_of_theory(void **state)
{
    (void)state;
    static const char *const measures[] = {"wait_h:by_group:L1", "utilisation:by_group:L1"};
    bench it;
    ds_tornado tornado;
    set_up(&it, queue, measures, 2, 40);
    ds_scenario_delete(it.scenario);
    ds_desk_free(&it.desk);
    const char *one[] = {"groups.L1.agents=1", "arrivals.calls.rate=3.6/h"};
    assert_int_equal(ds_scenario_load_text(queue, strlen(queue), "queue.yaml", one, 2,
                                           &it.said, &it.scenario),
                     DS_OK);
    assert_int_equal(ds_scenario_compile(it.scenario, &it.desk, &it.said), DS_OK);
    it.experiment.scenario = it.scenario;
    it.experiment.keeps_terms = true;
    assert_int_equal(vary(&it, "arrivals.calls.rate=x0.95..x1.05"), DS_OK);
    assert_int_equal(vary(&it, "groups.L1.agents=1..2"), DS_OK);
    assert_int_equal(vary(&it, "categories.all.work.L1=x0.95..x1.05"), DS_OK);
    assert_int_equal(ds_tornado_init(&tornado, &it.experiment, it.varies, 3, NULL), DS_OK);
    assert_int_equal(ds_tornado_run(&tornado, &it.said, NULL), DS_OK);
    assert_int_equal(tornado.done, 7);
    double wait = theory_mmc_wait(1, 3.6, 1 / 6.0);
    const double truth[] = {
        (theory_mmc_wait(1, 3.78, 1 / 6.0) - theory_mmc_wait(1, 3.42, 1 / 6.0)) / wait /
            0.1,
        (theory_mmc_wait(2, 3.6, 1 / 6.0) - wait) / wait,
        (theory_mmc_wait(1, 3.6, 1.05 / 6.0) - theory_mmc_wait(1, 3.6, 0.95 / 6.0)) / wait /
            0.1};
    for (int i = 0; i < 3; i++) {
        const ds_tornado_bar *bar = &tornado.bars[2 * i];
        double error = bar->half_width / ds_critical_t(0.95, 40);
        print_message("%.3f ± %.3f, in theory %.3f\n", bar->elasticity, bar->half_width,
                      truth[i]);
        assert_true(fabs(bar->elasticity - truth[i]) <= 4 * error);
        assert_true(error < 0.1 * fabs(truth[i]));
    }
    /* Utilisation is proportional to the rate. */
    assert_true(fabs(tornado.bars[1].elasticity - 1) <= 2 * tornado.bars[1].half_width);
    int32_t order[3];
    ds_tornado_order(&tornado, 0, order);
    assert_int_equal(order[0], 2);
    assert_int_equal(order[2], 1);
    ds_tornado_free(&tornado);
    tear_down(&it);
}

/* Two replications by hand: y = 2, 4, 8 (low, own, high); without the first 3, 5, 9; change
 * 0.5. E = 6/4/0.5 = 3. */
static void test_an_elasticity_agrees_with_the_jackknife_by_hand(void **state)
{
    (void)state;
    const double low[] = {1, 3};
    const double own[] = {3, 5};
    const double high[] = {7, 9};
    const double n[] = {1, 1};
    const double *const x[] = {low, own, high};
    const double *const ns[] = {n, n, n};
    ds_tornado_bar bar = {0};
    ds_tornado_elasticity(x, ns, 2, 0.5, 0.95, &bar);
    assert_true(fabs(bar.elasticity - 3) < 1e-12);
    assert_true(fabs(bar.swing - 6) < 1e-12);
    assert_true(bar.swing_half_width < 1e-12);
    /* left out: 6/5/0.5 = 2.4 and 6/3/0.5 = 4; variance 1/2 · 2 · 0.8² = 0.64 */
    assert_true(fabs(bar.half_width - 12.7062047 * 0.8) < 1e-5);
}

static void test_one_replication_has_no_bands(void **state)
{
    (void)state;
    static const char *const measures[] = {"mttr_h"};
    bench it;
    ds_sweep sweep;
    set_up(&it, queue, measures, 1, 1);
    assert_int_equal(vary(&it, "groups.L1.agents=3"), DS_OK);
    assert_int_equal(
        ds_sweep_init(&sweep, &it.experiment, it.varies, 1, DS_DESIGN_GRID, 0, NULL),
        DS_OK);
    assert_int_equal(ds_sweep_run(&sweep, &it.said, NULL), DS_OK);
    assert_true(isfinite(sweep.estimates[0].value));
    assert_false(ds_estimate_has_interval(&sweep.estimates[0]));
    ds_sweep_free(&sweep);
    tear_down(&it);
}

/* Values. */

static void assert_levels(const char *text, const char *const *levels, int32_t count)
{
    bench it;
    set_up(&it, queue, NULL, 0, 1);
    if (vary(&it, text) != DS_OK)
        complain(&it.said);
    assert_int_equal(it.varies[0].count, count);
    for (int32_t i = 0; i < count; i++)
        assert_string_equal(it.varies[0].levels[i].text, levels[i]);
    tear_down(&it);
}

#define LEVELS(text, ...)                                                                  \
    do {                                                                                   \
        static const char *const levels[] = {__VA_ARGS__};                                 \
        assert_levels(text, levels, (int32_t)(sizeof levels / sizeof *levels));            \
    } while (0)

static void test_values_are_lists_ranges_and_factors(void **state)
{
    (void)state;
    LEVELS("groups.L1.agents=2..5", "2", "3", "4", "5");
    LEVELS("groups.L1.agents=2..9:3", "2", "5", "8");
    LEVELS("groups.L1.agents=2..10/3", "2", "6", "10");
    LEVELS("groups.L1.agents=2, 7,4..5", "2", "7", "4", "5");
    LEVELS("groups.L1.agents=x1..x2/3", "2", "3", "4");
    LEVELS("groups.L1.agents=3,unlimited", "3", "unlimited");
    LEVELS("arrivals.calls.rate=x0.8..x1.4/4", "4.8/h", "6/h", "7.2/h", "8.4/h");
    LEVELS("arrivals.calls.rate=x0.5..x1:0.25", "3/h", "4.5/h", "6/h");
    LEVELS("arrivals.calls.rate=10/day..20/day/3", "10/day", "15/day", "20/day");
    LEVELS("arrivals.calls.rate=10/week..20/week:5", "10/week", "15/week", "20/week");
    LEVELS("horizon=4w,28d", "4w", "28d");
    LEVELS("horizon=12w..16w/3", "12w", "14w", "16w");
    LEVELS("horizon=3w..4w:3d12h", "3w", "24d12h", "4w");
    LEVELS("groups.L1.discipline=fifo,random", "fifo", "random");
    LEVELS("categories.all.work.L1=lognormal(mean 6m, cv 1),x2", "lognormal(mean 6m, cv 1)",
           "exponential(mean 20m)");
    LEVELS("categories.all.work.L1=5m..15m/3", "exponential(mean 5m)",
           "exponential(mean 10m)", "exponential(mean 15m)");
}

static void assert_refused(const char *text, const char *part)
{
    char line[1024] = "";
    bench it;
    set_up(&it, queue, NULL, 0, 1);
    assert_int_equal(vary(&it, text), DS_BAD_INPUT);
    for (int32_t i = 0; i < it.said.count && !line[0]; i++)
        if (!it.said.list[i].is_warning)
            ds_diagnostic_format(&it.said.list[i], line, sizeof line);
    if (!strstr(line, part) || !strstr(line, "--vary"))
        print_error("%s\n  says: %s\n  wanted: %s\n", text, line, part);
    assert_non_null(strstr(line, part));
    assert_non_null(strstr(line, "--vary"));
    tear_down(&it);
}

static void test_bad_values_are_refused_with_their_reason(void **state)
{
    (void)state;
    assert_refused("groups.L1.agent=2..5", "did you mean 'agents'");
    assert_refused("groups.L2.agents=2..5", "did you mean 'L1'");
    assert_refused("groups.L1=2..5", "not a single value");
    assert_refused("groups.L1.agents=", "no values");
    assert_refused("groups.L1.agents=5..2", "downwards");
    assert_refused("groups.L1.agents=5..5", "empty");
    assert_refused("groups.L1.agents=5..", "both ends");
    assert_refused("groups.L1.agents=2,,3", "between two commas");
    assert_refused("groups.L1.agents=2.5", "'2.5' is not a whole number");
    assert_refused("groups.L1.agents=2..2000000", "not a whole number");
    assert_refused("groups.L1.agents=2,3,2", "2 twice");
    assert_refused("groups.L1.agents=x1..x1.2/5", "twice");
    assert_refused("groups.L1.agents=x0..x2/3", "factor above 0");
    assert_refused("groups.L1.agents=2..8:0", "above 0");
    assert_refused("groups.L1.agents=2..8/1", "2 or more");
    assert_refused("groups.L1.hours=x0.8..x1.2/3", "'always', not a number");
    assert_refused("groups.L1.time_limit=x0.8", "no value there");
    assert_refused("start=x2", "not a number");
    assert_refused("arrivals.calls.rate=6/h..8/day/3", "not in one unit");
    assert_refused("arrivals.calls.rate=four", "'four' is not");
    assert_refused("arrivals.calls.rate=1/h..2/h:0.000001/h", "1000001 values");
    assert_refused("arrivals.calls.rate=4/h..6/h,9/h", "stands alone");
}

static void test_a_grid_too_large_is_refused_with_its_size(void **state)
{
    (void)state;
    bench it;
    ds_sweep sweep;
    ds_error err = {0};
    set_up(&it, queue, NULL, 0, 1);
    assert_int_equal(vary(&it, "groups.L1.agents=1..2000"), DS_OK);
    assert_int_equal(vary(&it, "arrivals.calls.rate=x0.1..x2/1000"), DS_OK);
    assert_int_equal(
        ds_sweep_init(&sweep, &it.experiment, it.varies, 2, DS_DESIGN_GRID, 0, &err),
        DS_BAD_INPUT);
    assert_non_null(strstr(err.text, "2000000"));
    ds_sweep_free(&sweep);
    tear_down(&it);
}

static void test_a_grid_needs_steps(void **state)
{
    (void)state;
    bench it;
    ds_sweep sweep;
    ds_error err = {0};
    set_up(&it, queue, NULL, 0, 1);
    assert_int_equal(vary(&it, "arrivals.calls.rate=4/h..6/h"), DS_OK);
    assert_true(it.varies[0].is_continuous);
    assert_int_equal(
        ds_sweep_init(&sweep, &it.experiment, it.varies, 1, DS_DESIGN_GRID, 0, &err),
        DS_BAD_INPUT);
    assert_non_null(strstr(err.text, "/5"));
    ds_sweep_free(&sweep);
    tear_down(&it);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_point_of_a_sweep_agrees_with_erlang),
        cmocka_unit_test(test_all_points_meet_the_same_tickets),
        cmocka_unit_test(test_a_hypercube_covers_the_levels_evenly),
        cmocka_unit_test(test_the_elasticity_of_a_wait_is_that_of_theory),
        cmocka_unit_test(test_an_elasticity_agrees_with_the_jackknife_by_hand),
        cmocka_unit_test(test_one_replication_has_no_bands),
        cmocka_unit_test(test_values_are_lists_ranges_and_factors),
        cmocka_unit_test(test_bad_values_are_refused_with_their_reason),
        cmocka_unit_test(test_a_grid_too_large_is_refused_with_its_size),
        cmocka_unit_test(test_a_grid_needs_steps),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
