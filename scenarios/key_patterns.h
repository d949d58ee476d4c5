/* How the texts of a scenario are spelled, as regular expressions for its JSON Schema.
 *
 * ECMA-262 syntax, anchored at both ends. They take whatever the parsers take, and refuse
 * most of what those refuse: an unknown unit, a missing parenthesis, a misspelt day. What
 * takes knowledge of the rest (names, sums, order of numbers) is left to the parsers.
 */
#ifndef DS_SCENARIOS_KEY_PATTERNS_H
#define DS_SCENARIOS_KEY_PATTERNS_H

#include "scenarios/key_table.h"

#include <stdbool.h>

/* A form of text, which the schema defines once and refers to by name. */
typedef struct ds_text_form {
    ds_form form;
    bool is_positive;  /* as ds_key.is_positive */
    bool is_uncertain; /* may have an interval: "160/day ±10%" */
    const char *name;  /* of the definition */
    const char *sentence;
    const char *pattern; /* NULL: see ds_distribution_pattern */
    const char *example;
} ds_text_form;

/* All of them, *count_out. */
const ds_text_form *ds_text_forms(size_t *count_out);
/* The one of a form; NULL where it has none (numbers, words, names …). */
const ds_text_form *ds_text_form_find(ds_form form, bool is_positive, bool is_uncertain);

/* A share in percent ("22%", "22% ±5pp"), or a number with an interval. */
const char *ds_share_pattern(bool is_up_to_one, bool is_uncertain);
const char *ds_uncertain_number_pattern(void);

/* From the table of distributions (sim/distribution_form.h); free() it. NULL: no memory. */
char *ds_distribution_pattern(bool is_uncertain);

#endif
