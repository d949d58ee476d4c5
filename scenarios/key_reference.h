/* The reference page of scenario files (docs/scenario-reference.md), from the table of
 * keys. */
#ifndef DS_SCENARIOS_KEY_REFERENCE_H
#define DS_SCENARIOS_KEY_REFERENCE_H

#include "sim/error.h"

/* The whole page as Markdown; free() it. */
ds_status ds_key_reference(char **text_out, ds_error *err) DS_MUST_USE;

#endif
