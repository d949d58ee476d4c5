/* Fields of CSV output: RFC 4180 quoting, numbers that are finite or nothing. */
#ifndef DS_ANALYSIS_CSV_TEXT_H
#define DS_ANALYSIS_CSV_TEXT_H

#include <stdio.h>

/* A text field, in quotes where it needs them. A name that a spreadsheet would take for a
 * formula (it begins with = + - @ or a tab or return) gets an apostrophe in front. */
void ds_csv_text(FILE *out, const char *text);

/* The head of a column about something named: kind:name; `kind` is short and plain. */
void ds_csv_head(FILE *out, const char *kind, const char *name);

/* A number with up to ten significant digits; an empty field where it is not finite. */
void ds_csv_number(FILE *out, double value);

#endif
