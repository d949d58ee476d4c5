#include "wait_watch.h"

#include "desk_from_text.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

/* One replication under way. */
typedef struct replication_waits {
    const wait_watch *watch;
    double (*sums)[WAIT_SUMS]; /* by priority */
    bool *has_begun;           /* by ticket row */
    int32_t rows;
} replication_waits;

static void make_room(replication_waits *waits, int32_t row)
{
    if (row < waits->rows)
        return;
    waits->rows = 2 * row + 64;
    waits->has_begun = realloc(waits->has_begun, (size_t)waits->rows * sizeof(bool));
    assert_non_null(waits->has_begun);
}

static void count_wait(const wait_watch *watch, double *sums, ds_ticks wait)
{
    double hours = ds_hours(wait);
    sums[WAIT_TICKETS]++;
    sums[WAIT_DELAYED] += wait > 0;
    sums[WAIT_WITHIN] += wait <= watch->limit;
    sums[WAIT_HOURS] += hours;
    sums[WAIT_SQUARES] += hours * hours;
    if (watch->s_per_hour[0] > 0)
        for (int i = 0; i < WAIT_TRANSFORMS; i++)
            sums[WAIT_TRANSFORM + i] += exp(-watch->s_per_hour[i] * hours);
}

static void observe(void *context, const ds_replication *replication,
                    ds_happening happening, int32_t row, ds_ticks now)
{
    replication_waits *waits = context;
    if (happening == DS_TICKET_ARRIVED) {
        make_room(waits, row);
        waits->has_begun[row] = false;
    } else if (happening == DS_TICKET_STARTED && !waits->has_begun[row]) {
        const ds_ticket *ticket = ds_replication_ticket(replication, row);
        waits->has_begun[row] = true;
        if (ticket->is_cohort)
            count_wait(waits->watch, waits->sums[ticket->priority],
                       now - ticket->arrived_at);
    }
}

void watch_waits(wait_watch *watch, const ds_desk *desk, uint64_t seed, int64_t count)
{
    watch->replications = count;
    watch->classes = desk->priority_count;
    watch->sums = calloc((size_t)(count * watch->classes), sizeof *watch->sums);
    assert_non_null(watch->sums);
    for (int64_t i = 0; i < count; i++) {
        replication_waits waits = {.watch = watch,
                                   .sums = &watch->sums[i * watch->classes]};
        ds_tally tally = desk_watch(desk, seed, i, observe, &waits);
        ds_tally_free(&tally);
        free(waits.has_begun);
    }
}

void wait_watch_free(wait_watch *watch)
{
    free(watch->sums);
    *watch = (wait_watch){0};
}

static double sum_of(const wait_watch *watch, int64_t replication, int32_t priority,
                     int which)
{
    double sum = 0;
    for (int32_t i = 0; i < watch->classes; i++)
        if (priority == WAIT_ALL || priority == i)
            sum += watch->sums[replication * watch->classes + i][which];
    return sum;
}

simulated simulated_wait(const wait_watch *watch, int32_t priority, int x, int n)
{
    size_t count = (size_t)watch->replications;
    double *above = calloc(count, sizeof *above);
    double *below = calloc(count, sizeof *below);
    assert_true(above && below);
    for (size_t i = 0; i < count; i++) {
        above[i] = sum_of(watch, (int64_t)i, priority, x);
        below[i] = sum_of(watch, (int64_t)i, priority, n);
    }
    simulated figure = simulated_ratio(above, below, watch->replications);
    free(above);
    free(below);
    return figure;
}
