#include "analysis/staffing/interval_watch.h"

#include "model/replication.h"
#include "sim/replication_runner.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

/* More than so many others are counted as so many. */
#define MOST_SEEN 65535
/* From Monday to Thursday: 1970-01-01. */
#define FIRST_DAY (3 * DS_DAY)
#define MS (DS_HOUR / 3600000)

typedef struct presence {
    int64_t number;
    int64_t busy; /* of them, in work */
    ds_ticks since;
} presence;

/* A ticket as its group knows it. */
typedef struct place {
    bool is_present;
    bool is_pending; /* it has not begun */
    bool is_busy;
    int32_t group;
    ds_ticks came_at;
} place;

typedef struct worker {
    ds_replication *replication;
    ds_interval_watch counts;
    presence *groups;
    int32_t room;
    place *places; /* [ticket row] */
    bool is_out_of_memory;
    struct job *job;
} worker;

typedef struct job {
    ds_interval_watch *watch;
    const ds_replications *runs;
    pthread_mutex_t merging;
    bool is_out_of_memory;
} job;

static ds_ticks in_week(const ds_desk *desk, ds_ticks at)
{
    ds_ticks since = (ds_zone_to_local(&desk->zone, at) + FIRST_DAY) % DS_WEEK;
    return since < 0 ? since + DS_WEEK : since;
}

int32_t ds_interval_at(const ds_desk *desk, int32_t minutes, ds_ticks at)
{
    return (int32_t)(in_week(desk, at) / (minutes * (DS_HOUR / 60)));
}

/* The instant at which the interval of another ends. */
static ds_ticks end_of(const ds_interval_watch *watch, ds_ticks at)
{
    ds_ticks width = watch->minutes * (DS_HOUR / 60);
    return at + width - in_week(watch->desk, at) % width;
}

static bool make_counts(ds_interval_watch *watch)
{
    size_t slots = (size_t)watch->slots;
    watch->cells = calloc((size_t)watch->desk->group_count * slots, sizeof *watch->cells);
    watch->of = calloc((size_t)watch->target_count * slots + 1, sizeof *watch->of);
    watch->late = calloc((size_t)watch->target_count * slots + 1, sizeof *watch->late);
    watch->spans = calloc(slots, sizeof *watch->spans);
    return watch->cells && watch->of && watch->late && watch->spans;
}

void ds_interval_watch_free(ds_interval_watch *watch)
{
    for (int32_t i = 0; watch->cells && i < watch->desk->group_count * watch->slots; i++)
        free(watch->cells[i].seen);
    free(watch->cells);
    free(watch->of);
    free(watch->late);
    free(watch->spans);
    watch->cells = NULL;
    watch->of = watch->late = watch->spans = NULL;
}

static bool grow_seen(ds_interval_cell *cell, int32_t most)
{
    if (most < cell->room)
        return true;
    int32_t room = cell->room ? cell->room : 16;
    while (room <= most)
        room *= 2;
    int64_t *seen = realloc(cell->seen, (size_t)room * sizeof *seen);
    if (!seen)
        return false;
    memset(seen + cell->room, 0, (size_t)(room - cell->room) * sizeof *seen);
    cell->seen = seen;
    cell->room = room;
    return true;
}

/* Books the number in work up to an instant, by intervals. */
static void account(worker *self, int32_t group, ds_ticks now)
{
    const ds_desk *desk = self->counts.desk;
    presence *about = &self->groups[group];
    ds_ticks at = about->since > desk->warm_up ? about->since : desk->warm_up;
    ds_ticks until = now < desk->horizon ? now : desk->horizon;
    about->since = now;
    while (at < until && about->busy > 0) {
        ds_ticks end = end_of(&self->counts, at);
        end = end < until ? end : until;
        ds_interval_cell *cell =
            &self->counts.cells[group * self->counts.slots +
                                ds_interval_at(desk, self->counts.minutes, at)];
        int64_t span = end / MS - at / MS;
        cell->area += span * about->busy;
        cell->squares += span * about->busy * about->busy;
        at = end;
    }
}

