#include "model/engine/practices/majors.h"

#include "model/engine/arrival.h"
#include "model/engine/group_work.h"
#include "model/engine/practices/practices.h"
#include "model/engine/practices/problems.h"
#include "model/engine/priority.h"
#include "model/engine/resolution.h"
#include "model/engine/visit.h"
#include "model/purpose.h"

#include <math.h>

/* Of war-room work: nobody knows how long it will be. */
#define UNTIL_RESTORED (366 * DS_DAY)
/* A ticket on hold cannot be declared; somebody looks again. */
#define LOOK_AGAIN (5 * DS_MINUTE)

static const ds_major_incidents *majors_of(const ds_replication *state)
{
    return state->desk->practices->majors;
}

static ds_major *major_at(ds_replication *state, int32_t row)
{
    return &state->practices->majors[row];
}

static double major_uniform(const ds_replication *state, int32_t row, ds_purpose purpose,
                            uint32_t occurrence)
{
    return ds_random_uniform(&state->seed, state->pool.tickets[row].who, purpose,
                             occurrence);
}

static void count_of(ds_replication *state, const ds_major *major, ds_practice_sum sum,
                     double value)
{
    if (major->counts)
        state->practices->sum[sum] += value;
}

/* The timeline of the first that counts. */
static void mark(ds_replication *state, const ds_major *major, ds_major_mark what,
                 double value)
{
    ds_major_course *course = &state->practices->course;
    if (!major->counts || (course->count > 0 && course->serial != major->serial) ||
        course->count == DS_MOST_MARKS)
        return;
    course->serial = major->serial;
    course->marks[course->count++] =
        (ds_course_mark){.at = state->now, .what = (int32_t)what, .value = value};
}

static void set_timer(ds_replication *state, ds_ticks after, ds_timer_kind kind,
                      int32_t major)
{
    ds_timer_set_alone(state, state->now + after, kind, major,
                       major_at(state, major)->serial);
}

/* The major incident of a timer, if it is still that one; or NULL. */
static ds_major *of_timer(ds_replication *state, const ds_timer *timer)
{
    ds_major *major = major_at(state, timer->subject);
    return major->phase != DS_MAJOR_NONE && major->serial == timer->tag ? major : NULL;
}

/* Whether its ticket is still open; one that was resolved at this instant is not. */
static bool is_open(const ds_replication *state, const ds_major *major)
{
    const ds_ticket *ticket = &state->pool.tickets[major->ticket];
    return ticket->number == major->number && ticket->state != DS_TICKET_FREE &&
           ticket->state != DS_TICKET_SOLVED;
}

static void ds_majors_begin(ds_replication *state)
{
    const ds_practice_state *practices = state->practices;
    int32_t width = majors_of(state)->related;
    for (int32_t i = 0; i < state->desk->category_count * width; i++)
        practices->related_at[i] = DS_NO_ID;
}

/* The trigger. */

static bool is_under_way(const ds_replication *state, int32_t category)
{
    for (int32_t i = 0; i < DS_MOST_MAJORS; i++) {
        const ds_major *major = &state->practices->majors[i];
        if (major->phase != DS_MAJOR_NONE &&
            state->pool.tickets[major->ticket].category == category)
            return true;
    }
    return false;
}

/* Notes an arrival; whether it and those before it are many in a short time. */
static bool are_related(ds_replication *state, int32_t category)
{
    const ds_major_incidents *majors = majors_of(state);
    ds_ticks *at = &state->practices->related_at[category * majors->related];
    if (majors->related == 0 || !majors->is_watched[category])
        return false;
    for (int32_t i = 0; i + 1 < majors->related; i++)
        at[i] = at[i + 1];
    at[majors->related - 1] = state->now;
    return at[0] >= 0 && state->now - at[0] <= majors->within;
}

static bool is_trigger(ds_replication *state, int32_t row, ds_happening happening)
{
    const ds_major_incidents *majors = majors_of(state);
    const ds_ticket *ticket = ds_ticket_at(state, row);
    bool is_new = happening == DS_TICKET_ARRIVED;
    bool is_cluster = is_new && are_related(state, ticket->category);
    return is_cluster || (majors->priorities >> ticket->priority & 1) != 0 ||
           (is_new && (state->pool.extras[row].services_down & majors->services) != 0);
}

