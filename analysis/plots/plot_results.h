/* The parts of the plots of results. Not public. */
#ifndef DS_ANALYSIS_PLOT_RESULTS_H
#define DS_ANALYSIS_PLOT_RESULTS_H

#include "analysis/plots/plot_files.h"
#include "analysis/results/results.h"

/* Rows of the table; their subject is a ds_results. */
extern const ds_plot ds_plot_resolution_times;
extern const ds_plot ds_plot_breach_rates;
extern const ds_plot ds_plot_time_use;
extern const ds_plot ds_plot_backlog;
extern const ds_plot ds_plot_utilisation;
extern const ds_plot ds_plot_arrivals;
extern const ds_plot ds_plot_service_level;
extern const ds_plot ds_plot_staffing;
extern const ds_plot ds_plot_ageing;
extern const ds_plot ds_plot_carried;
extern const ds_plot ds_plot_oldest;
extern const ds_plot ds_plot_moves;
extern const ds_plot ds_plot_major;

/* Heading with a line on the desk and the replications below it. */
void ds_plot_results_heading(const ds_results *results, const char *heading,
                             const char *foot, ds_plot_pen *pen);

/* What by_priority is about: "incidents" where the desk has them, else "all tickets". */
const char *ds_plot_ticket_word(const ds_results *results);

#endif
