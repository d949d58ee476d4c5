/* Invariants of a replication, checked after each event in builds with DS_VERIFY. */
#ifndef DS_MODEL_VERIFY_H
#define DS_MODEL_VERIFY_H

#include "model/replication.h"

#ifdef DS_VERIFY
/* Asserts every invariant that can be checked in constant time and, now and then, those
 * that need a look at all tickets: every ticket in one place, no agent on two tickets,
 * counters that agree with what they count, clocks that run or pause as their ticket does.
 */
void ds_verify(const ds_replication *state);
#else
static inline void ds_verify(const ds_replication *state)
{
    (void)state;
}
#endif

#endif
