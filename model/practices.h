/* Practices of incident management that a desk uses beside its queues and promises.
 *
 * Each practice has its parameters in a header of model/practices/, its part of the engine
 * in model/engine/practices/, and its sums in model/practice_sums.h. A pointer that is NULL
 * is a practice that is off; a desk that uses none has no ds_practices at all and runs on
 * an engine without a trace of them. Immutable, like the desk that owns them.
 */
#ifndef DS_MODEL_PRACTICES_H
#define DS_MODEL_PRACTICES_H

#include "model/practices/automation.h"
#include "model/practices/communication.h"
#include "model/practices/costs.h"
#include "model/practices/escalation.h"
#include "model/practices/handover.h"
#include "model/practices/knowledge.h"
#include "model/practices/live.h"
#include "model/practices/major_incidents.h"
#include "model/practices/prioritisation.h"
#include "model/practices/problems.h"
#include "model/practices/satisfaction.h"
#include "model/practices/services.h"

#include <stdbool.h>
#include <stdint.h>

/* In the order of results. */
typedef enum ds_practice {
    DS_PRACTICE_COMMUNICATION,
    DS_PRACTICE_PRIORITISATION,
    DS_PRACTICE_ESCALATION,
    DS_PRACTICE_HANDOVER,
    DS_PRACTICE_SATISFACTION,
    DS_PRACTICE_COSTS,
    DS_PRACTICE_BLAME,
    DS_PRACTICE_KNOWLEDGE,
    DS_PRACTICE_PROBLEMS,
    DS_PRACTICE_AUTOMATION,
    DS_PRACTICE_MAJOR_INCIDENTS,
    DS_PRACTICE_COUNT,
} ds_practice;

typedef struct ds_practices {
    ds_communication *communication;
    ds_live *live; /* measured by channel */
    ds_prioritisation *prioritisation;
    ds_escalation *escalation;
    ds_handover *handover;
    ds_knowledge *knowledge;
    ds_problems *problems;
    ds_automation *automation;
    ds_major_incidents *majors;
    ds_satisfaction *satisfaction;
    ds_costs *costs;
    ds_services *services; /* measured by service */
    bool blames;           /* breaches are traced to who used up the time */
} ds_practices;

/* Whether a practice is on; `practices` may be NULL. */
bool ds_practice_is_used(const ds_practices *practices, ds_practice practice);
/* "communication", …: as in scenarios and results. */
const char *ds_practice_name(ds_practice practice);
/* Whether a group has tasks of a practice to do, or takes tickets on for one. */
bool ds_practices_use_group(const ds_practices *practices, int32_t group);
/* Frees all practices; legal on NULL. */
void ds_practices_delete(ds_practices *practices);

#endif
