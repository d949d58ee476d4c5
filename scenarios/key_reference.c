#include "scenarios/key_reference.h"

#include "scenarios/key_table.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>

#define TEXT_SIZE 512
#define MOST_CHAPTERS 32

static const char introduction[] =
    "# Scenario files\n"
    "\n"
    "<!-- Made from the table of keys in scenarios/keys_*.c: change that, then run\n"
    "     test_scenario_reference --update. -->\n"
    "\n"
    "A scenario is one YAML 1.2 document. What is not written has its default. Anchors "
    "and\n"
    "aliases work, and `<<: *anchor` takes over the entries of another mapping. An "
    "unknown\n"
    "key or name is an error that names its line and column and the nearest known "
    "spelling.\n"
    "\n"
    "Editors with a YAML language server complete keys and show what they mean, if the "
    "first\n"
    "line of a scenario names the schema [scenario.schema.json](scenario.schema.json) "
    "(installed\n"
    "as `share/desksim/schemas/scenario.schema.json`):\n"
    "\n"
    "    # yaml-language-server: "
    "$schema=/usr/local/share/desksim/schemas/scenario.schema.json\n"
    "\n"
    "- **Durations**: `90s`, `15m`, `1h30m`, `0.5h`, `2d`, `26w`; where it says so also\n"
    "  business days, `3bd`.\n"
    "- **Shares**: `22%` or `0.22`. Shares of a whole sum to 100 %.\n"
    "- **Dates and times** are local: `2026-01-05`, `2026-01-05T08:00`.\n"
    "- **Distributions** of durations, their arguments separated by spaces, since between\n"
    "  braces a comma ends a value: `constant(4m)` or just `4m`, `uniform(min 5m max "
    "9m)`,\n"
    "  `triangular(min 5m mode 8m max 30m)`, `exponential(mean 6m)`, `lognormal(mean 12m "
    "cv\n"
    "  0.8)`, `gamma(mean 1h cv 0.5)`, `weibull(mean 1h shape 0.8)`, "
    "`hyperexponential(mean\n"
    "  20m cv 2)`, `empirical(FILE)` with one duration a line.\n"
    "- **Values that are not known for certain** take an interval: `rate: 160/day ±10%`,\n"
    "  `160/day ± 16`, `lognormal(mean 12m cv 0.8) ±2m` (of the mean), `20% ±5pp`; `+-` "
    "does\n"
    "  for `±`. The value lies in it with 95 % probability and is drawn anew in each\n"
    "  replication. Rates, distributions, numbers and shares of `arrivals` and "
    "`categories`\n"
    "  can have one, other than shares of a whole.\n"
    "- **Files** are looked for beside the scenario.\n"
    "- `--set PATH=VALUE` replaces a value. A path is keys and names with dots between "
    "and\n"
    "  items of lists counted from 1: `groups.L1.agents=14`,\n"
    "  `arrivals.incidents.events.1.factor=2`. Odd names stand in double quotes:\n"
    "  `groups.\"Level 2.5\".agents=3`.\n";

/* Where a key stands: the names from the chapter's top down to it. */
typedef struct path {
    const struct path *above; /* NULL: the chapter itself */
    const char *name;
} path;

static void print_section(FILE *out, const ds_section *section, const path *above);

/* What a name of a kind stands as in a path. */
static const char *placeholder(ds_name_kind kind)
{
    static const char *const words[DS_NAME_KINDS] = {
        [DS_NAME_NEW] = "NAME",          [DS_NAME_PRIORITY] = "PRIORITY",
        [DS_NAME_IMPACT] = "IMPACT",     [DS_NAME_URGENCY] = "URGENCY",
        [DS_NAME_CALENDAR] = "CALENDAR", [DS_NAME_SLA] = "SLA",
        [DS_NAME_CONTRACT] = "CONTRACT", [DS_NAME_GROUP] = "GROUP",
        [DS_NAME_STREAM] = "STREAM",     [DS_NAME_CATEGORY] = "CATEGORY",
        [DS_NAME_SITE] = "SITE",
    };
    return words[kind];
}

/* Words of a description as Markdown: '…' becomes `…`. */
static void print_quoted(FILE *out, const char *text)
{
    for (; *text; text++)
        fputc(*text == '\'' ? '`' : *text, out);
}

