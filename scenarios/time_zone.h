/* Time zones by their IANA name, from the system's tz database through the C library.
 *
 * The C library knows one zone at a time, the one in the environment variable TZ: while a
 * name is resolved TZ is changed, and put back after. So this belongs to the loading of a
 * scenario, before there are threads. `UTC` needs no database. The database is looked for
 * where the C library does, in TZDIR or else /usr/share/zoneinfo. Only names of the tz
 * database serve: not POSIX rules (`EST5EDT4,M3...`), paths, or the leap-second zones.
 */
#ifndef DS_SCENARIOS_TIME_ZONE_H
#define DS_SCENARIOS_TIME_ZONE_H

#include "model/zone.h"
#include "sim/clock.h"
#include "sim/error.h"

#include <stdint.h>

/* The offsets of a zone over [from, to], ticks since `start_unix` (seconds since 1970 UTC),
 * and ten days on either side; beyond, the first and the last offset stay. The span is 2000
 * years at most. Free with ds_zone_free. Refuses an unknown name with DS_BAD_INPUT and the
 * nearest known one, and says DS_UNAVAILABLE where there is no tz database. */
ds_status ds_time_zone_resolve(const char *name, int64_t start_unix, ds_ticks from,
                               ds_ticks to, ds_zone *zone, ds_error *err) DS_MUST_USE;

/* The unix second at which a date begins in a zone: 00:00 on the wall, or the end of the
 * gap where the clocks skip midnight. The date exists and lies in the years 1 to 9999. */
ds_status ds_time_zone_midnight(const char *name, ds_date date, int64_t *unix_out,
                                ds_error *err) DS_MUST_USE;

#endif
