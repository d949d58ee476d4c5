/* What the tickets of a replication add up to, before they are sliced.
 *
 * A finished ticket is counted in one cell only: the cell of its (type, category, priority,
 * first priority, channel). The slices of the tally are sums of cells, made once at the
 * end. A cell takes memory when its first ticket comes.
 */
#ifndef DS_MODEL_CELLS_H
#define DS_MODEL_CELLS_H

#include "model/desk.h"
#include "model/tally.h"
#include "model/ticket.h"

#include <stdint.h>

typedef struct ds_cell {
    double sum[DS_TICKET_SUMS];
    uint32_t resolution[DS_HISTOGRAM_BUCKETS];
    uint8_t type;
    uint8_t priority;
    uint8_t initial_priority;
    int16_t channel;
    int32_t category;
} ds_cell;

typedef struct ds_cells {
    const ds_desk *desk;
    int32_t *row_of; /* by key; DS_NO_ID: not in use yet */
    int32_t key_count;
    ds_cell **cells;
    int32_t count;    /* in use in this replication */
    int32_t capacity; /* allocated, kept from replication to replication */
} ds_cells;

ds_status ds_cells_init(ds_cells *cells, const ds_desk *desk, ds_error *err) DS_MUST_USE;
void ds_cells_free(ds_cells *cells);
void ds_cells_reset(ds_cells *cells);
/* The cell of a ticket, or NULL where memory is short. */
ds_cell *ds_cells_of(ds_cells *cells, const ds_ticket *ticket);
/* Sums the cells into the slices of a tally, whose dimensions it sets up. */
ds_status ds_cells_slice(const ds_cells *cells, ds_tally *tally, ds_error *err) DS_MUST_USE;

#endif
