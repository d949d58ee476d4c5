/* Rules for rosters: nothing is compiled of them, but what is wrong is said with the rest.
 */
#include "scenarios/compile.h"
#include "scenarios/roster_rules.h"

#include <stdlib.h>

ds_status ds_compile_roster(ds_compile *self)
{
    ds_value roster = ds_value_get(&self->root, "roster");
    if (!ds_value_is_given(&roster))
        return DS_OK;
    ds_roster_rules *rules = malloc(sizeof *rules);
    if (!rules)
        return ds_error_no_memory(&self->err);
    ds_status status = ds_roster_rules_read(&self->root, self->desk, self->out, rules);
    free(rules);
    return status == DS_BAD_INPUT ? DS_OK : status;
}
