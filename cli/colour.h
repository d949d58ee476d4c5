/* What the terminal can show, from the environment and the options: colour only where
 * standard output is a terminal that knows it, and never where NO_COLOR is set
 * (no-color.org); curves in ASCII with --ascii and on dumb terminals. */
#ifndef DS_CLI_COLOUR_H
#define DS_CLI_COLOUR_H

#include "analysis/results/summary_look.h"
#include "cli/options.h"

ds_summary_look ds_look_of_terminal(const ds_options *options);

#endif
