/* Plots of results: their scripts and data, what gnuplot makes of them, and what happens
 * without it. DESKSIM_UPDATE_GOLDEN=1 writes the expected files in tests/data/plots. */
#include "analysis/plots/plot_dates.h"
#include "analysis/plots/plot_targets.h"
#include "analysis/plots/plots.h"
#include "tests/scratch_directory.h"
#include "tests/tallies.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

#define REPLICATIONS 5
#define HOUR ((double)DS_HOUR)
#define CALENDARS 2
#define MANY_GROUPS 60

typedef struct fixture {
    hand_desk hand;
    ds_calendar calendars[CALENDARS]; /* always, Mon-Fri 08-18 */
    int32_t sla_rows[DS_TICKET_TYPES * HAND_CATEGORIES * HAND_PRIORITIES];
    ds_tally tallies[REPLICATIONS];
    ds_results results;
    ds_plot_report report;
    scratch_directory scratch;
} fixture;

static const char *const names[] = {"resolution_times", "breach_rates", "time_use",
                                    "backlog",          "utilisation",  "arrivals"};
#define PLOTS 6

static void fixture_init(fixture *of)
{
    *of = (fixture){.scratch = scratch_directory_new()};
    ds_week_span office[5];
    hand_desk_init(&of->hand);
    ds_desk *desk = &of->hand.desk;
    for (int day = 0; day < 5; day++)
        office[day] = (ds_week_span){(day * 24 + 8) * 60, (day * 24 + 18) * 60};
    ds_calendar_init_always(&of->calendars[0], &desk->zone);
    assert_int_equal(ds_calendar_init(&of->calendars[1], &desk->zone, office, 5, NULL, 0, 0,
                                      10 * DS_WEEK, NULL),
                     DS_OK);
    desk->calendar_count = CALENDARS;
    desk->calendars = of->calendars;
    desk->sla_rows = of->sla_rows;
    of->hand.sla.resolution[1].calendar = 1;
    of->hand.sla.resolution[2].calendar = 1;
    for (int r = 0; r < REPLICATIONS; r++)
        hand_tally_init(&of->tallies[r], desk, r);
}

static void fixture_free(fixture *of)
{
    ds_results_free(&of->results);
    for (int r = 0; r < REPLICATIONS; r++)
        ds_tally_free(&of->tallies[r]);
    ds_calendar_free(&of->calendars[1]);
    hand_desk_free(&of->hand);
    scratch_directory_remove(&of->scratch);
}

static void fill_priorities(ds_tally *tally, int r)
{
    static const double hours[] = {0.5, 1, 1.5, 3, 4, 9, 20, 40};
    for (int p = 0; p < HAND_PRIORITIES; p++) {
        double *sum = hand_sum(tally, DS_BY_PRIORITY, p);
        for (int i = 0; i < 8; i++) {
            hand_resolve(tally, DS_BY_PRIORITY, p, hours[i] * (p + 1));
            hand_resolve(tally, DS_BY_OVERALL, 0, hours[i] * (p + 1));
        }
        sum[DS_SUM_RESOLUTION_DECIDED] = 8;
        sum[DS_SUM_RESOLUTION_BREACHED] = p == 2 ? 0 : 2 + (r + p) % 3;
        sum[DS_SUM_RESPONSE_DECIDED] = p == 0 ? 8 : 0;
        sum[DS_SUM_RESPONSE_BREACHED] = p == 0 ? 1 + r % 2 : 0;
    }
}

/* A desk that is busy and receives tickets on weekdays, 08:00 to 18:00. */
static void fill(fixture *of)
{
    for (int r = 0; r < REPLICATIONS; r++) {
        ds_tally *tally = &of->tallies[r];
        fill_priorities(tally, r);
        for (int hour = 0; hour < 120; hour++) {
            if (hour % 24 < 8 || hour % 24 >= 18)
                continue;
            tally->arrived_by_hour[hour] = 10;
            tally->groups[0].rostered[hour] = 6 * HOUR;
            tally->groups[0].busy[hour] = (2 + hour / 24) * HOUR;
        }
        for (int bin = 0; bin < tally->series.bins; bin++)
            tally->series.backlog[bin] = (float)(10 + r + bin % 7);
    }
}

