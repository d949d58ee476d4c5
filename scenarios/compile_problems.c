/* Problem management. */
#include "scenarios/compile.h"

#include "model/practices.h"
#include "sim/random.h"

static bool has_category(const ds_stream *stream, int32_t category)
{
    for (int32_t i = 0; i < stream->categories.count; i++)
        if (stream->categories.row[i] == category)
            return true;
    return false;
}

/* The first stream that brings such tickets. */
static int32_t stream_of(const ds_desk *desk, int32_t category)
{
    for (int32_t s = 0; s < desk->stream_count; s++)
        if (has_category(&desk->streams[s], category))
            return s;
    return 0;
}

/* Of the shares of the causes before it of the same category. */
static double taken_before(const ds_problems *problems, const ds_cause *cause)
{
    double taken = 0;
    for (const ds_cause *other = problems->causes; other < cause; other++)
        if (other->category == cause->category)
            taken = other->to;
    return taken;
}

static ds_status compile_cause(ds_compile *self, const ds_value *value,
                               const ds_problems *problems, ds_cause *cause)
{
    ds_value category = ds_value_get(value, "category");
    ds_value share = ds_value_get(value, "share");
    int32_t row = ds_compile_row(self, &category);
    cause->category = row < 0 ? 0 : row;
    cause->family = ds_random_family(value->name);
    cause->stream = stream_of(self->desk, cause->category);
    cause->from = taken_before(problems, cause);
    cause->to = cause->from + ds_value_scalar(&share).number;
    if (self->desk->categories[cause->category].type != DS_INCIDENT)
        ds_value_error(&category, self->out,
                       "'%s' are no incidents; only incidents have causes",
                       self->desk->categories[cause->category].name);
    if (cause->to > 1 + 1e-9)
        ds_value_error(&share, self->out,
                       "with this the causes of '%s' have %.6g %% of its incidents; they "
                       "can have at most 100 %%",
                       self->desk->categories[cause->category].name, 100 * cause->to);
    return ds_compile_copy(self, value->name, &cause->name);
}

static ds_status compile_causes(ds_compile *self, const ds_value *causes,
                                ds_problems *problems)
{
    int32_t count = ds_value_count(causes);
    problems->causes = ds_compile_table(count, sizeof *problems->causes);
    if (!problems->causes)
        return ds_error_no_memory(&self->err);
    if (count == 0)
        ds_value_error(causes, self->out, "it names no cause");
    for (int32_t i = 0; i < count; i++) {
        ds_value value = ds_value_at(causes, i);
        if (i == DS_MAX_CAUSES) {
            ds_value_error(&value, self->out, "there can be at most %d causes",
                           DS_MAX_CAUSES);
            break;
        }
        ds_cause *cause = &problems->causes[problems->cause_count++];
        ds_status status = compile_cause(self, &value, problems, cause);
        if (status != DS_OK)
            return status;
    }
    return DS_OK;
}

static void read_numbers(ds_compile *self, const ds_value *value, ds_problems *problems)
{
    ds_value group = ds_value_get(value, "group");
    ds_value after = ds_value_get(value, "after");
    ds_value priority = ds_value_get(value, "priority");
    ds_value saves = ds_value_get(value, "saves");
    ds_value fails = ds_value_get(value, "fails");
    ds_value burst = ds_value_get(value, "burst");
    ds_value incidents = ds_value_get(&burst, "incidents");
    ds_value every = ds_value_get(&burst, "every");
    int32_t row = ds_value_is_given(&priority) ? ds_compile_row(self, &priority)
                                               : self->desk->priority_count - 1;
    problems->group = ds_value_is_given(&group) ? ds_compile_row(self, &group) : DS_NO_ID;
    problems->after = ds_value_scalar(&after).whole;
    problems->priority = (uint8_t)(row < 0 ? 0 : row);
    problems->saves = ds_value_scalar(&saves).number;
    problems->fails = ds_value_scalar(&fails).number;
    problems->burst = ds_value_scalar(&incidents).whole;
    problems->burst_every = ds_value_scalar(&every).duration.ticks;
}

ds_status ds_compile_problems(ds_compile *self)
{
    ds_value value = ds_value_get(&self->root, "problems");
    if (!ds_value_is_given(&value))
        return DS_OK;
    ds_practices *practices = ds_compile_practices(self);
    ds_problems *problems = ds_compile_table(1, sizeof *problems);
    if (!practices || !problems) {
        ds_problems_delete(problems);
        return ds_error_no_memory(&self->err);
    }
    practices->problems = problems;
    ds_value causes = ds_value_get(&value, "causes");
    ds_value investigation = ds_value_get(&value, "investigation");
    ds_value lead_time = ds_value_get(&value, "lead_time");
    ds_value change = ds_value_get(&value, "change");
    read_numbers(self, &value, problems);
    ds_status status = compile_causes(self, &causes, problems);
    if (status == DS_OK)
        status = ds_compile_sampler(self, &investigation, &problems->investigation);
    if (status == DS_OK)
        status = ds_compile_sampler(self, &lead_time, &problems->lead_time);
    return status == DS_OK ? ds_compile_sampler(self, &change, &problems->change) : status;
}
