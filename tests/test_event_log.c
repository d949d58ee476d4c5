/* Event logs: their cases and events are those of the simulation, one for one; what is
 * written is what the formats allow. */
#include "analysis/histories/event_log.h"
#include "desk_from_text.h"
#include "random_desk.h"
#include "sim/output_file.h"
#include "xes_rules.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "scratch_directory.h"
#include <zlib.h>

#define COUNT(list) ((int32_t)(sizeof(list) / sizeof(list)[0]))
#define RANDOM_DESKS 15
#define MOST_ROWS 20000

static const ds_history_options first_run = {.seed = 1};

/* A log in memory; the caller frees it. */
static char *log_of(const ds_desk *desk, ds_log_format format, ds_log_counts *counts)
{
    char *text = NULL;
    size_t size = 0;
    ds_error err = {0};
    FILE *out = open_memstream(&text, &size);
    assert_non_null(out);
    assert_int_equal(
        ds_event_log_write(desk, &first_run, format, out, "memory", counts, &err), DS_OK);
    assert_int_equal(fclose(out), 0);
    return text;
}

/* Counts against the simulation. */

typedef struct tick_list {
    int64_t by[DS_HAPPENINGS]; /* of the tickets in the window */
    int64_t visits;
    int64_t reassignments;
    int64_t other_misroutes; /* on the way to the first group, or to the same group */
    int32_t from[MOST_ROWS]; /* by row: the group that a misrouted ticket came from, + 1 */
} tick_list;

/* A misrouting is a reassignment only where it leads from a group to another. */
static void tick_misroute(tick_list *all, const ds_ticket *ticket, int32_t row,
                          ds_happening happening)
{
    assert_true(row < MOST_ROWS);
    if (happening == DS_TICKET_MISROUTED && ticket->visits == 0)
        all->other_misroutes++;
    else if (happening == DS_TICKET_MISROUTED)
        all->from[row] = ticket->group + 1;
    else if (happening == DS_TICKET_QUEUED || happening == DS_TICKET_STARTED) {
        all->other_misroutes += all->from[row] == ticket->group + 1;
        all->from[row] = 0;
    }
}

static void tick(void *context, const ds_replication *replication, ds_happening happening,
                 int32_t row, ds_ticks now)
{
    tick_list *all = context;
    const ds_ticket *ticket = ds_replication_ticket(replication, row);
    (void)now;
    if (!ticket->is_cohort)
        return;
    all->by[happening]++;
    tick_misroute(all, ticket, row, happening);
    if (happening == DS_TICKET_CLOSED || happening == DS_TICKET_CENSORED) {
        all->visits += ticket->visits;
        all->reassignments += ticket->reassignments;
    }
}

static int64_t sum_of(const ds_tally *tally, ds_ticket_sum sum)
{
    double all = 0;
    for (int32_t type = 0; type < DS_TICKET_TYPES; type++)
        all += ds_tally_slice(tally, DS_BY_TYPE, type)->sum[sum];
    return (int64_t)all;
}

static int64_t all_of(const ds_log_counts *counts, ds_log_activity activity)
{
    int64_t sum = 0;
    for (int t = 0; t < DS_LOG_TRANSITIONS; t++)
        sum += counts->by[activity][t];
    return sum;
}

