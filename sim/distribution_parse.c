#include "sim/distribution.h"

#include "sim/distribution_form.h"
#include "sim/duration.h"
#include "sim/empirical.h"
#include "sim/spelling.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#define SPACES " \t\r\n"
#define WORD_ENDS SPACES ",()"
#define PATH_SIZE 4096
/* How much of a word an error message quotes. */
#define QUOTED 40

typedef struct parser {
    const char *text;
    const char *directory;
    const char *at;
    const ds_distribution_form *form;
    ds_arguments arguments;
    ds_error *err;
} parser;

/* A word in the text. */
typedef struct word {
    const char *text;
    size_t length;
} word;

static ds_status fail(const parser *self, const char *where, const char *format, ...)
    DS_PRINTF(3, 4);

static ds_status fail(const parser *self, const char *where, const char *format, ...)
{
    char reason[512];
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(reason, sizeof reason, format, arguments);
    va_end(arguments);
    return ds_error_set_at(self->err, DS_BAD_INPUT, NULL, 0, (int)(where - self->text) + 1,
                           "%s%s%s", self->form ? self->form->name : "",
                           self->form ? ": " : "", reason);
}

static void skip(parser *self, const char *characters)
{
    self->at += strspn(self->at, characters);
}

static word read_word(parser *self)
{
    word out = {self->at, strcspn(self->at, WORD_ENDS)};
    self->at += out.length;
    return out;
}

/* The beginning of a word, to be quoted or compared with what is known. */
typedef struct quotation {
    char text[QUOTED + 1];
} quotation;

static quotation quote(const word *from)
{
    quotation out;
    int length = from->length < QUOTED ? (int)from->length : QUOTED;
    (void)snprintf(out.text, sizeof out.text, "%.*s", length, from->text);
    return out;
}

static bool is_word(const word *a, const char *b)
{
    return strlen(b) == a->length && memcmp(a->text, b, a->length) == 0;
}

static ds_status fail_unclosed(const parser *self)
{
    return fail(
        self, self->at,
        "the closing ')' is missing; inside { } a comma ends a plain YAML value, so "
        "separate arguments by spaces, as in %s",
        self->form->example);
}

static ds_status read_seconds(parser *self, double *out)
{
    const char *start = self->at;
    const char *end;
    ds_error reason = {0};
    ds_status status = ds_duration_parse_seconds(start, &end, out, &reason);
    if (status != DS_OK)
        return fail(self, start, "%s", reason.text);
    self->at = end;
    if (*end && !strchr(WORD_ENDS, *end))
        return fail(self, end, "unexpected '%.*s' after the duration", QUOTED, end);
    return DS_OK;
}

/* Digits only to begin with: strtod would take signs, "inf", "nan" and hexadecimal. */
static bool read_number(const word *from, double *out)
{
    quotation copy = quote(from);
    char *end;
    if (from->length > QUOTED || strspn(copy.text, "0123456789.eE+-") != from->length ||
        !strchr("0123456789.", copy.text[0]))
        return false;
    *out = strtod(copy.text, &end);
    return end > copy.text && !*end;
}

static ds_status read_value(parser *self, ds_argument_id id)
{
    const ds_argument_rule *rule = &ds_argument_rules[id];
    const char *start = self->at;
    double value = NAN;
    if (rule->in_seconds) {
        ds_status status = read_seconds(self, &value);
        if (status != DS_OK)
            return status;
    } else {
        word text = read_word(self);
        if (!read_number(&text, &value))
            value = NAN;
    }
    bool fits = rule->above ? value > rule->least : value >= rule->least;
    if (!fits || !(value <= rule->most))
        return fail(self, start, "%s '%.*s' is not %s", rule->name, (int)(self->at - start),
                    start, rule->range);
    self->arguments.present |= 1u << id;
    self->arguments.value[id] = value;
    self->arguments.column[id] = (int)(start - self->text) + 1;
    return DS_OK;
}

/* All arguments that a form takes in any of its sets. */
static unsigned known_arguments(const ds_distribution_form *form)
{
    unsigned known = 0;
    for (size_t i = 0; i < sizeof form->sets / sizeof form->sets[0]; i++)
        known |= form->sets[i];
    return known;
}

static ds_status fail_unknown_argument(const parser *self, const word *name)
{
    const char *names[DS_ARGUMENTS] = {NULL};
    quotation text = quote(name);
    for (int i = 0; i < DS_ARGUMENTS; i++)
        if (known_arguments(self->form) & (1u << i))
            names[i] = ds_argument_rules[i].name;
    const char *nearest = ds_spelling_nearest(text.text, names, DS_ARGUMENTS);
    if (nearest)
        return fail(self, name->text, "unknown argument '%s'; did you mean '%s'?",
                    text.text, nearest);
    return fail(self, name->text, "unknown argument '%s'; it takes %s, as in %s", text.text,
                self->form->takes, self->form->example);
}

static ds_status read_argument(parser *self)
{
    word name = read_word(self);
    int id = 0;
    while (id < DS_ARGUMENTS && !is_word(&name, ds_argument_rules[id].name))
        id++;
    if (id == DS_ARGUMENTS || !(known_arguments(self->form) & (1u << id)))
        return fail_unknown_argument(self, &name);
    if (self->arguments.present & (1u << id))
        return fail(self, name.text, "'%s' is given twice", ds_argument_rules[id].name);
    skip(self, SPACES);
    if (!*self->at)
        return fail_unclosed(self);
    if (strchr(",()", *self->at))
        return fail(self, self->at, "'%s' has no value; write for example %s",
                    ds_argument_rules[id].name, self->form->example);
    return read_value(self, (ds_argument_id)id);
}

