/* What can happen at the desk, and in which order at one instant: smaller classes first. */
#ifndef DS_MODEL_EVENT_KIND_H
#define DS_MODEL_EVENT_KIND_H

typedef enum ds_event_kind_code {
    DS_EVENT_TICK,       /* an hour, or the window's edge: accounts are closed */
    DS_EVENT_WORK_END,   /* of a ticket: its work is done, or a hold begins */
    DS_EVENT_HOURS,      /* of a group: it opens or closes */
    DS_EVENT_HOLD_END,   /* of a ticket */
    DS_EVENT_REOPEN,     /* of a ticket */
    DS_EVENT_ARRIVAL,    /* of a stream */
    DS_EVENT_TIME_LIMIT, /* of a ticket's visit */
    DS_EVENT_AGENT,      /* of an agent with a roster: comes, goes, may go on */
    DS_EVENT_ABSENCE,    /* of a group: a meeting begins */
    DS_EVENT_TIMER,      /* of a practice (model/practice_state.h) */
    DS_EVENT_KINDS,
} ds_event_kind_code;

/* Accounts first, so that the window is half-open. Work that ends when the doors close is
 * done; what ends at its time limit, or when it is due, is in time. Practices come last:
 * they see the instant as it was left. */
typedef enum ds_event_class {
    DS_CLASS_TICK,
    DS_CLASS_WORK_END,
    DS_CLASS_HOURS,
    DS_CLASS_RETURN, /* from hold, or reopened */
    DS_CLASS_ARRIVAL,
    DS_CLASS_TIME_LIMIT,
    DS_CLASS_TIMER,
} ds_event_class;

#endif
