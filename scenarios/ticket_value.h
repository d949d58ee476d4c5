/* Single values of a canonical ticket CSV, from text. Each answers whether it could. */
#ifndef DS_SCENARIOS_TICKET_VALUE_H
#define DS_SCENARIOS_TICKET_VALUE_H

#include "scenarios/ticket_record.h"

#include <stdbool.h>

#define DS_MAX_TICKET_SECONDS INT64_C(3155760000) /* 100 years */
#define DS_MAX_TICKET_COUNT 1000000

/* "90", "12.5": seconds from 0 to 100 years, in microseconds; finer digits are cut. */
bool ds_ticket_seconds_parse(const char *text, int64_t *us_out);

/* "3", and "3.0" as spreadsheets and statistics packages write it: 0 to a million. */
bool ds_ticket_count_parse(const char *text, int32_t *count_out);

/* true, yes, 1, false, no, 0, in any case. */
bool ds_ticket_flag_parse(const char *text, ds_sla_met *flag_out);

/* incident, request or service request, problem, in any case. */
bool ds_ticket_type_parse(const char *text, int32_t *type_out);

#endif
