#include "scenarios/yaml_reader.h"

#include <assert.h>
#include <libfyaml.h>
#include <stdlib.h>
#include <string.h>

/* Entries of a mapping that `<<` may bring together: enough for any scenario, and few
 * enough to look for each among all. */
#define MOST_MERGED 2000

/* A mapping or sequence that is being read. */
typedef struct frame {
    ds_yaml_node *node;
    int32_t first;           /* its first pending entry */
    const ds_yaml_node *key; /* of the value that comes next */
} frame;

typedef struct anchor {
    const char *name;
    const ds_yaml_node *node;
} anchor;

typedef struct reader {
    ds_arena *arena;
    const char *source;
    bool has_places;
    ds_diagnostics *out;
    ds_status status; /* what ended the reading */
    const ds_yaml_node *root;
    int32_t documents;
    int32_t depth;
    frame frames[DS_YAML_DEPTH];
    ds_yaml_entry *pending; /* of all open collections */
    int32_t pending_count;
    int32_t pending_capacity;
    anchor *anchors;
    int32_t anchor_count;
    int32_t anchor_capacity;
    int64_t nodes;
} reader;

static void fail(reader *self, ds_status status)
{
    if (self->status == DS_OK)
        self->status = status;
}

static void refuse(reader *self, ds_place place, const char *text)
{
    ds_diagnostics_add_error(self->out, place, "%s", text);
    fail(self, DS_BAD_INPUT);
}

static ds_place place_of(const reader *self, struct fy_event *event)
{
    const struct fy_mark *mark = fy_event_start_mark(event);
    ds_place place = {.path = self->source};
    if (!self->has_places)
        return place;
    if (mark && mark->line >= 0) {
        place.line = mark->line + 1;
        place.column = mark->column + 1;
    } else if (self->depth > 0 && self->frames[self->depth - 1].key) {
        place = self->frames[self->depth - 1].key->place;
    }
    return place;
}

/* Room for one more element of a growing array; NULL where memory is short. */
static void *room_for(void *list, int32_t count, int32_t *capacity, size_t size)
{
    if (count < *capacity)
        return list;
    int32_t larger = *capacity > 0 ? 2 * *capacity : 64;
    void *grown = realloc(list, (size_t)larger * size);
    if (grown)
        *capacity = larger;
    return grown;
}

static void append(reader *self, const ds_yaml_node *key, const ds_yaml_node *value)
{
    ds_yaml_entry *pending = room_for(self->pending, self->pending_count,
                                      &self->pending_capacity, sizeof *pending);
    if (!pending) {
        fail(self, DS_NO_MEMORY);
        return;
    }
    self->pending = pending;
    pending[self->pending_count++] = (ds_yaml_entry){.key = key, .value = value};
}

/* Puts a finished value where it belongs. */
static void add(reader *self, const ds_yaml_node *node)
{
    if (self->depth == 0) {
        self->root = node;
        return;
    }
    frame *top = &self->frames[self->depth - 1];
    if (top->node->kind == DS_YAML_SEQUENCE) {
        append(self, NULL, node);
    } else if (!top->key) {
        if (node->kind == DS_YAML_MAPPING || node->kind == DS_YAML_SEQUENCE)
            refuse(self, node->place, "a key must be a text, not a mapping or a list");
        else
            top->key = node;
    } else {
        append(self, top->key, node);
        top->key = NULL;
    }
}

static void remember(reader *self, struct fy_token *token, const ds_yaml_node *node)
{
    if (!token)
        return;
    size_t length;
    const char *text = fy_token_get_text(token, &length);
    char *name = text ? ds_arena_copy(self->arena, text, length) : NULL;
    anchor *anchors = room_for(self->anchors, self->anchor_count, &self->anchor_capacity,
                               sizeof *anchors);
    if (anchors)
        self->anchors = anchors;
    if (!anchors || !name) {
        fail(self, DS_NO_MEMORY);
        return;
    }
    anchors[self->anchor_count++] = (anchor){.name = name, .node = node};
}

