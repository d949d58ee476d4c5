#include "model/sla_clock.h"
#include "tests/random_calendars.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

/* SLA clocks against the brute force: the lives of tickets by chance. */

enum { PRIORITIES = 5, MOST_SPELLS = 64, EVENTS = 14 };

typedef struct ticket_life {
    const test_stretch *stretch;
    test_random *random;
    ds_sla_target targets[PRIORITIES];
    brute_target brute_targets[PRIORITIES];
    int32_t priority;
    int32_t now;
    int32_t created;
    ds_sla_clock clock;
    brute_clock brute;
    bool is_resolved;
    bool is_paused; /* the ticket, whether or not there is a promise */
    bool *paused;   /* by minute */
    ds_spell spells[MOST_SPELLS];
    int32_t spell_count;
    int32_t cursor;
    int32_t breaches; /* seen, so that the test knows that it tests something */
    int32_t changes[3];
} ticket_life;

static void draw_targets(ticket_life *life)
{
    for (int32_t p = 0; p < PRIORITIES; p++) {
        int32_t row = test_random_in(life->random, 0, STRETCH_CALENDARS - 1);
        int32_t kind = test_random_in(life->random, 0, 9);
        int32_t minutes = kind < 6 ? test_random_in(life->random, 1, 40) * 30 : 0;
        int32_t days = kind >= 6 && kind < 9 ? test_random_in(life->random, 1, 3) : 0;
        life->targets[p] = (ds_sla_target){
            .ticks = minutes * DS_MINUTE, .business_days = days, .calendar = row};
        life->brute_targets[p] = (brute_target){
            .minutes = minutes, .days = days, .calendar = &life->stretch->brute[row]};
    }
}

static void begin(ticket_life *life)
{
    life->priority = test_random_in(life->random, 0, PRIORITIES - 1);
    life->now = test_random_in(life->random, 0, life->stretch->minutes / 3);
    life->created = life->now;
    ds_sla_clock_start(&life->clock, life->stretch->compiled,
                       &life->targets[life->priority], life->now * DS_MINUTE,
                       &life->cursor);
    brute_clock_start(&life->brute, &life->brute_targets[life->priority], life->now);
}

static void check(ticket_life *life)
{
    static const ds_sla_state states[] = {[BRUTE_NONE] = DS_SLA_NONE,
                                          [BRUTE_RUNS] = DS_SLA_RUNNING,
                                          [BRUTE_PAUSED] = DS_SLA_PAUSED,
                                          [BRUTE_STOPPED] = DS_SLA_STOPPED};
    ds_ticks now = life->now * DS_MINUTE;
    bool is_breached = life->brute.is_late || life->brute.was_late;
    int32_t due = brute_clock_due(&life->brute);
    assert_int_equal(life->clock.state, states[life->brute.state]);
    assert_int_equal(ds_sla_clock_breached(&life->clock, now), is_breached);
    assert_int_equal(
        ds_sla_clock_elapsed(&life->clock, life->stretch->compiled, now, &life->cursor),
        life->brute.elapsed * DS_MINUTE);
    /* On `always` the model sees beyond the minutes of the brute force. */
    bool is_beyond = due == BRUTE_NEVER && life->brute.state == BRUTE_RUNS &&
                     life->brute.calendar->is_always;
    if (is_beyond)
        assert_true(life->clock.due > life->stretch->minutes * DS_MINUTE);
    else if (life->brute.state != BRUTE_STOPPED)
        assert_int_equal(life->clock.due, brute_ticks(due));
    life->breaches += is_breached;
}

static void pass_time(ticket_life *life)
{
    int32_t kind = test_random_in(life->random, 0, 5);
    int32_t minutes = kind == 0  ? 0
                      : kind < 4 ? test_random_in(life->random, 1, 600)
                                 : test_random_in(life->random, 600, 3000);
    int32_t due = brute_clock_due(&life->brute);
    int32_t then = life->now + minutes;
    if (kind == 1 && due != BRUTE_NEVER && due >= life->now)
        then = due + test_random_in(life->random, 0, 1); /* about the very instant */
    then = then < life->stretch->minutes ? then : life->stretch->minutes - 1;
    memset(life->paused + life->now, life->is_paused, (size_t)(then - life->now));
    life->now = then;
    brute_clock_pass(&life->brute, then);
}

static void hold(ticket_life *life)
{
    life->is_paused = true;
    life->spells[life->spell_count++] =
        (ds_spell){.from = life->now * DS_MINUTE, .to = DS_NEVER};
    ds_sla_clock_pause(&life->clock, life->stretch->compiled, life->now * DS_MINUTE,
                       &life->cursor);
    brute_clock_pause(&life->brute);
}

static void unhold(ticket_life *life)
{
    life->is_paused = false;
    life->spells[life->spell_count - 1].to = life->now * DS_MINUTE;
    ds_sla_clock_resume(&life->clock, life->stretch->compiled, life->now * DS_MINUTE,
                        &life->cursor);
    if (life->brute.state == BRUTE_PAUSED)
        brute_clock_run(&life->brute);
}

