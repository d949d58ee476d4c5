/* Scenarios for tests: the sample of the documentation, with parts replaced. */
#ifndef DS_TESTS_SCENARIO_FIXTURE_H
#define DS_TESTS_SCENARIO_FIXTURE_H

#include "scenarios/scenario.h"

#include <stddef.h>

/* A scenario as far as it came: loaded, compiled, and what was said. */
typedef struct loaded {
    ds_scenario *scenario;
    ds_desk desk;
    ds_diagnostics said;
    ds_status status;
} loaded;

/* The bytes of a file under tests/data, terminated; free() it. */
char *fixture_read(const char *name, size_t *length_out);
/* Replaces the first `from` in text, which must be there; frees text. */
char *fixture_replace(char *text, const char *from, const char *to);

/* The path of a file for this process alone, to be removed by the caller; static. */
const char *fixture_temporary(const char *name);

/* Loads and compiles text under the name "desk.yaml" in tests/data. */
loaded fixture_load(const char *text, size_t length);
loaded fixture_load_with(const char *text, const char *const *overrides, int count);
/* The sample with one part replaced (from NULL: as it stands). */
loaded fixture_load_sample(const char *from, const char *to);
void fixture_free(loaded *it);

/* The first thing that was said of the kind, formatted, without the directory; "" for
 * none. */
const char *fixture_said(const loaded *it, bool is_warning);

/* |actual - expected| <= tolerance */
#define assert_near(actual, expected, tolerance)                                           \
    fixture_check_near(actual, expected, tolerance, __FILE__, __LINE__)
void fixture_check_near(double actual, double expected, double tolerance, const char *file,
                        int line);

#endif
