/* The keys of users' satisfaction. */
#include "scenarios/key_table.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static const ds_key expected_item = {.name = "time",
                                     .forms = DS_AS_DURATION,
                                     .is_positive = true,
                                     .high = 366 * 24,
                                     .sentence = "The time that users expect."};
static const ds_section expected_section = {.rest = &expected_item,
                                            .rest_names = DS_NAME_PRIORITY};

#define POINTS(name_, fallback_, sentence_)                                                \
    {                                                                                      \
        .name = name_, .forms = DS_AS_NUMBER, .low = 0, .high = 5, .unit = "points",       \
        .fallback = fallback_, .sentence = sentence_                                       \
    }

static const ds_key satisfaction_keys[] = {
    {.name = "expected",
     .forms = DS_AS_MAPPING,
     .section = &expected_section,
     .fallback_note = "the target of the ticket's SLA; without one it is not rated",
     .sentence =
         "The time to resolution that users expect, by the ticket's priority: `{P1: "
         "2h, P3: 1d}`."},
    {.name = "hours",
     .forms = DS_AS_NAME,
     .names = DS_NAME_CALENDAR,
     .fallback = "always",
     .sentence = "The calendar in which that time runs."},
    POINTS("wait", "1", "Points lost for each doubling of the expected time."),
    POINTS("reassignment", "0.25", "Points lost for each change of group after the first."),
    POINTS("reopening", "1", "Points lost for each time it was not solved after all."),
    POINTS("chaser", "0.25", "Points lost each time that the user had to ask."),
    POINTS("update", "0.1", "Points gained by each update."),
    POINTS("most_for_updates", "0.5", "The most that updates gain."),
    {.name = "satisfied_from",
     .forms = DS_AS_NUMBER,
     .low = 1,
     .high = 5,
     .fallback = "4",
     .sentence = "The score from which a user counts as satisfied."},
};
const ds_section ds_satisfaction_section = {
    .title = "Satisfaction",
    .sentence = "`satisfaction: {…}`: what users think of it, from 1 to 5.",
    .keys = satisfaction_keys,
    .key_count = COUNT(satisfaction_keys)};
