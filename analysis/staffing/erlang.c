#include "analysis/staffing/erlang.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <math.h>

double ds_erlang_b(int32_t agents, double load)
{
    double blocked = 1;
    for (int32_t n = 1; n <= agents; n++)
        blocked = load * blocked / (n + load * blocked);
    return blocked;
}

double ds_erlang_c(int32_t agents, double load)
{
    if (load >= agents)
        return 1;
    double blocked = ds_erlang_b(agents, load);
    return blocked / (1 - load / agents * (1 - blocked));
}

double ds_erlang_c_beyond(int32_t agents, double load, double time)
{
    return load >= agents ? 1 : ds_erlang_c(agents, load) * exp(-(agents - load) * time);
}

/* Probabilities of the queue's lengths relative to that of all agents busy: λ/(cμ + kθ)
 * from one to the next. They are summed until what is left is nothing. */
ds_erlang_a ds_erlang_with_patience(int32_t agents, double load, double patience)
{
    double blocked = ds_erlang_b(agents, load);
    double term = 1;
    double busy = 1;
    double waiting = 0;
    for (int32_t k = 1; term > 1e-17 * busy; k++) {
        term *= load / (agents + k / patience);
        busy += term;
        waiting += k * term;
    }
    /* Relative to all agents busy, the states below add up to (1 - B)/B. */
    double all = busy + (1 - blocked) / blocked;
    return (ds_erlang_a){.delayed = busy / all,
                         .abandoned = waiting / all / patience / load};
}

int32_t ds_erlang_least(double load, double delayed)
{
    double blocked = 1;
    int32_t n = 0;
    for (;;) {
        n++;
        blocked = load * blocked / (n + load * blocked);
        if (load < n && blocked / (1 - load / n * (1 - blocked)) <= delayed)
            return n;
    }
}

/* The share that waits in the limit of Halfin and Whitt. */
static double halfin_whitt(double beta)
{
    return 1 / (1 + beta * gsl_cdf_ugaussian_P(beta) / gsl_ran_ugaussian_pdf(beta));
}

int32_t ds_square_root_staffing(double load, double delayed, double peakedness)
{
    double low = 0;
    double high = 10;
    for (int i = 0; i < 60; i++) {
        double beta = (low + high) / 2;
        if (halfin_whitt(beta) > delayed)
            low = beta;
        else
            high = beta;
    }
    return (int32_t)ceil(load + high * sqrt(peakedness * load));
}
