/* The keys of support groups. */
#include "scenarios/keys_people.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static const char *const unlimited_words[] = {"unlimited", NULL};
static const char *const discipline_words[] = {
    "fifo", "priority", "edf", "least_slack", "accumulating", "random", NULL};
static const char *const preempt_words[] = {"no", "resume", NULL};
static const char *const end_words[] = {"suspend", "finish", NULL};
static const char *const edf_words[] = {"sla", "ola", NULL};

/* In the order of ds_blending. */
static const char *const live_words[] = {"first", "interrupt", "in_turn", NULL};

static const ds_key rate_item = {.name = "rate",
                                 .forms = DS_AS_NUMBER,
                                 .low = 0,
                                 .high = 1e9,
                                 .unit = "per hour",
                                 .sentence =
                                     "The urgency that a ticket of the priority gains."};
static const ds_section accumulation_section = {.rest = &rate_item,
                                                .rest_names = DS_NAME_PRIORITY};

static const ds_key target_item = {.name = "target",
                                   .forms = DS_AS_TARGET,
                                   .is_positive = true,
                                   .sentence = "The target of the priority."};
static const ds_section targets_section = {.rest = &target_item,
                                           .rest_names = DS_NAME_PRIORITY};

static const ds_key ola_keys[] = {
    {.name = "target",
     .forms = DS_AS_TARGET | DS_AS_MAPPING,
     .is_positive = true,
     .is_required = true,
     .section = &targets_section,
     .sentence = "The time that a visit to the group may take: one, or one by priority."},
    {.name = "calendar",
     .forms = DS_AS_NAME,
     .names = DS_NAME_CALENDAR,
     .fallback_note = "the group's hours",
     .sentence = "The hours in which it runs."},
    {.name = "pause_on",
     .forms = DS_AS_LIST,
     .item = &ds_pause_on_item,
     .fallback_note = "none",
     .sentence = "The hold reasons on which it pauses."},
};
static const ds_section ola_section = {.keys = ola_keys, .key_count = COUNT(ola_keys)};

