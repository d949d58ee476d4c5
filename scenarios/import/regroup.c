#define _GNU_SOURCE /* qsort_r */
#include "scenarios/import/regroup.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Before each record, in memory and in runs. */
typedef struct head {
    uint32_t ticket;
    uint32_t size;
    uint64_t order; /* in which it was put */
} head;

typedef struct run {
    long from; /* where its next record begins in the file */
    long to;
    head head;
    char *bytes;
    size_t capacity;
} run;

struct ds_regroup {
    size_t memory;
    char *buffer; /* heads and records, one after the other */
    size_t used;
    size_t *places; /* of the heads */
    size_t count;
    size_t capacity;
    size_t next; /* to hand out, where there are no runs */
    uint64_t order;
    FILE *file;
    run *runs;
    size_t run_count;
    size_t *heap; /* rows of runs, the least first */
    size_t heap_count;
    bool is_first;
};

ds_regroup *ds_regroup_new(size_t memory)
{
    ds_regroup *sorter = calloc(1, sizeof *sorter);
    if (!sorter)
        return NULL;
    sorter->memory = memory ? memory : DS_REGROUP_MEMORY;
    sorter->buffer = malloc(sorter->memory);
    if (sorter->buffer)
        return sorter;
    free(sorter);
    return NULL;
}

void ds_regroup_delete(ds_regroup *sorter)
{
    if (!sorter)
        return;
    for (size_t i = 0; i < sorter->run_count; i++)
        free(sorter->runs[i].bytes);
    if (sorter->file)
        (void)fclose(sorter->file);
    free(sorter->runs);
    free(sorter->heap);
    free(sorter->places);
    free(sorter->buffer);
    free(sorter);
}

static head head_at(const ds_regroup *sorter, size_t place)
{
    head found;
    memcpy(&found, sorter->buffer + place, sizeof found);
    return found;
}

static int compare_heads(const head *a, const head *b)
{
    if (a->ticket != b->ticket)
        return a->ticket < b->ticket ? -1 : 1;
    return a->order < b->order ? -1 : a->order > b->order;
}

static int compare_places(const void *left, const void *right, void *context)
{
    const ds_regroup *sorter = context;
    head a = head_at(sorter, *(const size_t *)left);
    head b = head_at(sorter, *(const size_t *)right);
    return compare_heads(&a, &b);
}

static void sort_places(ds_regroup *sorter)
{
    if (sorter->count > 1)
        qsort_r(sorter->places, sorter->count, sizeof *sorter->places, compare_places,
                sorter);
}

static ds_status fail(ds_error *err)
{
    return ds_error_set(err, DS_IO_FAILED, "the temporary file: %s", strerror(errno));
}

/* What is in memory goes to the file as a run. */
static ds_status write_run(ds_regroup *sorter, ds_error *err)
{
    if (!sorter->file)
        sorter->file = tmpfile();
    run *runs = realloc(sorter->runs, (sorter->run_count + 1) * sizeof *runs);
    if (!runs)
        return ds_error_no_memory(err);
    sorter->runs = runs;
    if (!sorter->file)
        return fail(err);
    sort_places(sorter);
    run *one = &sorter->runs[sorter->run_count];
    *one = (run){.from = ftell(sorter->file)};
    for (size_t i = 0; i < sorter->count; i++) {
        head put = head_at(sorter, sorter->places[i]);
        size_t size = sizeof put + put.size;
        if (fwrite(sorter->buffer + sorter->places[i], 1, size, sorter->file) != size)
            return fail(err);
    }
    one->to = ftell(sorter->file);
    sorter->run_count++;
    sorter->count = 0;
    sorter->used = 0;
    return DS_OK;
}

static ds_status grow_places(ds_regroup *sorter, ds_error *err)
{
    size_t capacity = sorter->capacity ? 2 * sorter->capacity : 1024;
    size_t *places = realloc(sorter->places, capacity * sizeof *places);
    if (!places)
        return ds_error_no_memory(err);
    sorter->places = places;
    sorter->capacity = capacity;
    return DS_OK;
}