static bool is_null_word(const char *text)
{
    static const char *const words[] = {"", "~", "null", "Null", "NULL"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strcmp(text, words[i]) == 0)
            return true;
    return false;
}

static void read_scalar(reader *self, struct fy_event *event)
{
    size_t length = 0;
    const char *text = fy_token_get_text(event->scalar.value, &length);
    ds_place place = place_of(self, event);
    ds_yaml_node *node = ds_yaml_scalar(self->arena, place, text ? text : "", length);
    if (!node) {
        fail(self, DS_NO_MEMORY);
        return;
    }
    if (strlen(node->text) != length) {
        refuse(self, place, "a NUL character has no meaning in a text");
        return;
    }
    node->is_plain = fy_token_scalar_style(event->scalar.value) == FYSS_PLAIN;
    if (node->is_plain && is_null_word(node->text))
        node->kind = DS_YAML_NULL;
    remember(self, event->scalar.anchor, node);
    add(self, node);
}

/* The last anchor of that name counts, as YAML has it; one that is still open would make
 * the value contain itself. */
static void read_alias(reader *self, struct fy_event *event)
{
    size_t length = 0;
    const char *text = fy_token_get_text(event->alias.anchor, &length);
    ds_place place = place_of(self, event);
    place.column -= place.column > 1; /* the mark is behind the asterisk */
    for (int32_t i = self->anchor_count - 1; text && i >= 0; i--) {
        const anchor *known = &self->anchors[i];
        if (strlen(known->name) != length || memcmp(known->name, text, length) != 0)
            continue;
        if (known->node->size == 0)
            refuse(self, place, "an alias within the value that it stands for");
        else
            add(self, known->node);
        return;
    }
    ds_diagnostics_add_error(self->out, place, "no anchor '&%.*s' comes before this alias",
                             (int)length, text ? text : "");
    fail(self, DS_BAD_INPUT);
}

static void open_collection(reader *self, struct fy_event *event, ds_yaml_kind kind,
                            struct fy_token *anchor_token)
{
    ds_place place = place_of(self, event);
    if (self->depth == DS_YAML_DEPTH) {
        refuse(self, place, "mappings and lists are nested too deeply here");
        return;
    }
    ds_yaml_node *node = ds_arena_take(self->arena, sizeof *node);
    if (!node) {
        fail(self, DS_NO_MEMORY);
        return;
    }
    const frame *top = self->depth > 0 ? &self->frames[self->depth - 1] : NULL;
    *node = (ds_yaml_node){
        .kind = kind, .place = top && top->key ? top->key->place : place, .text = ""};
    remember(self, anchor_token, node);
    self->frames[self->depth++] = (frame){.node = node, .first = self->pending_count};
}

static int by_key(const void *a, const void *b)
{
    const ds_yaml_node *left = ((const ds_yaml_entry *)a)->key;
    const ds_yaml_node *right = ((const ds_yaml_entry *)b)->key;
    int order = strcmp(left->text, right->text);
    if (order == 0)
        order =
            (left->place.line > right->place.line) - (left->place.line < right->place.line);
    if (order == 0)
        order = (left->place.column > right->place.column) -
                (left->place.column < right->place.column);
    return order;
}

/* Keys that stand twice; sorted in a copy, so that long mappings take no square. */
static void check_keys(reader *self, const ds_yaml_entry *entries, int32_t count)
{
    if (count < 2)
        return;
    ds_yaml_entry *sorted = malloc((size_t)count * sizeof *sorted);
    if (!sorted) {
        fail(self, DS_NO_MEMORY);
        return;
    }
    memcpy(sorted, entries, (size_t)count * sizeof *sorted);
    qsort(sorted, (size_t)count, sizeof *sorted, by_key);
    for (int32_t i = 1; i < count; i++) {
        const ds_yaml_node *key = sorted[i].key;
        if (strcmp(sorted[i - 1].key->text, key->text) != 0)
            continue;
        ds_diagnostics_add_error(self->out, key->place,
                                 "the key '%s' stands twice; the first is on line %d",
                                 key->text, sorted[i - 1].key->place.line);
        fail(self, DS_BAD_INPUT);
    }
    free(sorted);
}

