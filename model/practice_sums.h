/* What the practices of a desk add up in one replication: flow, what happens in the window.
 * Numerators and denominators of measures, like the sums of tickets. */
#ifndef DS_MODEL_PRACTICE_SUMS_H
#define DS_MODEL_PRACTICE_SUMS_H

typedef enum ds_practice_sum {
    DS_SUM_TICKETS_HEARD, /* tickets that arrived: the denominator of numbers per ticket */
    DS_SUM_CHASERS,       /* contacts of users about open tickets */
    DS_SUM_CHASE_WORK,    /* agents' time for them, of those done in the window */
    DS_SUM_UPDATES_DUE,   /* updates that a cadence asked for */
    DS_SUM_UPDATES_ON_TIME, /* of them, given before the next was due */
    DS_SUM_UPDATES,         /* updates given */
    DS_SUM_UPDATE_WORK,     /* agents' time for them */
    /* prioritisation */
    DS_SUM_VIPS,           /* tickets of VIPs that arrived */
    DS_SUM_VIPS_RESOLVED,  /* of those that count */
    DS_SUM_VIP_RESOLUTION, /* their time from arrival to last resolution */
    DS_SUM_MISTAKES,       /* tickets with a mistaken first priority */
    DS_SUM_CORRECTIONS,
    /* hierarchical escalation */
    DS_SUM_ESCALATIONS,       /* rules that were triggered */
    DS_SUM_ESCALATED_TICKETS, /* tickets for which the first was */
    DS_SUM_NOTIFIED,          /* managers told */
    DS_SUM_NOTICE_TIME,       /* from the trigger until they knew */
    DS_SUM_MANAGER_WORK,
    DS_SUM_RAISED, /* priorities */
    DS_SUM_HELPED, /* tickets that another group took on */
    /* handing over */
    DS_SUM_HANDOVERS,
    DS_SUM_HANDOVER_WORK, /* touch time that they cost */
    DS_SUM_SENT_BACK,
    DS_SUM_PING_PONGS, /* hand-overs to a group that the ticket had been at */
    /* blame: the clocks' time of tickets that broke their resolution target */
    DS_SUM_BLAMED,
    DS_SUM_BLAME_USER, /* on hold, in the order of ds_hold_reason */
    DS_SUM_BLAME_VENDOR,
    DS_SUM_BLAME_CHANGE,
    /* knowledge */
    DS_SUM_ARTICLES,       /* written */
    DS_SUM_ARTICLE_WORK,   /* agents' time for them */
    DS_SUM_TOUCH_SAVED,    /* touch time that articles save */
    DS_SUM_KNOWN_RESOLVED, /* tickets resolved in the first line thanks to one */
    DS_SUM_DEFLECTED,      /* contacts that users answered themselves */
    /* problems */
    DS_SUM_RECURRING,    /* incidents of causes that came */
    DS_SUM_PREVENTED,    /* incidents that did not come, their causes being gone */
    DS_SUM_PROBLEMS,     /* opened */
    DS_SUM_KNOWN_ERRORS, /* found */
    DS_SUM_KNOWN_SAVED,  /* touch time that they save */
    DS_SUM_FIXES,        /* causes that a change ended */
    DS_SUM_FAILED_CHANGES,
    DS_SUM_CHANGE_INCIDENTS, /* that failed changes brought */
    DS_SUM_PROBLEM_WORK,     /* agents' time for investigations and changes */
    /* automation */
    DS_SUM_DETECTED,         /* incidents that monitoring reported */
    DS_SUM_AUTO_RESOLVED,    /* without an agent */
    DS_SUM_AUTOMATION_SAVED, /* touch time that contacts and diagnostics would have taken */
    /* major incidents, by when they were triggered */
    DS_SUM_MAJORS, /* declared */
    DS_SUM_TIME_TO_DECLARE,
    DS_SUM_WAIT_FOR_MANAGER,
    DS_SUM_ASSEMBLED, /* war rooms that were complete */
    DS_SUM_TIME_TO_ASSEMBLE,
    DS_SUM_RESTORED,
    DS_SUM_TIME_TO_RESTORE, /* from the trigger */
    DS_SUM_ROOM_TIME,       /* people's time in the war room */
    DS_SUM_CHILDREN,        /* duplicates that came in */
    DS_SUM_MAJOR_UPDATES_DUE,
    DS_SUM_MAJOR_UPDATES_ON_TIME, /* given before the next was due */
    DS_SUM_WORKAROUNDS,           /* found before the restoration */
    DS_SUM_TIME_TO_WORKAROUND,    /* from the trigger */
    DS_SUM_REVIEW_WORK,
    DS_PRACTICE_SUMS,
} ds_practice_sum;

#define DS_HALF_HOURS_OF_WEEK 336

/* The contacts of one live channel that came in the window, when it is known what became of
 * them. */
typedef struct ds_live_tally {
    double answered;
    double answered_in_time; /* within the channel's `answer_within` */
    double wait;             /* of those answered, ticks */
    double abandoned;
    double blocked;      /* found no line */
    double out_of_hours; /* found nobody on duty */
    double redialled;    /* of those not answered */
    /* by local half hour of week, Monday 00:00 first: answered or abandoned, and in time */
    double week_contacts[DS_HALF_HOURS_OF_WEEK];
    double week_in_time[DS_HALF_HOURS_OF_WEEK];
} ds_live_tally;

#endif
