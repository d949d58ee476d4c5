/* The canonical ticket CSV: tickets from rows, refusals with their reason, writing. */
#include "scenarios/id_set.h"
#include "scenarios/ticket_csv.h"
#include "scenarios/ticket_value.h"
#include "scenarios/ticket_writer.h"

#include "model/desk.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/scratch_file.h"

/* The tickets of a read, rewritten by the writer: reader and writer judge one another. */
typedef struct rewritten {
    ds_ticket_csv_report report;
    ds_ticket_writer writer;
    FILE *file;
    char *text;
    size_t size;
} rewritten;

static ds_status rewrite(void *context, const ds_ticket_record *ticket, ds_error *err)
{
    rewritten *copy = context;
    ds_status status = DS_OK;
    if (!copy->writer.file)
        status = ds_ticket_writer_begin(&copy->writer, copy->file, "memory",
                                        ticket->touch_group, ticket->touch_count, err);
    return status == DS_OK ? ds_ticket_writer_put(&copy->writer, ticket, err) : status;
}

static void expect_balance(const ds_ticket_csv_report *report)
{
    int64_t refused = 0;
    for (int i = 0; i < DS_TICKET_REFUSALS; i++)
        refused += report->refused[i].count;
    assert_int_equal(report->rows_refused, refused);
    assert_int_equal(report->rows_read, report->rows_used + report->rows_refused);
}

static ds_status read_memory(const void *bytes, size_t count, rewritten *copy,
                             ds_error *err)
{
    ds_byte_source *source = NULL;
    *copy = (rewritten){0};
    copy->file = open_memstream(&copy->text, &copy->size);
    assert_non_null(copy->file);
    assert_int_equal(ds_byte_source_open_memory(bytes, count, 0, "t.csv", &source, err),
                     DS_OK);
    ds_status status = ds_ticket_csv_read(source, rewrite, copy, &copy->report, err);
    ds_byte_source_close(source);
    (void)fclose(copy->file);
    expect_balance(&copy->report);
    return status;
}

#define HEADER                                                                             \
    "id,opened_at,type,category,impact,urgency,priority,group,channel,agent,resolved_at,"  \
    "closed_at,reassignments,reopens,hold_s,sla_met"

static void expect_rewritten(const char *csv, const char *expected)
{
    rewritten copy;
    ds_error err = {0};
    if (read_memory(csv, strlen(csv), &copy, &err) != DS_OK)
        fail_msg("%s", err.text);
    assert_string_equal(copy.text, expected);
    free(copy.text);
}

static void test_every_column_is_read_and_written_back(void **state)
{
    (void)state;
    expect_rewritten(
        HEADER
        ",touch_s:L1\n"
        "7,2026-01-05T09:30:00+01:00,Service Request,email,low,2 - Medium,P3,L1,mail,"
        "A1,2026-01-06,2026-01-07 10:00,2.0,1,90.50,YES,60\n",
        HEADER ",touch_s:L1\n"
               "7,2026-01-05T08:30:00Z,request,email,low,2 - Medium,P3,L1,mail,A1,"
               "2026-01-06T00:00:00Z,2026-01-07T10:00:00Z,2,1,90.5,true,60\n");
}

static void test_id_and_opening_time_are_enough(void **state)
{
    (void)state;
    expect_rewritten("id,opened_at\n7,2026-01-05\n",
                     HEADER "\n7,2026-01-05T00:00:00Z,,,,,,,,,,,,,,\n");
}

static void test_columns_come_in_any_order_and_case_and_strangers_are_ignored(void **state)
{
    (void)state;
    rewritten copy;
    ds_error err = {0};
    static const char csv[] = "Notes,PRIORITY,Opened_At,colour,Touch_S:L2, id \n"
                              "x,P2,2026-01-05,red,1.25,7\n";
    assert_int_equal(read_memory(csv, sizeof csv - 1, &copy, &err), DS_OK);
    assert_string_equal(copy.text, HEADER ",touch_s:L2\n"
                                          "7,2026-01-05T00:00:00Z,,,,,P2,,,,,,,,,,1.25\n");
    assert_int_equal(copy.report.columns_ignored, 2);
    assert_string_equal(copy.report.ignored[0], "Notes");
    assert_string_equal(copy.report.ignored[1], "colour");
    free(copy.text);
}

