#include "cli/precision.h"

#include "analysis/studies/precision.h"
#include "cli/options.h"

#include <stdlib.h>
#include <string.h>

enum {
    KEY_PRECISION = 0x200,
    KEY_PRECISION_RATE,
    KEY_MEASURE,
    KEY_MOST,
    KEY_ANTITHETIC,
    KEY_CONTROLS,
};

void ds_precision_options_init(ds_precision_options *options)
{
    *options = (ds_precision_options){.relative = DS_PRECISION_RELATIVE,
                                      .absolute = DS_PRECISION_ABSOLUTE};
}

void ds_precision_options_free(ds_precision_options *options)
{
    free(options->named);
    options->named = NULL;
}

/* A share above 0 and up to 1, written 5%, 0.05 or (percentage points) 5pp. */
static double width_of(struct argp_state *state, const char *option, const char *text,
                       const char *unit)
{
    char *end;
    double width = strtod(text, &end);
    bool is_number = end != text;
    if (is_number && (strcmp(end, "%") == 0 || strcmp(end, unit) == 0)) {
        width /= 100;
        end += strlen(end);
    }
    if (!is_number || *end || !(width > 0 && width <= 1))
        argp_error(state,
                   "%s: '%s' is not a half-width above 0 and up to 100%s, such as %s",
                   option, text, unit, strcmp(unit, "%") == 0 ? "5%" : "1pp");
    return width;
}

static error_t parse(int key, char *argument, struct argp_state *state)
{
    ds_precision_options *options = state->input;
    switch (key) {
    case KEY_PRECISION:
        options->relative = width_of(state, "--precision", argument, "%");
        options->is_wanted = true;
        return 0;
    case KEY_PRECISION_RATE:
        options->absolute = width_of(state, "--precision-rate", argument, "pp");
        options->is_wanted = true;
        return 0;
    case KEY_MEASURE:
        ds_option_append(state, &options->named, &options->named_count, argument);
        return 0;
    case KEY_MOST:
        options->most = ds_option_number(state, "--max-replications", argument, 1, 1000000);
        return 0;
    case KEY_ANTITHETIC:
        options->is_antithetic = true;
        return 0;
    case KEY_CONTROLS:
        options->use_controls = true;
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static const struct argp_option options_table[] = {
    {"precision",                                              KEY_PRECISION, "P", 0,
     "Add replications until the half-widths of the key measures are at most this share of "
     "their values, e.g. 5% (of rates: see --precision-rate)", 1},
    {"precision-rate",                                                     KEY_PRECISION_RATE, "P", 0,
     "The same for rates and shares, absolute: 1pp (the default with --precision)", 1},
    {"measure", KEY_MEASURE, "M", 0,
     "A key measure, such as mttr_h, resolution_breach_rate:P1, utilisation:L1 or "
     "mttr_h:by_priority; may be repeated. Default: key_measures of the scenario, else "
     "MTTR "
     "and resolution breach rate by priority", 1},
    {"max-replications",                                                        KEY_MOST, "N", 0,
     "Give up on the precision after this many (default 10000)", 1},
    {"antithetic",KEY_ANTITHETIC, NULL, 0, "Run pairs of replications with opposite luck",
     1},
    {"control-variates",                                                       KEY_CONTROLS, NULL, 0,
     "Correct the estimates for the luck in arrivals and work", 1},
    {0                                                      },
};

const struct argp ds_precision_argp = {.options = options_table, .parser = parse};

void ds_precision_options_check(struct argp_state *state,
                                const ds_precision_options *options, int64_t replications)
{
    int64_t unit = options->is_antithetic ? 2 : 1;
    int64_t most = options->most ? options->most : DS_PRECISION_MOST;
    if (options->most && !options->is_wanted)
        argp_error(state, "--max-replications limits --precision, which is not given");
    if (options->named_count > 0 && !options->is_wanted && !options->is_antithetic &&
        !options->use_controls)
        argp_error(state, "--measure is for --precision, --antithetic or "
                          "--control-variates, of which none is given");
    if (replications % unit != 0 || most % unit != 0)
        argp_error(state,
                   "--antithetic runs pairs: %lld replications are not an even number",
                   (long long)(replications % unit ? replications : most));
    if (options->is_wanted && replications < DS_PRECISION_FEWEST * unit)
        argp_error(state,
                   "--replications: with --precision it is the first batch, which needs at "
                   "least %d%s for intervals to go by, not %lld",
                   (int)(DS_PRECISION_FEWEST * unit), unit == 2 ? " (10 pairs)" : "",
                   (long long)replications);
    if (options->is_wanted && replications > most)
        argp_error(state,
                   "--max-replications: %lld is less than the first batch of %lld "
                   "replications",
                   (long long)most, (long long)replications);
}
