/* The keys of categories. */
#include "scenarios/key_table.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static const ds_key share_item = {
    .name = "share", .forms = DS_AS_SHARE, .low = 0, .high = 1, .sentence = "Its share."};
static const ds_section impact_section = {
    .rest = &share_item, .rest_names = DS_NAME_IMPACT, .sums_to_one = true};
static const ds_section urgency_section = {
    .rest = &share_item, .rest_names = DS_NAME_URGENCY, .sums_to_one = true};
static const ds_section priority_section = {
    .rest = &share_item, .rest_names = DS_NAME_PRIORITY, .sums_to_one = true};
static const ds_section group_shares_section = {
    .rest = &share_item, .rest_names = DS_NAME_GROUP, .sums_to_one = true};

static const ds_key misroute_keys[] = {
    {.name = "share",
     .forms = DS_AS_SHARE,
     .high = 1,
     .is_required = true,
     .sentence = "How many of the tickets sent go to the wrong group first."},
    {.name = "to",
     .forms = DS_AS_NAME,
     .names = DS_NAME_GROUP,
     .is_required = true,
     .sentence = "The wrong group."},
    {.name = "rediagnosis",
     .forms = DS_AS_DISTRIBUTION,
     .is_required = true,
     .sentence = "The touch time that it takes there to find that out."},
};
static const ds_section misroute_section = {
    .title = "Misrouting",
    .sentence = "Tickets that go astray: they are sent to a wrong group, which finds that "
                "out and sends them on to where they were meant to go.",
    .keys = misroute_keys,
    .key_count = COUNT(misroute_keys)};

static const ds_key hold_keys[] = {
    {.name = "share",
     .forms = DS_AS_SHARE,
     .high = 1,
     .is_required = true,
     .sentence = "With this share of visits there is one such hold."},
    {.name = "time",
     .forms = DS_AS_DISTRIBUTION,
     .is_required = true,
     .sentence = "How long it lasts."},
    {.name = "hold_calendar",
     .forms = DS_AS_NAME,
     .names = DS_NAME_CALENDAR,
     .fallback = "always",
     .sentence = "The hours in which its time runs."},
    {.name = "contract",
     .forms = DS_AS_NAME,
     .names = DS_NAME_CONTRACT,
     .fallback_note = "none",
     .sentence = "Of a hold on a vendor: the contract whose clock it runs."},
};
static const ds_section hold_section = {
    .title = "Holds",
    .sentence = "At a visit, with the share, one hold begins somewhere in the touch time; "
                "the agent is free meanwhile. When it ends, the ticket waits at the same "
                "group again, with the rest of its work.",
    .keys = hold_keys,
    .key_count = COUNT(hold_keys)};

#define HOLD(reason, meaning)                                                              \
    {                                                                                      \
        .name = reason, .forms = DS_AS_MAPPING, .section = &hold_section,                  \
        .fallback_note = "none", .sentence = "Waiting for " meaning "."                    \
    }
static const ds_key holds_keys[] = {
    HOLD("user", "the user"),
    HOLD("vendor", "a vendor"),
    HOLD("change", "a change"),
};
static const ds_section holds_section = {.keys = holds_keys,
                                         .key_count = COUNT(holds_keys)};

static const ds_key reopen_keys[] = {
    {.name = "share",
     .forms = DS_AS_SHARE,
     .high = 1,
     .is_required = true,
     .sentence = "How many resolutions do not last (up to auto-close)."},
    {.name = "after",
     .forms = DS_AS_DISTRIBUTION,
     .is_required = true,
     .sentence = "How long after the resolution the ticket comes back, to the group that "
                 "resolved it."},
    {.name = "work",
     .forms = DS_AS_SHARE,
     .high = 10,
     .fallback = "100%",
     .sentence = "The touch time of the visit then, as a share of a fresh one's."},
};
static const ds_section reopen_section = {.keys = reopen_keys,
                                          .key_count = COUNT(reopen_keys)};

static const ds_key work_item = {.name = "work",
                                 .forms = DS_AS_DISTRIBUTION,
                                 .sentence = "The touch time of a visit to the group."};
static const ds_section work_section = {.rest = &work_item, .rest_names = DS_NAME_GROUP};
static const ds_section resolved_at_section = {.rest = &share_item,
                                               .rest_names = DS_NAME_GROUP};

