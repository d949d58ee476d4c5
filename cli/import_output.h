/* The quality report of an import, for people and for programs. */
#ifndef DS_CLI_IMPORT_OUTPUT_H
#define DS_CLI_IMPORT_OUTPUT_H

#include "scenarios/import/quality.h"

#include <stdio.h>

ds_status ds_import_report_put(const ds_quality *quality, FILE *out, bool is_json,
                               ds_error *err) DS_MUST_USE;
ds_status ds_import_report_save(const ds_quality *quality, const char *path, bool is_json,
                                ds_error *err) DS_MUST_USE;

#endif
