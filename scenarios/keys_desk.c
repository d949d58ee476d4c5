/* The keys at the top of a scenario, and its calendars. */
#include "scenarios/keys_people.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static const char *const auto_words[] = {"auto", NULL};
static const char *const count_words[] = {"by_arrival", "by_resolution", NULL};

static const ds_key hours_item = {.name = "hours", .forms = DS_AS_HOURS};

static const ds_key calendar_keys[] = {
    {.name = "hours",
     .forms = DS_AS_HOURS | DS_AS_LIST,
     .is_required = true,
     .item = &hours_item,
     .sentence = "The working hours of a week, such as `Mon-Fri 08:00-18:00`; several "
                 "spans as a list. A span that ends at or before its start runs into the "
                 "next day."},
    {.name = "holidays",
     .forms = DS_AS_LIST,
     .item = &ds_holiday_item,
     .fallback_note = "none",
     .sentence = "Days on which it is closed."},
    {.name = "holiday_file",
     .forms = DS_AS_FILE,
     .fallback_note = "none",
     .sentence = "Further such days: the all-day events of an iCalendar file (`.ics`)."},
    {.name = "time_zone",
     .forms = DS_AS_ZONE,
     .fallback_note = "the scenario's",
     .sentence = "The time zone of its hours and holidays."},
};
static const ds_section calendar_section = {.keys = calendar_keys,
                                            .key_count = COUNT(calendar_keys)};
static const ds_key calendar_item = {
    .name = "calendar", .forms = DS_AS_MAPPING, .section = &calendar_section};
const ds_section ds_calendars_section = {
    .title = "Calendars",
    .sentence = "`calendars: {NAME: …}`. The calendar `always` is built in: open day and "
                "night, without holidays.",
    .rest = &calendar_item,
    .rest_names = DS_NAME_NEW};

static const ds_key level_item = {.name = "a name", .forms = DS_AS_TEXT};

static const ds_key matrix_cell = {.name = "priority",
                                   .forms = DS_AS_NAME,
                                   .names = DS_NAME_PRIORITY,
                                   .sentence = "The priority of such tickets."};
static const ds_section matrix_row_section = {.rest = &matrix_cell,
                                              .rest_names = DS_NAME_URGENCY};
static const ds_key matrix_row = {.name = "urgencies",
                                  .forms = DS_AS_MAPPING,
                                  .section = &matrix_row_section,
                                  .sentence = "The priorities by urgency."};
static const ds_section matrix_section = {.rest = &matrix_row,
                                          .rest_names = DS_NAME_IMPACT};

static const ds_key initial_keys[] = {
    {.name = "count",
     .forms = DS_AS_WHOLE,
     .low = 0,
     .high = 10000000,
     .is_required = true,
     .sentence = "How many."},
    {.name = "age",
     .forms = DS_AS_DISTRIBUTION,
     .fallback_note = "they came just before the start",
     .sentence =
         "How long ago each of them came, at most a year; their SLA clocks have run "
         "since."},
};
static const ds_section initial_section = {.keys = initial_keys,
                                           .key_count = COUNT(initial_keys)};
static const ds_key initial_item = {.name = "tickets",
                                    .forms = DS_AS_WHOLE | DS_AS_MAPPING,
                                    .low = 0,
                                    .high = 10000000,
                                    .section = &initial_section,
                                    .sentence = "How many, or how many of what age."};
static const ds_section initial_backlog_section = {.rest = &initial_item,
                                                   .rest_names = DS_NAME_STREAM};

