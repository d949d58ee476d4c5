#include "scenarios/quantity.h"

#include "sim/clock.h"
#include "sim/distribution.h"
#include "sim/duration.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define QUOTED 60

static ds_status refuse(const ds_quantity *self, ds_error *err, const char *what)
{
    return ds_error_set(err, DS_BAD_INPUT,
                        "'%.*s' is %s, not a number, a share, a rate, a duration or a "
                        "distribution",
                        QUOTED, self->text, what);
}

static ds_status read_distribution(ds_quantity *self, const char *directory, ds_error *err)
{
    ds_distribution distribution;
    ds_status status = ds_distribution_parse(self->text, directory, &distribution, err);
    if (status != DS_OK)
        return status;
    bool is_list = distribution.kind == DS_EMPIRICAL;
    self->number = ds_distribution_mean(&distribution);
    ds_distribution_free(&distribution);
    return is_list ? refuse(self, err, "a list of observed times") : DS_OK;
}

static void take_duration(ds_quantity *self, const ds_duration *duration)
{
    self->is_in_business_days = duration->business_days > 0;
    self->number = self->is_in_business_days ? duration->business_days
                                             : (double)duration->ticks / (double)DS_SECOND;
}

ds_status ds_quantity_read(const ds_key *key, const char *text, const char *directory,
                           ds_quantity *out, ds_error *err)
{
    ds_scalar scalar;
    *out = (ds_quantity){.key = key, .text = text};
    ds_status status = ds_scalar_parse(key, text, directory, &scalar, err);
    if (status != DS_OK)
        return status;
    out->form = scalar.form;
    out->number = scalar.number;
    switch (scalar.form) {
    case DS_AS_WHOLE:
    case DS_AS_NUMBER:
    case DS_AS_GROWTH:
        return DS_OK;
    case DS_AS_SHARE:
        out->is_in_percent = strchr(text, '%') != NULL;
        return DS_OK;
    case DS_AS_RATE:
        out->unit = scalar.unit;
        return DS_OK;
    case DS_AS_DURATION:
    case DS_AS_TARGET:
        take_duration(out, &scalar.duration);
        return DS_OK;
    case DS_AS_DISTRIBUTION:
        return read_distribution(out, directory, err);
    case DS_AS_DATE:
    case DS_AS_MOMENT:
        return refuse(out, err, "a date");
    case DS_AS_HOURS:
        return refuse(out, err, "a week's hours");
    case DS_AS_WORD:
    case DS_AS_YES_NO:
    case DS_AS_ZONE:
    case DS_AS_NAME:
    case DS_AS_FILE:
    case DS_AS_TEXT:
    case DS_AS_MAPPING:
    case DS_AS_LIST:
        break;
    }
    return refuse(out, err, "a word");
}

bool ds_quantity_is_whole(const ds_quantity *quantity)
{
    return quantity->form == DS_AS_WHOLE || quantity->is_in_business_days;
}

void ds_quantity_range(const ds_quantity *quantity, double *low_out, double *high_out)
{
    bool has_range = quantity->form == DS_AS_WHOLE || quantity->form == DS_AS_NUMBER ||
                     quantity->form == DS_AS_SHARE;
    *low_out = has_range ? quantity->key->low : 0;
    *high_out = has_range ? quantity->key->high : INFINITY;
}

static const char *rate_word(ds_rate_unit unit)
{
    static const char *const words[] = {[DS_PER_HOUR] = "/h",
                                        [DS_PER_DAY] = "/day",
                                        [DS_PER_WORKDAY] = "/workday",
                                        [DS_PER_WEEK] = "/week"};
    return words[unit];
}

/* How many of the parameters are times, which come first. */
static int times_of(ds_distribution_kind kind)
{
    switch (kind) {
    case DS_UNIFORM:
        return 2;
    case DS_TRIANGULAR:
        return 3;
    case DS_CONSTANT:
    case DS_EXPONENTIAL:
    case DS_LOGNORMAL:
    case DS_GAMMA:
    case DS_WEIBULL:
    case DS_HYPEREXPONENTIAL:
        return 1;
    case DS_EMPIRICAL:
        break;
    }
    return 0;
}

static ds_status print_distribution(const ds_quantity *like, double mean, char *text,
                                    size_t size, double *number_out, ds_error *err)
{
    ds_distribution distribution;
    ds_status status = ds_distribution_parse(like->text, NULL, &distribution, err);
    if (status != DS_OK)
        return status;
    for (int i = 0; i < times_of(distribution.kind); i++)
        distribution.parameter[i] *= like->number > 0 ? mean / like->number : 1;
    *number_out = mean;
    ds_distribution_print(&distribution, text, size);
    ds_distribution_free(&distribution);
    return DS_OK;
}

/* The shortest text that reads back to the number, up to 15 digits: factors leave crumbs
 * beyond. */
static void print_number(double number, const char *unit, char *text, size_t size)
{
    (void)snprintf(text, size, "%.15g%s", number, unit);
}

static double print_duration(double seconds, char *text, size_t size)
{
    ds_ticks ticks = ds_ticks_from_seconds(seconds);
    ds_duration_print(ticks, text, size);
    return (double)ticks / (double)DS_SECOND;
}

ds_status ds_quantity_print(const ds_quantity *like, double number, char *text, size_t size,
                            double *number_out, ds_error *err)
{
    double ignored;
    double *written = number_out ? number_out : &ignored;
    *written = ds_quantity_is_whole(like) ? round(number) : number;
    if (like->form == DS_AS_DISTRIBUTION)
        return print_distribution(like, number, text, size, written, err);
    if (like->is_in_business_days)
        print_number(*written, "bd", text, size);
    else if (like->form == DS_AS_DURATION || like->form == DS_AS_TARGET)
        *written = print_duration(number, text, size);
    else if (like->form == DS_AS_RATE)
        print_number(number, rate_word(like->unit), text, size);
    else if (like->form == DS_AS_GROWTH)
        print_number(100 * number, "%/month", text, size);
    else if (like->is_in_percent)
        print_number(100 * number, "%", text, size);
    else
        print_number(*written, "", text, size);
    return DS_OK;
}

static bool is_time(const ds_quantity *quantity)
{
    return quantity->form == DS_AS_DISTRIBUTION || quantity->form == DS_AS_DURATION ||
           (quantity->form == DS_AS_TARGET && !quantity->is_in_business_days);
}

double ds_quantity_shown(const ds_quantity *quantity, double number)
{
    if (is_time(quantity))
        return number / 3600;
    bool is_share = quantity->form == DS_AS_SHARE || quantity->form == DS_AS_GROWTH;
    return is_share ? 100 * number : number;
}

const char *ds_quantity_unit(const ds_quantity *quantity)
{
    if (is_time(quantity))
        return "h";
    if (quantity->is_in_business_days)
        return "business days";
    if (quantity->form == DS_AS_GROWTH)
        return "%/month";
    if (quantity->form == DS_AS_SHARE)
        return "%";
    return quantity->form == DS_AS_RATE ? rate_word(quantity->unit) : "";
}
