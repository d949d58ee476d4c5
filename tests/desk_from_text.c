#include "desk_from_text.h"

#include "model/replications.h"
#include "scenarios/scenario.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define TEXT_SIZE (16 * 1024)

static void print_diagnostics(const ds_diagnostics *said)
{
    char line[2048];
    for (int32_t i = 0; i < said->count; i++) {
        ds_diagnostic_format(&said->list[i], line, sizeof line);
        print_error("%s\n", line);
    }
}

/* Compiles a scenario that was loaded, if it was, and lets go of all but the desk. */
static ds_desk desk_of(ds_status status, ds_scenario *scenario, ds_diagnostics *said)
{
    ds_desk desk = {0};
    if (status == DS_OK)
        status = ds_scenario_compile(scenario, &desk, said);
    if (status != DS_OK)
        print_diagnostics(said);
    ds_scenario_delete(scenario);
    ds_diagnostics_free(said);
    return desk;
}

static void check_desk(const ds_desk *desk)
{
    ds_error err = {0};
    assert_true(desk->group_count > 0); /* otherwise: the scenario was refused, see above */
    ds_status status = ds_desk_check(desk, &err);
    if (status != DS_OK)
        print_error("the compiled desk is not sound: %s\n", err.text);
    assert_int_equal(status, DS_OK);
}

ds_desk desk_from_text(const char *text)
{
    ds_diagnostics said = {0};
    ds_scenario *scenario = NULL;
    ds_status status = ds_scenario_load_text(text, strlen(text), "scenario.yaml", NULL, 0,
                                             &said, &scenario);
    ds_desk desk = desk_of(status, scenario, &said);
    if (desk.group_count == 0)
        print_error("in this scenario:\n%s\n", text);
    check_desk(&desk);
    return desk;
}

ds_desk desk_from_format(const char *format, ...)
{
    char *text = malloc(TEXT_SIZE);
    assert_non_null(text);
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(text, TEXT_SIZE, format, arguments);
    va_end(arguments);
    assert_true(length > 0 && length < TEXT_SIZE);
    ds_desk desk = desk_from_text(text);
    free(text);
    return desk;
}

ds_desk desk_from_file(const char *path)
{
    ds_diagnostics said = {0};
    ds_scenario *scenario = NULL;
    ds_status status = ds_scenario_load(path, NULL, 0, &said, &scenario);
    ds_desk desk = desk_of(status, scenario, &said);
    check_desk(&desk);
    return desk;
}

static void check_run(ds_status status, const ds_error *err)
{
    if (status != DS_OK)
        print_error("the simulation failed: %s\n", err->text);
    assert_int_equal(status, DS_OK);
}

ds_tally *desk_run(const ds_desk *desk, uint64_t seed, int64_t count)
{
    ds_error err = {0};
    ds_replications what = {.desk = desk, .seed = seed, .threads = 1};
    ds_tally *tallies = calloc((size_t)count + 1, sizeof *tallies);
    int64_t done = 0;
    assert_non_null(tallies);
    check_run(ds_replications_run(&what, 0, count, tallies, &done, &err), &err);
    assert_int_equal(done, count);
    return tallies;
}

void desk_tallies_free(ds_tally *tallies, int64_t count)
{
    for (int64_t i = 0; i < count; i++)
        ds_tally_free(&tallies[i]);
    free(tallies);
}

ds_tally desk_watch(const ds_desk *desk, uint64_t seed, int64_t number, ds_observe *observe,
                    void *context)
{
    ds_error err = {0};
    ds_tally tally = {0};
    ds_replication *replication = ds_replication_new(desk, &err);
    if (!replication)
        print_error("no replication: %s\n", err.text);
    assert_non_null(replication);
    ds_replication_observe(replication, observe, context);
    check_run(ds_replication_run(replication, seed, number, NULL, &tally, &err), &err);
    ds_replication_delete(replication);
    return tally;
}

ds_results desk_results(const ds_desk *desk, uint64_t seed, int64_t count)
{
    ds_error err = {0};
    ds_results results = {0};
    ds_tally *tallies = desk_run(desk, seed, count);
    ds_status status = ds_results_init(&results, desk, seed, 0.95, tallies, count, &err);
    desk_tallies_free(tallies, count);
    check_run(status, &err);
    return results;
}

void desk_give_tickets(ds_desk *desk, const desk_arrival *tickets, int32_t count)
{
    ds_trace *trace = calloc(1, sizeof *trace);
    assert_non_null(trace);
    trace->rows = calloc((size_t)count + 1, sizeof *trace->rows);
    assert_non_null(trace->rows);
    trace->count = count;
    for (int32_t i = 0; i < count; i++)
        trace->rows[i] =
            (ds_trace_row){.at = (ds_ticks)(tickets[i].minute * (double)DS_MINUTE),
                           .category = desk_category_row(desk, tickets[i].category),
                           .priority = tickets[i].priority - 1,
                           .impact = DS_NO_ID,
                           .urgency = DS_NO_ID,
                           .group = DS_NO_ID,
                           .channel = DS_NO_ID};
    desk->streams[0].trace = trace;
}

int32_t desk_group_row(const ds_desk *desk, const char *name)
{
    int32_t row = 0;
    while (row < desk->group_count && strcmp(desk->groups[row].name, name) != 0)
        row++;
    if (row == desk->group_count)
        fail_msg("the desk has no group '%s'", name);
    return row;
}

int32_t desk_category_row(const ds_desk *desk, const char *name)
{
    int32_t row = 0;
    while (row < desk->category_count && strcmp(desk->categories[row].name, name) != 0)
        row++;
    if (row == desk->category_count)
        fail_msg("the desk has no category '%s'", name);
    return row;
}
