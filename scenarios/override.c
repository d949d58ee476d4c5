#include "scenarios/override.h"

#include "scenarios/key_check.h"
#include "scenarios/key_table.h"
#include "scenarios/yaml_reader.h"
#include "sim/spelling.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MOST_PARTS 16
#define TEXT_SIZE 640

typedef struct override {
    ds_arena *arena;
    ds_diagnostics *out;
    ds_place place;
    int32_t count;
    const char *parts[MOST_PARTS];
    const ds_yaml_node *value;
    ds_status status;
    /* what stands at the end of the path */
    const ds_key *found_key;
    const ds_yaml_node *found_node;
} override;

static const ds_yaml_node *fail(override *self, const char *text)
{
    ds_diagnostics_add_error(self->out, self->place, "%s", text);
    self->status = DS_BAD_INPUT;
    return NULL;
}

static const ds_yaml_node *fail_no_memory(override *self)
{
    self->status = DS_NO_MEMORY;
    return NULL;
}

/* One part of the path; *at comes to stand on what follows it. */
static bool read_part(override *self, const char **at)
{
    const char *begin = *at;
    bool is_quoted = *begin == '"';
    begin += is_quoted;
    size_t length = strcspn(begin, is_quoted ? "\"" : ".=");
    *at = begin + length;
    if ((is_quoted && **at != '"') || length == 0 || self->count == MOST_PARTS)
        return false;
    *at += is_quoted;
    self->parts[self->count] = ds_arena_copy(self->arena, begin, length);
    if (!self->parts[self->count++])
        (void)fail_no_memory(self);
    return true;
}

/* The path, up to "="; returns what follows, or NULL. */
static const char *read_path(override *self, const char *text)
{
    const char *at = text;
    while (self->status == DS_OK && read_part(self, &at)) {
        if (*at == '=')
            return at + 1;
        if (*at++ != '.')
            break;
    }
    if (self->status == DS_OK)
        (void)fail(self, "an override is PATH=VALUE, such as groups.L1.agents=14, with odd "
                         "names in double quotes");
    return NULL;
}

static const ds_yaml_node *edit(override *self, const ds_yaml_node *node, const ds_key *key,
                                int32_t part);

static const ds_yaml_node *edit_item(override *self, const ds_yaml_node *node,
                                     const ds_key *key, int32_t part)
{
    char text[TEXT_SIZE];
    char *end;
    long index = strtol(self->parts[part], &end, 10);
    if (*end || index < 1 || index > node->count || !key->item) {
        snprintf(text, sizeof text, "'%.60s' is not an item of the list, from 1 to %d",
                 self->parts[part], node->count);
        return fail(self, text);
    }
    const ds_yaml_node *item =
        edit(self, node->entries[index - 1].value, key->item, part + 1);
    if (!item)
        return NULL;
    node = ds_yaml_with_item(self->arena, node, (int32_t)index - 1, item);
    return node ? node : fail_no_memory(self);
}

/* A name that the file does not define. */
static const ds_yaml_node *fail_undefined(override *self, const ds_yaml_node *node,
                                          const char *name)
{
    const ds_yaml_node *mapping = node && node->kind == DS_YAML_MAPPING ? node : NULL;
    int32_t count = mapping ? mapping->count : 0;
    const char **known = ds_arena_take(self->arena, (size_t)count * sizeof *known);
    if (!known)
        return fail_no_memory(self);
    for (int32_t i = 0; i < count; i++)
        known[i] = mapping->entries[i].key->text;
    char text[TEXT_SIZE];
    const char *nearest =
        count > 0 ? ds_spelling_nearest(name, known, (size_t)count) : NULL;
    snprintf(text, sizeof text, "the scenario has no '%.60s' there%s%s%s", name,
             nearest ? "; did you mean '" : "", nearest ? nearest : "",
             nearest ? "'?" : "");
    return fail(self, text);
}

