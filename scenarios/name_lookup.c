#include "scenarios/name_lookup.h"

#include "scenarios/id_set.h"
#include "scenarios/utf8.h"
#include "sim/clock.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { SLOTS = 2 * DS_NAMES_COUNTED, LONGEST_REMEMBERED = 1024 };

ds_status ds_name_lookup_init(ds_name_lookup *lookup, const char *const *names,
                              int32_t count, bool is_ranked, ds_error *err)
{
    *lookup = (ds_name_lookup){.names = names, .count = count, .is_ranked = is_ranked};
    lookup->slots = calloc(SLOTS, sizeof *lookup->slots);
    return lookup->slots ? DS_OK : ds_error_no_memory(err);
}

void ds_name_lookup_free(ds_name_lookup *lookup)
{
    for (int32_t i = 0; lookup->slots && i < SLOTS; i++)
        free(lookup->slots[i].name);
    free(lookup->slots);
    *lookup = (ds_name_lookup){0};
}

static int32_t match_name(const ds_name_lookup *lookup, const char *name)
{
    for (int32_t i = 0; i < lookup->count; i++)
        if (lookup->names[i] && strcmp(lookup->names[i], name) == 0)
            return i;
    for (int32_t i = 0; i < lookup->count; i++)
        if (lookup->names[i] && strcasecmp(lookup->names[i], name) == 0)
            return i;
    return DS_NO_ID;
}

/* The rank of "3", "P3" or "3 - Moderate", with what follows the number; 0: none. */
static int32_t leading_rank(const char *name, const char **rest_out)
{
    const char *at = *name == 'P' || *name == 'p' ? name + 1 : name;
    int32_t rank = 0;
    for (; *at >= '0' && *at <= '9' && rank < 1000; at++)
        rank = 10 * rank + (*at - '0');
    *rest_out = at + strspn(at, " -:)");
    bool is_whole = *at == '\0' || *rest_out > at;
    return is_whole ? rank : 0;
}

static int32_t match_rank(const ds_name_lookup *lookup, const char *name)
{
    const char *rest = NULL;
    int32_t rank = leading_rank(name, &rest);
    if (rank == 0)
        return DS_NO_ID;
    int32_t row = *rest != '\0' ? match_name(lookup, rest) : DS_NO_ID;
    if (row != DS_NO_ID)
        return row;
    return rank <= lookup->count ? rank - 1 : DS_NO_ID;
}

static int32_t match(const ds_name_lookup *lookup, const char *name)
{
    int32_t row = match_name(lookup, name);
    return row == DS_NO_ID && lookup->is_ranked ? match_rank(lookup, name) : row;
}

static ds_name_slot *find_slot(const ds_name_lookup *lookup, const char *name)
{
    size_t i = (size_t)ds_bytes_hash(name, strlen(name)) & (SLOTS - 1);
    while (lookup->slots[i].name && strcmp(lookup->slots[i].name, name) != 0)
        i = (i + 1) & (SLOTS - 1);
    return &lookup->slots[i];
}

/* A name is not remembered where the table is full or memory is short: it is matched again
 * whenever it comes. */
static void remember(ds_name_lookup *lookup, ds_name_slot *slot, const char *name,
                     int32_t row)
{
    if (lookup->slots_used == DS_NAMES_COUNTED || strlen(name) > LONGEST_REMEMBERED)
        return;
    slot->name = strdup(name);
    if (!slot->name)
        return;
    slot->row = row;
    slot->count = 1;
    lookup->slots_used++;
}

int32_t ds_name_lookup_find(ds_name_lookup *lookup, const char *name)
{
    ds_name_slot *slot = find_slot(lookup, name);
    int32_t row = slot->name ? slot->row : match(lookup, name);
    if (slot->name)
        slot->count++;
    else
        remember(lookup, slot, name, row);
    if (row == DS_NO_ID)
        lookup->unknown++;
    return row;
}

static bool comes_before(const ds_name_slot *a, const ds_name_slot *b)
{
    return a->count != b->count ? a->count > b->count : strcmp(a->name, b->name) < 0;
}

/* Keeps `top` sorted; `count` of its DS_NAMES_REPORTED places are filled. */
static int32_t insert(const ds_name_slot **top, int32_t count, const ds_name_slot *slot)
{
    int32_t i = count < DS_NAMES_REPORTED ? count : DS_NAMES_REPORTED - 1;
    if (count == DS_NAMES_REPORTED && !comes_before(slot, top[i]))
        return count;
    for (; i > 0 && comes_before(slot, top[i - 1]); i--)
        top[i] = top[i - 1];
    top[i] = slot;
    return count < DS_NAMES_REPORTED ? count + 1 : count;
}

ds_unknown_names ds_name_lookup_unknown(const ds_name_lookup *lookup)
{
    const ds_name_slot *top[DS_NAMES_REPORTED] = {0};
    ds_unknown_names unknown = {.count = lookup->unknown};
    for (int32_t i = 0; lookup->slots && i < SLOTS; i++) {
        const ds_name_slot *slot = &lookup->slots[i];
        if (!slot->name || slot->row != DS_NO_ID)
            continue;
        unknown.distinct++;
        unknown.top_count = insert(top, unknown.top_count, slot);
    }
    for (int32_t i = 0; i < unknown.top_count; i++) {
        ds_utf8_clip(unknown.top[i].name, DS_NAME_SIZE, top[i]->name, strlen(top[i]->name));
        unknown.top[i].count = top[i]->count;
    }
    return unknown;
}
