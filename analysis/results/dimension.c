/* The rows of each dimension of results, and their names. */
#include "analysis/results/measure.h"
#include "model/practices.h"

#include <stdio.h>

static int32_t goal_count(const ds_desk *desk)
{
    int32_t sla;
    int32_t priority;
    int32_t count = 0;
    while (ds_goal_at(desk, count, &sla, &priority))
        count++;
    return count;
}

int32_t ds_practice_at(const ds_desk *desk, int32_t row)
{
    for (int32_t p = 0; p < DS_PRACTICE_COUNT; p++)
        if (ds_practice_is_used(desk->practices, (ds_practice)p) && row-- == 0)
            return p;
    return DS_NO_ID;
}

static int32_t practice_count(const ds_desk *desk)
{
    int32_t count = 0;
    while (ds_practice_at(desk, count) != DS_NO_ID)
        count++;
    return count;
}

int32_t ds_dimension_rows(const ds_desk *desk, ds_result_dimension dimension)
{
    switch (dimension) {
    case DS_RESULT_OVERALL:
        return 1;
    case DS_RESULT_BY_PRIORITY:
    case DS_RESULT_BY_INITIAL_PRIORITY:
        return desk->priority_count;
    case DS_RESULT_BY_TYPE:
        return DS_TICKET_TYPES;
    case DS_RESULT_BY_CATEGORY:
        return desk->category_count;
    case DS_RESULT_BY_SLA:
        return desk->sla_count;
    case DS_RESULT_BY_CHANNEL:
        return desk->channel_count;
    case DS_RESULT_BY_GROUP:
        return desk->group_count;
    case DS_RESULT_BY_CONTRACT:
        return desk->contract_count;
    case DS_RESULT_BY_GOAL:
        return goal_count(desk);
    case DS_RESULT_BY_CHANCE:
        return desk->chance_count;
    case DS_RESULT_BY_SERVICE:
        return desk->practices && desk->practices->services
                   ? desk->practices->services->count
                   : 0;
    case DS_RESULT_PRACTICES:
        return practice_count(desk);
    case DS_RESULT_DIMENSIONS:
        break;
    }
    return 0;
}

static const char *goal_name(const ds_desk *desk, int32_t row, char *room, size_t size)
{
    int32_t sla;
    int32_t priority;
    if (!ds_goal_at(desk, row, &sla, &priority))
        return "";
    (void)snprintf(room, size, "%s %s", desk->slas[sla].name,
                   desk->priority_names[priority]);
    return room;
}

const char *ds_dimension_row_name(const ds_desk *desk, ds_result_dimension dimension,
                                  int32_t row, char *room, size_t size)
{
    static const char *const types[DS_TICKET_TYPES] = {"incident", "request", "problem"};
    switch (dimension) {
    case DS_RESULT_BY_PRIORITY:
    case DS_RESULT_BY_INITIAL_PRIORITY:
        return desk->priority_names[row];
    case DS_RESULT_BY_TYPE:
        return types[row];
    case DS_RESULT_BY_CATEGORY:
        return desk->categories[row].name;
    case DS_RESULT_BY_SLA:
        return desk->slas[row].name;
    case DS_RESULT_BY_CHANNEL:
        return desk->channel_names[row];
    case DS_RESULT_BY_GROUP:
        return desk->groups[row].name;
    case DS_RESULT_BY_CONTRACT:
        return desk->contracts[row].name;
    case DS_RESULT_BY_GOAL:
        return goal_name(desk, row, room, size);
    case DS_RESULT_BY_CHANCE:
        return desk->chances[row].name;
    case DS_RESULT_BY_SERVICE:
        return desk->practices->services->list[row].name;
    case DS_RESULT_PRACTICES:
        return ds_practice_name((ds_practice)ds_practice_at(desk, row));
    case DS_RESULT_OVERALL:
    case DS_RESULT_DIMENSIONS:
        break;
    }
    return "";
}
