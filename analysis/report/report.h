/* The HTML report of a run, a comparison or a sweep. Of a run: one file that says whether
 * the SLA is met, where it breaks and what would help, then shows every table and plot,
 * what went in, and how to get it again.
 *
 * It is built from what stands in the run's directory and from nothing else, so that the
 * run itself and `desksim report` later give the same page, byte for byte: results.json and
 * the CSVs (analysis/results), plots/ (analysis/plots), and scenario.json, which has what a
 * reader of results needs to know about the scenario. docs/report.md describes the page.
 */
#ifndef DS_ANALYSIS_REPORT_H
#define DS_ANALYSIS_REPORT_H

#include "analysis/results/results.h"
#include "scenarios/scenario.h"
#include "sim/error.h"

#include <stdint.h>

#define DS_REPORT_FILE "report.html"
#define DS_RUN_RECORD_FILE "scenario.json"
#define DS_COMPARISON_FILE "comparison.json"
#define DS_SWEEP_FILE "sweep.json"
#define DS_STAFF_FILE "staff.json"
#define DS_BACKTEST_FILE "backtest.json"
#define DS_FORECAST_FILE "forecast.json"
#define DS_RUN_SCENARIO_FILE "scenario.yaml"

/* Where results come from: what was typed. */
typedef struct ds_run_origin {
    const ds_scenario *scenario;
    const char *scenario_word;    /* the file, or the shipped one's name */
    const char *const *overrides; /* PATH=VALUE */
    int32_t override_count;
    const char *replay; /* a ticket CSV, or NULL */
} ds_run_origin;

/* Writes scenario.json and, as scenario.yaml, the scenario file as it was read into a
 * directory, made where it is missing. A report of before is removed: until the new one is
 * written, there is none. */
ds_status ds_run_record_write(const ds_results *results, const ds_run_origin *origin,
                              const char *directory, ds_error *err) DS_MUST_USE;

/* Builds the page of a directory of results: of a run, or of the comparison or sweep whose
 * JSON file it has; the caller frees the text. DS_BAD_INPUT where
 * a file is missing, is no such file, or was written by another version or for another run
 * than the rest. */
ds_status ds_report_build(const char *directory, char **text_out,
                          ds_error *err) DS_MUST_USE;

/* The same into a file; NULL: DIRECTORY/report.html. */
ds_status ds_report_write(const char *directory, const char *path,
                          ds_error *err) DS_MUST_USE;

#endif
