/* desksim as a library: load a service desk, simulate it, read its measures.
 *
 *     desksim_scenario *desk;
 *     desksim_results *results;
 *     desksim_estimate breached;
 *     desksim_run_options options = desksim_run_defaults();
 *
 *     if (desksim_scenario_load("desk.yaml", NULL, NULL, &desk) == DESKSIM_OK &&
 *         desksim_run(desk, &options, NULL, &results) == DESKSIM_OK &&
 *         desksim_results_find(results, "by_priority", "P1", "resolution_breach_rate",
 *                              &breached))
 *         printf("%.2f %% ± %.2f\n", 100 * breached.value, 100 * breached.half_width);
 *
 * This is the only header, and needs nothing but the standard library. Link with
 * `pkg-config --cflags --libs desksim`. docs/library.md has a walk through it.
 *
 * Memory: objects are made by functions with an `_out` argument or named …_new, and ended
 * by …_delete, which is legal on NULL. A scenario may be deleted before what was made from
 * it. Texts that a function returns as `const char *` belong to the object asked.
 *
 * Threads: an object is used by one thread at a time; different ones at the same time. A
 * scenario that is loaded is never changed: any number of threads may run it at once.
 * Loading reads time zones from the C library and for that sets the environment variable TZ
 * for a moment, and puts it back: do not use local time elsewhere meanwhile.
 *
 * Numbers are read and written with a decimal point whatever the locale is. GSL's error
 * handler, which would end the process, is switched off for good by loading.
 */
#ifndef DESKSIM_DESKSIM_H
#define DESKSIM_DESKSIM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define DESKSIM_MUST_USE __attribute__((warn_unused_result))
#else
#define DESKSIM_MUST_USE
#endif

/* The version of this header, and that of the library that was linked. While the major
 * number is 0, what is declared here may change with the minor one. */
#define DESKSIM_VERSION_MAJOR 0
#define DESKSIM_VERSION_MINOR 1
#define DESKSIM_VERSION_PATCH 0
#define DESKSIM_VERSION_NUMBER                                                             \
    (DESKSIM_VERSION_MAJOR * 10000 + DESKSIM_VERSION_MINOR * 100 + DESKSIM_VERSION_PATCH)
int desksim_version_number(void);
const char *desksim_version(void); /* "0.1.0" */

typedef enum desksim_status {
    DESKSIM_OK = 0,
    DESKSIM_NO_MEMORY,
    DESKSIM_BAD_INPUT,  /* what was given was refused: the messages tell why */
    DESKSIM_IO_FAILED,  /* a file could not be read or written, though it is there */
    DESKSIM_UNFINISHED, /* cancelled; what there is stands */
    DESKSIM_UNAVAILABLE /* an optional part is not there */
} desksim_status;

/* "done", "out of memory", … */
const char *desksim_status_text(desksim_status status);

/* Messages: everything that is wrong with an input, with its place, and warnings. ---------
 *
 * Functions add to the messages they are given; NULL where they are not wanted. Of many,
 * the first 20 errors and 50 warnings are kept. */
typedef struct desksim_messages desksim_messages;

typedef struct desksim_message {
    bool is_warning;
    const char *path; /* "" where it is about no file */
    int line;         /* from 1; 0: no place */
    int column;
    const char *text; /* what, which object, the value, the allowed range */
} desksim_message;

/* NULL: out of memory. */
desksim_messages *desksim_messages_new(void);
void desksim_messages_delete(desksim_messages *messages);
void desksim_messages_clear(desksim_messages *messages);
int desksim_messages_count(const desksim_messages *messages);
/* All errors, kept or not. */
int desksim_messages_errors(const desksim_messages *messages);
/* `index` in [0, count); it stays until messages are added or cleared. */
desksim_message desksim_messages_at(const desksim_messages *messages, int index);
/* "path:line:column: text", as the program prints it; always terminated. */
void desksim_message_print(const desksim_message *message, char *buffer, size_t size);

/* Scenarios ---------------------------------------------------------------------------- */
typedef struct desksim_scenario desksim_scenario;

/* Reads, checks and compiles a scenario file (docs/scenario-reference.md). `overrides` are
 * "PATH=VALUE" texts with a NULL at the end, or NULL: {"groups.L1.agents=14", NULL}. On
 * failure *scenario_out is NULL and the messages tell everything that is wrong. */
desksim_status desksim_scenario_load(const char *path, const char *const *overrides,
                                     desksim_messages *messages,
                                     desksim_scenario **scenario_out) DESKSIM_MUST_USE;

/* The same from memory. `name` stands for the path in messages, and files that the scenario
 * names are looked for beside it. */
desksim_status desksim_scenario_read(const char *text, size_t length, const char *name,
                                     const char *const *overrides,
                                     desksim_messages *messages,
                                     desksim_scenario **scenario_out) DESKSIM_MUST_USE;

/* A scenario like another one, with more overrides, applied after its own. Under one seed
 * both meet the same tickets with the same work in them. */
desksim_status desksim_scenario_vary(desksim_scenario *base, const char *const *overrides,
                                     desksim_messages *messages,
                                     desksim_scenario **scenario_out) DESKSIM_MUST_USE;

/* A scenario like another one, whose tickets arrive as those of a canonical ticket CSV did
 * (docs/ticket-csv.md), over the days of that file. A variation of it replays the same.
 * Rows that were refused are told in a warning. */
