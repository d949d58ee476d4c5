/* Runs independent replications on POSIX threads; the results do not depend on how many.
 *
 * Workers take replication numbers from an atomic counter and write into the slot of that
 * number; whoever merges reads the slots in order. The first failure (by replication
 * number) is the one reported.
 */
#ifndef DS_SIM_REPLICATION_RUNNER_H
#define DS_SIM_REPLICATION_RUNNER_H

#include "sim/error.h"

#include <stdatomic.h>
#include <stdint.h>

/* What is replicated. The functions are called from several threads at once, each worker by
 * one thread only. */
typedef struct ds_runner_job {
    void *context;
    /* A worker's own state, kept from replication to replication; NULL on failure. */
    void *(*worker_new)(void *context, ds_error *err);
    void (*worker_delete)(void *worker);
    /* Runs one replication and leaves its result with the context, in that number's slot.
     * DS_UNFINISHED means that *stop was seen. */
    ds_status (*run)(void *context, void *worker, int64_t number, const atomic_bool *stop,
                     ds_error *err);
    /* Called after each finished replication, from any worker, one at a time; may be NULL.
     */
    void (*progress)(void *context, int64_t done, int64_t count);
} ds_runner_job;

/* Runs replications [first, first + count) on up to `threads` threads (at least 1). *stop
 * may be set at any time, also by a signal handler: no further replication begins, and
 * those under way end early; the result is DS_UNFINISHED then. */
ds_status ds_runner_run(const ds_runner_job *job, int64_t first, int64_t count,
                        int32_t threads, const atomic_bool *stop,
                        ds_error *err) DS_MUST_USE;

/* How many threads the machine runs at once. */
int32_t ds_runner_cores(void);

#endif
