/* New tickets: what they are, decided when they arrive. */
#ifndef DS_MODEL_ENGINE_ARRIVAL_H
#define DS_MODEL_ENGINE_ARRIVAL_H

#include "model/engine/engine.h"

#include <stdint.h>

/* Begins all streams of a replication. */
static void ds_arrivals_begin(ds_replication *state);
/* The tickets that are open already when the simulation starts. */
static void ds_arrivals_open_at_start(ds_replication *state);
/* A duplicate that a user of a major incident's service reports. */
typedef struct ds_child {
    int32_t parent;  /* a row */
    int32_t major;   /* of the parent */
    uint32_t serial; /* of the major incident */
    uint32_t ordinal;
    int32_t group; /* that logs it, in this touch time */
    ds_ticks touch;
    bool counts; /* in times and rates */
} ds_child;
static void ds_arrival_of_child(ds_replication *state, const ds_child *child);
/* Event: the ticket, or the batch of tickets, of a stream arrives. */
static void ds_arrivals_next(ds_replication *state, int32_t stream_row);

/* A ticket of a stream that is known ahead. */
typedef struct ds_coming {
    uint64_t ordinal;
    int32_t trace_row;
} ds_coming;

/* Whether monitoring reports it. It leaves no trace, but the ticket pool may move. */
static bool ds_arrivals_is_detected(ds_replication *state, int32_t stream_row,
                                    const ds_coming *coming);
/* It arrives now. */
static void ds_arrivals_come(ds_replication *state, int32_t stream_row,
                             const ds_coming *coming);

/* An incident that is born inside the desk, of a category; it counts in a stream. From a
 * timer's handler only: the ticket pool may move. */
static void ds_arrivals_born(ds_replication *state, int32_t stream_row, int32_t category,
                             ds_identity who);

#endif
