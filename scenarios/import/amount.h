/* Numbers and durations in exports: "1.5", "1,5", "1,234.5", "03:45", "-0:12:30",
 * "2h 30m", "1 day 3 hours". */
#ifndef DS_IMPORT_AMOUNT_H
#define DS_IMPORT_AMOUNT_H

#include <stdbool.h>

/* Reads a number; with is_comma a comma is the decimal sign, otherwise it parts thousands.
 */
bool ds_amount_number(const char *text, bool is_comma, double *value_out);

/* Seconds; a bare number counts in `unit_s` seconds. May be negative. */
bool ds_amount_seconds(const char *text, double unit_s, bool is_comma, double *seconds_out);

/* What a value tells of the decimal sign: 1 a comma, -1 a point, 0 nothing. */
int ds_amount_comma_vote(const char *text);

#endif
