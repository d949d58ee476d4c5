/* The knowledge base. */
#include "model/practices.h"
#include "scenarios/compile.h"

static double number_of(const ds_value *parent, const char *key)
{
    ds_value value = ds_value_get(parent, key);
    return ds_value_scalar(&value).number;
}

ds_status ds_compile_knowledge(ds_compile *self)
{
    ds_value value = ds_value_get(&self->root, "knowledge");
    if (!ds_value_is_given(&value))
        return DS_OK;
    ds_practices *practices = ds_compile_practices(self);
    ds_knowledge *practice = ds_compile_table(1, sizeof *practice);
    if (!practices || !practice) {
        ds_knowledge_delete(practice);
        return ds_error_no_memory(&self->err);
    }
    practices->knowledge = practice;
    ds_value writing = ds_value_get(&value, "writing");
    ds_value half_life = ds_value_get(&value, "half_life");
    practice->documented = number_of(&value, "documented");
    practice->articles = number_of(&value, "articles");
    practice->half = number_of(&value, "half");
    practice->half_life = ds_value_scalar(&half_life).duration.ticks;
    practice->saves = number_of(&value, "saves");
    practice->resolves = number_of(&value, "resolves");
    practice->deflects = number_of(&value, "deflects");
    return ds_compile_sampler(self, &writing, &practice->writing);
}
