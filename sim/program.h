/* Runs another program and waits for it: without a shell, with its arguments as they are.
 *
 * Its standard input is empty, what it prints is dropped, what it complains about is kept.
 * It runs in a process group of its own, so that Ctrl-C in the terminal is our matter only,
 * and it is killed with all its children when its time is up.
 */
#ifndef DS_SIM_PROGRAM_H
#define DS_SIM_PROGRAM_H

#include "sim/error.h"

#include <stdbool.h>
#include <stdint.h>

/* Bytes that are kept of standard error, terminator included; the rest is dropped. */
#define DS_PROGRAM_COMPLAINT_SIZE 4096

typedef struct ds_program {
    const char *const *arguments; /* NULL-terminated; the first one is the program, looked
                                     for in PATH unless there is a slash in it */
    const char *directory;        /* to run in; NULL: where we are */
    int32_t limit_s;              /* time limit */
} ds_program;

/* How it ended. */
typedef struct ds_program_end {
    int exit_code; /* -1 where it was killed */
    int signal;    /* that killed it, or 0 */
    bool is_late;  /* it was killed because its time was up */
    char complaint[DS_PROGRAM_COMPLAINT_SIZE];
} ds_program_end;

/* DS_OK: it ran and ended, in whatever way. DS_UNAVAILABLE: there is no such program, or it
 * may not be run. DS_IO_FAILED: it could not be started for another reason. */
ds_status ds_program_run(const ds_program *program, ds_program_end *end,
                         ds_error *err) DS_MUST_USE;

#endif
