/* Sites, and the shifts of their agents. */
#include "scenarios/compile.h"
#include "scenarios/hours.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { DAY_MINUTES = 24 * 60, MOST_BREAKS = 16, MOST_WAVES = 60 };

/* A shift while it is read. */
typedef struct shift_form {
    ds_shift shift;
    ds_shift_span *spans;
    ds_shift_break breaks[MOST_BREAKS];
    int32_t waves[MOST_BREAKS];
} shift_form;

/* Sites. */

static ds_status compile_site(ds_compile *self, const ds_value *value, ds_site *site)
{
    ds_status status = ds_compile_zone(self, value, &site->zone);
    if (status == DS_OK)
        status = ds_compile_days_off(self, value, &site->holidays, &site->holiday_count);
    return status;
}

ds_status ds_compile_sites(ds_compile *self)
{
    ds_value sites = ds_value_get(&self->root, "sites");
    int32_t count = ds_value_count(&sites);
    self->sites = ds_compile_table(count, sizeof *self->sites);
    if (!self->sites)
        return ds_error_no_memory(&self->err);
    for (int32_t i = 0; i < count; i++) {
        ds_value value = ds_value_at(&sites, i);
        ds_status status = compile_site(self, &value, &self->sites[self->site_count++]);
        if (status != DS_OK)
            return status;
    }
    return DS_OK;
}

void ds_compile_forget_sites(ds_compile *self)
{
    for (int32_t i = 0; i < self->site_count; i++)
        free(self->sites[i].holidays);
    free(self->sites);
    self->sites = NULL;
    self->site_count = 0;
}

/* Hours. */

static ds_status add_hours(ds_compile *self, const ds_value *hours, int32_t week,
                           shift_form *form)
{
    ds_week_hours read;
    ds_status status = ds_hours_parse(ds_value_scalar(hours).text, &read, &self->err);
    if (status != DS_OK)
        return status;
    size_t total = (size_t)(form->shift.span_count + read.count);
    ds_shift_span *grown = realloc(form->spans, (total + 1) * sizeof *grown);
    if (grown)
        form->spans = grown;
    for (int32_t i = 0; grown && i < read.count; i++)
        grown[form->shift.span_count++] =
            (ds_shift_span){.week = week,
                            .from_minute = read.spans[i].from_minute,
                            .to_minute = read.spans[i].to_minute};
    ds_hours_free(&read);
    return grown ? DS_OK : ds_error_no_memory(&self->err);
}

static ds_status add_week(ds_compile *self, const ds_value *hours, int32_t week,
                          shift_form *form)
{
    const char *text = ds_value_is_list(hours) ? NULL : ds_value_scalar(hours).text;
    bool is_off = text && strcmp(text, "off") == 0;
    if (text && !is_off)
        return add_hours(self, hours, week, form);
    if (!ds_value_is_list(hours))
        return DS_OK;
    ds_status status = DS_OK;
    for (int32_t i = 0; status == DS_OK && i < ds_value_count(hours); i++) {
        ds_value item = ds_value_at(hours, i);
        status = add_hours(self, &item, week, form);
    }
    return status;
}

static ds_status read_weeks(ds_compile *self, const ds_value *value, shift_form *form)
{
    ds_value hours = ds_value_get(value, "hours");
    ds_value rotation = ds_value_get(value, "rotation");
    ds_value first = ds_value_get(value, "first_week");
    bool rotates = ds_value_is_given(&rotation);
    if (rotates == ds_value_is_given(&hours))
        ds_value_error(rotates ? &rotation : value, self->out,
                       rotates ? "there are 'hours' already: one of the two"
                               : "'hours' is missing: working hours such as Mon-Fri "
                                 "08:00-16:00, or a 'rotation' of such weeks");
    form->shift.weeks = rotates ? ds_value_count(&rotation) : 1;
    form->shift.first_week = ds_value_scalar(&first).whole - 1;
    if (form->shift.weeks < 1) {
        ds_value_error(&rotation, self->out, "it is empty; at least one week is needed");
        form->shift.weeks = 1;
    }
    if (form->shift.first_week >= form->shift.weeks) {
        ds_value_error(&first, self->out, "%d is beyond the %d %s of the rotation",
                       form->shift.first_week + 1, form->shift.weeks,
                       form->shift.weeks == 1 ? "week" : "weeks");
        form->shift.first_week = 0;
    }
    if (!rotates)
        return add_week(self, &hours, 0, form);
    ds_status status = DS_OK;
    for (int32_t week = 0; status == DS_OK && week < ds_value_count(&rotation); week++) {
        ds_value item = ds_value_at(&rotation, week);
        status = add_week(self, &item, week, form);
    }
    return status;
}

/* Nobody is there twice at a time. */

static int by_start(const void *a, const void *b)
{
    const ds_shift_span *left = a;
    const ds_shift_span *right = b;
    int32_t weeks = left->week - right->week;
    return weeks ? weeks : left->from_minute - right->from_minute;
}

