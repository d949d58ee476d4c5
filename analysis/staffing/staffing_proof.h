/* Whether there are cheaper head counts that keep all targets than the best so far.
 *
 * More agents make no target worse. Head counts that do not keep the targets so rule out
 * all that have no more agents in any group; of the cheaper ones that are left only those
 * matter to which no agent can be added without reaching the best's wages. Each of them is
 * simulated: it rules out all below it, or is the best from then on. When none is left, no
 * cheaper ones exist (as sure as the decisions on single head counts are).
 */
#ifndef DS_ANALYSIS_STAFFING_PROOF_H
#define DS_ANALYSIS_STAFFING_PROOF_H

#include "analysis/staffing/staffing_verdict.h"

/* Head counts that are simulated for the proof, at most. */
#define DS_STAFFING_PROOF_MOST 400

/* Finds cheaper head counts than search->agents, or that there are none. `found_out`: into
 * agents[group of the study], which keep all targets; false: there are none, and
 * search->is_proven says whether that is certain or only the looking was given up. */
ds_status ds_staffing_find_cheaper(const ds_staffing_trial *it, int32_t *agents,
                                   bool *found_out) DS_MUST_USE;

#endif
