#include "analysis/histories/timeline.h"

#include "analysis/histories/desk_words.h"
#include "analysis/histories/observed_run.h"

#include <assert.h>
#include <stdlib.h>

/* A ticket that is recorded, while it is open. */
typedef struct subject {
    ds_timeline *timeline;
    int32_t row;   /* in the pool; DS_NO_ID before it arrives and after its end */
    int32_t waits; /* the moment with which its present wait began, or DS_NO_ID */
} subject;

typedef struct recorder {
    const ds_desk *desk;
    int32_t *first_agent;
    subject *subjects;
    int32_t count;
    int32_t waiting; /* subjects that wait now */
    int32_t *of_row; /* subject that a row of the pool is, or DS_NO_ID */
    int32_t row_capacity;
    int32_t rows; /* of the pool that were seen */
    uint64_t arrived;
    bool is_out_of_memory;
} recorder;

/* Room. */

static bool see_row(recorder *all, int32_t row)
{
    if (row >= all->row_capacity) {
        int32_t capacity = all->row_capacity ? all->row_capacity : 256;
        while (capacity <= row)
            capacity *= 2;
        int32_t *grown = realloc(all->of_row, (size_t)capacity * sizeof *grown);
        if (!grown)
            return false;
        all->of_row = grown;
        all->row_capacity = capacity;
    }
    for (; all->rows <= row; all->rows++)
        all->of_row[all->rows] = DS_NO_ID;
    return true;
}

static ds_moment *next_moment(recorder *all, ds_timeline *timeline)
{
    if (timeline->moment_count == timeline->moment_capacity) {
        int32_t capacity = timeline->moment_capacity ? 2 * timeline->moment_capacity : 32;
        ds_moment *grown =
            realloc(timeline->moments, (size_t)capacity * sizeof *timeline->moments);
        if (!grown) {
            all->is_out_of_memory = true;
            return NULL;
        }
        timeline->moments = grown;
        timeline->moment_capacity = capacity;
    }
    return &timeline->moments[timeline->moment_count++];
}

static ds_stint *next_stint(recorder *all, ds_timeline *timeline)
{
    if (timeline->stint_count == timeline->stint_capacity) {
        int32_t capacity = timeline->stint_capacity ? 2 * timeline->stint_capacity : 64;
        ds_stint *grown =
            realloc(timeline->stints, (size_t)capacity * sizeof *timeline->stints);
        if (!grown) {
            all->is_out_of_memory = true;
            return NULL;
        }
        timeline->stints = grown;
        timeline->stint_capacity = capacity;
    }
    return &timeline->stints[timeline->stint_count++];
}

/* Others, while a subject waits. */

static void add_stint(recorder *all, const subject *one, const ds_ticket *other,
                      ds_ticks now)
{
    ds_ticks waits_since = one->timeline->moments[one->waits].at;
    ds_stint *stint = next_stint(all, one->timeline);
    if (!stint)
        return;
    *stint = (ds_stint){.moment = one->waits,
                        .number = other->number,
                        .queued_at = other->group_at,
                        .began = other->since,
                        .from = ds_ticks_max(other->since, waits_since),
                        .to = now,
                        .priority = other->priority};
}

/* A ticket's work at its group ends, or pauses: those who waited there note it. */
static void note_work(recorder *all, const ds_ticket *other, ds_ticks now)
{
    for (int32_t i = 0; all->waiting > 0 && i < all->count; i++) {
        const subject *one = &all->subjects[i];
        if (one->waits != DS_NO_ID &&
            one->timeline->moments[one->waits].group == other->group)
            add_stint(all, one, other, now);
    }
}

/* Whoever is in work when the wait is over has had an agent so far. */
static void end_wait(recorder *all, const ds_replication *replication, subject *one,
                     ds_ticks now)
{
    if (one->waits == DS_NO_ID)
        return;
    int32_t group = one->timeline->moments[one->waits].group;
    for (int32_t row = 0; row < all->rows; row++) {
        const ds_ticket *other = ds_replication_ticket(replication, row);
        if (other->state == DS_TICKET_IN_WORK && other->group == group && row != one->row)
            add_stint(all, one, other, now);
    }
    one->waits = DS_NO_ID;
    all->waiting--;
}

/* The subject itself. */

static void describe_hold(const recorder *all, const ds_ticket *ticket, ds_moment *moment)
{
    const ds_route *route = &all->desk->categories[ticket->category].routes[ticket->group];
    const ds_hold *hold = &route->holds[ticket->hold_row];
    moment->reason = (int32_t)hold->reason;
    moment->contract = hold->contract;
}

/* A ticket that is open at the start came before it, and has waited since. */
static ds_ticks really_at(const ds_ticket *ticket, ds_happening happening, ds_ticks now)
{
    bool is_coming = happening == DS_TICKET_ARRIVED || happening == DS_TICKET_MISROUTED ||
                     happening == DS_TICKET_QUEUED;
    return ticket->arrived_at < 0 && is_coming && ticket->visits <= 1 && !ticket->has_begun
               ? ds_ticks_min(now, ticket->arrived_at)
               : now;
}