static bool in_window(const ds_desk *desk, ds_ticks at)
{
    return at >= desk->warm_up && at < desk->horizon;
}

/* A visit comes. */
static void meet(worker *self, int32_t group, ds_ticks now)
{
    ds_interval_watch *counts = &self->counts;
    if (!in_window(counts->desk, now))
        return;
    int64_t others = self->groups[group].number;
    int32_t found = others > MOST_SEEN ? MOST_SEEN : (int32_t)others;
    ds_interval_cell *cell =
        &counts->cells[group * counts->slots +
                       ds_interval_at(counts->desk, counts->minutes, now)];
    cell->visits++;
    if (grow_seen(cell, found))
        cell->seen[found]++;
    else
        self->is_out_of_memory = true;
}

static void enter(worker *self, place *at, const ds_ticket *ticket, ds_ticks now)
{
    if (ticket->group_at == now) {
        meet(self, ticket->group, now);
        at->is_pending = true;
        at->came_at = now;
    }
    at->is_present = true;
    at->group = ticket->group;
    self->groups[at->group].number++;
}

static void set_busy(worker *self, place *at, bool is_busy, ds_ticks now)
{
    if (at->is_busy == is_busy)
        return;
    account(self, at->group, now);
    self->groups[at->group].busy += is_busy ? 1 : -1;
    at->is_busy = is_busy;
}

static void leave(worker *self, place *at, ds_ticks now)
{
    set_busy(self, at, false, now);
    self->groups[at->group].number--;
    at->is_present = false;
}

/* A visit begins after a wait, or never (DS_NEVER). */
static void decide(worker *self, place *at, const ds_ticket *ticket, ds_ticks wait)
{
    ds_interval_watch *counts = &self->counts;
    at->is_pending = false;
    if (!in_window(counts->desk, at->came_at))
        return;
    int32_t slot = ds_interval_at(counts->desk, counts->minutes, at->came_at);
    for (int32_t t = 0; t < counts->target_count; t++) {
        const ds_interval_target *target = &counts->targets[t];
        if (target->group != at->group ||
            (target->channel != DS_NO_ID && target->channel != ticket->channel))
            continue;
        counts->of[t * counts->slots + slot]++;
        counts->late[t * counts->slots + slot] += wait > target->beyond;
    }
}

static place *place_of(worker *self, int32_t row)
{
    if (row >= self->room) {
        int32_t room = row + row / 2 + 256;
        place *places = realloc(self->places, (size_t)room * sizeof *places);
        if (!places) {
            self->is_out_of_memory = true;
            return NULL;
        }
        memset(places + self->room, 0, (size_t)(room - self->room) * sizeof *places);
        self->places = places;
        self->room = room;
    }
    return &self->places[row];
}

static void observe(void *context, const ds_replication *replication,
                    ds_happening happening, int32_t row, ds_ticks now)
{
    worker *self = context;
    place *at = place_of(self, row);
    if (!at)
        return;
    const ds_ticket *ticket = ds_replication_ticket(replication, row);
    if (happening == DS_TICKET_QUEUED || happening == DS_TICKET_STARTED) {
        if (!at->is_present)
            enter(self, at, ticket, now);
        if (happening == DS_TICKET_STARTED && at->is_pending)
            decide(self, at, ticket, now - at->came_at);
        set_busy(self, at, happening == DS_TICKET_STARTED, now);
    } else if (at->is_present && happening == DS_TICKET_STOPPED) {
        set_busy(self, at, false, now);
    } else if (at->is_present && happening != DS_TICKET_REPRIORITISED) {
        if (at->is_pending)
            decide(self, at, ticket, DS_NEVER);
        leave(self, at, now);
    }
}

static void worker_free(worker *self)
{
    ds_replication_delete(self->replication);
    ds_interval_watch_free(&self->counts);
    free(self->groups);
    free(self->places);
    free(self);
}

