/* The hours of the week in the summary: arrivals and the utilisation of each group. */
#ifndef DS_ANALYSIS_SUMMARY_WEEK_H
#define DS_ANALYSIS_SUMMARY_WEEK_H

#include "analysis/results/results.h"
#include "analysis/results/summary_look.h"

#include <stdio.h>

/* Writes the curves after an empty line; nothing where the window holds no whole week. */
void ds_summary_put_week(const ds_results *results, const ds_summary_look *look, FILE *out);

#endif
