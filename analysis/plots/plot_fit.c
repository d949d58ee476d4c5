#include "analysis/plots/plot_fit.h"

#include "analysis/calibration/fit_list.h"

#include <math.h>

enum { MOST_LINES = 7 };

typedef struct picture {
    const ds_calibration *calibration;
    ds_named_fit list[MOST_LINES];
    int32_t count;
} picture;

static bool has_fits(const void *subject)
{
    return ((const picture *)subject)->count > 0;
}

static double fitted_h(const ds_chosen_fit *fit, int i)
{
    return ds_distribution_quantile(&fit->best, ds_fit_quantile_p(i)) / 3600;
}

static void put_data(const void *subject, ds_plot_pen *pen)
{
    const picture *self = subject;
    for (int32_t k = 0; k < self->count; k++) {
        const ds_chosen_fit *fit = self->list[k].fit;
        ds_plot_put(pen, "%s# p\tfitted_h\tobserved_h\n", k ? "\n\n" : "");
        ds_plot_remark(pen, "fit", self->list[k].name);
        for (int i = 0; i < DS_FIT_QUANTILES; i++) {
            if (!(fit->observed[i] > 0))
                continue;
            ds_plot_put(pen, "%.4g", ds_fit_quantile_p(i));
            ds_plot_number(pen, fitted_h(fit, i));
            ds_plot_number(pen, (double)fit->observed[i] / 3600);
            ds_plot_put(pen, "\n");
        }
    }
}

/* Hours from the least to the largest of both sides, as whole powers of ten. */
static void find_range(const picture *self, int *from, int *to)
{
    double least = INFINITY;
    double largest = 0;
    for (int32_t k = 0; k < self->count; k++)
        for (int i = 0; i < DS_FIT_QUANTILES; i++) {
            const ds_chosen_fit *fit = self->list[k].fit;
            if (!(fit->observed[i] > 0))
                continue;
            double seen = (double)fit->observed[i] / 3600;
            least = fmin(least, fmin(seen, fitted_h(fit, i)));
            largest = fmax(largest, fmax(seen, fitted_h(fit, i)));
        }
    *from = (int)fmax(floor(log10(fmax(least, 1e-4))), -4);
    *to = (int)fmin(ceil(log10(fmax(largest, 1e-3))), 6);
}

static void put_script(const void *subject, ds_plot_pen *pen)
{
    const picture *self = subject;
    char about[96];
    int from;
    int to;
    find_range(self, &from, &to);
    (void)snprintf(about, sizeof about, "%lld tickets; the %d most frequent",
                   (long long)(self->calibration->last - self->calibration->first),
                   (int)self->count);
    ds_plot_desk_heading(pen, "Fitted against observed durations",
                         self->calibration->source ? self->calibration->source : "", about,
                         "Quantiles from 0.1 % to 99.9 %, both on logarithmic axes: on the "
                         "grey line the fit is exact, above it real times are longer.");
    ds_plot_margins(pen, 95, 345);
    ds_plot_axis_titles(pen, "Fitted (hours)", "Observed (hours)");
    ds_plot_put(pen,
                "    set logscale xy\n"
                "    set xrange [1e%d:1e%d]\n"
                "    set yrange [1e%d:1e%d]\n"
                "    set format x '%%g'\n"
                "    set format y '%%g'\n"
                "    set key at graph 1.03, graph 1 left top Left reverse noautotitle\n"
                "    plot x with lines lw 2 lc rgb '" DS_PLOT_LIGHT "'",
                from, to, from, to);
    for (int32_t k = 0; k < self->count; k++) {
        ds_plot_put(pen,
                    ", \\\n        data index %d using 2:3 with linespoints pt 7 ps 0.7 lw "
                    "1.5 lc rgb '%s' title ",
                    (int)k, ds_plot_colour(k));
        ds_plot_text(pen, self->list[k].name, 27);
    }
    ds_plot_put(pen, "\n");
}

ds_status ds_fit_plots_write(const ds_calibration *calibration, const char *directory,
                             char *said, size_t size, ds_error *err)
{
    static const ds_plot plot = {.name = "fit_qq",
                                 .title = "Fitted against observed durations",
                                 .is_optional = true,
                                 .has_data = has_fits,
                                 .put_data = put_data,
                                 .put_script = put_script};
    picture subject = {.calibration = calibration};
    subject.count = ds_fit_list(calibration, subject.list, MOST_LINES);
    return ds_plot_file_write(&plot, &subject, directory, said, size, err);
}
