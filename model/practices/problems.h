/* Problem management: causes that come back as incidents until somebody removes them.
 *
 * A cause brings forth a share of a category's incidents. Once so many of them have come, a
 * problem is opened: a group investigates it and finds a known error, which makes handling
 * the cause's incidents faster; after a lead time it carries out a change. The change ends
 * the cause's incidents, or fails, brings a burst of incidents of its own and is tried
 * again. Whatever the problems do, each incident that could come is drawn; those of a cause
 * that is gone are dropped.
 */
#ifndef DS_MODEL_PRACTICES_PROBLEMS_H
#define DS_MODEL_PRACTICES_PROBLEMS_H

#include "model/desk.h"

#define DS_MAX_CAUSES 64

typedef struct ds_cause {
    char *name;
    uint64_t family; /* ds_random_family(name) */
    int32_t category;
    int32_t stream; /* that the incidents of a failed change count in */
    double from;    /* a category's causes share the unit interval: [from, to) */
    double to;
} ds_cause;

typedef struct ds_problems {
    ds_cause *causes;
    int32_t cause_count;
    int32_t group;    /* that investigates and changes; DS_NO_ID: nobody does */
    int32_t after;    /* incidents of a cause that open its problem; 0: they never do */
    uint8_t priority; /* of the work on problems */
    ds_sampler investigation; /* touch time until the known error is found */
    double saves;             /* share of touch time, once the error is known */
    ds_sampler lead_time;     /* from the known error, or a failed change, to the change */
    ds_sampler change;        /* touch time of carrying it out */
    double fails;             /* share of changes that fail */
    int32_t burst;            /* incidents that a failed change brings */
    ds_ticks burst_every;     /* between them */
} ds_problems;

/* Legal on NULL. */
void ds_problems_delete(ds_problems *problems);

#endif
