/* Results as files and as text: results.json, the CSVs and the summary for a terminal.
 *
 * Numbers are finite or missing (null in JSON, an empty field in CSV); text is UTF-8. The
 * same results give the same bytes.
 */
#ifndef DS_ANALYSIS_RESULTS_FILES_H
#define DS_ANALYSIS_RESULTS_FILES_H

#include "analysis/results/results.h"
#include "analysis/results/summary_look.h"
#include "sim/error.h"

#include <stdio.h>

/* The text of results.json, ending in a newline; the caller frees it. */
ds_status ds_results_json(const ds_results *results, char **text_out,
                          ds_error *err) DS_MUST_USE;

/* The summary for people, lines of at most 80 columns; the caller frees it. Plain, or as a
 * terminal can show it. */
ds_status ds_results_summary(const ds_results *results, char **text_out,
                             ds_error *err) DS_MUST_USE;
ds_status ds_results_summary_look(const ds_results *results, const ds_summary_look *look,
                                  char **text_out, ds_error *err) DS_MUST_USE;

/* CSV tables with a header row, written to a stream whose errors the caller checks.
 * measures: one row per estimate. hour_of_week: one row per local hour. over_time: one row
 * per bin. resolution_times: one row per point of each distribution, with the priority. */
void ds_results_csv_measures(const ds_results *results, FILE *out);
void ds_results_csv_hour_of_week(const ds_results *results, FILE *out);
void ds_results_csv_over_time(const ds_results *results, FILE *out);
/* nights: one row per point of what is open at midnight. moves: one row per pair of groups
 * that hand tickets on. */
void ds_results_csv_nights(const ds_results *results, FILE *out);
void ds_results_csv_moves(const ds_results *results, FILE *out);
void ds_results_csv_resolution_times(const ds_results *results, FILE *out);

/* Writes results.json, measures.csv, hour_of_week.csv, over_time.csv and
 * resolution_times.csv into a directory, made where it is missing; key_measures.csv where
 * there are some, and results.xlsx where desksim was built with libxlsxwriter. Each file is
 * whole or not there. */
ds_status ds_results_write(const ds_results *results, const char *directory,
                           ds_error *err) DS_MUST_USE;

/* The names of these files, *count_out of them. */
const char *const *ds_results_file_names(int32_t *count_out);

#endif
