/* Targets of a requirement by interval, from their texts. */
#ifndef DS_ANALYSIS_REQUIREMENT_TARGETS_H
#define DS_ANALYSIS_REQUIREMENT_TARGETS_H

#include "analysis/staffing/interval_watch.h"

typedef struct ds_interval_targets {
    int32_t count;
    ds_interval_target *list;
} ds_interval_targets;

/* Adds what a text asks for: "delay_probability:L1<=10%", "wait_p90_h:L1<=0.5" (at most a
 * tenth waits longer) or "service_level:phone>=80%" (of the channel's contacts, within its
 * answer_within); without a slice, for all groups with work and limited agents. One text
 * may give several targets. */
ds_status ds_interval_targets_read(ds_interval_targets *targets, const char *text,
                                   const ds_desk *desk, ds_error *err) DS_MUST_USE;
void ds_interval_targets_free(ds_interval_targets *targets);

#endif
