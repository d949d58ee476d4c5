/* Handing over from group to group, by how well tickets are documented.
 *
 * Each hand-over costs the group that takes the ticket over time to find out what is known:
 * what documentation leaves of `cost`. Writing it down costs the group that hands over. A
 * hand-over that is badly documented may be sent back for more.
 */
#ifndef DS_MODEL_PRACTICES_HANDOVER_H
#define DS_MODEL_PRACTICES_HANDOVER_H

#include "model/desk.h"

typedef struct ds_handover {
    double documentation; /* from 0 (nothing is written down) to 1 (everything) */
    ds_sampler cost;      /* touch time of the taker without any documentation */
    ds_ticks writing;     /* touch time of the giver for complete documentation */
    double sent_back;     /* share sent back without any documentation */
} ds_handover;

/* Legal on NULL. */
void ds_handover_delete(ds_handover *handover);

#endif
