/* Results as a spreadsheet for people: results.xlsx, with charts that a spreadsheet program
 * can change. Optional: it takes libxlsxwriter when desksim is built.
 *
 * Sheets: Summary, Charts, By priority, By group, Hour of week, Over time. Units stand in
 * the headings, intervals in columns of their own; what does not exist is an empty cell.
 * The same results give the same bytes.
 */
#ifndef DS_ANALYSIS_RESULTS_XLSX_H
#define DS_ANALYSIS_RESULTS_XLSX_H

#include "analysis/results/results.h"
#include "sim/error.h"

#include <stdbool.h>

/* Whether desksim was built with libxlsxwriter. */
bool ds_results_has_xlsx(void);

/* Writes the file; it is whole or not there. DS_UNAVAILABLE where there is no
 * libxlsxwriter. */
ds_status ds_results_xlsx(const ds_results *results, const char *path,
                          ds_error *err) DS_MUST_USE;

#endif
