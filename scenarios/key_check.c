#include "scenarios/key_check.h"

#include "scenarios/scenario_value.h"
#include "sim/spelling.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#define LONGEST_NAME 200
#define MOST_KEYS 64
#define TEXT_SIZE 640

typedef struct checker {
    const ds_scenario_names *names;
    const char *directory;
    ds_diagnostics *out;
    bool is_out_of_memory;
} checker;

static void check_value(checker *self, const ds_value *value);

static bool is_cut_by_comma(const char *name)
{
    size_t length = strlen(name);
    return length > 0 && name[length - 1] == ')' && !strchr(name, '(');
}

static void explain_comma(const char *name, char *buffer, size_t size)
{
    snprintf(buffer, size,
             "unknown key '%.60s'; drop the comma before it: between braces a comma ends a "
             "value, so write lognormal(mean 6m cv 0.7)",
             name);
}

/* The key that was most likely meant, or NULL. */
static const ds_key *nearest_key(const ds_section *section, const char *name)
{
    const char *known[MOST_KEYS];
    size_t count = 0;
    for (size_t i = 0; i < section->key_count && count < MOST_KEYS; i++)
        known[count++] = section->keys[i].name;
    const char *nearest = ds_spelling_nearest(name, known, count);
    return nearest ? ds_section_find(section, nearest) : NULL;
}

void ds_key_explain_unknown(const ds_section *section, const char *name, char *buffer,
                            size_t size)
{
    if (is_cut_by_comma(name)) {
        explain_comma(name, buffer, size);
        return;
    }
    const ds_key *nearest = nearest_key(section, name);
    if (nearest) {
        snprintf(buffer, size, "unknown key '%.60s'; did you mean '%s'?", name,
                 nearest->name);
        return;
    }
    snprintf(buffer, size, "unknown key '%.60s'; known here: ", name);
    for (size_t i = 0; i < section->key_count; i++) {
        size_t used = strlen(buffer);
        snprintf(buffer + used, size - used, "%s%s", i > 0 ? ", " : "",
                 section->keys[i].name);
    }
}

/* A name that is defined here. */
static void check_new_name(checker *self, const ds_value *entry, ds_place place)
{
    const char *fault = NULL;
    size_t length = strlen(entry->name);
    if (length == 0)
        fault = "a name cannot be empty";
    else if (length > LONGEST_NAME)
        fault = "a name can have at most 200 bytes";
    else if (entry->parent->key->section == &ds_calendars_section &&
             strcmp(entry->name, DS_ALWAYS) == 0)
        fault = "the calendar 'always' is built in; choose another name";
    for (size_t i = 0; !fault && i < length; i++)
        if (iscntrl((unsigned char)entry->name[i]))
            fault = "a name cannot have control characters";
    if (fault)
        ds_diagnostics_add_error(self->out, place, "%s", fault);
}

/* Without groups or categories at all there is an error of its own, which is enough. */
static bool is_told_elsewhere(const checker *self, ds_name_kind kind)
{
    return (kind == DS_NAME_GROUP || kind == DS_NAME_CATEGORY) &&
           self->names->of[kind].count == 0;
}

/* Whether a mapping may have an entry of that name. */
static bool is_known(const checker *self, const ds_section *section, const char *name)
{
    if (ds_section_find(section, name))
        return true;
    return section->rest &&
           (section->rest_names == DS_NAME_NEW ||
            ds_scenario_names_find(self->names, section->rest_names, name) != DS_NO_ID);
}

/* The key of an entry; false where the value has no meaning. */
static bool check_entry_name(checker *self, const ds_value *mapping, const ds_value *entry)
{
    const ds_section *section = mapping->key->section;
    ds_place place = mapping->node->entries[entry->index].key->place;
    char path[TEXT_SIZE];
    char text[TEXT_SIZE];
    if (is_known(self, section, entry->name)) {
        if (!ds_value_is_fixed_key(entry) && section->rest_names == DS_NAME_NEW)
            check_new_name(self, entry, place);
        return true;
    }
    if (section->rest && is_told_elsewhere(self, section->rest_names))
        return false;
    if (!section->rest || is_cut_by_comma(entry->name))
        ds_key_explain_unknown(section, entry->name, text, sizeof text);
    else
        ds_scenario_names_explain(self->names, section->rest_names, entry->name, text,
                                  sizeof text);
    ds_value_path(mapping, path, sizeof path);
    ds_diagnostics_add_error(self->out, place, "%s%s%s", path, path[0] ? ": " : "", text);
    return false;
}

/* Whether a key that is not there was most likely meant by one that nobody knows, or has
 * been refused as empty: one message is enough. */
static bool is_explained(const ds_value *mapping, const ds_value *value)
{
    if (value->node)
        return value->key->forms & (DS_AS_MAPPING - 1);
    for (int32_t i = 0; i < ds_value_count(mapping); i++) {
        ds_value entry = ds_value_at(mapping, i);
        if (!ds_value_is_fixed_key(&entry) &&
            nearest_key(mapping->key->section, entry.name) == value->key)
            return true;
    }
    return false;
}

