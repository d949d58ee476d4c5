/* Ctrl-C asks the simulation to stop; a second one, over half a second later, ends the
 * program at once. */
#ifndef DS_CLI_INTERRUPT_H
#define DS_CLI_INTERRUPT_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

/* Installs the handler; the flag is set by SIGINT or SIGTERM. */
const atomic_bool *ds_interrupt_install(void);
bool ds_interrupt_came(void);

/* Sets the same flag after so many seconds of the clock on the wall. */
void ds_interrupt_after(int32_t seconds);
bool ds_interrupt_was_time(void); /* that came, and no signal before it */

#endif
