#include "model/replications.h"

#include "model/replication.h"
#include "sim/replication_runner.h"

#include <stdlib.h>
#include <string.h>

typedef struct batch {
    const ds_replications *what;
    int64_t first;
    ds_tally *tallies;
    atomic_bool *is_done; /* by number - first */
} batch;

static ds_replication *new_state(const ds_replications *what, const ds_desk *desk,
                                 ds_error *err)
{
    ds_replication *replication = ds_replication_new(desk, err);
    if (replication)
        ds_replication_set_antithetic(replication, what->is_antithetic);
    return replication;
}

/* A worker: its replication state, and where its results go. */
static void *worker_new(void *context, ds_error *err)
{
    const batch *job = context;
    return new_state(job->what, job->what->desk, err);
}

static void worker_delete(void *worker)
{
    ds_replication_delete(worker);
}

/* A replication on a desk of its own. */
static ds_status run_own(const ds_replications *what, int64_t number,
                         const atomic_bool *stop, ds_tally *tally, ds_error *err)
{
    ds_desk desk = {0};
    ds_status status = what->desk_of(what->source, number, &desk, err);
    ds_replication *replication = NULL;
    if (status == DS_OK) {
        replication = new_state(what, &desk, err);
        status = replication
                     ? ds_replication_run(replication, what->seed, number, stop, tally, err)
                     : DS_NO_MEMORY;
    }
    ds_replication_delete(replication);
    ds_desk_free(&desk);
    return status;
}

static ds_status run_one(void *context, void *worker, int64_t number,
                         const atomic_bool *stop, ds_error *err)
{
    batch *job = context;
    int64_t slot = number - job->first;
    ds_tally *tally = &job->tallies[slot];
    ds_status status = job->what->desk_of ? run_own(job->what, number, stop, tally, err)
                                          : ds_replication_run(worker, job->what->seed,
                                                               number, stop, tally, err);
    atomic_store(&job->is_done[slot], status == DS_OK);
    return status;
}

static void report(void *context, int64_t done, int64_t count)
{
    const batch *job = context;
    job->what->progress(job->what->context, done, count);
}

/* Keeps the complete tallies up to the first gap, so that what stands does not depend on
 * luck. */
static int64_t keep_leading(batch *job, int64_t count)
{
    int64_t done = 0;
    while (done < count && atomic_load(&job->is_done[done]))
        done++;
    for (int64_t i = done; i < count; i++) {
        if (atomic_load(&job->is_done[i]))
            ds_tally_free(&job->tallies[i]);
        job->tallies[i] = (ds_tally){0};
    }
    return done;
}

ds_status ds_replications_run(const ds_replications *what, int64_t first, int64_t count,
                              ds_tally *tallies, int64_t *done_out, ds_error *err)
{
    *done_out = 0;
    memset(tallies, 0, (size_t)count * sizeof *tallies);
    batch job = {.what = what, .first = first, .tallies = tallies};
    job.is_done = calloc((size_t)count + 1, sizeof *job.is_done);
    if (!job.is_done)
        return ds_error_no_memory(err);
    ds_runner_job runner = {.context = &job,
                            .worker_new = worker_new,
                            .worker_delete = worker_delete,
                            .run = run_one,
                            .progress = what->progress ? report : NULL};
    ds_status status = ds_runner_run(&runner, first, count, what->threads, what->stop, err);
    *done_out = keep_leading(&job, count);
    free(job.is_done);
    return status;
}
