/* What incidents cost: agents' time, users' lost time, penalties.
 *
 * Users lose time from the ticket's arrival to its resolution: so many users, by impact, a
 * share of their hours, at a rate. Money has no unit.
 */
#ifndef DS_MODEL_PRACTICES_COSTS_H
#define DS_MODEL_PRACTICES_COSTS_H

#include "model/desk.h"

typedef struct ds_costs {
    int32_t group_count;
    double *wage;     /* [group] money per agent hour */
    double user_rate; /* money per hour of a user's */
    double lost;      /* share of the time that is lost while the ticket is open */
    int32_t hours;    /* calendar of users' time */
    double affected[DS_MAX_LEVELS];                 /* users, by impact */
    double affected_by_priority[DS_MAX_PRIORITIES]; /* where impact is not known */
} ds_costs;

/* Legal on NULL. */
void ds_costs_delete(ds_costs *costs);

#endif
