/* A scenario: what the user wrote about a service desk, and how it becomes a desk.
 *
 * Loading reads the YAML (scenarios/yaml_reader.h), applies the overrides of --set and
 * checks every key and value; compiling makes the desk and checks what needs all of it.
 * Both collect what is wrong in a ds_diagnostics: with any error in it they return
 * DS_BAD_INPUT and give nothing. Warnings leave DS_OK. A scenario belongs to one thread;
 * the desk keeps nothing of it. The grammar is in docs/scenario-reference.md.
 */
#ifndef DS_SCENARIOS_SCENARIO_H
#define DS_SCENARIOS_SCENARIO_H

#include "model/desk.h"
#include "scenarios/diagnostics.h"
#include "scenarios/trace.h"
#include "scenarios/yaml_tree.h"

#include <stddef.h>
#include <stdint.h>

typedef struct ds_scenario ds_scenario;

/* Reads a file. `overrides` are "PATH=VALUE" texts, applied in their order. DS_NO_MEMORY
 * and DS_IO_FAILED are said in `out` too. */
ds_status ds_scenario_load(const char *path, const char *const *overrides,
                           int32_t override_count, ds_diagnostics *out,
                           ds_scenario **scenario_out) DS_MUST_USE;

/* As ds_scenario_load, from memory; `name` stands for the path in messages, and files are
 * looked for beside it. */
ds_status ds_scenario_load_text(const char *text, size_t length, const char *name,
                                const char *const *overrides, int32_t override_count,
                                ds_diagnostics *out,
                                ds_scenario **scenario_out) DS_MUST_USE;

/* The scenario with more overrides, applied after its own: nothing is read again. The base
 * must outlive it. */
ds_status ds_scenario_vary(const ds_scenario *base, const char *const *overrides,
                           int32_t override_count, ds_diagnostics *out,
                           ds_scenario **scenario_out) DS_MUST_USE;

/* Legal on NULL. */
void ds_scenario_delete(ds_scenario *scenario);

/* Makes the desk; free it with ds_desk_free (legal after a failure too). */
ds_status ds_scenario_compile(const ds_scenario *scenario, ds_desk *desk_out,
                              ds_diagnostics *out) DS_MUST_USE;

const char *ds_scenario_name(const ds_scenario *scenario);
const char *ds_scenario_path(const ds_scenario *scenario);
/* Where files that it names are looked for; NULL: the current directory. */
const char *ds_scenario_directory(const ds_scenario *scenario);
/* The file as it was read, without the overrides; not terminated. */
const char *ds_scenario_text(const ds_scenario *scenario, size_t *length_out);
/* What it says, with the overrides: a mapping. Values that an override gave have a place
 * whose line is 0. */
const ds_yaml_node *ds_scenario_root(const ds_scenario *scenario);
/* The same with the intervals of uncertain values, as they stand. */
const ds_yaml_node *ds_scenario_written(const ds_scenario *scenario);
/* Whether any stream replays a trace. */
bool ds_scenario_has_trace(const ds_scenario *scenario);
/* Whether the warm-up is `auto`: the desk is compiled without one, and whoever simulates it
 * finds it (analysis/studies/warm_up.h). */
bool ds_scenario_finds_warm_up(const ds_scenario *scenario);

/* Simulates from the local midnight of a date in the scenario's zone, this long, whatever
 * the scenario says. */
void ds_scenario_set_span(ds_scenario *scenario, ds_date start, ds_ticks horizon);

/* The same for the local days of the tickets in a canonical ticket CSV, up to two more days
 * where they make whole weeks. */
ds_status ds_scenario_span_replay(ds_scenario *scenario, const char *path,
                                  ds_error *err) DS_MUST_USE;

/* A replay of recorded arrivals in place of the scenario's streams. */
typedef struct ds_replay {
    const char *path;         /* a canonical ticket CSV */
    ds_trace_options options; /* what is taken from it */
    bool
        goes_on; /* replayed is only what came before `until_us`; then the scenario's own */
    int64_t until_us;       /* streams begin. Microseconds since 1970 UTC */
    ds_trace_report report; /* filled by ds_scenario_compile */
} ds_replay;

/* Has ds_scenario_compile load the replay's file against the desk's names and put its
 * arrivals in the place of all streams. `replay` is the caller's and must live until then;
 * NULL: the scenario's own streams. */
void ds_scenario_set_replay(ds_scenario *scenario, ds_replay *replay);

#endif
