/* A gnuplot picture as part of a page.
 *
 * SVG from a file is taken apart and put together again from what a drawing needs: known
 * elements and attributes, references within the picture only, ids made unique, colours as
 * #rrggbb so that the page's style can turn them for a dark ground. A file with anything
 * else in it (scripts, other documents, entities of its own, elements that do not match)
 * is refused as a whole.
 */
#ifndef DS_ANALYSIS_SVG_INLINE_H
#define DS_ANALYSIS_SVG_INLINE_H

#include "analysis/report/html.h"
#include "sim/error.h"

typedef struct ds_svg_label {
    const char *id;      /* letters, digits and hyphens: goes before every id */
    const char *title;   /* text alternative, short */
    const char *message; /* … and what there is to see */
    const char *classes; /* of the svg element */
} ds_svg_label;

/* Writes the picture as an <svg role="img"> element. `text` is that of the file, ending in
 * a NUL; `path` is for messages. DS_BAD_INPUT says what it has that it should not; then
 * what was written so far is to be thrown away. */
ds_status ds_svg_put(ds_html *html, const char *text, const char *path,
                     const ds_svg_label *label, ds_error *err) DS_MUST_USE;

#endif
