#include "model/practice_state.h"

#include "model/practices.h"
#include "sim/event_queue.h"

#include <stdlib.h>
#include <string.h>

static bool grow(ds_practice_state *state)
{
    int32_t capacity = state->capacity ? 2 * state->capacity : 256;
    size_t rows = (size_t)capacity;
    int32_t *free_timers = realloc(state->free_timers, rows * sizeof *free_timers);
    if (!free_timers)
        return false;
    state->free_timers = free_timers;
    ds_timer *timers = realloc(state->timers, rows * sizeof *timers);
    if (!timers)
        return false;
    state->timers = timers;
    state->capacity = capacity;
    return true;
}

static bool make_room_for_live(ds_practice_state *state, const ds_live *live)
{
    if (!live)
        return true;
    size_t channels = (size_t)live->channel_count;
    state->channel_count = live->channel_count;
    state->live = calloc(channels, sizeof *state->live);
    state->in_line = calloc(channels, sizeof *state->in_line);
    return state->live && state->in_line;
}

bool ds_practice_state_fit_blame(ds_practice_state *state, int32_t rows, int32_t width)
{
    if (rows <= state->blame_rows)
        return true;
    size_t size = (size_t)rows * (size_t)width * sizeof *state->blame;
    ds_ticks *blame = realloc(state->blame, size);
    if (!blame)
        return false;
    state->blame = blame;
    state->blame_rows = rows;
    return true;
}

static bool make_room_for_services(ds_practice_state *state, const ds_services *services)
{
    if (!services)
        return true;
    state->service_count = services->count;
    state->services = calloc((size_t)services->count + 1, sizeof *state->services);
    return state->services != NULL;
}

static bool grow_spells(ds_practice_state *state)
{
    int32_t capacity = state->spell_capacity ? 2 * state->spell_capacity : 256;
    size_t rows = (size_t)capacity;
    int32_t *free_spells = realloc(state->free_spells, rows * sizeof *free_spells);
    if (!free_spells)
        return false;
    state->free_spells = free_spells;
    ds_spell *pauses = realloc(state->pauses, rows * sizeof *pauses);
    if (!pauses)
        return false;
    state->pauses = pauses;
    ds_past_spell *spells = realloc(state->spells, rows * sizeof *spells);
    if (!spells)
        return false;
    state->spells = spells;
    state->spell_capacity = capacity;
    return true;
}

int32_t ds_spell_take(ds_practice_state *state)
{
    if (state->free_spell_count > 0)
        return state->free_spells[--state->free_spell_count];
    if (state->spells_used == state->spell_capacity && !grow_spells(state))
        return DS_NO_ID;
    return state->spells_used++;
}

static bool make_room_for_knowledge(ds_practice_state *state, const ds_desk *desk)
{
    if (!desk->practices->knowledge)
        return true;
    state->shelves = calloc((size_t)desk->category_count, sizeof *state->shelves);
    return state->shelves != NULL;
}

static bool make_room_for_problems(ds_practice_state *state, const ds_problems *problems)
{
    if (!problems)
        return true;
    state->causes = calloc((size_t)problems->cause_count + 1, sizeof *state->causes);
    return state->causes != NULL;
}

static bool make_room_for_automation(ds_practice_state *state, const ds_desk *desk)
{
    if (!desk->practices->automation)
        return true;
    state->arrive_at = calloc((size_t)desk->stream_count + 1, sizeof *state->arrive_at);
    return state->arrive_at != NULL;
}

static bool make_room_for_majors(ds_practice_state *state, const ds_desk *desk)
{
    const ds_major_incidents *majors = desk->practices->majors;
    if (!majors)
        return true;
    state->related_count = desk->category_count * majors->related;
    state->related_at = calloc((size_t)state->related_count + 1, sizeof *state->related_at);
    return state->related_at != NULL;
}

ds_practice_state *ds_practice_state_new(const ds_desk *desk, ds_error *err)
{
    ds_practice_state *state = calloc(1, sizeof *state);
    if (state && grow(state) && make_room_for_live(state, desk->practices->live) &&
        make_room_for_services(state, desk->practices->services) &&
        make_room_for_knowledge(state, desk) &&
        make_room_for_problems(state, desk->practices->problems) &&
        make_room_for_automation(state, desk) && make_room_for_majors(state, desk))
        return state;
    ds_practice_state_delete(state);
    (void)ds_error_no_memory(err);
    return NULL;
}

void ds_practice_state_delete(ds_practice_state *state)
{
    if (!state)
        return;
    free(state->live);
    free(state->in_line);
    free(state->services);
    free(state->shelves);
    free(state->causes);
    free(state->arrive_at);
    free(state->related_at);
    free(state->blame);
    free(state->spells);
    free(state->pauses);
    free(state->free_spells);
    free(state->timers);
    free(state->free_timers);
    free(state);
}

void ds_practice_state_reset(ds_practice_state *state)
{
    if (!state)
        return;
    state->free_count = 0;
    state->used = 0;
    state->tasks = 0;
    state->free_spell_count = 0;
    state->spells_used = 0;
    for (int32_t i = 0; i < state->service_count; i++)
        state->services[i] = (ds_service_state){0};
    memset(state->sum, 0, sizeof state->sum);
    memset(state->majors, 0, sizeof state->majors);
    state->major_serial = 0;
    state->course.count = 0;
    size_t channels = (size_t)state->channel_count;
    if (channels > 0) {
        memset(state->live, 0, channels * sizeof *state->live);
        memset(state->in_line, 0, channels * sizeof *state->in_line);
    }
}

int32_t ds_timer_take(ds_practice_state *state)
{
    if (state->free_count > 0)
        return state->free_timers[--state->free_count];
    if (state->used == state->capacity &&
        (state->used >= DS_EVENT_SUBJECTS || !grow(state)))
        return DS_NO_ID;
    return state->used++;
}

ds_timer ds_timer_give_back(ds_practice_state *state, int32_t row)
{
    state->free_timers[state->free_count++] = row;
    return state->timers[row];
}
