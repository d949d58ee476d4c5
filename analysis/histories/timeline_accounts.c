#include "analysis/histories/timeline_accounts.h"

#include <stdlib.h>

/* Accounts. */

static ds_account *account_for(ds_accounts *accounts, const ds_step *step)
{
    bool is_hold = step->kind == DS_STEP_HELD;
    int32_t group = is_hold ? DS_NO_ID : step->group;
    int32_t reason = is_hold ? step->reason : DS_NO_ID;
    int32_t contract = is_hold ? step->contract : DS_NO_ID;
    for (int32_t i = 0; i < accounts->count; i++) {
        ds_account *account = &accounts->list[i];
        if (account->group == group && account->reason == reason &&
            account->contract == contract)
            return account;
    }
    ds_account *account = &accounts->list[accounts->count++];
    *account = (ds_account){.group = group, .reason = reason, .contract = contract};
    return account;
}

static void book(ds_account *account, ds_use use, ds_ticks time, ds_ticks used)
{
    account->time[use] += time;
    account->used[use] += used;
    account->all_time += time;
    account->all_used += used;
}

static void book_both(ds_accounts *accounts, ds_account *account, ds_use use, ds_ticks time,
                      ds_ticks used)
{
    book(account, use, time, used);
    book(&accounts->total, use, time, used);
}

static void book_step(const ds_timeline *timeline, ds_accounts *accounts,
                      const ds_step *step, int32_t life)
{
    ds_ticks time = step->to - step->at;
    bool is_counted = life < 0 || step->life == life;
    ds_ticks used = is_counted ? ds_step_used(timeline, step) : 0;
    if (step->kind == DS_STEP_RESOLVED) {
        accounts->resolved_time += time;
        return;
    }
    ds_account *account = account_for(accounts, step);
    if (step->kind == DS_STEP_HELD) {
        book_both(accounts, account, DS_USE_HOLD, time, used);
    } else if (step->kind == DS_STEP_WORKS) {
        book_both(accounts, account, DS_USE_WORK, time, used);
    } else {
        ds_ticks used_closed = 0;
        ds_ticks closed = ds_step_closed(timeline, step, &used_closed);
        used_closed = is_counted ? used_closed : 0;
        book_both(accounts, account, DS_USE_WAIT, time - closed, used - used_closed);
        book_both(accounts, account, DS_USE_CLOSED, closed, used_closed);
    }
}

ds_status ds_accounts_make(const ds_timeline *timeline, const ds_steps *steps, int32_t life,
                           ds_accounts *accounts, ds_error *err)
{
    *accounts = (ds_accounts){.list = calloc((size_t)steps->count + 1, sizeof(ds_account))};
    if (!accounts->list)
        return ds_error_no_memory(err);
    accounts->total.group = accounts->total.reason = accounts->total.contract = DS_NO_ID;
    for (int32_t i = 0; i < steps->count; i++)
        if (ds_step_lasts(steps->list[i].kind))
            book_step(timeline, accounts, &steps->list[i], life);
    return DS_OK;
}

void ds_accounts_free(ds_accounts *accounts)
{
    free(accounts->list);
    *accounts = (ds_accounts){0};
}

/* Rivals. */

static int by_number(const void *a, const void *b)
{
    uint64_t left = ((const ds_rival *)a)->number;
    uint64_t right = ((const ds_rival *)b)->number;
    return (left > right) - (left < right);
}

static int by_rank(const void *a, const void *b)
{
    const ds_rival *left = a;
    const ds_rival *right = b;
    if (left->was_in_work != right->was_in_work)
        return left->was_in_work ? -1 : 1;
    if (left->priority != right->priority)
        return left->priority < right->priority ? -1 : 1;
    return by_number(a, b);
}

