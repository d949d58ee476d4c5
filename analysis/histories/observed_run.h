/* One replication, run for an observer alone. */
#ifndef DS_ANALYSIS_OBSERVED_RUN_H
#define DS_ANALYSIS_OBSERVED_RUN_H

#include "model/replication.h"
#include "scenarios/ticket_history.h"

/* DS_UNFINISHED where options->stop ended it. The tally may be NULL where it is not wanted;
 * otherwise the caller frees it after DS_OK. */
ds_status ds_observed_run(const ds_desk *desk, const ds_history_options *options,
                          ds_observe *observe, void *context, ds_tally *tally_out,
                          ds_error *err) DS_MUST_USE;

#endif
