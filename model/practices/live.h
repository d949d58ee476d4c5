/* Live contacts: callers and chatters who wait in line, lose patience, and call again.
 *
 * A ticket of a live channel is a contact until its first visit has been worked on. Live
 * contacts wait apart from deferred work; how an agent pool serves both is each group's
 * choice. A contact that finds all lines taken is blocked; one that waits longer than its
 * patience is abandoned. Either may be tried again: it is the same ticket, which has
 * arrived once. A ticket that is given up leaves the desk unresolved.
 */
#ifndef DS_MODEL_PRACTICES_LIVE_H
#define DS_MODEL_PRACTICES_LIVE_H

#include "model/desk.h"

#include <stdbool.h>

typedef struct ds_live_channel {
    bool is_live;
    bool has_patience; /* else callers wait for ever */
    ds_sampler patience;
    ds_ticks answer_within; /* of the service level */
    int32_t lines;          /* contacts at once, waiting and talking; 0: no limit */
    int32_t at_once;        /* contacts that an agent has in hand at most */
    double slowdown;        /* of all of them, by each beyond the first */
    double redial_share;    /* of those blocked or abandoned, each time */
    ds_sampler redial_after;
    int32_t most_tries;
} ds_live_channel;

typedef enum ds_blending {
    DS_LIVE_FIRST,     /* before deferred work that waits */
    DS_LIVE_INTERRUPT, /* and deferred work in hand gives way */
    DS_LIVE_IN_TURN,   /* no difference */
} ds_blending;

typedef struct ds_live_group {
    ds_blending blending;
    int32_t reserved; /* agents that deferred work leaves idle for live contacts */
} ds_live_group;

typedef struct ds_live {
    int32_t channel_count;
    ds_live_channel *channels; /* [channel of the desk] */
    ds_live_group *groups;     /* [group of the desk] */
} ds_live;

/* Legal on NULL. */
void ds_live_delete(ds_live *live);

#endif
