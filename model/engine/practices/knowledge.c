#include "model/engine/practices/knowledge.h"

#include "model/engine/practices/practices.h"
#include "model/purpose.h"

#include <math.h>

static const ds_knowledge *knowledge_of(const ds_replication *state)
{
    return state->desk->practices->knowledge;
}

static void ds_knowledge_begin(ds_replication *state)
{
    for (int32_t c = 0; c < state->desk->category_count; c++)
        state->practices->shelves[c] =
            (ds_shelf){.articles = knowledge_of(state)->articles};
}

/* The articles of a category that have not gone out of date. */
static double articles_now(ds_replication *state, int32_t category)
{
    const ds_knowledge *practice = knowledge_of(state);
    ds_shelf *shelf = &state->practices->shelves[category];
    if (practice->half_life > 0 && shelf->articles > 0)
        shelf->articles *=
            exp2(-(double)(state->now - shelf->at) / (double)practice->half_life);
    shelf->at = state->now;
    return shelf->articles;
}

static double coverage_of(ds_replication *state, int32_t category)
{
    double articles = articles_now(state, category);
    return articles > 0 ? articles / (articles + knowledge_of(state)->half) : 0;
}

static bool ds_knowledge_deflects(ds_replication *state, int32_t row)
{
    const ds_ticket *ticket = ds_ticket_at(state, row);
    double share = knowledge_of(state)->deflects * coverage_of(state, ticket->category);
    if (share <= 0 ||
        ds_random_uniform(&state->seed, ticket->who, DS_FOR_SELF_SERVICE, 0) >= share)
        return false;
    ds_practice_count(state, DS_SUM_DEFLECTED, 1);
    return true;
}

static bool is_first_line(const ds_replication *state, const ds_ticket *ticket)
{
    return ticket->visits == 1 && !ticket->is_misrouted && ticket->next_group != DS_NO_ID &&
           state->desk->groups[ticket->next_group].tier >
               state->desk->groups[ticket->group].tier;
}

static void ds_knowledge_shape(ds_replication *state, int32_t row)
{
    const ds_knowledge *practice = knowledge_of(state);
    ds_ticket *ticket = ds_ticket_at(state, row);
    double coverage = coverage_of(state, ticket->category);
    if (coverage <= 0)
        return;
    double full = (double)ticket->remaining;
    ds_ticks saved = (ds_ticks)(full * practice->saves * coverage + 0.5);
    ticket->remaining -= saved;
    if (ticket->hold_left > ticket->remaining)
        ticket->hold_left = ticket->remaining;
    ds_practice_count(state, DS_SUM_TOUCH_SAVED, (double)saved);
    if (is_first_line(state, ticket) &&
        ds_random_uniform(&state->seed, ticket->who, DS_FOR_ARTICLE_HELPS, 0) <
            practice->resolves * coverage) {
        ticket->next_group = DS_NO_ID;
        ds_practice_count(state, DS_SUM_KNOWN_RESOLVED, 1);
    }
}

static void ds_knowledge_hear(ds_replication *state, ds_happening happening, int32_t row)
{
    const ds_ticket *ticket = ds_ticket_at(state, row);
    if (happening != DS_TICKET_RESOLVED)
        return;
    double u = ds_random_uniform(&state->seed, ticket->who, DS_FOR_WRITING_UP,
                                 ticket->resolutions);
    if (u < knowledge_of(state)->documented)
        ds_timer_set_alone(state, state->now, DS_TIMER_ARTICLE, ticket->category,
                           (uint32_t)ticket->group);
}

static void ds_knowledge_write(ds_replication *state, const ds_timer *timer)
{
    ds_shelf *shelf = &state->practices->shelves[timer->subject];
    int32_t group = (int32_t)timer->tag;
    ds_identity who = {.family = state->desk->groups[group].family,
                       .ordinal = (uint64_t)timer->subject};
    double u = ds_random_uniform(&state->seed, who, DS_FOR_ARTICLE, shelf->begun);
    ds_task_begin(
        state, &(ds_task){.kind = DS_TASK_ARTICLE,
                          .group = group,
                          .priority = (uint8_t)(state->desk->priority_count - 1),
                          .touch = ds_sampler_draw_ticks(&knowledge_of(state)->writing, u),
                          .parent = DS_NO_ID,
                          .category = timer->subject,
                          .ordinal = shelf->begun++});
}

static void ds_knowledge_written(ds_replication *state, int32_t task_row)
{
    const ds_ticket *task = ds_ticket_at(state, task_row);
    (void)articles_now(state, task->category);
    state->practices->shelves[task->category].articles++;
    ds_practice_count(state, DS_SUM_ARTICLES, 1);
    ds_practice_count(state, DS_SUM_ARTICLE_WORK, (double)task->touch_time);
}
