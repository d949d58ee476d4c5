#include "analysis/histories/observed_run.h"

ds_status ds_observed_run(const ds_desk *desk, const ds_history_options *options,
                          ds_observe *observe, void *context, ds_tally *tally_out,
                          ds_error *err)
{
    ds_tally tally = {0};
    ds_replication *replication = ds_replication_new(desk, err);
    if (!replication)
        return DS_NO_MEMORY;
    ds_replication_observe(replication, observe, context);
    ds_status status = ds_replication_run(replication, options->seed, options->replication,
                                          options->stop, &tally, err);
    ds_replication_delete(replication);
    if (status == DS_OK && tally_out)
        *tally_out = tally;
    else if (status == DS_OK)
        ds_tally_free(&tally);
    return status;
}