static void test_spaces_kept_by_quotes_are_dropped(void **state)
{
    (void)state;
    expect_rewritten("id,opened_at,group\n\" 7 \",\" 2026-01-05 \",\"\tL1 \"\n",
                     HEADER "\n7,2026-01-05T00:00:00Z,,,,,,L1,,,,,,,,\n");
}

typedef struct collected {
    int count;
    ds_ticket_record ticket[8];
    char category[8][16];
    int64_t touch_us[8][2];
} collected;

static ds_status collect(void *context, const ds_ticket_record *ticket, ds_error *err)
{
    collected *all = context;
    (void)err;
    int i = all->count++;
    assert_true(i < 8);
    assert_int_equal(ticket->touch_count, 2);
    assert_string_equal(ticket->touch_group[0], "L1");
    assert_string_equal(ticket->touch_group[1], "Second level");
    all->ticket[i] = *ticket;
    (void)snprintf(all->category[i], sizeof all->category[i], "%s", ticket->category);
    memcpy(all->touch_us[i], ticket->touch_us, sizeof all->touch_us[i]);
    return DS_OK;
}

static void test_the_sample_week_is_read(void **state)
{
    (void)state;
    collected all = {0};
    ds_ticket_csv_report report;
    ds_error err = {0};
    assert_int_equal(ds_ticket_csv_read_file(DS_TEST_DATA "/tickets_week.csv", collect,
                                             &all, &report, &err),
                     DS_OK);
    assert_int_equal(all.count, 6);
    assert_int_equal(report.rows_read, 6);
    assert_int_equal(report.rows_used, 6);
    assert_int_equal(report.columns_ignored, 1);
    assert_string_equal(report.ignored[0], "short description");
    assert_int_equal(all.ticket[1].opened_us, INT64_C(1767600930) * DS_SECOND);
    assert_int_equal(all.ticket[1].line, 3);
    assert_int_equal(all.ticket[3].line, 6); /* the third has a line end inside */
    assert_string_equal(all.category[2], "B\xc3\xbcro");
    assert_int_equal(all.ticket[2].type, DS_REQUEST);
    assert_int_equal(all.ticket[4].type, DS_PROBLEM);
    assert_int_equal(all.ticket[5].type, DS_NO_ID);
    assert_int_equal(all.ticket[2].hold_us, 3600 * DS_SECOND);
    assert_int_equal(all.ticket[0].hold_us, DS_NO_SPAN);
    assert_int_equal(all.ticket[4].reassignments, 3);
    assert_int_equal(all.ticket[4].reopens, -1);
    assert_int_equal(all.ticket[3].sla_met, DS_SLA_BREACHED);
    assert_int_equal(all.ticket[2].sla_met, DS_SLA_UNKNOWN);
    assert_int_equal(all.touch_us[1][0], 125500000);
    assert_int_equal(all.touch_us[1][1], DS_NO_SPAN);
    assert_int_equal(all.touch_us[2][1], 1800 * DS_SECOND);
}

static const int64_t expected_refusals[DS_TICKET_REFUSALS] = {
    [DS_REFUSED_COLUMNS] = 2,      [DS_REFUSED_ENCODING] = 1, [DS_REFUSED_NO_ID] = 1,
    [DS_REFUSED_NO_OPENED_AT] = 1, [DS_REFUSED_TIME] = 4,     [DS_REFUSED_ORDER] = 2,
    [DS_REFUSED_TYPE] = 1,         [DS_REFUSED_NUMBER] = 3,   [DS_REFUSED_FLAG] = 1,
    [DS_REFUSED_DUPLICATE] = 1,
};

static void test_each_refused_row_is_counted_under_its_reason(void **state)
{
    (void)state;
    size_t count = 0;
    rewritten copy;
    ds_error err = {0};
    char *csv = scratch_read(DS_TEST_DATA "/tickets_refused.csv", &count);
    assert_int_equal(read_memory(csv, count, &copy, &err), DS_OK);
    assert_int_equal(copy.report.rows_read, 19);
    assert_int_equal(copy.report.rows_used, 2);
    for (int i = 0; i < DS_TICKET_REFUSALS; i++) {
        assert_int_equal(copy.report.refused[i].count, expected_refusals[i]);
        assert_non_null(ds_ticket_refusal_name((ds_ticket_refusal)i));
    }
    free(copy.text);
    free(csv);
}

