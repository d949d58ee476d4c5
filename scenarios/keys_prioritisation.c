/* The keys of prioritisation. */
#include "scenarios/key_table.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static const ds_key vip_keys[] = {
    {.name = "share",
     .forms = DS_AS_SHARE,
     .low = 0,
     .high = 1,
     .is_required = true,
     .sentence = "The share of tickets that are theirs."},
    {.name = "raise",
     .forms = DS_AS_WHOLE,
     .low = 0,
     .high = 8,
     .fallback = "1",
     .sentence =
         "So many levels higher their impact is (their priority, where the category "
         "gives it directly)."},
    {.name = "jump_queue",
     .forms = DS_AS_YES_NO,
     .fallback = "no",
     .sentence = "Whether their tickets go before all others of their class in each queue: "
                 "of their priority, or of all with `discipline: fifo`."},
};
static const ds_section vip_section = {.keys = vip_keys, .key_count = COUNT(vip_keys)};

static const ds_key mistaken_item = {.name = "share",
                                     .forms = DS_AS_SHARE,
                                     .low = 0,
                                     .high = 1,
                                     .sentence =
                                         "The share that gets this priority first."};
static const ds_section mistaken_row_section = {.rest = &mistaken_item,
                                                .rest_names = DS_NAME_PRIORITY};
static const ds_key mistaken_row = {.name = "first priorities",
                                    .forms = DS_AS_MAPPING,
                                    .section = &mistaken_row_section,
                                    .sentence = "What tickets of the priority get first; "
                                                "the rest gets the right one."};
static const ds_section mistaken_section = {.rest = &mistaken_row,
                                            .rest_names = DS_NAME_PRIORITY};

static const ds_key corrected_keys[] = {
    {.name = "triage",
     .forms = DS_AS_SHARE,
     .low = 0,
     .high = 1,
     .fallback = "0%",
     .sentence = "The share noticed when work first begins."},
    {.name = "next_tier",
     .forms = DS_AS_SHARE,
     .low = 0,
     .high = 1,
     .fallback = "0%",
     .sentence = "The share of the others noticed when work begins at a group of a higher "
                 "tier."},
};
static const ds_section corrected_section = {.keys = corrected_keys,
                                             .key_count = COUNT(corrected_keys)};

static const ds_key prioritisation_keys[] = {
    {.name = "vip",
     .forms = DS_AS_MAPPING,
     .section = &vip_section,
     .fallback_note = "none",
     .sentence = "Users whose tickets weigh more: `{share: 2%, raise: 1}`."},
    {.name = "loud",
     .forms = DS_AS_SHARE,
     .low = 0,
     .high = 1,
     .fallback = "0%",
     .sentence = "The share of users who are so loud that their tickets go before all "
                 "others of their class."},
    {.name = "mistaken",
     .forms = DS_AS_MAPPING,
     .section = &mistaken_section,
     .fallback_note = "none",
     .sentence = "First priorities that are wrong, by the right one: `{P2: {P3: 15%, P1: "
                 "5%}}`."},
    {.name = "corrected",
     .forms = DS_AS_MAPPING,
     .section = &corrected_section,
     .fallback_note = "never",
     .sentence = "When they are noticed and changed: `{triage: 60%, next_tier: 90%}`."},
};
const ds_section ds_prioritisation_section = {
    .title = "Prioritisation",
    .sentence = "`prioritisation: {…}`: who is served first, rightly or not.",
    .keys = prioritisation_keys,
    .key_count = COUNT(prioritisation_keys)};
