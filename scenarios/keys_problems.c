/* The keys of problem management. */
#include "scenarios/key_table.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static const ds_key cause_keys[] = {
    {.name = "category",
     .forms = DS_AS_NAME,
     .names = DS_NAME_CATEGORY,
     .is_required = true,
     .sentence = "The category of incidents in which it shows."},
    {.name = "share",
     .forms = DS_AS_SHARE,
     .low = 0,
     .high = 1,
     .is_required = true,
     .sentence = "Its share of that category's incidents; those of a category's causes add "
                 "up to at most 100 %."},
};
static const ds_section cause_section = {.keys = cause_keys,
                                         .key_count = COUNT(cause_keys)};
static const ds_key cause_item = {.name = "cause",
                                  .forms = DS_AS_MAPPING,
                                  .section = &cause_section,
                                  .sentence = "A cause, by a name of its own."};
static const ds_section causes_section = {.rest = &cause_item, .rest_names = DS_NAME_NEW};

static const ds_key burst_keys[] = {
    {.name = "incidents",
     .forms = DS_AS_WHOLE,
     .low = 0,
     .high = 1000,
     .fallback = "5",
     .sentence = "So many incidents of the category come of a failed change,"},
    {.name = "every",
     .forms = DS_AS_DURATION,
     .high = 366 * 24,
     .fallback = "20m",
     .sentence = "one at once and the others so far apart."},
};
static const ds_section burst_section = {.keys = burst_keys,
                                         .key_count = COUNT(burst_keys)};

static const ds_key problems_keys[] = {
    {.name = "causes",
     .forms = DS_AS_MAPPING,
     .section = &causes_section,
     .is_required = true,
     .sentence = "What comes back, by name, at most 64: `{memory-leak: {category: "
                 "application, share: 20%}}`. A cause brings its share of the category's "
                 "incidents until it is removed."},
    {.name = "group",
     .forms = DS_AS_NAME,
     .names = DS_NAME_GROUP,
     .fallback_note = "nobody: no problem is ever opened",
     .sentence = "The group that investigates problems and carries out changes."},
    {.name = "after",
     .forms = DS_AS_WHOLE,
     .low = 0,
     .high = 1000000,
     .fallback = "5",
     .sentence = "So many incidents of one cause open its problem; 0: they never do."},
    {.name = "priority",
     .forms = DS_AS_NAME,
     .names = DS_NAME_PRIORITY,
     .fallback_note = "the lowest",
     .sentence = "The priority of that work in the group's queue."},
    {.name = "investigation",
     .forms = DS_AS_DISTRIBUTION,
     .fallback = "lognormal(mean 16h cv 1)",
     .sentence = "Touch time until the error is known."},
    {.name = "saves",
     .forms = DS_AS_SHARE,
     .low = 0,
     .high = 0.95,
     .fallback = "30%",
     .sentence = "The share of the touch time of the cause's incidents that a known error "
                 "saves."},
    {.name = "lead_time",
     .forms = DS_AS_DISTRIBUTION,
     .fallback = "constant(10d)",
     .sentence = "Clock time from the known error to the change, and from a failed change "
                 "to the next."},
    {.name = "change",
     .forms = DS_AS_DISTRIBUTION,
     .fallback = "constant(4h)",
     .sentence = "Touch time of carrying out the change."},
    {.name = "fails",
     .forms = DS_AS_SHARE,
     .low = 0,
     .high = 0.95,
     .fallback = "15%",
     .sentence = "The share of changes that fail and are tried again."},
    {.name = "burst",
     .forms = DS_AS_MAPPING,
     .section = &burst_section,
     .fallback_note = "5 incidents, one every 20 minutes",
     .sentence = "What a failed change brings: `{incidents: 8, every: 10m}`."},
};
const ds_section ds_problems_section = {
    .title = "Problem management",
    .sentence = "`problems: {…}`: causes that come back as incidents, and what is done "
                "about them.",
    .keys = problems_keys,
    .key_count = COUNT(problems_keys)};