/* The stints of one ticket become one rival; sorted by number, they stand together. */
static int32_t join(ds_rival *rivals, int32_t count)
{
    int32_t kept = 0;
    for (int32_t i = 0; i < count; i++) {
        if (kept == 0 || rivals[kept - 1].number != rivals[i].number) {
            rivals[kept++] = rivals[i];
            continue;
        }
        rivals[kept - 1].occupied += rivals[i].occupied;
        rivals[kept - 1].was_in_work &= rivals[i].was_in_work;
    }
    return kept;
}

/* Room for the waits of this visit, made where there is none yet. */
static ds_visit_wait *wait_of(ds_visit_waits *waits, const ds_step *step)
{
    if (waits->count > 0 && waits->list[waits->count - 1].visit == step->visit)
        return &waits->list[waits->count - 1];
    ds_visit_wait *wait = &waits->list[waits->count++];
    *wait = (ds_visit_wait){.visit = step->visit, .group = step->group, .from = step->at};
    return wait;
}

static void count_rivals(const ds_timeline *timeline, ds_visit_wait *wait)
{
    ds_ticks queued_at = DS_NEVER;
    for (int32_t i = 0; i < timeline->moment_count; i++)
        if (timeline->moments[i].visit == wait->visit)
            queued_at = ds_ticks_min(queued_at, timeline->moments[i].at);
    for (int32_t i = 0; i < wait->rival_count; i++) {
        const ds_rival *rival = &wait->rivals[i];
        wait->in_work += rival->was_in_work;
        if (rival->was_in_work)
            continue;
        wait->served++;
        wait->higher += rival->priority < timeline->ticket.priority;
        wait->overtakers += rival->queued_at > queued_at;
    }
}

static ds_status add_rivals(const ds_timeline *timeline, ds_visit_wait *wait, ds_error *err)
{
    wait->rivals = calloc((size_t)timeline->stint_count + 1, sizeof *wait->rivals);
    if (!wait->rivals)
        return ds_error_no_memory(err);
    for (int32_t i = 0; i < timeline->stint_count; i++) {
        const ds_stint *stint = &timeline->stints[i];
        /* Whoever began at the instant at which the wait ended took nothing from it. */
        if (timeline->moments[stint->moment].visit != wait->visit ||
            stint->to <= stint->from)
            continue;
        wait->rivals[wait->rival_count++] =
            (ds_rival){.number = stint->number,
                       .priority = stint->priority,
                       .was_in_work = stint->began < timeline->moments[stint->moment].at,
                       .queued_at = stint->queued_at,
                       .occupied = stint->to - stint->from};
    }
    size_t size = sizeof *wait->rivals;
    qsort(wait->rivals, (size_t)wait->rival_count, size, by_number);
    wait->rival_count = join(wait->rivals, wait->rival_count);
    qsort(wait->rivals, (size_t)wait->rival_count, size, by_rank);
    count_rivals(timeline, wait);
    return DS_OK;
}

ds_status ds_visit_waits_make(const ds_timeline *timeline, const ds_steps *steps,
                              ds_visit_waits *waits, ds_error *err)
{
    ds_ticks used;
    *waits =
        (ds_visit_waits){.list = calloc((size_t)steps->count + 1, sizeof(ds_visit_wait))};
    if (!waits->list)
        return ds_error_no_memory(err);
    for (int32_t i = 0; i < steps->count; i++) {
        const ds_step *step = &steps->list[i];
        if (step->kind != DS_STEP_WAITS)
            continue;
        ds_visit_wait *wait = wait_of(waits, step);
        wait->wait += step->to - step->at;
        wait->closed += ds_step_closed(timeline, step, &used);
    }
    for (int32_t i = 0; i < waits->count; i++)
        if (add_rivals(timeline, &waits->list[i], err) != DS_OK)
            return DS_NO_MEMORY;
    return DS_OK;
}

void ds_visit_waits_free(ds_visit_waits *waits)
{
    for (int32_t i = 0; i < waits->count; i++)
        free(waits->list[i].rivals);
    free(waits->list);
    *waits = (ds_visit_waits){0};
}
