/* What a random number is for. The list only grows: a new purpose goes at the end of a
 * block with room or into a new block, so that it shifts no other's draws. Four purposes
 * share a block (sim/random.h); what is needed together stands together. */
#ifndef DS_MODEL_PURPOSE_H
#define DS_MODEL_PURPOSE_H

typedef enum ds_purpose {
    /* a ticket's arrival; occurrence 0. The same block serves WORK, RESOLVE and NEXT of its
     * first visit (model/stream_state.c). */
    DS_FOR_ARRIVAL_GAP = 0,
    DS_FOR_CATEGORY = 1,
    DS_FOR_IMPACT = 2, /* or the priority, where it is given directly */
    DS_FOR_URGENCY = 3,
    /* a ticket's nth visit */
    DS_FOR_WORK = 4,
    DS_FOR_RESOLVE = 5,
    DS_FOR_NEXT = 6,
    DS_FOR_HOLD = 7,
    /* a ticket's nth visit, less often needed */
    DS_FOR_HOLD_POINT = 8,
    DS_FOR_HOLD_TIME = 9,
    DS_FOR_MISROUTE = 10,
    DS_FOR_REDIAGNOSIS = 11,
    /* a ticket's nth resolution */
    DS_FOR_REOPEN = 12,
    DS_FOR_REOPEN_AFTER = 13,
    /* a ticket; occurrence 0 */
    DS_FOR_FIRST_GROUP = 16,
    DS_FOR_CHANNEL = 17,
    DS_FOR_BATCH_SIZE = 18,
    DS_FOR_INITIAL_AGE = 19,
    /* a stream's day; occurrence is the day number */
    DS_FOR_DAY_FACTOR = 20,
    /* a group's nth choice among those waiting */
    DS_FOR_SERVICE_ORDER = 24,
    /* an uncertain value of the scenario, by its path */
    DS_FOR_INPUT = 28,
    /* communication: a ticket's nth wait for news, chaser, update */
    DS_FOR_PATIENCE = 32,
    DS_FOR_CHASE_WORK = 33,
    DS_FOR_UPDATE_WORK = 34,
    DS_FOR_EXPECTATIONS = 35,
    /* live contacts: a ticket's nth attempt */
    DS_FOR_LINE_PATIENCE = 36,
    DS_FOR_REDIAL = 37,
    DS_FOR_REDIAL_AFTER = 38,
    /* prioritisation: a ticket; occurrence 0 (corrections: 0 at triage, 1 later) */
    DS_FOR_VIP = 40,
    DS_FOR_LOUD = 41,
    DS_FOR_MISTAKE = 42,
    DS_FOR_CORRECTION = 43,
    /* a ticket's nth task for its managers */
    DS_FOR_ATTENTION = 44,
    /* handing over: a ticket's nth visit */
    DS_FOR_HANDOVER = 45,
    DS_FOR_SENT_BACK = 46,
    DS_FOR_SENDING_BACK = 47,
    /* an agent's shift; occurrence is the day number */
    DS_FOR_DAY_OFF = 48,
    DS_FOR_LATE = 49,
    DS_FOR_LATE_BY = 50,
    /* an agent's stretch on duty; occurrence is its first minute */
    DS_FOR_MEETING = 52,
    /* an agent's nth call, nth departure */
    DS_FOR_CALL_DELAY = 56,
    DS_FOR_LEAVING = 57,
    /* knowledge: a ticket; its nth resolution; a group's nth article of a category */
    DS_FOR_SELF_SERVICE = 60,
    DS_FOR_ARTICLE_HELPS = 61,
    DS_FOR_WRITING_UP = 62,
    DS_FOR_ARTICLE = 63,
    /* problems: a ticket; a cause; its nth change */
    DS_FOR_CAUSE = 72,
    DS_FOR_INVESTIGATION = 76,
    DS_FOR_LEAD_TIME = 77,
    DS_FOR_CHANGE_WORK = 78,
    DS_FOR_CHANGE_FAILS = 79,
    /* automation: a ticket; occurrence 0 */
    DS_FOR_DETECTION = 80,
    DS_FOR_DIAGNOSIS = 81,
    DS_FOR_AUTO_RESOLUTION = 82,
    DS_FOR_AUTO_TIME = 83,
    /* major incidents: a ticket; its nth duplicate, update; a person's review */
    DS_FOR_DECLARING = 80,
    DS_FOR_RESTORING = 81,
    DS_FOR_REVIEW = 82,
    DS_FOR_WORKAROUND = 83,
    DS_FOR_DUPLICATE = 84,
    DS_FOR_DEFLECTED = 85,
    DS_FOR_DUPLICATE_WORK = 86,
    DS_FOR_MAJOR_UPDATE = 87,
    DS_FOR_WORKAROUND_AFTER = 88,
} ds_purpose;

#define DS_BLOCK_ARRIVAL 0u
#define DS_BLOCK_VISIT 1u
#define DS_BLOCK_VISIT_RARE 2u
#define DS_BLOCK_RESOLUTION 3u
#define DS_BLOCK_TICKET 4u

#endif
