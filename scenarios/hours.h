/* Working hours as text, and the spans of a week that they mean.
 *
 * `Mon-Fri 08:00-18:00`, `Mon,Wed,Fri 08:00-12:00 13:00-17:00`,
 * `Mon-Thu 08:00-18:00; Fri 08:00-16:00`, `Sat 22:00-06:00` (overnight: until the next
 * day), `24x7` (also `24/7`, `always`).
 *
 *   hours = "24x7" | "24/7" | "always" | group { (";" | ",") group }
 *   group = days spans
 *   days  = day [ "-" day ] { [ "," ] day [ "-" day ] }
 *   spans = span { [ "," ] span }
 *   span  = time "-" time           time = H:MM or HH:MM, 00:00 to 23:59; 24:00 as an end
 *
 * Days are English names or their first three letters or more, in either case; `Fri-Mon`
 * goes round the weekend. A span whose end is not later than its beginning ends on the next
 * day. En dashes serve as hyphens. Spans that begin on one day must not overlap: one of two
 * is a slip.
 */
#ifndef DS_SCENARIOS_HOURS_H
#define DS_SCENARIOS_HOURS_H

#include "model/calendar.h"
#include "sim/error.h"

#include <stdbool.h>
#include <stdint.h>

typedef struct ds_week_hours {
    bool is_always; /* the spans leave no minute of the week out */
    int32_t count;
    ds_week_span *spans; /* ascending */
} ds_week_hours;

/* Reads hours; free with ds_hours_free. Refuses with DS_BAD_INPUT, the 1-based column of
 * the text (in characters) in err->column, and a message that says what was expected. */
ds_status ds_hours_parse(const char *text, ds_week_hours *hours, ds_error *err) DS_MUST_USE;
void ds_hours_free(ds_week_hours *hours);

#endif
