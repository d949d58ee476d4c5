/* What a desk makes use of, so that what it does not use costs it nothing: the engine is
 * built for several sets of features (model/engine/engine.h), and a replication runs on the
 * smallest that has all that it needs. */
#ifndef DS_MODEL_FEATURES_H
#define DS_MODEL_FEATURES_H

#include "model/desk.h"

#include <stdint.h>

typedef enum ds_feature {
    DS_FEATURE_CLOCKS = 1,       /* SLAs or OLAs */
    DS_FEATURE_INTERRUPTION = 2, /* opening hours, or preemption: work can be interrupted */
    DS_FEATURE_DETOURS = 4,      /* holds, wrong groups, time limits, reopening */
    DS_FEATURE_TRACE = 8,        /* recorded arrivals */
    DS_FEATURE_OBSERVER = 16,    /* somebody watches the tickets */
    DS_FEATURE_CHANCES = 32,     /* breaches or tickets are counted by period */
    DS_FEATURE_PEOPLE = 64,      /* shifts, skills: who is there changes */
    DS_FEATURE_PRACTICES = 128,  /* practices of incident management (model/practices.h) */
} ds_feature;

/* The union of the ds_features that a desk uses. */
uint32_t ds_desk_features(const ds_desk *desk);
/* Whether any ticket of the desk can have a clock. */
bool ds_desk_has_clocks(const ds_desk *desk);

#endif
