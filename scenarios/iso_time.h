/* Instants as ISO 8601 text: `2026-01-05T08:30:00Z`.
 *
 * Read: a date, or a date and a time of day with or without seconds and a fraction,
 * separated by `T` or one space; then `Z`, an offset (`+01:00`, `+0100`, `+01`, up to 14
 * hours) or nothing, which means UTC. A date alone is its midnight. Strict: no 30 February,
 * no 24:00, no second 60, nothing after the end. Years 0001 to 9999, Gregorian throughout.
 * Inside an instant is whole microseconds since 1970-01-01 UTC; finer fractions are cut.
 */
#ifndef DS_SCENARIOS_ISO_TIME_H
#define DS_SCENARIOS_ISO_TIME_H

#include "sim/error.h"

#include <stddef.h>
#include <stdint.h>

#define DS_NO_TIME INT64_MIN
#define DS_ISO_TIME_SIZE 32 /* bytes for ds_iso_time_format, terminator included */

/* Reads an instant; refuses with DS_BAD_INPUT and a text that names what is wrong. */
ds_status ds_iso_time_parse(const char *text, size_t length, int64_t *unix_us_out,
                            ds_error *err) DS_MUST_USE;

/* Writes an instant, clipped to the years 1 to 9999, in UTC, with six decimals only where
 * it is no whole second; reading it gives the same instant. Returns the length. */
size_t ds_iso_time_format(int64_t unix_us, char text[DS_ISO_TIME_SIZE]);

#endif
