/* Other programs, run without a shell. */
#include "sim/program.h"
#include "tests/scratch_directory.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <time.h>

#include <cmocka.h>

static ds_program_end run_in(const char *directory, int32_t limit_s,
                             const char *const *arguments)
{
    ds_program program = {
        .arguments = arguments, .directory = directory, .limit_s = limit_s};
    ds_program_end end;
    ds_error err = {0};
    if (ds_program_run(&program, &end, &err) != DS_OK)
        fail_msg("%s", err.text);
    return end;
}

/* Runs a line of shell, with one argument as $1. */
static ds_program_end run_line(const char *line, const char *argument)
{
    const char *const arguments[] = {"sh", "-c", line, "sh", argument, NULL};
    return run_in(NULL, 20, arguments);
}

static double seconds(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static void test_the_exit_code_comes_back(void **state)
{
    (void)state;
    ds_program_end end = run_line("exit 7", NULL);
    assert_int_equal(end.exit_code, 7);
    assert_int_equal(end.signal, 0);
    assert_false(end.is_late);
    assert_string_equal(end.complaint, "");
}

static void test_arguments_arrive_as_they_are(void **state)
{
    (void)state;
    static const char odd[] = "a b  \"c\" 'd' `exit 1` $HOME * ; \\n é\n";
    ds_program_end end = run_line("printf %s \"$1\" >&2", odd);
    assert_int_equal(end.exit_code, 0);
    assert_string_equal(end.complaint, odd);
}

static void test_input_is_empty_and_output_is_dropped(void **state)
{
    (void)state;
    ds_program_end end = run_line("cat; echo printed; echo complained >&2", NULL);
    assert_int_equal(end.exit_code, 0);
    assert_string_equal(end.complaint, "complained\n");
}

static void test_a_long_complaint_is_cut_and_does_not_block(void **state)
{
    (void)state;
    ds_program_end end = run_line("yes complaint | head -c 1000000 >&2", NULL);
    assert_int_equal(end.exit_code, 0);
    assert_int_equal(strlen(end.complaint), DS_PROGRAM_COMPLAINT_SIZE - 1);
    assert_memory_equal(end.complaint, "complaint\ncomplaint\n", 20);
}

static void test_it_runs_in_the_directory(void **state)
{
    (void)state;
    scratch_directory scratch = scratch_directory_new();
    const char *const arguments[] = {"sh", "-c", "pwd >&2; : >made", NULL};
    ds_program_end end = run_in(scratch.path, 20, arguments);
    assert_non_null(strstr(end.complaint, scratch.path));
    assert_true(scratch_has(&scratch, "made"));
    scratch_directory_remove(&scratch);
}

static void test_a_path_is_relative_to_where_we_are(void **state)
{
    (void)state;
    scratch_directory scratch = scratch_directory_new();
    char before[1024];
    scratch_script(&scratch, "tool", "#!/bin/sh\nexit 5\n");
    assert_non_null(getcwd(before, sizeof before));
    assert_int_equal(chdir(scratch.path), 0);
    const char *const arguments[] = {"./tool", NULL};
    ds_program_end end = run_in("/", 20, arguments);
    assert_int_equal(chdir(before), 0);
    assert_int_equal(end.exit_code, 5);
    scratch_directory_remove(&scratch);
}

static void test_a_signal_is_told(void **state)
{
    (void)state;
    ds_program_end end = run_line("kill -TERM $$", NULL);
    assert_int_equal(end.exit_code, -1);
    assert_int_equal(end.signal, SIGTERM);
    assert_false(end.is_late);
}

static void test_what_takes_too_long_is_killed_with_its_children(void **state)
{
    (void)state;
    scratch_directory scratch = scratch_directory_new();
    const char *const arguments[] = {"sh", "-c", "(sleep 2; : >survived) & sleep 60", NULL};
    double before = seconds();
    ds_program_end end = run_in(scratch.path, 1, arguments);
    double took = seconds() - before;
    assert_true(end.is_late);
    assert_int_equal(end.signal, SIGKILL);
    assert_true(took >= 1 && took < 10);
    (void)sleep(2);
    assert_false(scratch_has(&scratch, "survived"));
    scratch_directory_remove(&scratch);
}

/* Where a child keeps standard error open, we do not wait for it. */
static void test_the_end_is_the_end_of_the_program_itself(void **state)
{
    (void)state;
    double before = seconds();
    ds_program_end end = run_line("sleep 3 & echo done >&2", NULL);
    assert_int_equal(end.exit_code, 0);
    assert_string_equal(end.complaint, "done\n");
    assert_true(seconds() - before < 2.5);
}

static void test_signals_that_we_ignore_work_in_it(void **state)
{
    (void)state;
    void (*before)(int) = signal(SIGTERM, SIG_IGN);
    ds_program_end end = run_line("kill -TERM $$; exit 3", NULL);
    (void)signal(SIGTERM, before);
    assert_int_equal(end.signal, SIGTERM);
}

static void expect_unavailable(const char *name)
{
    const char *const arguments[] = {name, NULL};
    ds_program program = {.arguments = arguments, .limit_s = 20};
    ds_program_end end;
    ds_error err;
    assert_int_equal(ds_program_run(&program, &end, &err), DS_UNAVAILABLE);
    assert_non_null(strstr(err.text, name));
}

static void test_what_cannot_be_run_is_unavailable(void **state)
{
    (void)state;
    scratch_directory scratch = scratch_directory_new();
    FILE *file = fopen(scratch_path(&scratch, "plain"), "w");
    assert_non_null(file);
    assert_int_equal(fclose(file), 0);
    expect_unavailable("no-such-program-here");
    expect_unavailable("/no/such/program");
    expect_unavailable(scratch.path);
    expect_unavailable(scratch_path(&scratch, "plain"));
    scratch_directory_remove(&scratch);
}

static int open_descriptors(void)
{
    DIR *directory = opendir("/proc/self/fd");
    int count = 0;
    assert_non_null(directory);
    while (readdir(directory))
        count++;
    (void)closedir(directory);
    return count;
}

static void test_no_descriptor_is_left_open(void **state)
{
    (void)state;
    int before = open_descriptors();
    (void)run_line("echo x >&2", NULL);
    (void)run_line("sleep 1 &", NULL);
    expect_unavailable("no-such-program-here");
    assert_int_equal(open_descriptors(), before);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_exit_code_comes_back),
        cmocka_unit_test(test_arguments_arrive_as_they_are),
        cmocka_unit_test(test_input_is_empty_and_output_is_dropped),
        cmocka_unit_test(test_a_long_complaint_is_cut_and_does_not_block),
        cmocka_unit_test(test_it_runs_in_the_directory),
        cmocka_unit_test(test_a_path_is_relative_to_where_we_are),
        cmocka_unit_test(test_a_signal_is_told),
        cmocka_unit_test(test_what_takes_too_long_is_killed_with_its_children),
        cmocka_unit_test(test_the_end_is_the_end_of_the_program_itself),
        cmocka_unit_test(test_signals_that_we_ignore_work_in_it),
        cmocka_unit_test(test_what_cannot_be_run_is_unavailable),
        cmocka_unit_test(test_no_descriptor_is_left_open),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