static void compute(fixture *of, int64_t count)
{
    assert_int_equal(
        ds_results_init(&of->results, &of->hand.desk, 7, 0.95, of->tallies, count, NULL),
        DS_OK);
}

static ds_status write_with(fixture *of, const char *program, ds_error *err)
{
    const ds_plot_options options = {.program = program};
    return ds_plots_write(&of->results, of->scratch.path, &options, &of->report, err);
}

/* Writes all plots without drawing them. */
static void write_only(fixture *of)
{
    assert_int_equal(write_with(of, "/no/such/gnuplot", NULL), DS_OK);
}

/* Writes and draws them; gnuplot is one of the packages that the tests need. */
static void draw(fixture *of)
{
    ds_error err = {0};
    if (ds_plots_write(&of->results, of->scratch.path, NULL, &of->report, &err) != DS_OK)
        fail_msg("%s", err.text);
    if (of->report.status != DS_OK)
        fail_msg("%s", of->report.text);
}

static const char *file_name(const char *plot, const char *kind)
{
    static char name[64];
    (void)snprintf(name, sizeof name, "plots/%s.%s", plot, kind);
    return name;
}

/* A whole file, terminated; the caller frees it. */
static char *read_path(const char *path, size_t *size_out)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        fail_msg("%s cannot be read", path);
    char *text = calloc(1, 1000000);
    assert_non_null(text);
    *size_out = fread(text, 1, 999999, file);
    (void)fclose(file);
    return text;
}

static char *read_plot(const fixture *of, const char *plot, const char *kind)
{
    size_t size;
    return read_path(scratch_path(&of->scratch, file_name(plot, kind)), &size);
}

static bool plot_says(const fixture *of, const char *plot, const char *kind,
                      const char *text)
{
    char *all = read_plot(of, plot, kind);
    bool is_there = strstr(all, text) != NULL;
    free(all);
    return is_there;
}

#define assert_says(of, plot, kind, text)                                                  \
    do {                                                                                   \
        if (!plot_says(of, plot, kind, text))                                              \
            fail_msg("%s.%s does not say %s", plot, kind, text);                           \
    } while (0)

static void near(double actual, double expected, double tolerance)
{
    if (!(fabs(actual - expected) <= tolerance))
        fail_msg("%.12g is not within %g of %.12g", actual, tolerance, expected);
}

/* Scripts and data. */

static void compare(const fixture *of, const char *plot, const char *kind)
{
    size_t size;
    char path[512];
    char *made = read_plot(of, plot, kind);
    (void)snprintf(path, sizeof path, "%s/plots/%s.%s", DS_TEST_DATA, plot, kind);
    if (getenv("DESKSIM_UPDATE_GOLDEN")) {
        FILE *file = fopen(path, "w");
        assert_non_null(file);
        assert_true(fputs(made, file) >= 0 && fclose(file) == 0);
    }
    char *expected = read_path(path, &size);
    if (strcmp(made, expected) != 0)
        fail_msg("%s.%s is not as expected in tests/data/plots", plot, kind);
    free(expected);
    free(made);
}

static void test_scripts_and_data_are_as_reviewed(void **state)
{
    (void)state;
    fixture of;
    fixture_init(&of);
    fill(&of);
    compute(&of, REPLICATIONS);
    write_only(&of);
    for (int i = 0; i < PLOTS; i++) {
        compare(&of, names[i], "gp");
        compare(&of, names[i], "dat");
    }
    fixture_free(&of);
}

static void test_one_replication_has_neither_band_nor_whiskers(void **state)
{
    (void)state;
    fixture of;
    fixture_init(&of);
    fill(&of);
    compute(&of, 1);
    draw(&of);
    assert_int_equal(of.report.drawn, PLOTS);
    assert_false(plot_says(&of, "backlog", "gp", "filledcurves"));
    assert_says(&of, "backlog", "dat", "\t10\tNaN\tNaN\n");
    assert_false(plot_says(&of, "breach_rates", "gp", "Whiskers"));
    assert_says(&of, "breach_rates", "dat", "0\t12.5\tNaN\tNaN\t12.5\t25\tNaN\tNaN\t25\n");
    fixture_free(&of);
}

