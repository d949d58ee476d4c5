#include "scenarios/import/dialect.h"

#include "scenarios/source_text.h"
#include "scenarios/yaml_reader.h"
#include "sim/spelling.h"

#include <stdlib.h>
#include <string.h>

static const char *const field_names[DS_IMPORT_FIELDS] = {
    [DS_FIELD_OPENED] = "opened_at",    [DS_FIELD_RESOLVED] = "resolved_at",
    [DS_FIELD_CLOSED] = "closed_at",    [DS_FIELD_UPDATED] = "updated_at",
    [DS_FIELD_DUE] = "due_at",          [DS_FIELD_ID] = "id",
    [DS_FIELD_TYPE] = "type",           [DS_FIELD_CATEGORY] = "category",
    [DS_FIELD_IMPACT] = "impact",       [DS_FIELD_URGENCY] = "urgency",
    [DS_FIELD_PRIORITY] = "priority",   [DS_FIELD_GROUP] = "group",
    [DS_FIELD_AGENT] = "agent",         [DS_FIELD_RESOLVER] = "resolver",
    [DS_FIELD_CHANNEL] = "channel",     [DS_FIELD_STATUS] = "status",
    [DS_FIELD_SLA_MET] = "sla_met",     [DS_FIELD_SLA_BREACHED] = "sla_breached",
    [DS_FIELD_SLA_LEFT] = "sla_left",   [DS_FIELD_REASSIGNMENTS] = "reassignments",
    [DS_FIELD_REOPENS] = "reopens",     [DS_FIELD_WORKED] = "worked",
    [DS_FIELD_HOLD] = "hold",           [DS_FIELD_SEQUENCE] = "sequence",
    [DS_FIELD_CALLER] = "caller",       [DS_FIELD_ACTIVITY] = "activity",
    [DS_FIELD_LIFECYCLE] = "lifecycle", [DS_FIELD_REASON] = "reason",
};

static const char *const status_names[DS_STATUS_KINDS] = {
    [DS_STATUS_UNKNOWN] = "ignored",
    [DS_STATUS_NEW] = "new",
    [DS_STATUS_WORK] = "work",
    [DS_STATUS_HOLD_USER] = "hold_user",
    [DS_STATUS_HOLD_VENDOR] = "hold_vendor",
    [DS_STATUS_HOLD_CHANGE] = "hold_change",
    [DS_STATUS_HOLD] = "hold",
    [DS_STATUS_RESOLVED] = "resolved",
    [DS_STATUS_CLOSED] = "closed",
    [DS_STATUS_CANCELLED] = "cancelled",
};

static const char *const type_names[3] = {"incident", "request", "problem"};
static const char *const kind_names[3] = {"tickets", "audit", "events"};

const char *ds_import_field_name(ds_import_field field)
{
    return field_names[field];
}

ds_import_field ds_import_field_find(const char *name)
{
    int i = 0;
    while (i < DS_IMPORT_FIELDS && strcmp(field_names[i], name) != 0)
        i++;
    return (ds_import_field)i;
}

void ds_squash(const char *text, char *squashed, size_t size)
{
    size_t used = 0;
    for (; *text != '\0' && used + 1 < size; text++) {
        unsigned char c = (unsigned char)*text;
        if (c >= 'A' && c <= 'Z')
            c = (unsigned char)(c + ('a' - 'A'));
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c >= 0x80)
            squashed[used++] = (char)c;
    }
    squashed[used] = '\0';
}

bool ds_words_have(const ds_words *words, const char *text)
{
    char squashed[128];
    ds_squash(text, squashed, sizeof squashed);
    for (int32_t i = 0; i < words->count; i++) {
        char word[128];
        ds_squash(words->list[i], word, sizeof word);
        /* Words of punctuation alone, such as ?, as they stand. */
        if (word[0] == '\0' ? strcmp(words->list[i], text) == 0
                            : strcmp(word, squashed) == 0)
            return true;
    }
    return false;
}

