/* For builds without libical. */
#include "analysis/roster/roster.h"

ds_status ds_roster_ics(const ds_roster *roster, FILE *out, ds_error *err)
{
    (void)roster;
    (void)out;
    return ds_error_set(err, DS_UNAVAILABLE,
                        "roster.ics is not written: this build has no libical");
}
