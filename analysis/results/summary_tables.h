/* The tables of the summary: by priority, by type, by group, goals and contracts. */
#ifndef DS_ANALYSIS_SUMMARY_TABLES_H
#define DS_ANALYSIS_SUMMARY_TABLES_H

#include "analysis/results/results.h"
#include "analysis/results/summary_look.h"

#include <stdio.h>

#define DS_SUMMARY_COLUMNS 80

/* Writes the tables that the results have something for, each after an empty line. */
void ds_summary_put_tables(const ds_results *results, const ds_summary_look *look,
                           FILE *out);

#endif
