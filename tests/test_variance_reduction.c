/* Antithetic pairs and control variates: unbiased, and narrower where they should be. */
#include "analysis/estimates/control.h"
#include "analysis/results/estimator.h"
#include "analysis/studies/control_variates.h"
#include "desk_from_text.h"
#include "model/replications.h"
#include "sim/random.h"
#include "theory.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_multifit.h>
#include <gsl/gsl_randist.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define PAIRS 30

/* M/M/2 at 80 %, long enough for its start not to matter. */
static const char queue[] = "name: queue\n"
                            "start: 2026-01-05\n"
                            "horizon: 10w\n"
                            "warm_up: 2w\n"
                            "groups:\n"
                            "  desk: {tier: 1, agents: 2, hours: always}\n"
                            "arrivals:\n"
                            "  all: {type: incident, rate: 4/h, profile: flat}\n"
                            "categories:\n"
                            "  any:\n"
                            "    share: 100%\n"
                            "    priority: {P1: 100%}\n"
                            "    work: {desk: exponential(mean 24m)}\n";

static ds_tally *run_pairs(const ds_desk *desk, int64_t count)
{
    ds_error err = {0};
    int64_t done;
    ds_replications what = {.desk = desk, .seed = 3, .threads = 2, .is_antithetic = true};
    ds_tally *tallies = calloc((size_t)count, sizeof *tallies);
    assert_non_null(tallies);
    assert_int_equal(ds_replications_run(&what, 0, count, tallies, &done, &err), DS_OK);
    assert_int_equal(done, count);
    return tallies;
}

static const ds_tally **pointers(const ds_tally *tallies, int64_t count)
{
    const ds_tally **list = calloc((size_t)count, sizeof *list);
    assert_non_null(list);
    for (int64_t i = 0; i < count; i++)
        list[i] = &tallies[i];
    return list;
}

/* Opposite luck. */

static void test_mirrored_uniforms_are_complements(void **state)
{
    (void)state;
    ds_seed seed = {.seed = 9, .replication = 4};
    ds_seed mirrored = {.seed = 9, .replication = 4, .mirror = true};
    for (uint32_t i = 0; i < 1000; i++) {
        ds_identity who = {i * 7919, i};
        ds_uniforms plain = ds_random_block(&seed, who, i % 5, i % 3);
        ds_uniforms twin = ds_random_block(&mirrored, who, i % 5, i % 3);
        for (int k = 0; k < 4; k++)
            assert_true(plain.u[k] + twin.u[k] == 1.0);
        ds_identity child = ds_random_child(&seed, who, 1, i);
        ds_identity of_twin = ds_random_child(&mirrored, who, 1, i);
        assert_true(child.family == of_twin.family && child.ordinal == of_twin.ordinal);
    }
}

#define WATCHED 200

typedef struct arrivals {
    int count;
    ds_ticks at[WATCHED];
    int32_t category[WATCHED];
} arrivals;

static void note_arrival(void *context, const ds_replication *replication,
                         ds_happening happening, int32_t row, ds_ticks now)
{
    arrivals *seen = context;
    if (happening != DS_TICKET_ARRIVED || seen->count == WATCHED)
        return;
    seen->category[seen->count] = ds_replication_ticket(replication, row)->category;
    seen->at[seen->count++] = now;
}

static arrivals watch(const ds_desk *desk, int64_t number)
{
    arrivals seen = {0};
    ds_error err = {0};
    ds_tally tally = {0};
    ds_replication *replication = ds_replication_new(desk, &err);
    assert_non_null(replication);
    ds_replication_set_antithetic(replication, true);
    ds_replication_observe(replication, note_arrival, &seen);
    assert_int_equal(ds_replication_run(replication, 3, number, NULL, &tally, &err), DS_OK);
    assert_true(tally.is_paired);
    ds_replication_delete(replication);
    ds_tally_free(&tally);
    return seen;
}

static double uniform_of_gap(const arrivals *seen, int i)
{
    ds_ticks gap = seen->at[i] - (i > 0 ? seen->at[i - 1] : 0);
    return exp(-4 * ds_hours(gap)); /* four an hour */
}

