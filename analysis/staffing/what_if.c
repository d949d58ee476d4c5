#include "analysis/staffing/what_if.h"

#include "scenarios/yaml_tree.h"
#include "sim/spelling.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_AGENTS = 100000, DAY_MINUTES = 1440 };

/* A question and the changes as they are written. */
typedef struct question {
    const char *option;
    const char *text;
    const ds_scenario *scenario;
    const ds_desk *desk;
    FILE *out;
    int32_t changes; /* so far */
    ds_error *err;
} question;

const char *ds_what_if_option(ds_what_if kind)
{
    static const char *const options[] = {"--hire", "--move-shift", "--volume", "--sla"};
    return options[kind];
}

/* A key as a step of a path, in quotes where it needs them. */
static void put_key(FILE *out, const char *key)
{
    bool is_odd = strpbrk(key, ". =\"[]") != NULL;
    fprintf(out, is_odd ? "\"%s\"" : "%s", key);
}

static void begin_change(question *it)
{
    fputs(it->changes++ > 0 ? "; " : ": ", it->out);
}

static const ds_yaml_node *member(const ds_yaml_node *of, const char *key)
{
    return of && of->kind == DS_YAML_MAPPING ? ds_yaml_find(of, key) : NULL;
}

/* Groups. */

static ds_status no_group(const question *it, const char *name)
{
    const char **names = calloc((size_t)it->desk->group_count + 1, sizeof *names);
    if (!names)
        return ds_error_no_memory(it->err);
    for (int32_t g = 0; g < it->desk->group_count; g++)
        names[g] = it->desk->groups[g].name;
    const char *nearest = ds_spelling_nearest(name, names, (size_t)it->desk->group_count);
    free(names);
    return ds_error_set(it->err, DS_BAD_INPUT, "%s %s: no group is called '%s'%s%s%s",
                        it->option, it->text, name, nearest ? "; did you mean '" : "",
                        nearest ? nearest : "", nearest ? "'?" : "");
}

static const ds_group *find_group(const question *it, const char *name)
{
    for (int32_t g = 0; g < it->desk->group_count; g++)
        if (strcmp(it->desk->groups[g].name, name) == 0)
            return &it->desk->groups[g];
    return NULL;
}

static const ds_yaml_node *shifts_of(const question *it, const char *group)
{
    const ds_yaml_node *groups = member(ds_scenario_written(it->scenario), "groups");
    return member(member(groups, group), "shifts");
}

/* More of them. */

static ds_status hire_into_shift(question *it, const char *group, long more)
{
    const ds_yaml_node *shifts = shifts_of(it, group);
    const ds_yaml_node *agents =
        shifts && shifts->count == 1 ? member(shifts->entries[0].value, "agents") : NULL;
    long own = agents ? strtol(agents->text, NULL, 10) : 0;
    if (!agents)
        return ds_error_set(it->err, DS_BAD_INPUT,
                            "%s %s: it is not plain who works in '%s': use desksim compare "
                            "--with groups.%s.shifts.1.agents=… (or of another shift)",
                            it->option, it->text, group, group);
    if (own + more < 0)
        return ds_error_set(it->err, DS_BAD_INPUT, "%s %s: '%s' has only %ld agents",
                            it->option, it->text, group, own);
    begin_change(it);
    fputs("groups.", it->out);
    put_key(it->out, group);
    fprintf(it->out, ".shifts.1.agents=%ld", own + more);
    return DS_OK;
}

static ds_status hire_into(question *it, const char *name, long more)
{
    const ds_group *group = find_group(it, name);
    if (!group)
        return no_group(it, name);
    if (group->agents == DS_UNLIMITED_AGENTS)
        return ds_error_set(it->err, DS_BAD_INPUT,
                            "%s %s: the agents of '%s' are unlimited", it->option, it->text,
                            name);
    if (group->staffing)
        return hire_into_shift(it, name, more);
    if (group->agents + more < 0)
        return ds_error_set(it->err, DS_BAD_INPUT, "%s %s: '%s' has only %d agents",
                            it->option, it->text, name, (int)group->agents);
    begin_change(it);
    fputs("groups.", it->out);
    put_key(it->out, name);
    fprintf(it->out, ".agents=%ld", group->agents + more);
    return DS_OK;
}

static ds_status hire(question *it)
{
    char name[256];
    const char *equals = strrchr(it->text, '=');
    char *end = NULL;
    long more = equals ? strtol(equals + 1, &end, 10) : 0;
    if (!equals || equals == it->text || end == equals + 1 || *end || more == 0 ||
        labs(more) > MOST_AGENTS || (size_t)(equals - it->text) >= sizeof name)
        return ds_error_set(it->err, DS_BAD_INPUT,
                            "%s %s: it takes GROUP=N, N agents more (fewer: -1 …), at most "
                            "%d",
                            it->option, it->text, MOST_AGENTS);
    (void)snprintf(name, sizeof name, "%.*s", (int)(equals - it->text), it->text);
    fprintf(it->out, "%ld %s at %s", labs(more), more > 0 ? "more" : "fewer", name);
    return hire_into(it, name, more);
}