static void check_required(checker *self, const ds_value *mapping)
{
    const ds_section *section = mapping->key->section;
    char wanted[TEXT_SIZE];
    for (size_t i = 0; i < section->key_count; i++) {
        const ds_key *key = &section->keys[i];
        ds_value value = ds_value_get(mapping, key->name);
        bool is_empty = (key->forms & DS_AS_MAPPING) && ds_value_is_mapping(&value) &&
                        ds_value_count(&value) == 0;
        if (is_empty && key->is_required)
            ds_value_error(&value, self->out, "it is empty; at least one is needed");
        if (!key->is_required || ds_value_is_given(&value) || is_explained(mapping, &value))
            continue;
        ds_key_describe(key, wanted, sizeof wanted);
        ds_value_error(mapping, self->out, "'%s' is missing: %s", key->name, wanted);
    }
}

/* The shares of a whole; those that could not be read have their own error. */
static void check_sum(checker *self, const ds_value *mapping)
{
    double sum = 0;
    for (int32_t i = 0; i < mapping->node->count; i++) {
        ds_value entry = ds_value_at(mapping, i);
        ds_scalar scalar;
        ds_error err;
        if (entry.node->kind != DS_YAML_SCALAR ||
            ds_scalar_parse(entry.key, entry.node->text, NULL, &scalar, &err) != DS_OK)
            return;
        sum += scalar.number;
    }
    if (fabs(sum - 1) > DS_SHARE_TOLERANCE)
        ds_value_error(mapping, self->out, "the shares sum to %.8g%%, not to 100%%",
                       100 * sum);
}

static void check_mapping(checker *self, const ds_value *mapping)
{
    const ds_section *section = mapping->key->section;
    for (int32_t i = 0; i < mapping->node->count; i++) {
        ds_value entry = ds_value_at(mapping, i);
        /* A value that a comma cut in two is told by what then looks like the next key. */
        const char *next =
            i + 1 < mapping->node->count ? mapping->node->entries[i + 1].key->text : "";
        bool is_cut = is_cut_by_comma(next) && !is_known(self, section, next);
        if (check_entry_name(self, mapping, &entry) && !is_cut)
            check_value(self, &entry);
    }
    check_required(self, mapping);
    if (section->sums_to_one)
        check_sum(self, mapping);
}

/* The place of a fault within a scalar, where columns can be counted. */
static ds_place place_within(const ds_yaml_node *node, int column)
{
    ds_place place = node->place;
    if (place.line > 0 && column > 1 && node->is_plain)
        place.column += column - 1;
    return place;
}

static void refuse_scalar(checker *self, const ds_value *value, const ds_error *err)
{
    char path[TEXT_SIZE];
    ds_value_path(value, path, sizeof path);
    if (err->path[0]) {
        ds_place place = {.path = err->path, .line = err->line, .column = err->column};
        ds_diagnostics_add_error(self->out, place, "%s (from %s)", err->text, path);
        return;
    }
    ds_diagnostics_add_error(self->out, place_within(value->node, err->column), "%s: %s",
                             path, err->text);
}

static void check_scalar(checker *self, const ds_value *value)
{
    ds_scalar scalar;
    ds_error err;
    char text[TEXT_SIZE];
    ds_status status =
        ds_scalar_parse(value->key, value->node->text, self->directory, &scalar, &err);
    if (status == DS_NO_MEMORY)
        self->is_out_of_memory = true;
    else if (status != DS_OK)
        refuse_scalar(self, value, &err);
    if (status != DS_OK || scalar.form != DS_AS_NAME ||
        ds_scenario_names_find(self->names, value->key->names, scalar.text) != DS_NO_ID ||
        is_told_elsewhere(self, value->key->names))
        return;
    ds_scenario_names_explain(self->names, value->key->names, scalar.text, text,
                              sizeof text);
    ds_value_error(value, self->out, "%s", text);
}

static void check_list(checker *self, const ds_value *list)
{
    for (int32_t i = 0; i < list->node->count; i++) {
        ds_value item = ds_value_at(list, i);
        check_value(self, &item);
    }
}

static void refuse_kind(checker *self, const ds_value *value, const char *what)
{
    char wanted[TEXT_SIZE];
    ds_key_describe(value->key, wanted, sizeof wanted);
    ds_value_error(value, self->out, "%s, where %s is wanted", what, wanted);
}

static void check_value(checker *self, const ds_value *value)
{
    const uint32_t scalars = DS_AS_MAPPING - 1;
    uint32_t forms = value->key->forms;
    switch (value->node->kind) {
    case DS_YAML_NULL:
        /* A mapping or list whose entries are all commented out is an empty one. */
        if (forms & scalars || value->name == NULL)
            refuse_kind(self, value, "nothing is written here");
        else if (!ds_value_is_fixed_key(value))
            check_required(self, value);
        break;
    case DS_YAML_SCALAR:
        if (forms & scalars) {
            check_scalar(self, value);
        } else {
            char what[96];
            snprintf(what, sizeof what, "'%.60s'", value->node->text);
            refuse_kind(self, value, what);
        }
        break;
    case DS_YAML_MAPPING:
        if (forms & DS_AS_MAPPING)
            check_mapping(self, value);
        else
            refuse_kind(self, value, "a mapping");
        break;
    case DS_YAML_SEQUENCE:
        if (forms & DS_AS_LIST)
            check_list(self, value);
        else
            refuse_kind(self, value, "a list");
        break;
    }
}

ds_status ds_key_check(const ds_yaml_node *root, const ds_scenario_names *names,
                       const char *directory, ds_diagnostics *out)
{
    checker self = {.names = names, .directory = directory, .out = out};
    ds_value whole = ds_value_root(root);
    check_value(&self, &whole);
    return self.is_out_of_memory ? DS_NO_MEMORY : DS_OK;
}
