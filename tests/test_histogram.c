#include "sim/histogram.h"

#include "sim/random.h"

#include <gsl/gsl_errno.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* What the header promises, and room for the rounding of 0.01 itself. */
#define PROMISED (0.01 * (1.0 + 1e-12))

typedef struct sample {
    ds_ticks *values; /* sorted */
    size_t count;
    uint64_t counts[DS_HISTOGRAM_BUCKETS];
} sample;

static int compare(const void *a, const void *b)
{
    ds_ticks x = *(const ds_ticks *)a;
    ds_ticks y = *(const ds_ticks *)b;
    return (x > y) - (x < y);
}

static void count_values(sample *self)
{
    qsort(self->values, self->count, sizeof *self->values, compare);
    memset(self->counts, 0, sizeof self->counts);
    for (size_t i = 0; i < self->count; i++)
        self->counts[ds_histogram_bucket(self->values[i])]++;
}

static double quantile(const sample *self, double p)
{
    return ds_histogram_quantile(self->counts, 0, DS_HISTOGRAM_BUCKETS, p, self->count);
}

/* Against the sample's ceil(n p)-th value; n p in exact arithmetic, as p = k / denominator.
 */
static void check_quantile(const sample *self, uint64_t k, uint64_t denominator)
{
    uint64_t rank = (self->count * k + denominator - 1) / denominator;
    double exact = (double)self->values[rank > 0 ? rank - 1 : 0];
    double found = quantile(self, (double)k / (double)denominator);
    assert_true(fabs(found - exact) <= PROMISED * exact);
}

static void check_many_quantiles(const sample *self)
{
    for (uint64_t k = 0; k <= 100; k++)
        check_quantile(self, k, 100);
    if (self->count <= 300)
        for (uint64_t k = 0; k <= self->count; k++)
            check_quantile(self, k, self->count);
    check_quantile(self, 999, 1000);
}

static void test_buckets_and_lower_ends_agree_at_every_boundary(void **state)
{
    (void)state;
    assert_int_equal(ds_histogram_lower(0), 0);
    for (int32_t b = 0; b < DS_HISTOGRAM_BUCKETS; b++) {
        ds_ticks lower = ds_histogram_lower(b);
        ds_ticks next = ds_histogram_lower(b + 1);
        assert_true(next > lower);
        assert_int_equal(ds_histogram_bucket(lower), b);
        assert_int_equal(ds_histogram_bucket(next - 1), b);
        assert_true(next - lower == 1 || (next - lower) * 64 <= lower);
        if (b > 0)
            assert_int_equal(ds_histogram_bucket(lower - 1), b - 1);
    }
}

static void test_values_off_the_scale_land_in_the_end_buckets(void **state)
{
    (void)state;
    assert_int_equal(ds_histogram_bucket(-5), 0);
    assert_int_equal(ds_histogram_bucket(INT64_MIN), 0);
    assert_int_equal(ds_histogram_lower(DS_HISTOGRAM_BUCKETS), (ds_ticks)1 << 54);
    assert_int_equal(ds_histogram_bucket((ds_ticks)1 << 54), DS_HISTOGRAM_BUCKETS - 1);
    assert_int_equal(ds_histogram_bucket(INT64_MAX), DS_HISTOGRAM_BUCKETS - 1);
}

static void test_every_single_value_is_found_within_one_percent(void **state)
{
    (void)state;
    for (ds_ticks value = 0; value < 70000; value++) {
        int32_t bucket = ds_histogram_bucket(value);
        uint64_t one = 1;
        for (int k = 0; k <= 4; k++) {
            double found = ds_histogram_quantile(&one, bucket, bucket + 1, k / 4.0, 1);
            assert_true(fabs(found - (double)value) <= PROMISED * (double)value);
        }
    }
}

/* Both ends of every bucket at once: the widest spread that a bucket can hide. */
static void test_the_ends_of_every_bucket_are_found_within_one_percent(void **state)
{
    (void)state;
    ds_ticks ends[100];
    sample *s = calloc(1, sizeof *s);
    assert_non_null(s);
    for (int32_t b = 0; b < DS_HISTOGRAM_BUCKETS; b += 7) {
        *s = (sample){.values = ends, .count = 100};
        for (size_t i = 0; i < 100; i++)
            ends[i] = i < 97 ? ds_histogram_lower(b) : ds_histogram_lower(b + 1) - 1;
        count_values(s);
        for (uint64_t k = 0; k <= 20; k++)
            check_quantile(s, k, 20);
    }
    free(s);
}

static void test_quantiles_of_random_samples_are_within_one_percent(void **state)
{
    (void)state;
    static const size_t sizes[] = {1, 2, 3, 7, 100, 299, 5000};
    ds_seed seed = {.seed = 3, .replication = 0};
    sample *s = calloc(1, sizeof *s);
    ds_ticks values[5000];
    assert_non_null(s);
    for (uint32_t round = 0; round < 70; round++) {
        *s = (sample){.values = values, .count = sizes[round % 7]};
        for (uint32_t i = 0; i < s->count; i++) {
            ds_uniforms u = ds_random_block(&seed, (ds_identity){round, i}, 0, 0);
            /* log-uniform over the whole scale; sometimes 0 or the same as before */
            values[i] = u.u[1] < 0.02 ? 0 : (ds_ticks)exp2(54.0 * u.u[0]);
            if (i > 0 && u.u[2] < 0.2)
                values[i] = values[i - 1];
        }
        count_values(s);
        check_many_quantiles(s);
    }
    free(s);
}

