/* What is behind the objects of desksim.h. Not installed. */
#ifndef DS_API_API_PARTS_H
#define DS_API_API_PARTS_H

#include "analysis/results/results.h"
#include "api/desksim.h"
#include "model/desk.h"
#include "scenarios/diagnostics.h"
#include "scenarios/scenario.h"
#include "sim/error.h"

#include <locale.h>
#include <stdatomic.h>

struct desksim_messages {
    ds_diagnostics list;
};

struct desksim_cancel {
    atomic_bool is_requested;
};

/* Never changed once it is made, but for the count of those that hold it: the caller, the
 * scenarios that vary it, and results. */
struct desksim_scenario {
    atomic_int holders;
    desksim_scenario *base; /* held, where it is a variation; or NULL */
    ds_scenario *scenario;
    char *replay_path; /* owned; NULL: no replay */
    ds_replay replay;
    ds_desk desk;
};

struct desksim_results {
    desksim_scenario *scenario; /* held: owns what the desk points to */
    ds_desk desk;               /* the scenario's, but for the warm-up */
    ds_results results;
};

/* A locale whose numbers have a decimal point, for the calling thread. */
typedef struct api_locale {
    locale_t plain; /* (locale_t)0: out of memory; nothing was changed */
    locale_t before;
} api_locale;

bool api_locale_enter(api_locale *saved);
void api_locale_leave(api_locale *saved);

desksim_status api_status(ds_status status);
/* Moves what was found to the caller's messages (NULL: drops it) and frees it. */
void api_tell(desksim_messages *messages, ds_diagnostics *found);
/* Adds an error that has a text; the status that belongs to it. */
desksim_status api_refuse(desksim_messages *messages, const ds_error *err);

/* Compiling reads time zones by way of the environment, which is the process's own: no two
 * threads may do that at once. */
void api_compiling_begin(void);
void api_compiling_end(void);

desksim_scenario *api_scenario_hold(desksim_scenario *scenario);

#endif
