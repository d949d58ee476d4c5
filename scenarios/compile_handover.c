/* Handing over. */
#include "scenarios/compile.h"

#include "model/practices.h"

ds_status ds_compile_handover(ds_compile *self)
{
    ds_value value = ds_value_get(&self->root, "handover");
    if (!ds_value_is_given(&value))
        return DS_OK;
    ds_practices *practices = ds_compile_practices(self);
    ds_handover *practice = ds_compile_table(1, sizeof *practice);
    if (!practices || !practice) {
        ds_handover_delete(practice);
        return ds_error_no_memory(&self->err);
    }
    practices->handover = practice;
    ds_value documentation = ds_value_get(&value, "documentation");
    ds_value cost = ds_value_get(&value, "cost");
    ds_value writing = ds_value_get(&value, "writing");
    ds_value sent_back = ds_value_get(&value, "sent_back");
    practice->documentation = ds_value_scalar(&documentation).number;
    practice->writing = ds_value_scalar(&writing).duration.ticks;
    practice->sent_back = ds_value_scalar(&sent_back).number;
    return ds_compile_sampler(self, &cost, &practice->cost);
}
