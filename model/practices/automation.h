/* Automation: what machines do about incidents before agents do, or in their place.
 *
 * Monitoring detects a share of incidents before their users would have reported them: the
 * ticket comes earlier, goes to the right group with the right priority, and nobody has to
 * take a contact. Diagnostics that run by themselves shorten touch time. A share is
 * resolved by a script, and no agent sees it.
 */
#ifndef DS_MODEL_PRACTICES_AUTOMATION_H
#define DS_MODEL_PRACTICES_AUTOMATION_H

#include "model/desk.h"

typedef struct ds_automation {
    bool *categories; /* [category] that it is for; NULL: all incidents */
    double detected;  /* share of incidents that monitoring reports */
    ds_ticks earlier; /* than their users would have */
    ds_ticks contact; /* touch time of taking a contact, in the work of first visits */
    double diagnosed; /* share of incidents with diagnostics */
    double saves;     /* share of touch time that those save */
    double resolved;  /* share that is resolved without an agent */
    ds_sampler takes; /* time for that */
} ds_automation;

/* Legal on NULL. */
void ds_automation_delete(ds_automation *automation);

#endif
