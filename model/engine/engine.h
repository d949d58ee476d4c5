/* The event loop, built for a set of features.
 *
 * The parts of this folder are one translation unit, so that the compiler sees the whole
 * loop at once; each engine_*.c defines DS_ENGINE_FEATURES and includes all parts. What is
 * asked with DS_USES is then known while compiling: an engine without a feature has no
 * trace of it. All engines do the same on a desk that uses none of what they lack, to the
 * last bit (tests/test_engines.c). A new part goes on the list of engine/parts.h.
 */
#ifndef DS_MODEL_ENGINE_ENGINE_H
#define DS_MODEL_ENGINE_ENGINE_H

#include "model/features.h"
#include "model/state.h"

#include <stdbool.h>
#include <stdint.h>

#ifndef DS_ENGINE_FEATURES
#error "only engine_*.c include the parts of the engine"
#endif

#define DS_USES(feature) ((DS_ENGINE_FEATURES & (feature)) != 0)

static inline bool ds_has_clocks(const ds_replication *state)
{
    return DS_USES(DS_FEATURE_CLOCKS) && state->pool.clocks;
}

/* Whether the group's people work now. */
static inline bool ds_is_on_duty(const ds_group_state *group, ds_ticks now)
{
    return !DS_USES(DS_FEATURE_INTERRUPTION) || (group->is_open && now < group->changes_at);
}

static inline bool ds_is_in_window(const ds_replication *state, ds_ticks instant)
{
    return instant >= state->desk->warm_up && instant < state->desk->horizon;
}

static inline bool ds_has_practices(const ds_replication *state)
{
    return DS_USES(DS_FEATURE_PRACTICES) && state->practices;
}

/* Whether a row is agents' work that is no ticket (model/engine/practices/practices.h). */
static inline bool ds_is_task(const ds_replication *state, int32_t row)
{
    return ds_has_practices(state) && state->pool.extras[row].is_task;
}

/* The practices hear what happens to a ticket; they may set timers and nothing else. */
static void ds_practices_hear(ds_replication *state, ds_happening happening, int32_t row);

static void ds_tasks_hear(ds_replication *state, ds_happening happening, int32_t row);

static inline void ds_tell(ds_replication *state, ds_happening happening, int32_t row)
{
    if (ds_is_task(state, row)) {
        ds_tasks_hear(state, happening, row);
        return;
    }
    if (ds_has_practices(state))
        ds_practices_hear(state, happening, row);
    if (DS_USES(DS_FEATURE_OBSERVER) && state->observe)
        state->observe(state->observe_context, state, happening, row, state->now);
}

#endif
