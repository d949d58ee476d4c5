#include "scenarios/scenario_value.h"

#include <assert.h>
#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define PATH_SIZE 512
#define TEXT_SIZE 1024

ds_value ds_value_root(const ds_yaml_node *root)
{
    return (ds_value){.index = -1, .key = &ds_scenario_key, .node = root};
}

bool ds_value_is_given(const ds_value *value)
{
    return value->node && value->node->kind != DS_YAML_NULL;
}

bool ds_value_is_mapping(const ds_value *value)
{
    return value->node && value->node->kind == DS_YAML_MAPPING;
}

bool ds_value_is_list(const ds_value *value)
{
    return value->node && value->node->kind == DS_YAML_SEQUENCE;
}

ds_value ds_value_get(const ds_value *mapping, const char *name)
{
    const ds_key *key = ds_section_find(mapping->key->section, name);
    assert(key);
    ds_value value = {.parent = mapping, .name = key->name, .index = -1, .key = key};
    if (!ds_value_is_mapping(mapping))
        return value;
    for (int32_t i = 0; i < mapping->node->count; i++) {
        if (strcmp(mapping->node->entries[i].key->text, name) == 0) {
            value.index = i;
            value.node = mapping->node->entries[i].value;
        }
    }
    return value;
}

static bool is_collection(const ds_value *value)
{
    return ds_value_is_mapping(value) || ds_value_is_list(value);
}

int32_t ds_value_count(const ds_value *value)
{
    if (is_collection(value))
        return value->node->count;
    return ds_value_is_given(value) && (value->key->forms & DS_AS_LIST) ? 1 : 0;
}

ds_value ds_value_at(const ds_value *value, int32_t index)
{
    assert(index >= 0 && index < ds_value_count(value));
    if (!is_collection(value))
        return *value;
    const ds_yaml_entry *entry = &value->node->entries[index];
    ds_value item = {.parent = value, .index = index, .node = entry->value};
    if (ds_value_is_list(value)) {
        item.key = value->key->item;
        return item;
    }
    const ds_section *section = value->key->section;
    const ds_key *fixed = ds_section_find(section, entry->key->text);
    item.name = entry->key->text;
    item.key = fixed ? fixed : section->rest;
    return item;
}

bool ds_value_is_fixed_key(const ds_value *entry)
{
    return ds_section_find(entry->parent->key->section, entry->name) != NULL;
}

ds_scalar ds_value_scalar(const ds_value *value)
{
    ds_scalar scalar = {.text = NULL};
    ds_error err;
    bool is_written = value->node && value->node->kind == DS_YAML_SCALAR;
    const char *text = is_written ? value->node->text : value->key->fallback;
    const uint32_t by_others = DS_AS_DISTRIBUTION | DS_AS_HOURS | DS_AS_ZONE;
    if (!text)
        return scalar;
    if (value->key->forms & by_others)
        return (ds_scalar){.form = (ds_form)(value->key->forms & by_others), .text = text};
    ds_status status = ds_scalar_parse(value->key, text, NULL, &scalar, &err);
    assert(status == DS_OK);
    (void)status;
    return scalar;
}

/* A name as it would stand in a path. */
static void print_name(const char *name, char *buffer, size_t size)
{
    bool is_odd = name[0] == '\0';
    for (const char *at = name; *at; at++)
        is_odd |=
            !isalnum((unsigned char)*at) && !strchr("_-", *at) && (unsigned char)*at < 0x80;
    snprintf(buffer, size, is_odd ? "\"%.100s\"" : "%.100s", name);
}

void ds_value_path(const ds_value *value, char *buffer, size_t size)
{
    char part[128];
    if (!value->parent) {
        buffer[0] = '\0';
        return;
    }
    ds_value_path(value->parent, buffer, size);
    if (value->name)
        print_name(value->name, part, sizeof part);
    else
        snprintf(part, sizeof part, "%d", value->index + 1);
    size_t used = strlen(buffer);
    snprintf(buffer + used, size - used, "%s%s", used > 0 ? "." : "", part);
}

ds_place ds_value_place(const ds_value *value)
{
    for (const ds_value *at = value; at; at = at->parent)
        if (at->node)
            return at->node->place;
    return (ds_place){.path = NULL};
}

static void print(const ds_value *value, const char *format, va_list arguments,
                  char *buffer, size_t size)
{
    char path[PATH_SIZE];
    ds_value_path(value, path, sizeof path);
    snprintf(buffer, size, "%s%s", path, path[0] ? ": " : "");
    size_t used = strlen(buffer);
    vsnprintf(buffer + used, size - used, format, arguments);
}

void ds_value_error(const ds_value *value, ds_diagnostics *out, const char *format, ...)
{
    char text[TEXT_SIZE];
    va_list arguments;
    va_start(arguments, format);
    print(value, format, arguments, text, sizeof text);
    va_end(arguments);
    ds_diagnostics_add_error(out, ds_value_place(value), "%s", text);
}

void ds_value_warning(const ds_value *value, ds_diagnostics *out, const char *format, ...)
{
    char text[TEXT_SIZE];
    va_list arguments;
    va_start(arguments, format);
    print(value, format, arguments, text, sizeof text);
    va_end(arguments);
    ds_diagnostics_add_warning(out, ds_value_place(value), "%s", text);
}