static void *worker_new(void *context, ds_error *err)
{
    job *of = context;
    worker *self = calloc(1, sizeof *self);
    if (!self) {
        (void)ds_error_no_memory(err);
        return NULL;
    }
    self->job = of;
    self->counts = (ds_interval_watch){.desk = of->watch->desk,
                                       .minutes = of->watch->minutes,
                                       .slots = of->watch->slots,
                                       .target_count = of->watch->target_count,
                                       .targets = of->watch->targets};
    self->groups = calloc((size_t)of->watch->desk->group_count, sizeof *self->groups);
    if (!self->groups || !make_counts(&self->counts))
        (void)ds_error_no_memory(err);
    else
        self->replication = ds_replication_new(of->watch->desk, err);
    if (self->replication) {
        ds_replication_observe(self->replication, observe, self);
        return self;
    }
    worker_free(self);
    return NULL;
}

static bool add_cell(ds_interval_cell *to, const ds_interval_cell *from)
{
    to->visits += from->visits;
    to->area += from->area;
    to->squares += from->squares;
    if (from->room > 0 && !grow_seen(to, from->room - 1))
        return false;
    for (int32_t k = 0; k < from->room; k++)
        to->seen[k] += from->seen[k];
    return true;
}

static void worker_delete(void *context)
{
    worker *self = context;
    job *of = self->job;
    ds_interval_watch *all = of->watch;
    pthread_mutex_lock(&of->merging);
    of->is_out_of_memory |= self->is_out_of_memory;
    for (int32_t i = 0; i < all->desk->group_count * all->slots; i++)
        of->is_out_of_memory |= !add_cell(&all->cells[i], &self->counts.cells[i]);
    for (int32_t i = 0; i < all->target_count * all->slots; i++) {
        all->of[i] += self->counts.of[i];
        all->late[i] += self->counts.late[i];
    }
    pthread_mutex_unlock(&of->merging);
    worker_free(self);
}

static ds_status run_one(void *context, void *worker_of, int64_t number,
                         const atomic_bool *stop, ds_error *err)
{
    const job *of = context;
    worker *self = worker_of;
    ds_tally tally = {0};
    const ds_desk *desk = of->watch->desk;
    memset(self->groups, 0, (size_t)desk->group_count * sizeof *self->groups);
    if (self->places)
        memset(self->places, 0, (size_t)self->room * sizeof *self->places);
    ds_status status =
        ds_replication_run(self->replication, of->runs->seed, number, stop, &tally, err);
    if (status == DS_OK)
        ds_tally_free(&tally);
    for (int32_t g = 0; g < desk->group_count; g++)
        account(self, g, desk->horizon);
    return status;
}

static void measure_window(ds_interval_watch *watch)
{
    ds_ticks at = watch->desk->warm_up;
    while (at < watch->desk->horizon) {
        ds_ticks end = end_of(watch, at);
        end = end < watch->desk->horizon ? end : watch->desk->horizon;
        watch->spans[ds_interval_at(watch->desk, watch->minutes, at)] += (end - at) / MS;
        at = end;
    }
}

ds_status ds_interval_watch_run(ds_interval_watch *watch, const ds_replications *runs,
                                int64_t count, ds_error *err)
{
    job it = {.watch = watch, .runs = runs};
    watch->desk = runs->desk;
    watch->slots = 7 * 24 * 60 / watch->minutes;
    if (!make_counts(watch) || pthread_mutex_init(&it.merging, NULL) != 0)
        return ds_error_no_memory(err);
    measure_window(watch);
    ds_runner_job runner = {.context = &it,
                            .worker_new = worker_new,
                            .worker_delete = worker_delete,
                            .run = run_one};
    ds_status status = ds_runner_run(&runner, 0, count, runs->threads, runs->stop, err);
    pthread_mutex_destroy(&it.merging);
    for (int32_t s = 0; s < watch->slots; s++)
        watch->spans[s] *= count;
    return status == DS_OK && it.is_out_of_memory ? ds_error_no_memory(err) : status;
}
