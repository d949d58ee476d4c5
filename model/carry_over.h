/* What is carried over from day to day: deferred work that waits at a local midnight, and
 * the age of the oldest of it. Live contacts are left out. */
#ifndef DS_MODEL_CARRY_OVER_H
#define DS_MODEL_CARRY_OVER_H

#include "model/replication.h"

/* To be called once at the beginning of each local day of the window: looks at all who
 * wait, which at one time a day is no loss. */
void ds_carry_over_count(ds_replication *state);

#endif
