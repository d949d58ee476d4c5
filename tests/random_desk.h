/* Scenario texts of small random desks, for properties that hold on all of them.
 *
 * One to four groups with any discipline, hours and number of agents; one to three
 * categories that go up, sideways and back, with holds, reopening, misrouting and time
 * limits; two weeks across a change of the clocks, with a load from light to far too much.
 * The same number gives the same text. */
#ifndef DS_TESTS_RANDOM_DESK_H
#define DS_TESTS_RANDOM_DESK_H

#include <stdbool.h>
#include <stdint.h>

#define RANDOM_DESK_SIZE (16 * 1024)

/* Fills text[RANDOM_DESK_SIZE]. */
void random_desk_text(uint32_t number, char *text);

/* The same desk with a channel whose contacts wait in line, lose patience and try again. */
void random_live_desk_text(uint32_t number, char *text);

/* A desk whose groups have rosters, with shrinkage, on call, skills and all working styles
 * now and then. */
void random_people_desk_text(uint32_t number, bool has_live, char *text);

/* A desk with practices of incident management now and then: escalation, prioritisation,
 * communication, handing over; services, costs, satisfaction and blame. */
void random_practice_desk_text(uint32_t number, bool has_people, char *text);

#endif
