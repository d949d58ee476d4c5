/* The keys of streams of arrivals. */
#include "scenarios/key_table.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static const char *const profile_words[] = {"flat", "office-hours", NULL};
static const char *const batch_words[] = {"constant", "geometric", "poisson", NULL};

static const ds_key weight_item = {
    .name = "a weight", .forms = DS_AS_NUMBER, .low = 0, .high = 1e12};
static const ds_key weights_item = {.name = "a weight or the weights of a day",
                                    .forms = DS_AS_NUMBER | DS_AS_LIST,
                                    .low = 0,
                                    .high = 1e12,
                                    .item = &weight_item};

#define DAY(day)                                                                           \
    .forms = DS_AS_LIST, .item = &weight_item, .fallback_note = "no arrivals",             \
    .sentence = "The 24 weights of " day ", from midnight."
static const ds_key profile_keys[] = {
    {.name = "Mon", DAY("Monday")},    {.name = "Tue", DAY("Tuesday")},
    {.name = "Wed", DAY("Wednesday")}, {.name = "Thu", DAY("Thursday")},
    {.name = "Fri", DAY("Friday")},    {.name = "Sat", DAY("Saturday")},
    {.name = "Sun", DAY("Sunday")},
};
static const ds_section profile_section = {.keys = profile_keys,
                                           .key_count = COUNT(profile_keys)};

static const ds_key day_factor_keys[] = {
    {.name = "vmr",
     .forms = DS_AS_NUMBER,
     .low = 1,
     .high = 1e6,
     .is_required = true,
     .sentence = "The ratio of the variance to the mean of the tickets of a working day, 1 "
                 "without a factor; real desks show about 5. It is meant without batches."},
    {.name = "correlation",
     .forms = DS_AS_NUMBER,
     .low = -0.99,
     .high = 0.99,
     .fallback = "0",
     .sentence = "The correlation of one day's factor with the next one's (of their normal "
                 "scores)."},
};
static const ds_section day_factor_section = {.keys = day_factor_keys,
                                              .key_count = COUNT(day_factor_keys)};

#define MONTH(month)                                                                       \
    .forms = DS_AS_NUMBER, .low = 0, .high = 1000, .fallback = "1",                        \
    .sentence = "The factor in " month "."
static const ds_key season_keys[] = {
    {.name = "1", MONTH("January")},   {.name = "2", MONTH("February")},
    {.name = "3", MONTH("March")},     {.name = "4", MONTH("April")},
    {.name = "5", MONTH("May")},       {.name = "6", MONTH("June")},
    {.name = "7", MONTH("July")},      {.name = "8", MONTH("August")},
    {.name = "9", MONTH("September")}, {.name = "10", MONTH("October")},
    {.name = "11", MONTH("November")}, {.name = "12", MONTH("December")},
};
static const ds_section season_section = {.keys = season_keys,
                                          .key_count = COUNT(season_keys)};

static const ds_key event_keys[] = {
    {.name = "factor",
     .forms = DS_AS_NUMBER,
     .low = 0,
     .high = 1000,
     .is_required = true,
     .sentence = "What the rate is multiplied by; the factors of events that overlap "
                 "multiply."},
    {.name = "from",
     .forms = DS_AS_MOMENT,
     .is_required = true,
     .sentence = "The first day, or the instant."},
    {.name = "to",
     .forms = DS_AS_MOMENT,
     .is_required = true,
     .sentence = "The last day, which belongs to it, or the instant at which it ends."},
};
static const ds_section event_section = {.keys = event_keys,
                                         .key_count = COUNT(event_keys)};
static const ds_key event_item = {
    .name = "an event", .forms = DS_AS_MAPPING, .section = &event_section};

static const ds_key batch_keys[] = {
    {.name = "mean",
     .forms = DS_AS_NUMBER,
     .low = 1,
     .high = 100000,
     .is_required = true,
     .unit = "tickets",
     .sentence = "Tickets that arrive together, on average; rates still count tickets."},
    {.name = "distribution",
     .forms = DS_AS_WORD,
     .words = batch_words,
     .fallback = "geometric",
     .sentence = "How their number varies: not at all (a whole number then), geometric on "
                 "1, 2, 3, …, or one more than a Poisson number."},
};
static const ds_section batch_section = {.keys = batch_keys,
                                         .key_count = COUNT(batch_keys)};