static void test_of_many_groups_the_busiest_are_shown(void **state)
{
    (void)state;
    static ds_group groups[MANY_GROUPS];
    static char texts[MANY_GROUPS][16];
    fixture of;
    fixture_init(&of);
    for (int g = 0; g < MANY_GROUPS; g++) {
        (void)snprintf(texts[g], sizeof texts[g], "team %d.", g);
        groups[g] = (ds_group){.name = texts[g], .agents = 1};
    }
    of.hand.desk.groups = groups;
    of.hand.desk.group_count = MANY_GROUPS;
    for (int r = 0; r < REPLICATIONS; r++) {
        ds_tally_free(&of.tallies[r]);
        hand_tally_init(&of.tallies[r], &of.hand.desk, r);
        for (int g = 0; g < MANY_GROUPS; g++) {
            of.tallies[r].groups[g].rostered[9] = 100 * HOUR;
            of.tallies[r].groups[g].busy[9] = (g * 7 % MANY_GROUPS) * HOUR;
        }
    }
    compute(&of, REPLICATIONS);
    write_only(&of);
    /* 60 utilisations of 0 to 59 %: those of 20 % and more are the busiest 40. */
    for (int g = 0; g < MANY_GROUPS; g++)
        if (plot_says(&of, "utilisation", "gp", texts[g]) != (g * 7 % MANY_GROUPS >= 20))
            fail_msg("%s", texts[g]);
    assert_says(&of, "utilisation", "gp", "The busiest 40 of 60 groups");
    fixture_free(&of);
}

/* Names. */

static void test_names_of_any_kind_are_drawn_as_they_are(void **state)
{
    (void)state;
    fixture of;
    fixture_init(&of);
    fill(&of);
    of.hand.desk.name = hand_text("`touch HACKED` @x $HOME {/Bold b}");
    of.hand.groups[0].name = hand_text("L1 'a' \"b\" <i>&\n%d% `touch HACKED`");
    of.hand.desk.priority_names[0] = hand_text("a_b^c \\n %s ' . `touch HACKED`");
    of.hand.desk.priority_names[1] = hand_text("\xff broken");
    compute(&of, REPLICATIONS);
    draw(&of);
    assert_says(&of, "utilisation", "gp", "'L1 ''a'' \"b\" <i>&?%%d%% `to…' 0.5");
    assert_says(&of, "utilisation", "svg", "L1 'a' \"b\" &lt;i>&amp;?%d% `to…<");
    assert_says(&of, "backlog", "svg", "`touch HACKED` @x $HOME {/Bold b}, 5 replications");
    assert_says(&of, "resolution_times", "gp", "'a_b^c \\n %s '' . `to…'.': 2 h");
    assert_says(&of, "resolution_times", "svg", "a_b^c \\n %s ' . `to…: 2 h");
    assert_says(&of, "breach_rates", "gp", "'? broken' 1");
    assert_false(scratch_has(&of.scratch, "plots/HACKED"));
    fixture_free(&of);
}

static void test_characters_without_a_font_are_boxes_in_png_only(void **state)
{
    (void)state;
    fixture of;
    fixture_init(&of);
    fill(&of);
    of.hand.groups[0].name = hand_text("日本 L1 🙂");
    compute(&of, REPLICATIONS);
    draw(&of);
    assert_says(&of, "utilisation", "gp",
                "(has_boxes ? '□□ L1 □' : '日本 L1 🙂') 0.5");
    assert_says(&of, "utilisation", "svg", "日本 L1 🙂");
    fixture_free(&of);
}

static void test_names_from_right_to_left_keep_what_follows_in_place(void **state)
{
    (void)state;
    fixture of;
    fixture_init(&of);
    fill(&of);
    of.hand.desk.priority_names[0] = hand_text("דחוף");
    compute(&of, REPLICATIONS);
    write_only(&of);
    assert_says(&of, "resolution_times", "gp", "'\u200Eדחוף\u200E'.': 2 h");
    fixture_free(&of);
}

