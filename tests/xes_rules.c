#include "xes_rules.h"

#include "scenarios/iso_time.h"
#include "scenarios/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { MOST_ATTRIBUTES = 4, VALUE_SIZE = 512, MOST_KEYS = 32 };

typedef struct field {
    char name[32];
    char value[VALUE_SIZE];
} field;

/* A start or end tag. */
typedef struct tag {
    char name[32];
    field fields[MOST_ATTRIBUTES];
    int count;
    bool is_end;
    bool is_empty;
} tag;

/* Keys of one component. */
typedef struct keys {
    char list[MOST_KEYS][64];
    char kind[MOST_KEYS][16];
    int count;
} keys;

typedef struct reader {
    const char *at;
    int line;
    tag now;
    keys prefixes;
    keys trace_globals;
    keys event_globals;
    xes_counts counts;
} reader;

static void wrong(const reader *in, const char *what)
{
    fail_msg("line %d: %s, before: %.60s", in->line, what, in->at);
}

static void want(const reader *in, bool is_right, const char *what)
{
    if (!is_right)
        wrong(in, what);
}

/* Markup. */

static void skip_space(reader *in)
{
    for (; *in->at == ' ' || *in->at == '\n'; in->at++)
        in->line += *in->at == '\n';
}

static bool is_name_character(char c, bool is_first)
{
    bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    return is_letter || (!is_first && ((c >= '0' && c <= '9') || strchr(".-:", c)));
}

static void read_name(reader *in, char *name, size_t size)
{
    size_t length = 0;
    while (*in->at && is_name_character(*in->at, length == 0)) {
        want(in, length + 1 < size, "a name is too long");
        name[length++] = *in->at++;
    }
    want(in, length > 0, "no name");
    name[length] = '\0';
}

static void check_entity(const reader *in)
{
    static const char *const entities[] = {"&amp;",  "&lt;",   "&gt;",
                                           "&quot;", "&apos;", "&#39;"};
    for (size_t i = 0; i < sizeof entities / sizeof entities[0]; i++)
        if (strncmp(in->at, entities[i], strlen(entities[i])) == 0)
            return;
    wrong(in, "an unknown entity");
}

static void read_value(reader *in, char *value)
{
    size_t length = 0;
    want(in, *in->at == '"', "no quote");
    for (in->at++; *in->at != '"'; in->at++) {
        want(in, (unsigned char)*in->at >= 0x20, "a control character");
        want(in, *in->at != '<', "< in a value");
        if (*in->at == '&')
            check_entity(in);
        want(in, length + 1 < VALUE_SIZE, "a value is too long for this test");
        value[length++] = *in->at;
    }
    in->at++;
    value[length] = '\0';
    want(in, ds_utf8_is_valid(value, length), "no UTF-8");
    want(in, !strstr(value, "\xEF\xBF\xBE") && !strstr(value, "\xEF\xBF\xBF"),
         "a character that XML does not know");
}

static void read_tag(reader *in)
{
    tag *now = &in->now;
    skip_space(in);
    *now = (tag){0};
    want(in, *in->at == '<', "text between elements");
    in->at++;
    now->is_end = *in->at == '/';
    in->at += now->is_end;
    read_name(in, now->name, sizeof now->name);
    for (;;) {
        skip_space(in);
        if (*in->at == '>' || *in->at == '/')
            break;
        want(in, now->count < MOST_ATTRIBUTES && !now->is_end, "too many attributes");
        field *next = &now->fields[now->count++];
        read_name(in, next->name, sizeof next->name);
        want(in, *in->at == '=', "no =");
        in->at++;
        read_value(in, next->value);
    }
    now->is_empty = *in->at == '/';
    in->at += now->is_empty;
    want(in, *in->at == '>', "no >");
    in->at++;
}

static const char *value_of(const reader *in, const char *name)
{
    for (int i = 0; i < in->now.count; i++)
        if (strcmp(in->now.fields[i].name, name) == 0)
            return in->now.fields[i].value;
    fail_msg("line %d: <%s> has no %s", in->line, in->now.name, name);
    return "";
}

static bool is_tag(const reader *in, const char *name)
{
    return !in->now.is_end && strcmp(in->now.name, name) == 0;
}

static void end_element(reader *in, const char *name)
{
    want(in, in->now.is_end && strcmp(in->now.name, name) == 0, "another element");
    read_tag(in);
}

/* Attributes. */

static bool has_key(const keys *all, const char *key)
{
    for (int i = 0; i < all->count; i++)
        if (strcmp(all->list[i], key) == 0)
            return true;
    return false;
}

static void add_key(const reader *in, keys *all, const char *key, const char *kind)
{
    want(in, !has_key(all, key), "a key comes twice");
    want(in, all->count < MOST_KEYS && strlen(key) < 64, "too much for this test");
    (void)strcpy(all->list[all->count], key);
    (void)strcpy(all->kind[all->count++], kind);
}

static void check_key(const reader *in, const char *key)
{
    const char *colon = strchr(key, ':');
    char prefix[64];
    for (const char *c = key; *c; c++)
        want(in, is_name_character(*c, c == key), "a key is no XML name");
    if (!colon)
        return;
    (void)snprintf(prefix, sizeof prefix, "%.*s", (int)(colon - key), key);
    want(in, has_key(&in->prefixes, prefix), "the prefix of no extension");
}