static void test_twins_have_complementary_gaps_between_arrivals(void **state)
{
    (void)state;
    ds_desk desk = desk_from_text(queue);
    arrivals first = watch(&desk, 6);
    arrivals second = watch(&desk, 7);
    arrivals other = watch(&desk, 8);
    assert_int_equal(first.count, WATCHED);
    /* A gap is known to a microsecond or two: 4/h · 2 µs. */
    for (int i = 0; i < WATCHED; i++)
        assert_true(fabs(uniform_of_gap(&first, i) + uniform_of_gap(&second, i) - 1) <
                    1e-8);
    assert_true(first.at[10] != other.at[10]);
    ds_desk_free(&desk);
}

static void test_without_pairs_nothing_is_mirrored(void **state)
{
    (void)state;
    ds_desk desk = desk_from_text(queue);
    ds_tally *alone = desk_run(&desk, 3, 2);
    ds_tally *pair = run_pairs(&desk, 2);
    /* Number 0 has the luck of key 0 in both. */
    assert_true(alone[0].arrived == pair[0].arrived);
    assert_true(alone[1].arrived != pair[1].arrived);
    assert_true(!alone[0].is_paired && pair[0].is_paired);
    desk_tallies_free(alone, 2);
    desk_tallies_free(pair, 2);
    ds_desk_free(&desk);
}

/* Estimates. */

typedef struct reduced {
    ds_estimate estimate;
    double factor;
} reduced;

static reduced estimate(const ds_desk *desk, ds_tally *tallies, int32_t count,
                        bool use_controls, const char *group, const char *measure)
{
    char note[1024];
    reduced out;
    ds_error err = {0};
    ds_controls controls = {0};
    const ds_tally **list = pointers(tallies, count);
    ds_result_dimension dimension = group ? DS_RESULT_BY_GROUP : DS_RESULT_OVERALL;
    int32_t row = group ? desk_group_row(desk, group) : 0;
    int32_t column = ds_measure_row(dimension, measure);
    ds_estimator *estimator = ds_estimator_new(desk, list, count, 0.95, &err);
    assert_non_null(estimator);
    if (use_controls) {
        assert_int_equal(
            ds_control_variates(&controls, desk, list, count, note, sizeof note, &err),
            DS_OK);
        assert_int_equal(controls.count, 2);
        assert_string_equal(note, "");
        ds_estimator_set_controls(estimator, &controls);
    }
    assert_int_equal(
        ds_estimator_one(estimator, dimension, row, column, &out.estimate, &err), DS_OK);
    assert_int_equal(
        ds_estimator_variance_factor(estimator, dimension, row, column, &out.factor, &err),
        DS_OK);
    ds_estimator_delete(estimator);
    ds_controls_free(&controls);
    free(list);
    return out;
}

/* The truth within four standard errors. */
static void expect_truth(const reduced *seen, double truth)
{
    const ds_estimate *about = &seen->estimate;
    if (!(fabs(about->value - truth) < 4 * about->standard_error))
        fail_msg("%g is not within 4 standard errors (%g) of %g", about->value,
                 about->standard_error, truth);
}

static void test_pairs_are_unbiased_and_narrower_on_a_queue(void **state)
{
    (void)state;
    ds_desk desk = desk_from_text(queue);
    ds_tally *tallies = run_pairs(&desk, 2 * PAIRS);
    reduced mttr = estimate(&desk, tallies, 2 * PAIRS, false, NULL, "mttr_h");
    reduced busy = estimate(&desk, tallies, 2 * PAIRS, false, "desk", "utilisation");
    print_message("antithetic: MTTR %.3f, utilisation %.3f\n", mttr.factor, busy.factor);
    expect_truth(&mttr, theory_mmc_wait(2, 4, 0.4) + 0.4);
    expect_truth(&busy, 0.8);
    assert_true(mttr.factor > 1.2);
    assert_true(busy.factor > 1.8);
    assert_int_equal(mttr.estimate.replications, 2 * PAIRS);
    desk_tallies_free(tallies, 2 * PAIRS);
    ds_desk_free(&desk);
}

