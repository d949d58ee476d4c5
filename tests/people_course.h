/* The course of tickets and who works on them, for hand-worked timelines of rosters: one
 * line a happening, "minute start A A1" (ticket A, agent A1), "minute stop A", "minute
 * resolve A". */
#ifndef DS_TESTS_PEOPLE_COURSE_H
#define DS_TESTS_PEOPLE_COURSE_H

#include "desk_from_text.h"

/* Runs the tickets on a desk and compares the course; free the tally with ds_tally_free. */
ds_tally people_course_of(ds_desk *desk, const desk_arrival *tickets, int32_t count,
                          const char *expected);
/* The same on the desk of a scenario text with one %s. */
ds_tally people_course(const char *expected, const desk_arrival *tickets, int32_t count,
                       const char *format, const char *keys);
void expect_people_course(const char *expected, const desk_arrival *tickets, int32_t count,
                          const char *format, const char *keys);

#endif
