#include "analysis/estimates/estimate_text.h"

#include "analysis/results/text_width.h"

#include <math.h>
#include <stdio.h>

#define MOST_DECIMALS 4
/* An interval with one side this much longer than the other shows both. */
#define NOTABLE_SIDES 1.5

typedef struct scale {
    double factor;
    const char *unit;
} scale;

static scale scale_of(double value, ds_shown_as shown)
{
    static const scale hours = {1, "h"};
    static const scale minutes = {60, "min"};
    static const scale seconds = {3600, "s"};
    if (shown == DS_SHOWN_PERCENT)
        return (scale){100, "%"};
    if (shown != DS_SHOWN_TIME || !isfinite(value))
        return (scale){1, ""};
    if (value >= 1 || value == 0)
        return hours;
    return value * 60 >= 1 ? minutes : seconds;
}

/* Decimals that show `digits` significant digits of a number. */
static int decimals_for(double number, int digits)
{
    if (!(number > 0))
        return 0;
    int decimals = digits - 1 - (int)floor(log10(number));
    return decimals < 0 ? 0 : decimals > MOST_DECIMALS ? MOST_DECIMALS : decimals;
}

/* Whether the two sides have to be shown: a little skewness is not worth it. */
static bool is_lopsided(const ds_estimate *estimate)
{
    double below = estimate->value - estimate->lo;
    return estimate->method == DS_METHOD_WILSON || estimate->method == DS_METHOD_EXACT ||
           (estimate->method == DS_METHOD_SKEWED &&
            estimate->half_width > NOTABLE_SIDES * below);
}

/* Two digits of the smaller distance to an end of the interval, three of a bare value. */
static int decimals_of(const ds_estimate *estimate, double factor)
{
    double value = fabs(estimate->value) * factor;
    double spread = estimate->half_width * factor;
    if (!ds_estimate_has_interval(estimate) || !(spread > 0))
        return value == floor(value) ? 0 : decimals_for(value, 3);
    if (is_lopsided(estimate))
        spread = factor * fmin(estimate->value - estimate->lo, spread / factor);
    return decimals_for(spread, 2);
}

static void print_interval(const ds_estimate *estimate, bool shows_sides, double factor,
                           int decimals, char *text, size_t size)
{
    double lo = estimate->lo * factor;
    double hi = estimate->hi * factor;
    text[0] = '\0';
    switch (estimate->method) {
    case DS_METHOD_JACKKNIFE:
    case DS_METHOD_SKEWED:
    case DS_METHOD_CONTROLLED:
    case DS_METHOD_WILSON:
    case DS_METHOD_EXACT:
        if (shows_sides)
            (void)snprintf(text, size, "[%.*f, %.*f]", decimals, lo, decimals, hi);
        else
            (void)snprintf(text, size, "± %.*f", decimals, estimate->half_width * factor);
        break;
    case DS_METHOD_BOUND_HIGH:
        (void)snprintf(text, size, "(< %.*f)", decimals, hi);
        break;
    case DS_METHOD_BOUND_LOW:
        (void)snprintf(text, size, "(> %.*f)", decimals, lo);
        break;
    case DS_METHOD_NONE:
    case DS_METHOD_POINT:
    case DS_ESTIMATE_METHODS:
        break;
    }
}

void ds_estimate_describe(const ds_estimate *estimate, ds_shown_as shown,
                          ds_estimate_text *text)
{
    *text = (ds_estimate_text){.value = "–", .unit = ""};
    if (!isfinite(estimate->value))
        return;
    if (shown == DS_SHOWN_COUNT) {
        (void)snprintf(text->value, sizeof text->value, "%.*f",
                       estimate->value < 100 && estimate->value > 0 ? 1 : 0,
                       estimate->value);
        return;
    }
    scale by = scale_of(estimate->value, shown);
    int decimals = decimals_of(estimate, by.factor);
    bool is_bound =
        estimate->method == DS_METHOD_BOUND_HIGH || estimate->method == DS_METHOD_BOUND_LOW;
    text->unit = by.unit;
    (void)snprintf(text->value, sizeof text->value, "%s%.*f",
                   estimate->is_lower_bound ? "≥ " : "", is_bound ? 0 : decimals,
                   estimate->value * by.factor);
    print_interval(estimate, is_lopsided(estimate), by.factor, decimals, text->interval,
                   sizeof text->interval);
}

static void join(const ds_estimate_text *parts, char *text, size_t size)
{
    (void)snprintf(text, size, "%s%s%s%s%s", parts->value, parts->unit[0] ? " " : "",
                   parts->unit, parts->interval[0] ? " " : "", parts->interval);
}

/* The longer side alone says enough where both do not fit. */
static void shorten(const ds_estimate *estimate, ds_shown_as shown, ds_estimate_text *parts)
{
    double factor = scale_of(estimate->value, shown).factor;
    if (estimate->method == DS_METHOD_SKEWED)
        print_interval(estimate, false, factor, decimals_of(estimate, factor),
                       parts->interval, sizeof parts->interval);
}

void ds_estimate_print(const ds_estimate *estimate, ds_shown_as shown, int width,
                       char text[DS_ESTIMATE_TEXT_SIZE * 3])
{
    ds_estimate_text parts;
    size_t size = (size_t)DS_ESTIMATE_TEXT_SIZE * 3;
    ds_estimate_describe(estimate, shown, &parts);
    join(&parts, text, size);
    if (ds_text_width(text) > width) {
        shorten(estimate, shown, &parts);
        join(&parts, text, size);
    }
    if (ds_text_width(text) > width) {
        parts.interval[0] = '\0';
        join(&parts, text, size);
    }
    if (ds_text_width(text) > width)
        (void)snprintf(text, size, "%.3g", estimate->value);
}
