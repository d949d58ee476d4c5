/* Contractual goals: the share of a month's tickets whose resolution target was met. */
#ifndef DS_MODEL_GOALS_H
#define DS_MODEL_GOALS_H

#include "model/desk.h"
#include "model/replication.h"
#include "model/tally.h"

#include <stdint.h>

/* How many rows (sla, priority, month of the window) the desk's goals need. */
int32_t ds_goals_rows(const ds_desk *desk);
/* Fills in what the rows are about, with nothing counted. */
void ds_goals_prepare(const ds_desk *desk, ds_goal_tally *rows);
/* Counts a ticket with a resolution clock under its month: that of its arrival, or of its
 * resolution where tickets are counted by resolution. */
void ds_goals_count(ds_replication *state, int32_t ticket_row, const ds_sla_clock *clock);

#endif
