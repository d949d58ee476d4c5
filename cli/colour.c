#include "cli/colour.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool is_set(const char *variable)
{
    const char *value = getenv(variable);
    return value && value[0];
}

static bool is_dumb(void)
{
    const char *term = getenv("TERM");
    return term && strcmp(term, "dumb") == 0;
}

ds_summary_look ds_look_of_terminal(const ds_options *options)
{
    bool can_colour = isatty(STDOUT_FILENO) && is_set("TERM") && !is_dumb();
    return (ds_summary_look){.has_colour = can_colour && !is_set("NO_COLOR"),
                             .is_ascii = options->is_ascii || is_dumb(),
                             .is_detailed = options->is_verbose};
}