static void trigger(ds_replication *state, int32_t row)
{
    const ds_major_incidents *majors = majors_of(state);
    int32_t place = 0;
    while (place < DS_MOST_MAJORS && major_at(state, place)->phase != DS_MAJOR_NONE)
        place++;
    if (place == DS_MOST_MAJORS)
        return;
    ds_major *major = major_at(state, place);
    *major = (ds_major){.phase = DS_MAJOR_TRIGGERED,
                        .ticket = row,
                        .number = ds_ticket_at(state, row)->number,
                        .triggered_at = state->now,
                        .counts = state->flow.in_window,
                        .first_child = DS_NO_ID,
                        .serial = ++state->practices->major_serial};
    state->pool.extras[row].major = place + 1;
    mark(state, major, DS_MARK_TRIGGERED, 0);
    double u = major_uniform(state, row, DS_FOR_DECLARING, 0);
    set_timer(state, ds_sampler_draw_ticks(&majors->declare, u), DS_TIMER_MAJOR_DECLARE,
              place);
    if (majors->duplicates_per_hour > 0)
        set_timer(state, 0, DS_TIMER_MAJOR_DUPLICATE, place);
}

/* Children. */

static void free_children(ds_replication *state, ds_major *major)
{
    while (major->first_child != DS_NO_ID) {
        int32_t row = major->first_child;
        major->first_child = state->pool.extras[row].next_child;
        ds_ticket_resolve(state, row);
    }
}

/* Its parent is resolved, and so are those linked to it. */
static void end_major(ds_replication *state, ds_major *major)
{
    major->phase = DS_MAJOR_NONE;
    free_children(state, major);
}

static bool ds_majors_link(ds_replication *state, int32_t row)
{
    ds_ticket_extra *extra = &state->pool.extras[row];
    if (!ds_is_child(state, row))
        return false;
    ds_major *major = major_at(state, extra->child_of - 1);
    if (major->phase == DS_MAJOR_NONE || major->serial != extra->major_serial)
        return false;
    ds_ticket *ticket = ds_ticket_at(state, row);
    ticket->state = DS_TICKET_AWAY;
    ticket->since = state->now;
    extra->next_child = major->first_child;
    major->first_child = row;
    return true;
}

static ds_ticks until_next_duplicate(ds_replication *state, const ds_major *major)
{
    double u = major_uniform(state, major->ticket, DS_FOR_DUPLICATE, major->duplicates);
    double hours = -log1p(-u) / majors_of(state)->duplicates_per_hour;
    return ds_ticks_max((ds_ticks)(hours * (double)DS_HOUR), 1);
}

static bool is_deflected(ds_replication *state, const ds_major *major)
{
    double u = major_uniform(state, major->ticket, DS_FOR_DEFLECTED, major->duplicates);
    return major->is_broadcast && u < majors_of(state)->deflected;
}

/* The first is due at once, and is not a call: it draws when the first call is. */
static void ds_majors_duplicate(ds_replication *state, const ds_timer *timer)
{
    ds_major *major = of_timer(state, timer);
    if (!major || !is_open(state, major))
        return;
    bool is_call =
        major->duplicates > 0 && !major->has_workaround && !is_deflected(state, major);
    ds_ticks after = until_next_duplicate(state, major);
    uint32_t ordinal = major->duplicates++;
    set_timer(state, after, DS_TIMER_MAJOR_DUPLICATE, timer->subject);
    if (!is_call)
        return;
    count_of(state, major, DS_SUM_CHILDREN, 1);
    mark(state, major, DS_MARK_CALL, 1);
    const ds_major_incidents *majors = majors_of(state);
    double u = major_uniform(state, major->ticket, DS_FOR_DUPLICATE_WORK, ordinal);
    ds_arrival_of_child(state,
                        &(ds_child){.parent = major->ticket,
                                    .major = timer->subject,
                                    .serial = major->serial,
                                    .ordinal = ordinal,
                                    .group = majors->desk_group,
                                    .touch = ds_sampler_draw_ticks(&majors->duplicate, u),
                                    .counts = state->desk->counts_children});
}

/* The war room. */

static double room_pace(const ds_replication *state, const ds_major *major)
{
    return major->in_room > 0 ? pow(major->in_room, majors_of(state)->exponent) : 0;
}

static void book_room(ds_replication *state, ds_major *major)
{
    double elapsed = (double)(state->now - major->since);
    major->work_left = fmax(0, major->work_left - elapsed * room_pace(state, major));
    major->people_time += elapsed * major->in_room;
    major->since = state->now;
}

