/* Replays that agree with the history on which tickets are open at the window's beginning.
 *
 * A replay knows when tickets came and not how far they were. Each replication is therefore
 * simulated with the tickets' own luck first. A ticket that was then open at the window's
 * beginning where the history has it resolved, or the other way round, gets the luck of
 * another ticket instead: one drawn from those of its category and first group whose time
 * to resolution was long, or short, enough. What is not known of an open ticket (its work
 * so far, its way ahead) is so drawn given its age. Queues make some tickets differ again:
 * these are drawn anew, three times in all.
 */
#ifndef DS_ANALYSIS_OPEN_BACKLOG_H
#define DS_ANALYSIS_OPEN_BACKLOG_H

#include "analysis/calibration/ticket_table.h"
#include "analysis/histories/ticket_results.h"

typedef struct ds_open_backlog {
    const ds_desk *desk;
    double from_h;
    int8_t **state;   /* [stream][trace row]: open at the beginning 1, not 0, unknown -1 */
    int64_t **ticket; /* [stream][trace row]: its row in the table, DS_NO_ID: not found */
    uint64_t **lucks; /* [stream][trace row] */
    double **elapsed; /* [stream][trace row]: hours, of the last simulation */
    int64_t open;     /* tickets of the replay that are open at the beginning */
    double disagreeing; /* tickets that differ after all, over the open ones: the mean */
    int64_t runs;
} ds_open_backlog;

/* Hours count from the desk's start; the window begins `from_h` later. Without a stream
 * that replays nothing is ever drawn anew. Free after a failure too. */
ds_status ds_open_backlog_init(ds_open_backlog *self, const ds_desk *desk,
                               const ds_ticket_table *table, double from_h,
                               ds_error *err) DS_MUST_USE;
void ds_open_backlog_free(ds_open_backlog *self);

/* As ds_ticket_results_simulate. */
ds_status ds_open_backlog_simulate(ds_open_backlog *self, ds_replication *replication,
                                   uint64_t seed, int64_t number, const atomic_bool *stop,
                                   ds_ticket_results *results, ds_error *err) DS_MUST_USE;

#endif
