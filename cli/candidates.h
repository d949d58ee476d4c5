/* From the words of a command line to desks that can be compared, and their replications.
 */
#ifndef DS_CLI_CANDIDATES_H
#define DS_CLI_CANDIDATES_H

#include "analysis/studies/comparison.h"
#include "cli/options.h"
#include "cli/progress.h"
#include "cli/simulation.h"

#include <stdbool.h>
#include <stdint.h>

/* Words in the order in which they came; the lists are owned, the words are argv's. */
typedef struct ds_candidate_words {
    const char **others; /* scenarios */
    int32_t other_count;
    const char **withs; /* changes of the base */
    int32_t with_count;
    const char **measures;
    int32_t measure_count;
    const char **conditions;
    int32_t condition_count;
} ds_candidate_words;

/* Adds the changes of a --with, or is a usage error. */
void ds_candidate_words_with(struct argp_state *state, ds_candidate_words *words,
                             const char *word);
void ds_candidate_words_free(ds_candidate_words *words);

/* All desks of a comparison, the base first. */
typedef struct ds_candidates {
    const ds_options *options;
    int32_t count;
    ds_options *own;            /* [count] each with its scenario and overrides */
    char **texts;               /* [count] what the overrides of --with point into */
    ds_simulation *simulations; /* [count] */
    ds_candidate *list;         /* [count] */
    ds_key_measures keys;
    ds_condition *conditions;
    int32_t condition_count;
    bool has_found_warm_up; /* pilots found one for each desk; all have the longest */
    int64_t round;          /* replications of one desk before the next has its turn */
    ds_selection selection; /* of a race */
    ds_progress progress;
} ds_candidates;

/* Compiles all desks and checks that they can be compared. What is wrong goes to standard
 * error. Returns a ds_exit; free in any case. */
int ds_candidates_prepare(ds_candidates *all, const ds_options *options,
                          const ds_candidate_words *words);
/* Runs each up to so many replications. Returns a ds_exit. */
int ds_candidates_run(ds_candidates *all, int64_t replications);
/* Selects the best of a measure, by KN where a delta is given, else by OCBA. The first
 * stage is options->replications of each. */
int ds_candidates_race(ds_candidates *all, const char *aim, const char *delta,
                       int64_t budget, int64_t most);
/* The key measure that is meant; DS_NO_ID for "agents". */
ds_status ds_candidates_aim(ds_candidates *all, const char *aim, int32_t *key_out,
                            ds_error *err) DS_MUST_USE;
/* Replications that every desk has. */
int64_t ds_candidates_fewest(const ds_candidates *all);
void ds_candidates_free(ds_candidates *all);

/* Compares the base with alternatives, prints and writes the comparison as `desksim
 * compare` does. Returns a ds_exit. */
int ds_compare_alternatives(const ds_options *options, const ds_candidate_words *words);

#endif
