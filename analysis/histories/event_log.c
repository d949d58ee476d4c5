#include "analysis/histories/event_log.h"

#include "analysis/histories/desk_words.h"
#include "analysis/histories/event_log_forms.h"
#include "analysis/histories/observed_run.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* A case while its ticket is open. */
typedef struct open_case {
    ds_log_event *events;
    int32_t count;
    int32_t capacity;
    int32_t group; /* of the last visit, or DS_NO_ID */
    uint32_t visit;
    uint32_t holds;
    bool has_begun;   /* work in this visit */
    bool is_mistaken; /* the next visit is to a wrong group */
    bool has_response_breach;
    bool has_resolution_breach;
    ds_ticks at;             /* of the last happening */
    ds_ticket_clocks clocks; /* after it */
} open_case;

typedef struct logger {
    const ds_desk *desk;
    int32_t *first_agent;
    const ds_log_form *form;
    FILE *file;
    ds_log_counts *counts;
    open_case *cases; /* by row of the pool */
    int32_t case_capacity;
    bool is_out_of_memory;
} logger;

const char *ds_log_activity_name(ds_log_activity activity)
{
    static const char *const names[DS_LOG_ACTIVITIES] = {
        "Arrive",  "Work",     "Hold",       "Escalate",        "Reassign",
        "Return",  "Misroute", "Time limit", "Response breach", "Resolution breach",
        "Resolve", "Reopen",   "Close"};
    return names[activity];
}

const char *ds_log_transition_name(ds_log_transition transition)
{
    static const char *const names[DS_LOG_TRANSITIONS] = {
        "schedule", "start", "suspend", "resume", "complete", "withdraw", "ate_abort"};
    return names[transition];
}

/* Gathering. */

static open_case *case_at(logger *all, int32_t row)
{
    if (row >= all->case_capacity) {
        int32_t capacity = all->case_capacity ? all->case_capacity : 256;
        while (capacity <= row)
            capacity *= 2;
        open_case *grown = realloc(all->cases, (size_t)capacity * sizeof *grown);
        if (!grown) {
            all->is_out_of_memory = true;
            return NULL;
        }
        memset(grown + all->case_capacity, 0,
               (size_t)(capacity - all->case_capacity) * sizeof *grown);
        all->cases = grown;
        all->case_capacity = capacity;
    }
    return &all->cases[row];
}

static ds_log_event *push(logger *all, open_case *one, ds_log_activity activity,
                          ds_log_transition transition, ds_ticks at)
{
    static ds_log_event nowhere;
    if (one->count == one->capacity) {
        int32_t capacity = one->capacity ? 2 * one->capacity : 16;
        ds_log_event *grown = realloc(one->events, (size_t)capacity * sizeof *grown);
        if (!grown) {
            all->is_out_of_memory = true;
            return &nowhere;
        }
        one->events = grown;
        one->capacity = capacity;
    }
    ds_log_event *event = &one->events[one->count++];
    *event = (ds_log_event){.at = at,
                            .activity = (uint8_t)activity,
                            .transition = (uint8_t)transition,
                            .reason = DS_NO_ID,
                            .group = one->group,
                            .from_group = DS_NO_ID,
                            .agent = DS_NO_ID};
    return event;
}

static void push_work(logger *all, open_case *one, const ds_ticket *ticket,
                      ds_log_transition transition, ds_ticks at)
{
    ds_log_event *event = push(all, one, DS_LOG_WORK, transition, at);
    event->instance = one->visit;
    if (ticket->agent != DS_NO_ID && transition != DS_LOG_SCHEDULE)
        event->agent = all->first_agent[ticket->group] + ticket->agent;
}

/* A due passes when its clock still runs after it. */
static bool passes_due(const ds_sla_clock *clock, bool is_told, ds_ticks now)
{
    return !is_told && clock->state == DS_SLA_RUNNING && clock->due < now;
}

static void push_breach(logger *all, open_case *one, const ds_sla_clock *clock,
                        ds_log_activity activity, bool *is_told, ds_ticks now)
{
    if (!passes_due(clock, *is_told, now))
        return;
    (void)push(all, one, activity, DS_LOG_COMPLETE, ds_ticks_max(clock->due, one->at));
    *is_told = true;
}

