/* In place of results_xlsx.c where there is no libxlsxwriter. */
#include "analysis/results/results_xlsx.h"

bool ds_results_has_xlsx(void)
{
    return false;
}

ds_status ds_results_xlsx(const ds_results *results, const char *path, ds_error *err)
{
    (void)results;
    return ds_error_set_at(err, DS_UNAVAILABLE, path, 0, 0,
                           "this desksim was built without libxlsxwriter");
}
