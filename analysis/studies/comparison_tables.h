/* The tables of a comparison for people. */
#ifndef DS_ANALYSIS_COMPARISON_TABLES_H
#define DS_ANALYSIS_COMPARISON_TABLES_H

#include "analysis/studies/comparison.h"

#include <stdio.h>

/* Writes them, each with an empty line before it, in lines of at most 80 columns. */
void ds_comparison_tables(const ds_comparison *comparison, FILE *out);

/* "-2.6 pp ± 1.1"; shares in percentage points; "–" where there is none. */
void ds_difference_print(const ds_difference *difference, const ds_measure *measure,
                         char *text, size_t size);

#endif
