#include "cli/interrupt.h"

#include <signal.h>
#include <unistd.h>

/* A signal handler can reach nothing but what has static storage. */
static atomic_bool interrupted;

static void handle(int number)
{
    (void)number;
    if (atomic_exchange(&interrupted, true))
        _exit(130);
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
