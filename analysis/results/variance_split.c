#include "analysis/results/variance_split.h"

#include "analysis/estimates/estimate_text.h"
#include "analysis/results/csv_text.h"
#include "analysis/results/summary_tables.h"
#include "analysis/results/text_width.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define NAME_SIZE 512
#define NUMBER_WIDTH 10
#define SHARE_WIDTH 16
/* A spread below this share of the value is rounding. */
#define ROUNDING 1e-12

void ds_variance_split_free(ds_variance_split *split)
{
    free(split->parts);
    *split = (ds_variance_split){0};
}

/* The mean squares of a one-way design of `count` groups with two members. */
typedef struct squares {
    double between;
    double within;
} squares;

static squares mean_squares(const double *a, const double *b, int32_t count)
{
    squares it = {0};
    double mean = 0;
    for (int32_t i = 0; i < count; i++)
        mean += (a[i] + b[i]) / (2.0 * count);
    for (int32_t i = 0; i < count; i++) {
        double middle = (a[i] + b[i]) / 2 - mean;
        double apart = a[i] - b[i];
        it.between += 2 * middle * middle / (count - 1);
        it.within += apart * apart / 2 / count;
    }
    return it;
}

/* The intraclass correlation that belongs to a ratio of mean squares, not below 0. */
static double share_of(double ratio)
{
    return fmax(0, (ratio - 1) / (ratio + 1));
}

static void conclude(ds_variance_part *part, squares it, int32_t count, double level)
{
    double input = fmax(0, (it.between - it.within) / 2);
    part->chance_sd = sqrt(it.within);
    part->input_sd = sqrt(input);
    bool varies = sqrt(it.within + input) > ROUNDING * fabs(part->value);
    if (!varies)
        return;
    part->share = input / (input + it.within);
    double tail = (1 - level) / 2;
    double ratio = it.within > 0 ? it.between / it.within : INFINITY;
    if (!isfinite(ratio))
        return;
    part->share_lo = share_of(ratio / gsl_cdf_fdist_Qinv(tail, count - 1, count));
    part->share_hi = share_of(ratio * gsl_cdf_fdist_Qinv(tail, count, count - 1));
}

void ds_variance_part_fill(ds_variance_part *part, const double *const x[2],
                           const double *const n[2], int32_t count, double level,
                           double *room)
{
    double sum_x = 0;
    double sum_n = 0;
    part->value = part->chance_sd = part->input_sd = NAN;
    part->share = part->share_lo = part->share_hi = NAN;
    for (int twin = 0; twin < 2; twin++)
        for (int32_t i = 0; i < count; i++) {
            sum_x += x[twin][i];
            sum_n += n[twin][i];
        }
    if (!(sum_n > 0) || count < 2)
        return;
    part->value = sum_x / sum_n;
    double mean_n = sum_n / (2.0 * count);
    for (int twin = 0; twin < 2; twin++)
        for (int32_t i = 0; i < count; i++)
            room[twin * count + i] = (x[twin][i] - part->value * n[twin][i]) / mean_n;
    conclude(part, mean_squares(room, &room[count], count), count, level);
}

/* For people. */

static ds_shown_as shown_as(const ds_variance_part *part)
{
    int32_t count;
    const char *unit = ds_measures(&count)[part->measure].unit;
    if (strcmp(unit, "share") == 0)
        return DS_SHOWN_PERCENT;
    return strcmp(unit, "h") == 0 ? DS_SHOWN_TIME : DS_SHOWN_PLAIN;
}

static void put_number(const ds_variance_part *part, double value, FILE *out)
{
    ds_estimate estimate = {.value = value,
                            .lo = NAN,
                            .hi = NAN,
                            .half_width = NAN,
                            .n = 1,
                            .method = isnan(value) ? DS_METHOD_NONE : DS_METHOD_POINT};
    char text[DS_ESTIMATE_TEXT_SIZE * 3];
    ds_estimate_print(&estimate, shown_as(part), NUMBER_WIDTH, text);
    (void)fputc(' ', out);
    ds_text_put(out, text, NUMBER_WIDTH, true);
}

static void put_part(const ds_desk *desk, const ds_variance_part *part, int width,
                     FILE *out)
{
    char room[NAME_SIZE];
    char name[2 * NAME_SIZE];
    char share[64] = "–";
    int32_t count;
    const char *slice =
        ds_dimension_row_name(desk, part->dimension, part->row, room, sizeof room);
    (void)snprintf(name, sizeof name, "%s%s%s", slice, slice[0] ? " " : "",
                   ds_measures(&count)[part->measure].name);
    if (isfinite(part->share_lo))
        (void)snprintf(share, sizeof share, "%.0f %% [%.0f, %.0f]", 100 * part->share,
                       100 * part->share_lo, 100 * part->share_hi);
    else if (isfinite(part->share))
        (void)snprintf(share, sizeof share, "%.0f %%", 100 * part->share);
    (void)fputs("  ", out);
    ds_text_put(out, name, width, false);
    put_number(part, part->value, out);
    put_number(part, part->chance_sd, out);
    put_number(part, part->input_sd, out);
    (void)fputc(' ', out);
    ds_text_put(out, share, SHARE_WIDTH, true);
    (void)fputc('\n', out);
}