/* Complains about what is missing, or about what is too much. */
static ds_status check_set(const parser *self)
{
    const ds_distribution_form *form = self->form;
    unsigned present = self->arguments.present;
    unsigned missing = 0;
    for (size_t i = 0; i < sizeof form->sets / sizeof form->sets[0]; i++) {
        if (form->sets[i] == present)
            return DS_OK;
        if (!missing && (form->sets[i] & present) == present)
            missing = form->sets[i] & ~present;
    }
    for (int i = 0; i < DS_ARGUMENTS; i++)
        if (missing & (1u << i))
            return fail(self, self->at, "'%s' is missing; it takes %s, as in %s",
                        ds_argument_rules[i].name, form->takes, form->example);
    return fail(self, self->at, "these arguments do not go together; it takes %s, as in %s",
                form->takes, form->example);
}

static ds_status read_arguments(parser *self, ds_distribution *out)
{
    for (;;) {
        skip(self, SPACES ",");
        if (!*self->at)
            return fail_unclosed(self);
        if (*self->at == ')')
            break;
        if (*self->at == '(')
            return fail(self, self->at, "unexpected '('");
        ds_status status = read_argument(self);
        if (status != DS_OK)
            return status;
    }
    ds_status status = check_set(self);
    if (status != DS_OK)
        return status;
    ds_error reason = {0};
    status = self->form->build(&self->arguments, out, &reason);
    if (status == DS_NO_MEMORY)
        return ds_error_no_memory(self->err);
    if (status != DS_OK)
        return fail(self, self->text + (reason.column > 0 ? reason.column - 1 : 0), "%s",
                    reason.text);
    return DS_OK;
}

static ds_status read_constant(parser *self, ds_distribution *out)
{
    skip(self, SPACES);
    ds_status status = read_seconds(self, &out->parameter[0]);
    if (status != DS_OK)
        return status;
    skip(self, SPACES);
    return *self->at ? DS_OK : fail_unclosed(self);
}

/* The name of the file runs to the last parenthesis, so that it may have any in itself. */
static ds_status read_empirical(parser *self, ds_distribution *out)
{
    char path[PATH_SIZE];
    skip(self, SPACES);
    const char *end = strrchr(self->at, ')');
    if (!end)
        return fail_unclosed(self);
    int length = (int)(end - self->at);
    while (length > 0 && strchr(SPACES, self->at[length - 1]))
        length--;
    if (length == 0)
        return fail(self, self->at, "the name of a file is missing, as in %s",
                    self->form->example);
    bool relative = *self->at != '/' && self->directory && *self->directory;
    int size = snprintf(path, sizeof path, "%s%s%.*s", relative ? self->directory : "",
                        relative ? "/" : "", length, self->at);
    if (size < 0 || size >= (int)sizeof path)
        return fail(self, self->at, "the path of the file is too long");
    ds_error reason = {0};
    ds_status status = ds_empirical_read(path, &out->values, &out->value_count, &reason);
    if (status == DS_IO_FAILED)
        return fail(self, self->at, "cannot read '%s': %s", path, reason.text);
    if (status != DS_OK && self->err)
        *self->err = reason;
    self->at = end;
    return status;
}

static ds_status fail_unknown_name(const parser *self, const word *name)
{
    const char *names[DS_DISTRIBUTION_FORMS];
    quotation text = quote(name);
    for (size_t i = 0; i < DS_DISTRIBUTION_FORMS; i++)
        names[i] = ds_distribution_forms[i].name;
    const char *nearest = ds_spelling_nearest(text.text, names, DS_DISTRIBUTION_FORMS);
    if (nearest)
        return fail(self, name->text, "unknown distribution '%s'; did you mean '%s'?",
                    text.text, nearest);
    return fail(self, name->text,
                "'%s' is neither a duration, such as 4m or 1h30m, nor a distribution "
                "(constant, uniform, triangular, exponential, lognormal, gamma, weibull, "
                "hyperexponential or empirical)",
                text.text);
}

static ds_status read_named(parser *self, ds_distribution *out)
{
    word name = read_word(self);
    for (size_t i = 0; i < DS_DISTRIBUTION_FORMS && !self->form; i++)
        if (is_word(&name, ds_distribution_forms[i].name))
            self->form = &ds_distribution_forms[i];
    if (!self->form)
        return fail_unknown_name(self, &name);
    out->kind = self->form->kind;
    skip(self, SPACES);
    if (*self->at != '(')
        return fail(self, self->at, "'(' is missing; write for example %s",
                    self->form->example);
    self->at++;
    ds_status status = out->kind == DS_CONSTANT    ? read_constant(self, out)
                       : out->kind == DS_EMPIRICAL ? read_empirical(self, out)
                                                   : read_arguments(self, out);
    if (status != DS_OK)
        return status;
    if (*self->at != ')')
        return fail(self, self->at, "unexpected '%.*s'", QUOTED, self->at);
    self->at++;
    return DS_OK;
}

static bool begins_a_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

ds_status ds_distribution_parse(const char *text, const char *directory,
                                ds_distribution *out, ds_error *err)
{
    parser self = {.text = text, .directory = directory, .at = text, .err = err};
    ds_distribution read = ds_distribution_constant(0.0);
    skip(&self, SPACES);
    ds_status status = begins_a_name(*self.at) ? read_named(&self, &read)
                                               : read_seconds(&self, &read.parameter[0]);
    skip(&self, SPACES);
    if (status == DS_OK && *self.at)
        status = fail(&self, self.at, "unexpected '%.*s' at the end", QUOTED, self.at);
    if (status != DS_OK) {
        ds_distribution_free(&read);
        read = ds_distribution_constant(0.0);
    }
    *out = read;
    return status;
}
