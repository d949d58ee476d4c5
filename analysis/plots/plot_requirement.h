/* Agents required by interval of the week, simulated and by formula, and what both reach.
 */
#ifndef DS_ANALYSIS_PLOT_REQUIREMENT_H
#define DS_ANALYSIS_PLOT_REQUIREMENT_H

#include "analysis/plots/plot_files.h"
#include "analysis/staffing/requirement.h"

/* Its subject is a ds_requirement. */
extern const ds_plot ds_plot_requirement;

#endif
