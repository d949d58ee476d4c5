/* What the pages of studies (comparisons, sweeps) have in common. They are built from what
 * a study wrote into its directory and from nothing else, as the page of a run is. */
#ifndef DS_ANALYSIS_STUDY_PAGE_H
#define DS_ANALYSIS_STUDY_PAGE_H

#include "analysis/report/page.h"
#include "analysis/results/measure.h"
#include "sim/error.h"

#include <jansson.h>

/* Reads a JSON file that this version wrote; DS_BAD_INPUT otherwise. The root is for the
 * caller to release, also on failure. */
ds_status ds_report_json_read(const char *directory, const char *name, json_t **root_out,
                              ds_error *err) DS_MUST_USE;

/* Each builds its page; the caller frees the text. */
ds_status ds_comparison_page(const char *directory, char **text_out,
                             ds_error *err) DS_MUST_USE;
ds_status ds_sweep_page(const char *directory, char **text_out, ds_error *err) DS_MUST_USE;
ds_status ds_staff_page(const char *directory, char **text_out, ds_error *err) DS_MUST_USE;
ds_status ds_forecast_page(const char *directory, char **text_out,
                           ds_error *err) DS_MUST_USE;
ds_status ds_backtest_page(const char *directory, char **text_out,
                           ds_error *err) DS_MUST_USE;

/* Writes DIRECTORY/report.html with one of them. */
ds_status ds_study_report_write(const char *directory,
                                ds_status (*page)(const char *, char **, ds_error *),
                                ds_error *err) DS_MUST_USE;

/* The measure of a key such as "mttr_h:P1"; NULL where it is none. */
const ds_measure *ds_study_measure(const char *key);
/* The estimate of the members value (here: `name` itself), lo, hi and half_width with this
 * prefix: NAME, NAME_lo, …; "": value, lo, …. */
ds_estimate ds_study_estimate(const json_t *object, const char *name);
ds_shown_as ds_study_shown(const ds_measure *measure);

/* "Method": how often it was simulated, the seed, notes, and the command. */
void ds_study_put_method(ds_page *page, const json_t *root, const char *about);

#endif
