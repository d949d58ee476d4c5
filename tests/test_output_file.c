/* Output files: whole or not there. */
#include "sim/output_file.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

typedef struct folder {
    char path[64];
    char file[128];
} folder;

static int make_folder(void **state)
{
    folder *room = malloc(sizeof *room);
    if (!room)
        return -1;
    strcpy(room->path, "/tmp/desksim-output-XXXXXX");
    if (!mkdtemp(room->path))
        return -1;
    (void)snprintf(room->file, sizeof room->file, "%s/results.json", room->path);
    *state = room;
    return 0;
}

static int remove_folder(void **state)
{
    folder *room = *state;
    (void)unlink(room->file);
    int status = rmdir(room->path);
    free(room);
    return status;
}

static int entries(const char *path)
{
    int count = 0;
    DIR *directory = opendir(path);
    assert_non_null(directory);
    for (struct dirent *entry = readdir(directory); entry; entry = readdir(directory))
        count += entry->d_name[0] != '.';
    (void)closedir(directory);
    return count;
}

static void expect_content(const char *path, const char *expected)
{
    char text[100] = "";
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    text[fread(text, 1, sizeof text - 1, file)] = '\0';
    (void)fclose(file);
    assert_string_equal(text, expected);
}

static void test_a_file_appears_only_when_it_is_whole(void **state)
{
    folder *room = *state;
    ds_output_file file;
    assert_int_equal(ds_output_open(&file, room->file, NULL), DS_OK);
    (void)fputs("half", file.stream);
    (void)fflush(file.stream);
    assert_int_equal(access(room->file, F_OK), -1);
    (void)fputs(" and half", file.stream);
    assert_int_equal(ds_output_commit(&file, NULL), DS_OK);
    expect_content(room->file, "half and half");
    assert_int_equal(entries(room->path), 1);
}

static void test_what_is_given_up_leaves_the_old_file(void **state)
{
    folder *room = *state;
    ds_output_file file;
    assert_int_equal(ds_output_write(room->file, "old", 3, NULL), DS_OK);
    assert_int_equal(ds_output_open(&file, room->file, NULL), DS_OK);
    (void)fputs("new", file.stream);
    ds_output_discard(&file);
    ds_output_discard(&file);
    expect_content(room->file, "old");
    assert_int_equal(entries(room->path), 1);
}

static void test_a_file_is_replaced_and_readable_as_the_umask_says(void **state)
{
    folder *room = *state;
    mode_t old = umask(027);
    assert_int_equal(ds_output_write(room->file, "old", 3, NULL), DS_OK);
    assert_int_equal(ds_output_write(room->file, "new", 3, NULL), DS_OK);
    (void)umask(old);
    expect_content(room->file, "new");
    struct stat info;
    assert_int_equal(stat(room->file, &info), 0);
    assert_int_equal(info.st_mode & 0777, 0640);
}

static void test_a_missing_folder_is_named_with_the_reason(void **state)
{
    (void)state;
    ds_output_file file;
    ds_error err;
    ds_status status = ds_output_open(&file, "/tmp/desksim-no-such-folder/a.csv", &err);
    assert_int_equal(status, DS_IO_FAILED);
    assert_string_equal(err.path, "/tmp/desksim-no-such-folder/a.csv");
    assert_string_equal(err.text, "cannot be written: No such file or directory");
    assert_null(file.stream);
}

static void test_a_folder_in_the_way_is_refused(void **state)
{
    folder *room = *state;
    ds_error err;
    assert_int_equal(ds_output_write(room->path, "x", 1, &err), DS_IO_FAILED);
    assert_string_equal(err.text, "cannot be written: Is a directory");
}

static void test_a_full_disk_is_reported(void **state)
{
    (void)state;
    ds_error err;
    if (access("/dev/full", W_OK) != 0)
        skip();
    assert_int_equal(ds_output_write("/dev/full", "x", 1, &err), DS_IO_FAILED);
    assert_string_equal(err.text, "could not be written: No space left on device");
}

static void test_a_device_is_written_to_and_not_replaced(void **state)
{
    (void)state;
    struct stat info;
    assert_int_equal(ds_output_write("/dev/null", "x", 1, NULL), DS_OK);
    assert_int_equal(stat("/dev/null", &info), 0);
    assert_true(S_ISCHR(info.st_mode));
}

static void test_folders_are_made_with_those_above(void **state)
{
    folder *room = *state;
    char deep[160];
    (void)snprintf(deep, sizeof deep, "%s/a/b/", room->path);
    assert_int_equal(ds_output_make_directory(deep, NULL), DS_OK);
    assert_int_equal(ds_output_make_directory(deep, NULL), DS_OK);
    assert_int_equal(rmdir(deep), 0);
    (void)snprintf(deep, sizeof deep, "%s/a", room->path);
    assert_int_equal(rmdir(deep), 0);
}

static void test_a_file_where_a_folder_should_be_is_refused(void **state)
{
    folder *room = *state;
    char below[160];
    ds_error err;
    assert_int_equal(ds_output_write(room->file, "x", 1, NULL), DS_OK);
    assert_int_equal(ds_output_make_directory(room->file, &err), DS_IO_FAILED);
    assert_string_equal(err.path, room->file);
    (void)snprintf(below, sizeof below, "%s/below", room->file);
    assert_int_equal(ds_output_make_directory(below, &err), DS_IO_FAILED);
    assert_string_equal(err.path, below);
    assert_string_equal(err.text, "cannot be made a directory: Not a directory");
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, make_folder, remove_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(test_a_file_appears_only_when_it_is_whole),
        IN_FOLDER(test_what_is_given_up_leaves_the_old_file),
        IN_FOLDER(test_a_file_is_replaced_and_readable_as_the_umask_says),
        IN_FOLDER(test_a_missing_folder_is_named_with_the_reason),
        IN_FOLDER(test_a_folder_in_the_way_is_refused),
        IN_FOLDER(test_a_full_disk_is_reported),
        IN_FOLDER(test_a_device_is_written_to_and_not_replaced),
        IN_FOLDER(test_folders_are_made_with_those_above),
        IN_FOLDER(test_a_file_where_a_folder_should_be_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
