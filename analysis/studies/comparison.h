/* A base desk and its alternatives, side by side: paired differences, what they allow to
 * conclude, and which alternative is best.
 *
 * All differences are read together, so each interval has the level 1 - (1 - level)/k of k
 * that are estimated (Bonferroni): with the stated level all of them hold at once.
 */
#ifndef DS_ANALYSIS_COMPARISON_H
#define DS_ANALYSIS_COMPARISON_H

#include "analysis/estimates/difference.h"
#include "analysis/studies/candidate.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

/* One key measure of one candidate. */
typedef struct ds_compared {
    ds_estimate estimate;     /* at the level of a single interval */
    ds_difference difference; /* to the base; none for the base itself */
    bool is_clear;
    int sense;   /* of a clear difference: 1 better, -1 worse, 0 neither */
    double more; /* replications in all that might make it clear; NaN: cannot be told */
} ds_compared;

/* A condition on a measure: at most, or at least, a limit in the measure's unit. */
typedef struct ds_condition {
    char *text; /* as it was written; owned */
    int32_t key;
    bool is_at_least;
    double limit;
} ds_condition;

typedef enum ds_verdict {
    DS_VERDICT_OPEN,
    DS_VERDICT_KEPT,
    DS_VERDICT_BROKEN,
} ds_verdict;

typedef enum ds_selection_method {
    DS_SELECT_NOTHING,
    DS_SELECT_KN,
    DS_SELECT_OCBA,
    DS_SELECT_CONSTRAINED,
} ds_selection_method;

/* Which candidate is best, and how that was found. */
typedef struct ds_selection {
    ds_selection_method method;
    int32_t key;       /* of what is made best; DS_NO_ID: the number of agents */
    double delta;      /* KN: the indifference zone */
    int32_t best;      /* DS_NO_ID: none can be named */
    bool is_sure;      /* at the level; OCBA gives no such promise */
    int64_t total;     /* replications of all candidates together */
    int64_t *run;      /* [candidate]; owned, NULL where all have the same */
    ds_verdict *keeps; /* [candidate] all conditions; owned, NULL without conditions */
} ds_selection;

typedef struct ds_comparison {
    const ds_desk *base; /* borrowed, as all that follows */
    const ds_key_measures *keys;
    const ds_candidate *candidates; /* the base first */
    int32_t candidate_count;
    const ds_condition *conditions;
    int32_t condition_count;
    uint64_t seed;
    double level;
    int32_t estimated;    /* differences that have an interval and are not known exactly */
    double each_level;    /* of each of them */
    int64_t replications; /* that the table rests on */
    bool has_found_warm_up; /* the longest that pilots found for any of the desks */
    bool was_interrupted;
    const char *const *command; /* what was typed, for those who want to do it again */
    int32_t command_count;
    int32_t *order;    /* [place] candidates in the order of the tables; owned */
    ds_compared *rows; /* [key * candidate_count + candidate]; owned */
    ds_selection selection;
} ds_comparison;

/* Whether a desk can be compared with the base: the same start, horizon, warm-up and
 * priorities. DS_BAD_INPUT says what differs. */
ds_status ds_comparison_check(const ds_desk *base, const ds_desk *other, const char *name,
                              ds_error *err) DS_MUST_USE;

/* Reads "resolution_breach_rate:P1<=2%" or "fcr_rate>=60%" and adds the measure to the keys
 * where it is not among them. Free the condition's text. */
ds_status ds_condition_read(const char *text, const ds_desk *base, ds_key_measures *keys,
                            ds_condition *out, ds_error *err) DS_MUST_USE;

/* Fills rows, order and levels from the candidates' first `replications` replications; the
 * borrowed fields, seed and level are set by the caller. Free in any case. */
ds_status ds_comparison_make(ds_comparison *comparison, ds_error *err) DS_MUST_USE;
void ds_comparison_free(ds_comparison *comparison);

/* Whether each candidate keeps all conditions (one-sided bounds, together at the level),
 * and which of those is best by selection.key. */
ds_status ds_comparison_select(ds_comparison *comparison, ds_error *err) DS_MUST_USE;

static inline const ds_compared *ds_compared_at(const ds_comparison *comparison,
                                                int32_t key, int32_t candidate)
{
    return &comparison->rows[key * comparison->candidate_count + candidate];
}

/* Whether a key measure has something to show: it was asked for, or a desk has a value. */
bool ds_comparison_shows(const ds_comparison *comparison, int32_t key);

/* Whether more (1) or less (-1) of a measure is better; 0: neither. */
int ds_measure_sense(const char *measure);

/* What can be concluded, in sentences. The caller frees it. */
ds_status ds_comparison_conclude(const ds_comparison *comparison, char **text_out,
                                 ds_error *err) DS_MUST_USE;

/* For a terminal, lines of at most 80 columns; for programs. The caller frees the text. */
ds_status ds_comparison_text(const ds_comparison *comparison, char **text_out,
                             ds_error *err) DS_MUST_USE;
ds_status ds_comparison_json(const ds_comparison *comparison, char **text_out,
                             ds_error *err) DS_MUST_USE;
void ds_comparison_csv(const ds_comparison *comparison, FILE *out);

#endif
