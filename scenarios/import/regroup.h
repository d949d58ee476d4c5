/* Rows brought together by ticket where an export has them mixed: an external sort.
 *
 * Records are put in any order and taken in the order of (ticket, then as they were put).
 * At most DS_REGROUP_MEMORY bytes are held; beyond that sorted runs go to a temporary file
 * without a name. One thread.
 */
#ifndef DS_IMPORT_REGROUP_H
#define DS_IMPORT_REGROUP_H

#include "sim/error.h"

#include <stddef.h>
#include <stdint.h>

#define DS_REGROUP_MEMORY ((size_t)32 * 1024 * 1024)

typedef struct ds_regroup ds_regroup;

/* `memory` 0: DS_REGROUP_MEMORY. */
ds_regroup *ds_regroup_new(size_t memory);
void ds_regroup_delete(ds_regroup *sorter);

ds_status ds_regroup_put(ds_regroup *sorter, uint32_t ticket, const void *bytes,
                         size_t size, ds_error *err) DS_MUST_USE;
/* No more will be put. */
ds_status ds_regroup_sort(ds_regroup *sorter, ds_error *err) DS_MUST_USE;
/* The next record, valid until the next call; *bytes_out is NULL at the end. */
ds_status ds_regroup_next(ds_regroup *sorter, uint32_t *ticket_out, const char **bytes_out,
                          size_t *size_out, ds_error *err) DS_MUST_USE;

#endif
