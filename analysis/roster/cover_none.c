/* For builds without GLPK. */
#include "analysis/roster/cover.h"

static ds_status missing(ds_error *err)
{
    return ds_error_set(err, DS_UNAVAILABLE,
                        "rosters need GLPK, which this build does not have; install "
                        "libglpk-dev and configure again");
}

bool ds_cover_is_available(void)
{
    return false;
}

ds_status ds_cover_solve(const ds_cover *cover, const ds_cover_limits *limits,
                         int32_t *counts, ds_cover_answer *answer, ds_error *err)
{
    (void)cover;
    (void)limits;
    (void)counts;
    *answer = (ds_cover_answer){.end = DS_COVER_STOPPED};
    return missing(err);
}

ds_status ds_cover_relaxed(const ds_cover *cover, bool *is_feasible_out, ds_error *err)
{
    (void)cover;
    *is_feasible_out = false;
    return missing(err);
}
