#include "analysis/studies/vary.h"

#include "scenarios/arena.h"
#include "scenarios/override.h"

#include <ctype.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TEXT_SIZE 640
#define QUOTED 60
/* What a step may be too long or too short for the upper end to be hit. */
#define STEP_TOLERANCE 1e-9

/* PATH=VALUES being read. */
typedef struct reader {
    ds_vary *vary;
    const ds_override_target *target;
    const char *directory;
    ds_diagnostics *out;
    int32_t pieces;
    int32_t capacity;
    ds_status status;
} reader;

static bool fail(reader *self, const char *format, ...) DS_PRINTF(2, 3);

static bool fail(reader *self, const char *format, ...)
{
    char text[TEXT_SIZE];
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    ds_diagnostics_add_error(self->out, self->target->place, "%s: %s", self->vary->path,
                             text);
    self->status = DS_BAD_INPUT;
    return false;
}

static bool fail_no_memory(reader *self)
{
    self->status = DS_NO_MEMORY;
    return false;
}

/* Levels. */

static bool add_level(reader *self, const char *text, double number)
{
    ds_vary *vary = self->vary;
    for (int32_t i = 0; i < vary->count; i++)
        if (strcmp(vary->levels[i].text, text) == 0)
            return fail(self, "its values have %s twice%s", text,
                        vary->own.form == DS_AS_WHOLE
                            ? " (numbers have to be whole); write 8..16 or 8,12,16"
                            : "");
    if (vary->count == self->capacity) {
        int32_t room = self->capacity > 0 ? 2 * self->capacity : 16;
        ds_vary_level *grown = realloc(vary->levels, (size_t)room * sizeof *grown);
        if (!grown)
            return fail_no_memory(self);
        vary->levels = grown;
        self->capacity = room;
    }
    char *copy = strdup(text);
    if (!copy)
        return fail_no_memory(self);
    vary->levels[vary->count++] = (ds_vary_level){.text = copy, .number = number};
    return true;
}

/* A number in the way of `like`. */
static bool add_number(reader *self, const ds_quantity *like, double number)
{
    char text[DS_QUANTITY_TEXT_SIZE];
    ds_quantity check;
    ds_error err = {0};
    if (ds_quantity_print(like, number, text, sizeof text, &number, &err) != DS_OK)
        return fail(self, "%s", err.text);
    if (ds_quantity_read(like->key, text, self->directory, &check, &err) != DS_OK)
        return fail(self, "%s", err.text);
    return add_level(self, text, number);
}

/* How numbers are written from here on: as the first quantity was. */
static bool set_like(reader *self, const ds_quantity *like)
{
    ds_vary *vary = self->vary;
    if (vary->like_text)
        return true;
    vary->like_text = strdup(like->text);
    if (!vary->like_text)
        return fail_no_memory(self);
    vary->like = *like;
    vary->like.text = vary->like_text;
    return true;
}

/* Ranges. */

typedef struct span {
    double low;
    double high;
    double step;   /* NaN: not given */
    double points; /* NaN: not given */
    ds_quantity like;
} span;

static bool take_number(const char *text, double *number_out)
{
    char *end;
    *number_out = strtod(text, &end);
    return end > text && !*end && isfinite(*number_out);
}

static bool need_own(reader *self, const char *piece)
{
    if (self->vary->has_own)
        return true;
    if (!self->vary->own_text)
        return fail(self, "'%.*s' is a factor, but the scenario gives no value there",
                    QUOTED, piece);
    return fail(self, "'%.*s' is a factor, but the value there is '%.*s', not a number",
                QUOTED, piece, QUOTED, self->vary->own_text);
}

/* Cuts ":STEP" or "/POINTS" off the end of a range; leaves what stands before. */
static bool cut_tail(reader *self, char *piece, bool is_factor, span *out, char **step_out)
{
    char *colon = strrchr(piece, ':');
    char *slash = strrchr(piece, '/');
    *step_out = NULL;
    if (colon) {
        *colon = '\0';
        *step_out = colon + 1;
    } else if (slash &&
               (is_factor || strspn(slash + 1, "0123456789") == strlen(slash + 1))) {
        *slash = '\0';
        if (!take_number(slash + 1, &out->points) || out->points < 2 ||
            out->points != floor(out->points))
            return fail(self, "'/%.*s' is not a number of values, 2 or more", QUOTED,
                        slash + 1);
    }
    return true;
}

static bool read_factor(reader *self, const char *text, double *number_out)
{
    if (take_number(text + (*text == 'x'), number_out) && *number_out > 0)
        return true;
    return fail(self, "'%.*s' is not a factor above 0, such as x0.8", QUOTED, text);
}

static bool read_factors(reader *self, const char *low, const char *high, const char *step,
                         span *out)
{
    if (!need_own(self, low) || !read_factor(self, low, &out->low) ||
        !read_factor(self, high, &out->high) ||
        (step && !read_factor(self, step, &out->step)))
        return false;
    double own = self->vary->own.number;
    out->like = self->vary->own;
    out->low *= own;
    out->high *= own;
    out->step *= own;
    return true;
}

