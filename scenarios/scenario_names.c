#include "scenarios/scenario_names.h"

#include "sim/spelling.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MOST_PRIORITIES 9
#define LISTED 8

static ds_status make_list(ds_name_list *list, ds_arena *arena, int32_t capacity)
{
    list->count = 0;
    list->names = ds_arena_take(arena, (size_t)capacity * sizeof *list->names);
    return list->names ? DS_OK : DS_NO_MEMORY;
}

static ds_status gather_keys(ds_name_list *list, ds_arena *arena, const ds_yaml_node *node,
                             const char *built_in)
{
    bool is_mapping = node && node->kind == DS_YAML_MAPPING;
    ds_status status = make_list(list, arena, (is_mapping ? node->count : 0) + 1);
    if (status != DS_OK)
        return status;
    if (built_in)
        list->names[list->count++] = built_in;
    for (int32_t i = 0; is_mapping && i < node->count; i++)
        if (!built_in || strcmp(node->entries[i].key->text, built_in) != 0)
            list->names[list->count++] = node->entries[i].key->text;
    return DS_OK;
}

static ds_status gather_items(ds_name_list *list, ds_arena *arena, const ds_yaml_node *node)
{
    ds_status status = make_list(list, arena, node->count);
    for (int32_t i = 0; status == DS_OK && i < node->count; i++)
        if (node->entries[i].value->kind == DS_YAML_SCALAR)
            list->names[list->count++] = node->entries[i].value->text;
    return status;
}

static ds_status gather_levels(ds_name_list *list, ds_arena *arena,
                               const ds_yaml_node *node)
{
    static const char *const levels[] = {"high", "medium", "low"};
    if (node && node->kind == DS_YAML_SEQUENCE)
        return gather_items(list, arena, node);
    ds_status status = make_list(list, arena, 3);
    for (int32_t i = 0; status == DS_OK && i < 3; i++)
        list->names[list->count++] = levels[i];
    return status;
}

static ds_status gather_priorities(ds_name_list *list, ds_arena *arena,
                                   const ds_yaml_node *node)
{
    if (node && node->kind == DS_YAML_SEQUENCE)
        return gather_items(list, arena, node);
    long count = node && node->kind == DS_YAML_SCALAR ? strtol(node->text, NULL, 10) : 5;
    if (count < 2 || count > MOST_PRIORITIES)
        count = 5;
    ds_status status = make_list(list, arena, (int32_t)count);
    for (int32_t i = 0; status == DS_OK && i < (int32_t)count; i++) {
        char name[16];
        int length = snprintf(name, sizeof name, "P%d", i + 1);
        char *copy = ds_arena_copy(arena, name, (size_t)length);
        if (!copy)
            return DS_NO_MEMORY;
        list->names[list->count++] = copy;
    }
    return status;
}

ds_status ds_scenario_names_gather(ds_scenario_names *names, ds_arena *arena,
                                   const ds_yaml_node *root)
{
    static const struct {
        ds_name_kind kind;
        const char *key;
        const char *built_in;
    } mappings[] = {{DS_NAME_CALENDAR, "calendars", DS_ALWAYS},
                    {DS_NAME_SLA, "slas", NULL},
                    {DS_NAME_CONTRACT, "contracts", NULL},
                    {DS_NAME_GROUP, "groups", NULL},
                    {DS_NAME_STREAM, "arrivals", NULL},
                    {DS_NAME_CATEGORY, "categories", NULL},
                    {DS_NAME_SITE, "sites", NULL}};
    *names = (ds_scenario_names){0};
    ds_status status = DS_OK;
    for (size_t i = 0; i < sizeof mappings / sizeof mappings[0] && status == DS_OK; i++)
        status = gather_keys(&names->of[mappings[i].kind], arena,
                             ds_yaml_find(root, mappings[i].key), mappings[i].built_in);
    if (status == DS_OK)
        status = gather_priorities(&names->of[DS_NAME_PRIORITY], arena,
                                   ds_yaml_find(root, "priorities"));
    if (status == DS_OK)
        status = gather_levels(&names->of[DS_NAME_IMPACT], arena,
                               ds_yaml_find(root, "impact_levels"));
    if (status == DS_OK)
        status = gather_levels(&names->of[DS_NAME_URGENCY], arena,
                               ds_yaml_find(root, "urgency_levels"));
    return status;
}

int32_t ds_scenario_names_find(const ds_scenario_names *names, ds_name_kind kind,
                               const char *name)
{
    const ds_name_list *list = &names->of[kind];
    for (int32_t i = 0; i < list->count; i++)
        if (strcmp(list->names[i], name) == 0)
            return i;
    return DS_NO_ID;
}

void ds_scenario_names_explain(const ds_scenario_names *names, ds_name_kind kind,
                               const char *name, char *buffer, size_t size)
{
    const ds_name_list *list = &names->of[kind];
    const char *word = ds_name_kind_word(kind);
    const char *nearest = list->count > 0
                              ? ds_spelling_nearest(name, list->names, (size_t)list->count)
                              : NULL;
    if (nearest) {
        snprintf(buffer, size, "there is no %s '%.60s'; did you mean '%s'?", word, name,
                 nearest);
        return;
    }
    snprintf(buffer, size, "there is no %s '%.60s'; there %s", word, name,
             list->count == 0   ? "is none"
             : list->count == 1 ? "is "
                                : "are ");
    for (int32_t i = 0; i < list->count && i < LISTED; i++) {
        size_t used = strlen(buffer);
        snprintf(buffer + used, size - used, "%s'%.60s'", i > 0 ? ", " : "",
                 list->names[i]);
    }
    size_t used = strlen(buffer);
    if (list->count > LISTED)
        snprintf(buffer + used, size - used, " and %d more", list->count - LISTED);
}
