/* Durations as people write them: 90s, 15m, 1h30m, 0.5h, 2d, 26w; business days as 3bd. */
#ifndef DS_SIM_DURATION_H
#define DS_SIM_DURATION_H

#include "sim/clock.h"
#include "sim/error.h"

#include <stdbool.h>
#include <stddef.h>

/* Either a length of time or a number of business days. */
typedef struct ds_duration {
    ds_ticks ticks;
    int32_t business_days; /* > 0 where it was written in bd; ticks is 0 then */
} ds_duration;

/* Reads a duration >= 0: one or more NUMBER UNIT pairs in falling units (w d h m s), or
 * Nbd. A bare 0 is allowed, any other bare number is not. Refuses what is negative, empty,
 * has an unknown unit or exceeds 1000 years; err->text says what was wrong and names the
 * units. */
ds_status ds_duration_parse(const char *text, ds_duration *out, ds_error *err) DS_MUST_USE;

/* As above, in seconds as a double (bd refused); reads the prefix of text that is a
 * duration and sets *end after it. For use inside distribution arguments. */
ds_status ds_duration_parse_seconds(const char *text, const char **end, double *seconds_out,
                                    ds_error *err) DS_MUST_USE;

/* Text that reads back to the same ticks, zero units left out: "1h30m", "0.25s", "26w",
 * "10d" (weeks only where they are whole). */
void ds_duration_print(ds_ticks ticks, char *buffer, size_t size);

/* For people, with about three figures: "1.68 h", "12.4 min", "3.2 d"; "-" for what is not
 * finite. */
void ds_duration_print_short(double hours, char *buffer, size_t size);

#endif
