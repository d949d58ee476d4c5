#include "model/work_rules.h"

#include <stdlib.h>

void ds_work_rules_free(ds_work_rules *rules)
{
    ds_sampler_free(&rules->shrinkage.late_by);
    free(rules->shrinkage.absences);
    ds_sampler_free(&rules->on_call.delay);
}

double ds_work_rules_presence(const ds_work_rules *rules)
{
    return (1 - rules->shrinkage.day_off) * (1 - rules->shrinkage.away);
}
