/* A requirement by interval for people and programs. */
#ifndef DS_ANALYSIS_REQUIREMENT_FILES_H
#define DS_ANALYSIS_REQUIREMENT_FILES_H

#include "analysis/staffing/requirement.h"

#include <jansson.h>
#include <stdio.h>

/* group,interval_start,agents and more, a row for each interval of a group with targets:
 * `desksim roster --requirement` reads it. */
void ds_requirement_csv(const ds_requirement *self, FILE *out);
/* A table for each group: rows are times of day, columns days. */
void ds_requirement_text(const ds_requirement *self, FILE *out);
/* "rows" and "targets" into `root`; other than 0: memory is short. */
int ds_requirement_json(const ds_requirement *self, json_t *root);
/* What it costs a group that arrivals vary more than by chance, in a sentence; "" where
 * they do not. */
void ds_requirement_price(const ds_requirement *self, int32_t target, char *text,
                          size_t size);
/* What a target asks for and what both plans reach, in a sentence. */
void ds_requirement_verdict(const ds_requirement *self, int32_t target, char *text,
                            size_t size);

#endif
