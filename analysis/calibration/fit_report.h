/* What a calibration found, how well it fits, and what cannot be known: for people. */
#ifndef DS_ANALYSIS_FIT_REPORT_H
#define DS_ANALYSIS_FIT_REPORT_H

#include "analysis/calibration/calibration.h"

#include <stdio.h>

/* Writes the report as plain text of 80 columns; failures show in the stream. */
void ds_fit_report_write(const ds_calibration *self, FILE *out);

/* Of it only what is no table by type, group or category: touch times that were inferred,
 * ways, reopenings, holds and targets. */
void ds_fit_report_write_untabled(const ds_calibration *self, FILE *out);

#endif
