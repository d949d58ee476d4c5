/* Dates and times as ITSM tools write them, in any of the usual orders.
 *
 * A stamp is taken apart first (ds_stamp_parse), which needs to know nothing of the file;
 * whether 3/4/2016 is in March or April is told by the whole column (ds_stamp_order_votes),
 * and only then is it an instant. Known are 2016-02-29 01:16:05, 2016-02-29T01:16:05.5Z,
 * 29/2/2016 01:16, 29.02.2016 01:16, 2/29/16 1:16 PM, 11/May/24 03:26 PM, May 11, 2024
 * 15:26, Tue May 11 15:26:00 2024, each with a zone (Z, UTC, GMT, +01:00) or without.
 */
#ifndef DS_IMPORT_STAMP_H
#define DS_IMPORT_STAMP_H

#include "model/zone.h"
#include "scenarios/iso_time.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum ds_date_order {
    DS_ORDER_UNKNOWN,
    DS_ORDER_DMY,
    DS_ORDER_MDY,
    DS_ORDER_YMD,
} ds_date_order;

typedef struct ds_stamp {
    int32_t part[3];     /* the date's numbers as they stand */
    ds_date_order order; /* DS_ORDER_UNKNOWN: day and month first, in either order */
    bool has_point;      /* separated by points, which nobody writes with the month first */
    bool has_zone;
    int64_t time_us;   /* since midnight */
    int64_t offset_us; /* of the zone */
} ds_stamp;

typedef enum ds_stamp_fault {
    DS_STAMP_GOOD,
    DS_STAMP_UNREADABLE,
    DS_STAMP_RELATIVE, /* "3 days ago" */
} ds_stamp_fault;

ds_stamp_fault ds_stamp_parse(const char *text, size_t length, ds_stamp *stamp);

/* What a column tells of the order of its dates. */
typedef struct ds_stamp_column {
    int64_t count;     /* of stamps that could be read */
    int64_t dmy;       /* ... that must be day first */
    int64_t mdy;       /* ... month first */
    int64_t ambiguous; /* ... could be either */
    int64_t unreadable;
    int64_t relative;
    int64_t with_zone;
    int64_t ambiguous_line; /* of the first */
    char ambiguous_text[32];
    char unreadable_text[32];
} ds_stamp_column;

void ds_stamp_vote(ds_stamp_column *column, int64_t line, const char *text, size_t length);

/* Microseconds since 1970 UTC; false where the date does not exist. Without a zone of its
 * own a stamp is local time in `zone`, whose start is 1970. */
bool ds_stamp_instant(const ds_stamp *stamp, ds_date_order order, const ds_zone *zone,
                      int64_t *us_out);

#endif
