/* Which names the system's tz database knows, and which one was meant. */
#ifndef DS_SCENARIOS_ZONE_NAMES_H
#define DS_SCENARIOS_ZONE_NAMES_H

#include "sim/error.h"

/* Whether the tz database has a zone of this name. Otherwise DS_BAD_INPUT, with the nearest
 * name (by spelling, by case, or by its last part: `London`, `New York`), or DS_UNAVAILABLE
 * where there is no database. */
ds_status ds_zone_name_check(const char *name, ds_error *err) DS_MUST_USE;

#endif