static void expect_happenings(const ds_log_counts *counts, const tick_list *seen)
{
    const int64_t *work = counts->by[DS_LOG_WORK];
    const int64_t *hold = counts->by[DS_LOG_HOLD];
    assert_int_equal(all_of(counts, DS_LOG_ARRIVE), seen->by[DS_TICKET_ARRIVED]);
    assert_int_equal(work[DS_LOG_START] + work[DS_LOG_RESUME], seen->by[DS_TICKET_STARTED]);
    assert_int_equal(work[DS_LOG_SUSPEND] + work[DS_LOG_COMPLETE],
                     seen->by[DS_TICKET_STOPPED] + seen->by[DS_TICKET_WORKED]);
    assert_int_equal(work[DS_LOG_SCHEDULE], seen->visits);
    assert_int_equal(hold[DS_LOG_START], seen->by[DS_TICKET_HELD]);
    assert_int_equal(hold[DS_LOG_COMPLETE], seen->by[DS_TICKET_UNHELD]);
    assert_int_equal(work[DS_LOG_WITHDRAW] + work[DS_LOG_ABORT],
                     seen->by[DS_TICKET_TIME_LIMIT]);
    assert_int_equal(all_of(counts, DS_LOG_TIME_LIMIT), seen->by[DS_TICKET_TIME_LIMIT]);
    assert_int_equal(all_of(counts, DS_LOG_MISROUTE), seen->by[DS_TICKET_MISROUTED]);
    assert_int_equal(all_of(counts, DS_LOG_ESCALATE) + all_of(counts, DS_LOG_REASSIGN) +
                         all_of(counts, DS_LOG_RETURN) + all_of(counts, DS_LOG_MISROUTE),
                     seen->reassignments + seen->other_misroutes);
    assert_int_equal(all_of(counts, DS_LOG_RESOLVE), seen->by[DS_TICKET_RESOLVED]);
    assert_int_equal(all_of(counts, DS_LOG_REOPEN), seen->by[DS_TICKET_REOPENED]);
    assert_int_equal(all_of(counts, DS_LOG_CLOSE), seen->by[DS_TICKET_CLOSED]);
}

/* Where tickets count by arrival, the tally's cohort is the log's. */
static void expect_tally(const ds_desk *desk, const ds_log_counts *counts,
                         const ds_tally *tally)
{
    assert_int_equal(counts->cases, tally->arrived);
    if (desk->counts_by_resolution)
        return;
    assert_int_equal(counts->cases, sum_of(tally, DS_SUM_ARRIVED));
    assert_int_equal(all_of(counts, DS_LOG_CLOSE), sum_of(tally, DS_SUM_RESOLVED));
    assert_int_equal(counts->cases - all_of(counts, DS_LOG_CLOSE),
                     sum_of(tally, DS_SUM_CENSORED));
    assert_int_equal(all_of(counts, DS_LOG_RESPONSE_BREACH),
                     sum_of(tally, DS_SUM_RESPONSE_BREACHED));
    assert_int_equal(all_of(counts, DS_LOG_RESOLUTION_BREACH),
                     sum_of(tally, DS_SUM_RESOLUTION_BREACHED));
}

static int64_t lines_of(const char *text)
{
    int64_t lines = 0;
    for (; *text; text++)
        lines += *text == '\n';
    return lines;
}

static void check_desk(const ds_desk *desk)
{
    tick_list seen = {0};
    ds_log_counts in_csv;
    ds_log_counts in_xes;
    ds_tally tally = desk_watch(desk, 1, 0, tick, &seen);
    char *csv = log_of(desk, DS_LOG_CSV, &in_csv);
    char *xes = log_of(desk, DS_LOG_XES, &in_xes);
    assert_memory_equal(&in_csv, &in_xes, sizeof in_csv);
    expect_happenings(&in_csv, &seen);
    expect_tally(desk, &in_csv, &tally);
    assert_int_equal(lines_of(csv), in_csv.events + 1);
    xes_counts counts = xes_check(xes);
    assert_int_equal(counts.traces, in_csv.cases);
    assert_int_equal(counts.events, in_csv.events);
    free(csv);
    free(xes);
    ds_tally_free(&tally);
}

static void test_logs_of_random_desks_have_every_event_once(void **state)
{
    (void)state;
    char *text = malloc(RANDOM_DESK_SIZE);
    assert_non_null(text);
    for (uint32_t number = 100; number < 100 + RANDOM_DESKS; number++) {
        random_desk_text(number, text);
        ds_desk desk = desk_from_text(text);
        check_desk(&desk);
        ds_desk_free(&desk);
    }
    free(text);
}

static void test_the_log_of_a_shipped_desk_has_every_event_once(void **state)
{
    (void)state;
    ds_desk desk = desk_from_file(DS_LIBRARY "/small-desk.yaml");
    check_desk(&desk);
    ds_desk_free(&desk);
}

/* A log that is worked out by hand: A (P3) is preempted by B (P1) from minute 4 to 24, ends
 * its 10 minutes at L1 at 30, is held by the vendor at L2 (which has no work) from 30 to 90
 * with its clock of 20 minutes running: breached at 20. B is resolved at 24. Both close
 * five days after their resolution. A case is written when its ticket is done: B before A.
 */
