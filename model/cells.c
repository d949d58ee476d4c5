#include "model/cells.h"

#include <stdlib.h>
#include <string.h>

static int32_t key_of(const ds_desk *desk, const ds_ticket *ticket)
{
    int32_t key = ticket->type * desk->category_count + ticket->category;
    key = key * desk->priority_count + ticket->priority;
    key = key * desk->priority_count + ticket->initial_priority;
    return key * (desk->channel_count + 1) + ticket->channel + 1;
}

ds_status ds_cells_init(ds_cells *cells, const ds_desk *desk, ds_error *err)
{
    *cells = (ds_cells){.desk = desk};
    cells->key_count = DS_TICKET_TYPES * desk->category_count * desk->priority_count *
                       desk->priority_count * (desk->channel_count + 1);
    cells->row_of = malloc((size_t)cells->key_count * sizeof *cells->row_of);
    if (!cells->row_of)
        return ds_error_no_memory(err);
    ds_cells_reset(cells);
    return DS_OK;
}

void ds_cells_free(ds_cells *cells)
{
    for (int32_t i = 0; i < cells->capacity; i++)
        free(cells->cells[i]);
    free(cells->cells);
    free(cells->row_of);
    *cells = (ds_cells){0};
}

void ds_cells_reset(ds_cells *cells)
{
    cells->count = 0;
    for (int32_t i = 0; i < cells->key_count; i++)
        cells->row_of[i] = DS_NO_ID;
}

static ds_cell *add_cell(ds_cells *cells)
{
    if (cells->count < cells->capacity)
        return cells->cells[cells->count++];
    size_t rows = (size_t)cells->capacity + 1;
    ds_cell **table = realloc(cells->cells, rows * sizeof(ds_cell *));
    if (!table)
        return NULL;
    cells->cells = table;
    ds_cell *cell = malloc(sizeof *cell);
    if (!cell)
        return NULL;
    cells->cells[cells->capacity++] = cell;
    cells->count++;
    return cell;
}

ds_cell *ds_cells_of(ds_cells *cells, const ds_ticket *ticket)
{
    int32_t *row = &cells->row_of[key_of(cells->desk, ticket)];
    if (*row != DS_NO_ID)
        return cells->cells[*row];
    ds_cell *cell = add_cell(cells);
    if (!cell)
        return NULL;
    memset(cell, 0, sizeof *cell);
    cell->type = ticket->type;
    cell->priority = ticket->priority;
    cell->initial_priority = ticket->initial_priority;
    cell->channel = ticket->channel;
    cell->category = ticket->category;
    *row = cells->count - 1;
    return cell;
}

/* Slicing. */

/* The sums that follow from others: a cell holds only how its tickets depart from the plain
 * one, which is answered and resolved once, in one visit, on a calendar without closing. */
static void complete(const ds_cell *cell, double sum[DS_TICKET_SUMS])
{
    memcpy(sum, cell->sum, sizeof cell->sum);
    sum[DS_SUM_ARRIVED] =
        sum[DS_SUM_RESOLVED] + sum[DS_SUM_CENSORED] + sum[DS_SUM_ABANDONED];
    sum[DS_SUM_RESPONDED] += sum[DS_SUM_RESOLVED];
    sum[DS_SUM_VISITS] += sum[DS_SUM_RESOLVED];
    sum[DS_SUM_FIRST_RESOLUTION] += sum[DS_SUM_RESOLUTION];
    sum[DS_SUM_BUSINESS] += sum[DS_SUM_RESOLUTION];
}

static bool has_incidents(const ds_desk *desk)
{
    for (int32_t i = 0; i < desk->stream_count; i++)
        if (desk->streams[i].type == DS_INCIDENT)
            return true;
    return false;
}

