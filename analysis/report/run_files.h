/* The files of a run, read back for its report.
 *
 * Everything in them may have been damaged or changed by hand: what is not as it should be
 * is refused when it is read (so that the rest need not look again) or reads as missing.
 */
#ifndef DS_ANALYSIS_RUN_FILES_H
#define DS_ANALYSIS_RUN_FILES_H

#include "analysis/estimates/estimate.h"
#include "analysis/results/results.h"
#include "sim/error.h"

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

/* A CSV of numbers: the columns by their heads. Empty fields, and what is no number, are
 * NaN. */
typedef struct ds_run_csv {
    int32_t column_count;
    int32_t row_count;
    char **heads;
    double *cells; /* [row * column_count + column] */
} ds_run_csv;

typedef struct ds_run_files {
    const char *directory;
    json_t *results; /* results.json */
    json_t *record;  /* scenario.json */
    ds_run_csv week; /* hour_of_week.csv */
    ds_run_csv time; /* over_time.csv */
} ds_run_files;

/* Reads them all; free them in any case. DS_BAD_INPUT as for ds_report_build. */
ds_status ds_run_files_read(ds_run_files *files, const char *directory,
                            ds_error *err) DS_MUST_USE;
void ds_run_files_free(ds_run_files *files);

/* The estimate of a measure; none where there is no such slice or measure. The slice of
 * overall is NULL. */
ds_estimate ds_run_estimate(const ds_run_files *files, ds_result_dimension dimension,
                            const char *slice, const char *measure);
/* The slices of a dimension by name, an object; NULL where there is none. */
json_t *ds_run_slices(const ds_run_files *files, ds_result_dimension dimension);

/* A text of scenario.json, or "". */
const char *ds_run_text(const ds_run_files *files, const char *key);
/* A list of scenario.json, or NULL. */
json_t *ds_run_list(const ds_run_files *files, const char *key);
bool ds_run_is(const ds_run_files *files, const char *key);
int32_t ds_run_replications(const ds_run_files *files);
double ds_run_level(const ds_run_files *files);

/* A member that is a text, else "". */
const char *ds_member_text(const json_t *object, const char *key);
/* A member that is a number, else NaN. */
double ds_member_number(const json_t *object, const char *key);

/* The column of a head, or DS_NO_ID. */
int32_t ds_run_csv_column(const ds_run_csv *csv, const char *head);
static inline double ds_run_csv_at(const ds_run_csv *csv, int32_t row, int32_t column)
{
    return csv->cells[row * csv->column_count + column];
}

#endif
