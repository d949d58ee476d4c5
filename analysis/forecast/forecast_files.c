/* A forecast as JSON and CSV. */
#include "analysis/forecast/forecast_output.h"
#include "analysis/results/csv_text.h"
#include "scenarios/json_text.h"

#include <jansson.h>
#include <math.h>
#include <stdio.h>

static json_t *prediction_json(const ds_prediction *of)
{
    return json_pack("{s:o, s:o, s:o, s:o, s:o, s:o}", "mean", ds_json_number(of->mean),
                     "median", ds_json_number(of->median), "lo80", ds_json_number(of->lo80),
                     "hi80", ds_json_number(of->hi80), "lo95", ds_json_number(of->lo95),
                     "hi95", ds_json_number(of->hi95));
}

static json_t *measures_json(const ds_prediction *of)
{
    json_t *object = json_object();
    for (int m = 0; m < DS_FORECAST_MEASURES; m++)
        (void)json_object_set_new(object, ds_forecast_measure_name((ds_forecast_measure)m),
                                  prediction_json(&of[m]));
    return object;
}

static json_t *name_json(const ds_names *names, int32_t row, int32_t none)
{
    return row == none ? json_null() : json_string(names->list[row]);
}

static json_t *ticket_json(const ds_forecast_answer *answer,
                           const ds_forecast_ticket *ticket)
{
    const ds_ticket_table *table = answer->table;
    const ds_past_ticket *past = &table->list[ticket->row];
    return json_pack("{s:s?, s:o, s:o, s:o, s:f, s:o, s:f, s:o}", "id", ticket->id,
                     "priority", name_json(&table->priorities, past->priority, 255),
                     "group", name_json(&table->groups, past->group, DS_NO_ID), "category",
                     name_json(&table->categories, past->category, DS_NO_ID), "age_h",
                     ticket->age_h, "breach_probability", ds_json_number(ticket->breach),
                     "told", ticket->told, "resolved_in_h",
                     prediction_json(&ticket->wait_h));
}

static json_t *list_json(const ds_forecast_answer *answer, json_t *weeks, json_t *days,
                         json_t *tickets)
{
    char at[DS_ISO_TIME_SIZE];
    const ds_forecast *it = answer->forecast;
    (void)ds_iso_time_format(answer->at_us, at);
    return json_pack(
        "{s:s, s:s, s:o, s:o, s:s, s:I, s:I, s:I, s:I, s:f, s:f, s:o, s:o, s:o, s:o}",
        "desksim", DS_VERSION, "scenario", answer->desk->name, "command",
        ds_json_words(answer->command, answer->command_count), "seed",
        ds_json_seed(answer->seed), "at", at, "replications", (json_int_t)it->replications,
        "open_tickets", (json_int_t)it->ticket_count, "left_out", (json_int_t)it->too_old,
        "replayed", (json_int_t)it->before, "open_otherwise", it->disagreeing,
        "open_breaches", it->open_breaches, "weeks", weeks, "total",
        measures_json(it->total), "backlog", days, "tickets", tickets);
}

ds_status ds_forecast_print_json(const ds_forecast_answer *answer, FILE *out, ds_error *err)
{
    const ds_forecast *it = answer->forecast;
    json_t *weeks = json_array();
    json_t *days = json_array();
    json_t *tickets = json_array();
    for (int32_t w = 0; w < it->weeks; w++)
        (void)json_array_append_new(weeks,
                                    measures_json(&it->week[w * DS_FORECAST_MEASURES]));
    for (int32_t d = 0; d <= it->days; d++)
        (void)json_array_append_new(days, prediction_json(&it->backlog[d]));
    for (int64_t i = 0; i < it->ticket_count; i++)
        (void)json_array_append_new(tickets, ticket_json(answer, &it->tickets[i]));
    json_t *root = list_json(answer, weeks, days, tickets);
    bool is_short =
        !root || json_dumpf(root, out, JSON_INDENT(2) | JSON_REAL_PRECISION(10)) != 0;
    fputc('\n', out);
    json_decref(root);
    return is_short ? ds_error_no_memory(err) : DS_OK;
}

static void put_prediction(FILE *out, const ds_prediction *of)
{
    const double values[] = {of->mean, of->median, of->lo80, of->hi80, of->lo95, of->hi95};
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        fputc(',', out);
        ds_csv_number(out, values[i]);
    }
    fputc('\n', out);
}

void ds_forecast_print_csv(const ds_forecast_answer *answer, FILE *out)
{
    const ds_forecast *it = answer->forecast;
    fputs("week,measure,mean,median,lo80,hi80,lo95,hi95\n", out);
    for (int32_t w = 0; w <= it->weeks; w++)
        for (int m = 0; m < DS_FORECAST_MEASURES; m++) {
            if (w < it->weeks)
                fprintf(out, "%d", (int)w + 1);
            else
                fputs("all", out);
            fprintf(out, ",%s", ds_forecast_measure_name((ds_forecast_measure)m));
            put_prediction(out, w < it->weeks ? &it->week[w * DS_FORECAST_MEASURES + m]
                                              : &it->total[m]);
        }
}

static void put_name(FILE *out, const ds_names *names, int32_t row, int32_t none)
{
    fputc(',', out);
    if (row != none)
        ds_csv_text(out, names->list[row]);
}

void ds_forecast_print_tickets(const ds_forecast_answer *answer, FILE *out)
{
    const ds_forecast *it = answer->forecast;
    const ds_ticket_table *table = answer->table;
    fputs("id,priority,group,category,age_h,breach_probability,mean_h,median_h,lo80_h,"
          "hi80_h,lo95_h,hi95_h\n",
          out);
    for (int64_t i = 0; i < it->ticket_count; i++) {
        const ds_forecast_ticket *ticket = &it->tickets[i];
        const ds_past_ticket *past = &table->list[ticket->row];
        ds_csv_text(out, ticket->id ? ticket->id : "");
        put_name(out, &table->priorities, past->priority, 255);
        put_name(out, &table->groups, past->group, DS_NO_ID);
        put_name(out, &table->categories, past->category, DS_NO_ID);
        fputc(',', out);
        ds_csv_number(out, ticket->age_h);
        fputc(',', out);
        ds_csv_number(out, ticket->breach);
        put_prediction(out, &ticket->wait_h);
    }
}