static void plan_restoration(ds_replication *state, int32_t place)
{
    ds_major *major = major_at(state, place);
    double pace = room_pace(state, major);
    major->restore_tag = ++state->practices->major_serial;
    if (pace > 0)
        ds_timer_set_alone(state, state->now + (ds_ticks)ceil(major->work_left / pace),
                           DS_TIMER_MAJOR_RESTORE, place, major->restore_tag);
}

static void respond_to(ds_replication *state, int32_t row)
{
    if (ds_ticket_at(state, row)->responded_at < 0)
        ds_group_respond(state, row);
}

static void change_room(ds_replication *state, int32_t place, int32_t change)
{
    ds_major *major = major_at(state, place);
    book_room(state, major);
    major->in_room += change;
    mark(state, major, DS_MARK_ROOM, major->in_room);
    if (!major->is_assembled && major->in_room == majors_of(state)->people) {
        major->is_assembled = true;
        count_of(state, major, DS_SUM_ASSEMBLED, 1);
        count_of(state, major, DS_SUM_TIME_TO_ASSEMBLE,
                 (double)(state->now - major->declared_at));
        mark(state, major, DS_MARK_ASSEMBLED, 0);
    }
    plan_restoration(state, place);
}

static void ds_majors_hear_task(ds_replication *state, ds_happening happening, int32_t row)
{
    const ds_ticket_extra *extra = &state->pool.extras[row];
    ds_major *major = major_at(state, extra->major - 1);
    if (major->phase != DS_MAJOR_MANAGED || major->serial != extra->major_serial)
        return;
    if (happening == DS_TICKET_STARTED) {
        respond_to(state, major->ticket);
        change_room(state, extra->major - 1, 1);
    } else if (happening == DS_TICKET_STOPPED) {
        change_room(state, extra->major - 1, -1);
    }
}

static void call_together(ds_replication *state, int32_t place)
{
    const ds_major_incidents *majors = majors_of(state);
    for (int32_t g = 0; g < state->desk->group_count; g++)
        for (int32_t i = 0; i < majors->room[g]; i++) {
            ds_major *major = major_at(state, place);
            uint32_t ordinal = (uint32_t)major->task_count++;
            ds_task_begin(state, &(ds_task){.kind = DS_TASK_WAR_ROOM,
                                            .group = g,
                                            .touch = UNTIL_RESTORED,
                                            .parent = major->ticket,
                                            .major = place,
                                            .ordinal = ordinal});
        }
}

/* Managers. */

static int32_t free_managers(const ds_replication *state)
{
    int32_t left = majors_of(state)->managers;
    for (int32_t i = 0; i < DS_MOST_MAJORS; i++)
        left -= state->practices->majors[i].phase == DS_MAJOR_MANAGED;
    return left;
}

static void plan_workaround(ds_replication *state, int32_t place)
{
    const ds_major_incidents *majors = majors_of(state);
    int32_t row = major_at(state, place)->ticket;
    if (majors->workaround <= 0 ||
        major_uniform(state, row, DS_FOR_WORKAROUND, 0) >= majors->workaround)
        return;
    double u = major_uniform(state, row, DS_FOR_WORKAROUND_AFTER, 0);
    set_timer(state, ds_sampler_draw_ticks(&majors->workaround_after, u),
              DS_TIMER_MAJOR_WORKAROUND, place);
}

/* Service is there again, if only in part: the matter is less pressing, and goes on. */
static void ds_majors_workaround(ds_replication *state, const ds_timer *timer)
{
    const ds_major_incidents *majors = majors_of(state);
    ds_major *major = of_timer(state, timer);
    if (!major)
        return;
    major->has_workaround = true;
    mark(state, major, DS_MARK_WORKAROUND, 0);
    count_of(state, major, DS_SUM_WORKAROUNDS, 1);
    count_of(state, major, DS_SUM_TIME_TO_WORKAROUND,
             (double)(state->now - major->triggered_at));
    if (majors->lower_to > ds_ticket_at(state, major->ticket)->priority)
        ds_ticket_change_priority(state, major->ticket, (uint8_t)majors->lower_to);
}