/* The longest word that begins the text wins: "closed incomplete" before "closed". */
ds_status_kind ds_dialect_status(const ds_dialect *dialect, const char *text)
{
    char squashed[128];
    size_t longest = 0;
    ds_status_kind best = DS_STATUS_UNKNOWN;
    ds_squash(text, squashed, sizeof squashed);
    for (int kind = 0; kind < DS_STATUS_KINDS; kind++)
        for (int32_t i = 0; i < dialect->status[kind].count; i++) {
            char word[128];
            ds_squash(dialect->status[kind].list[i], word, sizeof word);
            size_t length = strlen(word);
            if (length > longest && strncmp(word, squashed, length) == 0) {
                longest = length;
                best = (ds_status_kind)kind;
            }
        }
    return best;
}

/* Loading. */

typedef struct loader {
    ds_dialect *dialect;
    ds_diagnostics *out;
} loader;

static void refuse(const loader *load, const ds_yaml_node *node, const char *what)
{
    ds_diagnostics_add_error(load->out, node->place, "%s", what);
}

static void read_words(const loader *load, const ds_yaml_node *node, ds_words *words)
{
    int32_t count = node->kind == DS_YAML_SEQUENCE ? node->count : 1;
    if (node->kind == DS_YAML_MAPPING) {
        refuse(load, node, "a word or a list of words is expected here");
        return;
    }
    words->list =
        ds_arena_take(&load->dialect->arena, ((size_t)count + 1) * sizeof *words->list);
    if (!words->list)
        return;
    words->count = count;
    for (int32_t i = 0; i < count; i++)
        words->list[i] =
            node->kind == DS_YAML_SEQUENCE ? node->entries[i].value->text : node->text;
}

static void refuse_name(const loader *load, const ds_yaml_node *key,
                        const char *const *names, int count)
{
    const char *near = ds_spelling_nearest(key->text, names, (size_t)count);
    ds_diagnostics_add_error(load->out, key->place, "'%s' is not known here%s%s%s",
                             key->text, near ? "; did you mean '" : "", near ? near : "",
                             near ? "'?" : "");
}

/* A mapping from names to words. */
static void read_table(const loader *load, const ds_yaml_node *node,
                       const char *const *names, int count, ds_words *tables)
{
    for (int32_t i = 0; i < node->count; i++) {
        const ds_yaml_node *key = node->entries[i].key;
        int row = 0;
        if (!key) {
            refuse(load, node, "names with their words are expected here");
            return;
        }
        while (row < count && strcmp(names[row], key->text) != 0)
            row++;
        if (row == count)
            refuse_name(load, key, names, count);
        else
            read_words(load, node->entries[i].value, &tables[row]);
    }
}

static double read_unit(const loader *load, const ds_yaml_node *node)
{
    static const char *const units[] = {"s", "min", "h", "d"};
    static const double seconds[] = {1.0, 60.0, 3600.0, 86400.0};
    for (int i = 0; i < 4; i++)
        if (strcmp(node->text, units[i]) == 0)
            return seconds[i];
    refuse(load, node, "a unit is one of s, min, h, d");
    return 1.0;
}

static ds_export_kind read_kind(const loader *load, const ds_yaml_node *node)
{
    for (int i = 0; i < 3; i++)
        if (strcmp(node->text, kind_names[i]) == 0)
            return (ds_export_kind)i;
    refuse(load, node, "rows are one of tickets, audit, events");
    return DS_EXPORT_TICKETS;
}

