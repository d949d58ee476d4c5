/* When the simulation begins and how long it goes on; the calendars. */
#include "scenarios/compile.h"
#include "scenarios/holiday_file.h"
#include "scenarios/hours.h"
#include "scenarios/time_zone.h"

#include <stdlib.h>
#include <string.h>

/* Calendars go on after the last ticket can arrive, so that targets fall due within. */
#define CALENDAR_MARGIN (400 * DS_DAY)

static ds_ticks ticks_of(const ds_value *root, const char *key)
{
    ds_value value = ds_value_get(root, key);
    return ds_value_scalar(&value).duration.ticks;
}

/* The wall clock at the start, since 1970-01-01 00:00. */
static ds_ticks local_start(const ds_compile *self)
{
    if (self->scenario->has_span)
        return ds_day_from_date(self->scenario->start) * DS_DAY;
    ds_value start = ds_value_get(&self->root, "start");
    ds_ticks local = ds_value_scalar(&start).local;
    const ds_ticks first = 0;
    const ds_ticks last = ds_day_from_date((ds_date){2200, 1, 1}) * DS_DAY;
    if (local >= first && local < last)
        return local;
    ds_value_error(&start, self->out, "'%s' is not in the years 1970 to 2199",
                   ds_value_scalar(&start).text);
    return first;
}

static ds_status find_start(ds_compile *self, const char *zone_name, int64_t *unix_out)
{
    ds_ticks local = local_start(self);
    int64_t near = local / DS_SECOND;
    ds_zone zone = {0};
    ds_status status =
        ds_time_zone_resolve(zone_name, near, -2 * DS_DAY, 2 * DS_DAY, &zone, &self->err);
    if (status != DS_OK)
        return status;
    *unix_out = near + ds_zone_from_local(&zone, local - local % DS_SECOND) / DS_SECOND;
    ds_zone_free(&zone);
    return DS_OK;
}

static void check_warm_up(ds_compile *self)
{
    ds_value warm_up = ds_value_get(&self->root, "warm_up");
    ds_value horizon = ds_value_get(&self->root, "horizon");
    const ds_value *blame = ds_value_is_given(&warm_up) ? &warm_up : &horizon;
    ds_scalar scalar = ds_value_scalar(&warm_up);
    const ds_desk *desk = self->desk;
    if (desk->warm_up >= desk->horizon)
        ds_value_error(&warm_up, self->out,
                       "'%s' leaves nothing of the horizon; it must be shorter",
                       scalar.text);
    else if (!ds_desk_has_whole_weeks(desk))
        ds_value_warning(blame, self->out,
                         "horizon less warm_up is not whole weeks (%.4g): some weekdays "
                         "count more than others",
                         ds_hours(desk->horizon - desk->warm_up) / 168);
}

/* Whether tickets are older than the start, so that their clocks run before it. */
static bool has_initial_ages(const ds_compile *self)
{
    ds_value streams = ds_value_get(&self->root, "initial_backlog");
    for (int32_t i = 0; i < ds_value_count(&streams); i++) {
        ds_value stream = ds_value_at(&streams, i);
        ds_value age = ds_value_get(&stream, "age");
        if (ds_value_is_mapping(&stream) && ds_value_is_given(&age))
            return true;
    }
    return false;
}

