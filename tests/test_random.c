#include "sim/random.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_randist.h>
#include <limits.h>

/* Statistical checks run on fixed seeds; each would fail a right generator once in a
 * million. */
#define LEVEL 1e-6
#define SIGMAS 4.9

typedef struct known_answer {
    uint64_t counter[4], key[2], bits[4];
} known_answer;

/* The library's Philox with 10 rounds, from Random123's tests/kat_vectors. */
static const known_answer published[] = {
    {{0, 0, 0, 0},
     {0, 0},
     {0x16554d9eca36314c, 0xdb20fe9d672d0fdc, 0xd7e772cee186176b, 0x7e68b68aec7ba23b}},
    {{UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX},
     {UINT64_MAX, UINT64_MAX},
     {0x87b092c3013fe90b, 0x438c3c67be8d0224, 0x9cc7d7c69cd777b6, 0xa09caebf594f0ba0}},
    {{0x243f6a8885a308d3, 0x13198a2e03707344, 0xa4093822299f31d0, 0x082efa98ec4e6c89},
     {0x452821e638d01377, 0xbe5466cf34e90c6c},
     {0xa528f45403e61d95, 0x38c72dbd566e9788, 0xa5a1610e72fd18b5, 0x57bd43b5e52b7fe6}},
};

static void test_philox_gives_the_published_answers(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof published / sizeof published[0]; i++) {
        const known_answer *k = &published[i];
        philox4x64_ctr_t counter = {
            {k->counter[0], k->counter[1], k->counter[2], k->counter[3]}
        };
        philox4x64_key_t key = {
            {k->key[0], k->key[1]}
        };
        philox4x64_ctr_t bits = philox4x64_R(10, counter, key);
        for (size_t lane = 0; lane < 4; lane++)
            assert_int_equal(bits.v[lane], k->bits[lane]);
    }
}

/* The bits come from an independent implementation for counter (4, 3, 5 * 2^32 + 6, 0) and
 * key (1, 2). Other bits here would change the results of every study. */
static void test_a_block_is_philox_of_all_its_arguments(void **state)
{
    (void)state;
    static const uint64_t bits[4] = {0x86dfccbb4e4d07a5, 0x594437c02fcab8e9,
                                     0x00bfca8cb34965d6, 0x012261a11020efa9};
    ds_seed seed = {.seed = 1, .replication = 2};
    ds_uniforms block = ds_random_block(&seed, (ds_identity){3, 4}, 5, 6);
    for (size_t lane = 0; lane < 4; lane++)
        assert_true(block.u[lane] == ds_uniform_from_bits(bits[lane]));
}

static void test_a_purpose_is_a_lane_of_its_block(void **state)
{
    (void)state;
    ds_seed seed = {.seed = 7, .replication = 8};
    ds_identity who = {9, 10};
    for (uint32_t purpose = 0; purpose < 40; purpose++) {
        ds_uniforms block = ds_random_block(&seed, who, purpose / 4, 3);
        assert_true(ds_random_uniform(&seed, who, purpose, 3) == block.u[purpose % 4]);
    }
}

static void test_uniforms_are_inside_0_and_1_and_symmetrical(void **state)
{
    (void)state;
    assert_true(ds_uniform_from_bits(0) == 0x1p-53);
    assert_true(ds_uniform_from_bits(UINT64_MAX) == 1.0 - 0x1p-53);
    assert_true(ds_uniform_from_bits(UINT64_C(1) << 63) == 0.5 + 0x1p-53);
    ds_seed seed = {.seed = 1, .replication = 1};
    for (uint32_t i = 0; i < 20000; i++) {
        philox4x64_ctr_t counter = {
            {i, 0, 0, 0}
        };
        philox4x64_key_t key = {
            {seed.seed, seed.replication}
        };
        uint64_t bits = philox4x64_R(DS_PHILOX_ROUNDS, counter, key).v[0];
        double u = ds_uniform_from_bits(bits);
        assert_true(u > 0.0 && u < 1.0);
        assert_true(ds_uniform_from_bits(~bits) == 1.0 - u);
        assert_true(1.0 - (1.0 - u) == u);
    }
}

/* 4 lanes, each in 256 cells: chi-square against uniform with 255 degrees of freedom. */
static void check_uniform(const double *u, size_t count)
{
    double cells[256] = {0.0};
    double chi_square = 0.0;
    for (size_t i = 0; i < count; i++)
        cells[(size_t)(u[i] * 256.0)] += 1.0;
    double expected = (double)count / 256.0;
    for (size_t i = 0; i < 256; i++)
        chi_square += (cells[i] - expected) * (cells[i] - expected) / expected;
    assert_true(gsl_cdf_chisq_Q(chi_square, 255.0) > LEVEL);
    assert_true(gsl_cdf_chisq_P(chi_square, 255.0) > LEVEL); /* too even is wrong too */
}

