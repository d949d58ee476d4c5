/* What a sweep varies: one input of the scenario and the values that it takes.
 *
 * Written PATH=VALUES with the paths of --set. VALUES is a list with commas, of values
 * (4h,8h,1bd), factors of the scenario's own value (x0.8), and ranges with both ends:
 * 8..16 (whole numbers), 8..16:2 (in steps), 4h..8h/5 (five values), x0.8..x1.4/7. A range
 * of a distribution is one of its mean, and keeps its shape. A range of other than whole
 * numbers without steps is continuous: it has ends only.
 */
#ifndef DS_ANALYSIS_VARY_H
#define DS_ANALYSIS_VARY_H

#include "scenarios/quantity.h"
#include "scenarios/scenario.h"
#include "scenarios/scenario_inputs.h"

#include <stdbool.h>
#include <stdint.h>

/* The most points that a study may have. */
#define DS_MOST_POINTS 1000000

typedef struct ds_vary_level {
    char *text;    /* as in --set */
    double number; /* in the quantity's unit; NaN: no quantity */
} ds_vary_level;

typedef struct ds_vary {
    char *path;
    ds_quantity own;    /* the scenario's own value; its text is own_text */
    char *own_text;     /* NULL: it has none */
    bool has_own;       /* the scenario's own value is a quantity */
    bool is_numeric;    /* all levels are */
    bool is_continuous; /* low to high, without levels */
    ds_quantity like;   /* how numbers are written; numeric ones only */
    char *like_text;
    double low; /* ends, in the quantity's unit: numeric ones only */
    double high;
    int32_t count; /* levels, in the order of writing */
    ds_vary_level *levels;
    const ds_uncertain_input *input; /* drawn from this, not from a range; or NULL */
} ds_vary;

/* Reads PATH=VALUES. On DS_BAD_INPUT `out` says what is wrong, at the option. Free in any
 * case. */
ds_status ds_vary_read(const ds_scenario *scenario, const char *text, ds_vary *vary,
                       ds_diagnostics *out) DS_MUST_USE;

/* An input of the scenario with an interval, over that interval. */
ds_status ds_vary_of_input(const ds_uncertain_input *input, ds_vary *vary,
                           ds_error *err) DS_MUST_USE;
void ds_vary_free(ds_vary *vary);

/* Writes the value at u in (0, 1): evenly over the range or over the levels, or the
 * quantile of an uncertain input. *number_out (may be NULL) is its number. */
ds_status ds_vary_at(const ds_vary *vary, double u, char *text, size_t size,
                     double *number_out, ds_error *err) DS_MUST_USE;

#endif
