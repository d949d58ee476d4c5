/* What users think of it: a score from 1 to 5 for each resolved ticket.
 *
 *   score = 5 - wait × log2(T ÷ E), where T > E
 *             - reassignment × (changes of group after the first one)
 *             - reopening × (times reopened) - chaser × (times the user had to ask)
 *             + update × (updates given), at most `most_for_updates`
 *
 * kept within 1 and 5. T is the time from arrival to last resolution and E what the user
 * expects, both in the hours of one calendar; a user who was told what to expect expects as
 * much more time as he is more patient.
 */
#ifndef DS_MODEL_PRACTICES_SATISFACTION_H
#define DS_MODEL_PRACTICES_SATISFACTION_H

#include "model/desk.h"

typedef struct ds_satisfaction {
    int32_t hours;                        /* calendar of `expected` */
    ds_ticks expected[DS_MAX_PRIORITIES]; /* 0: the goal of the ticket's resolution clock */
    double wait;
    double reassignment;
    double reopening;
    double chaser;
    double update;
    double most_for_updates;
    double satisfied_from; /* the score from which a user counts as satisfied */
} ds_satisfaction;

/* Legal on NULL. */
void ds_satisfaction_delete(ds_satisfaction *satisfaction);

#endif
