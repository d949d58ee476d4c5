/* Prioritisation as people do it: VIP users, loud users, and first priorities that are
 * mistaken until somebody sees it.
 *
 * What kind of user a ticket has, and whether its first priority is mistaken, is drawn when
 * it arrives. A mistake is noticed when work begins at the first group (triage), or when
 * work begins at a group of a higher tier, each once with its share; the priority is then
 * changed to the right one.
 */
#ifndef DS_MODEL_PRACTICES_PRIORITISATION_H
#define DS_MODEL_PRACTICES_PRIORITISATION_H

#include "model/desk.h"

typedef struct ds_prioritisation {
    double vip_share;  /* of tickets */
    int32_t vip_raise; /* levels of impact (of priority, where that is given directly) */
    bool vip_jumps;    /* goes before all others of its class */
    double loud_share; /* of tickets; they go before all others of their class */
    ds_choice mistaken[DS_MAX_PRIORITIES]; /* [right]: first priorities; empty: right */
    double at_triage;    /* share of the mistakes noticed at the first group, */
    double at_next_tier; /* and of the rest at a group of a higher tier */
} ds_prioritisation;

/* Legal on NULL. */
void ds_prioritisation_delete(ds_prioritisation *prioritisation);

#endif
