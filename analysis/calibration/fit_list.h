/* The distributions that a calibration fitted to durations, by name: for tables and plots.
 */
#ifndef DS_ANALYSIS_FIT_LIST_H
#define DS_ANALYSIS_FIT_LIST_H

#include "analysis/calibration/calibration.h"

/* Work by category and group, holds for users and for others, and times until reopened. */
#define DS_MOST_NAMED_FITS (DS_MOST_FIT_CATEGORIES * DS_MOST_FIT_GROUPS + 3)

typedef struct ds_named_fit {
    char name[96]; /* "hold for users", "work at L1: email" */
    const ds_chosen_fit *fit;
} ds_named_fit;

/* Lists the most frequent ones first, at most `most` of them; returns how many. */
int32_t ds_fit_list(const ds_calibration *self, ds_named_fit *list, int32_t most);

#endif
