/* The rules of an XES document (IEEE 1849-2016), as its published schema and its text give
 * them, checked on a whole document in memory.
 *
 * Structure: one log, in it extensions, globals, classifiers, attributes, traces, in that
 * order; in a trace attributes, then events; in an event attributes. Required attributes of
 * each element, nothing unknown. Keys are XML names, unique within their component, with a
 * prefix only of a declared extension. Values by type: dateTime, long, boolean, string.
 * Classifiers use declared global event attributes only; every trace and event has the
 * global attributes. Events of a trace do not go back in time (which the standard leaves to
 * the writer). Markup is read by strict rules: attributes in double quotes, only the five
 * named entities and numeric ones, UTF-8 without characters that XML does not know. */
#ifndef DS_TESTS_XES_RULES_H
#define DS_TESTS_XES_RULES_H

#include <stdint.h>

typedef struct xes_counts {
    int64_t traces;
    int64_t events;
} xes_counts;

/* Checks a document; fails the running test with what is wrong, where. */
xes_counts xes_check(const char *text);

#endif
