#include "sim/distribution_form.h"

#include "sim/inverse.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_roots.h>
#include <gsl/gsl_sf_gamma.h>

#define LONGEST (1000.0 * 365.0 * 86400.0)
#define LEAST_CV 0.01
#define MOST_CV 100.0
#define LEAST_SHAPE 0.1
#define MOST_SHAPE 1000.0
#define POSITIVE "a duration above 0"
#define NOT_NEGATIVE "a duration"

const ds_argument_rule ds_argument_rules[DS_ARGUMENTS] = {
    [DS_MEAN] = {"mean",   true,  true,  0.0,         LONGEST,    POSITIVE                   },
    [DS_MEDIAN] = {"median", true,  true,  0.0,         LONGEST,    POSITIVE                   },
    [DS_SD] = {"sd",     true,  true,  0.0,         LONGEST,    POSITIVE                   },
    [DS_CV] = {"cv",     false, false, LEAST_CV,    MOST_CV,    "a number from 0.01 to 100"},
    [DS_SHAPE] = {"shape",  false, false, LEAST_SHAPE, MOST_SHAPE,
                 "a number from 0.1 to 1000"                                                 },
    [DS_MIN] = {"min",    true,  false, 0.0,         LONGEST,    NOT_NEGATIVE               },
    [DS_MODE] = {"mode",   true,  false, 0.0,         LONGEST,    NOT_NEGATIVE               },
    [DS_MAX] = {"max",    true,  false, 0.0,         LONGEST,    NOT_NEGATIVE               },
};

static bool has(const ds_arguments *arguments, ds_argument_id id)
{
    return (arguments->present & (1u << id)) != 0;
}

static ds_status refuse(const ds_arguments *arguments, ds_argument_id id, ds_error *err,
                        const char *reason)
{
    return ds_error_set_at(err, DS_BAD_INPUT, NULL, 0, arguments->column[id], "%s", reason);
}

static ds_status build_mean(const ds_arguments *arguments, ds_distribution *out,
                            ds_error *err)
{
    (void)err;
    out->parameter[0] = arguments->value[DS_MEAN];
    return DS_OK;
}

static ds_status build_uniform(const ds_arguments *arguments, ds_distribution *out,
                               ds_error *err)
{
    const double *value = arguments->value;
    if (value[DS_MIN] > value[DS_MAX])
        return refuse(arguments, DS_MIN, err, "min is above max");
    out->parameter[0] = value[DS_MIN];
    out->parameter[1] = value[DS_MAX];
    return DS_OK;
}

static ds_status build_triangular(const ds_arguments *arguments, ds_distribution *out,
                                  ds_error *err)
{
    const double *value = arguments->value;
    if (value[DS_MIN] > value[DS_MODE])
        return refuse(arguments, DS_MIN, err, "min is above mode");
    if (value[DS_MODE] > value[DS_MAX])
        return refuse(arguments, DS_MODE, err, "mode is above max");
    out->parameter[0] = value[DS_MIN];
    out->parameter[1] = value[DS_MODE];
    out->parameter[2] = value[DS_MAX];
    return DS_OK;
}

/* Mean and cv, once both are known: they may follow from others and be out of range. */
static ds_status set_mean_and_cv(const ds_arguments *arguments, double mean, double cv,
                                 ds_distribution *out, ds_error *err)
{
    ds_argument_id given = has(arguments, DS_MEDIAN) ? DS_MEDIAN : DS_MEAN;
    int column = arguments->column[given];
    if (!(cv >= LEAST_CV && cv <= MOST_CV))
        return ds_error_set_at(err, DS_BAD_INPUT, NULL, 0, column,
                               "the cv that follows, %g, is not from 0.01 to 100", cv);
    if (!(mean <= LONGEST))
        return ds_error_set_at(err, DS_BAD_INPUT, NULL, 0, column,
                               "the mean that follows is longer than 1000 years");
    out->parameter[0] = mean;
    out->parameter[1] = cv;
    return DS_OK;
}

/* With y = 1 + cv^2 the mean is median sqrt(y) and the variance median^2 y (y - 1). */
static ds_status build_lognormal(const ds_arguments *arguments, ds_distribution *out,
                                 ds_error *err)
{
    double mean = arguments->value[DS_MEAN];
    double median = arguments->value[DS_MEDIAN];
    double sd = arguments->value[DS_SD];
    double cv = arguments->value[DS_CV];
    if (has(arguments, DS_MEAN) && has(arguments, DS_MEDIAN)) {
        if (!(median < mean))
            return refuse(arguments, DS_MEDIAN, err,
                          "the median of a lognormal is below its mean");
        cv = sqrt((mean / median - 1.0) * (mean / median + 1.0));
    } else if (has(arguments, DS_MEAN)) {
        cv = has(arguments, DS_SD) ? sd / mean : cv;
    } else {
        double ratio = 2.0 * (sd / median) * (sd / median);
        if (has(arguments, DS_SD))
            cv = sqrt(ratio / (1.0 + sqrt(1.0 + 2.0 * ratio)));
        mean = median * sqrt(1.0 + cv * cv);
    }
    return set_mean_and_cv(arguments, mean, cv, out, err);
}

static ds_status build_gamma(const ds_arguments *arguments, ds_distribution *out,
                             ds_error *err)
{
    double mean = arguments->value[DS_MEAN];
    double cv = arguments->value[DS_CV];
    if (has(arguments, DS_SD))
        cv = arguments->value[DS_SD] / mean;
    if (has(arguments, DS_MEDIAN)) {
        double shape = 1.0 / (cv * cv);
        mean = arguments->value[DS_MEDIAN] * shape / ds_gamma_quantile(shape, 0.5);
    }
    return set_mean_and_cv(arguments, mean, cv, out, err);
}

