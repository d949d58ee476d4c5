/* Little's law as an exact identity, in whole ticks: the integral of a group's queue length
 * over the window equals the sum of its visits' waits clipped to the window.
 *
 * The engine keeps both, one by an event-driven counter and one from the stamps of visits;
 * a third count is made here from what an observer is told. On every shipped scenario, and
 * on random ones with everything that moves tickets about: holds, reopening, preemption,
 * suspension at closing time, misrouting, time limits, all disciplines. */
#include "desk_from_text.h"
#include "model/practices.h"
#include "random_desk.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define MOST_GROUPS 64
#define RANDOM_DESKS 300

typedef struct seen_queue {
    int64_t length;
    ds_ticks since;
    ds_wide area;
} seen_queue;

typedef struct seen {
    const ds_desk *desk;
    seen_queue queues[MOST_GROUPS];
    int32_t *waits_at; /* by ticket row: the group it waits at, or DS_NO_ID */
    int32_t rows;
    int64_t happened[DS_HAPPENINGS];
} seen;

static void change_length(seen *all, int32_t group, int64_t by, ds_ticks now)
{
    seen_queue *queue = &all->queues[group];
    ds_ticks inside =
        ds_ticks_overlap(queue->since, now, all->desk->warm_up, all->desk->horizon);
    queue->area += (ds_wide)queue->length * inside;
    queue->length += by;
    queue->since = now;
}

static void make_room(seen *all, int32_t row)
{
    if (row < all->rows)
        return;
    int32_t rows = 2 * row + 64;
    all->waits_at = realloc(all->waits_at, (size_t)rows * sizeof *all->waits_at);
    assert_non_null(all->waits_at);
    while (all->rows < rows)
        all->waits_at[all->rows++] = DS_NO_ID;
}

static void observe(void *context, const ds_replication *replication,
                    ds_happening happening, int32_t row, ds_ticks now)
{
    seen *all = context;
    make_room(all, row);
    all->happened[happening]++;
    int32_t *waits_at = &all->waits_at[row];
    if (happening == DS_TICKET_QUEUED) {
        assert_int_equal(*waits_at, DS_NO_ID);
        *waits_at = ds_replication_ticket(replication, row)->group;
        change_length(all, *waits_at, 1, now);
    } else if (*waits_at != DS_NO_ID &&
               (happening == DS_TICKET_STARTED || happening == DS_TICKET_TIME_LIMIT ||
                happening == DS_TICKET_LEFT_LINE || happening == DS_TICKET_TAKEN_ON ||
                happening == DS_TICKET_CENSORED)) {
        change_length(all, *waits_at, -1, now);
        *waits_at = DS_NO_ID;
    }
}

static void check_group(const seen *all, const ds_tally *tally, int32_t group)
{
    const ds_group_tally *about = &tally->groups[group];
    /* What agents do beside tickets waits too, and nobody sees it. */
    const ds_practices *practices = all->desk->practices;
    bool has_tasks =
        practices &&
        (practices->communication ||
         (practices->escalation && practices->escalation->managers != DS_NO_ID) ||
         practices->knowledge || practices->problems || practices->majors);
    ds_wide area = has_tasks ? about->wait_area : all->queues[group].area;
    if (about->queue_area == about->wait_area && about->queue_area == area)
        return;
    fail_msg("%s, group %s: counter %lld, waits %lld, observed %lld ticks", all->desk->name,
             all->desk->groups[group].name, (long long)about->queue_area,
             (long long)about->wait_area, (long long)area);
}

/* Runs a replication and checks all groups; the whole area waited in. */
static ds_wide check_desk(const ds_desk *desk, uint64_t seed, int64_t number,
                          int64_t *happened)
{
    ds_wide waited = 0;
    seen all = {.desk = desk};
    assert_true(desk->group_count <= MOST_GROUPS);
    ds_tally tally = desk_watch(desk, seed, number, observe, &all);
    assert_true(tally.tickets > 0);
    for (int32_t i = 0; i < desk->group_count; i++) {
        assert_int_equal(all.queues[i].length, 0);
        check_group(&all, &tally, i);
        waited += tally.groups[i].wait_area;
    }
    for (int i = 0; i < DS_HAPPENINGS; i++)
        happened[i] += all.happened[i];
    ds_tally_free(&tally);
    free(all.waits_at);
    return waited;
}

static bool is_scenario(const char *name)
{
    const char *dot = strrchr(name, '.');
    return dot && strcmp(dot, ".yaml") == 0;
}

static void test_it_holds_on_every_shipped_scenario(void **state)
{
    (void)state;
    int found = 0;
    int64_t happened[DS_HAPPENINGS] = {0};
    DIR *directory = opendir(DS_LIBRARY);
    assert_non_null(directory);
    for (struct dirent *entry; (entry = readdir(directory));) {
        char path[1024];
        if (!is_scenario(entry->d_name))
            continue;
        snprintf(path, sizeof path, "%s/%s", DS_LIBRARY, entry->d_name);
        ds_desk desk = desk_from_file(path);
        assert_true(check_desk(&desk, 1, 0, happened) > 0);
        print_message("    %s: %d groups\n", entry->d_name, (int)desk.group_count);
        ds_desk_free(&desk);
        found++;
    }
    closedir(directory);
    assert_true(found >= 3);
}

static void test_it_holds_on_random_desks(void **state)
{
    (void)state;
    int64_t happened[DS_HAPPENINGS] = {0};
    int waited = 0;
    char text[RANDOM_DESK_SIZE];
    for (uint32_t i = 1; i <= RANDOM_DESKS; i++) {
        if (i % 4 == 0)
            random_live_desk_text(i, text);
        else
            random_desk_text(i, text);
        ds_desk desk = desk_from_text(text);
        waited += check_desk(&desk, i, 0, happened) > 0;
        ds_desk_free(&desk);
    }
    print_message("    of %d random desks %d had waits\n", RANDOM_DESKS, waited);
    assert_true(waited > RANDOM_DESKS * 9 / 10);
    for (int i = 0; i < DS_HAPPENINGS; i++)
        if (happened[i] < 100)
            fail_msg("happening %d was seen only %lld times", i, (long long)happened[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_it_holds_on_every_shipped_scenario),
        cmocka_unit_test(test_it_holds_on_random_desks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