ds_status ds_compile_time(ds_compile *self)
{
    ds_desk *desk = self->desk;
    desk->horizon = self->scenario->has_span ? self->scenario->horizon
                                             : ticks_of(&self->root, "horizon");
    desk->warm_up = ticks_of(&self->root, "warm_up");
    desk->drain = ticks_of(&self->root, "drain");
    desk->auto_close = ticks_of(&self->root, "auto_close");
    check_warm_up(self);
    ds_value count = ds_value_get(&self->root, "count");
    desk->counts_by_resolution = ds_value_scalar(&count).whole == 1;
    ds_value children = ds_value_get(&self->root, "count_children");
    desk->counts_children = ds_value_scalar(&children).whole == 1;

    ds_value zone = ds_value_get(&self->root, "time_zone");
    const char *zone_name = ds_value_scalar(&zone).text;
    self->span = desk->horizon + desk->drain + CALENDAR_MARGIN;
    self->from = has_initial_ages(self) ? -DS_MOST_INITIAL_AGE - 2 * DS_DAY : 0;
    ds_status status = find_start(self, zone_name, &desk->start_unix);
    if (status == DS_OK)
        status = ds_time_zone_resolve(zone_name, desk->start_unix, self->from, self->span,
                                      &desk->zone, &self->err);
    if (status == DS_OK)
        status = ds_compile_copy(self, ds_scenario_name(self->scenario), &desk->name);
    return status;
}

static int by_day(const void *a, const void *b)
{
    int32_t left = *(const int32_t *)a;
    int32_t right = *(const int32_t *)b;
    return (left > right) - (left < right);
}

/* The days of a holiday file, in new memory with room for `more`. */
static ds_status read_holiday_file(ds_compile *self, const ds_value *file, int32_t more,
                                   int32_t **days_out, int32_t *count_out)
{
    const char *name = ds_value_scalar(file).text;
    ds_error err = {.status = DS_OK};
    int32_t first = ds_zone_day(&self->desk->zone, self->from) - 1;
    int32_t last = ds_zone_day(&self->desk->zone, self->span) + 1;
    *days_out = NULL;
    *count_out = 0;
    char *path = name ? ds_scenario_file(self->scenario, name) : NULL;
    ds_status status = name && !path ? ds_error_no_memory(&err) : DS_OK;
    if (path)
        status = ds_holiday_file_read(path, first, last, days_out, count_out, &err);
    if (status == DS_BAD_INPUT) {
        ds_compile_refuse_file(self, file, path, &err);
        status = DS_OK;
    }
    free(path);
    size_t room = (size_t)(*count_out + more) + 1;
    int32_t *days = status == DS_OK ? realloc(*days_out, room * sizeof *days) : NULL;
    if (days) {
        *days_out = days;
        return DS_OK;
    }
    free(*days_out);
    *days_out = NULL;
    self->err = err;
    return status == DS_OK ? ds_error_no_memory(&self->err) : status;
}

ds_status ds_compile_days_off(ds_compile *self, const ds_value *owner, int32_t **days_out,
                              int32_t *count_out)
{
    ds_value list = ds_value_get(owner, "holidays");
    ds_value file = ds_value_get(owner, "holiday_file");
    int32_t *days;
    int32_t count;
    ds_status status = read_holiday_file(self, &file, ds_value_count(&list), &days, &count);
    if (status != DS_OK)
        return status;
    for (int32_t i = 0; i < ds_value_count(&list); i++) {
        ds_value item = ds_value_at(&list, i);
        days[count++] = (int32_t)(ds_value_scalar(&item).local / DS_DAY);
    }
    qsort(days, (size_t)count, sizeof *days, by_day);
    int32_t distinct = 0;
    for (int32_t i = 0; i < count; i++)
        if (i == 0 || days[i] != days[i - 1])
            days[distinct++] = days[i];
    *days_out = days;
    *count_out = distinct;
    return DS_OK;
}

/* The calendar of that name as written; `always` is not. */
static ds_value find_calendar(const ds_value *calendars, const char *name)
{
    for (int32_t i = 0; i < ds_value_count(calendars); i++) {
        ds_value calendar = ds_value_at(calendars, i);
        if (strcmp(calendar.name, name) == 0)
            return calendar;
    }
    return (ds_value){.key = NULL};
}

ds_status ds_compile_holidays(ds_compile *self, const char *calendar, int32_t **days_out,
                              int32_t *count_out)
{
    *days_out = NULL;
    *count_out = 0;
    ds_value calendars = ds_value_get(&self->root, "calendars");
    ds_value found = find_calendar(&calendars, calendar);
    if (!found.key)
        return DS_OK;
    return ds_compile_days_off(self, &found, days_out, count_out);
}

