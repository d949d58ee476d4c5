/* How often a period has more than so many breaches (or tickets): counted by period in a
 * replication, kept as a few sums in the tally.
 *
 * A ticket belongs to the period of its arrival, or of its resolution where tickets are
 * counted by resolution, as with goals. A desk that asks for no chance pays nothing.
 */
#ifndef DS_MODEL_CHANCES_H
#define DS_MODEL_CHANCES_H

#include "model/desk.h"
#include "model/tally.h"
#include "model/ticket.h"
#include "sim/error.h"

#include <stdbool.h>
#include <stdint.h>

/* The periods of one chance. */
typedef struct ds_chance_counts {
    int32_t first;   /* the period in which the window begins */
    int32_t count;   /* periods that the window touches */
    int32_t *number; /* [period - first] */
} ds_chance_counts;

typedef struct ds_chances {
    const ds_desk *desk;
    bool is_incidents_only;
    ds_chance_counts *counts; /* [chance] */
} ds_chances;

ds_status ds_chances_init(ds_chances *chances, const ds_desk *desk,
                          ds_error *err) DS_MUST_USE;
void ds_chances_free(ds_chances *chances);
void ds_chances_reset(ds_chances *chances);

/* Counts a ticket that is through, with its clocks (NULL: it has none), at the instant
 * `now`. */
void ds_chances_count(ds_chances *chances, const ds_ticket *ticket,
                      const ds_ticket_clocks *clocks, ds_ticks now);

/* Sums up into rows[chance_count]. Of days, weeks and months those count that lie wholly in
 * the window, or all, where there is no such one. */
void ds_chances_finish(const ds_chances *chances, ds_chance_tally *rows);

#endif
