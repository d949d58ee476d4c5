/* A scenario's values with where each comes from, as JSON for scenario.json.
 *
 * A value is {"value": text, "source": s, "line": n}, a mapping {"entries": {…}}, a list
 * {"items": […]}. Sources: "file" (the scenario file says it), "set" (an override on the
 * command line), "default" (nobody said it); and where a comment in the file begins with
 * that word, "measured", "inferred" or "assumed", which go for all that is below. "note" is
 * the comment above a value or behind it, as it stands in the file.
 */
#ifndef DS_ANALYSIS_INPUTS_JSON_H
#define DS_ANALYSIS_INPUTS_JSON_H

#include "scenarios/scenario.h"

#include <jansson.h>

/* The whole tree, owned by the caller; NULL where memory is short. */
json_t *ds_inputs_json(const ds_scenario *scenario);
/* The comment at the head of the file: its lines without #; "" where there is none. NULL
 * where memory is short; the caller frees it. */
char *ds_inputs_head_comment(const ds_scenario *scenario);

#endif
