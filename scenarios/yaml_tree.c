#include "scenarios/yaml_tree.h"

#include <string.h>

const ds_yaml_node *ds_yaml_find(const ds_yaml_node *mapping, const char *key)
{
    if (!mapping || mapping->kind != DS_YAML_MAPPING)
        return NULL;
    for (int32_t i = 0; i < mapping->count; i++)
        if (strcmp(mapping->entries[i].key->text, key) == 0)
            return mapping->entries[i].value;
    return NULL;
}

/* A copy of a collection with room for `count` entries, of which it fills its own. */
static ds_yaml_node *copy_with_room(ds_arena *arena, const ds_yaml_node *node,
                                    int32_t count, ds_yaml_entry **entries_out)
{
    ds_yaml_node *copy = ds_arena_take(arena, sizeof *copy);
    ds_yaml_entry *entries = ds_arena_take(arena, (size_t)count * sizeof *entries);
    if (!copy || !entries)
        return NULL;
    if (node) {
        *copy = *node;
        if (node->count > 0)
            memcpy(entries, node->entries, (size_t)node->count * sizeof *entries);
    } else {
        *copy = (ds_yaml_node){.text = ""};
    }
    copy->entries = entries;
    copy->count = count;
    *entries_out = entries;
    return copy;
}

ds_yaml_node *ds_yaml_with_key(ds_arena *arena, const ds_yaml_node *node,
                               const ds_yaml_node *key, const ds_yaml_node *value)
{
    int32_t old = node ? node->count : 0;
    int32_t at = 0;
    while (at < old && strcmp(node->entries[at].key->text, key->text) != 0)
        at++;
    ds_yaml_entry *entries;
    ds_yaml_node *copy = copy_with_room(arena, node, at < old ? old : old + 1, &entries);
    if (!copy)
        return NULL;
    copy->kind = DS_YAML_MAPPING;
    if (!node)
        copy->place = key->place;
    entries[at] = (ds_yaml_entry){.key = at < old ? entries[at].key : key, .value = value};
    return copy;
}

ds_yaml_node *ds_yaml_with_item(ds_arena *arena, const ds_yaml_node *node, int32_t index,
                                const ds_yaml_node *value)
{
    ds_yaml_entry *entries;
    ds_yaml_node *copy = copy_with_room(arena, node, node->count, &entries);
    if (copy)
        entries[index].value = value;
    return copy;
}

ds_yaml_node *ds_yaml_scalar(ds_arena *arena, ds_place place, const char *text,
                             size_t length)
{
    ds_yaml_node *node = ds_arena_take(arena, sizeof *node);
    char *copy = ds_arena_copy(arena, text, length);
    if (!node || !copy)
        return NULL;
    *node = (ds_yaml_node){.kind = DS_YAML_SCALAR, .place = place, .text = copy, .size = 1};
    return node;
}
