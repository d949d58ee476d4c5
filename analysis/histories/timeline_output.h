/* Explanations for people and programs: text of 80 columns, JSON, CSV, and a picture.
 *
 * docs/explain.md says what stands in each.
 */
#ifndef DS_ANALYSIS_TIMELINE_OUTPUT_H
#define DS_ANALYSIS_TIMELINE_OUTPUT_H

#include "analysis/histories/ticket_search.h"
#include "analysis/histories/timeline_verdict.h"

#include <jansson.h>
#include <stdio.h>

/* The text, each line at most 80 columns. */
ds_status ds_explanation_put_text(const ds_explanation *explanation, FILE *out,
                                  ds_error *err) DS_MUST_USE;
/* One line for each ticket that was found, with a head. */
void ds_found_put_text(const ds_desk *desk, const ds_found_tickets *found, FILE *out);

/* Objects as docs/explain.md describes them; NULL where memory is short. */
json_t *ds_explanation_json(const ds_explanation *explanation);
json_t *ds_found_json(const ds_desk *desk, const ds_found_tickets *found);

/* The steps as CSV rows; the head is a row of its own. */
void ds_explanation_put_csv_head(FILE *out);
void ds_explanation_put_csv(const ds_explanation *explanation, FILE *out);

/* The timeline as a picture (SVG 1.1). */
ds_status ds_explanation_put_svg(const ds_explanation *explanation, FILE *out,
                                 ds_error *err) DS_MUST_USE;

#endif
