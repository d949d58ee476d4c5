#include "scenarios/key_schema.h"

#include "scenarios/json_text.h"
#include "scenarios/key_patterns.h"
#include "scenarios/key_table.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TEXT_SIZE 1024
#define LONGEST_NAME 200
#define NO_LIMIT 1e9 /* as in the descriptions of keys */

/* Where a key stands, as far as that matters to what it may be. */
typedef struct place {
    bool is_measured; /* within arrivals or categories, whose values take intervals */
    bool is_of_whole; /* one of several shares that sum to 1, which take none */
} place;

/* Collects that something failed, so that callers need not ask each time. */
typedef struct writer {
    bool has_failed;
} writer;

static json_t *section_schema(writer *self, const ds_section *section, place at);
static json_t *key_schema(writer *self, const ds_key *key, place at);

/* Takes the value over; nothing may be NULL but for want of memory. */
static void put(writer *self, json_t *object, const char *name, json_t *value)
{
    if (json_object_set_new(object, name, value) != 0)
        self->has_failed = true;
}

static void add(writer *self, json_t *array, json_t *value)
{
    if (json_array_append_new(array, value) != 0)
        self->has_failed = true;
}

static void put_text(writer *self, json_t *object, const char *name, const char *text)
{
    put(self, object, name, json_string(text));
}

static json_t *object_with(writer *self, const char *name, const char *text)
{
    json_t *object = json_object();
    put_text(self, object, name, text);
    return object;
}

static json_t *reference(writer *self, const char *name)
{
    char path[TEXT_SIZE];
    (void)snprintf(path, sizeof path, "#/$defs/%s", name);
    return object_with(self, "$ref", path);
}

/* A whole number without a fraction, so that 100000 is not written 100000.0. */
static json_t *number(double value)
{
    if (value >= -1e15 && value <= 1e15 && value == (double)(json_int_t)value)
        return json_integer((json_int_t)value);
    return json_real(value);
}

static json_t *numeric(writer *self, const ds_key *key, const char *type)
{
    json_t *object = object_with(self, "type", type);
    put(self, object, "minimum", number(key->low));
    if (key->high < NO_LIMIT)
        put(self, object, "maximum", number(key->high));
    return object;
}

static json_t *pattern(writer *self, const char *text)
{
    json_t *object = object_with(self, "type", "string");
    put_text(self, object, "pattern", text);
    return object;
}

static json_t *words(writer *self, const ds_key *key)
{
    json_t *object = json_object();
    json_t *list = json_array();
    for (const char *const *word = key->words; *word; word++)
        add(self, list, json_string(*word));
    put(self, object, "enum", list);
    return object;
}

static json_t *list_schema(writer *self, const ds_key *key, place at)
{
    json_t *object = object_with(self, "type", "array");
    put(self, object, "items", key_schema(self, key->item, at));
    return object;
}

/* Durations, rates and the like, by reference; a bare 0 is a number to an editor. */
static void add_text_form(writer *self, json_t *list, const ds_key *key, ds_form form,
                          place at)
{
    const ds_text_form *text =
        ds_text_form_find(form, key->is_positive, at.is_measured && !at.is_of_whole);
    bool may_be_zero =
        (form == DS_AS_DURATION || form == DS_AS_TARGET) && !key->is_positive;
    if (!text) {
        self->has_failed = true;
        return;
    }
    add(self, list, reference(self, text->name));
    if (may_be_zero || form == DS_AS_DISTRIBUTION) {
        json_t *zero = json_object();
        put(self, zero, "const", json_integer(0));
        add(self, list, zero);
    }
}

static void add_number(writer *self, json_t *list, const ds_key *key, ds_form form,
                       place at)
{
    bool is_uncertain = at.is_measured && !at.is_of_whole;
    add(self, list, numeric(self, key, form == DS_AS_WHOLE ? "integer" : "number"));
    if (form == DS_AS_SHARE)
        add(self, list, pattern(self, ds_share_pattern(key->high <= 1, is_uncertain)));
    else if (form == DS_AS_NUMBER && is_uncertain)
        add(self, list, pattern(self, ds_uncertain_number_pattern()));
}

