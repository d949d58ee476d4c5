#include "sim/distribution.h"

#include "sim/duration.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#define WORD_SIZE 64

typedef struct word {
    char text[WORD_SIZE];
} word;

static word number(double value)
{
    word out;
    for (int digits = 15; digits <= 17; digits++) { /* zeros at the end are left out */
        (void)snprintf(out.text, sizeof out.text, "%.*g", digits, value);
        if (strtod(out.text, NULL) == value)
            break;
    }
    return out;
}

/* As people write it where that reads back to the same double, else in seconds. */
static word duration(double seconds)
{
    word out;
    const char *end;
    double back;
    ds_duration_print(ds_ticks_from_seconds(seconds), out.text, sizeof out.text);
    if (ds_duration_parse_seconds(out.text, &end, &back, NULL) != DS_OK ||
        back != seconds) {
        word plain = number(seconds);
        (void)snprintf(out.text, sizeof out.text, "%.*ss", WORD_SIZE - 2, plain.text);
    }
    return out;
}

static void print_empirical(const ds_distribution *self, char *buffer, size_t size)
{
    (void)snprintf(buffer, size, "empirical(%zu values from %s to %s)", self->value_count,
                   duration(self->values[0]).text,
                   duration(self->values[self->value_count - 1]).text);
}

void ds_distribution_print(const ds_distribution *self, char *buffer, size_t size)
{
    const double *p = self->parameter;
    word first = duration(p[0]);
    switch (self->kind) {
    case DS_CONSTANT:
        (void)snprintf(buffer, size, "constant(%s)", first.text);
        break;
    case DS_UNIFORM:
        (void)snprintf(buffer, size, "uniform(min %s max %s)", first.text,
                       duration(p[1]).text);
        break;
    case DS_TRIANGULAR:
        (void)snprintf(buffer, size, "triangular(min %s mode %s max %s)", first.text,
                       duration(p[1]).text, duration(p[2]).text);
        break;
    case DS_EXPONENTIAL:
        (void)snprintf(buffer, size, "exponential(mean %s)", first.text);
        break;
    case DS_LOGNORMAL:
        (void)snprintf(buffer, size, "lognormal(mean %s cv %s)", first.text,
                       number(p[1]).text);
        break;
    case DS_GAMMA:
        (void)snprintf(buffer, size, "gamma(mean %s cv %s)", first.text, number(p[1]).text);
        break;
    case DS_WEIBULL:
        (void)snprintf(buffer, size, "weibull(mean %s shape %s)", first.text,
                       number(p[1]).text);
        break;
    case DS_HYPEREXPONENTIAL:
        (void)snprintf(buffer, size, "hyperexponential(mean %s cv %s)", first.text,
                       number(p[1]).text);
        break;
    case DS_EMPIRICAL:
        print_empirical(self, buffer, size);
        break;
    }
}
