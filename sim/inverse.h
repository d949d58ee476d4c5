/* Inverse cumulative distributions that have no closed form, to full accuracy.
 *
 * GSL's own inverse of the gamma fails for shapes below 0.2 and above 1000, so it is solved
 * here on GSL's incomplete gamma functions.
 */
#ifndef DS_SIM_INVERSE_H
#define DS_SIM_INVERSE_H

/* The gamma distribution of that shape and scale 1. */
double ds_gamma_cdf(double shape, double x);
/* Its quantile at u in (0, 1); 0 where it is below the smallest double. */
double ds_gamma_quantile(double shape, double u);

/* Two exponential phases with balanced means: p1 / rate1 = p2 / rate2, p1 + p2 = 1. */
typedef struct ds_two_phases {
    double p[2];
    double rate[2];
} ds_two_phases;

/* The phases with that mean and coefficient of variation (>= 1): Whitt, "Approximating a
 * point process by a renewal process", Operations Research 30 (1982), (3.7). */
ds_two_phases ds_two_phases_from(double mean, double cv);
double ds_two_phases_cdf(const ds_two_phases *phases, double x);
double ds_two_phases_quantile(const ds_two_phases *phases, double u);

#endif