desksim_status desksim_scenario_replay(desksim_scenario *base, const char *path,
                                       desksim_messages *messages,
                                       desksim_scenario **scenario_out) DESKSIM_MUST_USE;

const char *desksim_scenario_name(const desksim_scenario *scenario);
void desksim_scenario_delete(desksim_scenario *scenario);

/* Running ------------------------------------------------------------------------------ */

/* Stops runs that were given it, from a progress function, another thread or a signal
 * handler. NULL: out of memory. */
typedef struct desksim_cancel desksim_cancel;
desksim_cancel *desksim_cancel_new(void);
void desksim_cancel_request(desksim_cancel *cancel);
void desksim_cancel_delete(desksim_cancel *cancel);

typedef struct desksim_run_options {
    int64_t replications;         /* 1 to 100000; default 20 */
    uint64_t seed;                /* default 1 */
    int threads;                  /* at most 1024; default 0: one for each core */
    double level;                 /* of the intervals, 0.5 to 0.9999; default 0.95 */
    const desksim_cancel *cancel; /* default NULL */
    /* Called after each replication, one call at a time, from any of the threads; default
     * NULL. */
    void (*progress)(void *context, int64_t done, int64_t count);
    void *context; /* handed to it */
} desksim_run_options;

desksim_run_options desksim_run_defaults(void);

typedef struct desksim_results desksim_results;

/* Simulates independent replications and draws the conclusions. The same scenario and seed
 * give the same results to the last bit, whatever the number of threads. `options` may be
 * NULL: the defaults. A warm-up that the scenario leaves open (`warm_up: auto`) is found by
 * ten pilot replications first. DESKSIM_UNFINISHED: it was cancelled; *results_out stands
 * on the replications that were complete, says so in its notes, and is NULL only where a
 * pilot was cut short. After any other failure it is NULL. */
desksim_status desksim_run(desksim_scenario *scenario, const desksim_run_options *options,
                           desksim_messages *messages,
                           desksim_results **results_out) DESKSIM_MUST_USE;
void desksim_results_delete(desksim_results *results);

/* Results ------------------------------------------------------------------------------
 *
 * A measure has a value for each slice of each dimension: ("by_priority", "P1", "mttr_h").
 * The names are those of results.json and never change their meaning; docs/results.md lists
 * them. What does not exist is NaN. */
typedef struct desksim_estimate {
    double value;
    double lo; /* the interval at the level of the run; NaN where there is none */
    double hi;
    double half_width;
    double n;            /* what was counted: tickets, visits or replications */
    int replications;    /* that it rests on */
    const char *method;  /* how the interval came about: "jackknife", "wilson", …; "" */
    bool is_lower_bound; /* a time that leaves out tickets which were not resolved */
} desksim_estimate;

/* False where there is no such dimension, slice or measure; *out is untouched then. The
 * slice of "overall" is NULL or "". */
bool desksim_results_find(const desksim_results *results, const char *dimension,
                          const char *slice, const char *measure, desksim_estimate *out);

/* What there is. Dimensions: "overall", "by_priority", …; those of the results. */
int desksim_results_dimension_count(const desksim_results *results);
const char *desksim_results_dimension(const desksim_results *results, int index);
/* Slices of a dimension: names of priorities, groups, …; 0 of an unknown one. */
int desksim_results_slice_count(const desksim_results *results, const char *dimension);
const char *desksim_results_slice(const desksim_results *results, const char *dimension,
                                  int index);

typedef struct desksim_measure {
    const char *name;     /* "mttr_h" */
    const char *unit;     /* "h", "share", "tickets", … */
    const char *sentence; /* what it means */
} desksim_measure;

/* The measures that a dimension has; none of an unknown one. `index` in [0, count). */
int desksim_measure_count(const char *dimension);
desksim_measure desksim_measure_at(const char *dimension, int index);

/* The run that they are from. */
typedef struct desksim_results_head {
    const char *scenario;
    uint64_t seed;
    int replications; /* those that were complete */
    double level;
    double horizon_h;
    double warm_up_h;
} desksim_results_head;
desksim_results_head desksim_results_about(const desksim_results *results);

/* Whole sentences on what to know about the figures. */
int desksim_results_note_count(const desksim_results *results);
const char *desksim_results_note(const desksim_results *results, int index);

/* As text: results.json; the summary of the program; and tables as CSV: "measures",
 * "hour_of_week", "over_time", "resolution_times", "nights", "moves" (DESKSIM_BAD_INPUT:
 * any other name). End them with desksim_text_delete. */
desksim_status desksim_results_json(const desksim_results *results,
                                    char **text_out) DESKSIM_MUST_USE;
desksim_status desksim_results_summary(const desksim_results *results,
                                       char **text_out) DESKSIM_MUST_USE;
desksim_status desksim_results_csv(const desksim_results *results, const char *table,
                                   char **text_out) DESKSIM_MUST_USE;
void desksim_text_delete(char *text);

/* All of these as files in a directory, which is made where it is missing. Each file is
 * whole or not there. */
desksim_status desksim_results_write(const desksim_results *results, const char *directory,
                                     desksim_messages *messages) DESKSIM_MUST_USE;

#ifdef __cplusplus
}
#endif

#endif
