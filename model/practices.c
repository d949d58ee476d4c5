#include "model/practices.h"

#include <stdlib.h>

bool ds_practice_is_used(const ds_practices *practices, ds_practice practice)
{
    if (!practices)
        return false;
    switch (practice) {
    case DS_PRACTICE_COMMUNICATION:
        return practices->communication != NULL;
    case DS_PRACTICE_PRIORITISATION:
        return practices->prioritisation != NULL;
    case DS_PRACTICE_ESCALATION:
        return practices->escalation != NULL;
    case DS_PRACTICE_HANDOVER:
        return practices->handover != NULL;
    case DS_PRACTICE_SATISFACTION:
        return practices->satisfaction != NULL;
    case DS_PRACTICE_COSTS:
        return practices->costs != NULL;
    case DS_PRACTICE_BLAME:
        return practices->blames;
    case DS_PRACTICE_KNOWLEDGE:
        return practices->knowledge != NULL;
    case DS_PRACTICE_PROBLEMS:
        return practices->problems != NULL;
    case DS_PRACTICE_AUTOMATION:
        return practices->automation != NULL;
    case DS_PRACTICE_MAJOR_INCIDENTS:
        return practices->majors != NULL;
    case DS_PRACTICE_COUNT:
        break;
    }
    return false;
}

const char *ds_practice_name(ds_practice practice)
{
    static const char *const names[DS_PRACTICE_COUNT] = {
        [DS_PRACTICE_COMMUNICATION] = "communication",
        [DS_PRACTICE_PRIORITISATION] = "prioritisation",
        [DS_PRACTICE_ESCALATION] = "escalation",
        [DS_PRACTICE_HANDOVER] = "handover",
        [DS_PRACTICE_BLAME] = "blame",
        [DS_PRACTICE_COSTS] = "costs",
        [DS_PRACTICE_KNOWLEDGE] = "knowledge",
        [DS_PRACTICE_PROBLEMS] = "problems",
        [DS_PRACTICE_AUTOMATION] = "automation",
        [DS_PRACTICE_SATISFACTION] = "satisfaction",
        [DS_PRACTICE_MAJOR_INCIDENTS] = "major_incidents",
    };
    return names[practice];
}

static bool escalation_uses(const ds_escalation *escalation, int32_t group)
{
    for (int32_t r = 0; r < escalation->rule_count; r++)
        if (escalation->rules[r].help == group)
            return true;
    return escalation->managers == group;
}

static bool majors_use(const ds_major_incidents *majors, int32_t group)
{
    return majors->room[group] > 0 || majors->update_group == group ||
           majors->desk_group == group;
}

bool ds_practices_use_group(const ds_practices *practices, int32_t group)
{
    if (!practices)
        return false;
    if (practices->communication && practices->communication->has_chasers &&
        practices->communication->chase_group == group)
        return true;
    if (practices->problems && practices->problems->group == group)
        return true;
    if (practices->majors && majors_use(practices->majors, group))
        return true;
    return practices->escalation && escalation_uses(practices->escalation, group);
}

void ds_practices_delete(ds_practices *practices)
{
    if (!practices)
        return;
    ds_communication_delete(practices->communication);
    ds_knowledge_delete(practices->knowledge);
    ds_problems_delete(practices->problems);
    ds_automation_delete(practices->automation);
    ds_live_delete(practices->live);
    ds_major_incidents_delete(practices->majors);
    ds_prioritisation_delete(practices->prioritisation);
    ds_escalation_delete(practices->escalation);
    ds_handover_delete(practices->handover);
    ds_services_delete(practices->services);
    ds_costs_delete(practices->costs);
    ds_satisfaction_delete(practices->satisfaction);
    free(practices);
}