static void add_form(writer *self, json_t *list, const ds_key *key, ds_form form, place at)
{
    switch (form) {
    case DS_AS_WORD:
        add(self, list, words(self, key));
        break;
    case DS_AS_WHOLE:
    case DS_AS_NUMBER:
    case DS_AS_SHARE:
        add_number(self, list, key, form, at);
        break;
    case DS_AS_DURATION:
    case DS_AS_TARGET:
    case DS_AS_DATE:
    case DS_AS_MOMENT:
    case DS_AS_RATE:
    case DS_AS_GROWTH:
    case DS_AS_DISTRIBUTION:
    case DS_AS_HOURS:
    case DS_AS_ZONE:
        add_text_form(self, list, key, form, at);
        break;
    case DS_AS_YES_NO:
        add(self, list, reference(self, "yes_no"));
        break;
    case DS_AS_NAME:
        add(self, list, reference(self, "name"));
        break;
    case DS_AS_FILE:
        add(self, list,
            key->forms & DS_AS_WORD ? pattern(self, "[./]")
                                    : object_with(self, "type", "string"));
        break;
    case DS_AS_TEXT:
        add(self, list, reference(self, "text"));
        break;
    case DS_AS_MAPPING:
        add(self, list, section_schema(self, key->section, at));
        break;
    case DS_AS_LIST:
        add(self, list, list_schema(self, key, at));
        break;
    }
}

/* Where all entries of a mapping or list are commented out, YAML says null. */
static void add_empty(writer *self, json_t *list, const ds_key *key)
{
    bool is_entered = (key->forms & (DS_AS_MAPPING - 1)) == 0;
    if (is_entered && !key->is_required && key->sentence)
        add(self, list, object_with(self, "type", "null"));
}

/* The sentence, what the value may be, and the default where that is no constant. */
static void describe(writer *self, json_t *object, const ds_key *key)
{
    char wanted[512];
    char text[TEXT_SIZE];
    ds_key_describe(key, wanted, sizeof wanted);
    int length =
        snprintf(text, sizeof text, "%s%sIt is %s.", key->sentence ? key->sentence : "",
                 key->sentence ? " " : "", wanted);
    if (length < 0 || (size_t)length >= sizeof text)
        self->has_failed = true;
    if (key->fallback_note) {
        size_t used = strlen(text);
        length =
            snprintf(text + used, sizeof text - used, " Default: %s.", key->fallback_note);
        if (length < 0 || (size_t)length >= sizeof text - used)
            self->has_failed = true;
    }
    put_text(self, object, "description", text);
}

/* The default as an editor would see it in the file. */
static void put_default(writer *self, json_t *object, const ds_key *key)
{
    char *end;
    if (!key->fallback)
        return;
    double value = strtod(key->fallback, &end);
    if (*end == '\0' && end > key->fallback)
        put(self, object, "default", number(value));
    else
        put_text(self, object, "default", key->fallback);
}

static json_t *key_schema(writer *self, const ds_key *key, place at)
{
    json_t *list = json_array();
    json_t *object = json_object();
    for (uint32_t form = DS_AS_WORD; form <= DS_AS_LIST; form <<= 1)
        if (key->forms & form)
            add_form(self, list, key, (ds_form)form, at);
    add_empty(self, list, key);
    describe(self, object, key);
    put_default(self, object, key);
    if (json_array_size(list) == 1) {
        if (json_object_update(object, json_array_get(list, 0)) != 0)
            self->has_failed = true;
        json_decref(list);
    } else {
        put(self, object, "anyOf", list);
    }
    return object;
}

/* What a key's own place makes of that of its section. */
static place place_of(const ds_section *section, const ds_key *key, place at)
{
    bool is_share_of_type =
        section == ds_categories_section.rest->section && strcmp(key->name, "share") == 0;
    at.is_measured |=
        key->section == &ds_arrivals_section || key->section == &ds_categories_section;
    at.is_of_whole = section->sums_to_one || is_share_of_type;
    return at;
}