static void check_long(const reader *in, const char *value)
{
    char *end;
    (void)strtoll(value, &end, 10);
    want(in, *value && !*end, "no whole number");
}

static bool is_attribute(const reader *in)
{
    static const char *const kinds[] = {"string", "date", "int", "boolean"};
    for (int i = 0; i < 4; i++)
        if (is_tag(in, kinds[i]))
            return true;
    return false;
}

/* An attribute element, and steps past it. *time_out is a date's instant. */
static void read_attribute(reader *in, keys *all, int64_t *time_out)
{
    const char *key = value_of(in, "key");
    const char *value = value_of(in, "value");
    want(in, in->now.is_empty && in->now.count == 2, "an attribute has more than that");
    check_key(in, key);
    add_key(in, all, key, in->now.name);
    if (is_tag(in, "date"))
        want(in, ds_iso_time_parse(value, strlen(value), time_out, NULL) == DS_OK,
             "no instant");
    if (is_tag(in, "int"))
        check_long(in, value);
    if (is_tag(in, "boolean"))
        want(in, strcmp(value, "true") == 0 || strcmp(value, "false") == 0, "no boolean");
    read_tag(in);
}

static void read_attributes(reader *in, keys *all, int64_t *time_out)
{
    while (is_attribute(in))
        read_attribute(in, all, time_out);
}

static void want_globals(const reader *in, const keys *globals, const keys *has)
{
    for (int g = 0; g < globals->count; g++)
        if (!has_key(has, globals->list[g]))
            fail_msg("line %d: no %s, which is global", in->line, globals->list[g]);
}

/* Elements. */

static void read_extensions(reader *in)
{
    while (is_tag(in, "extension")) {
        (void)value_of(in, "name");
        (void)value_of(in, "uri");
        add_key(in, &in->prefixes, value_of(in, "prefix"), "prefix");
        want(in, in->now.is_empty && in->now.count == 3, "an extension has more");
        read_tag(in);
    }
}

static void read_globals(reader *in)
{
    int64_t time;
    while (is_tag(in, "global")) {
        bool is_event = strcmp(value_of(in, "scope"), "event") == 0;
        want(in, is_event || strcmp(value_of(in, "scope"), "trace") == 0, "a scope");
        read_tag(in);
        read_attributes(in, is_event ? &in->event_globals : &in->trace_globals, &time);
        end_element(in, "global");
    }
}

static void read_classifiers(reader *in)
{
    while (is_tag(in, "classifier")) {
        char wanted[VALUE_SIZE];
        char *rest = NULL;
        want(in, !strpbrk(value_of(in, "name"), " :"), "a classifier's name is no NCName");
        (void)strcpy(wanted, value_of(in, "keys"));
        for (char *key = strtok_r(wanted, " ", &rest); key;
             key = strtok_r(NULL, " ", &rest))
            want(in, has_key(&in->event_globals, key), "a classifier's key is not global");
        read_tag(in);
    }
}

static void check_transition(const reader *in, const char *value)
{
    static const char *const transitions[] = {
        "schedule", "assign",    "withdraw", "reassign", "start",      "suspend", "resume",
        "pi_abort", "ate_abort", "complete", "autoskip", "manualskip", "unknown"};
    for (size_t i = 0; i < sizeof transitions / sizeof transitions[0]; i++)
        if (strcmp(value, transitions[i]) == 0)
            return;
    wrong(in, "no transition of the standard lifecycle");
}

static void read_event(reader *in, int64_t *last)
{
    keys has = {0};
    int64_t at = INT64_MIN;
    read_tag(in);
    while (is_attribute(in)) {
        if (strcmp(value_of(in, "key"), "lifecycle:transition") == 0)
            check_transition(in, value_of(in, "value"));
        read_attribute(in, &has, &at);
    }
    want_globals(in, &in->event_globals, &has);
    want(in, at >= *last, "an event before the one before it");
    *last = at;
    in->counts.events++;
    end_element(in, "event");
}

static void read_trace(reader *in)
{
    keys has = {0};
    int64_t last = INT64_MIN;
    read_tag(in);
    read_attributes(in, &has, &last);
    last = INT64_MIN;
    want_globals(in, &in->trace_globals, &has);
    while (is_tag(in, "event"))
        read_event(in, &last);
    in->counts.traces++;
    end_element(in, "trace");
}

xes_counts xes_check(const char *text)
{
    static const char declaration[] = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    reader in = {.at = text + strlen(declaration), .line = 2};
    keys has = {0};
    int64_t time;
    char *end;
    assert_memory_equal(text, declaration, strlen(declaration));
    read_tag(&in);
    want(&in, is_tag(&in, "log"), "no log");
    (void)strtod(value_of(&in, "xes.version"), &end);
    want(&in, !*end, "the version is no decimal number");
    read_tag(&in);
    read_extensions(&in);
    read_globals(&in);
    read_classifiers(&in);
    read_attributes(&in, &has, &time);
    while (is_tag(&in, "trace"))
        read_trace(&in);
    want(&in, in.now.is_end && strcmp(in.now.name, "log") == 0, "not the log's end");
    skip_space(&in);
    want(&in, *in.at == '\0', "something after the log");
    return in.counts;
}
