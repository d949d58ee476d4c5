/* What a scenario file may say: one constant row per key.
 *
 * The rows drive the checks, the defaults, the error texts, --set and the reference page
 * (docs/scenario-reference.md). A row tells in which forms its value may be written; a
 * mapping's own keys stand in a section.
 */
#ifndef DS_SCENARIOS_KEY_TABLE_H
#define DS_SCENARIOS_KEY_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A form in which a value may be written. A row allows one or more; for a scalar they are
 * tried in this order. */
typedef enum ds_form {
    DS_AS_WORD = 1 << 0,     /* one of the row's words */
    DS_AS_WHOLE = 1 << 1,    /* a whole number in [low, high] */
    DS_AS_NUMBER = 1 << 2,   /* a number in [low, high] */
    DS_AS_SHARE = 1 << 3,    /* 22% or 0.22, in [low, high] */
    DS_AS_YES_NO = 1 << 4,   /* yes, no, true, false */
    DS_AS_DURATION = 1 << 5, /* 90s, 15m, 1h30m */
    DS_AS_TARGET = 1 << 6,   /* a duration, or business days: 3bd */
    DS_AS_DATE = 1 << 7,     /* 2026-01-05 */
    DS_AS_MOMENT = 1 << 8,   /* a date, or a date and a time of day, local */
    DS_AS_RATE = 1 << 9,     /* N/h, N/day, N/workday, N/week */
    DS_AS_GROWTH = 1 << 10,  /* 2%/month */
    DS_AS_DISTRIBUTION = 1 << 11,
    DS_AS_HOURS = 1 << 12,   /* Mon-Fri 08:00-18:00 */
    DS_AS_ZONE = 1 << 13,    /* Europe/London */
    DS_AS_NAME = 1 << 14,    /* a name that the scenario defines */
    DS_AS_FILE = 1 << 15,    /* a file, relative to the scenario's */
    DS_AS_TEXT = 1 << 16,    /* anything */
    DS_AS_MAPPING = 1 << 17, /* a mapping with the keys of a section */
    DS_AS_LIST = 1 << 18,    /* a list of items */
} ds_form;

/* Kinds of names that a scenario defines. */
typedef enum ds_name_kind {
    DS_NAME_NEW, /* not a reference: the name is defined here */
    DS_NAME_PRIORITY,
    DS_NAME_IMPACT,
    DS_NAME_URGENCY,
    DS_NAME_CALENDAR,
    DS_NAME_SLA,
    DS_NAME_CONTRACT,
    DS_NAME_GROUP,
    DS_NAME_STREAM,
    DS_NAME_CATEGORY,
    DS_NAME_SITE,
    DS_NAME_KINDS,
} ds_name_kind;

typedef struct ds_section ds_section;
typedef struct ds_key ds_key;

struct ds_key {
    const char *name;     /* in the file; of an item: what it is called in messages */
    uint32_t forms;       /* of ds_form */
    const char *fallback; /* the default as it would be written; NULL: none */
    double low;           /* of numbers and shares; both ends belong to the range */
    double high;
    const char *const *words; /* for DS_AS_WORD, NULL at the end */
    const char *unit;         /* of a number, for people */
    ds_name_kind names;       /* for DS_AS_NAME: of this kind */
    bool is_required;
    bool is_positive;          /* a duration, target or rate of zero is refused */
    const ds_key *item;        /* of a list */
    const ds_section *section; /* of a mapping */
    const char *fallback_note; /* what the default is, where it is no constant */
    const char *sentence;
};

struct ds_section {
    const char *title;    /* in the reference; NULL: shown with the key that has it */
    const char *sentence; /* beneath the title */
    const ds_key *keys;   /* fixed keys */
    size_t key_count;
    const ds_key *rest;        /* the values of any other key; NULL: there are none */
    ds_name_kind rest_names;   /* what those other keys are */
    const char *const *one_of; /* at least one of these keys is needed, NULL at the end;
                                  whoever compiles the section says which is missing */
    bool sums_to_one;          /* the values of the other keys are shares of a whole */
};

/* The whole file. */
extern const ds_key ds_scenario_key;
/* Sections by name. */
extern const ds_section ds_calendars_section;
extern const ds_section ds_slas_section;
extern const ds_section ds_contracts_section;
extern const ds_section ds_sites_section;
extern const ds_section ds_groups_section;
extern const ds_section ds_arrivals_section;
extern const ds_section ds_categories_section;
extern const ds_section ds_channels_section;
extern const ds_section ds_communication_section;
extern const ds_section ds_knowledge_section;
extern const ds_section ds_major_incidents_section;
extern const ds_section ds_prioritisation_section;
extern const ds_section ds_problems_section;
extern const ds_section ds_automation_section;
extern const ds_section ds_escalation_section;
extern const ds_section ds_handover_section;
extern const ds_section ds_roster_section;
extern const ds_section ds_services_section;
extern const ds_section ds_costs_section;
extern const ds_section ds_satisfaction_section;
/* What several sections share. */
extern const ds_key ds_pause_on_item;
extern const ds_key ds_key_measure_item;
extern const ds_key ds_chance_item;
extern const char *const ds_ticket_type_words[];
extern const char *const ds_hold_reason_words[];

/* The row of a fixed key, or NULL. */
const ds_key *ds_section_find(const ds_section *section, const char *name);
/* What a value may be, in words: "a whole number from 0 to 100000 or 'unlimited'". */
void ds_key_describe(const ds_key *key, char *buffer, size_t size);
/* "group", "calendar", … */
const char *ds_name_kind_word(ds_name_kind kind);

#endif