static void print_value(FILE *out, const ds_key *key)
{
    char text[TEXT_SIZE];
    ds_key_describe(key, text, sizeof text);
    print_quoted(out, text);
    if ((key->forms & DS_AS_MAPPING) && key->section->title) {
        fputs(" ([below](#", out);
        for (const char *at = key->section->title; *at; at++)
            fputc(*at == ' ' ? '-' : tolower((unsigned char)*at), out);
        fputs("))", out);
    }
    if ((key->forms & DS_AS_LIST) && key->item) {
        ds_key_describe(key->item, text, sizeof text);
        fputs(" (each ", out);
        print_quoted(out, text);
        fputc(')', out);
    }
}

static void print_default(FILE *out, const ds_key *key)
{
    if (key->is_required)
        fputs("*needed*", out);
    else if (key->fallback)
        fprintf(out, "`%s`", key->fallback);
    else if (key->fallback_note)
        fputs(key->fallback_note, out);
}

static void print_path(FILE *out, const path *at)
{
    if (at->above) {
        print_path(out, at->above);
        fputc('.', out);
    }
    fputs(at->name, out);
}

static void print_row(FILE *out, const ds_key *key, const path *at)
{
    fputs("| `", out);
    print_path(out, at);
    fputs("` | ", out);
    print_value(out, key);
    fputs(" | ", out);
    print_default(out, key);
    fprintf(out, " | %s |\n", key->sentence ? key->sentence : "");
}

/* A key with all that is inside it. */
static void print_key(FILE *out, const ds_key *key, const path *at)
{
    print_row(out, key, at);
    if ((key->forms & DS_AS_MAPPING) && !key->section->title)
        print_section(out, key->section, at);
    if ((key->forms & DS_AS_LIST) && key->item && key->item->section) {
        const path item = {at, "N"};
        print_section(out, key->item->section, &item);
    }
}

static void print_section(FILE *out, const ds_section *section, const path *above)
{
    for (size_t i = 0; i < section->key_count; i++) {
        const path at = {above, section->keys[i].name};
        print_key(out, &section->keys[i], &at);
    }
    if (section->rest) {
        const path at = {above, placeholder(section->rest_names)};
        print_key(out, section->rest, &at);
    }
}

/* A chapter: the keys of the file, or those of each entry of a mapping of names. */
static void print_chapter(FILE *out, const ds_section *section)
{
    fprintf(out, "\n## %s\n\n", section->title);
    if (section->sentence)
        fprintf(out, "%s\n\n", section->sentence);
    fputs("| key | value | default | meaning |\n| --- | --- | --- | --- |\n", out);
    print_section(out, section->rest ? section->rest->section : section, NULL);
}

/* Sections with a title, in the order in which they are first met. */
typedef struct chapters {
    const ds_section *list[MOST_CHAPTERS];
    size_t count;
} chapters;

static void collect(chapters *found, const ds_section *section);

static void collect_key(chapters *found, const ds_key *key)
{
    if (key->section)
        collect(found, key->section);
    if (key->item && key->item->section)
        collect(found, key->item->section);
}

static void collect(chapters *found, const ds_section *section)
{
    for (size_t i = 0; i < found->count; i++)
        if (found->list[i] == section)
            return;
    if (section->title && found->count < MOST_CHAPTERS)
        found->list[found->count++] = section;
    for (size_t i = 0; i < section->key_count; i++)
        collect_key(found, &section->keys[i]);
    if (section->rest)
        collect_key(found, section->rest);
}

static void print_page(FILE *out)
{
    chapters found = {.count = 0};
    collect(&found, ds_scenario_key.section);
    fputs(introduction, out);
    for (size_t i = 0; i < found.count; i++)
        print_chapter(out, found.list[i]);
}

ds_status ds_key_reference(char **text_out, ds_error *err)
{
    size_t size;
    *text_out = NULL;
    FILE *out = open_memstream(text_out, &size);
    if (!out)
        return ds_error_no_memory(err);
    print_page(out);
    bool is_bad = ferror(out) != 0;
    if (fclose(out) != 0 || is_bad) {
        free(*text_out);
        *text_out = NULL;
        return ds_error_no_memory(err);
    }
    return DS_OK;
}
