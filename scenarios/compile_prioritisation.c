/* Prioritisation: VIP users, loud users, mistaken priorities. */
#include "scenarios/compile.h"

#include "model/practices.h"

static double number_of(const ds_value *parent, const char *key)
{
    ds_value value = ds_value_get(parent, key);
    return ds_value_scalar(&value).number;
}

static int32_t whole_of(const ds_value *parent, const char *key)
{
    ds_value value = ds_value_get(parent, key);
    return ds_value_scalar(&value).whole;
}

static int32_t priority_of(const ds_compile *self, const char *name)
{
    int32_t row = ds_scenario_names_find(&self->scenario->names, DS_NAME_PRIORITY, name);
    return row < self->desk->priority_count ? row : DS_NO_ID;
}

static void read_vip(const ds_value *vip, ds_prioritisation *practice)
{
    if (!ds_value_is_given(vip))
        return;
    practice->vip_share = number_of(vip, "share");
    practice->vip_raise = whole_of(vip, "raise");
    practice->vip_jumps = whole_of(vip, "jump_queue") == 1;
}

/* The first priorities of tickets that are rightly `right`; the rest gets that. */
static ds_status read_mistakes(ds_compile *self, const ds_value *row, int32_t right,
                               ds_choice *choice)
{
    int32_t count = ds_value_count(row);
    double sum = 0;
    choice->row = ds_compile_table(count + 1, sizeof *choice->row);
    choice->upto = ds_compile_table(count + 1, sizeof *choice->upto);
    if (!choice->row || !choice->upto)
        return ds_error_no_memory(&self->err);
    for (int32_t i = 0; i < count; i++) {
        ds_value entry = ds_value_at(row, i);
        int32_t first = priority_of(self, entry.name);
        if (first == right)
            ds_value_error(&entry, self->out,
                           "this is the right priority; leave it out, it gets the rest");
        sum += ds_value_scalar(&entry).number;
        choice->row[i] = first;
        choice->upto[i] = sum;
    }
    if (sum > 1 + 1e-9)
        ds_value_error(row, self->out, "the shares are %.4g %% together, more than 100 %%",
                       100 * sum);
    choice->row[count] = right;
    choice->upto[count] = 1;
    choice->count = count + 1;
    return DS_OK;
}

static ds_status read_matrix(ds_compile *self, const ds_value *mistaken,
                             ds_prioritisation *practice)
{
    for (int32_t i = 0; i < ds_value_count(mistaken); i++) {
        ds_value row = ds_value_at(mistaken, i);
        int32_t right = priority_of(self, row.name);
        if (right < 0 || practice->mistaken[right].row)
            continue; /* the checks have said it */
        ds_status status = read_mistakes(self, &row, right, &practice->mistaken[right]);
        if (status != DS_OK)
            return status;
    }
    return DS_OK;
}

ds_status ds_compile_prioritisation(ds_compile *self)
{
    ds_value value = ds_value_get(&self->root, "prioritisation");
    if (!ds_value_is_given(&value))
        return DS_OK;
    ds_practices *practices = ds_compile_practices(self);
    ds_prioritisation *practice = ds_compile_table(1, sizeof *practice);
    if (!practices || !practice) {
        ds_prioritisation_delete(practice);
        return ds_error_no_memory(&self->err);
    }
    practices->prioritisation = practice;
    ds_value vip = ds_value_get(&value, "vip");
    ds_value mistaken = ds_value_get(&value, "mistaken");
    ds_value corrected = ds_value_get(&value, "corrected");
    read_vip(&vip, practice);
    practice->loud_share = number_of(&value, "loud");
    if (ds_value_is_given(&corrected)) {
        practice->at_triage = number_of(&corrected, "triage");
        practice->at_next_tier = number_of(&corrected, "next_tier");
        if (!ds_value_is_given(&mistaken))
            ds_value_error(&corrected, self->out, "it has a meaning only with 'mistaken'");
    }
    return read_matrix(self, &mistaken, practice);
}