static void test_a_small_log_as_worked_out_by_hand(void **state)
{
    (void)state;
    ds_desk desk = desk_from_text(
        "name: small\nstart: 2026-01-05\nhorizon: 1w\ntime_zone: Europe/Berlin\n"
        "slas: {gold: {resolution: {P3: 20m}}}\n"
        "groups:\n"
        "  L1: {tier: 1, agents: 1, discipline: priority, preempt: resume}\n"
        "  L2: {tier: 2, agents: 3}\n"
        "arrivals: {all: {rate: 1/h, profile: flat}}\n"
        "categories:\n"
        "  up: {share: 50%, priority: {P3: 100%}, first: {L1: 100%}, route: {\n"
        "    L1: {work: 10m, resolve: 0%, next: {L2: 100%}},\n"
        "    L2: {work: 0s, hold: {vendor: {share: 100%, time: 60m}}}}}\n"
        "  quick: {share: 50%, priority: {P1: 100%}, work: {L1: 20m}}\n");
    const desk_arrival tickets[] = {
        {0, "up",    3},
        {4, "quick", 1},
    };
    ds_log_counts counts;
    desk_give_tickets(&desk, tickets, COUNT(tickets));
    char *csv = log_of(&desk, DS_LOG_CSV, &counts);
#define DAY "2026-01-05T"
#define NIGHT "2026-01-04T23:"
#define QUICK "P1,incident,quick,,,,gold,true,\n"
#define UP "P3,incident,up,,,,gold,true,true\n"
    assert_string_equal(
        csv, "case_id,activity,lifecycle,timestamp,group,from_group,agent,instance,reason,"
             "priority,type,category,impact,urgency,channel,sla,resolved,"
             "resolution_breached\n"
             "T0000002,Arrive,complete," NIGHT "04:00.000000Z,L1,,,,," QUICK
             "T0000002,Work,schedule," NIGHT "04:00.000000Z,L1,,,1,," QUICK
             "T0000002,Work,start," NIGHT "04:00.000000Z,L1,,A1,1,," QUICK
             "T0000002,Work,complete," NIGHT "24:00.000000Z,L1,,A1,1,," QUICK
             "T0000002,Resolve,complete," NIGHT "24:00.000000Z,L1,,A1,,," QUICK
             "T0000002,Close,complete,2026-01-09T23:24:00.000000Z,L1,,,,," QUICK
             "T0000001,Arrive,complete," NIGHT "00:00.000000Z,L1,,,,," UP
             "T0000001,Work,schedule," NIGHT "00:00.000000Z,L1,,,1,," UP
             "T0000001,Work,start," NIGHT "00:00.000000Z,L1,,A1,1,," UP
             "T0000001,Work,suspend," NIGHT "04:00.000000Z,L1,,A1,1,," UP
             "T0000001,Resolution breach,complete," NIGHT "20:00.000000Z,L1,,,,," UP
             "T0000001,Work,resume," NIGHT "24:00.000000Z,L1,,A1,1,," UP
             "T0000001,Work,complete," NIGHT "30:00.000000Z,L1,,A1,1,," UP
             "T0000001,Escalate,complete," NIGHT "30:00.000000Z,L2,L1,,,," UP
             "T0000001,Work,schedule," NIGHT "30:00.000000Z,L2,,,2,," UP
             "T0000001,Work,start," NIGHT "30:00.000000Z,L2,,A2,2,," UP
             "T0000001,Work,suspend," NIGHT "30:00.000000Z,L2,,A2,2,," UP
             "T0000001,Hold,start," NIGHT "30:00.000000Z,L2,,,1,vendor," UP
             "T0000001,Hold,complete," DAY "00:30:00.000000Z,L2,,,1,vendor," UP
             "T0000001,Work,resume," DAY "00:30:00.000000Z,L2,,A3,2,," UP
             "T0000001,Work,complete," DAY "00:30:00.000000Z,L2,,A3,2,," UP
             "T0000001,Resolve,complete," DAY "00:30:00.000000Z,L2,,A3,,," UP
             "T0000001,Close,complete,2026-01-10T00:30:00.000000Z,L2,,,,," UP);
    assert_true(counts.cases == 2 && counts.events == 23);
    free(csv);
    ds_desk_free(&desk);
}

