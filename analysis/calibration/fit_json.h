/* The fit report as JSON: every value with how it is known. */
#ifndef DS_ANALYSIS_FIT_JSON_H
#define DS_ANALYSIS_FIT_JSON_H

#include "analysis/calibration/calibration.h"

#include <stdio.h>

/* `command`: the words that were typed. */
ds_status ds_fit_json_write(const ds_calibration *self, const char *const *command,
                            int32_t command_count, FILE *out, ds_error *err) DS_MUST_USE;

/* Fitted distributions, the most frequent first, for tables and plots. */
typedef struct ds_named_fit {
    char name[96]; /* "hold for users", "work at L1: email" */
    const ds_chosen_fit *fit;
} ds_named_fit;

/* At most `most`; returns how many. */
int32_t ds_fit_list(const ds_calibration *self, ds_named_fit *list, int32_t most);

#endif