static void test_a_desk_named_from_right_to_left_keeps_its_heading_in_order(void **state)
{
    (void)state;
    fixture of;
    fixture_init(&of);
    fill(&of);
    of.hand.desk.name = hand_text("מוקד");
    compute(&of, REPLICATIONS);
    write_only(&of);
    assert_says(&of, "resolution_times", "gp", "מוקד\u200E, ");
    fixture_free(&of);
}

static void test_a_name_cannot_break_the_lines_of_a_data_file(void **state)
{
    (void)state;
    fixture of;
    fixture_init(&of);
    fill(&of);
    of.hand.desk.priority_names[0] = hand_text("one\ntwo\r\t3");
    compute(&of, REPLICATIONS);
    write_only(&of);
    assert_says(&of, "breach_rates", "dat", "# priority one?two??3\n");
    fixture_free(&of);
}

/* Pictures. */

static void expect_png(const fixture *of, const char *plot)
{
    static const char end[] = "\0\0\0\0IEND\xae\x42\x60\x82";
    size_t size;
    char *bytes = read_path(scratch_path(&of->scratch, file_name(plot, "png")), &size);
    assert_true(size > 5000);
    assert_memory_equal(bytes, "\x89PNG\r\n\x1a\n", 8);
    assert_memory_equal(bytes + size - 12, end, 12);
    /* The width is 1200. */
    assert_memory_equal(bytes + 16, "\0\0\x04\xb0", 4);
    free(bytes);
}

static void expect_svg(const fixture *of, const char *plot)
{
    char title[80];
    char *text = read_plot(of, plot, "svg");
    (void)snprintf(title, sizeof title, "<title>%s</title>", plot);
    assert_memory_equal(text, "<?xml", 5);
    assert_non_null(strstr(text, "viewBox=\"0 0 1200 "));
    assert_non_null(strstr(text, title));
    assert_string_equal(text + strlen(text) - strlen("</svg>\n\n"), "</svg>\n\n");
    free(text);
}

static void test_gnuplot_draws_each_plot_as_png_and_svg(void **state)
{
    (void)state;
    fixture of;
    fixture_init(&of);
    fill(&of);
    compute(&of, REPLICATIONS);
    draw(&of);
    assert_int_equal(of.report.written, PLOTS);
    assert_int_equal(of.report.drawn, PLOTS);
    assert_int_equal(of.report.left_out, 0);
    assert_string_equal(of.report.text, "");
    for (int i = 0; i < PLOTS; i++) {
        expect_png(&of, names[i]);
        expect_svg(&of, names[i]);
    }
    /* Four files for each and nothing temporary. */
    assert_int_equal(scratch_count(&of.scratch, "plots"), 4 * PLOTS);
    fixture_free(&of);
}

static void test_a_script_draws_again_by_hand(void **state)
{
    (void)state;
    fixture of;
    char command[256];
    fixture_init(&of);
    fill(&of);
    compute(&of, REPLICATIONS);
    write_only(&of);
    (void)snprintf(command, sizeof command, "cd %s/plots && gnuplot backlog.gp",
                   of.scratch.path);
    assert_int_equal(system(command), 0);
    expect_png(&of, "backlog");
    expect_svg(&of, "backlog");
    fixture_free(&of);
}

static void test_without_gnuplot_scripts_and_data_still_come(void **state)
{
    (void)state;
    fixture of;
    fixture_init(&of);
    fill(&of);
    compute(&of, REPLICATIONS);
    draw(&of);
    assert_int_equal(write_with(&of, "/no/such/gnuplot", NULL), DS_OK);
    assert_int_equal(of.report.status, DS_UNAVAILABLE);
    assert_int_equal(of.report.written, PLOTS);
    assert_int_equal(of.report.drawn, 0);
    assert_non_null(strstr(of.report.text, "No plots were drawn: /no/such/gnuplot cannot"));
    assert_non_null(strstr(of.report.text, of.scratch.path));
    assert_null(strchr(of.report.text, '\n'));
    /* Nor do pictures of before stay, that would show something else. */
    assert_int_equal(scratch_count(&of.scratch, "plots"), 2 * PLOTS);
    fixture_free(&of);
}