static void read_key(const loader *load, const ds_yaml_node *key, const ds_yaml_node *node)
{
    static const char *const keys[] = {
        "name",    "title",      "proven",   "rows",  "delimiter", "time_zone",
        "columns", "signature",  "personal", "types", "yes",       "no",
        "missing", "status",     "worked",   "hold",  "sla_left",  "resolved_when_closed",
        "write",   "priorities", "levels",   "date"};
    enum { KEYS = sizeof keys / sizeof keys[0] };
    ds_dialect *dialect = load->dialect;
    int row = 0;
    while (row < KEYS && strcmp(keys[row], key->text) != 0)
        row++;
    switch (row) {
    case 0:
        dialect->name = node->text;
        break;
    case 1:
        dialect->title = node->text;
        break;
    case 2:
        dialect->is_proven = strcmp(node->text, "yes") == 0;
        break;
    case 3:
        dialect->kind = read_kind(load, node);
        break;
    case 4:
        dialect->delimiter = node->text[0];
        break;
    case 5:
        dialect->time_zone = node->text;
        break;
    case 6:
        read_table(load, node, field_names, DS_IMPORT_FIELDS, dialect->columns);
        break;
    case 7:
        read_words(load, node, &dialect->signature);
        break;
    case 8:
        read_words(load, node, &dialect->personal);
        break;
    case 9:
        read_table(load, node, type_names, 3, dialect->types);
        break;
    case 10:
        read_words(load, node, &dialect->yes);
        break;
    case 11:
        read_words(load, node, &dialect->no);
        break;
    case 12:
        read_words(load, node, &dialect->missing);
        break;
    case 13:
        read_table(load, node, status_names, DS_STATUS_KINDS, dialect->status);
        break;
    case 14:
        dialect->worked_s = read_unit(load, node);
        break;
    case 15:
        dialect->hold_s = read_unit(load, node);
        break;
    case 16:
        dialect->sla_left_s = read_unit(load, node);
        break;
    case 17:
        dialect->is_resolved_when_closed = strcmp(node->text, "yes") == 0;
        break;
    case 18:
        read_words(load, node, &dialect->written);
        break;
    case 19:
        read_words(load, node, &dialect->priorities);
        break;
    case 20:
        read_words(load, node, &dialect->levels);
        break;
    case 21:
        dialect->date = node->text;
        break;
    default:
        refuse_name(load, key, keys, KEYS);
        break;
    }
}

static void check_complete(const loader *load, const ds_yaml_node *root)
{
    const ds_dialect *dialect = load->dialect;
    bool has_time = dialect
                        ->columns[dialect->kind == DS_EXPORT_EVENTS ? DS_FIELD_UPDATED
                                                                    : DS_FIELD_OPENED]
                        .count > 0;
    if (!dialect->name || !dialect->title)
        refuse(load, root, "a dialect needs a name and a title");
    if (dialect->columns[DS_FIELD_ID].count == 0 || !has_time)
        refuse(load, root,
               "a dialect needs the columns id and opened_at (of events: updated_at)");
}

ds_status ds_dialect_load(const char *path, ds_dialect *dialect, ds_diagnostics *out)
{
    const char *text = NULL;
    size_t length = 0;
    size_t skip = 0;
    const ds_yaml_node *root = NULL;
    *dialect = (ds_dialect){.time_zone = "UTC",
                            .worked_s = 1.0,
                            .hold_s = 1.0,
                            .sla_left_s = 3600.0,
                            .date = "%Y-%m-%d %H:%M:%S"};
    ds_status status = ds_source_read(&dialect->arena, path, out, &text, &length);
    if (status == DS_OK)
        status = ds_source_check(path, text, length, out, &skip);
    if (status == DS_OK)
        status = ds_yaml_read(&dialect->arena, text + skip, length - skip, path, true, out,
                              &root);
    if (status != DS_OK)
        return status;
    loader load = {dialect, out};
    if (!root || root->kind != DS_YAML_MAPPING) {
        ds_diagnostics_add_error(out, (ds_place){path, 0, 0}, "this is no dialect");
        return DS_BAD_INPUT;
    }
    for (int32_t i = 0; i < root->count; i++)
        read_key(&load, root->entries[i].key, root->entries[i].value);
    check_complete(&load, root);
    return ds_diagnostics_has_error(out) ? DS_BAD_INPUT : DS_OK;
}

void ds_dialect_free(ds_dialect *dialect)
{
    ds_arena_free(&dialect->arena);
    *dialect = (ds_dialect){0};
}
