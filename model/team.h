/* Agents with the same skills: the queues that they serve, and how fast they are.
 *
 * Every group has a team of its own people who serve nobody else; it has the group's row.
 * Further teams, of cross-trained people, come after those.
 */
#ifndef DS_MODEL_TEAM_H
#define DS_MODEL_TEAM_H

#include <stdbool.h>
#include <stdint.h>

/* A queue that a team serves: touch times are divided by the proficiency. */
typedef struct ds_team_queue {
    int32_t group;
    double proficiency;
} ds_team_queue;

typedef struct ds_team {
    int32_t home;
    int32_t queue_count;
    ds_team_queue *queues; /* in the order in which they are served */
    double *by_category;   /* proficiency by category; NULL: 1 for all */
    bool *has_skill;       /* [category] whether they can take its tickets; NULL: all */
} ds_team;

#endif