static double correlation(const double *a, const double *b, size_t count)
{
    double sum = 0.0;
    for (size_t i = 0; i < count; i++)
        sum += (a[i] - 0.5) * (b[i] - 0.5);
    return sum * 12.0 / (double)count;
}

enum { DRAWS = 1 << 16 };

typedef struct columns {
    double lane[4][DRAWS];
} columns;

/* Counts along one argument from 1: 0 seed, 1 replication, 2 family, 3 ordinal, 4 block,
 * 5 occurrence. */
static void fill_along(int argument, columns *out)
{
    for (uint32_t i = 0; i < DRAWS; i++) {
        uint64_t at[6] = {1, 1, 1, 1, 1, 1};
        at[argument] = i + 1;
        ds_seed seed = {.seed = at[0], .replication = at[1]};
        ds_uniforms block = ds_random_block(&seed, (ds_identity){at[2], at[3]},
                                            (uint32_t)at[4], (uint32_t)at[5]);
        for (size_t lane = 0; lane < 4; lane++)
            out->lane[lane][i] = block.u[lane];
    }
}

static void test_draws_are_uniform_and_uncorrelated_along_every_argument(void **state)
{
    (void)state;
    columns *draws = malloc(sizeof *draws);
    assert_non_null(draws);
    double bound = SIGMAS / sqrt(DRAWS);
    for (int argument = 0; argument < 6; argument++) {
        fill_along(argument, draws);
        for (size_t a = 0; a < 4; a++) {
            check_uniform(draws->lane[a], DRAWS);
            assert_true(fabs(correlation(draws->lane[a], draws->lane[a] + 1, DRAWS - 1)) <
                        bound);
            for (size_t b = 0; b < a; b++)
                assert_true(fabs(correlation(draws->lane[a], draws->lane[b], DRAWS)) <
                            bound);
        }
    }
    free(draws);
}

static void test_the_family_of_a_name_is_its_fnv_1a_hash(void **state)
{
    (void)state;
    assert_int_equal(ds_random_family(""), 0xcbf29ce484222325);
    assert_int_equal(ds_random_family("a"), 0xaf63dc4c8601ec8c);
    assert_int_equal(ds_random_family("foobar"), 0x85944171f73967e8);
}

static int compare_identities(const void *a, const void *b)
{
    const ds_identity *x = a;
    const ds_identity *y = b;
    if (x->family != y->family)
        return x->family < y->family ? -1 : 1;
    return (x->ordinal > y->ordinal) - (x->ordinal < y->ordinal);
}

static void test_children_are_all_different(void **state)
{
    (void)state;
    enum { PARENTS = 20, KINDS = 10, ORDINALS = 200, ALL = PARENTS * KINDS * ORDINALS };
    ds_identity *children = calloc(ALL, sizeof *children);
    assert_non_null(children);
    ds_seed seed = {.seed = 1, .replication = 0};
    size_t count = 0;
    for (uint32_t parent = 0; parent < PARENTS; parent++)
        for (uint32_t kind = 0; kind < KINDS; kind++)
            for (uint32_t ordinal = 0; ordinal < ORDINALS; ordinal++)
                children[count++] =
                    ds_random_child(&seed, (ds_identity){5, parent}, kind, ordinal);
    qsort(children, ALL, sizeof *children, compare_identities);
    for (size_t i = 1; i < ALL; i++)
        assert_true(compare_identities(&children[i - 1], &children[i]) < 0);
    free(children);
}

/* Pinned like the block above: counter (4, 3, 5 * 2^32 + 6, 2^64 - 1). */
static void test_a_child_depends_on_its_parent_kind_and_ordinal_only(void **state)
{
    (void)state;
    ds_seed seed = {.seed = 1, .replication = 2};
    ds_identity child = ds_random_child(&seed, (ds_identity){3, 4}, 5, 6);
    assert_int_equal(child.family, 0x4a4520f940e26a5f);
    assert_int_equal(child.ordinal, 0xeb80e9a130e26fed);
}

static gsl_rng *new_rng(void)
{
    gsl_rng *rng = gsl_rng_alloc(ds_random_gsl_type);
    assert_non_null(rng);
    return rng;
}

static void test_a_gsl_stream_begins_with_the_draw_of_its_purpose(void **state)
{
    (void)state;
    gsl_rng *rng = new_rng();
    ds_seed seed = {.seed = 11, .replication = 3};
    ds_identity who = {5, 6};
    for (uint32_t purpose = 0; purpose < 12; purpose++) {
        ds_random_gsl_key(rng, &seed, who, purpose, 2);
        assert_true(gsl_rng_uniform(rng) == ds_random_uniform(&seed, who, purpose, 2));
    }
    gsl_rng_free(rng);
}

static int compare_words(const void *a, const void *b)
{
    unsigned long x = *(const unsigned long *)a;
    unsigned long y = *(const unsigned long *)b;
    return (x > y) - (x < y);
}