static void expect_sample(const ds_ticket_csv_report *report, ds_ticket_refusal refusal,
                          int index, int64_t line, const char *text)
{
    assert_int_equal(report->refused[refusal].line[index], line);
    assert_string_equal(report->refused[refusal].text[index], text);
}

static void test_the_first_rows_of_each_reason_are_kept_with_line_and_value(void **state)
{
    (void)state;
    size_t count = 0;
    rewritten copy;
    ds_error err = {0};
    char *csv = scratch_read(DS_TEST_DATA "/tickets_refused.csv", &count);
    assert_int_equal(read_memory(csv, count, &copy, &err), DS_OK);
    const ds_ticket_csv_report *report = &copy.report;
    expect_sample(report, DS_REFUSED_COLUMNS, 0, 3, "5 columns where the header has 11");
    expect_sample(report, DS_REFUSED_TIME, 0, 7,
                  "opened_at '2026-02-30T08:00:00Z' is a date that does not exist");
    expect_sample(report, DS_REFUSED_TIME, 2, 9,
                  "resolved_at 'yesterday' is not an ISO 8601 time such as "
                  "2026-01-05T08:30:00Z");
    expect_sample(report, DS_REFUSED_ORDER, 0, 11,
                  "resolved_at '2026-01-05T07:59:59Z' is before opened_at "
                  "2026-01-05T08:00:00Z");
    expect_sample(report, DS_REFUSED_NUMBER, 0, 14,
                  "reassignments '-1' is not a whole number from 0 to 1000000");
    expect_sample(report, DS_REFUSED_NUMBER, 2, 16,
                  "touch_s:L1 'twelve' is not a number of seconds from 0 to 3155760000");
    expect_sample(report, DS_REFUSED_DUPLICATE, 0, 18, "id 'T01' came before");
    expect_sample(report, DS_REFUSED_ENCODING, 0, 20, "category 'B?ro' is not UTF-8");
    free(copy.text);
    free(csv);
}

static void test_a_refused_row_does_not_take_the_id_of_a_good_one(void **state)
{
    (void)state;
    expect_rewritten("id,opened_at,group\n7,never,a\n7,2026-01-05,b\n7,2026-01-05,c\n",
                     HEADER "\n7,2026-01-05T00:00:00Z,,,,,,b,,,,,,,,\n");
}

static void test_an_instant_resolution_is_no_error(void **state)
{
    (void)state;
    rewritten copy;
    ds_error err = {0};
    static const char csv[] = "id,opened_at,resolved_at\n7,2026-01-05,2026-01-05\n";
    assert_int_equal(read_memory(csv, sizeof csv - 1, &copy, &err), DS_OK);
    assert_int_equal(copy.report.rows_used, 1);
    free(copy.text);
}

static void test_free_text_in_another_encoding_harms_nobody(void **state)
{
    (void)state;
    expect_rewritten("id,opened_at,notes\n7,2026-01-05,B\xfcro\n",
                     HEADER "\n7,2026-01-05T00:00:00Z,,,,,,,,,,,,,,\n");
}

typedef struct bad_file {
    const char *csv;
    int line;
    const char *text;
} bad_file;

static void test_a_file_that_is_no_ticket_csv_is_refused_as_a_whole(void **state)
{
    (void)state;
    static const bad_file cases[] = {
        {"",                                       0, "it is empty"                  },
        {"\n\n",                                   0, "it is empty"                  },
        {"number,opened_at\n1,2026-01-05\n",       1, "no column 'id'"               },
        {"number,opened_at\n1,2026-01-05\n",       1, "(it has: number, opened_at)"  },
        {"id,opend_at\n1,2026-01-05\n",            1, "is 'opend_at' meant for it"   },
        {"\nid,a,b,c,d,e,f,g\n",                   2, "a, b, c, d, e, ... (8 in all)"},
        {"id;opened_at\n1;2026-01-05\n",           1, "separated by semicolons"      },
        {"id\topened_at\n1\t2026-01-05\n",         1, "separated by tabs"            },
        {"id,opened_at,ID\n",                      1, "the column 'ID' twice"        },
        {"id,opened_at,touch_s:a,touch_s:a\n",     1, "the column 'touch_s:a' twice" },
        {"id,opened_at\n1,2026-01-05\n2,\"2026\n", 3, "never closed"                 },
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        rewritten copy;
        ds_error err = {0};
        ds_status status = read_memory(cases[i].csv, strlen(cases[i].csv), &copy, &err);
        if (status != DS_BAD_INPUT || err.line != cases[i].line ||
            !strstr(err.text, cases[i].text))
            fail_msg("case %d: status %d, line %d: %s", (int)i, (int)status, err.line,
                     err.text);
        assert_string_equal(err.path, "t.csv");
        free(copy.text);
    }
}

