#include "cli/interrupt.h"

#include <signal.h>
#include <time.h>
#include <unistd.h>

/* timeout(1) and terminals send a signal to the program and to its group: what comes again
 * so soon is the same wish, not impatience. */
#define SAME_WISH_MS 500

/* A signal handler can reach nothing but what has static storage. */
static atomic_bool interrupted;
static atomic_llong interrupted_at_ms;
static atomic_bool is_out_of_time;

static long long now_ms(void)
{
    struct timespec now = {0};
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (long long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void handle(int number)
{
    (void)number;
    long long now = now_ms();
    if (!atomic_load(&interrupted))
        atomic_store(&interrupted_at_ms, now);
    else if (now - atomic_load(&interrupted_at_ms) > SAME_WISH_MS)
        _exit(130);
    atomic_store(&interrupted, true);
}

const atomic_bool *ds_interrupt_install(void)
{
    struct sigaction action = {.sa_handler = handle};
    sigemptyset(&action.sa_mask);
    (void)sigaction(SIGINT, &action, NULL);
    (void)sigaction(SIGTERM, &action, NULL);
    return &interrupted;
}

bool ds_interrupt_came(void)
{
    return atomic_load(&interrupted);
}

static void handle_time(int number)
{
    (void)number;
    if (atomic_load(&interrupted))
        return;
    atomic_store(&is_out_of_time, true);
    atomic_store(&interrupted_at_ms, now_ms());
    atomic_store(&interrupted, true);
}

void ds_interrupt_after(int32_t seconds)
{
    struct sigaction action = {.sa_handler = handle_time};
    sigemptyset(&action.sa_mask);
    (void)sigaction(SIGALRM, &action, NULL);
    (void)alarm((unsigned)seconds);
}

bool ds_interrupt_was_time(void)
{
    return atomic_load(&is_out_of_time);
}