/* Quotes, markup, emoji and right-to-left text in every name that a log has. */
static void test_odd_names_do_not_break_a_log(void **state)
{
    (void)state;
    ds_desk desk =
        desk_from_text("name: \"<log> & \\\"desk\\\"\"\nstart: 2026-01-05\nhorizon: 1w\n"
                       "slas: {\"a<b\": {resolution: {P1: 1h}}}\n"
                       "groups: {\"</trace> 🔥 \\\"L1\\\" & שלום\": {tier: 1, agents: 1}}\n"
                       "arrivals: {all: {rate: 20/h, profile: flat}}\n"
                       "categories: {\"=cmd(1), 'x' ]]>\": {priority: {P1: 100%}, "
                       "work: {\"</trace> 🔥 \\\"L1\\\" & שלום\": 1m}}}\n");
    ds_log_counts counts;
    char *xes = log_of(&desk, DS_LOG_XES, &counts);
    xes_counts checked = xes_check(xes);
    assert_true(checked.traces == counts.cases && counts.cases > 100);
    assert_non_null(strstr(xes, "&lt;/trace&gt;"));
    assert_non_null(strstr(xes, "🔥 &quot;L1&quot; &amp; שלום"));
    char *csv = log_of(&desk, DS_LOG_CSV, &counts);
    assert_non_null(strstr(csv, "🔥 \"\"L1\"\" & שלום\""));
    assert_non_null(strstr(csv, "\"'=cmd(1), 'x' ]]>\""));
    free(csv);
    free(xes);
    ds_desk_free(&desk);
}

/* Files. */

static char *read_gzip(const char *path)
{
    enum { SIZE = 32 * 1024 * 1024 };
    char *text = malloc(SIZE);
    gzFile file = gzopen(path, "rb");
    assert_non_null(text);
    assert_non_null(file);
    int length = gzread(file, text, SIZE - 1);
    assert_true(length >= 0);
    text[length] = '\0';
    assert_int_equal(gzclose(file), Z_OK);
    return text;
}

/* gzread gives a plain file as it is. */
static void test_the_name_of_a_file_says_its_form(void **state)
{
    (void)state;
    static const char *const names[] = {"log.csv", "log.xes", "log.CSV.gz", "log.xes.gz"};
    scratch_directory directory = scratch_directory_new();
    ds_desk desk = desk_from_file(DS_LIBRARY "/small-desk.yaml");
    for (int i = 0; i < 4; i++) {
        char path[256];
        ds_error err = {0};
        ds_log_counts counts;
        (void)snprintf(path, sizeof path, "%s/%s", directory.path, names[i]);
        assert_int_equal(ds_event_log_save(&desk, &first_run, path, &counts, &err), DS_OK);
        FILE *file = fopen(path, "rb");
        assert_non_null(file);
        assert_int_equal(fgetc(file) == 0x1F, i >= 2);
        (void)fclose(file);
        char *saved = read_gzip(path);
        char *text = log_of(&desk, i % 2 ? DS_LOG_XES : DS_LOG_CSV, &counts);
        assert_string_equal(saved, text);
        free(saved);
        free(text);
    }
    ds_desk_free(&desk);
    scratch_directory_remove(&directory);
}

static void test_other_names_are_refused(void **state)
{
    (void)state;
    static const char *const names[] = {"log", "log.txt", "log.gz", ".csv", "log.xes.zip"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        ds_error err = {0};
        ds_log_format format;
        bool is_gzip;
        assert_int_equal(ds_event_log_form(names[i], &format, &is_gzip, &err),
                         DS_BAD_INPUT);
        assert_non_null(strstr(err.text, ".csv or .xes"));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_small_log_as_worked_out_by_hand),
        cmocka_unit_test(test_logs_of_random_desks_have_every_event_once),
        cmocka_unit_test(test_the_log_of_a_shipped_desk_has_every_event_once),
        cmocka_unit_test(test_odd_names_do_not_break_a_log),
        cmocka_unit_test(test_the_name_of_a_file_says_its_form),
        cmocka_unit_test(test_other_names_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
