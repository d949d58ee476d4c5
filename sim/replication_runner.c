#include "sim/replication_runner.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

typedef struct run_state {
    const ds_runner_job *job;
    const atomic_bool *stop;
    int64_t end;
    int64_t count;
    atomic_llong next;
    atomic_bool has_failed;
    pthread_mutex_t mutex; /* guards what follows */
    int64_t done;
    int64_t failed_number;
    ds_error error;
    ds_status status;
} run_state;

static void note_failure(run_state *state, int64_t number, ds_status status,
                         const ds_error *error)
{
    pthread_mutex_lock(&state->mutex);
    if (state->status == DS_OK || number < state->failed_number) {
        state->status = status;
        state->failed_number = number;
        state->error = *error;
    }
    pthread_mutex_unlock(&state->mutex);
    atomic_store(&state->has_failed, true);
}

static void note_done(run_state *state)
{
    pthread_mutex_lock(&state->mutex);
    state->done++;
    if (state->job->progress)
        state->job->progress(state->job->context, state->done, state->count);
    pthread_mutex_unlock(&state->mutex);
}

static bool is_stopped(const run_state *state)
{
    return atomic_load(&state->has_failed) || (state->stop && atomic_load(state->stop));
}

static void *work(void *argument)
{
    run_state *state = argument;
    const ds_runner_job *job = state->job;
    ds_error error = {0};
    void *worker = job->worker_new(job->context, &error);
    if (!worker) {
        note_failure(state, INT64_MAX, error.status ? error.status : DS_NO_MEMORY, &error);
        return NULL;
    }
    while (!is_stopped(state)) {
        int64_t number = atomic_fetch_add(&state->next, 1);
        if (number >= state->end)
            break;
        ds_status status = job->run(job->context, worker, number, state->stop, &error);
        if (status != DS_OK) {
            note_failure(state, number, status, &error);
            break;
        }
        note_done(state);
    }
    job->worker_delete(worker);
    return NULL;
}

static int32_t start_threads(run_state *state, pthread_t *threads, int32_t count)
{
    int32_t started = 0;
    while (started < count && pthread_create(&threads[started], NULL, work, state) == 0)
        started++;
    return started;
}

ds_status ds_runner_run(const ds_runner_job *job, int64_t first, int64_t count,
                        int32_t threads, const atomic_bool *stop, ds_error *err)
{
    run_state state = {.job = job,
                       .stop = stop,
                       .end = first + count,
                       .count = count,
                       .mutex = PTHREAD_MUTEX_INITIALIZER};
    int32_t wanted = threads < 1 ? 1 : threads;
    if (wanted > count)
        wanted = count < 1 ? 1 : (int32_t)count;
    atomic_init(&state.next, first);
    atomic_init(&state.has_failed, false);
    pthread_t *others = calloc((size_t)wanted, sizeof *others);
    if (!others)
        return ds_error_no_memory(err);
    /* This thread works too; fewer helpers than wanted only means less speed. */
    int32_t started = start_threads(&state, others, wanted - 1);
    (void)work(&state);
    for (int32_t i = 0; i < started; i++)
        (void)pthread_join(others[i], NULL);
    free(others);
    pthread_mutex_destroy(&state.mutex);
    if (state.status != DS_OK) {
        if (err)
            *err = state.error;
        return state.status;
    }
    if (state.done < count)
        return ds_error_set(err, DS_UNFINISHED, "stopped after %lld of %lld replications",
                            (long long)state.done, (long long)count);
    return DS_OK;
}

int32_t ds_runner_cores(void)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    return cores < 1 ? 1 : cores > 1024 ? 1024 : (int32_t)cores;
}
