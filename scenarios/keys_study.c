/* The keys that tell what the results are to answer. */
#include "scenarios/key_table.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

/* In the order of ds_chance_count and of ds_period. */
static const char *const chance_words[] = {"resolution_breaches", "response_breaches",
                                           "arrivals", NULL};
static const char *const per_words[] = {"day", "week", "month", "window", NULL};

const ds_key ds_key_measure_item = {.name = "a measure", .forms = DS_AS_TEXT};

static const ds_key chance_keys[] = {
    {.name = "measure",
     .forms = DS_AS_WORD,
     .words = chance_words,
     .fallback = "resolution_breaches",
     .sentence = "What is counted: tickets that broke their target, or tickets that "
                 "arrived. A ticket belongs to the period of its arrival (or of its "
                 "resolution, with `count: by_resolution`)."},
    {.name = "priority",
     .forms = DS_AS_NAME,
     .names = DS_NAME_PRIORITY,
     .fallback_note = "all",
     .sentence = "Of this (final) priority only."},
    {.name = "per",
     .forms = DS_AS_WORD,
     .words = per_words,
     .fallback = "week",
     .sentence = "The period: local days, weeks from Monday, calendar months, or the whole "
                 "window. Of days, weeks and months those count that lie wholly in the "
                 "window, if there are any."},
    {.name = "more_than",
     .forms = DS_AS_WHOLE,
     .low = 0,
     .high = 1e9,
     .is_required = true,
     .sentence = "The number that is asked to be exceeded."},
    {.name = "name",
     .forms = DS_AS_TEXT,
     .fallback_note = "made of the other keys",
     .sentence = "What it is called in results."},
};
static const ds_section chance_section = {
    .title = "Chances",
    .sentence = "`chance: [{…}, …]`: how likely is a bad week?",
    .keys = chance_keys,
    .key_count = COUNT(chance_keys)};
const ds_key ds_chance_item = {
    .name = "a chance", .forms = DS_AS_MAPPING, .section = &chance_section};