static const ds_key scenario_keys[] = {
    {.name = "name",
     .forms = DS_AS_TEXT,
     .fallback_note = "the name of the file without `.yaml`",
     .sentence = "What the desk is called in results and plots."},
    {.name = "description",
     .forms = DS_AS_TEXT,
     .fallback_note = "none",
     .sentence = "What it is about, for people."},
    {.name = "start",
     .forms = DS_AS_MOMENT,
     .fallback = "2026-01-05",
     .sentence = "The day the simulation begins (at local midnight), or the day and time."},
    {.name = "horizon",
     .forms = DS_AS_DURATION,
     .fallback = "26w",
     .is_positive = true,
     .high = 100 * 366 * 24,
     .sentence = "How long is simulated, the warm-up included."},
    {.name = "warm_up",
     .forms = DS_AS_DURATION | DS_AS_WORD,
     .words = auto_words,
     .fallback = "0",
     .high = 100 * 366 * 24,
     .sentence = "How long the desk fills before anything counts; less than the horizon. "
                 "`auto`: found by pilot replications (MSER-5). 0: a terminating run, "
                 "which counts from the first minute."},
    {.name = "drain",
     .forms = DS_AS_DURATION,
     .fallback = "4w",
     .high = 20 * 366 * 24,
     .sentence = "At most so long after the horizon the simulation goes on, until the "
                 "tickets that count are resolved."},
    {.name = "time_zone",
     .forms = DS_AS_ZONE,
     .fallback = "UTC",
     .sentence = "The time zone of the start, of all hours and of the arrival profiles."},
    {.name = "count",
     .forms = DS_AS_WORD,
     .words = count_words,
     .fallback = "by_arrival",
     .sentence = "Which tickets count: those that arrive in the window, or those resolved "
                 "in it, as ITSM tools have it."},
    {.name = "count_children",
     .forms = DS_AS_YES_NO,
     .fallback = "no",
     .sentence = "Whether child tickets count in MTTR and breach rates."},
    {.name = "auto_close",
     .forms = DS_AS_DURATION,
     .fallback = "5d",
     .sentence = "A ticket resolved so long ago is closed and does not reopen."},
    {.name = "reporting_calendar",
     .forms = DS_AS_NAME,
     .names = DS_NAME_CALENDAR,
     .fallback_note = "that of the first SLA, else `always`",
     .sentence = "The calendar for business times of tickets without an SLA."},
    {.name = "priorities",
     .forms = DS_AS_WHOLE | DS_AS_LIST,
     .low = 2,
     .high = 9,
     .item = &level_item,
     .fallback = "5",
     .sentence = "The priorities, the highest first: their names, or how many (`P1`, `P2`, "
                 "…)."},
    {.name = "impact_levels",
     .forms = DS_AS_LIST,
     .item = &level_item,
     .fallback_note = "`[high, medium, low]`",
     .sentence = "The levels of impact, the highest first; at most nine."},
    {.name = "urgency_levels",
     .forms = DS_AS_LIST,
     .item = &level_item,
     .fallback_note = "`[high, medium, low]`",
     .sentence = "The levels of urgency, the highest first; at most nine."},
    {.name = "matrix",
     .forms = DS_AS_MAPPING,
     .section = &matrix_section,
     .fallback_note = "with three levels each and five priorities: P1, P2, P3 for high "
                      "impact, P2, P3, P4 for medium, P3, P4, P5 for low",
     .sentence = "The priority by impact and urgency: `{high: {high: P1, …}, …}`."},
    {.name = "calendars",
     .forms = DS_AS_MAPPING,
     .section = &ds_calendars_section,
     .fallback_note = "none",
     .sentence = "Working hours by name."},
    {.name = "sites",
     .forms = DS_AS_MAPPING,
     .section = &ds_sites_section,
     .fallback_note = "none",
     .sentence = "Where people work: time zones and public holidays, for shifts."},
    {.name = "roster",
     .forms = DS_AS_MAPPING,
     .section = &ds_roster_section,
     .fallback_note = "usual shifts, 5 days and 40 hours a week",
     .sentence = "Rules for `desksim roster`: legal shifts, contracts, rest, weekends."},
    {.name = "slas",
     .forms = DS_AS_MAPPING,
     .section = &ds_slas_section,
     .fallback_note = "none",
     .sentence = "What is promised to customers."},
    {.name = "contracts",
     .forms = DS_AS_MAPPING,
     .section = &ds_contracts_section,
     .fallback_note = "none",
     .sentence = "What vendors promise."},
    {.name = "groups",
     .forms = DS_AS_MAPPING,
     .section = &ds_groups_section,
     .is_required = true,
     .sentence = "The support groups."},
    {.name = "arrivals",
     .forms = DS_AS_MAPPING,
     .section = &ds_arrivals_section,
     .is_required = true,
     .sentence = "The streams of tickets."},
    {.name = "categories",
     .forms = DS_AS_MAPPING,
     .section = &ds_categories_section,
     .is_required = true,
     .sentence = "The kinds of tickets: what they are like and the way they take."},
    {.name = "initial_backlog",
     .forms = DS_AS_MAPPING,
     .section = &initial_backlog_section,
     .fallback_note = "none",
     .sentence =
         "Tickets that are open already at the start, by stream: `{incidents: 40}`. "
         "They wait in their first groups, the oldest first, and nobody has worked "
         "on them. They count in the backlog and in what is resolved, but in no "
         "measure of tickets that arrived in the window."},
    {.name = "channels",
     .forms = DS_AS_MAPPING,
     .section = &ds_channels_section,
     .fallback_note = "none: all channels are deferred",
     .sentence = "Channels whose contacts wait in line and lose patience."},
    {.name = "communication",
     .forms = DS_AS_MAPPING,
     .section = &ds_communication_section,
     .fallback_note = "none: nobody asks, and nobody is told",
     .sentence = "Updates to users, and users who ask for news."},
    {.name = "prioritisation",
     .forms = DS_AS_MAPPING,
     .section = &ds_prioritisation_section,
     .fallback_note = "none: the first priority is right, and all users are alike",
     .sentence = "VIP users, loud users, and first priorities that are mistaken."},
    {.name = "escalation",
     .forms = DS_AS_MAPPING,
     .section = &ds_escalation_section,
     .fallback_note = "none",
     .sentence = "Hierarchical escalation: when management hears of a ticket, and what "
                 "follows."},
    {.name = "handover",
     .forms = DS_AS_MAPPING,
     .section = &ds_handover_section,
     .fallback_note = "none: handing over costs nothing",
     .sentence = "What it costs when a ticket changes its group, by how well it is "
                 "documented."},
    {.name = "services",
     .forms = DS_AS_MAPPING,
     .section = &ds_services_section,
     .fallback_note = "none",
     .sentence = "Services, and the incidents that take them down: their availability."},
    {.name = "blame",
     .forms = DS_AS_YES_NO,
     .fallback = "no",
     .sentence =
         "Whether results tell which groups and hold reasons used up the time of the "
         "tickets that broke their resolution target."},
    {.name = "satisfaction",
     .forms = DS_AS_MAPPING,
     .section = &ds_satisfaction_section,
     .fallback_note = "not measured",
     .sentence = "What users think of it; `{}` takes the defaults."},
    {.name = "costs",
     .forms = DS_AS_MAPPING,
     .section = &ds_costs_section,
     .fallback_note = "not measured",
     .sentence = "What it costs in money."},
    {.name = "knowledge",
     .forms = DS_AS_MAPPING,
     .section = &ds_knowledge_section,
     .fallback_note = "none: nothing is written up",
     .sentence = "A knowledge base that grows with what is resolved."},
    {.name = "problems",
     .forms = DS_AS_MAPPING,
     .section = &ds_problems_section,
     .fallback_note = "none: incidents have no causes in common",
     .sentence = "Causes that come back as incidents, and problem management that ends "
                 "them."},
    {.name = "automation",
     .forms = DS_AS_MAPPING,
     .section = &ds_automation_section,
     .fallback_note = "none: users report, and agents do the work",
     .sentence = "What machines do about incidents."},
    {.name = "major_incidents",
     .forms = DS_AS_MAPPING,
     .section = &ds_major_incidents_section,
     .fallback_note = "none",
     .sentence = "Major incidents: war room, manager, updates, duplicates, review."},
    {.name = "key_measures",
     .forms = DS_AS_TEXT | DS_AS_LIST,
     .item = &ds_key_measure_item,
     .fallback_note = "`[mttr_h:by_priority, resolution_breach_rate:by_priority]`",
     .sentence = "The measures that have to be precise with `--precision`, as `MEASURE`, "
                 "`MEASURE:SLICE` (such as `resolution_breach_rate:P1`), "
                 "`MEASURE:DIMENSION` or `MEASURE:DIMENSION:SLICE`."},
    {.name = "chance",
     .forms = DS_AS_LIST,
     .item = &ds_chance_item,
     .fallback_note = "none",
     .sentence = "How likely is a period with more than so many breaches."},
};
static const ds_section scenario_section = {
    .title = "The scenario", .keys = scenario_keys, .key_count = COUNT(scenario_keys)};
const ds_key ds_scenario_key = {
    .name = "scenario", .forms = DS_AS_MAPPING, .section = &scenario_section};
