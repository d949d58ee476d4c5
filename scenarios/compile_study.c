/* What the results are to answer: key measures, and the chances of bad periods. */
#include "scenarios/compile.h"

#include <stdio.h>
#include <string.h>

#define MOST_CHANCES 100

static ds_status compile_key_measures(ds_compile *self)
{
    ds_desk *desk = self->desk;
    ds_value list = ds_value_get(&self->root, "key_measures");
    int32_t count = ds_value_count(&list);
    desk->key_measures = ds_compile_table(count, sizeof *desk->key_measures);
    if (!desk->key_measures)
        return ds_error_no_memory(&self->err);
    for (int32_t i = 0; i < count; i++) {
        ds_value item = ds_value_at(&list, i);
        ds_status status = ds_compile_copy(self, ds_value_scalar(&item).text,
                                           &desk->key_measures[desk->key_measure_count++]);
        if (status != DS_OK)
            return status;
    }
    return DS_OK;
}

static int32_t word_of(const ds_value *parent, const char *key)
{
    ds_value value = ds_value_get(parent, key);
    return ds_value_scalar(&value).whole;
}

/* "more than 2 P1 resolution breaches in a week" */
static ds_status name_chance(ds_compile *self, const ds_value *given, ds_chance *chance)
{
    static const char *const counted[] = {"resolution breaches", "response breaches",
                                          "arrivals"};
    static const char *const periods[] = {"a day", "a week", "a month", "the window"};
    char text[512];
    bool is_all = chance->priority == DS_NO_ID;
    if (ds_value_is_given(given))
        return ds_compile_copy(self, ds_value_scalar(given).text, &chance->name);
    (void)snprintf(text, sizeof text, "more than %d %s%s%s in %s", (int)chance->more_than,
                   is_all ? "" : self->desk->priority_names[chance->priority],
                   is_all ? "" : " ", counted[chance->of], periods[chance->per]);
    return ds_compile_copy(self, text, &chance->name);
}

static ds_status compile_chance(ds_compile *self, const ds_value *value, ds_chance *chance)
{
    ds_value name = ds_value_get(value, "name");
    ds_value priority = ds_value_get(value, "priority");
    chance->of = (ds_chance_of)word_of(value, "measure");
    chance->per = (ds_period)word_of(value, "per");
    chance->more_than = word_of(value, "more_than");
    chance->priority =
        ds_value_is_given(&priority) ? ds_compile_row(self, &priority) : DS_NO_ID;
    if (chance->of != DS_CHANCE_ARRIVALS && self->desk->sla_count == 0)
        ds_value_error(value, self->out,
                       "breaches are asked for, but the scenario has no 'slas'");
    return name_chance(self, &name, chance);
}

/* Results go by name. */
static void check_name(ds_compile *self, const ds_value *value, int32_t row)
{
    const ds_chance *chances = self->desk->chances;
    for (int32_t i = 0; i < row; i++)
        if (strcmp(chances[i].name, chances[row].name) == 0) {
            ds_value_error(value, self->out, "'%s' stands twice; give it another 'name'",
                           chances[row].name);
            return;
        }
}

ds_status ds_compile_study(ds_compile *self)
{
    ds_desk *desk = self->desk;
    ds_value list = ds_value_get(&self->root, "chance");
    int32_t count = ds_value_count(&list);
    ds_status status = compile_key_measures(self);
    if (status != DS_OK)
        return status;
    if (count > MOST_CHANCES) {
        ds_value_error(&list, self->out, "%d chances, where at most %d are allowed", count,
                       MOST_CHANCES);
        return DS_OK;
    }
    desk->chances = ds_compile_table(count, sizeof *desk->chances);
    if (!desk->chances)
        return ds_error_no_memory(&self->err);
    for (int32_t i = 0; i < count && status == DS_OK; i++) {
        ds_value item = ds_value_at(&list, i);
        status = compile_chance(self, &item, &desk->chances[desk->chance_count++]);
        if (status == DS_OK)
            check_name(self, &item, i);
    }
    return status;
}
