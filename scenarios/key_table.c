#include "scenarios/key_table.h"

#include <stdio.h>
#include <string.h>

const ds_key *ds_section_find(const ds_section *section, const char *name)
{
    for (size_t i = 0; i < section->key_count; i++)
        if (strcmp(section->keys[i].name, name) == 0)
            return &section->keys[i];
    return NULL;
}

const char *ds_name_kind_word(ds_name_kind kind)
{
    static const char *const words[DS_NAME_KINDS] = {
        [DS_NAME_NEW] = "name",
        [DS_NAME_PRIORITY] = "priority",
        [DS_NAME_IMPACT] = "impact level",
        [DS_NAME_URGENCY] = "urgency level",
        [DS_NAME_CALENDAR] = "calendar",
        [DS_NAME_SLA] = "SLA",
        [DS_NAME_CONTRACT] = "contract",
        [DS_NAME_GROUP] = "group",
        [DS_NAME_STREAM] = "stream",
        [DS_NAME_CATEGORY] = "category",
        [DS_NAME_SITE] = "site",
    };
    return words[kind];
}

/* The parts of a description, to be joined. */
typedef struct parts {
    char text[16][96];
    int count;
} parts;

static void add_words(parts *list, const ds_key *key)
{
    for (const char *const *word = key->words; *word && list->count < 16; word++)
        snprintf(list->text[list->count++], sizeof list->text[0], "'%s'", *word);
}

static void describe_number(const ds_key *key, const char *what, char *text, size_t size)
{
    const char *unit = key->unit ? key->unit : "";
    const char *gap = key->unit ? " " : "";
    if (key->high >= 1e9)
        snprintf(text, size, "%s of at least %.10g%s%s", what, key->low, gap, unit);
    else
        snprintf(text, size, "%s from %.10g to %.10g%s%s", what, key->low, key->high, gap,
                 unit);
}

static void describe_share(const ds_key *key, char *text, size_t size)
{
    if (key->high == 1)
        snprintf(text, size, "a share such as 22%% or 0.22");
    else
        snprintf(text, size, "a share such as 22%% or 0.22, up to %.0f%%", 100 * key->high);
}

/* What the forms without a range of their own are called. */
static const char *form_words(const ds_key *key, ds_form form)
{
    static const struct {
        ds_form form;
        const char *words;
        const char *words_if_positive;
    } table[] = {
        {DS_AS_YES_NO, "yes or no", NULL},
        {DS_AS_DURATION, "a duration such as 15m or 1h30m",
         "a duration above 0 such as 15m or 1h30m"},
        {DS_AS_TARGET, "a duration such as 15m, 1h30m or 3bd",
         "a duration above 0 such as 15m, 1h30m or 3bd"},
        {DS_AS_DATE, "a date such as 2026-01-05", NULL},
        {DS_AS_MOMENT, "a date such as 2026-01-05, or with a time: 2026-01-05T08:00", NULL},
        {DS_AS_RATE, "a rate above 0 such as 160/workday (per h, day, workday or week)",
         NULL},
        {DS_AS_DISTRIBUTION, "a distribution such as lognormal(mean 12m cv 0.8)", NULL},
        {DS_AS_HOURS, "working hours such as Mon-Fri 08:00-18:00", NULL},
        {DS_AS_ZONE, "a time zone such as Europe/London", NULL},
        {DS_AS_FILE, "the name of a file", NULL},
        {DS_AS_TEXT, "a text", NULL},
        {DS_AS_MAPPING, "a mapping", NULL},
        {DS_AS_LIST, "a list", NULL},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++)
        if (table[i].form == form)
            return key->is_positive && table[i].words_if_positive
                       ? table[i].words_if_positive
                       : table[i].words;
    return "";
}

static void add_form(parts *list, const ds_key *key, ds_form form)
{
    char *text = list->text[list->count];
    size_t size = sizeof list->text[0];
    if (list->count == 16)
        return;
    if (form == DS_AS_WORD) {
        add_words(list, key);
        return;
    }
    if (form == DS_AS_WHOLE)
        describe_number(key, "a whole number", text, size);
    else if (form == DS_AS_NUMBER)
        describe_number(key, "a number", text, size);
    else if (form == DS_AS_SHARE)
        describe_share(key, text, size);
    else if (form == DS_AS_GROWTH)
        snprintf(text, size, "a growth from %.0f%%/month to %.0f%%/month", 100 * key->low,
                 100 * key->high);
    else if (form == DS_AS_NAME)
        snprintf(text, size, "the name of a %s", ds_name_kind_word(key->names));
    else
        snprintf(text, size, "%s", form_words(key, form));
    list->count++;
}

void ds_key_describe(const ds_key *key, char *buffer, size_t size)
{
    parts list = {.count = 0};
    for (uint32_t form = DS_AS_WHOLE; form <= DS_AS_LIST; form <<= 1) {
        if (form == DS_AS_FILE && (key->forms & DS_AS_WORD))
            add_form(&list, key, DS_AS_WORD);
        if (key->forms & form)
            add_form(&list, key, (ds_form)form);
    }
    buffer[0] = '\0';
    for (int i = 0; i < list.count; i++) {
        size_t used = strlen(buffer);
        const char *link = i == 0 ? "" : i == list.count - 1 ? " or " : ", ";
        snprintf(buffer + used, size - used, "%s%s", link, list.text[i]);
    }
}
