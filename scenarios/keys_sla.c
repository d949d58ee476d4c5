/* The keys of SLAs and of vendors' contracts. */
#include "scenarios/key_table.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

const char *const ds_ticket_type_words[] = {"incident", "request", "problem", NULL};
const char *const ds_hold_reason_words[] = {"user", "vendor", "change", NULL};

static const char *const reopening_words[] = {"continue", "restart", NULL};
static const char *const change_words[] = {"restart", "keep", "recompute", NULL};
static const char *const per_words[] = {"month", NULL};

const ds_key ds_pause_on_item = {
    .name = "a reason", .forms = DS_AS_WORD, .words = ds_hold_reason_words};

static const ds_key target_item = {.name = "target",
                                   .forms = DS_AS_TARGET,
                                   .is_positive = true,
                                   .sentence = "The target of the priority."};
static const ds_section targets_section = {.rest = &target_item,
                                           .rest_names = DS_NAME_PRIORITY};

static const ds_key calendar_item = {.name = "calendar",
                                     .forms = DS_AS_NAME,
                                     .names = DS_NAME_CALENDAR,
                                     .sentence = "The calendar of the priority."};
static const ds_key calendar_keys[] = {
    {.name = "default",
     .forms = DS_AS_NAME,
     .names = DS_NAME_CALENDAR,
     .fallback_note = "none",
     .sentence = "The calendar of the priorities that are not named."},
};
static const ds_section calendar_section = {.keys = calendar_keys,
                                            .key_count = COUNT(calendar_keys),
                                            .rest = &calendar_item,
                                            .rest_names = DS_NAME_PRIORITY};

static const ds_key warning_item = {
    .name = "a share", .forms = DS_AS_SHARE, .low = 0, .high = 1};

static const ds_key penalty_item = {.name = "penalty",
                                    .forms = DS_AS_NUMBER,
                                    .low = 0,
                                    .high = 1e12,
                                    .sentence = "The penalty of the priority."};
static const ds_section penalty_section = {.rest = &penalty_item,
                                           .rest_names = DS_NAME_PRIORITY};

static const ds_key goal_item = {.name = "goal",
                                 .forms = DS_AS_SHARE,
                                 .low = 0,
                                 .high = 1,
                                 .sentence = "The share promised for the priority."};
static const ds_key goal_keys[] = {
    {.name = "per",
     .forms = DS_AS_WORD,
     .words = per_words,
     .fallback = "month",
     .sentence = "The span over which the share is taken."},
};
static const ds_section goal_section = {.keys = goal_keys,
                                        .key_count = COUNT(goal_keys),
                                        .rest = &goal_item,
                                        .rest_names = DS_NAME_PRIORITY};

static const ds_key type_item = {
    .name = "a type", .forms = DS_AS_WORD, .words = ds_ticket_type_words};
static const ds_key category_item = {
    .name = "a category", .forms = DS_AS_NAME, .names = DS_NAME_CATEGORY};
static const ds_key priority_item = {
    .name = "a priority", .forms = DS_AS_NAME, .names = DS_NAME_PRIORITY};

static const ds_key applies_to_keys[] = {
    {.name = "type",
     .forms = DS_AS_WORD | DS_AS_LIST,
     .words = ds_ticket_type_words,
     .item = &type_item,
     .fallback_note = "incidents and requests; with `categories`: theirs",
     .sentence = "The types of tickets, one or a list."},
    {.name = "categories",
     .forms = DS_AS_NAME | DS_AS_LIST,
     .names = DS_NAME_CATEGORY,
     .item = &category_item,
     .fallback_note = "all",
     .sentence = "The categories, one or a list."},
    {.name = "priorities",
     .forms = DS_AS_NAME | DS_AS_LIST,
     .names = DS_NAME_PRIORITY,
     .item = &priority_item,
     .fallback_note = "all",
     .sentence = "The priorities, one or a list."},
};
static const ds_section applies_to_section = {.keys = applies_to_keys,
                                              .key_count = COUNT(applies_to_keys)};

