/* CSVs of a run read back. */
#ifndef DS_ANALYSIS_RUN_CSV_H
#define DS_ANALYSIS_RUN_CSV_H

#include "analysis/report/run_files.h"

/* Reads a CSV whose first row are heads; free it in any case. DS_BAD_INPUT with the line
 * where a row has another number of fields. */
ds_status ds_run_csv_read(const char *path, ds_run_csv *csv, ds_error *err) DS_MUST_USE;
void ds_run_csv_free(ds_run_csv *csv);

#endif
