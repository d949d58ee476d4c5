/* Hierarchical escalation: when management hears of a ticket, and what that brings about.
 *
 * A rule is triggered once for a ticket: when its resolution clock has used up a share of
 * the goal, at an age, after so many reassignments, or by its priority alone. A manager is
 * told first where the rule says so: that is a task for a group, whose attention is limited
 * like anybody's time. What follows comes after the delay.
 */
#ifndef DS_MODEL_PRACTICES_ESCALATION_H
#define DS_MODEL_PRACTICES_ESCALATION_H

#include "model/desk.h"

#define DS_MAX_ESCALATION_RULES 16

typedef enum ds_escalation_trigger {
    DS_ESCALATE_BY_SLA, /* share of the resolution clock's goal; 1 is the breach */
    DS_ESCALATE_BY_AGE, /* clock time since arrival */
    DS_ESCALATE_BY_REASSIGNMENTS,
    DS_ESCALATE_AT_ONCE, /* as soon as it has one of the priorities */
} ds_escalation_trigger;

typedef struct ds_escalation_rule {
    ds_escalation_trigger trigger;
    double sla_share;
    ds_ticks age;
    int32_t reassignments;
    uint32_t priorities; /* bits: of the ticket's present priority */
    bool notifies;       /* a manager first */
    ds_ticks delay;      /* then, until the effects */
    int32_t raise;       /* levels of priority */
    int32_t up_to;       /* not above this priority */
    bool jumps_queue;
    int32_t help; /* the group that takes it on if it waits then, or DS_NO_ID */
} ds_escalation_rule;

typedef struct ds_escalation {
    int32_t managers; /* group, or DS_NO_ID */
    ds_sampler attention;
    int32_t rule_count;
    ds_escalation_rule rules[DS_MAX_ESCALATION_RULES];
} ds_escalation;

/* Legal on NULL. */
void ds_escalation_delete(ds_escalation *escalation);

#endif