static void print_span(const ds_shift_span *span, char *text, size_t size)
{
    static const char *const days[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    int32_t from = span->from_minute % DAY_MINUTES;
    int32_t to = span->to_minute % DAY_MINUTES;
    (void)snprintf(text, size, "%s %02d:%02d-%02d:%02d",
                   days[span->from_minute / DAY_MINUTES % 7], from / 60, from % 60, to / 60,
                   to % 60);
}

static void check_overlap(ds_compile *self, const ds_value *value, shift_form *form)
{
    int32_t count = form->shift.span_count;
    if (count > 1)
        qsort(form->spans, (size_t)count, sizeof *form->spans, by_start);
    for (int32_t i = 0; i < count; i++) {
        const ds_shift_span *one = &form->spans[i];
        const ds_shift_span *next = &form->spans[(i + 1) % count];
        int32_t weeks = next->week - one->week;
        if (i + 1 == count)
            weeks += form->shift.weeks;
        if (next == one || next->from_minute + weeks * DS_WEEK_MINUTES >= one->to_minute)
            continue;
        char first[32];
        char second[32];
        print_span(one, first, sizeof first);
        print_span(next, second, sizeof second);
        ds_value_error(value, self->out,
                       "the hours of one agent overlap: %s and %s; expected shifts one "
                       "after the other, or two entries of 'shifts'",
                       first, second);
        return;
    }
}

/* Breaks. */

static const char *read_clock(const char *text, int32_t most, int32_t *minute_out)
{
    char *end;
    if (!isdigit((unsigned char)text[0]))
        return NULL;
    long hour = strtol(text, &end, 10);
    if (end - text > 2 || *end != ':' || !isdigit((unsigned char)end[1]) ||
        !isdigit((unsigned char)end[2]) || isdigit((unsigned char)end[3]))
        return NULL;
    long minute = hour * 60 + (end[1] - '0') * 10 + (end[2] - '0');
    if (end[1] > '5' || minute > most)
        return NULL;
    *minute_out = (int32_t)minute;
    return end + 3;
}

static bool read_break_time(const char *text, ds_shift_break *out)
{
    const char *at = read_clock(text, DAY_MINUTES - 1, &out->from_minute);
    if (!at)
        return false;
    at += strspn(at, " \t");
    if (*at != '-')
        return false;
    at++;
    at += strspn(at, " \t");
    at = read_clock(at, DAY_MINUTES, &out->to_minute);
    if (!at || at[strspn(at, " \t")] != '\0' || out->to_minute == out->from_minute)
        return false;
    if (out->to_minute < out->from_minute)
        out->to_minute += DAY_MINUTES;
    return true;
}

/* Whether a break (with all its waves) lies in a span on the day of which it could be. */
static bool lies_in(const ds_shift_span *span, const ds_shift_break *pause, int32_t waves)
{
    int32_t start = span->from_minute % DAY_MINUTES;
    int32_t end = start + span->to_minute - span->from_minute;
    int32_t from = pause->from_minute + (pause->from_minute < start ? DAY_MINUTES : 0);
    return from + waves * (pause->to_minute - pause->from_minute) <= end;
}

static void check_break(ds_compile *self, const ds_value *time, const shift_form *form,
                        int32_t row)
{
    char first[32] = "";
    for (int32_t i = 0; i < form->shift.span_count; i++) {
        if (lies_in(&form->spans[i], &form->breaks[row], form->waves[row]))
            return;
        if (i == 0)
            print_span(&form->spans[i], first, sizeof first);
    }
    if (form->shift.span_count > 0)
        ds_value_error(
            time, self->out, "'%.40s'%s is outside the shift, which is there %s%s",
            ds_value_scalar(time).text, form->waves[row] > 1 ? " with its later waves" : "",
            first, form->shift.span_count > 1 ? " and so on" : "");
}

static void check_break_order(ds_compile *self, const ds_value *time,
                              const shift_form *form, int32_t row)
{
    const ds_shift_break *one = &form->breaks[row];
    for (int32_t i = 0; i < row; i++)
        if (form->breaks[i].from_minute < one->to_minute &&
            one->from_minute < form->breaks[i].to_minute)
            ds_value_error(time, self->out, "'%.40s' overlaps another break of the shift",
                           ds_value_scalar(time).text);
}

static void read_breaks(ds_compile *self, const ds_value *value, shift_form *form)
{
    ds_value breaks = ds_value_get(value, "breaks");
    for (int32_t i = 0; i < ds_value_count(&breaks); i++) {
        ds_value item = ds_value_at(&breaks, i);
        ds_value time = ds_value_get(&item, "time");
        ds_value paid = ds_value_get(&item, "paid");
        ds_value waves = ds_value_get(&item, "waves");
        int32_t row = form->shift.break_count;
        if (row == MOST_BREAKS) {
            ds_value_error(&item, self->out, "a shift has %d breaks at most", MOST_BREAKS);
            return;
        }
        if (!read_break_time(ds_value_scalar(&time).text, &form->breaks[row])) {
            ds_value_error(&time, self->out,
                           "'%.40s' is not a time of day to another such as 12:00-12:30",
                           ds_value_scalar(&time).text);
            continue;
        }
        form->breaks[row].is_paid = ds_value_scalar(&paid).whole == 1;
        form->waves[row] = ds_value_scalar(&waves).whole;
        form->shift.break_count++;
        check_break(self, &time, form, row);
        check_break_order(self, &time, form, row);
    }
}

/* Crews: agents whose waves coincide. */

static int32_t common_multiple(int32_t a, int32_t b)
{
    int32_t x = a;
    int32_t y = b;
    while (y) {
        int32_t rest = x % y;
        x = y;
        y = rest;
    }
    int32_t product = a / x * b;
    return product < MOST_WAVES ? product : MOST_WAVES;
}

static ds_status add_crews(ds_compile *self, const shift_form *form, ds_staffing *staffing)
{
    int32_t agents = form->shift.agents;
    int32_t crews = 1;
    for (int32_t b = 0; b < form->shift.break_count; b++)
        crews = common_multiple(crews, form->waves[b]);
    ds_status status = DS_OK;
    for (int32_t c = 0; status == DS_OK && c < crews; c++) {
        ds_shift_break breaks[MOST_BREAKS];
        ds_shift crew = form->shift;
        crew.spans = form->spans;
        crew.breaks = breaks;
        crew.agents = agents / crews + (c < agents % crews);
        for (int32_t b = 0; b < crew.break_count; b++) {
            int32_t length = form->breaks[b].to_minute - form->breaks[b].from_minute;
            int32_t later = c % form->waves[b] * length;
            breaks[b] = form->breaks[b];
            breaks[b].from_minute += later;
            breaks[b].to_minute += later;
        }
        if (crew.agents > 0)
            status = ds_staffing_add(staffing, &crew, ds_desk_last_instant(self->desk),
                                     &self->err);
    }
    return status;
}

/* Whether a name stands in a list, before its item `before`. */
static bool is_named(const ds_value *names, int32_t before, const char *name)
{
    for (int32_t i = 0; i < before; i++) {
        ds_value item = ds_value_at(names, i);
        if (strcmp(ds_value_scalar(&item).text, name) == 0)
            return true;
    }
    return false;
}

/* Everybody has one shift: looks through those before this one, of all groups. */
static void check_name(ds_compile *self, const ds_value *shift, const ds_value *name)
{
    ds_value groups = ds_value_get(&self->root, "groups");
    const char *text = ds_value_scalar(name).text;
    for (int32_t g = 0; g < ds_value_count(&groups); g++) {
        ds_value group = ds_value_at(&groups, g);
        ds_value shifts = ds_value_get(&group, "shifts");
        for (int32_t i = 0; i < ds_value_count(&shifts); i++) {
            ds_value other = ds_value_at(&shifts, i);
            ds_value names = ds_value_get(&other, "names");
            bool is_this = other.node == shift->node;
            if (is_named(&names, is_this ? name->index : ds_value_count(&names), text)) {
                char path[128];
                ds_value_path(&other, path, sizeof path);
                ds_value_error(name, self->out,
                               "'%.60s' has a shift already (%s); hours of one person are "
                               "one entry, perhaps with a list of hours or a rotation",
                               text, path);
                return;
            }
            if (is_this)
                return;
        }
    }
}

static int32_t read_agents(ds_compile *self, const ds_value *shift)
{
    ds_value agents = ds_value_get(shift, "agents");
    ds_value names = ds_value_get(shift, "names");
    int32_t count = ds_value_count(&names);
    if (ds_value_is_given(&agents) && ds_value_is_given(&names))
        ds_value_error(&names, self->out, "there are 'agents' already: one of the two");
    if (!ds_value_is_given(&agents) && !ds_value_is_given(&names))
        ds_value_error(shift, self->out,
                       "'agents' is missing: a whole number from 0 to 100000; or 'names'");
    for (int32_t i = 0; i < count; i++) {
        ds_value name = ds_value_at(&names, i);
        check_name(self, shift, &name);
    }
    return ds_value_is_given(&agents) ? ds_value_scalar(&agents).whole : count;
}

ds_status ds_compile_shift(ds_compile *self, const ds_value *value, int32_t home,
                           ds_staffing *staffing)
{
    ds_value new_ones = ds_value_get(value, "new");
    ds_value site_name = ds_value_get(value, "site");
    shift_form form = {.shift = {.agents = read_agents(self, value),
                                 .team = DS_NO_ID,
                                 .zone = &self->desk->zone}};
    int32_t site_row = ds_compile_row(self, &site_name);
    if (site_row != DS_NO_ID) {
        const ds_site *site = &self->sites[site_row];
        form.shift.zone = site->zone;
        form.shift.holiday_count = site->holiday_count;
        form.shift.holidays = site->holidays;
    }
    form.shift.is_new = ds_value_scalar(&new_ones).whole == 1;
    ds_status status = ds_compile_skills(self, value, home, &form.shift.team);
    if (status == DS_OK)
        status = read_weeks(self, value, &form);
    if (status == DS_OK) {
        check_overlap(self, value, &form);
        read_breaks(self, value, &form);
        status = add_crews(self, &form, staffing);
    }
    free(form.spans);
    return status;
}
