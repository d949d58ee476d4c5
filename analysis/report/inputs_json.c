#include "analysis/report/inputs_json.h"

#include "analysis/report/comments.h"
#include "scenarios/key_table.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

typedef struct walk {
    ds_comments comments;
    int32_t noted; /* comments up to this line have been given to a value */
} walk;

static json_t *tree(walk *self, const ds_yaml_node *node, const ds_yaml_node *key,
                    const ds_key *about, const char *source);

static const char *source_of_note(const char *note)
{
    static const struct {
        const char *word;
        const char *source;
    } marks[] = {
        {"measured",   "measured"},
        {"inferred",   "inferred"},
        {"estimated",  "inferred"},
        {"assumed",    "assumed" },
        {"assumption", "assumed" },
    };
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
        if (strncasecmp(note, marks[i].word, strlen(marks[i].word)) == 0)
            return marks[i].source;
    return NULL;
}

/* Sets "note" and finds the source that it names; the comment of a line goes to the first
 * value that begins there. */
static bool take_note(walk *self, json_t *object, int32_t line, const char **source)
{
    if (line <= self->noted)
        return true;
    self->noted = line;
    char *note = ds_comments_of_line(&self->comments, line);
    bool is_good =
        note && (!note[0] || json_object_set_new(object, "note", json_string(note)) == 0);
    const char *named = note ? source_of_note(note) : NULL;
    if (named)
        *source = named;
    free(note);
    return is_good;
}

static json_t *leaf(const char *text, const char *source, int32_t line)
{
    json_t *object = json_object();
    int failures = 0;
    failures += json_object_set_new(object, "value", json_string(text)) != 0;
    failures += json_object_set_new(object, "source", json_string(source)) != 0;
    if (line > 0)
        failures += json_object_set_new(object, "line", json_integer(line)) != 0;
    if (failures == 0)
        return object;
    json_decref(object);
    return NULL;
}

/* What a section's keys are by default where the file does not have them. */
static bool add_defaults(json_t *entries, const ds_section *section)
{
    for (size_t i = 0; i < section->key_count; i++) {
        const ds_key *key = &section->keys[i];
        if (key->fallback && !json_object_get(entries, key->name) &&
            json_object_set_new(entries, key->name, leaf(key->fallback, "default", 0)) != 0)
            return false;
    }
    return true;
}

static const ds_key *key_of(const ds_section *section, const char *name)
{
    if (!section)
        return NULL;
    const ds_key *fixed = ds_section_find(section, name);
    return fixed ? fixed : section->rest;
}

static bool fill_entries(walk *self, json_t *entries, const ds_yaml_node *node,
                         const ds_key *about, const char *source)
{
    const ds_section *section = about ? about->section : NULL;
    for (int32_t i = 0; i < node->count; i++) {
        const ds_yaml_entry *entry = &node->entries[i];
        json_t *value =
            tree(self, entry->value, entry->key, key_of(section, entry->key->text), source);
        if (json_object_set_new(entries, entry->key->text, value) != 0)
            return false;
    }
    return !section || add_defaults(entries, section);
}

static bool fill_items(walk *self, json_t *items, const ds_yaml_node *node,
                       const ds_key *about, const char *source)
{
    for (int32_t i = 0; i < node->count; i++) {
        json_t *value =
            tree(self, node->entries[i].value, NULL, about ? about->item : NULL, source);
        if (json_array_append_new(items, value) != 0)
            return false;
    }
    return true;
}

static json_t *collection(walk *self, const ds_yaml_node *node, const ds_yaml_node *key,
                          const ds_key *about, const char *source)
{
    bool is_mapping = node->kind == DS_YAML_MAPPING;
    json_t *object = json_object();
    json_t *inside = is_mapping ? json_object() : json_array();
    bool is_good = object && inside &&
                   json_object_set(object, is_mapping ? "entries" : "items", inside) == 0;
    int32_t line = key && key->place.line > 0 ? key->place.line : node->place.line;
    is_good = is_good && take_note(self, object, line, &source);
    is_good = is_good && (is_mapping ? fill_entries(self, inside, node, about, source)
                                     : fill_items(self, inside, node, about, source));
    json_decref(inside);
    if (is_good)
        return object;
    json_decref(object);
    return NULL;
}

static json_t *scalar(walk *self, const ds_yaml_node *node, const ds_yaml_node *key,
                      const char *source)
{
    json_t *object = json_object();
    bool is_good = object && take_note(self, object,
                                       key ? key->place.line : node->place.line, &source);
    json_t *value =
        is_good ? leaf(node->text, node->place.line > 0 ? source : "set", node->place.line)
                : NULL;
    is_good = value && json_object_update(value, object) == 0;
    json_decref(object);
    if (is_good)
        return value;
    json_decref(value);
    return NULL;
}

static json_t *tree(walk *self, const ds_yaml_node *node, const ds_yaml_node *key,
                    const ds_key *about, const char *source)
{
    if (node->kind == DS_YAML_MAPPING || node->kind == DS_YAML_SEQUENCE)
        return collection(self, node, key, about, source);
    return scalar(self, node, key, source);
}

json_t *ds_inputs_json(const ds_scenario *scenario)
{
    size_t length;
    const char *text = ds_scenario_text(scenario, &length);
    walk self = {.noted = 0};
    if (!ds_comments_init(&self.comments, text, length))
        return NULL;
    json_t *root = tree(&self, ds_scenario_root(scenario), NULL, &ds_scenario_key, "file");
    ds_comments_free(&self.comments);
    return root;
}

char *ds_inputs_head_comment(const ds_scenario *scenario)
{
    size_t length;
    ds_comments comments;
    const char *text = ds_scenario_text(scenario, &length);
    if (!ds_comments_init(&comments, text, length))
        return NULL;
    char *head = ds_comments_of_head(&comments);
    ds_comments_free(&comments);
    return head;
}