static const ds_key route_keys[] = {
    {.name = "work",
     .forms = DS_AS_DISTRIBUTION,
     .is_required = true,
     .sentence = "The touch time of a visit."},
    {.name = "resolve",
     .forms = DS_AS_SHARE,
     .high = 1,
     .fallback = "100%",
     .sentence = "The share of those who come here that is resolved here."},
    {.name = "next",
     .forms = DS_AS_MAPPING,
     .section = &group_shares_section,
     .fallback_note = "none",
     .sentence = "Where the others go, upward, sideways or back: `{L2: 90%, L1: 10%}`."},
    {.name = "misroute",
     .forms = DS_AS_MAPPING,
     .section = &misroute_section,
     .fallback_note = "none",
     .sentence = "Of those handed on: some go to a wrong group first."},
    {.name = "hold",
     .forms = DS_AS_MAPPING,
     .section = &holds_section,
     .fallback_note = "the category's",
     .sentence = "Holds at this group."},
};
static const ds_section route_section = {.keys = route_keys,
                                         .key_count = COUNT(route_keys)};
static const ds_key route_item = {.name = "route",
                                  .forms = DS_AS_MAPPING,
                                  .section = &route_section,
                                  .sentence = "What happens at the group."};
static const ds_section routes_section = {.rest = &route_item, .rest_names = DS_NAME_GROUP};

static const ds_key category_keys[] = {
    {.name = "type",
     .forms = DS_AS_WORD,
     .words = ds_ticket_type_words,
     .fallback = "incident",
     .sentence = "The type of its tickets."},
    {.name = "share",
     .forms = DS_AS_SHARE,
     .high = 1,
     .fallback_note = "100% where it is the only one of its type",
     .sentence = "Its share of the tickets of its type; those of one type sum to 100%."},
    {.name = "impact",
     .forms = DS_AS_MAPPING,
     .section = &impact_section,
     .fallback_note = "none: impact and urgency, or `priority`, are needed",
     .sentence = "The levels of impact with their shares."},
    {.name = "urgency",
     .forms = DS_AS_MAPPING,
     .section = &urgency_section,
     .fallback_note = "none",
     .sentence = "The levels of urgency with their shares."},
    {.name = "priority",
     .forms = DS_AS_MAPPING,
     .section = &priority_section,
     .fallback_note = "by the matrix",
     .sentence = "The priorities with their shares, instead of impact and urgency."},
    {.name = "first",
     .forms = DS_AS_MAPPING,
     .section = &group_shares_section,
     .fallback_note = "the first group of `work`; the first of the lowest tier in `route`",
     .sentence = "The groups that new tickets go to with their shares."},
    {.name = "misroute",
     .forms = DS_AS_MAPPING,
     .section = &misroute_section,
     .fallback_note = "none",
     .sentence = "Of new tickets: some go to a wrong group first."},
    {.name = "work",
     .forms = DS_AS_MAPPING,
     .section = &work_section,
     .fallback_note = "none: `work` or `route` is needed",
     .sentence = "A ladder: the groups in the order in which they hand a ticket on, with "
                 "the touch time of a visit."},
    {.name = "resolved_at",
     .forms = DS_AS_MAPPING,
     .section = &resolved_at_section,
     .fallback_note = "the first group resolves all",
     .sentence = "With `work`: the share resolved of those who come to a group, for each "
                 "but the last, which resolves all it gets."},
    {.name = "hold",
     .forms = DS_AS_MAPPING,
     .section = &holds_section,
     .fallback_note = "none",
     .sentence = "Holds, at each visit to each group whose route has none of its own."},
    {.name = "reopen",
     .forms = DS_AS_MAPPING,
     .section = &reopen_section,
     .fallback_note = "none",
     .sentence = "Tickets that come back after their resolution."},
    {.name = "max_visits",
     .forms = DS_AS_WHOLE,
     .low = 1,
     .high = 1000,
     .fallback = "20",
     .sentence = "A ticket with so many visits is resolved where it is, and counted."},
    {.name = "route",
     .forms = DS_AS_MAPPING,
     .section = &routes_section,
     .fallback_note = "none",
     .sentence = "The full form instead of `work`: what happens at each group."},
};
static const ds_section category_section = {.keys = category_keys,
                                            .key_count = COUNT(category_keys)};
static const ds_key category_item = {
    .name = "category", .forms = DS_AS_MAPPING, .section = &category_section};
const ds_section ds_categories_section = {.title = "Categories",
                                          .sentence = "`categories: {NAME: …}`.",
                                          .rest = &category_item,
                                          .rest_names = DS_NAME_NEW};
