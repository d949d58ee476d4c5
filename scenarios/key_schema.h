/* The JSON Schema of scenario files (docs/scenario.schema.json), from the table of keys:
 * editors complete and check from it. Draft 2020-12. */
#ifndef DS_SCENARIOS_KEY_SCHEMA_H
#define DS_SCENARIOS_KEY_SCHEMA_H

#include "sim/error.h"

/* The whole document, ending in a newline; free() it. */
ds_status ds_key_schema(char **text_out, ds_error *err) DS_MUST_USE;

#endif
