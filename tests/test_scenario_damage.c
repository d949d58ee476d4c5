/* Damaged scenarios: whatever the bytes are, they are refused with a reason or they make a
 * desk; and an allocation that fails is said, with nothing lost and nothing left over. */
#include "scenario_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* The project's own allocations come by here (linked with --wrap); one of them fails. */
static int64_t allocations;
static int64_t failing; /* 0: none */

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *memory, size_t size);
char *__real_strdup(const char *text);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *memory, size_t size);
char *__wrap_strdup(const char *text);

static int fails(void)
{
    return ++allocations == failing;
}

void *__wrap_malloc(size_t size)
{
    return fails() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size)
{
    return fails() ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *memory, size_t size)
{
    return fails() ? NULL : __real_realloc(memory, size);
}

char *__wrap_strdup(const char *text)
{
    return fails() ? NULL : __real_strdup(text);
}

/* Loads and compiles; the status and what was said agree. */
static ds_status try_bytes(const char *text, size_t length)
{
    loaded it = fixture_load(text, length);
    ds_status status = it.status;
    assert_true(status == DS_OK || it.said.count > 0);
    for (int32_t i = 0; i < it.said.count; i++)
        assert_true(it.said.list[i].text[0] != '\0');
    fixture_free(&it);
    return status;
}

/* A sequence of numbers that is the same every time (Knuth's MMIX generator). */
static uint32_t next_number(uint64_t *sequence)
{
    *sequence = *sequence * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(*sequence >> 33);
}

static void test_a_scenario_cut_off_at_any_byte_is_refused_or_whole(void **state)
{
    (void)state;
    size_t length;
    char *text = fixture_read("sample.yaml", &length);
    int whole = 0;
    for (size_t cut = 0; cut <= length; cut++)
        whole += try_bytes(text, cut) == DS_OK;
    /* Without its last line break the sample is whole; hardly ever is it else. */
    assert_in_range(whole, 2, 40);
    free(text);
}

static void test_a_scenario_with_any_byte_changed_is_refused_or_makes_a_desk(void **state)
{
    (void)state;
    static const char bytes[] = "\0\t\n :{}[],&*#|>'\"-%!?\x80\xff\xc3"
                                "0a";
    size_t length;
    char *text = fixture_read("sample.yaml", &length);
    uint64_t sequence = 1;
    int refused = 0;
    for (size_t at = 0; at < length; at++) {
        char kept = text[at];
        text[at] = bytes[next_number(&sequence) % (sizeof bytes - 1)];
        refused += try_bytes(text, length) == DS_BAD_INPUT;
        text[at] = kept;
    }
    assert_in_range(refused, (int)length / 2, (int)length);
    free(text);
}

static void test_a_scenario_with_lines_lost_doubled_or_swapped_does_no_harm(void **state)
{
    (void)state;
    size_t length;
    char *text = fixture_read("sample.yaml", &length);
    const char *lines[64];
    size_t lengths[64];
    int count = 0;
    for (const char *at = text; *at && count < 64; at = strchr(at, '\n') + 1) {
        lines[count] = at;
        lengths[count++] = (size_t)(strchr(at, '\n') - at) + 1;
    }
    char *made = malloc(3 * length);
    assert_non_null(made);
    uint64_t sequence = 7;
    for (int round = 0; round < 300; round++) {
        size_t used = 0;
        for (int i = 0; i < count; i++) {
            uint32_t what = next_number(&sequence) % 12;
            int from = what == 2 ? (int)(next_number(&sequence) % (uint32_t)count) : i;
            for (uint32_t copy = 0; copy < (what == 0 ? 0u : what == 1 ? 2u : 1u); copy++) {
                memcpy(made + used, lines[from], lengths[from]);
                used += lengths[from];
                if (used > 2 * length)
                    break;
            }
        }
        (void)try_bytes(made, used);
    }
    free(made);
    free(text);
}

/* A scenario with something of everything, so that every allocation is met. */
static const char everything[] =
    "calendars: {office: {hours: [Mon-Fri 08:00-18:00], holidays: [2026-01-06], time_zone: "
    "Europe/London}}\n"
    "contracts: {c: {target: 8h, calendar: office}}\n"
    "slas:\n"
    "  s: {resolution: {P1: 1h}, applies_to: {categories: [c]}}\n"
    "groups: &groups {A: {agents: 9, ola: {target: 1h}}, B: {agents: 9}}\n"
    "arrivals:\n"
    "  s: {rate: 1/h, calendar: office, channel: {phone: 1}, categories: {c: 1},\n"
    "      events: [{from: 2026-01-06, to: 2026-01-07, factor: 2}]}\n"
    "categories:\n"
    "  c:\n"
    "    impact: {high: 1}\n"
    "    urgency: {low: 1}\n"
    "    misroute: {share: 1%, to: B, rediagnosis: 5m}\n"
    "    hold: {vendor: {share: 10%, time: gamma(mean 1d cv 2), contract: c}}\n"
    "    reopen: {share: 1%, after: weibull(mean 1d shape 2)}\n"
    "    route:\n"
    "      A: {work: lognormal(mean 5m cv 1), resolve: 50%, next: {B: 1}}\n"
    "      B: {work: 5m, hold: {user: {share: 1%, time: 1d}}}\n";

static void test_an_allocation_that_fails_is_said_and_loses_nothing(void **state)
{
    (void)state;
    static const char *const overrides[] = {"groups.B.tier=2", "name=x"};
    ds_status status = DS_NO_MEMORY;
    int64_t round = 0;
    while (status != DS_OK) {
        loaded it = {.scenario = NULL};
        allocations = 0;
        failing = ++round;
        status = ds_scenario_load_text(everything, sizeof everything - 1, "desk.yaml",
                                       overrides, 2, &it.said, &it.scenario);
        if (status == DS_OK)
            status = ds_scenario_compile(it.scenario, &it.desk, &it.said);
        failing = 0;
        assert_true(status == DS_OK || status == DS_NO_MEMORY);
        assert_true(status == DS_OK || ds_diagnostics_has_error(&it.said));
        assert_true(status == DS_OK || it.desk.groups == NULL);
        fixture_free(&it);
        assert_true(round < 5000);
    }
    assert_true(round > 50); /* it did fail so many times */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_scenario_cut_off_at_any_byte_is_refused_or_whole),
        cmocka_unit_test(test_a_scenario_with_any_byte_changed_is_refused_or_makes_a_desk),
        cmocka_unit_test(test_a_scenario_with_lines_lost_doubled_or_swapped_does_no_harm),
        cmocka_unit_test(test_an_allocation_that_fails_is_said_and_loses_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