static const ds_key share_item = {
    .name = "share", .forms = DS_AS_SHARE, .low = 0, .high = 1, .sentence = "Its share."};
static const ds_section mix_section = {
    .rest = &share_item, .rest_names = DS_NAME_CATEGORY, .sums_to_one = true};
static const ds_section channel_section = {
    .rest = &share_item, .rest_names = DS_NAME_NEW, .sums_to_one = true};

static const ds_key stream_keys[] = {
    {.name = "type",
     .forms = DS_AS_WORD,
     .words = ds_ticket_type_words,
     .fallback = "incident",
     .sentence = "The type of its tickets; of a trace, where its file gives none."},
    {.name = "rate",
     .forms = DS_AS_RATE,
     .is_positive = true,
     .fallback_note = "none: `rate` or `trace` is needed",
     .sentence =
         "Tickets in an average week of the profile: `N/h`, `N/day` (a seventh of "
         "the week's), `N/workday` (by the days that have weight in the profile) or "
         "`N/week`."},
    {.name = "profile",
     .forms = DS_AS_WORD | DS_AS_FILE | DS_AS_LIST | DS_AS_MAPPING,
     .words = profile_words,
     .item = &weights_item,
     .section = &profile_section,
     .fallback = "flat",
     .sentence = "How arrivals spread over the week: a built-in profile; 168 weights, or 7 "
                 "lists of 24, Monday midnight first; days with their 24 weights; or a CSV "
                 "file with 168 rows `hour,weight`, 7 rows of 24 weights, or 24 rows of "
                 "7."},
    {.name = "calendar",
     .forms = DS_AS_NAME,
     .names = DS_NAME_CALENDAR,
     .fallback = "always",
     .sentence = "Its holidays count: on them the profile's Sunday applies."},
    {.name = "holiday_factor",
     .forms = DS_AS_NUMBER,
     .low = 0,
     .high = 1000,
     .fallback_note = "the profile's Sunday",
     .sentence = "On a holiday, the day's own profile times this instead."},
    {.name = "day_factor",
     .forms = DS_AS_MAPPING,
     .section = &day_factor_section,
     .fallback_note = "none",
     .sentence = "Busy and quiet days: a gamma factor per day with mean 1."},
    {.name = "growth",
     .forms = DS_AS_GROWTH,
     .low = -0.5,
     .high = 1,
     .fallback = "0%/month",
     .sentence = "How much more (or less) comes from month to month, compounded."},
    {.name = "season",
     .forms = DS_AS_MAPPING,
     .section = &season_section,
     .fallback_note = "none",
     .sentence = "Factors by month: `{12: 0.8}`."},
    {.name = "events",
     .forms = DS_AS_LIST,
     .item = &event_item,
     .fallback_note = "none",
     .sentence = "Planned changes, such as a roll-out."},
    {.name = "batch",
     .forms = DS_AS_MAPPING,
     .section = &batch_section,
     .fallback_note = "tickets arrive one by one",
     .sentence = "Tickets that arrive together."},
    {.name = "trace",
     .forms = DS_AS_FILE,
     .fallback_note = "none",
     .sentence = "Instead of `rate`: the arrivals of a canonical ticket CSV."},
    {.name = "categories",
     .forms = DS_AS_MAPPING,
     .section = &mix_section,
     .fallback_note = "the categories' own shares",
     .sentence = "The categories of its tickets with their shares."},
    {.name = "channel",
     .forms = DS_AS_MAPPING,
     .section = &channel_section,
     .fallback_note = "none",
     .sentence = "The channels by which they come with their shares: `{phone: 60%, portal: "
                 "40%}`."},
};
static const ds_section stream_section = {.keys = stream_keys,
                                          .key_count = COUNT(stream_keys)};
static const ds_key stream_item = {
    .name = "stream", .forms = DS_AS_MAPPING, .section = &stream_section};
const ds_section ds_arrivals_section = {
    .title = "Arrivals",
    .sentence = "`arrivals: {NAME: …}`. A stream's name is the seed of its luck: renamed, "
                "it draws other tickets.",
    .rest = &stream_item,
    .rest_names = DS_NAME_NEW};