static void manage(ds_replication *state, int32_t place)
{
    const ds_major_incidents *majors = majors_of(state);
    ds_major *major = major_at(state, place);
    double u = major_uniform(state, major->ticket, DS_FOR_RESTORING, 0);
    ds_ticks work = ds_sampler_draw_ticks(&majors->restore, u);
    major->phase = DS_MAJOR_MANAGED;
    major->work_left = (double)work;
    major->since = state->now;
    count_of(state, major, DS_SUM_WAIT_FOR_MANAGER,
             (double)(state->now - major->declared_at));
    ds_visit_leave(state, major->ticket);
    if (majors->raise_to != DS_NO_ID &&
        majors->raise_to < ds_ticket_at(state, major->ticket)->priority)
        ds_ticket_change_priority(state, major->ticket, (uint8_t)majors->raise_to);
    plan_workaround(state, place);
    if (majors->broadcast_after < DS_NEVER)
        set_timer(state, majors->broadcast_after, DS_TIMER_MAJOR_BROADCAST, place);
    if (majors->update_every > 0)
        set_timer(state, majors->update_every, DS_TIMER_MAJOR_UPDATE, place);
    call_together(state, place);
}

/* The one that has waited longest. */
static void manage_next(ds_replication *state)
{
    int32_t next = DS_NO_ID;
    for (int32_t i = 0; i < DS_MOST_MAJORS; i++) {
        const ds_major *major = major_at(state, i);
        if (major->phase == DS_MAJOR_WAITING && is_open(state, major) &&
            (next == DS_NO_ID || major->declared_at < major_at(state, next)->declared_at))
            next = i;
    }
    if (next == DS_NO_ID || free_managers(state) <= 0)
        return;
    if (!ds_visit_can_leave(state, major_at(state, next)->ticket))
        set_timer(state, LOOK_AGAIN, DS_TIMER_MAJOR_DECLARE, next);
    else
        manage(state, next);
}

static void ds_majors_declare(ds_replication *state, const ds_timer *timer)
{
    ds_major *major = of_timer(state, timer);
    if (!major || major->phase == DS_MAJOR_MANAGED || !is_open(state, major))
        return;
    if (!ds_visit_can_leave(state, major->ticket)) {
        set_timer(state, LOOK_AGAIN, DS_TIMER_MAJOR_DECLARE, timer->subject);
        return;
    }
    if (major->phase == DS_MAJOR_TRIGGERED) {
        major->phase = DS_MAJOR_WAITING;
        major->declared_at = state->now;
        count_of(state, major, DS_SUM_MAJORS, 1);
        count_of(state, major, DS_SUM_TIME_TO_DECLARE,
                 (double)(state->now - major->triggered_at));
        mark(state, major, DS_MARK_DECLARED, 0);
    }
    manage_next(state);
}

/* Restoration. */

/* The war room's tasks are over, wherever they are. */
static void dismiss(ds_replication *state, int32_t place)
{
    uint32_t serial = major_at(state, place)->serial;
    for (int32_t row = 0; row < state->pool.used; row++) {
        const ds_ticket_extra *extra = &state->pool.extras[row];
        ds_ticket *ticket = ds_ticket_at(state, row);
        if (ticket->state == DS_TICKET_FREE || !ds_is_in_war_room(state, row) ||
            extra->major_serial != serial)
            continue;
        if (ticket->state == DS_TICKET_IN_WORK) {
            ds_group_cut_short(state, row);
        } else {
            ds_group_withdraw(state, row);
            ds_ticket_pool_give_back(&state->pool, row);
        }
    }
}

static void ds_majors_restore(ds_replication *state, const ds_timer *timer)
{
    ds_major *major = major_at(state, timer->subject);
    if (major->phase != DS_MAJOR_MANAGED || major->restore_tag != timer->tag)
        return;
    int32_t row = major->ticket;
    book_room(state, major);
    mark(state, major, DS_MARK_ROOM, 0);
    mark(state, major, DS_MARK_RESTORED, 0);
    count_of(state, major, DS_SUM_RESTORED, 1);
    count_of(state, major, DS_SUM_TIME_TO_RESTORE,
             (double)(state->now - major->triggered_at));
    count_of(state, major, DS_SUM_ROOM_TIME, major->people_time);
    ds_ticket_at(state, row)->touch_time += (ds_ticks)major->people_time;
    if (majors_of(state)->has_review)
        ds_timer_set_alone(state, state->now + majors_of(state)->review_after,
                           DS_TIMER_MAJOR_REVIEW, major->counts, major->serial);
    major->in_room = 0;
    dismiss(state, timer->subject);
    end_major(state, major);
    state->pool.extras[row].major = 0;
    if (state->desk->practices->problems && majors_of(state)->has_review)
        ds_problems_after_major(state, row);
    ds_ticket_resolve(state, row);
    manage_next(state);
}