/* What the clocks did since the last happening. */
static void push_breaches(logger *all, open_case *one, ds_ticks now)
{
    const ds_ticket_clocks *clocks = &one->clocks;
    bool is_resolution_first = clocks->resolution.due < clocks->response.due;
    if (is_resolution_first)
        push_breach(all, one, &clocks->resolution, DS_LOG_RESOLUTION_BREACH,
                    &one->has_resolution_breach, now);
    push_breach(all, one, &clocks->response, DS_LOG_RESPONSE_BREACH,
                &one->has_response_breach, now);
    push_breach(all, one, &clocks->resolution, DS_LOG_RESOLUTION_BREACH,
                &one->has_resolution_breach, now);
}

static void remember_clocks(open_case *one, const ds_ticket *ticket,
                            const ds_ticket_clocks *clocks, ds_ticks now)
{
    one->at = now;
    if (clocks && ticket->sla != DS_NO_ID)
        one->clocks = *clocks;
}

static ds_log_activity way_to(const logger *all, int32_t from, int32_t to)
{
    int32_t from_tier = all->desk->groups[from].tier;
    int32_t tier = all->desk->groups[to].tier;
    return tier > from_tier   ? DS_LOG_ESCALATE
           : tier < from_tier ? DS_LOG_RETURN
                              : DS_LOG_REASSIGN;
}

/* A visit begins: the way to it, and its work is to be done. */
static void enter(logger *all, open_case *one, const ds_ticket *ticket, ds_ticks now)
{
    int32_t from = one->group;
    one->group = ticket->group;
    one->visit = ticket->visits;
    one->has_begun = false;
    if (one->is_mistaken || (from != DS_NO_ID && from != ticket->group)) {
        ds_log_activity way =
            one->is_mistaken ? DS_LOG_MISROUTE : way_to(all, from, ticket->group);
        push(all, one, way, DS_LOG_COMPLETE, now)->from_group = from;
    }
    one->is_mistaken = false;
    push_work(all, one, ticket, DS_LOG_SCHEDULE, now);
}

static void push_hold(logger *all, open_case *one, const ds_ticket *ticket,
                      ds_log_transition transition, ds_ticks now)
{
    const ds_route *route = &all->desk->categories[ticket->category].routes[ticket->group];
    ds_log_event *event = push(all, one, DS_LOG_HOLD, transition, now);
    one->holds += transition == DS_LOG_START;
    event->instance = one->holds;
    event->reason = (int8_t)route->holds[ticket->hold_row].reason;
}

static void push_time_limit(logger *all, open_case *one, const ds_ticket *ticket,
                            ds_ticks now)
{
    (void)push(all, one, DS_LOG_TIME_LIMIT, DS_LOG_COMPLETE, now);
    push_work(all, one, ticket, one->has_begun ? DS_LOG_ABORT : DS_LOG_WITHDRAW, now);
}

static void push_resolution(logger *all, open_case *one, const ds_ticket *ticket,
                            ds_ticks now)
{
    ds_log_event *event = push(all, one, DS_LOG_RESOLVE, DS_LOG_COMPLETE, now);
    if (ticket->agent != DS_NO_ID)
        event->agent = all->first_agent[ticket->group] + ticket->agent;
}

static void push_happening(logger *all, open_case *one, const ds_ticket *ticket,
                           ds_happening happening, ds_ticks now)
{
    switch (happening) {
    case DS_TICKET_ARRIVED:
        (void)push(all, one, DS_LOG_ARRIVE, DS_LOG_COMPLETE, now);
        break;
    case DS_TICKET_STARTED:
        push_work(all, one, ticket, one->has_begun ? DS_LOG_RESUME : DS_LOG_START, now);
        one->has_begun = true;
        break;
    case DS_TICKET_STOPPED:
        push_work(all, one, ticket, DS_LOG_SUSPEND, now);
        break;
    case DS_TICKET_WORKED:
        push_work(all, one, ticket,
                  ticket->hold_left >= 0 ? DS_LOG_SUSPEND : DS_LOG_COMPLETE, now);
        break;
    case DS_TICKET_HELD:
        push_hold(all, one, ticket, DS_LOG_START, now);
        break;
    case DS_TICKET_UNHELD:
        push_hold(all, one, ticket, DS_LOG_COMPLETE, now);
        break;
    case DS_TICKET_TIME_LIMIT:
        push_time_limit(all, one, ticket, now);
        break;
    case DS_TICKET_MISROUTED:
        one->is_mistaken = true;
        break;
    case DS_TICKET_RESOLVED:
        push_resolution(all, one, ticket, now);
        break;
    case DS_TICKET_REOPENED:
        (void)push(all, one, DS_LOG_REOPEN, DS_LOG_COMPLETE, now);
        break;
    case DS_TICKET_CLOSED:
        (void)push(all, one, DS_LOG_CLOSE, DS_LOG_COMPLETE,
                   ticket->resolved_at + all->desk->auto_close);
        break;
    case DS_TICKET_REPRIORITISED:
    case DS_TICKET_QUEUED:
    case DS_TICKET_CENSORED:
    case DS_TICKET_LEFT_LINE:
    case DS_TICKET_TAKEN_ON:
    case DS_TICKET_ABANDONED:
    case DS_HAPPENINGS:
        break;
    }
}

