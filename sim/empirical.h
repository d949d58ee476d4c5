/* A distribution given by observed values: its quantile function is linear between the
 * points
 * ((i - 1/2) / n, value i) and flat outside them (Hazen's plotting positions), so that its
 * mean is the sample mean exactly. Values are sorted, in seconds; count >= 1.
 */
#ifndef DS_SIM_EMPIRICAL_H
#define DS_SIM_EMPIRICAL_H

#include "sim/error.h"

#include <stddef.h>

/* Reads one duration a line (or a bare number of seconds); blank lines and lines that begin
 * with
 * '#' are skipped. *values_out is sorted and the caller's to free. What is wrong in the
 * file is reported with its path and line. */
ds_status ds_empirical_read(const char *path, double **values_out, size_t *count_out,
                            ds_error *err) DS_MUST_USE;

double ds_empirical_mean(const double *values, size_t count);
double ds_empirical_variance(const double *values, size_t count);
double ds_empirical_cdf(const double *values, size_t count, double x);
double ds_empirical_quantile(const double *values, size_t count, double u);

#endif
