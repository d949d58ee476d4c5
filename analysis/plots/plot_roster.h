/* A roster against what is required, over the week. */
#ifndef DS_ANALYSIS_PLOT_ROSTER_H
#define DS_ANALYSIS_PLOT_ROSTER_H

#include "analysis/plots/plot_files.h"
#include "analysis/roster/roster.h"

/* Its subject is a ds_roster. */
extern const ds_plot ds_plot_roster;

#endif
