/* The keys of people: shifts, and what agents do when they end. */
#include "scenarios/keys_people.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

const char *const ds_end_of_shift_words[] = {"hand_over", "suspend", "finish", NULL};
static const char *const end_words[] = {"head", "tail", NULL};

static const ds_key hours_item = {.name = "hours", .forms = DS_AS_HOURS};

static const ds_key shift_keys[] = {
    {.name = "agents",
     .forms = DS_AS_WHOLE,
     .low = 0,
     .high = 100000,
     .is_required = true,
     .sentence = "How many keep these hours."},
    {.name = "hours",
     .forms = DS_AS_HOURS | DS_AS_LIST,
     .is_required = true,
     .item = &hours_item,
     .sentence = "When they are there, such as `Mon-Fri 08:00-16:00`; several spans as a "
                 "list. A span that ends at or before its start runs into the next day."},
};
static const ds_section shift_section = {.keys = shift_keys,
                                         .key_count = COUNT(shift_keys)};
const ds_key ds_shift_item = {
    .name = "shift", .forms = DS_AS_MAPPING, .section = &shift_section};

static const ds_key hand_over_keys[] = {
    {.name = "to",
     .forms = DS_AS_WORD,
     .words = end_words,
     .fallback = "head",
     .sentence = "Where the ticket goes: before or behind those of its class."},
    {.name = "cost",
     .forms = DS_AS_DURATION,
     .fallback = "0s",
     .sentence = "Touch time that whoever goes on needs to read up on it."},
};
const ds_section ds_hand_over_section = {.keys = hand_over_keys,
                                         .key_count = COUNT(hand_over_keys)};