static void test_controls_are_unbiased_and_narrower_on_a_queue(void **state)
{
    (void)state;
    ds_desk desk = desk_from_text(queue);
    ds_tally *tallies = desk_run(&desk, 11, 60);
    reduced mttr = estimate(&desk, tallies, 60, true, NULL, "mttr_h");
    reduced busy = estimate(&desk, tallies, 60, true, "desk", "utilisation");
    print_message("control variates: MTTR %.3f, utilisation %.3f\n", mttr.factor,
                  busy.factor);
    assert_int_equal(mttr.estimate.method, DS_METHOD_CONTROLLED);
    expect_truth(&mttr, theory_mmc_wait(2, 4, 0.4) + 0.4);
    expect_truth(&busy, 0.8);
    assert_true(mttr.factor > 1.3);
    assert_true(busy.factor > 50);
    desk_tallies_free(tallies, 60);
    ds_desk_free(&desk);
}

static void test_the_unit_of_pairs_is_the_pair(void **state)
{
    (void)state;
    ds_error err = {0};
    ds_estimate seen;
    ds_desk desk = desk_from_text(queue);
    ds_tally *tallies = run_pairs(&desk, 20);
    const ds_tally **list = pointers(tallies, 20);
    double x[10] = {0};
    double n[10] = {0};
    int32_t column = ds_measure_row(DS_RESULT_OVERALL, "mttr_h");
    int32_t count;
    for (int i = 0; i < 20; i++) {
        double a;
        double b;
        ds_measure_terms(&ds_measures(&count)[column], &desk, list[i], DS_RESULT_OVERALL, 0,
                         &a, &b);
        x[i / 2] += a;
        n[i / 2] += b;
    }
    ds_estimate byhand = ds_estimate_ratio(x, n, 10, 1, 0.95);
    ds_estimator *estimator = ds_estimator_new(&desk, list, 20, 0.95, &err);
    assert_non_null(estimator);
    assert_int_equal(ds_estimator_one(estimator, DS_RESULT_OVERALL, 0, column, &seen, &err),
                     DS_OK);
    assert_true(seen.value == byhand.value && seen.half_width == byhand.half_width);
    ds_estimator_delete(estimator);
    free(list);
    desk_tallies_free(tallies, 20);
    ds_desk_free(&desk);
}

/* The regression. */

static void test_the_correction_is_that_of_a_regression(void **state)
{
    (void)state;
    enum { UNITS = 25 };
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    double y[UNITS];
    double one[UNITS];
    double c[2][UNITS];
    gsl_matrix *design = gsl_matrix_alloc(UNITS, 3);
    gsl_vector *response = gsl_vector_alloc(UNITS);
    for (size_t i = 0; i < UNITS; i++) {
        c[0][i] = 10 + gsl_ran_gaussian(rng, 2);
        c[1][i] = 3 + 0.5 * c[0][i] + gsl_ran_gaussian(rng, 1);
        y[i] = 50 + c[0][i] - 2 * c[1][i] + gsl_ran_gaussian(rng, 1);
        one[i] = 1;
        gsl_matrix_set(design, i, 0, 1);
        gsl_matrix_set(design, i, 1, c[0][i] - 10);
        gsl_matrix_set(design, i, 2, c[1][i] - 8);
        gsl_vector_set(response, i, y[i]);
    }
    gsl_vector *fit = gsl_vector_alloc(3);
    gsl_matrix *covariance = gsl_matrix_alloc(3, 3);
    gsl_multifit_linear_workspace *room = gsl_multifit_linear_alloc(UNITS, 3);
    double squares;
    gsl_multifit_linear(design, response, fit, covariance, &squares, room);

    ds_controls controls = {.units = UNITS};
    assert_int_equal(ds_controls_add(&controls, c[0], 10), DS_CONTROL_USED);
    assert_int_equal(ds_controls_add(&controls, c[1], 8), DS_CONTROL_USED);
    ds_estimate estimate = ds_estimate_ratio(y, one, UNITS, 1, 0.95);
    assert_true(ds_estimate_control(&estimate, &controls, y, one, 0.95));
    assert_true(fabs(estimate.value - gsl_vector_get(fit, 0)) < 1e-9);
    double error = sqrt(gsl_matrix_get(covariance, 0, 0));
    assert_true(fabs(estimate.standard_error - error) < 1e-9);
    assert_true(estimate.half_width >= gsl_cdf_tdist_Pinv(0.975, UNITS - 3) * error - 1e-9);
    ds_controls_free(&controls);
    gsl_multifit_linear_free(room);
    gsl_matrix_free(covariance);
    gsl_matrix_free(design);
    gsl_vector_free(fit);
    gsl_vector_free(response);
    gsl_rng_free(rng);
}