/* One end of a range of values. For a distribution it is a mean. */
static bool read_end(reader *self, const char *text, ds_quantity *out)
{
    ds_error err = {0};
    if (ds_quantity_read(self->target->key, text, self->directory, out, &err) == DS_OK)
        return true;
    return fail(self, "%s", err.text);
}

static bool read_values(reader *self, const char *low, const char *high, const char *step,
                        span *out)
{
    ds_quantity ends[2];
    ds_quantity width;
    if (!read_end(self, low, &ends[0]) || !read_end(self, high, &ends[1]))
        return false;
    if (ends[0].form != ends[1].form || ends[0].unit != ends[1].unit ||
        ends[0].is_in_business_days != ends[1].is_in_business_days)
        return fail(self, "'%.*s' and '%.*s' are not in one unit", QUOTED, low, QUOTED,
                    high);
    out->low = ends[0].number;
    out->high = ends[1].number;
    out->like = ends[0];
    if (ends[0].form == DS_AS_DISTRIBUTION) {
        if (!need_own(self, low))
            return false;
        out->like = self->vary->own;
    }
    if (!step || take_number(step, &out->step))
        return true;
    if (!read_end(self, step, &width))
        return false;
    out->step = width.number;
    return true;
}

static bool check_range(reader *self, const char *low, const char *high, const span *range)
{
    if (range->high < range->low)
        return fail(self, "'%.*s..%.*s' runs downwards; write the lower end first", QUOTED,
                    low, QUOTED, high);
    if (!(range->high > range->low))
        return fail(self, "'%.*s..%.*s' is empty: both ends are the same", QUOTED, low,
                    QUOTED, high);
    if (range->step <= 0)
        return fail(self, "a step has to be above 0");
    return true;
}

static bool add_range(reader *self, const span *range)
{
    double width = range->high - range->low;
    bool by_points = isfinite(range->points);
    double step = by_points ? width / (range->points - 1) : range->step;
    double count = by_points ? range->points : floor(width / step + STEP_TOLERANCE) + 1;
    if (count > DS_MOST_POINTS)
        return fail(self, "it has %.0f values; a sweep has at most %d points", count,
                    DS_MOST_POINTS);
    for (int32_t i = 0; i < (int32_t)count; i++)
        if (!add_number(self, &range->like, range->low + i * step))
            return false;
    return true;
}

/* LOW..HIGH with a tail or without; cuts `piece` up. */
static bool read_range(reader *self, char *piece, char *dots)
{
    span range = {.step = NAN, .points = NAN};
    char *step;
    char *high = dots + 2;
    bool is_factor = piece[0] == 'x';
    *dots = '\0';
    if (!piece[0] || !high[0])
        return fail(self, "a range needs both ends, as in 8..16");
    if (!cut_tail(self, high, is_factor, &range, &step) ||
        !(is_factor ? read_factors(self, piece, high, step, &range)
                    : read_values(self, piece, high, step, &range)) ||
        !check_range(self, piece, high, &range) || !set_like(self, &range.like))
        return false;
    bool has_steps = isfinite(range.step) || isfinite(range.points);
    if (!has_steps && ds_quantity_is_whole(&range.like)) {
        range.step = 1;
    } else if (!has_steps) {
        self->vary->is_continuous = true;
        self->vary->low = range.low;
        self->vary->high = range.high;
        return true;
    }
    return add_range(self, &range);
}

/* Pieces. */

static bool is_factor(const char *piece)
{
    return piece[0] == 'x' && (isdigit((unsigned char)piece[1]) || piece[1] == '.');
}

static bool read_value(reader *self, const char *piece)
{
    ds_quantity quantity;
    ds_scalar scalar;
    ds_error err = {0};
    const ds_key *key = self->target->key;
    if (ds_quantity_read(key, piece, self->directory, &quantity, &err) == DS_OK)
        return set_like(self, &quantity) && add_level(self, piece, quantity.number);
    if (ds_scalar_parse(key, piece, self->directory, &scalar, &err) == DS_OK)
        return add_level(self, piece, NAN);
    return fail(self, "%s", err.text);
}

static bool read_piece(reader *self, char *piece)
{
    char *dots = strstr(piece, "..");
    double factor;
    self->pieces++;
    if (!piece[0])
        return fail(self, "a value is missing between two commas");
    if (dots && piece[0] != '"')
        return read_range(self, piece, dots);
    if (!is_factor(piece))
        return read_value(self, piece);
    return need_own(self, piece) && read_factor(self, piece, &factor) &&
           set_like(self, &self->vary->own) &&
           add_number(self, &self->vary->own, factor * self->vary->own.number);
}

