/* What a replay took from its file, said in the notes of the results. */
#ifndef DS_CLI_REPLAY_REPORT_H
#define DS_CLI_REPLAY_REPORT_H

#include "analysis/results/results.h"
#include "scenarios/scenario.h"

ds_status ds_replay_note(const ds_replay *replay, ds_results *results,
                         ds_error *err) DS_MUST_USE;

#endif