static void put_fixed_keys(writer *self, json_t *object, const ds_section *section,
                           place at)
{
    json_t *properties = json_object();
    json_t *required = json_array();
    for (size_t i = 0; i < section->key_count; i++) {
        const ds_key *key = &section->keys[i];
        put(self, properties, key->name, key_schema(self, key, place_of(section, key, at)));
        if (key->is_required)
            add(self, required, json_string(key->name));
    }
    put(self, object, "properties", properties);
    if (json_array_size(required) > 0)
        put(self, object, "required", required);
    else
        json_decref(required);
}

/* {"anyOf": [{"required": ["agents"]}, …]} */
static void put_one_of(writer *self, json_t *object, const char *const *names)
{
    json_t *list = json_array();
    for (; *names; names++) {
        json_t *one = json_array();
        json_t *choice = json_object();
        add(self, one, json_string(*names));
        put(self, choice, "required", one);
        add(self, list, choice);
    }
    put(self, object, "anyOf", list);
}

static json_t *section_schema(writer *self, const ds_section *section, place at)
{
    json_t *object = object_with(self, "type", "object");
    if (section->key_count > 0)
        put_fixed_keys(self, object, section, at);
    if (section->one_of)
        put_one_of(self, object, section->one_of);
    if (!section->rest) {
        put(self, object, "additionalProperties", json_false());
        return object;
    }
    put(self, object, "additionalProperties",
        key_schema(self, section->rest, place_of(section, section->rest, at)));
    json_t *names = json_object();
    put(self, names, "minLength", json_integer(1));
    put(self, names, "maxLength", json_integer(LONGEST_NAME));
    put(self, object, "propertyNames", names);
    return object;
}

static json_t *types(writer *self, const char *sentence, const char *const *names)
{
    json_t *object = object_with(self, "description", sentence);
    json_t *list = json_array();
    for (; *names; names++)
        add(self, list, json_string(*names));
    put(self, object, "type", list);
    return object;
}

static json_t *yes_no(writer *self)
{
    json_t *object = object_with(self, "description", "yes or no.");
    json_t *list = json_array();
    add(self, list, json_true());
    add(self, list, json_false());
    add(self, list, json_string("yes"));
    add(self, list, json_string("no"));
    put(self, object, "enum", list);
    return object;
}

static void put_text_form(writer *self, json_t *definitions, const ds_text_form *form)
{
    json_t *examples = json_array();
    char *made = form->pattern ? NULL : ds_distribution_pattern(form->is_uncertain);
    json_t *object = object_with(self, "description", form->sentence);
    put_text(self, object, "type", "string");
    put_text(self, object, "pattern", form->pattern ? form->pattern : made);
    add(self, examples, json_string(form->example));
    put(self, object, "examples", examples);
    put(self, definitions, form->name, object);
    free(made);
}

static json_t *definitions(writer *self)
{
    static const char *const texts[] = {"string", "number", "boolean", NULL};
    static const char *const names[] = {"string", "number", NULL};
    json_t *object = json_object();
    size_t count;
    const ds_text_form *forms = ds_text_forms(&count);
    for (size_t i = 0; i < count; i++)
        put_text_form(self, object, &forms[i]);
    put(self, object, "name", types(self, "A name that the scenario defines.", names));
    put(self, object, "text", types(self, "Any text.", texts));
    put(self, object, "yes_no", yes_no(self));
    return object;
}

static json_t *document(writer *self)
{
    json_t *object =
        object_with(self, "$schema", "https://json-schema.org/draft/2020-12/schema");
    put_text(self, object, "title", "desksim scenario");
    put_text(
        self, object, "description",
        "A service desk for desksim. Made from the table of keys: names, sums and what "
        "depends on other values are checked by 'desksim check'.");
    json_t *section = section_schema(self, ds_scenario_key.section, (place){0});
    if (json_object_update(object, section) != 0)
        self->has_failed = true;
    json_decref(section);
    put(self, object, "$defs", definitions(self));
    return object;
}

ds_status ds_key_schema(char **text_out, ds_error *err)
{
    writer self = {0};
    json_t *root = document(&self);
    if (!self.has_failed)
        return ds_json_text(root, JSON_INDENT(2), text_out, err);
    *text_out = NULL;
    json_decref(root);
    return ds_error_no_memory(err);
}
