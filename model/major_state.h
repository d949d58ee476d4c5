/* The major incidents of a replication that are not over. */
#ifndef DS_MODEL_MAJOR_STATE_H
#define DS_MODEL_MAJOR_STATE_H

#include "model/practices/major_incidents.h"
#include "model/tally.h"
#include "sim/clock.h"

typedef enum ds_major_phase {
    DS_MAJOR_NONE,
    DS_MAJOR_TRIGGERED, /* nobody has declared it yet */
    DS_MAJOR_WAITING,   /* declared; no manager is free */
    DS_MAJOR_MANAGED,
} ds_major_phase;

typedef struct ds_major {
    ds_major_phase phase;
    int32_t ticket;  /* a row, */
    uint64_t number; /* with this ticket, unless it was resolved */
    ds_ticks triggered_at;
    ds_ticks declared_at;
    bool is_assembled;
    bool is_broadcast;
    bool has_workaround; /* users call no more */
    bool counts;         /* it was triggered in the window */
    /* the work of restoration */
    double work_left; /* ticks of one person alone */
    ds_ticks since;   /* so much was left, */
    int32_t in_room;  /* with so many people at work */
    double people_time;
    int32_t task_count;
    int32_t tasks[DS_MOST_IN_WAR_ROOM]; /* rows, of war-room tasks that are not over */
    int32_t first_child;                /* linked, a row; then by extra.next_child */
    uint32_t duplicates;                /* so far */
    uint32_t updates;
    ds_ticks update_due;
    bool is_update_under_way;
    uint32_t serial;      /* the tag of its timers */
    uint32_t restore_tag; /* the timer of the restoration that counts */
} ds_major;

#endif
