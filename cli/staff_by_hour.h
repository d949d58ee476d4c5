/* desksim staff --by hour: agents required by interval of the week. */
#ifndef DS_CLI_STAFF_BY_HOUR_H
#define DS_CLI_STAFF_BY_HOUR_H

#include "cli/options.h"
#include "cli/simulation.h"

/* `minutes` is 30 or 60; the texts are targets as of --target; without a time limit it is
 * 0. Returns a ds_exit. */
int ds_staff_by_hour(const ds_options *options, const ds_simulation *simulation,
                     int32_t minutes, const char *const *texts, int32_t count,
                     int32_t time_limit_s);

#endif
