#include "scenarios/import/words.h"

#include "scenarios/ticket_value.h"
#include "sim/clock.h"

#include <stdlib.h>

enum { WORDS_MOST = 65536 }; /* remembered; more are worked out each time */

ds_status ds_word_cache_find(ds_word_cache *cache, const ds_dialect *dialect,
                             ds_word_meaning *meaning, const char *text,
                             int32_t *meaning_out, ds_error *err)
{
    int32_t row = 0;
    int32_t before = cache->names.count;
    if (before >= WORDS_MOST) {
        *meaning_out = meaning(dialect, text);
        return DS_OK;
    }
    if (before == cache->capacity) {
        int32_t capacity = before ? 2 * before : 64;
        int32_t *grown = realloc(cache->meanings, (size_t)capacity * sizeof *grown);
        if (!grown)
            return ds_error_no_memory(err);
        cache->meanings = grown;
        cache->capacity = capacity;
    }
    ds_status status = ds_ordinals_row(&cache->names, text, &row, err);
    if (status != DS_OK)
        return status;
    if (row == before)
        cache->meanings[row] = meaning(dialect, text);
    *meaning_out = cache->meanings[row];
    return DS_OK;
}

void ds_word_cache_free(ds_word_cache *cache)
{
    ds_ordinals_free(&cache->names);
    free(cache->meanings);
    *cache = (ds_word_cache){0};
}

int32_t ds_word_status(const ds_dialect *dialect, const char *text)
{
    return (int32_t)ds_dialect_status(dialect, text);
}

int32_t ds_word_type(const ds_dialect *dialect, const char *text)
{
    int32_t type = DS_NO_ID;
    for (int32_t i = 0; i < 3; i++)
        if (ds_words_have(&dialect->types[i], text))
            return i;
    return ds_ticket_type_parse(text, &type) ? type : DS_NO_ID;
}

int32_t ds_word_flag(const ds_dialect *dialect, const char *text)
{
    ds_sla_met flag = DS_SLA_UNKNOWN;
    if (ds_words_have(&dialect->yes, text))
        return 1;
    if (ds_words_have(&dialect->no, text))
        return 0;
    return ds_ticket_flag_parse(text, &flag) ? (int32_t)flag : DS_NO_ID;
}

int32_t ds_word_priority(const ds_dialect *dialect, const char *text)
{
    ds_words one = {.count = 1};
    for (int32_t i = 0; i < dialect->priorities.count; i++) {
        one.list = &dialect->priorities.list[i];
        if (ds_words_have(&one, text))
            return i + 1;
    }
    if (*text == 'P' || *text == 'p')
        text++;
    bool is_rank = text[0] >= '1' && text[0] <= '9' && (text[1] < '0' || text[1] > '9');
    return is_rank ? text[0] - '0' : 0;
}
