/* The page of a calibration: what was found, how it is known and how well it fits. */
#ifndef DS_ANALYSIS_CALIBRATION_PAGE_H
#define DS_ANALYSIS_CALIBRATION_PAGE_H

#include "analysis/calibration/calibration.h"
#include "sim/error.h"

/* Writes it into a file; `command` are the words that were typed. */
ds_status ds_calibration_page_write(const ds_calibration *calibration, const char *path,
                                    const char *const *command, int32_t command_count,
                                    ds_error *err) DS_MUST_USE;

#endif
