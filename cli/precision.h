/* How precise a run is to be, and by what means: --precision, --antithetic and the like. */
#ifndef DS_CLI_PRECISION_H
#define DS_CLI_PRECISION_H

#include <argp.h>
#include <stdbool.h>
#include <stdint.h>

typedef struct ds_precision_options {
    bool is_wanted;     /* --precision or --precision-rate */
    double relative;    /* half-width over value, of means */
    double absolute;    /* half-width of rates */
    int64_t most;       /* replications; 0: the usual limit */
    const char **named; /* --measure; owned list of the command line's words */
    int32_t named_count;
    bool is_antithetic;
    bool use_controls;
} ds_precision_options;

/* Options for verbs that run to a precision; use as an argp child whose input is a
 * ds_precision_options. */
extern const struct argp ds_precision_argp;

void ds_precision_options_init(ds_precision_options *options);
void ds_precision_options_free(ds_precision_options *options);

/* What does not go together with each other or with a number of replications: a usage
 * error. */
void ds_precision_options_check(struct argp_state *state,
                                const ds_precision_options *options, int64_t replications);

#endif