static const ds_yaml_node *edit_entry(override *self, const ds_yaml_node *node,
                                      const ds_key *key, int32_t part)
{
    char text[TEXT_SIZE];
    const ds_section *section = key->section;
    const char *name = self->parts[part];
    const ds_key *known = ds_section_find(section, name);
    const ds_yaml_node *old = ds_yaml_find(node, name);
    if (!known && !section->rest) {
        ds_key_explain_unknown(section, name, text, sizeof text);
        return fail(self, text);
    }
    if (!known && !old && section->rest_names == DS_NAME_NEW)
        return fail_undefined(self, node, name);
    const ds_yaml_node *value = edit(self, old, known ? known : section->rest, part + 1);
    if (!value)
        return NULL;
    const ds_yaml_node *entry =
        ds_yaml_scalar(self->arena, self->place, name, strlen(name));
    bool is_mapping = node && node->kind == DS_YAML_MAPPING;
    if (entry)
        node = ds_yaml_with_key(self->arena, is_mapping ? node : NULL, entry, value);
    return entry && node ? node : fail_no_memory(self);
}

static const ds_yaml_node *edit(override *self, const ds_yaml_node *node, const ds_key *key,
                                int32_t part)
{
    if (part == self->count) {
        self->found_key = key;
        self->found_node = node;
        return self->value;
    }
    if (node && node->kind == DS_YAML_SEQUENCE)
        return edit_item(self, node, key, part);
    if (key->section && (!node || node->kind != DS_YAML_SCALAR))
        return edit_entry(self, node, key, part);
    char text[TEXT_SIZE];
    snprintf(text, sizeof text,
             "nothing comes after '%.60s' in a path, so '%.60s' is too much",
             part > 0 ? self->parts[part - 1] : "", self->parts[part]);
    return fail(self, text);
}

/* The text of an option as it stands on the command line: the place of what is wrong. */
static const char *source_of(ds_arena *arena, const char *option, const char *text)
{
    size_t size = strlen(option) + strlen(text) + sizeof " ";
    char *source = ds_arena_take(arena, size);
    if (source)
        snprintf(source, size, "%s %s", option, text);
    return source;
}

ds_status ds_override_apply(ds_arena *arena, const ds_yaml_node *root, const char *text,
                            ds_diagnostics *out, const ds_yaml_node **root_out)
{
    const char *source = source_of(arena, "--set", text);
    if (!source)
        return DS_NO_MEMORY;
    override self = {.arena = arena, .out = out, .place = {.path = source}};
    const char *value = read_path(&self, text);
    if (!value)
        return self.status;
    ds_status status =
        ds_yaml_read(arena, value, strlen(value), source, false, out, &self.value);
    if (status != DS_OK)
        return status;
    if (!self.value) {
        (void)fail(&self, "no value follows the '='");
        return self.status;
    }
    const ds_yaml_node *edited = edit(&self, root, &ds_scenario_key, 0);
    if (edited)
        *root_out = edited;
    return self.status;
}

ds_status ds_override_find(ds_arena *arena, const ds_yaml_node *root, const char *option,
                           const char *text, ds_diagnostics *out, ds_override_target *found)
{
    static const ds_yaml_node nothing = {.kind = DS_YAML_NULL, .text = ""};
    const char *source = source_of(arena, option, text);
    if (!source)
        return DS_NO_MEMORY;
    override self = {
        .arena = arena, .out = out, .place = {.path = source}, .value = &nothing};
    const char *value = read_path(&self, text);
    if (!value || !edit(&self, root, &ds_scenario_key, 0))
        return self.status;
    bool is_scalar = self.found_node && self.found_node->kind == DS_YAML_SCALAR;
    *found = (ds_override_target){.key = self.found_key,
                                  .text = is_scalar ? self.found_node->text
                                                    : self.found_key->fallback,
                                  .values = value,
                                  .place = self.place};
    if (self.found_node && self.found_node->kind != DS_YAML_NULL && !is_scalar)
        found->text = NULL;
    return DS_OK;
}