/* 64-bit outputs: two equal ones among 8,000 by chance have probability 2e-12. */
static void test_gsl_streams_of_one_block_share_no_output(void **state)
{
    (void)state;
    enum { EACH = 1000, ALL = 8 * EACH };
    gsl_rng *rng = new_rng();
    ds_seed seed = {.seed = 11, .replication = 3};
    unsigned long *outputs = calloc(ALL, sizeof *outputs);
    assert_non_null(outputs);
    for (uint32_t purpose = 0; purpose < 8; purpose++) {
        ds_random_gsl_key(rng, &seed, (ds_identity){5, 6}, purpose, 0);
        for (size_t i = 0; i < EACH; i++)
            outputs[purpose * EACH + i] = gsl_rng_get(rng);
    }
    qsort(outputs, ALL, sizeof *outputs, compare_words);
    for (size_t i = 1; i < ALL; i++)
        assert_true(outputs[i - 1] < outputs[i]);
    free(outputs);
    gsl_rng_free(rng);
}

static void test_setting_a_gsl_generator_restarts_the_stream_of_that_seed(void **state)
{
    (void)state;
    gsl_rng *rng = new_rng();
    gsl_rng *keyed = new_rng();
    ds_seed seed = {.seed = UINT64_C(0x123456789abcdef0), .replication = 0};
    ds_random_gsl_key(keyed, &seed, (ds_identity){0, 0}, 0, 0);
    gsl_rng_set(rng, seed.seed);
    for (int i = 0; i < 10; i++)
        assert_int_equal(gsl_rng_get(rng), gsl_rng_get(keyed));
    gsl_rng *copy = gsl_rng_clone(rng);
    assert_non_null(copy);
    assert_int_equal(gsl_rng_get(copy), gsl_rng_get(rng));
    gsl_rng_set(rng, 1);
    assert_true(gsl_rng_get(copy) != gsl_rng_get(rng));
    gsl_rng_free(copy);
    gsl_rng_free(keyed);
    gsl_rng_free(rng);
}

static void test_gsl_draws_integers_from_all_64_bits(void **state)
{
    (void)state;
    gsl_rng *rng = new_rng();
    double counts[7] = {0.0};
    double chi_square = 0.0;
    assert_true(gsl_rng_max(rng) == ULONG_MAX && gsl_rng_min(rng) == 0);
    for (int i = 0; i < 70000; i++)
        counts[gsl_rng_uniform_int(rng, 7)] += 1.0;
    for (size_t i = 0; i < 7; i++)
        chi_square += (counts[i] - 10000.0) * (counts[i] - 10000.0) / 10000.0;
    assert_true(gsl_cdf_chisq_Q(chi_square, 6.0) > LEVEL);
    gsl_rng_free(rng);
}

/* gsl_ran_gamma(2, 3): mean 6, variance 18, fourth central moment 3 * 18^2 + 6 * 2 * 3^4.
 */
static void test_gsl_samplers_work_on_the_generator(void **state)
{
    (void)state;
    enum { N = 200000 };
    gsl_rng *rng = new_rng();
    double sum = 0.0, squares = 0.0;
    gsl_rng_set(rng, 42);
    for (int i = 0; i < N; i++) {
        double x = gsl_ran_gamma(rng, 2.0, 3.0) - 6.0;
        sum += x;
        squares += x * x;
    }
    double fourth = 3.0 * 18.0 * 18.0 + 6.0 * 2.0 * 81.0;
    assert_true(fabs(sum / N) < SIGMAS * sqrt(18.0 / N));
    assert_true(fabs(squares / N - 18.0) < SIGMAS * sqrt((fourth - 18.0 * 18.0) / N));
    gsl_rng_free(rng);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_philox_gives_the_published_answers),
        cmocka_unit_test(test_a_block_is_philox_of_all_its_arguments),
        cmocka_unit_test(test_a_purpose_is_a_lane_of_its_block),
        cmocka_unit_test(test_uniforms_are_inside_0_and_1_and_symmetrical),
        cmocka_unit_test(test_draws_are_uniform_and_uncorrelated_along_every_argument),
        cmocka_unit_test(test_the_family_of_a_name_is_its_fnv_1a_hash),
        cmocka_unit_test(test_children_are_all_different),
        cmocka_unit_test(test_a_child_depends_on_its_parent_kind_and_ordinal_only),
        cmocka_unit_test(test_a_gsl_stream_begins_with_the_draw_of_its_purpose),
        cmocka_unit_test(test_gsl_streams_of_one_block_share_no_output),
        cmocka_unit_test(test_setting_a_gsl_generator_restarts_the_stream_of_that_seed),
        cmocka_unit_test(test_gsl_draws_integers_from_all_64_bits),
        cmocka_unit_test(test_gsl_samplers_work_on_the_generator),
    };
    gsl_set_error_handler_off();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