static void resolve(ticket_life *life)
{
    life->is_resolved = true;
    if (!life->is_paused) /* the clock is paused while the ticket is resolved */
        life->spells[life->spell_count++] =
            (ds_spell){.from = life->now * DS_MINUTE, .to = DS_NEVER};
    life->is_paused = true;
    ds_sla_clock_stop(&life->clock, life->stretch->compiled, life->now * DS_MINUTE,
                      &life->cursor);
    if (life->brute.state != BRUTE_NONE)
        life->brute.state = BRUTE_STOPPED;
}

static void reopen(ticket_life *life)
{
    ds_ticks now = life->now * DS_MINUTE;
    life->is_resolved = life->is_paused = false;
    life->spells[life->spell_count - 1].to = now;
    if (test_random_in(life->random, 0, 2) > 0) {
        ds_sla_clock_reopen(&life->clock, life->stretch->compiled, now, &life->cursor);
        if (life->brute.state == BRUTE_STOPPED)
            brute_clock_run(&life->brute);
        return;
    }
    bool was_breached = ds_sla_clock_breached(&life->clock, now);
    bool was_late = life->brute.is_late || life->brute.was_late;
    life->created = life->now;
    life->spell_count = 0;
    ds_sla_clock_start(&life->clock, life->stretch->compiled,
                       &life->targets[life->priority], now, &life->cursor);
    life->clock.was_breached = was_breached;
    brute_clock_start(&life->brute, &life->brute_targets[life->priority], life->now);
    life->brute.was_late = was_late;
}

/* The brute clock for a ticket that had no promise; says what family then applies. */
static int take_up(ticket_life *life, int change)
{
    life->brute.state = life->is_paused ? BRUTE_PAUSED : BRUTE_RUNS;
    return change == DS_SLA_CHANGE_KEEP ? DS_SLA_CHANGE_RESTART : change;
}

static void change_brute(ticket_life *life, int change, bool carries)
{
    const brute_target *target = &life->brute_targets[life->priority];
    bool has_target = target->minutes > 0 || target->days > 0;
    if (life->brute.state == BRUTE_STOPPED)
        return;
    if (life->brute.state == BRUTE_NONE)
        change = take_up(life, change);
    if (change == DS_SLA_CHANGE_RESTART || !has_target)
        brute_clock_restart(&life->brute, target);
    else if (change == DS_SLA_CHANGE_KEEP)
        brute_clock_keep(&life->brute, target, life->created);
    else
        brute_clock_recompute(&life->brute, target, life->created,
                              carries ? life->paused : NULL);
}

static void change_priority(ticket_life *life)
{
    int change = test_random_in(life->random, 0, 2);
    bool carries = test_random_in(life->random, 0, 1) == 1;
    bool was_late = life->brute.is_late && !life->is_resolved;
    life->priority = test_random_in(life->random, 0, PRIORITIES - 1);
    const ds_sla_target *target = &life->targets[life->priority];
    bool is_kept =
        change == DS_SLA_CHANGE_KEEP && (target->ticks > 0 || target->business_days > 0);
    bool is_cancelled = ds_sla_clock_change(
        &life->clock, life->stretch->compiled, target, (ds_sla_change)change, carries,
        life->created * DS_MINUTE, life->spells, life->spell_count, life->now * DS_MINUTE,
        &life->cursor);
    assert_int_equal(is_cancelled, was_late && !is_kept);
    change_brute(life, change, carries);
    life->changes[change]++;
}

static void live(ticket_life *life)
{
    for (int event = 0; event < EVENTS; event++) {
        int kind = test_random_in(life->random, 0, 9);
        if (life->is_resolved)
            kind > 6 && life->brute.state != BRUTE_NONE ? change_priority(life)
                                                        : reopen(life);
        else if (kind < 4)
            change_priority(life);
        else if (kind == 4)
            resolve(life);
        else if (life->is_paused)
            unhold(life);
        else
            hold(life);
        check(life);
        pass_time(life);
        check(life);
    }
}

static void test_clocks_agree_with_the_brute_force_through_a_tickets_life(void **state)
{
    (void)state;
    static bool paused[32 * 24 * 60];
    test_random random = {.state = 5};
    int32_t breaches = 0;
    for (int32_t w = 0; w < 2 * ZONE_WINDOWS; w++) {
        test_stretch stretch;
        stretch_init(&stretch, &zone_windows[w % ZONE_WINDOWS], 16, &random);
        for (int32_t i = 0; i < 150; i++) {
            ticket_life life = {.stretch = &stretch, .random = &random, .paused = paused};
            draw_targets(&life);
            begin(&life);
            check(&life);
            live(&life);
            breaches += life.breaches;
        }
        stretch_free(&stretch);
    }
    int32_t checks = 2 * ZONE_WINDOWS * 150 * (2 * EVENTS + 1);
    assert_in_range(breaches, checks / 5, checks * 4 / 5); /* both verdicts, often */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clocks_agree_with_the_brute_force_through_a_tickets_life),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