/* Writing. */

/* Arriving and what comes before the first visit are the first group's. */
static void give_first_group(open_case *one)
{
    int32_t i = 0;
    while (i < one->count && one->events[i].group == DS_NO_ID)
        i++;
    for (int32_t j = 0; i < one->count && j < i; j++)
        one->events[j].group = one->events[i].group;
}

static void count(ds_log_counts *counts, const open_case *one)
{
    counts->cases++;
    counts->events += one->count;
    for (int32_t i = 0; i < one->count; i++)
        counts->by[one->events[i].activity][one->events[i].transition]++;
}

static void write_case(logger *all, open_case *one, const ds_ticket *ticket,
                       const ds_ticket_clocks *clocks, bool is_resolved, ds_ticks now)
{
    bool has_clocks = clocks && ticket->sla != DS_NO_ID;
    bool has_target = has_clocks && clocks->resolution.state != DS_SLA_NONE;
    give_first_group(one);
    ds_log_case written = {.number = ticket->number,
                           .category = ticket->category,
                           .sla = ticket->sla,
                           .channel = ticket->channel,
                           .type = ticket->type,
                           .priority = ticket->priority,
                           .impact = ticket->impact,
                           .urgency = ticket->urgency,
                           .is_resolved = is_resolved,
                           .has_resolution_target = has_target,
                           .has_breached_response =
                               has_clocks && ds_sla_clock_breached(&clocks->response, now),
                           .has_breached_resolution =
                               has_target &&
                               ds_sla_clock_breached(&clocks->resolution, now),
                           .events = one->events,
                           .event_count = one->count};
    all->form->put_case(all->desk, &written, all->file);
    count(all->counts, one);
}

static void begin(open_case *one)
{
    *one = (open_case){.events = one->events, .capacity = one->capacity, .group = DS_NO_ID};
}

static void observe(void *context, const ds_replication *replication,
                    ds_happening happening, int32_t row, ds_ticks now)
{
    logger *all = context;
    const ds_ticket *ticket = ds_replication_ticket(replication, row);
    if (!ticket->is_cohort || all->is_out_of_memory)
        return;
    const ds_ticket_clocks *clocks = ds_replication_clocks(replication, row);
    open_case *one = case_at(all, row);
    if (!one)
        return;
    if (happening == DS_TICKET_ARRIVED)
        begin(one);
    push_breaches(all, one, now);
    bool is_in_group = happening == DS_TICKET_QUEUED || happening == DS_TICKET_STARTED;
    if (is_in_group && one->visit != ticket->visits)
        enter(all, one, ticket, now);
    push_happening(all, one, ticket, happening, now);
    remember_clocks(one, ticket, clocks, now);
    if (!all->is_out_of_memory &&
        (happening == DS_TICKET_CLOSED || happening == DS_TICKET_CENSORED))
        write_case(all, one, ticket, clocks, happening == DS_TICKET_CLOSED, now);
}

static void free_logger(logger *all)
{
    for (int32_t i = 0; i < all->case_capacity; i++)
        free(all->cases[i].events);
    free(all->cases);
    free(all->first_agent);
}

ds_status ds_event_log_write(const ds_desk *desk, const ds_history_options *options,
                             ds_log_format format, FILE *file, const char *name,
                             ds_log_counts *counts_out, ds_error *err)
{
    logger all = {.desk = desk,
                  .first_agent = ds_words_first_agents(desk),
                  .form = format == DS_LOG_XES ? &ds_log_xes : &ds_log_csv,
                  .file = file,
                  .counts = counts_out};
    *counts_out = (ds_log_counts){0};
    if (!all.first_agent)
        return ds_error_no_memory(err);
    all.form->put_head(desk, options, file);
    ds_status status = ds_observed_run(desk, options, observe, &all, NULL, err);
    if (status == DS_OK)
        all.form->put_end(file);
    if (status == DS_OK && all.is_out_of_memory)
        status = ds_error_no_memory(err);
    if (status == DS_OK && (fflush(file) != 0 || ferror(file)))
        status = ds_error_set_at(err, DS_IO_FAILED, name, 0, 0, "it cannot be written: %s",
                                 strerror(errno));
    free_logger(&all);
    return status;
}