static void test_the_environment_names_gnuplot(void **state)
{
    (void)state;
    fixture of;
    fixture_init(&of);
    fill(&of);
    compute(&of, REPLICATIONS);
    assert_int_equal(setenv("DESKSIM_GNUPLOT", "/no/such/gnuplot", 1), 0);
    assert_int_equal(ds_plots_write(&of.results, of.scratch.path, NULL, &of.report, NULL),
                     DS_OK);
    assert_int_equal(unsetenv("DESKSIM_GNUPLOT"), 0);
    assert_int_equal(of.report.status, DS_UNAVAILABLE);
    fixture_free(&of);
}

/* Draws with a script in the place of gnuplot; it must fail and leave nothing behind. */
static void expect_failure(const char *script, const char *first, const char *second)
{
    fixture of;
    ds_error err = {0};
    fixture_init(&of);
    fill(&of);
    compute(&of, REPLICATIONS);
    scratch_script(&of.scratch, "bad", script);
    const char *program = scratch_path(&of.scratch, "bad");
    assert_int_equal(write_with(&of, program, &err), DS_IO_FAILED);
    if (!strstr(err.text, first) || !strstr(err.text, second))
        fail_msg("'%s' does not say '%s' and '%s'", err.text, first, second);
    assert_int_equal(scratch_count(&of.scratch, "plots"), 2 * PLOTS);
    fixture_free(&of);
}

static void test_a_failure_of_gnuplot_says_what_it_complained_about(void **state)
{
    (void)state;
    expect_failure(
        "#!/bin/sh\n"
        "printf '\\nplot nonsense\\n     ^\\nline 3: bad thing\\n' >&2; exit 4\n",
        "could not draw resolution_times (exit code 4)",
        ": plot nonsense | line 3: bad thing");
    expect_failure("#!/bin/sh\nkill -SEGV $$\n", "signal 11", "resolution_times");
    expect_failure("#!/bin/sh\nexit 0\n", "did not make it", "");
    expect_failure("#!/bin/sh\necho >plots.svg\nfor k in svg png; do"
                   " : >resolution_times.$k$(echo \"$3\" | cut -d\"'\" -f2); done\n"
                   "rm plots.svg\n",
                   "did not make it", "");
}

static void test_a_gnuplot_that_hangs_is_ended(void **state)
{
    (void)state;
    fixture of;
    ds_error err = {0};
    fixture_init(&of);
    fill(&of);
    compute(&of, REPLICATIONS);
    scratch_script(&of.scratch, "slow", "#!/bin/sh\nsleep 60\n");
    const ds_plot_options options = {.program = scratch_path(&of.scratch, "slow"),
                                     .limit_s = 1};
    assert_int_equal(
        ds_plots_write(&of.results, of.scratch.path, &options, &of.report, &err),
        DS_IO_FAILED);
    assert_non_null(strstr(err.text, "within 1 s"));
    fixture_free(&of);
}

static void test_a_directory_that_cannot_be_made_is_refused(void **state)
{
    (void)state;
    fixture of;
    ds_error err = {0};
    fixture_init(&of);
    fill(&of);
    compute(&of, REPLICATIONS);
    scratch_script(&of.scratch, "plots", "a file\n");
    assert_int_equal(write_with(&of, NULL, &err), DS_IO_FAILED);
    assert_non_null(strstr(err.path, "plots"));
    fixture_free(&of);
}

/* Nothing to draw. */

