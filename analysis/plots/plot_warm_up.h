/* The plots of pilot replications: the warm-up that was found, and Welch's moving averages.
 */
#ifndef DS_ANALYSIS_PLOT_WARM_UP_H
#define DS_ANALYSIS_PLOT_WARM_UP_H

#include "analysis/plots/plot_files.h"
#include "analysis/studies/warm_up.h"
#include "analysis/studies/welch_course.h"

typedef struct ds_warm_up_picture {
    const ds_desk *desk;
    const ds_welch_course *course; /* NULL: there are no pilots, and no plots */
    const ds_warm_up *found;       /* NULL: no warm-up was looked for */
    bool wants_welch;
} ds_warm_up_picture;

/* Writes DIRECTORY/plots/warm_up.* where a warm-up was looked for and welch.* where it is
 * wanted, and removes those of an earlier run otherwise. Options and report as for
 * ds_plot_files_write. */
ds_status ds_warm_up_plots_write(const ds_warm_up_picture *picture, const char *directory,
                                 const ds_plot_options *options, ds_plot_report *report,
                                 ds_error *err) DS_MUST_USE;

#endif
