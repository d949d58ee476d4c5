/* The state of a replication's practices: timers, and what they add up.
 *
 * A timer comes at its instant to the practice that set it, as the event DS_EVENT_TIMER,
 * with no other part of the engine at work: only there may tickets and tasks be born, since
 * the pool may move. A timer is never taken back; its practice sees whether it still
 * matters, by the ticket's number or by a tag of its own.
 */
#ifndef DS_MODEL_PRACTICE_STATE_H
#define DS_MODEL_PRACTICE_STATE_H

#include "model/desk.h"
#include "model/major_state.h"
#include "model/practice_sums.h"
#include "model/sla_clock.h"
#include "model/tally.h"
#include "sim/clock.h"
#include "sim/error.h"

#include <stdint.h>

typedef enum ds_timer_kind {
    DS_TIMER_CHASE,           /* of a ticket: its user's patience is over */
    DS_TIMER_UPDATE,          /* of a ticket: an update is due */
    DS_TIMER_LINE_PATIENCE,   /* of a live contact in line: it gives up */
    DS_TIMER_REDIAL,          /* of a ticket whose user gave up: tries again */
    DS_TIMER_CORRECTION,      /* of a ticket: its mistaken priority may be noticed */
    DS_TIMER_ESCALATION,      /* of a ticket: a rule may be triggered */
    DS_TIMER_ESCALATED,       /* of a ticket: the effects of a rule */
    DS_TIMER_ARTICLE,         /* of a category: a resolution is to be written up */
    DS_TIMER_INVESTIGATION,   /* of a cause: its problem is to be investigated */
    DS_TIMER_CHANGE,          /* of a cause: the change that is to end it is due */
    DS_TIMER_BURST,           /* of a cause: a failed change brings an incident */
    DS_TIMER_ARRIVAL,         /* of a stream: a ticket comes that was seen ahead */
    DS_TIMER_AUTO_RESOLUTION, /* of a ticket: a script has resolved it */
    /* of a major incident */
    DS_TIMER_MAJOR_DECLARE,
    DS_TIMER_MAJOR_RESTORE,
    DS_TIMER_MAJOR_DUPLICATE, /* another user calls */
    DS_TIMER_MAJOR_BROADCAST,
    DS_TIMER_MAJOR_WORKAROUND,
    DS_TIMER_MAJOR_UPDATE,
    DS_TIMER_MAJOR_REVIEW,
    DS_TIMER_MAJOR_OVER, /* its ticket was resolved otherwise */
} ds_timer_kind;

typedef struct ds_timer {
    uint64_t number;  /* of the ticket that it is about */
    uint64_t ordinal; /* of a ticket that has yet to come */
    int32_t subject;  /* a row: of the ticket, or what its practice says */
    uint32_t tag;     /* for its practice */
    uint8_t kind;
} ds_timer;

/* A spell in which a ticket was on hold, or resolved. */
typedef struct ds_past_spell {
    ds_spell spell;
    int32_t earlier;     /* row + 1 of the spell before it; 0: none */
    uint32_t reason_bit; /* 1 << ds_hold_reason; 1 << DS_HOLD_REASONS: it was resolved */
} ds_past_spell;

typedef struct ds_service_state {
    int32_t outages_open; /* incidents that keep it down */
    ds_ticks since;       /* it is down */
    bool counts;          /* it went down in the window */
    ds_service_tally tally;
} ds_service_state;

/* The articles of a category. */
typedef struct ds_shelf {
    double articles; /* not out of date at `at` */
    ds_ticks at;
    uint32_t begun; /* articles that were begun so far */
} ds_shelf;

/* What became of a cause. */
typedef struct ds_cause_state {
    uint32_t incidents; /* so far */
    uint32_t changes;   /* begun so far */
    uint32_t born;      /* incidents of failed changes so far */
    bool is_open;       /* its problem was opened */
    bool is_known;      /* as a known error */
    bool is_gone;
} ds_cause_state;

typedef struct ds_practice_state {
    ds_timer *timers;
    int32_t *free_timers;
    int32_t free_count;
    int32_t used; /* rows ever used */
    int32_t capacity;
    uint64_t tasks;        /* begun so far */
    ds_past_spell *spells; /* of all tickets */
    ds_spell *pauses;      /* room to lay those of one ticket out in order */
    int32_t *free_spells;
    int32_t free_spell_count;
    int32_t spells_used; /* rows ever used */
    int32_t spell_capacity;
    ds_service_state *services;
    int32_t service_count;
    int32_t blame_rows;
    ds_ticks *blame; /* by row of the ticket: by group, then by hold reason */
    double sum[DS_PRACTICE_SUMS];
    ds_shelf *shelves;      /* [category]; NULL: no knowledge base */
    ds_ticks *arrive_at;    /* [stream] when its next ticket comes; NULL: no automation */
    ds_cause_state *causes; /* [cause]; NULL: no problem management */
    ds_major majors[DS_MOST_MAJORS];
    uint32_t major_serial; /* the last used */
    ds_ticks *related_at;  /* [category][related] when the last of them came */
    int32_t related_count;
    ds_major_course course;
    int32_t channel_count; /* 0: no live contacts */
    ds_live_tally *live;   /* [channel] */
    int32_t *in_line;      /* [channel] contacts that wait or are being answered */
} ds_practice_state;

/* For a desk with practices; NULL where memory is short. */
ds_practice_state *ds_practice_state_new(const ds_desk *desk, ds_error *err);
/* Legal on NULL, as the reset is. */
void ds_practice_state_delete(ds_practice_state *state);
/* Forgets all and keeps the memory. */
void ds_practice_state_reset(ds_practice_state *state);
/* Room for the blame of so many tickets; false where memory is short. */
bool ds_practice_state_fit_blame(ds_practice_state *state, int32_t rows, int32_t width);
/* A row for a spell, or DS_NO_ID where memory is short. */
int32_t ds_spell_take(ds_practice_state *state);
/* A row for a timer, or DS_NO_ID where memory is short. */
int32_t ds_timer_take(ds_practice_state *state);
/* The timer of a row that is given back. */
ds_timer ds_timer_give_back(ds_practice_state *state, int32_t row);

#endif