/* Many values of a smooth density: far better than the bound. Standard error of the median
 * of n exponentials is mean / sqrt(n) = 0.2 %; five of them. */
static void test_quantiles_of_a_smooth_sample_converge(void **state)
{
    (void)state;
    enum { COUNT = 250000 };
    ds_seed seed = {.seed = 4, .replication = 0};
    uint64_t *counts = calloc(DS_HISTOGRAM_BUCKETS, sizeof *counts);
    assert_non_null(counts);
    for (uint32_t i = 0; i < COUNT; i++) {
        double u = ds_random_uniform(&seed, (ds_identity){0, i}, 0, 0);
        counts[ds_histogram_bucket((ds_ticks)(-log1p(-u) * (double)DS_HOUR))]++;
    }
    double median = ds_histogram_quantile(counts, 0, DS_HISTOGRAM_BUCKETS, 0.5, COUNT);
    assert_true(fabs(median / (double)DS_HOUR - log(2.0)) < 5.0 / sqrt(COUNT));
    free(counts);
}

static void test_small_values_are_exact(void **state)
{
    (void)state;
    for (ds_ticks value = 0; value < 128; value++) {
        uint64_t count = 3;
        int32_t b = ds_histogram_bucket(value);
        assert_true(ds_histogram_quantile(&count, b, b + 1, 0.9, 3) == (double)value);
    }
}

static void test_counts_may_begin_at_any_bucket(void **state)
{
    (void)state;
    uint64_t all[DS_HISTOGRAM_BUCKETS] = {0};
    all[100] = 5;
    all[140] = 3;
    all[900] = 2;
    for (int k = 0; k <= 50; k++) {
        double whole = ds_histogram_quantile(all, 0, DS_HISTOGRAM_BUCKETS, k / 50.0, 10);
        assert_true(whole == ds_histogram_quantile(all + 100, 100, 901, k / 50.0, 10));
    }
}

static void test_quantiles_never_fall_with_the_share(void **state)
{
    (void)state;
    uint64_t all[DS_HISTOGRAM_BUCKETS] = {0};
    double before = 0.0;
    for (int32_t b = 500; b < 700; b++)
        all[b] = (uint64_t)(b * 7919 % 13);
    uint64_t total = 0;
    for (int32_t b = 500; b < 700; b++)
        total += all[b];
    for (int k = 0; k <= 20000; k++) {
        double found = ds_histogram_quantile(all + 500, 500, 700, k / 20000.0, total);
        assert_true(found >= before);
        before = found;
    }
}

static void test_a_quantile_beyond_the_counted_is_not_a_number(void **state)
{
    (void)state;
    uint64_t counts[2] = {6, 3}; /* and one censored */
    assert_true(isfinite(ds_histogram_quantile(counts, 50, 52, 0.9, 10)));
    assert_true(isnan(ds_histogram_quantile(counts, 50, 52, 0.901, 10)));
    assert_true(isnan(ds_histogram_quantile(counts, 50, 52, 1.0, 10)));
    assert_true(isfinite(ds_histogram_quantile(counts, 50, 52, 1.0, 9)));
}

static void test_a_quantile_of_nothing_is_not_a_number(void **state)
{
    (void)state;
    uint64_t counts[1] = {4};
    assert_true(isnan(ds_histogram_quantile(counts, 9, 9, 0.5, 0)));
    assert_true(isnan(ds_histogram_quantile(counts, 9, 9, 0.5, 4)));
    assert_true(isnan(ds_histogram_quantile(counts, 9, 10, -0.01, 4)));
    assert_true(isnan(ds_histogram_quantile(counts, 9, 10, 1.01, 4)));
    assert_true(isnan(ds_histogram_quantile(counts, 9, 10, NAN, 4)));
}

static void test_the_range_is_from_the_first_to_after_the_last(void **state)
{
    (void)state;
    uint32_t counts[DS_HISTOGRAM_BUCKETS] = {0};
    int32_t first, last;
    ds_histogram_range(counts, &first, &last);
    assert_true(first == 0 && last == 0);
    counts[77] = 1;
    ds_histogram_range(counts, &first, &last);
    assert_true(first == 77 && last == 78);
    counts[0] = counts[DS_HISTOGRAM_BUCKETS - 1] = 1;
    ds_histogram_range(counts, &first, &last);
    assert_true(first == 0 && last == DS_HISTOGRAM_BUCKETS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_buckets_and_lower_ends_agree_at_every_boundary),
        cmocka_unit_test(test_values_off_the_scale_land_in_the_end_buckets),
        cmocka_unit_test(test_every_single_value_is_found_within_one_percent),
        cmocka_unit_test(test_the_ends_of_every_bucket_are_found_within_one_percent),
        cmocka_unit_test(test_quantiles_of_random_samples_are_within_one_percent),
        cmocka_unit_test(test_quantiles_of_a_smooth_sample_converge),
        cmocka_unit_test(test_small_values_are_exact),
        cmocka_unit_test(test_counts_may_begin_at_any_bucket),
        cmocka_unit_test(test_quantiles_never_fall_with_the_share),
        cmocka_unit_test(test_a_quantile_beyond_the_counted_is_not_a_number),
        cmocka_unit_test(test_a_quantile_of_nothing_is_not_a_number),
        cmocka_unit_test(test_the_range_is_from_the_first_to_after_the_last),
    };
    gsl_set_error_handler_off();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