static void record(recorder *all, const ds_replication *replication, subject *one,
                   ds_happening happening, ds_ticks now)
{
    const ds_ticket *ticket = ds_replication_ticket(replication, one->row);
    const ds_ticket_clocks *clocks = ds_replication_clocks(replication, one->row);
    ds_moment *moment = next_moment(all, one->timeline);
    if (!moment)
        return;
    bool has_group = ticket->visits > 0;
    *moment = (ds_moment){.at = really_at(ticket, happening, now),
                          .priority = ticket->priority,
                          .happening = happening,
                          .group = has_group ? ticket->group : DS_NO_ID,
                          .agent = DS_NO_ID,
                          .reason = DS_NO_ID,
                          .contract = DS_NO_ID,
                          .visit = ticket->visits,
                          .is_misrouted = has_group && ticket->is_misrouted};
    if (has_group && happening != DS_TICKET_QUEUED && ticket->agent != DS_NO_ID)
        moment->agent = all->first_agent[ticket->group] + ticket->agent;
    if (happening == DS_TICKET_HELD)
        describe_hold(all, ticket, moment);
    if (clocks && ticket->sla != DS_NO_ID) {
        moment->clocks.response = clocks->response;
        moment->clocks.resolution = clocks->resolution;
    }
    if (clocks && has_group && all->desk->groups[ticket->group].has_ola)
        moment->clocks.ola = clocks->ola;
}

/* One that is open at the start and gets an agent there at once has waited all the same. */
static void record_early_wait(recorder *all, subject *one)
{
    ds_timeline *timeline = one->timeline;
    const ds_moment *started = &timeline->moments[timeline->moment_count - 1];
    const ds_moment *first = &timeline->moments[0];
    if (started->happening != DS_TICKET_STARTED || first->at >= 0 || started->visit > 1 ||
        started[-1].at != first->at || started[-1].happening == DS_TICKET_QUEUED)
        return;
    ds_moment begun = *started;
    ds_moment waits = *started;
    waits.at = first->at;
    waits.happening = DS_TICKET_QUEUED;
    waits.agent = DS_NO_ID;
    waits.clocks = first->clocks;
    if (next_moment(all, timeline)) {
        timeline->moments[timeline->moment_count - 2] = waits;
        timeline->moments[timeline->moment_count - 1] = begun;
    }
}

static void begin(recorder *all, const ds_replication *replication, int32_t row)
{
    uint64_t number = ds_replication_ticket(replication, row)->number;
    all->arrived = number > all->arrived ? number : all->arrived;
    if (!see_row(all, row)) {
        all->is_out_of_memory = true;
        return;
    }
    all->of_row[row] = DS_NO_ID;
    for (int32_t i = 0; i < all->count; i++)
        if (all->subjects[i].timeline->number == number) {
            all->of_row[row] = i;
            all->subjects[i].row = row;
            all->subjects[i].timeline->is_found = true;
        }
}

static void end(recorder *all, const ds_replication *replication, subject *one,
                ds_happening happening)
{
    one->timeline->ticket = *ds_replication_ticket(replication, one->row);
    one->timeline->is_censored = happening == DS_TICKET_CENSORED;
    all->of_row[one->row] = DS_NO_ID;
    one->row = DS_NO_ID;
}

/* What follows the subject's happening for the lists of those who are served before it. */
static void follow_wait(recorder *all, const ds_replication *replication, subject *one,
                        ds_happening happening, ds_ticks now)
{
    if (happening == DS_TICKET_STARTED || happening == DS_TICKET_TIME_LIMIT ||
        happening == DS_TICKET_CENSORED)
        end_wait(all, replication, one, now);
    if (happening == DS_TICKET_QUEUED) {
        one->waits = one->timeline->moment_count - 1;
        all->waiting++;
    }
}

static bool ends_work(const ds_ticket *ticket, ds_happening happening)
{
    return happening == DS_TICKET_WORKED || happening == DS_TICKET_STOPPED ||
           ((happening == DS_TICKET_TIME_LIMIT || happening == DS_TICKET_CENSORED) &&
            ticket->state == DS_TICKET_IN_WORK);
}

static void observe(void *context, const ds_replication *replication,
                    ds_happening happening, int32_t row, ds_ticks now)
{
    recorder *all = context;
    if (happening == DS_TICKET_ARRIVED)
        begin(all, replication, row);
    if (all->is_out_of_memory)
        return;
    const ds_ticket *ticket = ds_replication_ticket(replication, row);
    if (ends_work(ticket, happening))
        note_work(all, ticket, now);
    if (all->of_row[row] == DS_NO_ID)
        return;
    subject *one = &all->subjects[all->of_row[row]];
    record(all, replication, one, happening, now);
    if (!all->is_out_of_memory)
        record_early_wait(all, one);
    if (all->is_out_of_memory)
        return;
    follow_wait(all, replication, one, happening, now);
    if (happening == DS_TICKET_CLOSED || happening == DS_TICKET_CENSORED)
        end(all, replication, one, happening);
}

ds_status ds_timelines_record(const ds_desk *desk, const ds_history_options *options,
                              const uint64_t *numbers, int32_t count,
                              ds_timeline *timelines, uint64_t *arrived_out, ds_error *err)
{
    assert(count >= 1 && count <= DS_MAX_TIMELINES);
    recorder all = {.desk = desk,
                    .first_agent = ds_words_first_agents(desk),
                    .subjects = calloc((size_t)count, sizeof *all.subjects),
                    .count = count};
    for (int32_t i = 0; i < count; i++)
        timelines[i] = (ds_timeline){.desk = desk, .number = numbers[i]};
    ds_status status = all.first_agent && all.subjects ? DS_OK : ds_error_no_memory(err);
    for (int32_t i = 0; status == DS_OK && i < count; i++)
        all.subjects[i] =
            (subject){.timeline = &timelines[i], .row = DS_NO_ID, .waits = DS_NO_ID};
    if (status == DS_OK)
        status = ds_observed_run(desk, options, observe, &all, NULL, err);
    if (status == DS_OK && all.is_out_of_memory)
        status = ds_error_no_memory(err);
    *arrived_out = all.arrived;
    free(all.first_agent);
    free(all.subjects);
    free(all.of_row);
    return status;
}

void ds_timeline_free(ds_timeline *timeline)
{
    free(timeline->moments);
    free(timeline->stints);
    *timeline = (ds_timeline){0};
}