static void test_a_header_alone_is_a_file_without_tickets(void **state)
{
    (void)state;
    rewritten copy;
    ds_error err = {0};
    assert_int_equal(read_memory("id,opened_at\n", 13, &copy, &err), DS_OK);
    assert_int_equal(copy.report.rows_read, 0);
    free(copy.text);
}

static void expect_seconds(const char *text, int64_t expected)
{
    int64_t us = -1;
    assert_true(ds_ticket_seconds_parse(text, &us));
    assert_int_equal(us, expected);
}

static void test_seconds_are_read_exactly(void **state)
{
    (void)state;
    expect_seconds("0", 0);
    expect_seconds("90", 90 * DS_SECOND);
    expect_seconds("0.1", 100000);
    expect_seconds("12.5000009", 12500000);
    expect_seconds("3155760000.000000", 3155760000 * DS_SECOND);
}

static void test_numbers_out_of_range_or_shape_are_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {"",
                                      "-1",
                                      "+1",
                                      ".5",
                                      "1.",
                                      "1,5",
                                      "1e3",
                                      "NaN",
                                      "1 ",
                                      "0x1",
                                      "3155760001",
                                      "1.2.3",
                                      "99999999999999999999999"};
    int64_t us = 0;
    int32_t count = 0;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_false(ds_ticket_seconds_parse(bad[i], &us));
    assert_true(ds_ticket_seconds_parse("3155760000", &us));
    assert_false(ds_ticket_seconds_parse("3155760000.000001", &us));
    assert_true(ds_ticket_count_parse("1000000.00", &count));
    assert_int_equal(count, 1000000);
    assert_false(ds_ticket_count_parse("1000001", &count));
    assert_false(ds_ticket_count_parse("1.5", &count));
}

static void test_fields_are_quoted_only_where_they_must_be(void **state)
{
    (void)state;
    static const char *const groups[] = {"L1", "a, b", "c\"d"};
    static const int64_t touch_us[] = {1, 1500000, DS_NO_SPAN};
    char *text = NULL;
    size_t size = 0;
    ds_ticket_writer writer;
    ds_ticket_record ticket = ds_ticket_record_none();
    ticket.id = "plain id";
    ticket.opened_us = 0;
    ticket.category = "a,b";
    ticket.impact = "say \"x\"";
    ticket.urgency = "two\nlines";
    ticket.priority = " outer";
    ticket.group = "B\xc3\xbcro";
    ticket.touch_count = 3;
    ticket.touch_us = touch_us;
    FILE *file = open_memstream(&text, &size);
    assert_non_null(file);
    assert_int_equal(ds_ticket_writer_begin(&writer, file, "m", groups, 3, NULL), DS_OK);
    assert_int_equal(ds_ticket_writer_put(&writer, &ticket, NULL), DS_OK);
    assert_int_equal(ds_ticket_writer_end(&writer, NULL), DS_OK);
    (void)fclose(file);
    assert_string_equal(
        text,
        HEADER ",touch_s:L1,\"touch_s:a, b\",\"touch_s:c\"\"d\"\n"
               "plain id,1970-01-01T00:00:00Z,,\"a,b\",\"say \"\"x\"\"\",\"two\nlines\","
               "\" outer\",B\xc3\xbcro,,,,,,,,,0.000001,1.5,\n");
    free(text);
}

static void test_a_full_disk_is_told_and_stays_told(void **state)
{
    (void)state;
    FILE *file = fopen("/dev/full", "w");
    ds_ticket_writer writer;
    ds_error err = {0};
    ds_ticket_record ticket = ds_ticket_record_none();
    if (!file)
        skip();
    ticket.id = "1";
    assert_int_equal(ds_ticket_writer_begin(&writer, file, "out.csv", NULL, 0, &err),
                     DS_OK); /* still in the buffer */
    assert_int_equal(ds_ticket_writer_end(&writer, &err), DS_IO_FAILED);
    assert_string_equal(err.text, "it cannot be written: No space left on device");
    assert_string_equal(err.path, "out.csv");
    assert_int_equal(ds_ticket_writer_put(&writer, &ticket, &err), DS_IO_FAILED);
    (void)fclose(file);
}