static void test_plots_without_data_are_left_out_and_named(void **state)
{
    (void)state;
    fixture of;
    fixture_init(&of);
    fill(&of);
    compute(&of, REPLICATIONS);
    draw(&of);
    ds_results_free(&of.results);
    for (int r = 0; r < REPLICATIONS; r++) {
        ds_tally_free(&of.tallies[r]);
        hand_tally_init(&of.tallies[r], &of.hand.desk, r);
    }
    compute(&of, REPLICATIONS);
    draw(&of);
    assert_int_equal(of.report.left_out, PLOTS);
    assert_int_equal(of.report.written, 0);
    assert_string_equal(of.report.text,
                        "Plots left out for want of data: resolution_times, breach_rates, "
                        "time_use, backlog, utilisation, arrivals.");
    assert_int_equal(scratch_count(&of.scratch, "plots"), 0);
    fixture_free(&of);
}

static void test_results_of_no_replication_have_no_plots(void **state)
{
    (void)state;
    fixture of;
    fixture_init(&of);
    compute(&of, 0);
    draw(&of);
    assert_int_equal(of.report.left_out, PLOTS);
    fixture_free(&of);
}

/* A single ticket, of one priority, in one bin. */
static void test_a_single_ticket_can_be_drawn(void **state)
{
    (void)state;
    fixture of;
    fixture_init(&of);
    hand_resolve(&of.tallies[0], DS_BY_PRIORITY, 1, 3);
    hand_resolve(&of.tallies[0], DS_BY_OVERALL, 0, 3);
    of.tallies[0].arrived_by_hour[9] = 1;
    compute(&of, 1);
    draw(&of);
    assert_int_equal(of.report.drawn, 3);
    expect_png(&of, "resolution_times");
    assert_says(&of, "resolution_times", "gp", "'2 h' 2, '4 h' 4");
    fixture_free(&of);
}

/* Targets on the clock. */

static void test_a_target_on_an_open_calendar_is_its_clock_time(void **state)
{
    (void)state;
    fixture of;
    char text[64];
    fixture_init(&of);
    fill(&of);
    compute(&of, REPLICATIONS);
    ds_plot_target target = ds_plot_target_of(&of.results, 0);
    ds_plot_target_print(&target, text, sizeof text);
    assert_string_equal(text, "2 h");
    near(target.p10_h, 2, 0);
    near(target.median_h, 2, 0);
    near(target.p90_h, 2, 0);
    fixture_free(&of);
}

/* Tickets come at 08:30, 09:30 … 17:30 on weekdays, as many in each hour; open 08 to 18.
 * Of 8 business hours, the first two of a day use the same day (8 h), the others the next
 * (22 h), on Friday Monday (70 h): 20 %, 64 % and 16 % of them. */
static void test_a_business_target_is_the_clock_time_of_the_median_ticket(void **state)
{
    (void)state;
    fixture of;
    char text[64];
    fixture_init(&of);
    fill(&of);
    compute(&of, REPLICATIONS);
    ds_plot_target target = ds_plot_target_of(&of.results, 1);
    ds_plot_target_print(&target, text, sizeof text);
    assert_string_equal(text, "8 business h");
    near(target.p10_h, 8, 0);
    near(target.median_h, 22, 0);
    near(target.p90_h, 70, 0);
    /* Three working days: 3 days on Monday and Tuesday, 5 from Wednesday on. */
    target = ds_plot_target_of(&of.results, 2);
    ds_plot_target_print(&target, text, sizeof text);
    assert_string_equal(text, "3 business days");
    near(target.p10_h, 72, 0);
    near(target.median_h, 120, 0);
    fixture_free(&of);
}

static void test_targets_that_differ_are_not_drawn(void **state)
{
    (void)state;
    fixture of;
    char text[64];
    fixture_init(&of);
    fill(&of);
    ds_sla slas[2] = {of.hand.sla, of.hand.sla};
    slas[1].resolution[0].ticks = 3 * DS_HOUR;
    slas[1].resolution[1] = (ds_sla_target){0};
    slas[0].resolution[2] = slas[1].resolution[2] = (ds_sla_target){0};
    of.hand.desk.slas = slas;
    of.hand.desk.sla_count = 2;
    /* The incidents of the second category. */
    for (int p = 0; p < HAND_PRIORITIES; p++)
        of.sla_rows[HAND_PRIORITIES + p] = 1;
    compute(&of, REPLICATIONS);
    ds_plot_target target = ds_plot_target_of(&of.results, 0);
    ds_plot_target_print(&target, text, sizeof text);
    assert_string_equal(text, "targets differ");
    assert_true(isnan(target.median_h));
    /* One target, that only some tickets have. */
    assert_int_equal(ds_plot_target_of(&of.results, 1).promise, DS_PROMISE_ONE);
    target = ds_plot_target_of(&of.results, 2);
    ds_plot_target_print(&target, text, sizeof text);
    assert_string_equal(text, "no target");
    draw(&of);
    fixture_free(&of);
}