/* Later shifts. */

static bool is_time(const char *text)
{
    return isdigit((unsigned char)text[0]) && isdigit((unsigned char)text[1]) &&
           text[2] == ':' && isdigit((unsigned char)text[3]) &&
           isdigit((unsigned char)text[4]);
}

static int minutes_of(const char *text)
{
    return 600 * (text[0] - '0') + 60 * (text[1] - '0') + 10 * (text[3] - '0') +
           (text[4] - '0');
}

/* Writes hours with each time so much later. Of "HH:MM-HH:MM" the first has to stay on its
 * day; a later end may be on the next. */
static ds_status put_later(question *it, const char *hours, int later)
{
    bool is_start = true;
    for (const char *at = hours; *at;) {
        if (!is_time(at)) {
            fputc(*at++, it->out);
            continue;
        }
        int minutes = minutes_of(at) + later;
        if (is_start && (minutes < 0 || minutes >= DAY_MINUTES))
            return ds_error_set(it->err, DS_BAD_INPUT,
                                "%s %s: '%s' would begin on another day", it->option,
                                it->text, hours);
        minutes = (minutes + DAY_MINUTES) % DAY_MINUTES;
        fprintf(it->out, "%02d:%02d", minutes / 60, minutes % 60);
        at += sizeof "HH:MM" - 1;
        is_start = !is_start;
    }
    return DS_OK;
}

static ds_status put_hours(question *it, const ds_yaml_node *hours, int later)
{
    ds_status status = DS_OK;
    if (hours->kind != DS_YAML_SEQUENCE)
        return put_later(it, hours->text, later);
    fputc('[', it->out);
    for (int32_t i = 0; i < hours->count && status == DS_OK; i++) {
        fputs(i > 0 ? ", \"" : "\"", it->out); /* "Sat,Sun …" is one item */
        status = put_later(it, hours->entries[i].value->text, later);
        fputc('"', it->out);
    }
    fputc(']', it->out);
    return status;
}

static ds_status move_breaks(question *it, const char *group, long number,
                             const ds_yaml_node *shift, int later)
{
    const ds_yaml_node *breaks = member(shift, "breaks");
    ds_status status = DS_OK;
    for (int32_t b = 0; breaks && b < breaks->count && status == DS_OK; b++) {
        const ds_yaml_node *time = member(breaks->entries[b].value, "time");
        if (!time)
            continue;
        begin_change(it);
        fputs("groups.", it->out);
        put_key(it->out, group);
        fprintf(it->out, ".shifts.%ld.breaks.%d.time=", number, (int)b + 1);
        status = put_later(it, time->text, later);
    }
    return status;
}

static ds_status move(question *it, const char *group, long number, int later)
{
    const ds_yaml_node *shifts = shifts_of(it, group);
    if (!find_group(it, group))
        return no_group(it, group);
    if (!shifts)
        return ds_error_set(it->err, DS_BAD_INPUT, "%s %s: '%s' has no shifts", it->option,
                            it->text, group);
    if (number > shifts->count)
        return ds_error_set(it->err, DS_BAD_INPUT, "%s %s: '%s' has only %d shift%s",
                            it->option, it->text, group, (int)shifts->count,
                            shifts->count == 1 ? "" : "s");
    const ds_yaml_node *shift = shifts->entries[number - 1].value;
    const ds_yaml_node *hours = member(shift, "hours");
    if (!hours)
        return ds_error_set(it->err, DS_BAD_INPUT,
                            "%s %s: the shift has a rotation instead of hours", it->option,
                            it->text);
    begin_change(it);
    fputs("groups.", it->out);
    put_key(it->out, group);
    fprintf(it->out, ".shifts.%ld.hours=", number);
    ds_status status = put_hours(it, hours, later);
    return status == DS_OK ? move_breaks(it, group, number, shift, later) : status;
}

static ds_status move_shift(question *it)
{
    char name[256];
    const char *equals = strrchr(it->text, '=');
    const char *dot = equals;
    char *end = NULL;
    while (dot && dot > it->text && *dot != '.')
        dot--;
    long number = dot && *dot == '.' ? strtol(dot + 1, &end, 10) : 0;
    const char *by = equals ? equals + 1 : "";
    bool is_signed = *by == '+' || *by == '-';
    if (number < 1 || end != equals || dot == it->text || !is_signed || !is_time(by + 1) ||
        by[6] || (size_t)(dot - it->text) >= sizeof name)
        return ds_error_set(it->err, DS_BAD_INPUT,
                            "%s %s: it takes GROUP.N=+HH:MM or -HH:MM, such as L1.2=+01:00 "
                            "for the second shift of L1 an hour later",
                            it->option, it->text);
    int later = *by == '-' ? -minutes_of(by + 1) : minutes_of(by + 1);
    (void)snprintf(name, sizeof name, "%.*s", (int)(dot - it->text), it->text);
    fprintf(it->out, "shift %ld of %s %d min %s", number, name, abs(later),
            later < 0 ? "earlier" : "later");
    return move(it, name, number, later);
}

