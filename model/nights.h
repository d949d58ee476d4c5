/* What is open at local midnight: by age, and by group what waits, with the age of its
 * oldest. Counts in the window also go to the groups' sums. */
#ifndef DS_MODEL_NIGHTS_H
#define DS_MODEL_NIGHTS_H

#include "model/desk.h"
#include "model/replication.h"
#include "model/tally.h"
#include "sim/error.h"

ds_status ds_nights_init(ds_nights *nights, const ds_desk *desk, ds_error *err) DS_MUST_USE;
/* Forgets all and keeps the memory. */
void ds_nights_reset(ds_nights *nights, int32_t groups);
ds_status ds_nights_copy(ds_nights *out, const ds_nights *from, int32_t groups,
                         ds_error *err) DS_MUST_USE;
/* It is midnight. */
void ds_nights_count(ds_replication *state);

#endif