static bool is_merge_key(const ds_yaml_entry *entry)
{
    return entry->key && entry->key->is_plain && strcmp(entry->key->text, "<<") == 0;
}

/* Appends those entries of a merged mapping whose keys are not there yet. */
static void merge(reader *self, int32_t first, const ds_yaml_node *from)
{
    if (from->count > MOST_MERGED || self->pending_count - first > MOST_MERGED) {
        refuse(self, from->place, "too many entries to merge by '<<'");
        return;
    }
    if (from->kind != DS_YAML_MAPPING) {
        refuse(self, from->place, "'<<' takes a mapping or a list of mappings");
        return;
    }
    for (int32_t i = 0; i < from->count && self->status == DS_OK; i++) {
        const ds_yaml_entry *entry = &from->entries[i];
        bool is_there = false;
        for (int32_t j = first; j < self->pending_count && !is_there; j++)
            is_there = strcmp(self->pending[j].key->text, entry->key->text) == 0;
        if (!is_there)
            append(self, entry->key, entry->value);
    }
}

static void apply_merge_key(reader *self, int32_t first)
{
    int32_t at = first;
    while (at < self->pending_count && !is_merge_key(&self->pending[at]))
        at++;
    if (at == self->pending_count)
        return;
    const ds_yaml_node *from = self->pending[at].value;
    self->pending_count--;
    memmove(&self->pending[at], &self->pending[at + 1],
            (size_t)(self->pending_count - at) * sizeof *self->pending);
    if (from->kind != DS_YAML_SEQUENCE) {
        merge(self, first, from);
        return;
    }
    for (int32_t i = 0; i < from->count && self->status == DS_OK; i++)
        merge(self, first, from->entries[i].value);
}

static void close_collection(reader *self)
{
    assert(self->depth > 0);
    frame top = self->frames[--self->depth];
    ds_yaml_node *node = top.node;
    if (node->kind == DS_YAML_MAPPING) {
        check_keys(self, self->pending + top.first, self->pending_count - top.first);
        if (self->status == DS_OK)
            apply_merge_key(self, top.first);
    }
    if (self->status != DS_OK)
        return;
    int32_t count = self->pending_count - top.first;
    ds_yaml_entry *entries = ds_arena_take(self->arena, (size_t)count * sizeof *entries);
    if (!entries) {
        fail(self, DS_NO_MEMORY);
        return;
    }
    node->size = 1;
    for (int32_t i = 0; i < count; i++) {
        entries[i] = self->pending[top.first + i];
        node->size += entries[i].value->size;
    }
    node->count = count;
    node->entries = entries;
    self->pending_count = top.first;
    if (node->size > DS_YAML_NODES)
        refuse(self, node->place, "more values than a scenario can have");
    else
        add(self, node);
}

static void read_event(reader *self, struct fy_event *event)
{
    if (fy_event_get_tag_token(event)) {
        refuse(self, place_of(self, event), "tags ('!...') have no meaning in a scenario");
        return;
    }
    switch (event->type) {
    case FYET_DOCUMENT_START:
        if (++self->documents > 1)
            refuse(self, place_of(self, event),
                   "a second document begins here; a scenario is one");
        break;
    case FYET_SCALAR:
        read_scalar(self, event);
        break;
    case FYET_ALIAS:
        read_alias(self, event);
        break;
    case FYET_MAPPING_START:
        open_collection(self, event, DS_YAML_MAPPING, event->mapping_start.anchor);
        break;
    case FYET_SEQUENCE_START:
        open_collection(self, event, DS_YAML_SEQUENCE, event->sequence_start.anchor);
        break;
    case FYET_MAPPING_END:
    case FYET_SEQUENCE_END:
        close_collection(self);
        break;
    case FYET_NONE:
    case FYET_STREAM_START:
    case FYET_STREAM_END:
    case FYET_DOCUMENT_END:
        break;
    }
    if (++self->nodes > 2 * DS_YAML_NODES)
        refuse(self, place_of(self, event), "more values than a scenario can have");
}

