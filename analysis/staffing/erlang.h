/* Erlang's formulas: queues with Poisson arrivals and exponential service.
 *
 * Loads are in erlangs (arrival rate × mean service time), `patience` and `time` in mean
 * service times.
 */
#ifndef DS_ANALYSIS_ERLANG_H
#define DS_ANALYSIS_ERLANG_H

#include <stdint.h>

/* The share that is blocked in M/M/c/c (A. K. Erlang 1917), by the recursion over c. */
double ds_erlang_b(int32_t agents, double load);

/* The share that waits in M/M/c; 1 where the load is not below the agents. */
double ds_erlang_c(int32_t agents, double load);

/* M/M/c: the share that waits longer than `time`. */
double ds_erlang_c_beyond(int32_t agents, double load, double time);

/* M/M/c+M (C. Palm 1957): customers leave after an exponential patience of this mean. */
typedef struct ds_erlang_a {
    double delayed;   /* share that does not find an agent idle */
    double abandoned; /* share that leaves without service */
} ds_erlang_a;
ds_erlang_a ds_erlang_with_patience(int32_t agents, double load, double patience);

/* The least agents with at most this share waiting by Erlang C, in (0, 1). */
int32_t ds_erlang_least(double load, double delayed);

/* Square-root staffing: R + β √(z R), where the share that waits is the Halfin-Whitt
 * function of β (Halfin and Whitt, Operations Research 29, 1981) and z the peakedness of
 * the arrivals (1: Poisson; Whitt, "Heavy-traffic approximations for service systems with
 * blocking", AT&T Bell Lab. Tech. J. 63, 1984). */
int32_t ds_square_root_staffing(double load, double delayed, double peakedness);

#endif