/* 20 units, one control with correlation 0.8: the share that covers within 4 standard
 * deviations of 0.95 in 4,000 experiments. */
static void test_corrected_intervals_cover_the_truth(void **state)
{
    (void)state;
    enum { UNITS = 20, EXPERIMENTS = 4000 };
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    int covered = 0;
    for (int e = 0; e < EXPERIMENTS; e++) {
        double y[UNITS];
        double one[UNITS];
        double c[UNITS];
        ds_controls controls = {.units = UNITS};
        for (int i = 0; i < UNITS; i++) {
            c[i] = gsl_ran_gaussian(rng, 1);
            y[i] = 20 + 0.8 * c[i] + gsl_ran_gaussian(rng, 0.6);
            one[i] = 1;
        }
        ds_estimate estimate = ds_estimate_ratio(y, one, UNITS, 1, 0.95);
        assert_int_equal(ds_controls_add(&controls, c, 0), DS_CONTROL_USED);
        (void)ds_estimate_control(&estimate, &controls, y, one, 0.95);
        covered += estimate.lo <= 20 && 20 <= estimate.hi;
        ds_controls_free(&controls);
    }
    double share = (double)covered / EXPERIMENTS;
    assert_true(fabs(share - 0.95) < 4 * sqrt(0.95 * 0.05 / EXPERIMENTS) + 0.005);
    gsl_rng_free(rng);
}

static void test_controls_that_tell_nothing_or_something_else_are_refused(void **state)
{
    (void)state;
    enum { UNITS = 20 };
    double constant[UNITS];
    double rising[UNITS];
    double same[UNITS];
    for (int i = 0; i < UNITS; i++) {
        constant[i] = 7;
        rising[i] = i;
        same[i] = 3 * i + 1;
    }
    ds_controls controls = {.units = UNITS};
    assert_int_equal(ds_controls_add(&controls, constant, 7), DS_CONTROL_CONSTANT);
    assert_int_equal(ds_controls_add(&controls, rising, 1000), DS_CONTROL_DOUBTED);
    assert_int_equal(ds_controls_add(&controls, rising, 10), DS_CONTROL_USED);
    assert_int_equal(ds_controls_add(&controls, same, 31), DS_CONTROL_CONSTANT);
    assert_int_equal(controls.count, 1);
    ds_controls_free(&controls);
}

/* What is known. */

static double z_of(const ds_tally *tallies, int32_t count, bool is_work, double known)
{
    double mean = 0;
    double squares = 0;
    for (int32_t i = 0; i < count; i++) {
        double value = is_work ? 0 : tallies[i].arrived;
        for (int32_t t = 0; is_work && t < DS_TICKET_TYPES; t++)
            value += ds_tally_slice(&tallies[i], DS_BY_TYPE, t)->sum[DS_SUM_TOUCH];
        mean += value / count;
        squares += value * value / count;
    }
    double error = sqrt((squares - mean * mean) / (count - 1));
    return (mean - known) / error;
}

static void expect_known(const ds_desk *desk, int32_t count)
{
    ds_error err = {0};
    double tickets = 0;
    double work;
    ds_tally *tallies = desk_run(desk, 21, count);
    for (int32_t s = 0; s < desk->stream_count; s++)
        tickets += ds_expected_tickets(desk, &desk->streams[s]);
    assert_int_equal(ds_expected_work(desk, &work, &err), DS_OK);
    double z_tickets = z_of(tallies, count, false, tickets);
    double z_work = z_of(tallies, count, true, work);
    print_message("known means: tickets z = %.2f, work z = %.2f\n", z_tickets, z_work);
    assert_true(fabs(z_tickets) < 4 && fabs(z_work) < 4);
    desk_tallies_free(tallies, count);
}

