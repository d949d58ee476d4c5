/* How much work a desk's tickets bring to each group, and how much its roster can do.
 *
 * Means over the window [warm_up, horizon), without simulating: the traffic equations of
 * each category (an open network of queues, as in J. R. Jackson, Operations Research 5,
 * 1957) times its tickets. Counted: profiles, holidays, growth, season, planned events and
 * traces; misrouting; reopening. Left out: time limits, max_visits, and the touch times and
 * first groups that a trace gives.
 */
#ifndef DS_MODEL_OFFERED_LOAD_H
#define DS_MODEL_OFFERED_LOAD_H

#include "model/desk.h"

typedef struct ds_group_load {
    double visits_per_week;
    double work_h_per_week;   /* touch time of those visits */
    double roster_h_per_week; /* agents on duty; INFINITY where they are unlimited */
} ds_group_load;

/* Offered load in erlangs: the mean number of agents at work. */
static inline double ds_group_load_erlangs(const ds_group_load *load)
{
    return load->work_h_per_week / 168;
}

/* Tickets a week that a stream brings in the window, on average. */
double ds_offered_tickets(const ds_desk *desk, const ds_stream *stream);

/* Fills loads[group_count]. */
ds_status ds_offered_load(const ds_desk *desk, ds_group_load *loads,
                          ds_error *err) DS_MUST_USE;

#endif