static const ds_key sla_keys[] = {
    {.name = "response",
     .forms = DS_AS_MAPPING,
     .section = &targets_section,
     .fallback_note = "none",
     .sentence = "The time to the first work on a ticket, by priority: `{P1: 15m, …}`. A "
                 "priority that is not named has no such target."},
    {.name = "resolution",
     .forms = DS_AS_MAPPING,
     .section = &targets_section,
     .fallback_note = "none",
     .sentence = "The time to its resolution, by priority. `4h` is four hours of the "
                 "calendar, `1d` 24 hours of it, `3bd` the same time three working days "
                 "on."},
    {.name = "calendar",
     .forms = DS_AS_NAME | DS_AS_MAPPING,
     .names = DS_NAME_CALENDAR,
     .section = &calendar_section,
     .fallback = "always",
     .sentence = "The hours in which the clocks run: one calendar, or one by priority, "
                 "`{P1: always, default: office}`."},
    {.name = "pause_on",
     .forms = DS_AS_LIST,
     .item = &ds_pause_on_item,
     .fallback_note = "none",
     .sentence = "The hold reasons on which the clocks pause."},
    {.name = "warnings",
     .forms = DS_AS_LIST,
     .item = &warning_item,
     .fallback_note = "`[50%, 75%, 90%]`",
     .sentence = "The shares of the target at which a warning is due; at most eight."},
    {.name = "reopening",
     .forms = DS_AS_WORD,
     .words = reopening_words,
     .fallback = "continue",
     .sentence = "A reopened ticket's clock goes on, paused while it was resolved, or "
                 "starts anew."},
    {.name = "priority_change",
     .forms = DS_AS_WORD,
     .words = change_words,
     .fallback = "restart",
     .sentence = "When the priority changes: the new target starts from zero, keeps the "
                 "elapsed time, or counts from the ticket's creation."},
    {.name = "carry_pauses",
     .forms = DS_AS_YES_NO,
     .fallback = "no",
     .sentence = "Whether `recompute` leaves out the pauses that the ticket has had."},
    {.name = "penalty",
     .forms = DS_AS_MAPPING,
     .section = &penalty_section,
     .fallback_note = "none",
     .sentence = "Money for each breach of a resolution target, by priority."},
    {.name = "penalty_per_hour",
     .forms = DS_AS_MAPPING,
     .section = &penalty_section,
     .fallback_note = "none",
     .sentence = "Money for each hour of its clock that a ticket is resolved after its "
                 "target, by priority."},
    {.name = "goal",
     .forms = DS_AS_MAPPING,
     .section = &goal_section,
     .fallback_note = "none",
     .sentence = "The contractual share of tickets within their resolution target, by "
                 "priority: `{P3: 95%, per: month}`."},
    {.name = "applies_to",
     .forms = DS_AS_MAPPING,
     .section = &applies_to_section,
     .fallback_note = "all incidents and requests",
     .sentence = "The tickets that it is for. Of several that fit, one with categories "
                 "goes before one with types, that before one with priorities only; of "
                 "equals the first counts."},
};
static const ds_section sla_section = {.keys = sla_keys, .key_count = COUNT(sla_keys)};
static const ds_key sla_item = {
    .name = "SLA", .forms = DS_AS_MAPPING, .section = &sla_section};
const ds_section ds_slas_section = {.title = "SLAs",
                                    .sentence = "`slas: {NAME: …}`.",
                                    .rest = &sla_item,
                                    .rest_names = DS_NAME_NEW};

static const ds_key contract_keys[] = {
    {.name = "target",
     .forms = DS_AS_TARGET,
     .is_positive = true,
     .is_required = true,
     .sentence = "How long a vendor may take; a hold that lasts longer breaches it."},
    {.name = "calendar",
     .forms = DS_AS_NAME,
     .names = DS_NAME_CALENDAR,
     .fallback = "always",
     .sentence = "The hours in which it runs."},
};
static const ds_section contract_section = {.keys = contract_keys,
                                            .key_count = COUNT(contract_keys)};
static const ds_key contract_item = {
    .name = "contract", .forms = DS_AS_MAPPING, .section = &contract_section};
const ds_section ds_contracts_section = {
    .title = "Contracts",
    .sentence = "`contracts: {NAME: …}`: underpinning contracts, for holds on a vendor.",
    .rest = &contract_item,
    .rest_names = DS_NAME_NEW};