static void test_the_known_means_are_those_of_the_simulation(void **state)
{
    (void)state;
    ds_desk desk = desk_from_file(DS_LIBRARY "/mid-size-desk.yaml");
    expect_known(&desk, 60);
    ds_desk_free(&desk);
    /* Over a change of the clocks, with everything that moves a rate, from a Wednesday
     * noon; with reopening, misrouting and handing on. */
    desk = desk_from_text(
        "name: uneven\n"
        "start: 2026-03-11 12:00\n"
        "horizon: 5w\n"
        "warm_up: 30h\n"
        "time_zone: Europe/London\n"
        "calendars:\n"
        "  office: {hours: Mon-Fri 09:00-17:00, holidays: [2026-04-03]}\n"
        "groups:\n"
        "  L1: {tier: 1, agents: unlimited, hours: always}\n"
        "  L2: {tier: 2, agents: unlimited, hours: always}\n"
        "arrivals:\n"
        "  all:\n"
        "    type: incident\n"
        "    rate: 60/workday\n"
        "    profile: office-hours\n"
        "    calendar: office\n"
        "    growth: 5%/month\n"
        "    season: {4: 0.7}\n"
        "    day_factor: {vmr: 4}\n"
        "    events: [{from: 2026-03-24 10:00, to: 2026-03-26, factor: 2}]\n"
        "categories:\n"
        "  any:\n"
        "    share: 100%\n"
        "    priority: {P3: 100%}\n"
        "    work: {L1: exponential(mean 20m), L2: lognormal(mean 1h cv 1)}\n"
        "    resolved_at: {L1: 60%}\n"
        "    reopen: {share: 20%, after: lognormal(mean 1d cv 1), work: 50%}\n");
    expect_known(&desk, 400);
    ds_desk_free(&desk);
}

static void expect_note(const ds_desk *desk, int32_t count, int32_t used, const char *said)
{
    char note[1024];
    ds_error err = {0};
    ds_controls controls;
    ds_tally *tallies = desk_run(desk, 1, count);
    const ds_tally **list = pointers(tallies, count);
    assert_int_equal(
        ds_control_variates(&controls, desk, list, count, note, sizeof note, &err), DS_OK);
    assert_int_equal(controls.count, used);
    if (!strstr(note, said))
        fail_msg("'%s' does not say '%s'", note, said);
    ds_controls_free(&controls);
    free(list);
    desk_tallies_free(tallies, count);
}

static void test_controls_whose_means_are_not_known_are_left_out_and_said(void **state)
{
    (void)state;
    ds_desk desk = desk_from_text(queue);
    expect_note(&desk, 10, 0, "they need 20 replications");
    desk.groups[0].time_limit = DS_HOUR;
    expect_note(&desk, 20, 1, "work brought in, since groups have time limits");
    desk.groups[0].time_limit = 0;
    desk.counts_by_resolution = true;
    expect_note(&desk, 20, 1, "tickets are counted by resolution");
    ds_desk_free(&desk);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_mirrored_uniforms_are_complements),
        cmocka_unit_test(test_twins_have_complementary_gaps_between_arrivals),
        cmocka_unit_test(test_without_pairs_nothing_is_mirrored),
        cmocka_unit_test(test_pairs_are_unbiased_and_narrower_on_a_queue),
        cmocka_unit_test(test_controls_are_unbiased_and_narrower_on_a_queue),
        cmocka_unit_test(test_the_unit_of_pairs_is_the_pair),
        cmocka_unit_test(test_the_correction_is_that_of_a_regression),
        cmocka_unit_test(test_corrected_intervals_cover_the_truth),
        cmocka_unit_test(test_controls_that_tell_nothing_or_something_else_are_refused),
        cmocka_unit_test(test_the_known_means_are_those_of_the_simulation),
        cmocka_unit_test(test_controls_whose_means_are_not_known_are_left_out_and_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
