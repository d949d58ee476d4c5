/* What the words of an export mean, remembered: the dialect is asked once for each word. */
#ifndef DS_IMPORT_WORDS_H
#define DS_IMPORT_WORDS_H

#include "scenarios/import/dialect.h"
#include "scenarios/import/ordinals.h"

/* What a word means, told by the dialect. */
typedef int32_t ds_word_meaning(const ds_dialect *dialect, const char *text);

typedef struct ds_word_cache {
    ds_ordinals names;
    int32_t *meanings; /* [capacity] */
    int32_t capacity;
} ds_word_cache;

ds_status ds_word_cache_find(ds_word_cache *cache, const ds_dialect *dialect,
                             ds_word_meaning *meaning, const char *text,
                             int32_t *meaning_out, ds_error *err) DS_MUST_USE;
void ds_word_cache_free(ds_word_cache *cache);

/* ds_status_kind. */
int32_t ds_word_status(const ds_dialect *dialect, const char *text);
/* ds_ticket_type, or DS_NO_ID. */
int32_t ds_word_type(const ds_dialect *dialect, const char *text);
/* 1 yes, 0 no, DS_NO_ID not known. */
int32_t ds_word_flag(const ds_dialect *dialect, const char *text);
/* The rank from 1, or 0 where the word has none: by the dialect's list, else by a number
 * or P and a number in front. */
int32_t ds_word_priority(const ds_dialect *dialect, const char *text);

#endif