/* Axes of dates. */

static void expect_axis(ds_ticks to, const char *expected)
{
    char *text;
    size_t size;
    ds_zone zone;
    FILE *out = open_memstream(&text, &size);
    assert_non_null(out);
    assert_int_equal(ds_zone_init_utc(&zone, HAND_START, NULL), DS_OK);
    ds_plot_pen pen = {.out = out};
    ds_plot_date_axis(&pen, &zone, 0, to);
    assert_int_equal(fclose(out), 0);
    if (!strstr(text, expected))
        fail_msg("'%s' is not in: %s", expected, text);
    free(text);
    ds_zone_free(&zone);
}

/* From Monday 2026-01-05. */
static void test_dates_have_tics_that_fit_the_span(void **state)
{
    (void)state;
    expect_axis(12 * DS_HOUR, "(\"5 Jan\\n2026\" 1767571200, \"01:00\" 1767574800, ");
    expect_axis(DS_DAY, "1767571200, \"02:00\" 1767578400, ");
    expect_axis(5 * DS_DAY, "1767571200, \"12:00\" 1767614400, \"6 Jan\" 1767657600, ");
    expect_axis(2 * DS_WEEK, "1767571200, \"7 Jan\" 1767744000, ");
    expect_axis(10 * DS_WEEK, "1767571200, \"12 Jan\" 1768176000, ");
    expect_axis(26 * DS_WEEK, "(\"Feb\\n2026\" 1769904000, \"Mar\" 1772323200, ");
    expect_axis(104 * DS_WEEK, "\"Nov\" 1793491200, \"Jan\\n2027\" 1798761600, ");
    expect_axis(5200 * DS_WEEK, "(\"Jan\\n2030\" 1893456000, \"Jan\\n2040\" 2208988800, ");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_scripts_and_data_are_as_reviewed),
        cmocka_unit_test(test_one_replication_has_neither_band_nor_whiskers),
        cmocka_unit_test(test_of_many_groups_the_busiest_are_shown),
        cmocka_unit_test(test_names_of_any_kind_are_drawn_as_they_are),
        cmocka_unit_test(test_characters_without_a_font_are_boxes_in_png_only),
        cmocka_unit_test(test_names_from_right_to_left_keep_what_follows_in_place),
        cmocka_unit_test(test_a_desk_named_from_right_to_left_keeps_its_heading_in_order),
        cmocka_unit_test(test_a_name_cannot_break_the_lines_of_a_data_file),
        cmocka_unit_test(test_gnuplot_draws_each_plot_as_png_and_svg),
        cmocka_unit_test(test_a_script_draws_again_by_hand),
        cmocka_unit_test(test_without_gnuplot_scripts_and_data_still_come),
        cmocka_unit_test(test_the_environment_names_gnuplot),
        cmocka_unit_test(test_a_failure_of_gnuplot_says_what_it_complained_about),
        cmocka_unit_test(test_a_gnuplot_that_hangs_is_ended),
        cmocka_unit_test(test_a_directory_that_cannot_be_made_is_refused),
        cmocka_unit_test(test_plots_without_data_are_left_out_and_named),
        cmocka_unit_test(test_results_of_no_replication_have_no_plots),
        cmocka_unit_test(test_a_single_ticket_can_be_drawn),
        cmocka_unit_test(test_a_target_on_an_open_calendar_is_its_clock_time),
        cmocka_unit_test(test_a_business_target_is_the_clock_time_of_the_median_ticket),
        cmocka_unit_test(test_targets_that_differ_are_not_drawn),
        cmocka_unit_test(test_dates_have_tics_that_fit_the_span),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
