/* The keys of people: shifts, and what agents do when they end. */
#include "scenarios/keys_people.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

const char *const ds_end_of_shift_words[] = {"hand_over", "suspend", "finish", NULL};
static const char *const end_words[] = {"head", "tail", NULL};

static const char *const off_words[] = {"off", NULL};

const ds_key ds_holiday_item = {.name = "a day", .forms = DS_AS_DATE};
static const ds_key hours_item = {.name = "hours", .forms = DS_AS_HOURS};
static const ds_key week_item = {.name = "a week",
                                 .forms = DS_AS_HOURS | DS_AS_WORD | DS_AS_LIST,
                                 .words = off_words,
                                 .item = &hours_item};

static const ds_key break_keys[] = {
    {.name = "time",
     .forms = DS_AS_TEXT,
     .is_required = true,
     .sentence = "From when to when, local time: `12:00-12:30`, on every day on which the "
                 "shift is there by then."},
    {.name = "paid",
     .forms = DS_AS_YES_NO,
     .fallback = "no",
     .sentence = "Whether it counts as working time."},
    {.name = "waves",
     .forms = DS_AS_WHOLE,
     .low = 1,
     .high = 20,
     .fallback = "1",
     .sentence = "In so many groups, one after the other; the first goes at the time "
                 "given."},
};
static const ds_section break_section = {.keys = break_keys,
                                         .key_count = COUNT(break_keys)};
static const ds_key break_item = {
    .name = "break", .forms = DS_AS_MAPPING, .section = &break_section};

static const ds_key name_item = {.name = "a name", .forms = DS_AS_TEXT};
static const ds_key served_item = {
    .name = "proficiency",
    .forms = DS_AS_SHARE,
    .low = 0.01,
    .high = 100,
    .sentence = "How fast they are there: touch times are divided by it."};
static const ds_section serves_section = {.rest = &served_item,
                                          .rest_names = DS_NAME_GROUP};
static const ds_key skill_item = {.name = "proficiency",
                                  .forms = DS_AS_SHARE,
                                  .low = 0.01,
                                  .high = 100,
                                  .sentence = "How fast they are at tickets of the "
                                              "category; 100% for those not named."};
static const ds_section skills_section = {.rest = &skill_item,
                                          .rest_names = DS_NAME_CATEGORY};

static const ds_key category_item = {
    .name = "a category", .forms = DS_AS_NAME, .names = DS_NAME_CATEGORY};

static const ds_key shift_keys[] = {
    {.name = "agents",
     .forms = DS_AS_WHOLE,
     .low = 0,
     .high = 100000,
     .fallback_note = "as many as there are `names`",
     .sentence = "How many keep these hours."},
    {.name = "names",
     .forms = DS_AS_LIST,
     .item = &name_item,
     .fallback_note = "none",
     .sentence = "Instead of `agents`: who they are; each has one shift of the desk."},
    {.name = "hours",
     .forms = DS_AS_HOURS | DS_AS_LIST,
     .item = &hours_item,
     .fallback_note = "needed unless there is a `rotation`",
     .sentence = "When they are there, such as `Mon-Fri 08:00-16:00`; several spans as a "
                 "list. A span that ends at or before its start runs into the next day."},
    {.name = "rotation",
     .forms = DS_AS_LIST,
     .item = &week_item,
     .fallback_note = "none: every week alike",
     .sentence = "Instead of `hours`: those of one week after the other, then from the "
                 "first again; `off` is a week without any."},
    {.name = "first_week",
     .forms = DS_AS_WHOLE,
     .low = 1,
     .high = 53,
     .fallback = "1",
     .sentence = "In which week of the rotation they are when the simulation begins."},
    {.name = "serves",
     .forms = DS_AS_MAPPING,
     .section = &serves_section,
     .fallback_note = "their own group alone",
     .sentence = "Other groups whose queues they serve, in this order, when nobody waits "
                 "at their own; that one stands where it is named, if it is."},
    {.name = "proficiency",
     .forms = DS_AS_SHARE | DS_AS_MAPPING,
     .low = 0.01,
     .high = 100,
     .section = &skills_section,
     .fallback = "100%",
     .sentence = "How fast they are at their own group's tickets, or by category (then at "
                 "any group's)."},
    {.name = "skills",
     .forms = DS_AS_LIST | DS_AS_NAME,
     .names = DS_NAME_CATEGORY,
     .item = &category_item,
     .fallback_note = "all",
     .sentence = "The categories whose tickets they can take, wherever they serve."},
    {.name = "new",
     .forms = DS_AS_YES_NO,
     .fallback = "no",
     .sentence = "Whether they are new when the simulation begins (`learning`)."},
    {.name = "breaks",
     .forms = DS_AS_LIST,
     .item = &break_item,
     .fallback_note = "none",
     .sentence = "When they rest."},
    {.name = "site",
     .forms = DS_AS_NAME,
     .names = DS_NAME_SITE,
     .fallback_note = "none: the scenario's time zone, no holidays",
     .sentence = "Where they work: the time zone of the hours, and the days off."},
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

static const ds_key site_keys[] = {
    {.name = "time_zone",
     .forms = DS_AS_ZONE,
     .fallback_note = "the scenario's",
     .sentence = "The time zone of its shifts and holidays."},
    {.name = "holidays",
     .forms = DS_AS_LIST,
     .item = &ds_holiday_item,
     .fallback_note = "none",
     .sentence = "Days on which no shift begins."},
    {.name = "holiday_file",
     .forms = DS_AS_FILE,
     .fallback_note = "none",
     .sentence = "Further such days: the all-day events of an iCalendar file (`.ics`)."},
};
static const ds_section site_section = {.keys = site_keys, .key_count = COUNT(site_keys)};
static const ds_key site_item = {
    .name = "site", .forms = DS_AS_MAPPING, .section = &site_section};
const ds_section ds_sites_section = {.title = "Sites",
                                     .sentence = "`sites: {NAME: …}`, for shifts.",
                                     .rest = &site_item,
                                     .rest_names = DS_NAME_NEW};
