/* SLA targets as people write them in a scenario. */
#ifndef DS_ANALYSIS_TARGET_TEXT_H
#define DS_ANALYSIS_TARGET_TEXT_H

#include "model/desk.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The response or resolution target of a priority, "4h" or "3bd", where all tickets that
 * by_priority counts have the same; "varies" where they differ; "" where none has one. */
void ds_target_print(const ds_desk *desk, int32_t priority, bool is_response, char *text,
                     size_t size);

#endif
