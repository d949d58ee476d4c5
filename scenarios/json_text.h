/* JSON values as text. */
#ifndef DS_SCENARIOS_JSON_TEXT_H
#define DS_SCENARIOS_JSON_TEXT_H

#include "sim/error.h"

#include <jansson.h>
#include <stddef.h>
#include <stdint.h>

/* The text of a value, with jansson's JSON_… flags, ending in a newline; the caller frees
 * it. Takes the value in any case; NULL is taken for a lack of memory. */
ds_status ds_json_text(json_t *root, size_t flags, char **text_out,
                       ds_error *err) DS_MUST_USE;

/* A number; null where it is not finite. */
json_t *ds_json_number(double value);

/* A seed; as text where it is beyond what JSON readers keep exactly. */
json_t *ds_json_seed(uint64_t seed);

/* An array of texts; what is no UTF-8 becomes U+FFFD. */
json_t *ds_json_words(const char *const *words, int32_t count);

#endif