/* More tickets. */

static ds_status scale_stream(question *it, const char *name, const ds_yaml_node *stream,
                              double factor)
{
    const ds_yaml_node *rate = member(stream, "rate");
    char *unit = NULL;
    double own = rate ? strtod(rate->text, &unit) : 0;
    if (!rate)
        return ds_error_set(it->err, DS_BAD_INPUT,
                            "%s %s: the stream '%s' replays a trace and has no rate",
                            it->option, it->text, name);
    begin_change(it);
    fputs("arrivals.", it->out);
    put_key(it->out, name);
    fprintf(it->out, ".rate=%.10g%s", own * factor, unit);
    return DS_OK;
}

static ds_status scale(question *it)
{
    char *end = NULL;
    bool has_x = it->text[0] == 'x';
    double factor = strtod(it->text + has_x, &end);
    bool is_number = end != it->text + has_x && *end == '\0';
    if (!is_number || !isfinite(factor) || factor < 0.01 || factor > 100)
        return ds_error_set(it->err, DS_BAD_INPUT,
                            "%s %s: it takes xF, F times as many tickets, from x0.01 to "
                            "x100",
                            it->option, it->text);
    fprintf(it->out, "volume x%.10g", factor);
    const ds_yaml_node *streams = member(ds_scenario_written(it->scenario), "arrivals");
    ds_status status = DS_OK;
    for (int32_t i = 0; streams && i < streams->count && status == DS_OK; i++)
        status = scale_stream(it, streams->entries[i].key->text, streams->entries[i].value,
                              factor);
    return status;
}

/* Other targets. */

static ds_status no_priority(const question *it, const char *name)
{
    const ds_desk *desk = it->desk;
    const char *names[DS_MAX_PRIORITIES];
    bool is_known = false;
    for (int32_t p = 0; p < desk->priority_count; p++) {
        names[p] = desk->priority_names[p];
        is_known |= strcmp(names[p], name) == 0;
    }
    const char *nearest = ds_spelling_nearest(name, names, (size_t)desk->priority_count);
    if (is_known)
        return ds_error_set(it->err, DS_BAD_INPUT,
                            "%s %s: no SLA has a resolution target for %s", it->option,
                            it->text, name);
    return ds_error_set(it->err, DS_BAD_INPUT, "%s %s: no priority is called '%s'%s%s%s",
                        it->option, it->text, name, nearest ? "; did you mean '" : "",
                        nearest ? nearest : "", nearest ? "'?" : "");
}

static ds_status retarget(question *it)
{
    char name[256];
    const char *equals = strchr(it->text, '=');
    if (!equals || equals == it->text || !equals[1] || strpbrk(equals, "; ") ||
        (size_t)(equals - it->text) >= sizeof name)
        return ds_error_set(it->err, DS_BAD_INPUT,
                            "%s %s: it takes PRIORITY=DURATION, such as P3=6h", it->option,
                            it->text);
    (void)snprintf(name, sizeof name, "%.*s", (int)(equals - it->text), it->text);
    fprintf(it->out, "%s within %s", name, equals + 1);
    const ds_yaml_node *slas = member(ds_scenario_written(it->scenario), "slas");
    for (int32_t i = 0; slas && i < slas->count; i++) {
        if (!member(member(slas->entries[i].value, "resolution"), name))
            continue;
        begin_change(it);
        fputs("slas.", it->out);
        put_key(it->out, slas->entries[i].key->text);
        fprintf(it->out, ".resolution.%s=%s", name, equals + 1);
    }
    return it->changes > 0 ? DS_OK : no_priority(it, name);
}

ds_status ds_what_if_changes(ds_what_if kind, const char *text, const ds_scenario *scenario,
                             const ds_desk *desk, char **changes_out, ds_error *err)
{
    static ds_status (*const answers[])(question *) = {hire, move_shift, scale, retarget};
    size_t size = 0;
    question it = {.option = ds_what_if_option(kind),
                   .text = text,
                   .scenario = scenario,
                   .desk = desk,
                   .err = err};
    *changes_out = NULL;
    it.out = open_memstream(changes_out, &size);
    if (!it.out)
        return ds_error_no_memory(err);
    ds_status status = answers[kind](&it);
    if (fclose(it.out) != 0 && status == DS_OK)
        status = ds_error_no_memory(err);
    if (status != DS_OK) {
        free(*changes_out);
        *changes_out = NULL;
    }
    return status;
}
