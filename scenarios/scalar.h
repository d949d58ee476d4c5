/* Scalars of a scenario: from text to a value in one of the forms that a key allows. */
#ifndef DS_SCENARIOS_SCALAR_H
#define DS_SCENARIOS_SCALAR_H

#include "scenarios/key_table.h"
#include "sim/clock.h"
#include "sim/duration.h"
#include "sim/error.h"

#include <stdbool.h>

typedef enum ds_rate_unit {
    DS_PER_HOUR,
    DS_PER_DAY,
    DS_PER_WORKDAY,
    DS_PER_WEEK,
} ds_rate_unit;

typedef struct ds_scalar {
    ds_form form;     /* the one that fitted */
    const char *text; /* as written; borrowed */
    double number;    /* of a number, share, rate or growth (0.02 for 2 % a month) */
    int32_t whole;    /* a whole number, the index of a word, or 1 for yes */
    ds_duration duration;
    ds_rate_unit unit; /* of a rate */
    ds_ticks local;    /* a date or moment: wall-clock time since 1970-01-01 00:00 */
    bool has_time;     /* a moment with a time of day */
} ds_scalar;

/* Reads text as the key allows. `directory` (may be NULL) is where files are looked for:
 * a distribution may name one. On DS_BAD_INPUT err says why, beginning with the quoted
 * text; err->column, where not 0, is the 1-based column within the text; a fault inside a
 * file has the file's path. */
ds_status ds_scalar_parse(const ds_key *key, const char *text, const char *directory,
                          ds_scalar *out, ds_error *err) DS_MUST_USE;

#endif