/* Where a piece ends: at a comma outside of brackets. */
static char *end_of_piece(char *at)
{
    int depth = 0;
    for (; *at && (*at != ',' || depth > 0); at++)
        depth += (*at == '(') - (*at == ')');
    return at;
}

static bool read_pieces(reader *self, char *values)
{
    for (char *at = values;;) {
        char *end = end_of_piece(at);
        bool is_last = *end == '\0';
        *end = '\0';
        at += strspn(at, " ");
        for (char *tail = end; tail > at && tail[-1] == ' '; tail--)
            tail[-1] = '\0';
        if (!read_piece(self, at))
            return false;
        if (is_last)
            return true;
        at = end + 1;
    }
}

static bool finish(reader *self)
{
    ds_vary *vary = self->vary;
    if (vary->is_continuous)
        return self->pieces == 1 ||
               fail(self, "a range without steps stands alone; write 4h..8h/5 for five "
                          "values");
    vary->is_numeric = true;
    vary->low = INFINITY;
    vary->high = -INFINITY;
    for (int32_t i = 0; i < vary->count; i++) {
        vary->is_numeric &= isfinite(vary->levels[i].number);
        vary->low = fmin(vary->low, vary->levels[i].number);
        vary->high = fmax(vary->high, vary->levels[i].number);
    }
    return true;
}

static bool read_own(reader *self)
{
    ds_vary *vary = self->vary;
    ds_error err;
    const uint32_t scalars = DS_AS_MAPPING - 1;
    if (!(self->target->key->forms & scalars))
        return fail(self, "it is not a single value; vary one of those in it");
    if (!self->target->text)
        return true;
    vary->own_text = strdup(self->target->text);
    if (!vary->own_text)
        return fail_no_memory(self);
    vary->has_own = ds_quantity_read(self->target->key, vary->own_text, self->directory,
                                     &vary->own, &err) == DS_OK;
    return true;
}

static ds_status read_all(reader *self, const char *text)
{
    ds_vary *vary = self->vary;
    size_t length = (size_t)(self->target->values - text) - 1;
    vary->path = strndup(text, length);
    char *values = strdup(self->target->values);
    if (!vary->path || !values)
        (void)fail_no_memory(self);
    else if (values[strspn(values, " ")] == '\0')
        (void)fail(self, "no values follow the '='");
    else if (read_own(self) && read_pieces(self, values) && finish(self))
        vary->is_numeric |= vary->is_continuous;
    free(values);
    return self->status;
}

ds_status ds_vary_read(const ds_scenario *scenario, const char *text, ds_vary *vary,
                       ds_diagnostics *out)
{
    ds_arena arena = {0};
    ds_override_target target;
    *vary = (ds_vary){0};
    ds_status status =
        ds_override_find(&arena, ds_scenario_root(scenario), "--vary", text, out, &target);
    if (status == DS_OK) {
        reader self = {.vary = vary,
                       .target = &target,
                       .directory = ds_scenario_directory(scenario),
                       .out = out};
        status = read_all(&self, text);
    }
    ds_arena_free(&arena);
    return status;
}

ds_status ds_vary_of_input(const ds_uncertain_input *input, ds_vary *vary, ds_error *err)
{
    *vary = (ds_vary){.input = input,
                      .has_own = true,
                      .is_numeric = true,
                      .is_continuous = true,
                      .own = input->quantity,
                      .low = ds_input_quantile(input, 0.025),
                      .high = ds_input_quantile(input, 0.975)};
    vary->path = strdup(input->path);
    vary->own_text = strdup(input->quantity.text);
    vary->like_text = strdup(input->quantity.text);
    if (!vary->path || !vary->own_text || !vary->like_text)
        return ds_error_no_memory(err);
    vary->own.text = vary->own_text;
    vary->like = vary->own;
    vary->like.text = vary->like_text;
    return DS_OK;
}

void ds_vary_free(ds_vary *vary)
{
    for (int32_t i = 0; i < vary->count; i++)
        free(vary->levels[i].text);
    free(vary->levels);
    free(vary->path);
    free(vary->own_text);
    free(vary->like_text);
    *vary = (ds_vary){0};
}

/* Six digits: more help nobody to read a point. */
static double for_people(double number)
{
    char text[32];
    (void)snprintf(text, sizeof text, "%.6g", number);
    return strtod(text, NULL);
}

ds_status ds_vary_at(const ds_vary *vary, double u, char *text, size_t size,
                     double *number_out, ds_error *err)
{
    if (vary->is_continuous) {
        double number = vary->input ? ds_input_quantile(vary->input, u)
                                    : vary->low + u * (vary->high - vary->low);
        number = for_people(number);
        return ds_quantity_print(&vary->like, number, text, size, number_out, err);
    }
    int32_t level = (int32_t)(u * vary->count);
    (void)snprintf(text, size, "%s", vary->levels[level].text);
    if (number_out)
        *number_out = vary->levels[level].number;
    return DS_OK;
}