ds_status ds_regroup_put(ds_regroup *sorter, uint32_t ticket, const void *bytes,
                         size_t size, ds_error *err)
{
    head put = {ticket, (uint32_t)size, sorter->order++};
    ds_status status = DS_OK;
    if (sizeof put + size > sorter->memory)
        return ds_error_set(err, DS_BAD_INPUT, "a row is too large");
    if (sorter->used + sizeof put + size > sorter->memory)
        status = write_run(sorter, err);
    if (status == DS_OK && sorter->count == sorter->capacity)
        status = grow_places(sorter, err);
    if (status != DS_OK)
        return status;
    memcpy(sorter->buffer + sorter->used, &put, sizeof put);
    memcpy(sorter->buffer + sorter->used + sizeof put, bytes, size);
    sorter->places[sorter->count++] = sorter->used;
    sorter->used += sizeof put + size;
    return DS_OK;
}

/* Merging. */

static ds_status load(ds_regroup *sorter, run *one, bool *is_there, ds_error *err)
{
    *is_there = one->from < one->to;
    if (!*is_there)
        return DS_OK;
    if (fseek(sorter->file, one->from, SEEK_SET) != 0 ||
        fread(&one->head, sizeof one->head, 1, sorter->file) != 1)
        return fail(err);
    if (one->head.size > one->capacity) {
        char *bytes = realloc(one->bytes, one->head.size);
        if (!bytes)
            return ds_error_no_memory(err);
        one->bytes = bytes;
        one->capacity = one->head.size;
    }
    if (fread(one->bytes, 1, one->head.size, sorter->file) != one->head.size)
        return fail(err);
    one->from += (long)(sizeof one->head + one->head.size);
    return DS_OK;
}

static bool is_less(const ds_regroup *sorter, size_t a, size_t b)
{
    return compare_heads(&sorter->runs[sorter->heap[a]].head,
                         &sorter->runs[sorter->heap[b]].head) < 0;
}

static void sift_down(ds_regroup *sorter, size_t at)
{
    for (;;) {
        size_t child = 2 * at + 1;
        if (child >= sorter->heap_count)
            return;
        if (child + 1 < sorter->heap_count && is_less(sorter, child + 1, child))
            child++;
        if (!is_less(sorter, child, at))
            return;
        size_t row = sorter->heap[at];
        sorter->heap[at] = sorter->heap[child];
        sorter->heap[child] = row;
        at = child;
    }
}

ds_status ds_regroup_sort(ds_regroup *sorter, ds_error *err)
{
    if (sorter->run_count == 0) {
        sort_places(sorter);
        return DS_OK;
    }
    ds_status status = write_run(sorter, err);
    free(sorter->buffer);
    sorter->buffer = NULL;
    sorter->heap = calloc(sorter->run_count, sizeof *sorter->heap);
    if (status == DS_OK && !sorter->heap)
        status = ds_error_no_memory(err);
    for (size_t i = 0; status == DS_OK && i < sorter->run_count; i++) {
        bool is_there = false;
        status = load(sorter, &sorter->runs[i], &is_there, err);
        if (is_there)
            sorter->heap[sorter->heap_count++] = i;
    }
    for (size_t i = sorter->heap_count; status == DS_OK && i-- > 0;)
        sift_down(sorter, i);
    sorter->is_first = true;
    return status;
}

static void next_in_memory(ds_regroup *sorter, uint32_t *ticket_out, const char **bytes_out,
                           size_t *size_out)
{
    *bytes_out = NULL;
    if (sorter->next == sorter->count)
        return;
    size_t place = sorter->places[sorter->next++];
    head found = head_at(sorter, place);
    *ticket_out = found.ticket;
    *size_out = found.size;
    *bytes_out = sorter->buffer + place + sizeof found;
}

ds_status ds_regroup_next(ds_regroup *sorter, uint32_t *ticket_out, const char **bytes_out,
                          size_t *size_out, ds_error *err)
{
    if (sorter->run_count == 0) {
        next_in_memory(sorter, ticket_out, bytes_out, size_out);
        return DS_OK;
    }
    *bytes_out = NULL;
    if (!sorter->is_first && sorter->heap_count > 0) {
        bool is_there = false;
        ds_status status = load(sorter, &sorter->runs[sorter->heap[0]], &is_there, err);
        if (status != DS_OK)
            return status;
        if (!is_there)
            sorter->heap[0] = sorter->heap[--sorter->heap_count];
        sift_down(sorter, 0);
    }
    sorter->is_first = false;
    if (sorter->heap_count == 0)
        return DS_OK;
    const run *one = &sorter->runs[sorter->heap[0]];
    *ticket_out = one->head.ticket;
    *size_out = one->head.size;
    *bytes_out = one->bytes;
    return DS_OK;
}
