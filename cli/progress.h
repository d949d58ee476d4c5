/* A line of progress on standard error, only where that is a terminal. */
#ifndef DS_CLI_PROGRESS_H
#define DS_CLI_PROGRESS_H

#include "sim/error.h"

#include <stdbool.h>
#include <stdint.h>
#include <time.h>

typedef struct ds_progress {
    bool is_shown;
    struct timespec began;
    char said[160];
} ds_progress;

void ds_progress_begin(ds_progress *progress, bool is_quiet);
/* Fits ds_replications.progress; context is a ds_progress. */
void ds_progress_show(void *context, int64_t done, int64_t count);
/* The same of something else than replications: "points". */
void ds_progress_show_of(const ds_progress *progress, int64_t done, int64_t count,
                         const char *what);
/* Says something at the end of the line from now on, printf style; cut where it is too
 * long. */
void ds_progress_say(ds_progress *progress, const char *format, ...) DS_PRINTF(2, 3);
/* Wipes the line. */
void ds_progress_end(ds_progress *progress);

#endif
