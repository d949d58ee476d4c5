/* A copy of a desk whose groups with targets are staffed by interval of the week. What else
 * there is, it shares with the desk. */
#ifndef DS_ANALYSIS_REQUIREMENT_DESK_H
#define DS_ANALYSIS_REQUIREMENT_DESK_H

#include "analysis/staffing/requirement.h"

/* Makes the copy, and finds when each group is open. DS_BAD_INPUT: a group with a target
 * has unlimited agents, cross-trained people, or is never open. */
ds_status ds_requirement_desk_init(ds_requirement *self, ds_error *err) DS_MUST_USE;
/* All groups have unlimited agents. */
void ds_requirement_desk_unlimited(ds_requirement *self);
/* Those with targets have agents[group * slots + slot], the others the desk's. */
ds_status ds_requirement_desk_staff(ds_requirement *self, const int32_t *agents,
                                    ds_error *err) DS_MUST_USE;
void ds_requirement_desk_free(ds_requirement *self);

#endif