static void lay_out_dimensions(const ds_desk *desk, ds_tally *tally)
{
    const int32_t sizes[DS_DIMENSIONS] = {
        [DS_BY_OVERALL] = 1,
        [DS_BY_PRIORITY] = desk->priority_count,
        [DS_BY_INITIAL_PRIORITY] = desk->priority_count,
        [DS_BY_TYPE] = DS_TICKET_TYPES,
        [DS_BY_CATEGORY] = desk->category_count,
        [DS_BY_SLA] = desk->sla_count,
        [DS_BY_CHANNEL] = desk->channel_count,
    };
    tally->dimension_first[0] = 0;
    for (int32_t d = 0; d < DS_DIMENSIONS; d++)
        tally->dimension_first[d + 1] = tally->dimension_first[d] + sizes[d];
    tally->slice_count = tally->dimension_first[DS_DIMENSIONS];
}

/* The row of a cell in a dimension, or DS_NO_ID where it is in none of its slices. */
static int32_t row_in(const ds_desk *desk, const ds_cell *cell, ds_dimension dimension,
                      bool headline_has_cell)
{
    switch (dimension) {
    case DS_BY_OVERALL:
        return headline_has_cell ? 0 : DS_NO_ID;
    case DS_BY_PRIORITY:
        return headline_has_cell ? cell->priority : DS_NO_ID;
    case DS_BY_INITIAL_PRIORITY:
        return headline_has_cell ? cell->initial_priority : DS_NO_ID;
    case DS_BY_TYPE:
        return cell->type;
    case DS_BY_CATEGORY:
        return cell->category;
    case DS_BY_SLA:
        return ds_desk_sla(desk, cell->type, cell->category, cell->priority);
    case DS_BY_CHANNEL:
        return cell->channel;
    case DS_DIMENSIONS:
        break;
    }
    return DS_NO_ID;
}

static void add_sums(ds_slice *slice, const ds_cell *cell)
{
    double sum[DS_TICKET_SUMS];
    complete(cell, sum);
    for (int32_t i = 0; i < DS_TICKET_SUMS; i++)
        slice->sum[i] += sum[i];
}

static void note_range(ds_slice *slice, const ds_cell *cell)
{
    int32_t first;
    int32_t last;
    ds_histogram_range(cell->resolution, &first, &last);
    if (first == last)
        return;
    bool is_empty = slice->resolution.first == slice->resolution.last;
    if (is_empty || first < slice->resolution.first)
        slice->resolution.first = first;
    if (is_empty || last > slice->resolution.last)
        slice->resolution.last = last;
}

static void add_counts(ds_slice *slice, const ds_cell *cell)
{
    for (int32_t b = slice->resolution.first; b < slice->resolution.last; b++)
        slice->resolution.count[b - slice->resolution.first] += cell->resolution[b];
}

/* Calls `add` on the slice of each cell in each dimension. */
static void visit_slices(const ds_cells *cells, ds_tally *tally,
                         void (*add)(ds_slice *, const ds_cell *))
{
    bool has_headline_type = has_incidents(cells->desk);
    for (int32_t i = 0; i < cells->count; i++) {
        const ds_cell *cell = cells->cells[i];
        bool is_headline = !has_headline_type || cell->type == DS_INCIDENT;
        for (int32_t d = 0; d < DS_DIMENSIONS; d++) {
            int32_t row = row_in(cells->desk, cell, (ds_dimension)d, is_headline);
            if (row != DS_NO_ID)
                add(&tally->slices[tally->dimension_first[d] + row], cell);
        }
    }
}

ds_status ds_cells_slice(const ds_cells *cells, ds_tally *tally, ds_error *err)
{
    lay_out_dimensions(cells->desk, tally);
    tally->slices = calloc((size_t)tally->slice_count, sizeof *tally->slices);
    if (!tally->slices)
        return ds_error_no_memory(err);
    tally->resolved = 0;
    for (int32_t i = 0; i < cells->count; i++)
        tally->resolved += cells->cells[i]->sum[DS_SUM_RESOLVED_IN_WINDOW];
    visit_slices(cells, tally, add_sums);
    visit_slices(cells, tally, note_range);
    for (int32_t i = 0; i < tally->slice_count; i++) {
        ds_counts *counts = &tally->slices[i].resolution;
        size_t width = (size_t)(counts->last - counts->first);
        counts->count = width ? calloc(width, sizeof *counts->count) : NULL;
        if (width && !counts->count)
            return ds_error_no_memory(err);
    }
    visit_slices(cells, tally, add_counts);
    return DS_OK;
}
