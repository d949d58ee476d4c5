/* Major incidents: declared, coordinated by a manager, worked on in a war room until
 * service is restored, while duplicates come in and updates go out; reviewed afterwards.
 *
 * A war room of n people gets through restoration work n^exponent times as fast as one of
 * them: more people help, but talk to each other. Brooks's law says that the gain per head
 * falls; 0.6 is between his extremes, and to be replaced by what reviews show.
 */
#ifndef DS_MODEL_PRACTICES_MAJOR_INCIDENTS_H
#define DS_MODEL_PRACTICES_MAJOR_INCIDENTS_H

#include "model/desk.h"

#include <stdbool.h>

#define DS_MOST_MAJORS 16      /* at a time, those that wait for a manager included */
#define DS_MOST_IN_WAR_ROOM 64 /* of one major incident */

typedef struct ds_major_incidents {
    /* declared for */
    uint32_t priorities; /* bits */
    uint64_t services;   /* bits: incidents that take one of them down */
    int32_t related;     /* so many incidents of a category, this one included, */
    ds_ticks within;     /* in this time; 0: does not matter */
    bool *is_watched;    /* [category] for that */
    ds_sampler declare;  /* from the trigger to the declaration */
    int32_t raise_to;    /* the priority from then on; DS_NO_ID: as it was */
    int32_t managers;    /* each has one major incident at a time */
    int32_t *room;       /* [group] people in the war room */
    int32_t people;      /* all of them */
    ds_sampler restore;  /* work of one person alone until service is restored */
    double exponent;
    /* a workaround, from the moment a manager takes over */
    double workaround;           /* share for which one is found; 0: never */
    ds_sampler workaround_after; /* when, if service is not restored before */
    int32_t lower_to;            /* the priority from then on; DS_NO_ID: as it was */
    /* updates to stakeholders, from the declaration on */
    ds_ticks update_every; /* 0: none */
    ds_sampler update;     /* work of each, at this group */
    int32_t update_group;
    /* duplicates, from the trigger on */
    double duplicates_per_hour;
    ds_sampler duplicate; /* work to log one and link it, at this group */
    int32_t desk_group;
    ds_ticks broadcast_after; /* the declaration; DS_NEVER: none */
    double deflected;         /* share of duplicates that the broadcast keeps away */
    /* the review */
    ds_ticks review_after; /* the restoration */
    ds_sampler review;     /* work of each who took part; mean 0: none */
    bool has_review;
} ds_major_incidents;

/* Legal on NULL. */
void ds_major_incidents_delete(ds_major_incidents *majors);

#endif
