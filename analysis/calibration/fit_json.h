/* The fit report as JSON: every value with how it is known. */
#ifndef DS_ANALYSIS_FIT_JSON_H
#define DS_ANALYSIS_FIT_JSON_H

#include "analysis/calibration/calibration.h"

#include <stdio.h>

/* `command`: the words that were typed. */
ds_status ds_fit_json_write(const ds_calibration *self, const char *const *command,
                            int32_t command_count, FILE *out, ds_error *err) DS_MUST_USE;

#endif