/* A generator of its own (xorshift64*): the test is the same on every machine. */
static uint64_t next_random(uint64_t *seed)
{
    *seed ^= *seed >> 12;
    *seed ^= *seed << 25;
    *seed ^= *seed >> 27;
    return *seed * UINT64_C(0x2545f4914f6cdd1d);
}

static const char *random_text(uint64_t *seed, char *text, size_t size)
{
    static const char letters[] = "ab,\"\n\r;x='";
    size_t length = next_random(seed) % size;
    for (size_t i = 0; i < length; i++)
        text[i] = letters[next_random(seed) % (sizeof letters - 1)];
    text[length] = '\0';
    return text;
}

static void put_random_ticket(ds_ticket_writer *writer, int number, uint64_t *seed)
{
    char id[16];
    char texts[3][12];
    int64_t touch_us = (int64_t)(next_random(seed) % 10000000000) - 1;
    ds_ticket_record ticket = ds_ticket_record_none();
    (void)snprintf(id, sizeof id, "T%d", number);
    ticket.id = id;
    ticket.opened_us = (int64_t)(next_random(seed) % 4000000000000000);
    ticket.resolved_us = ticket.opened_us + (int64_t)(next_random(seed) % 100000000000);
    ticket.type = (int32_t)(next_random(seed) % 4) - 1;
    ticket.category = random_text(seed, texts[0], sizeof texts[0]);
    ticket.group = random_text(seed, texts[1], sizeof texts[1]);
    ticket.agent = random_text(seed, texts[2], sizeof texts[2]);
    ticket.reopens = (int32_t)(next_random(seed) % 5) - 1;
    ticket.hold_us = (int64_t)(next_random(seed) % 3) * 500000 - 1;
    ticket.sla_met = (ds_sla_met)((int)(next_random(seed) % 3) - 1);
    ticket.touch_count = 1;
    ticket.touch_us = &touch_us;
    assert_int_equal(ds_ticket_writer_put(writer, &ticket, NULL), DS_OK);
}

static void test_what_is_written_is_read_back_the_same(void **state)
{
    (void)state;
    static const char *const groups[] = {"a \"b\", c"};
    uint64_t seed = 7;
    char *text = NULL;
    size_t size = 0;
    ds_ticket_writer writer;
    FILE *file = open_memstream(&text, &size);
    assert_non_null(file);
    assert_int_equal(ds_ticket_writer_begin(&writer, file, "m", groups, 1, NULL), DS_OK);
    for (int i = 0; i < 2000; i++)
        put_random_ticket(&writer, i, &seed);
    assert_int_equal(ds_ticket_writer_end(&writer, NULL), DS_OK);
    (void)fclose(file);
    expect_rewritten(text, text);
    free(text);
}

static void test_a_file_cut_at_any_byte_is_refused_or_read_in_balance(void **state)
{
    (void)state;
    size_t count = 0;
    char *csv = scratch_read(DS_TEST_DATA "/tickets_week.csv", &count);
    for (size_t cut = 0; cut <= count; cut++) {
        rewritten copy;
        ds_error err = {0};
        char *part = malloc(cut > 0 ? cut : 1);
        assert_non_null(part);
        memcpy(part, csv, cut);
        ds_status status = read_memory(part, cut, &copy, &err);
        assert_true(status == DS_OK || (status == DS_BAD_INPUT && err.text[0] != '\0'));
        free(copy.text);
        free(part);
    }
    free(csv);
}

static void mutate(char *bytes, size_t count, uint64_t *seed)
{
    static const char nasty[] = "\",\n\r\0\xff;-:9";
    int changes = 1 + (int)(next_random(seed) % 4);
    while (changes-- > 0) {
        size_t at = next_random(seed) % count;
        uint64_t pick = next_random(seed);
        bytes[at] = pick % 2 ? nasty[pick / 2 % (sizeof nasty - 1)] : (char)(pick >> 8);
    }
}

