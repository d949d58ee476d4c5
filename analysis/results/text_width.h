/* Text in columns of a terminal: UTF-8 by what it takes on screen, not by bytes.
 *
 * East Asian wide characters and emoji take two columns, combining marks none (the ranges
 * of Unicode's EastAsianWidth.txt in coarse steps; it does not depend on the locale).
 * Control characters and bytes that are not UTF-8 are shown as '?', so that no name can
 * steer a terminal or break a table.
 */
#ifndef DS_ANALYSIS_TEXT_WIDTH_H
#define DS_ANALYSIS_TEXT_WIDTH_H

#include <stdbool.h>
#include <stdio.h>

/* Columns that a text takes. */
int ds_text_width(const char *text);

/* Writes a text in exactly `width` columns: padded on the right, or on the left where
 * `is_right`; cut with an ellipsis where it is longer. */
void ds_text_put(FILE *out, const char *text, int width, bool is_right);

/* Writes words in lines of at most `width` columns. The first line begins with `first`,
 * the others with `other`; ends in a newline. */
void ds_text_wrap(FILE *out, const char *text, int width, const char *first,
                  const char *other);

#endif
