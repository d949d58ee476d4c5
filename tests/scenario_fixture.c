#include "scenario_fixture.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define DIRECTORY DS_TEST_DATA "/"

char *fixture_read(const char *name, size_t *length_out)
{
    char path[1024];
    snprintf(path, sizeof path, DIRECTORY "%s", name);
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    char *text = calloc(1, 1 << 16);
    assert_non_null(text);
    size_t length = fread(text, 1, (1 << 16) - 1, file);
    fclose(file);
    if (length_out)
        *length_out = length;
    return text;
}

char *fixture_replace(char *text, const char *from, const char *to)
{
    char *at = strstr(text, from);
    if (!at)
        print_error("the sample has no '%s'\n", from);
    assert_non_null(at);
    size_t size = strlen(text) + strlen(to) + 1;
    char *made = calloc(1, size);
    assert_non_null(made);
    snprintf(made, size, "%.*s%s%s", (int)(at - text), text, to, at + strlen(from));
    free(text);
    return made;
}

const char *fixture_temporary(const char *name)
{
    static char path[512];
    const char *directory = getenv("TMPDIR");
    snprintf(path, sizeof path, "%s/desksim-%ld-%s", directory ? directory : "/tmp",
             (long)getpid(), name);
    return path;
}

static loaded load(const char *text, size_t length, const char *const *overrides, int count)
{
    loaded it = {.scenario = NULL};
    it.status = ds_scenario_load_text(text, length, DIRECTORY "desk.yaml", overrides, count,
                                      &it.said, &it.scenario);
    if (it.status == DS_OK)
        it.status = ds_scenario_compile(it.scenario, &it.desk, &it.said);
    assert_true((it.status == DS_OK) == !ds_diagnostics_has_error(&it.said));
    return it;
}

loaded fixture_load(const char *text, size_t length)
{
    return load(text, length, NULL, 0);
}

loaded fixture_load_with(const char *text, const char *const *overrides, int count)
{
    return load(text, strlen(text), overrides, count);
}

loaded fixture_load_sample(const char *from, const char *to)
{
    char *text = fixture_read("sample.yaml", NULL);
    if (from)
        text = fixture_replace(text, from, to);
    loaded it = load(text, strlen(text), NULL, 0);
    free(text);
    return it;
}

void fixture_free(loaded *it)
{
    ds_desk_free(&it->desk);
    ds_scenario_delete(it->scenario);
    ds_diagnostics_free(&it->said);
}

const char *fixture_said(const loaded *it, bool is_warning)
{
    static char text[2048];
    for (int32_t i = 0; i < it->said.count; i++) {
        if (it->said.list[i].is_warning != is_warning)
            continue;
        ds_diagnostic_format(&it->said.list[i], text, sizeof text);
        bool is_inside = strncmp(text, DIRECTORY, sizeof DIRECTORY - 1) == 0;
        return is_inside ? text + sizeof DIRECTORY - 1 : text;
    }
    return "";
}

void fixture_check_near(double actual, double expected, double tolerance, const char *file,
                        int line)
{
    if (fabs(actual - expected) <= tolerance)
        return;
    print_error("%.17g is not %.17g within %g\n", actual, expected, tolerance);
    _fail(file, line);
}