static void test_damaged_and_random_bytes_are_refused_or_read_in_balance(void **state)
{
    (void)state;
    size_t count = 0;
    uint64_t seed = 3;
    char *csv = scratch_read(DS_TEST_DATA "/tickets_refused.csv", &count);
    char *bytes = malloc(count);
    const size_t header = strcspn(csv, "\n") + 1;
    assert_non_null(bytes);
    for (int i = 0; i < 3000; i++) {
        rewritten copy;
        ds_error err = {0};
        memcpy(bytes, csv, count);
        if (i % 3 == 0) /* only the header is left whole */
            for (size_t k = header; k < count; k++)
                bytes[k] = (char)(next_random(&seed) % 255 + 1);
        else
            mutate(bytes, count, &seed);
        ds_status status = read_memory(bytes, count, &copy, &err);
        assert_true(status == DS_OK || (status == DS_BAD_INPUT && err.text[0] != '\0'));
        free(copy.text);
    }
    free(bytes);
    free(csv);
}

static void test_the_span_is_that_of_the_usable_tickets(void **state)
{
    (void)state;
    ds_ticket_span span;
    ds_ticket_csv_report report;
    ds_error err = {0};
    assert_int_equal(
        ds_ticket_csv_span(DS_TEST_DATA "/tickets_week.csv", &span, &report, &err), DS_OK);
    assert_int_equal(span.count, 6);
    assert_int_equal(span.first_us, INT64_C(1767600930) * DS_SECOND); /* the second row */
    assert_int_equal(span.last_us, INT64_C(1768175999) * DS_SECOND + 999999);
    assert_int_equal(ds_ticket_csv_span("-", &span, &report, &err), DS_BAD_INPUT);
    assert_int_equal(span.first_us, DS_NO_TIME);
    assert_int_equal(ds_ticket_csv_span("/nowhere.csv", &span, &report, &err),
                     DS_BAD_INPUT);
}

static void test_similar_ids_are_told_apart(void **state)
{
    (void)state;
    ds_id_set set = {0};
    bool is_new = false;
    for (int i = 0; i < 200000; i++) {
        char id[16];
        int length = snprintf(id, sizeof id, "INC%07d", i);
        assert_int_equal(ds_id_set_add(&set, id, (size_t)length, &is_new, NULL), DS_OK);
        assert_true(is_new);
    }
    assert_int_equal(ds_id_set_add(&set, "INC0000000", 10, &is_new, NULL), DS_OK);
    assert_false(is_new);
    assert_int_equal(ds_id_set_add(&set, "INC0000000", 9, &is_new, NULL), DS_OK);
    assert_true(is_new);
    assert_int_equal(set.count, 200001);
    ds_id_set_free(&set);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_column_is_read_and_written_back),
        cmocka_unit_test(test_id_and_opening_time_are_enough),
        cmocka_unit_test(test_columns_come_in_any_order_and_case_and_strangers_are_ignored),
        cmocka_unit_test(test_spaces_kept_by_quotes_are_dropped),
        cmocka_unit_test(test_the_sample_week_is_read),
        cmocka_unit_test(test_each_refused_row_is_counted_under_its_reason),
        cmocka_unit_test(test_the_first_rows_of_each_reason_are_kept_with_line_and_value),
        cmocka_unit_test(test_a_refused_row_does_not_take_the_id_of_a_good_one),
        cmocka_unit_test(test_an_instant_resolution_is_no_error),
        cmocka_unit_test(test_free_text_in_another_encoding_harms_nobody),
        cmocka_unit_test(test_a_file_that_is_no_ticket_csv_is_refused_as_a_whole),
        cmocka_unit_test(test_a_header_alone_is_a_file_without_tickets),
        cmocka_unit_test(test_seconds_are_read_exactly),
        cmocka_unit_test(test_numbers_out_of_range_or_shape_are_refused),
        cmocka_unit_test(test_fields_are_quoted_only_where_they_must_be),
        cmocka_unit_test(test_a_full_disk_is_told_and_stays_told),
        cmocka_unit_test(test_what_is_written_is_read_back_the_same),
        cmocka_unit_test(test_a_file_cut_at_any_byte_is_refused_or_read_in_balance),
        cmocka_unit_test(test_damaged_and_random_bytes_are_refused_or_read_in_balance),
        cmocka_unit_test(test_the_span_is_that_of_the_usable_tickets),
        cmocka_unit_test(test_similar_ids_are_told_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
