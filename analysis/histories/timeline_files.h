/* An explanation as files: TICKET.svg, TICKET.png where there is a program to draw it, and
 * TICKET.json. */
#ifndef DS_ANALYSIS_TIMELINE_FILES_H
#define DS_ANALYSIS_TIMELINE_FILES_H

#include "analysis/histories/timeline_output.h"

/* Writes them into a directory, made where it is missing; each is whole or not there.
 * *is_drawn_out: whether there is a PNG (it takes rsvg-convert; without it none is left
 * from an earlier run). */
ds_status ds_explanation_save(const ds_explanation *explanation, const char *directory,
                              bool *is_drawn_out, ds_error *err) DS_MUST_USE;

#endif
