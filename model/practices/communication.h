/* Communication with users: updates at a cadence are work, and users who are left in the
 * dark contact the desk again.
 *
 * News for a user are the first work on the ticket, an update, and the answer to a contact
 * of his own. A user without news for as long as his patience lasts contacts the desk: a
 * chaser, which is work for the group that takes contacts. The ticket's own way is not
 * changed by either.
 */
#ifndef DS_MODEL_PRACTICES_COMMUNICATION_H
#define DS_MODEL_PRACTICES_COMMUNICATION_H

#include "model/desk.h"

typedef struct ds_communication {
    int32_t hours; /* row of the calendar in which cadences and patience run */
    ds_ticks update_every[DS_MAX_PRIORITIES]; /* by the present priority; 0: no updates */
    ds_sampler update_work;                   /* of the group that has the ticket */
    bool has_chasers;
    ds_sampler patience;
    ds_sampler chase_work;
    int32_t chase_group;
    double informed_share;    /* of users, told at the start what to expect */
    double informed_patience; /* times as patient as the others */
} ds_communication;

/* Legal on NULL. */
void ds_communication_delete(ds_communication *communication);

#endif
