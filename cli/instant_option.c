#include "cli/instant_option.h"

#include "scenarios/iso_time.h"
#include "sim/clock.h"

#include <string.h>

int64_t ds_option_instant(struct argp_state *state, const char *option, const char *text,
                          bool is_end)
{
    ds_error err = {0};
    int64_t instant = 0;
    if (ds_iso_time_parse(text, strlen(text), &instant, &err) != DS_OK)
        argp_error(state, "%s: '%s': %s", option, text, err.text);
    bool is_day = strlen(text) <= strlen("2026-01-05");
    return is_end && is_day ? instant + DS_DAY : instant;
}