/* Updates. */

static void ds_majors_update(ds_replication *state, const ds_timer *timer)
{
    const ds_major_incidents *majors = majors_of(state);
    ds_major *major = of_timer(state, timer);
    if (!major)
        return;
    set_timer(state, majors->update_every, DS_TIMER_MAJOR_UPDATE, timer->subject);
    count_of(state, major, DS_SUM_MAJOR_UPDATES_DUE, 1);
    if (major->is_update_under_way)
        return; /* it is late, and serves this one too */
    major->is_update_under_way = true;
    major->update_due = state->now;
    uint32_t ordinal = major->updates++;
    double u = major_uniform(state, major->ticket, DS_FOR_MAJOR_UPDATE, ordinal);
    ds_task_begin(state, &(ds_task){.kind = DS_TASK_MAJOR_UPDATE,
                                    .group = majors->update_group,
                                    .touch = ds_sampler_draw_ticks(&majors->update, u),
                                    .parent = major->ticket,
                                    .major = timer->subject,
                                    .ordinal = ordinal});
}

static void ds_majors_update_given(ds_replication *state, int32_t task_row)
{
    const ds_ticket_extra *extra = &state->pool.extras[task_row];
    ds_major *major = major_at(state, extra->major - 1);
    if (major->phase == DS_MAJOR_NONE || major->serial != extra->major_serial)
        return;
    major->is_update_under_way = false;
    mark(state, major, DS_MARK_UPDATE, 0);
    if (state->now <= major->update_due + majors_of(state)->update_every)
        count_of(state, major, DS_SUM_MAJOR_UPDATES_ON_TIME, 1);
}

static void ds_majors_broadcast(ds_replication *state, const ds_timer *timer)
{
    ds_major *major = of_timer(state, timer);
    if (!major)
        return;
    major->is_broadcast = true;
    mark(state, major, DS_MARK_BROADCAST, 0);
}

/* The review. */

static void ds_majors_review(ds_replication *state, const ds_timer *timer)
{
    const ds_major_incidents *majors = majors_of(state);
    uint32_t person = 0;
    for (int32_t g = 0; g < state->desk->group_count; g++)
        for (int32_t i = 0; i < majors->room[g]; i++) {
            ds_identity who = {.family = state->groups[g].group->family,
                               .ordinal = timer->tag};
            double u = ds_random_uniform(&state->seed, who, DS_FOR_REVIEW, (uint32_t)i);
            ds_task_begin(
                state, &(ds_task){.kind = DS_TASK_REVIEW,
                                  .group = g,
                                  .priority = (uint8_t)(state->desk->priority_count - 1),
                                  .touch = ds_sampler_draw_ticks(&majors->review, u),
                                  .parent = DS_NO_ID,
                                  .detail = timer->subject != 0,
                                  .ordinal = timer->tag * DS_MOST_IN_WAR_ROOM + person++});
        }
}

static void ds_majors_reviewed(ds_replication *state, int32_t task_row)
{
    if (state->pool.extras[task_row].detail)
        state->practices->sum[DS_SUM_REVIEW_WORK] +=
            (double)ds_ticket_at(state, task_row)->touch_time;
}

static void ds_majors_hear(ds_replication *state, ds_happening happening, int32_t row)
{
    ds_ticket_extra *extra = &state->pool.extras[row];
    bool is_news = happening == DS_TICKET_ARRIVED || happening == DS_TICKET_REPRIORITISED;
    if (is_news && extra->major == 0 && !ds_is_child(state, row) &&
        ds_ticket_at(state, row)->type == DS_INCIDENT &&
        is_trigger(state, row, happening) &&
        !is_under_way(state, ds_ticket_at(state, row)->category))
        trigger(state, row);
    bool is_over = happening == DS_TICKET_RESOLVED || happening == DS_TICKET_ABANDONED;
    if (is_over && extra->major > 0) /* before anybody declared it, or had time for it */
        set_timer(state, 0, DS_TIMER_MAJOR_OVER, extra->major - 1);
}

static void ds_majors_over(ds_replication *state, const ds_timer *timer)
{
    ds_major *major = of_timer(state, timer);
    if (major && major->phase != DS_MAJOR_MANAGED)
        end_major(state, major);
}