static void read_events(reader *self, struct fy_parser *parser)
{
    struct fy_event *event;
    while (self->status == DS_OK && (event = fy_parser_parse(parser)) != NULL) {
        bool is_end = event->type == FYET_STREAM_END;
        read_event(self, event);
        fy_parser_event_free(parser, event);
        if (is_end)
            return;
    }
    fail(self, DS_BAD_INPUT);
}

/* The first line that a tab indents: the commonest cause of a baffling syntax error. */
static int32_t line_with_tab(const char *text, size_t length)
{
    int32_t line = 1;
    bool is_indent = true;
    for (size_t i = 0; i < length; i++) {
        if (text[i] == '\t' && is_indent)
            return line;
        is_indent = text[i] == '\n' || (is_indent && text[i] == ' ');
        line += text[i] == '\n';
    }
    return 0;
}

static void report_syntax(reader *self, struct fy_diag *diag, const char *text,
                          size_t length)
{
    void *iterator = NULL;
    struct fy_diag_error *error;
    int32_t before = self->out->error_count;
    bool says_tab = false;
    while ((error = fy_diag_errors_iterate(diag, &iterator)) != NULL) {
        if (error->type != FYET_ERROR || !error->msg)
            continue;
        ds_place place = {.path = self->source};
        if (self->has_places && error->line > 0) {
            place.line = error->line;
            place.column = error->column;
        }
        says_tab |= strstr(error->msg, "tab ") != NULL;
        ds_diagnostics_add_error(self->out, place, "not YAML: %s", error->msg);
    }
    ds_place place = {.path = self->source, .line = line_with_tab(text, length)};
    if (place.line > 0 && self->has_places && !says_tab)
        ds_diagnostics_add_error(self->out, place,
                                 "a tab indents this line; YAML wants spaces");
    place.line = 0;
    if (self->out->error_count == before)
        ds_diagnostics_add_error(self->out, place, "not YAML");
}

static struct fy_diag *quiet_diag(void)
{
    struct fy_diag_cfg config;
    fy_diag_cfg_default(&config);
    config.fp = NULL;
    config.level = FYET_ERROR;
    struct fy_diag *diag = fy_diag_create(&config);
    if (diag)
        fy_diag_set_collect_errors(diag, true);
    return diag;
}

static void parse(reader *self, const char *text, size_t length)
{
    struct fy_diag *diag = quiet_diag();
    struct fy_parse_cfg config = {
        .flags = FYPCF_QUIET | FYPCF_DEFAULT_VERSION_1_2 | FYPCF_JSON_NONE, .diag = diag};
    struct fy_parser *parser = diag ? fy_parser_create(&config) : NULL;
    int32_t errors = self->out->error_count;
    if (!parser || fy_parser_set_string(parser, text, length) != 0) {
        fail(self, DS_NO_MEMORY);
    } else {
        read_events(self, parser);
        if (self->status == DS_BAD_INPUT && self->out->error_count == errors)
            report_syntax(self, diag, text, length);
    }
    fy_parser_destroy(parser);
    fy_diag_destroy(diag);
}

ds_status ds_yaml_read(ds_arena *arena, const char *text, size_t length, const char *source,
                       bool has_places, ds_diagnostics *out, const ds_yaml_node **root_out)
{
    reader self = {.arena = arena, .source = source, .has_places = has_places, .out = out};
    *root_out = NULL;
    if (length > 0)
        parse(&self, text, length);
    free(self.pending);
    free(self.anchors);
    if (self.status == DS_OK && self.root && self.root->kind != DS_YAML_NULL)
        *root_out = self.root;
    return self.status;
}
