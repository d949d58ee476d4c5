/* The controls that a desk has: how many tickets arrive, and how much work they bring.
 *
 * The mean of the first follows from the rates of the streams, that of the second from the
 * work of the categories and the ways through the groups (model/offered_load.h). Where a
 * desk does things that these means leave out, the control is not offered.
 */
#ifndef DS_ANALYSIS_CONTROL_VARIATES_H
#define DS_ANALYSIS_CONTROL_VARIATES_H

#include "analysis/estimates/control.h"
#include "model/desk.h"
#include "model/tally.h"
#include "sim/error.h"

#include <stdint.h>

/* Tickets that a stream brings in the window, on average: the integral of its rate. */
double ds_expected_tickets(const ds_desk *desk, const ds_stream *stream);

/* Work that the tickets of the window bring, on average, in ticks. */
ds_status ds_expected_work(const ds_desk *desk, double *ticks_out,
                           ds_error *err) DS_MUST_USE;

/* The controls from whole replications, in units of one or (paired tallies) two; free with
 * ds_controls_free. `note` says, for people, which are used and why another is not. */
ds_status ds_control_variates(ds_controls *controls, const ds_desk *desk,
                              const ds_tally *const *tallies, int32_t count, char *note,
                              size_t note_size, ds_error *err) DS_MUST_USE;

#endif