static ds_status build_two_phases(const ds_arguments *arguments, ds_distribution *out,
                                  ds_error *err)
{
    if (arguments->value[DS_CV] < 1.0)
        return refuse(arguments, DS_CV, err,
                      "the cv of a hyperexponential is at least 1 (gamma takes any)");
    return set_mean_and_cv(arguments, arguments->value[DS_MEAN], arguments->value[DS_CV],
                           out, err);
}

/* ln(1 + cv^2) of a Weibull with shape e^log_shape, less what it should be. */
static double weibull_excess(double log_shape, void *wanted)
{
    double inverse = exp(-log_shape);
    return gsl_sf_lngamma(1.0 + 2.0 * inverse) - 2.0 * gsl_sf_lngamma(1.0 + inverse) -
           *(const double *)wanted;
}

static int solve(gsl_root_fsolver *solver, double *root_out)
{
    int status = GSL_CONTINUE;
    for (int i = 0; i < 200 && status == GSL_CONTINUE; i++) {
        status = gsl_root_fsolver_iterate(solver);
        if (status == GSL_SUCCESS)
            status = gsl_root_test_interval(gsl_root_fsolver_x_lower(solver),
                                            gsl_root_fsolver_x_upper(solver), 1e-14, 0.0);
    }
    *root_out = gsl_root_fsolver_root(solver);
    return status;
}

/* The shape that gives a cv from 0.01 to 100; it is unique, as the cv falls with the shape.
 */
static ds_status weibull_shape(double cv, double *shape_out, ds_error *err)
{
    double wanted = log1p(cv * cv);
    double log_shape = 0.0;
    gsl_function excess = {.function = weibull_excess, .params = &wanted};
    gsl_root_fsolver *solver = gsl_root_fsolver_alloc(gsl_root_fsolver_brent);
    if (!solver)
        return ds_error_no_memory(err);
    int status = gsl_root_fsolver_set(solver, &excess, log(LEAST_SHAPE), log(MOST_SHAPE));
    if (status == GSL_SUCCESS)
        status = solve(solver, &log_shape);
    gsl_root_fsolver_free(solver);
    if (status != GSL_SUCCESS)
        return ds_error_set(err, DS_BAD_INPUT, "no Weibull shape gives a cv of %g", cv);
    *shape_out = exp(log_shape);
    return DS_OK;
}

static ds_status build_weibull(const ds_arguments *arguments, ds_distribution *out,
                               ds_error *err)
{
    out->parameter[0] = arguments->value[DS_MEAN];
    out->parameter[1] = arguments->value[DS_SHAPE];
    if (has(arguments, DS_SHAPE))
        return DS_OK;
    return weibull_shape(arguments->value[DS_CV], &out->parameter[1], err);
}

#define SET2(a, b) ((1u << (a)) | (1u << (b)))
#define SET3(a, b, c) (SET2(a, b) | (1u << (c)))

const ds_distribution_form ds_distribution_forms[DS_DISTRIBUTION_FORMS] = {
    {.name = "constant",
     .kind = DS_CONSTANT,
     .takes = "one duration",
     .example = "constant(4m)"                                 },
    {.name = "uniform",
     .kind = DS_UNIFORM,
     .sets = {SET2(DS_MIN, DS_MAX)},
     .takes = "min and max",
     .example = "uniform(min 5m max 9m)",
     .build = build_uniform},
    {.name = "triangular",
     .kind = DS_TRIANGULAR,
     .sets = {SET3(DS_MIN, DS_MODE, DS_MAX)},
     .takes = "min, mode and max",
     .example = "triangular(min 5m mode 8m max 30m)",
     .build = build_triangular},
    {.name = "exponential",
     .kind = DS_EXPONENTIAL,
     .sets = {1u << DS_MEAN},
     .takes = "mean",
     .example = "exponential(mean 6m)",
     .build = build_mean},
    {.name = "lognormal",
     .kind = DS_LOGNORMAL,
     .sets = {SET2(DS_MEAN, DS_CV), SET2(DS_MEAN, DS_SD), SET2(DS_MEDIAN, DS_CV),
              SET2(DS_MEDIAN, DS_SD), SET2(DS_MEAN, DS_MEDIAN)},
     .takes = "mean or median, with cv or sd, or mean and median",
     .example = "lognormal(mean 12m cv 0.8)",
     .build = build_lognormal},
    {.name = "gamma",
     .kind = DS_GAMMA,
     .sets = {SET2(DS_MEAN, DS_CV), SET2(DS_MEAN, DS_SD), SET2(DS_MEDIAN, DS_CV)},
     .takes = "mean with cv or sd, or median with cv",
     .example = "gamma(mean 1h cv 0.5)",
     .build = build_gamma},
    {.name = "weibull",
     .kind = DS_WEIBULL,
     .sets = {SET2(DS_MEAN, DS_SHAPE), SET2(DS_MEAN, DS_CV)},
     .takes = "mean with shape or cv",
     .example = "weibull(mean 1h shape 0.8)",
     .build = build_weibull},
    {.name = "hyperexponential",
     .kind = DS_HYPEREXPONENTIAL,
     .sets = {SET2(DS_MEAN, DS_CV)},
     .takes = "mean and cv",
     .example = "hyperexponential(mean 20m cv 2)",
     .build = build_two_phases},
    {.name = "empirical",
     .kind = DS_EMPIRICAL,
     .takes = "the name of a file",
     .example = "empirical(durations.txt)"                          },
};