void ds_variance_split_put(const ds_desk *desk, const ds_variance_split *split, FILE *out)
{
    int width = DS_SUMMARY_COLUMNS - 2 - 3 * (NUMBER_WIDTH + 1) - SHARE_WIDTH - 1;
    char text[640];
    if (split->count == 0)
        return;
    (void)fputc('\n', out);
    ds_text_put(out, "Chance or inputs", width + 2, false);
    (void)fprintf(out, " %*s %*s %*s %*s\n", NUMBER_WIDTH, "value", NUMBER_WIDTH,
                  "chance sd", NUMBER_WIDTH, "inputs sd", SHARE_WIDTH, "share of inputs");
    for (int32_t i = 0; i < split->count; i++)
        if (isfinite(split->parts[i].value))
            put_part(desk, &split->parts[i], width, out);
    (void)snprintf(text, sizeof text,
                   "%d input%s drawn anew in each replication. Chance sd: how far one such "
                   "window differs from another, inputs known. Inputs sd: how far the true "
                   "value may be off because the inputs are not known, which no number of "
                   "replications changes. Shares of the variance with %.4g %% intervals "
                   "from %d pairs of twins, for values that are about normal.",
                   split->inputs, split->inputs == 1 ? " is" : "s are", 100 * split->level,
                   split->replications);
    ds_text_wrap(out, text, DS_SUMMARY_COLUMNS, "  ", "  ");
}

/* For files. */

#define NUMBERS 6
static const char *const number_names[NUMBERS] = {"value", "chance_sd", "inputs_sd",
                                                  "share", "share_lo",  "share_hi"};

static void numbers_of(const ds_variance_part *part, double numbers[NUMBERS])
{
    numbers[0] = part->value;
    numbers[1] = part->chance_sd;
    numbers[2] = part->input_sd;
    numbers[3] = part->share;
    numbers[4] = part->share_lo;
    numbers[5] = part->share_hi;
}

void ds_variance_split_csv(const ds_desk *desk, const ds_variance_split *split, FILE *out)
{
    (void)fputs("dimension,slice,measure", out);
    for (int i = 0; i < NUMBERS; i++)
        (void)fprintf(out, ",%s", number_names[i]);
    (void)fputc('\n', out);
    for (int32_t i = 0; i < split->count; i++) {
        const ds_variance_part *part = &split->parts[i];
        char room[NAME_SIZE];
        int32_t count;
        double numbers[NUMBERS];
        numbers_of(part, numbers);
        (void)fprintf(out, "%s,", ds_dimension_key(part->dimension));
        ds_csv_text(out, ds_dimension_row_name(desk, part->dimension, part->row, room,
                                               sizeof room));
        (void)fprintf(out, ",%s", ds_measures(&count)[part->measure].name);
        for (int n = 0; n < NUMBERS; n++) {
            (void)fputc(',', out);
            ds_csv_number(out, numbers[n]);
        }
        (void)fputc('\n', out);
    }
}

static json_t *part_object(const ds_desk *desk, const ds_variance_part *part)
{
    char room[NAME_SIZE];
    int32_t count;
    double numbers[NUMBERS];
    json_t *object = json_object();
    int failures = 0;
    numbers_of(part, numbers);
    failures += json_object_set_new(object, "dimension",
                                    json_string(ds_dimension_key(part->dimension))) != 0;
    failures +=
        json_object_set_new(object, "slice",
                            json_string(ds_dimension_row_name(
                                desk, part->dimension, part->row, room, sizeof room))) != 0;
    failures +=
        json_object_set_new(object, "measure",
                            json_string(ds_measures(&count)[part->measure].name)) != 0;
    for (int n = 0; n < NUMBERS; n++)
        failures += json_object_set_new(object, number_names[n],
                                        isfinite(numbers[n]) ? json_real(numbers[n])
                                                             : json_null()) != 0;
    if (failures == 0)
        return object;
    json_decref(object);
    return NULL;
}

json_t *ds_variance_split_json(const ds_desk *desk, const ds_variance_split *split)
{
    json_t *rows = json_array();
    int failures = 0;
    for (int32_t i = 0; i < split->count; i++)
        failures += json_array_append_new(rows, part_object(desk, &split->parts[i])) != 0;
    json_t *object =
        json_pack("{s:i, s:i, s:f, s:o}", "inputs", (int)split->inputs, "replications",
                  (int)split->replications, "level", split->level, "measures", rows);
    if (failures == 0)
        return object;
    json_decref(object);
    return NULL;
}
