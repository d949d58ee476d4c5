/* Values of a scenario that are not known for certain: `rate: 160/day ±10%`.
 *
 * The interval is the range in which the value lies with 95 % probability. The value is
 * taken as normal, with the written number as its mean and half the interval ÷ 1.96 as its
 * standard deviation, cut off at the ends of what the key allows (above 0 for rates and
 * times). A distribution's interval is that of its mean. What a desk is decided to be
 * (agents, hours, targets, horizon) takes none.
 *
 * A scenario keeps the numbers and the intervals apart: all else sees the numbers only.
 */
#ifndef DS_SCENARIOS_SCENARIO_INPUTS_H
#define DS_SCENARIOS_SCENARIO_INPUTS_H

#include "scenarios/diagnostics.h"
#include "scenarios/quantity.h"
#include "sim/random.h"

#include <stdint.h>

#define DS_INPUT_DEPTH 32

typedef struct ds_scenario ds_scenario;

typedef struct ds_uncertain_input {
    const char *path;     /* arrivals.incidents.rate */
    ds_place place;       /* where it is written */
    ds_quantity quantity; /* the number */
    double half;          /* of the interval, in the quantity's unit */
    int32_t depth;
    int32_t way[DS_INPUT_DEPTH]; /* entry by entry from the root of the document */
} ds_uncertain_input;

/* The inputs with an interval in the order of the file, *count_out of them. */
const ds_uncertain_input *ds_scenario_inputs(const ds_scenario *scenario,
                                             int32_t *count_out);

/* The value at u in (0, 1): the inverse of the truncated normal distribution. */
double ds_input_quantile(const ds_uncertain_input *input, double u);

/* The value that one replication draws: keyed by (seed, replication; path), so that it is
 * the same whatever else is in the scenario, and shifts no other draw. */
double ds_input_draw(const ds_uncertain_input *input, const ds_seed *seed);

/* The scenario in which the inputs have these numbers, in their order, and none has an
 * interval. The base must outlive it. */
ds_status ds_scenario_with_inputs(const ds_scenario *base, const double *numbers,
                                  ds_diagnostics *out,
                                  ds_scenario **scenario_out) DS_MUST_USE;

/* For loading: moves the intervals from the document into the table of inputs. */
ds_status ds_scenario_take_inputs(ds_scenario *scenario, ds_diagnostics *out) DS_MUST_USE;

#endif