static const ds_key group_keys[] = {
    {.name = "tier",
     .forms = DS_AS_WHOLE,
     .low = 1,
     .high = 99,
     .fallback = "1",
     .sentence = "Its level: a ticket that goes to a higher one is escalated."},
    {.name = "agents",
     .forms = DS_AS_WHOLE | DS_AS_WORD,
     .low = 0,
     .high = 100000,
     .words = unlimited_words,
     .fallback_note = "needed unless there are `shifts` or `staffing`",
     .sentence = "How many are on duty in its hours; with `unlimited` nobody waits."},
    {.name = "hours",
     .forms = DS_AS_NAME,
     .names = DS_NAME_CALENDAR,
     .fallback = "always",
     .sentence = "The calendar of its working hours."},
    {.name = "shifts",
     .forms = DS_AS_LIST,
     .item = &ds_shift_item,
     .fallback_note = "none",
     .sentence = "Instead of `agents` and `hours`: who is there when. Shifts may overlap; "
                 "each agent belongs to one of them."},
    {.name = "staffing",
     .forms = DS_AS_FILE,
     .fallback_note = "none",
     .sentence = "Instead of `shifts`: a CSV file `group,interval_start,agents` with head "
                 "counts by interval of the week, such as `L1,Mon 08:00,4`. Intervals "
                 "that are not in it have nobody; when heads go, the idle go first."},
    {.name = "end_of_shift",
     .forms = DS_AS_WORD,
     .words = ds_end_of_shift_words,
     .fallback_note = "`finish` with `end_of_hours: finish`, otherwise `hand_over`",
     .sentence = "What becomes of the ticket in hand: it goes back into the queue, is set "
                 "aside for the same agent's next shift, or is finished in overtime."},
    {.name = "at_break",
     .forms = DS_AS_WORD,
     .words = ds_end_of_shift_words,
     .fallback = "suspend",
     .sentence = "The same when a break begins. `finish`: the break is shorter by that; "
                 "its end stays."},
    {.name = "hand_over",
     .forms = DS_AS_MAPPING,
     .section = &ds_hand_over_section,
     .fallback_note = "to the head of its class, at no cost",
     .sentence = "How a ticket is handed over at the end of a shift."},
    {.name = "most_overtime",
     .forms = DS_AS_DURATION,
     .is_positive = true,
     .fallback_note = "no limit",
     .sentence = "With `end_of_shift: finish`: after so long the ticket is handed over."},
    {.name = "shrinkage",
     .forms = DS_AS_MAPPING,
     .section = &ds_shrinkage_section,
     .fallback_note = "none",
     .sentence = "Time on duty that is not for tickets."},
    {.name = "on_call",
     .forms = DS_AS_MAPPING,
     .section = &ds_on_call_section,
     .fallback_note = "nobody",
     .sentence = "Who is called in when nobody is on duty; needs `discipline: priority`."},
    {.name = "open_tickets",
     .forms = DS_AS_MAPPING,
     .section = &ds_open_tickets_section,
     .fallback_note = "a ticket that comes back from hold goes to anybody",
     .sentence = "A ticket stays with its agent while it is on hold."},
    {.name = "occupancy",
     .forms = DS_AS_SHARE,
     .low = 0.05,
     .high = 1,
     .fallback_note = "no cap",
     .sentence = "At most this share of the time on duty is work: each ticket is followed "
                 "by a pause."},
    {.name = "learning",
     .forms = DS_AS_MAPPING,
     .section = &ds_learning_section,
     .fallback_note = "new agents are as fast as others",
     .sentence = "How new agents get faster."},
    {.name = "attrition",
     .forms = DS_AS_MAPPING,
     .section = &ds_attrition_section,
     .fallback_note = "nobody leaves",
     .sentence = "Agents who leave, and their replacement."},
    {.name = "cost",
     .forms = DS_AS_MAPPING,
     .section = &ds_cost_section,
     .fallback_note = "none",
     .sentence = "What agents' time costs, for `labour_cost`."},
    {.name = "discipline",
     .forms = DS_AS_WORD,
     .words = discipline_words,
     .fallback = "fifo",
     .sentence = "Who is next: first come first served, by priority, earliest due, least "
                 "slack, accumulating priority (waiting time × the priority's rate), or "
                 "anybody."},
    {.name = "preempt",
     .forms = DS_AS_WORD,
     .words = preempt_words,
     .fallback = "no",
     .sentence = "Whether a ticket of higher priority interrupts the work on a lower one, "
                 "which is resumed later; only with `discipline: priority`."},
    {.name = "end_of_hours",
     .forms = DS_AS_WORD,
     .words = end_words,
     .fallback = "suspend",
     .sentence = "At closing, work stops until the next opening, or what is in hand is "
                 "finished in overtime."},
    {.name = "accumulation",
     .forms = DS_AS_MAPPING,
     .section = &accumulation_section,
     .fallback_note = "each priority half the rate of the one above, 1 for the lowest",
     .sentence = "For `discipline: accumulating`: the urgency gained in an hour of "
                 "waiting, by priority; all of them, or none."},
    {.name = "edf",
     .forms = DS_AS_WORD,
     .words = edf_words,
     .fallback = "sla",
     .sentence = "The clocks that `edf` and `least_slack` look at: the ticket's SLA, or "
                 "the group's OLA."},
    {.name = "time_limit",
     .forms = DS_AS_DURATION,
     .is_positive = true,
     .fallback_note = "none",
     .sentence = "After so long (clock time) at the group a ticket is handed on, as if it "
                 "had not been resolved there; it stays where there is no next group."},
    {.name = "live",
     .forms = DS_AS_WORD,
     .words = live_words,
     .fallback = "first",
     .sentence = "Live contacts come before deferred work that waits, interrupt deferred "
                 "work in hand too, or wait their turn like any other."},
    {.name = "reserved_for_live",
     .forms = DS_AS_WHOLE,
     .low = 0,
     .high = 100000,
     .fallback = "0",
     .sentence = "So many agents deferred work leaves idle, for live contacts."},
    {.name = "ola",
     .forms = DS_AS_MAPPING,
     .section = &ola_section,
     .fallback_note = "none",
     .sentence = "What the group promises to the others for each visit."},
};
static const char *const ways_to_staff[] = {"agents", "shifts", "staffing", NULL};
static const ds_section group_section = {
    .one_of = ways_to_staff, .keys = group_keys, .key_count = COUNT(group_keys)};
static const ds_key group_item = {
    .name = "group", .forms = DS_AS_MAPPING, .section = &group_section};
const ds_section ds_groups_section = {.title = "Groups",
                                      .sentence = "`groups: {NAME: …}`.",
                                      .rest = &group_item,
                                      .rest_names = DS_NAME_NEW};