/* The spans of all hours of a calendar together. */
static ds_status read_hours(ds_compile *self, const ds_value *hours, ds_week_span **spans,
                            int32_t *count)
{
    for (int32_t i = 0; i < ds_value_count(hours); i++) {
        ds_value item = ds_value_at(hours, i);
        ds_week_hours more;
        ds_status status = ds_hours_parse(ds_value_scalar(&item).text, &more, &self->err);
        if (status != DS_OK)
            return status;
        size_t total = (size_t)(*count + more.count);
        ds_week_span *grown = realloc(*spans, (total + 1) * sizeof *grown);
        if (grown) {
            *spans = grown;
            memcpy(grown + *count, more.spans, (size_t)more.count * sizeof *grown);
            *count += more.count;
        }
        ds_hours_free(&more);
        if (!grown)
            return ds_error_no_memory(&self->err);
    }
    return DS_OK;
}

ds_status ds_compile_zone(ds_compile *self, const ds_value *owner, const ds_zone **out)
{
    ds_desk *desk = self->desk;
    ds_value scenario_zone = ds_value_get(&self->root, "time_zone");
    ds_value zone = ds_value_get(owner, "time_zone");
    ds_scalar own = ds_value_scalar(&zone);
    *out = &desk->zone;
    if (!own.text || strcmp(own.text, ds_value_scalar(&scenario_zone).text) == 0)
        return DS_OK;
    ds_zone *kept = &desk->zones[desk->zone_count];
    ds_status status = ds_time_zone_resolve(own.text, desk->start_unix, self->from,
                                            self->span, kept, &self->err);
    if (status != DS_OK)
        return status;
    desk->zone_count++;
    *out = kept;
    return DS_OK;
}

static ds_status compile_calendar(ds_compile *self, const ds_value *value,
                                  ds_calendar *calendar)
{
    const ds_zone *zone;
    int32_t *holidays = NULL;
    int32_t holiday_count = 0;
    ds_week_span *spans = NULL;
    int32_t span_count = 0;
    ds_value hours = ds_value_get(value, "hours");
    ds_status status = ds_compile_zone(self, value, &zone);
    if (status == DS_OK)
        status = ds_compile_days_off(self, value, &holidays, &holiday_count);
    if (status == DS_OK)
        status = read_hours(self, &hours, &spans, &span_count);
    if (status == DS_OK)
        status = ds_calendar_init(calendar, zone, spans, span_count, holidays,
                                  holiday_count, self->from, self->span, &self->err);
    free(holidays);
    free(spans);
    return status;
}

ds_status ds_compile_calendars(ds_compile *self)
{
    ds_desk *desk = self->desk;
    ds_value calendars = ds_value_get(&self->root, "calendars");
    const ds_name_list *names = &self->scenario->names.of[DS_NAME_CALENDAR];
    desk->calendars = ds_compile_table(names->count, sizeof *desk->calendars);
    desk->calendar_names = ds_compile_table(names->count, sizeof *desk->calendar_names);
    int32_t sites = self->scenario->names.of[DS_NAME_SITE].count;
    desk->zones = ds_compile_table(names->count + sites, sizeof *desk->zones);
    if (!desk->calendars || !desk->calendar_names || !desk->zones)
        return ds_error_no_memory(&self->err);
    for (int32_t row = 0; row < names->count; row++) {
        ds_calendar *calendar = &desk->calendars[row];
        ds_value value = find_calendar(&calendars, names->names[row]);
        ds_status status = DS_OK;
        if (value.key)
            status = compile_calendar(self, &value, calendar);
        else
            ds_calendar_init_always(calendar, &desk->zone);
        desk->calendar_count = row + 1;
        if (status == DS_OK)
            status = ds_compile_copy(self, names->names[row], &desk->calendar_names[row]);
        if (status != DS_OK)
            return status;
    }
    return DS_OK;
}
