#include "people_course.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

typedef struct course {
    char text[4096];
    size_t used;
} course;

static const char *word_of(ds_happening happening)
{
    switch (happening) {
    case DS_TICKET_STARTED:
        return "start";
    case DS_TICKET_STOPPED:
        return "stop";
    case DS_TICKET_HELD:
        return "hold";
    case DS_TICKET_UNHELD:
        return "unhold";
    case DS_TICKET_RESOLVED:
        return "resolve";
    case DS_TICKET_ARRIVED:
    case DS_TICKET_QUEUED:
    case DS_TICKET_WORKED:
    case DS_TICKET_TIME_LIMIT:
    case DS_TICKET_MISROUTED:
    case DS_TICKET_REPRIORITISED:
    case DS_TICKET_REOPENED:
    case DS_TICKET_CLOSED:
    case DS_TICKET_CENSORED:
    case DS_TICKET_LEFT_LINE:
    case DS_TICKET_TAKEN_ON:
    case DS_TICKET_ABANDONED:
    case DS_HAPPENINGS:
        break;
    }
    return NULL;
}

static void write_down(void *context, const ds_replication *replication,
                       ds_happening happening, int32_t row, ds_ticks now)
{
    course *so_far = context;
    const ds_ticket *ticket = ds_replication_ticket(replication, row);
    const char *word = word_of(happening);
    char agent[16] = "";
    if (!word)
        return;
    if (happening == DS_TICKET_STARTED)
        (void)snprintf(agent, sizeof agent, " A%d", ticket->agent + 1);
    so_far->used +=
        (size_t)snprintf(so_far->text + so_far->used, sizeof so_far->text - so_far->used,
                         "%g %s %c%s\n", (double)now / (double)DS_MINUTE, word,
                         (char)('A' + (int)ticket->number - 1), agent);
    assert_true(so_far->used < sizeof so_far->text);
}

ds_tally people_course_of(ds_desk *desk, const desk_arrival *tickets, int32_t count,
                          const char *expected)
{
    course seen = {.used = 0};
    desk_give_tickets(desk, tickets, count);
    ds_tally tally = desk_watch(desk, 1, 0, write_down, &seen);
    assert_string_equal(seen.text, expected);
    return tally;
}

ds_tally people_course(const char *expected, const desk_arrival *tickets, int32_t count,
                       const char *format, const char *keys)
{
    char text[4096];
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    int length = snprintf(text, sizeof text, format, keys);
#pragma GCC diagnostic pop
    assert_true(length > 0 && length < (int)sizeof text);
    ds_desk desk = desk_from_text(text);
    ds_tally tally = people_course_of(&desk, tickets, count, expected);
    ds_desk_free(&desk);
    return tally;
}

void expect_people_course(const char *expected, const desk_arrival *tickets, int32_t count,
                          const char *format, const char *keys)
{
    ds_tally tally = people_course(expected, tickets, count, format, keys);
    ds_tally_free(&tally);
}
