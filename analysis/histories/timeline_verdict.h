/* What became of a ticket's promises, and why, in plain sentences.
 *
 * The verdict is that of the life of the resolution clock that decides: the first one that
 * was breached, otherwise the last. Lateness is clock time between due and resolution. The
 * reason is the largest share of the clock's business time in that life, or of the clock
 * time since the arrival where there is no target.
 */
#ifndef DS_ANALYSIS_TIMELINE_VERDICT_H
#define DS_ANALYSIS_TIMELINE_VERDICT_H

#include "analysis/histories/timeline_accounts.h"

typedef enum ds_outcome {
    DS_OUTCOME_NONE, /* no such target */
    DS_OUTCOME_MET,
    DS_OUTCOME_BREACHED,
    DS_OUTCOME_OPEN, /* undecided when the simulation ended */
} ds_outcome;

typedef struct ds_verdict {
    ds_outcome resolution;
    int32_t life;         /* of the resolution clock that decides */
    int32_t lives;        /* of it in all; 0 without a clock */
    ds_ticks due;         /* DS_NEVER: none, or beyond the calendar */
    ds_ticks resolved_at; /* in that life; < 0: not */
    ds_ticks used;        /* business time of that life, at its end */
    ds_ticks goal;
    ds_outcome response;
    ds_ticks response_due;
    ds_ticks responded_at; /* < 0: never */
} ds_verdict;

ds_verdict ds_verdict_make(const ds_timeline *timeline, const ds_steps *steps);

/* "met", "breached", "open" or "none". */
const char *ds_outcome_word(ds_outcome outcome);

/* A timeline with all that is derived from it. */
typedef struct ds_explanation {
    const ds_timeline *timeline;
    ds_steps steps;
    ds_verdict verdict;
    ds_accounts accounts;
    ds_visit_waits waits;
} ds_explanation;

/* The timeline must be found and outlive it; free it after a failure too. */
ds_status ds_explanation_make(const ds_timeline *timeline, ds_explanation *explanation,
                              ds_error *err) DS_MUST_USE;
void ds_explanation_free(ds_explanation *explanation);

/* The sentences, with a space between them; the caller frees it, NULL where memory is
 * short. */
char *ds_verdict_text(const ds_explanation *explanation);

#endif
