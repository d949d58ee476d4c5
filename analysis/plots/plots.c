#include "analysis/plots/plots.h"

#include "analysis/plots/plot_results.h"
#include "analysis/results/results_parts.h"
#include "sim/output_file.h"

#include <stdlib.h>
#include <string.h>

#define PLOTS 13

const ds_plot *const *ds_result_plots(int32_t *count_out)
{
    static const ds_plot *const rows[PLOTS] = {&ds_plot_resolution_times,
                                               &ds_plot_breach_rates,
                                               &ds_plot_time_use,
                                               &ds_plot_backlog,
                                               &ds_plot_ageing,
                                               &ds_plot_carried,
                                               &ds_plot_oldest,
                                               &ds_plot_utilisation,
                                               &ds_plot_arrivals,
                                               &ds_plot_moves,
                                               &ds_plot_major,
                                               &ds_plot_service_level,
                                               &ds_plot_staffing};
    *count_out = PLOTS;
    return rows;
}

ds_status ds_plots_write(const ds_results *results, const char *directory,
                         const ds_plot_options *options, ds_plot_report *report,
                         ds_error *err)
{
    int32_t count;
    const ds_plot *const *rows = ds_result_plots(&count);
    char *path = ds_output_path(directory, "plots");
    *report = (ds_plot_report){0};
    if (!path)
        return ds_error_no_memory(err);
    ds_status status =
        ds_plot_files_write(rows, count, results, path, options, report, err);
    free(path);
    return status;
}

const char *ds_plot_ticket_word(const ds_results *results)
{
    return ds_desk_has_incidents(results->desk) ? "incidents" : "all tickets";
}

void ds_plot_results_heading(const ds_results *results, const char *heading,
                             const char *foot, ds_plot_pen *pen)
{
    char about[64];
    (void)snprintf(about, sizeof about, "%d replication%s", (int)results->replications,
                   results->replications == 1 ? "" : "s");
    ds_plot_desk_heading(pen, heading, results->desk->name, about, foot);
}
