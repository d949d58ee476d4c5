/* Markup with texts in it that cannot break out of it.
 *
 * What is written is HTML that is also well-formed XML: every element closed, every
 * attribute in quotes, no named entity but the five of XML. Texts are escaped; what is no
 * UTF-8, and characters that XML does not know, become U+FFFD. Names that a user chose
 * stand in <bdi>, so that those written from right to left leave the rest in its place.
 */
#ifndef DS_ANALYSIS_HTML_H
#define DS_ANALYSIS_HTML_H

#include "sim/error.h"

#include <stdio.h>

typedef struct ds_html {
    FILE *out;
} ds_html;

/* Markup as it is, printf style; for constants and numbers only. */
void ds_html_put(ds_html *html, const char *format, ...) DS_PRINTF(2, 3);
/* A text, for the content of an element or an attribute in double quotes. */
void ds_html_text(ds_html *html, const char *text);
/* A text from the user, in <bdi>. */
void ds_html_name(ds_html *html, const char *text);

/* A sentence: the format is text, in which stand %s (a text), %n (a name from the user), %d
 * (an int), %b and %/b (bold begins and ends), %c (a command or file, as code) and %%. */
void ds_html_say(ds_html *html, const char *format, ...);

/* The id of something with this name: letters, digits and hyphens, others left out. */
void ds_html_id(const char *name, char *id, size_t size);

#endif
