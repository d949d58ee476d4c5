#include "model/practices.h"

#include <stdlib.h>

bool ds_practice_is_used(const ds_practices *practices, ds_practice practice)
{
    if (!practices)
        return false;
    switch (practice) {
    case DS_PRACTICE_COMMUNICATION:
        return practices->communication != NULL;
    case DS_PRACTICE_COUNT:
        break;
    }
    return false;
}

const char *ds_practice_name(ds_practice practice)
{
    static const char *const names[DS_PRACTICE_COUNT] = {
        [DS_PRACTICE_COMMUNICATION] = "communication",
    };
    return names[practice];
}

void ds_practices_delete(ds_practices *practices)
{
    if (!practices)
        return;
    ds_communication_delete(practices->communication);
    ds_live_delete(practices->live);
    free(practices);
}
