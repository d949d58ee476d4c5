#include "scenarios/holiday_file.h"

#include "scenarios/byte_source.h"

#include <libical/ical.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define MOST_BYTES ((size_t)16 * 1024 * 1024)
#define DAY_SECONDS 86400

typedef struct days {
    int32_t first;
    int32_t last;
    int32_t count;
    int32_t capacity;
    int32_t *list;
    int32_t events; /* all-day ones, in the span or not */
    int32_t length; /* of the event at hand, days */
    bool is_out_of_memory;
} days;

static void push_day(days *self, int32_t day)
{
    if (day < self->first || day > self->last || self->is_out_of_memory)
        return;
    if (self->count == self->capacity) {
        int32_t capacity = self->capacity ? 2 * self->capacity : 32;
        int32_t *list = realloc(self->list, (size_t)capacity * sizeof *list);
        if (!list) {
            self->is_out_of_memory = true;
            return;
        }
        self->list = list;
        self->capacity = capacity;
    }
    self->list[self->count++] = day;
}

/* How many days an event takes; its end is not part of it. */
static int32_t length_of(icalcomponent *event, struct icaltimetype start)
{
    int seconds = DAY_SECONDS;
    icalproperty *lasts = icalcomponent_get_first_property(event, ICAL_DURATION_PROPERTY);
    if (icalcomponent_get_first_property(event, ICAL_DTEND_PROPERTY))
        seconds = icaldurationtype_as_int(
            icaltime_subtract(icalcomponent_get_dtend(event), start));
    else if (lasts)
        seconds = icaldurationtype_as_int(icalproperty_get_duration(lasts));
    int32_t length = seconds / DAY_SECONDS;
    return length < 1 ? 1 : length > 366 ? 366 : length;
}

/* One occurrence; dates come as midnights in UTC. */
static void take_span(icalcomponent *event, struct icaltime_span *span, void *context)
{
    days *self = context;
    int32_t day = (int32_t)(span->start / DAY_SECONDS);
    (void)event;
    for (int32_t i = 0; i < self->length; i++)
        push_day(self, day + i);
}

static void take_event(days *self, icalcomponent *event)
{
    struct icaltimetype start = icalcomponent_get_dtstart(event);
    if (icaltime_is_null_time(start) || !icaltime_is_date(start))
        return;
    self->events++;
    self->length = length_of(event, start);
    icaltimezone *utc = icaltimezone_get_utc_timezone();
    struct icaltimetype from =
        icaltime_from_timet_with_zone((time_t)(self->first - 366) * DAY_SECONDS, 0, utc);
    struct icaltimetype to =
        icaltime_from_timet_with_zone((time_t)(self->last + 1) * DAY_SECONDS, 0, utc);
    icalcomponent_foreach_recurrence(event, from, to, take_span, self);
}

static ds_status read_text(const char *path, char **text_out, ds_error *err)
{
    ds_byte_source *source = NULL;
    char *text = NULL;
    size_t used = 0;
    ds_status status = ds_byte_source_open(path, &source, err);
    while (status == DS_OK) {
        const char *bytes;
        size_t count;
        status = ds_byte_source_read(source, &bytes, &count, err);
        if (status != DS_OK)
            break;
        if (used + count > MOST_BYTES) {
            status = ds_error_set(err, DS_BAD_INPUT, "it is larger than 16 MiB");
            break;
        }
        char *grown = realloc(text, used + count + 1);
        if (!grown) {
            status = ds_error_no_memory(err);
            break;
        }
        text = grown;
        memcpy(text + used, bytes, count);
        used += count;
        text[used] = '\0';
        if (count == 0)
            break;
    }
    ds_byte_source_close(source);
    if (status != DS_OK)
        free(text);
    *text_out = status == DS_OK ? text : NULL;
    return status;
}

static void take_events(days *self, icalcomponent *root)
{
    icalcomponent *event = icalcomponent_get_first_component(root, ICAL_VEVENT_COMPONENT);
    for (; event; event = icalcomponent_get_next_component(root, ICAL_VEVENT_COMPONENT))
        take_event(self, event);
}

static ds_status take_text(days *self, const char *text, ds_error *err)
{
    icalcomponent *root = icalparser_parse_string(text);
    if (!root || icalcomponent_isa(root) != ICAL_VCALENDAR_COMPONENT) {
        if (root)
            icalcomponent_free(root);
        return ds_error_set(err, DS_BAD_INPUT,
                            "it is no iCalendar file: BEGIN:VCALENDAR is missing");
    }
    take_events(self, root);
    icalcomponent_free(root);
    if (self->is_out_of_memory)
        return ds_error_no_memory(err);
    if (self->events == 0)
        return ds_error_set(err, DS_BAD_INPUT, "there is no all-day event in it");
    return DS_OK;
}

ds_status ds_holiday_file_read(const char *path, int32_t first, int32_t last,
                               int32_t **days_out, int32_t *count_out, ds_error *err)
{
    days self = {.first = first, .last = last};
    char *text = NULL;
    *days_out = NULL;
    *count_out = 0;
    ds_status status = read_text(path, &text, err);
    if (status == DS_OK)
        status = take_text(&self, text, err);
    free(text);
    icalmemory_free_ring();
    if (status != DS_OK) {
        free(self.list);
        return status;
    }
    *days_out = self.list;
    *count_out = self.count;
    return DS_OK;
}
