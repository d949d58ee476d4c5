/* How people write what is on a desk: instants on the wall clock of the scenario, lengths
 * of time, numbers of tickets and agents.
 *
 * Texts are short, in English, and fit the sizes below. Instants are cut to the second or
 * minute that the clock shows, lengths are rounded.
 */
#ifndef DS_ANALYSIS_DESK_WORDS_H
#define DS_ANALYSIS_DESK_WORDS_H

#include "model/desk.h"
#include "sim/clock.h"

#include <stdint.h>

#define DS_WORDS_SIZE 32 /* bytes for each text, terminator included */

/* "Mon 12 Jan 2026", the local date. */
const char *ds_words_date(const ds_desk *desk, ds_ticks at, char text[DS_WORDS_SIZE]);
/* "09:05:10", local. */
const char *ds_words_time(const ds_desk *desk, ds_ticks at, char text[DS_WORDS_SIZE]);
/* "Mon 12 Jan 09:05", local. */
const char *ds_words_instant(const ds_desk *desk, ds_ticks at, char text[DS_WORDS_SIZE]);
/* "2026-01-12 09:05:10", local. */
const char *ds_words_local(const ds_desk *desk, ds_ticks at, char text[DS_WORDS_SIZE]);
/* "2026-01-12T08:05:10.000000Z": UTC, always with six decimals. */
const char *ds_words_utc(const ds_desk *desk, ds_ticks at, char text[DS_WORDS_SIZE]);

/* "45 s", "12 min 30 s", "5 h 07 min", from two days on "3 d 04 h". */
const char *ds_words_span(ds_ticks length, char text[DS_WORDS_SIZE]);
/* The same, never in days, which would be unclear of business time: "86 h 10 min". */
const char *ds_words_hours(ds_ticks length, char text[DS_WORDS_SIZE]);
/* "71 %"; whole percent, but "<1 %" for what is more than nothing. */
const char *ds_words_share(double share, char text[DS_WORDS_SIZE]);
/* "T0000123", as in a generated history. */
const char *ds_words_ticket(uint64_t number, char text[DS_WORDS_SIZE]);
/* "A12", counted from 1 over the whole desk; "" for DS_NO_ID. */
const char *ds_words_agent(int32_t agent, char text[DS_WORDS_SIZE]);

/* "incident", "vendor". */
const char *ds_words_type(int32_t type);
const char *ds_words_reason(int32_t reason);

/* By group, the number of its first agent over the whole desk, from 0; those of a group
 * without limit have none. The caller frees it; NULL where memory is short. */
int32_t *ds_words_first_agents(const ds_desk *desk);

#endif
