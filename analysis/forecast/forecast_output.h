/* A forecast as text, JSON and CSV. */
#ifndef DS_ANALYSIS_FORECAST_OUTPUT_H
#define DS_ANALYSIS_FORECAST_OUTPUT_H

#include "analysis/forecast/forecast.h"

#include <stdio.h>

/* What stands in the answer beside the forecast. */
typedef struct ds_forecast_answer {
    const ds_forecast *forecast;
    const ds_ticket_table *table; /* names of groups and priorities */
    const ds_desk *desk;
    int64_t at_us;
    int64_t last_us; /* the latest instant before `at` of which the tickets tell */
    uint64_t seed;
    const char *const *command; /* the words that were typed */
    int32_t command_count;
} ds_forecast_answer;

/* For a terminal of 80 columns: the weeks, and the tickets likeliest to miss their
 * targets. */
void ds_forecast_print(const ds_forecast_answer *answer, FILE *out);
ds_status ds_forecast_print_json(const ds_forecast_answer *answer, FILE *out,
                                 ds_error *err) DS_MUST_USE;
/* A row for each week and measure; the last rows are of all weeks. */
void ds_forecast_print_csv(const ds_forecast_answer *answer, FILE *out);
/* A row for each open ticket. */
void ds_forecast_print_tickets(const ds_forecast_answer *answer, FILE *out);

#endif
