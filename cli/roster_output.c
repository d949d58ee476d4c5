#include "cli/roster_output.h"

#include "analysis/estimates/estimate_text.h"
#include "analysis/plots/plot_roster.h"
#include "analysis/results/summary_tables.h"
#include "analysis/results/text_width.h"
#include "cli/simulation.h"
#include "scenarios/json_text.h"
#include "sim/output_file.h"

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Significant digits, as in results.json. */
#define DIGITS 10

enum { NAME_COLUMNS = 14, MOST_LISTED = 40 };

static const char *end_word(const ds_roster_plan *plan)
{
    if (!plan->answer.has_answer)
        return "none";
    return plan->answer.end == DS_COVER_OPTIMAL ? "optimal" : "best so far";
}

static double hours_of(const int32_t *agents)
{
    double sum = 0;
    for (int32_t slot = 0; slot < DS_ROSTER_SLOTS; slot++)
        sum += agents[slot];
    return sum * DS_ROSTER_STEP / 60;
}

/* Text. */

static void put_groups(const ds_roster_answer *it, FILE *out)
{
    fputs("\nRoster by group, a week\n", out);
    ds_text_put(out, "  group", NAME_COLUMNS, false);
    fputs("  agents  required h  at work h   paid h   answer\n", out);
    for (int32_t i = 0; i < it->roster->count; i++) {
        const ds_roster_plan *plan = it->roster->plans[i];
        fputs("  ", out);
        ds_text_put(out, plan->demand.name, NAME_COLUMNS - 2, false);
        fprintf(out, "  %6d  %10.1f  %9.1f  %7.1f   %s", (int)plan->agent_count,
                hours_of(plan->demand.required), hours_of(plan->staffed), plan->paid_h,
                end_word(plan));
        if (plan->answer.has_answer && plan->answer.end != DS_COVER_OPTIMAL)
            fprintf(out, ", at most %.1f %% off", 100 * ds_roster_gap(plan));
        (void)fputc('\n', out);
    }
}

static void put_time(FILE *out, int32_t minute)
{
    fprintf(out, "%02d:%02d", (int)(minute / 60 % 24), (int)(minute % 60));
}

static void put_agent(const ds_roster *roster, const ds_roster_plan *plan, int32_t agent,
                      FILE *out)
{
    const ds_roster_tour *tour = ds_roster_tour_of(plan, agent, 0);
    const ds_roster_shift *shift = &roster->rules.shifts[tour->shift];
    fputs("  ", out);
    ds_text_put(out, plan->agents[agent].name, NAME_COLUMNS - 2, false);
    fputs("  ", out);
    for (int day = 0; day < 7; day++)
        fprintf(out, "%s ", tour->days >> day & 1 ? (day < 5 ? "x" : "X") : ".");
    fputs("  ", out);
    put_time(out, shift->from_minute);
    (void)fputc('-', out);
    put_time(out, shift->from_minute + shift->minutes);
    if (shift->break_minutes > 0) {
        fputs("  break ", out);
        put_time(out, shift->from_minute + shift->break_after);
    } else {
        fputs("             ", out);
    }
    fputs("  ", out);
    ds_text_put(out, roster->rules.contracts[tour->contract].name, 12, false);
    (void)fputc('\n', out);
}

static void put_agents(const ds_roster *roster, FILE *out)
{
    int32_t listed = 0;
    int32_t all = 0;
    fputs("\nFirst week: who works when\n", out);
    ds_text_put(out, "  agent", NAME_COLUMNS, false);
    fputs("  M T W T F S S   hours        break        contract\n", out);
    for (int32_t i = 0; i < roster->count; i++)
        for (int32_t a = 0; a < roster->plans[i]->agent_count; a++, all++)
            if (listed < MOST_LISTED) {
                put_agent(roster, roster->plans[i], a, out);
                listed++;
            }
    if (all > listed)
        fprintf(out, "  … and %d more: --format csv, or roster.csv of --out\n",
                (int)(all - listed));
}

static void put_estimate(const ds_results *results, const char *dimension,
                         const char *slice, const char *measure, const char *label,
                         bool is_share, FILE *out)
{
    const ds_estimate *estimate = ds_results_find(results, dimension, slice, measure);
    double scale = is_share ? 100 : 1;
    if (!estimate || !isfinite(estimate->value))
        return;
    fputs("  ", out);
    ds_text_put(out, slice, NAME_COLUMNS - 2, false);
    fprintf(out, "  %-28s %9.2f %s", label, scale * estimate->value, is_share ? "%" : "h");
    if (isfinite(estimate->lo) && isfinite(estimate->hi))
        fprintf(out, "  [%.2f, %.2f]", scale * estimate->lo, scale * estimate->hi);
    (void)fputc('\n', out);
}

static void put_delivered(const ds_roster_answer *it, FILE *out)
{
    const ds_results *results = it->results;
    const ds_desk *desk = it->roster->desk;
    if (!results)
        return;
    fprintf(out, "\nWhat it delivers, simulated (%d replications, %g %% intervals)\n",
            (int)results->replications, 100 * results->level);
    for (int32_t p = 0; p < desk->priority_count; p++) {
        const char *name = desk->priority_names[p];
        put_estimate(results, "by_priority", name, "response_breach_rate",
                     "response targets broken", true, out);
        put_estimate(results, "by_priority", name, "resolution_breach_rate",
                     "resolution targets broken", true, out);
    }
    for (int32_t i = 0; i < it->roster->count; i++) {
        const char *name = it->roster->plans[i]->demand.name;
        put_estimate(results, "by_group", name, "wait_h", "mean wait", false, out);
        put_estimate(results, "by_group", name, "utilisation", "utilisation", true, out);
    }
}

static void put_notes(const ds_roster_answer *it, FILE *out)
{
    char line[512];
    (void)fputc('\n', out);
    (void)snprintf(line, sizeof line, "Requirement: %s.", it->requirement);
    ds_text_wrap(out, line, DS_SUMMARY_COLUMNS, "", "  ");
    if (it->roster->is_by_default)
        ds_text_wrap(out,
                     "Assumed, since the scenario has no roster.shifts: shifts of 8 h 30 "
                     "min with half an hour's unpaid break, agents of 5 days a week.",
                     DS_SUMMARY_COLUMNS, "", "  ");
    (void)snprintf(line, sizeof line,
                   "Agents with the same hours take each other's days in turn from week to "
                   "week; written for %d weeks.",
                   (int)it->roster->weeks);
    ds_text_wrap(out, line, DS_SUMMARY_COLUMNS, "", "  ");
    if (it->roster->was_interrupted)
        ds_text_wrap(out, "Interrupted: this is the best so far.", DS_SUMMARY_COLUMNS, "",
                     "");
}

static void put_text(const ds_roster_answer *it, FILE *out)
{
    ds_text_wrap(out, it->roster->desk->name, DS_SUMMARY_COLUMNS, "", "");
    put_groups(it, out);
    put_agents(it->roster, out);
    put_delivered(it, out);
    put_notes(it, out);
}

/* JSON. */

static json_t *group_json(const ds_roster *roster, const ds_roster_plan *plan)
{
    json_t *agents = json_array();
    for (int32_t a = 0; a < plan->agent_count; a++) {
        json_t *weeks = json_array();
        for (int32_t week = 0; week < roster->weeks; week++) {
            const ds_roster_tour *tour = ds_roster_tour_of(plan, a, week);
            char days[8] = ".......";
            for (int day = 0; day < 7; day++)
                if (tour->days >> day & 1)
                    days[day] = 'x';
            json_array_append_new(weeks, json_string(days));
        }
        const ds_roster_tour *tour = ds_roster_tour_of(plan, a, 0);
        const ds_roster_shift *shift = &roster->rules.shifts[tour->shift];
        json_array_append_new(
            agents,
            json_pack("{s:s, s:s, s:s, s:i, s:i, s:o}", "agent", plan->agents[a].name,
                      "contract", roster->rules.contracts[tour->contract].name, "shift",
                      shift->name, "start_minute", (int)shift->from_minute,
                      "length_minutes", (int)shift->minutes, "weeks", weeks));
    }
    return json_pack(
        "{s:s, s:s, s:i, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "group", plan->demand.name,
        "status", end_word(plan), "agents", (int)plan->agent_count, "required_h",
        ds_json_number(hours_of(plan->demand.required)), "rostered_h",
        ds_json_number(hours_of(plan->staffed)), "paid_h", ds_json_number(plan->paid_h),
        "cost_h", ds_json_number(plan->answer.cost / 6000), "bound_h",
        ds_json_number(plan->answer.bound / 6000), "gap",
        ds_json_number(plan->answer.has_answer ? ds_roster_gap(plan) : NAN), "roster",
        agents);
}

static void add_estimate(json_t *to, const ds_results *results, const char *dimension,
                         const char *slice, const char *measure)
{
    const ds_estimate *it = ds_results_find(results, dimension, slice, measure);
    if (it && isfinite(it->value))
        json_object_set_new(to, measure,
                            json_pack("{s:o, s:o, s:o, s:o}", "value",
                                      ds_json_number(it->value), "lo",
                                      ds_json_number(it->lo), "hi", ds_json_number(it->hi),
                                      "half_width", ds_json_number(it->half_width)));
}

static json_t *delivered_json(const ds_roster_answer *it)
{
    const ds_desk *desk = it->roster->desk;
    json_t *priorities = json_object();
    json_t *groups = json_object();
    for (int32_t p = 0; p < desk->priority_count; p++) {
        json_t *row = json_object();
        const char *name = desk->priority_names[p];
        add_estimate(row, it->results, "by_priority", name, "response_breach_rate");
        add_estimate(row, it->results, "by_priority", name, "resolution_breach_rate");
        json_object_set_new(priorities, name, row);
    }
    for (int32_t i = 0; i < it->roster->count; i++) {
        json_t *row = json_object();
        const char *name = it->roster->plans[i]->demand.name;
        add_estimate(row, it->results, "by_group", name, "wait_h");
        add_estimate(row, it->results, "by_group", name, "utilisation");
        json_object_set_new(groups, name, row);
    }
    return json_pack("{s:o, s:o}", "by_priority", priorities, "by_group", groups);
}

static ds_status put_json(const ds_roster_answer *it, FILE *out, ds_error *err)
{
    json_t *groups = json_array();
    for (int32_t i = 0; i < it->roster->count; i++)
        json_array_append_new(groups, group_json(it->roster, it->roster->plans[i]));
    json_t *root = json_pack(
        "{s:s, s:s, s:s, s:o, s:o, s:I, s:f, s:s, s:b, s:o, s:o}", "desksim", DS_VERSION,
        "scenario", it->roster->desk->name, "study", "roster", "command",
        ds_json_words(it->options->command, it->options->command_count), "seed",
        ds_json_seed(it->options->seed), "replications",
        (json_int_t)(it->results ? it->results->replications : 0), "level",
        it->options->level, "requirement", it->requirement, "interrupted",
        (int)it->roster->was_interrupted, "groups", groups, "delivered",
        it->results ? delivered_json(it) : json_null());
    if (!root)
        return ds_error_no_memory(err);
    int failures = json_dumpf(root, out, JSON_INDENT(2) | JSON_REAL_PRECISION(DIGITS));
    json_decref(root);
    (void)fputc('\n', out);
    return failures == 0 ? DS_OK : ds_error_no_memory(err);
}

/* Files. */

static ds_status put_roster_csv(const ds_roster_answer *it, FILE *out, ds_error *err)
{
    (void)err;
    ds_roster_csv(it->roster, out);
    return DS_OK;
}

static ds_status put_coverage_csv(const ds_roster_answer *it, FILE *out, ds_error *err)
{
    (void)err;
    ds_roster_coverage_csv(it->roster, out);
    return DS_OK;
}

static ds_status put_ics(const ds_roster_answer *it, FILE *out, ds_error *err)
{
    return ds_roster_ics(it->roster, out, err);
}

typedef ds_status (*writer)(const ds_roster_answer *it, FILE *out, ds_error *err);

static ds_status write_one(const ds_roster_answer *it, const char *name, writer put,
                           ds_error *err)
{
    ds_output_file file = {0};
    char *path = ds_output_path(it->options->out, name);
    ds_status status = path ? ds_output_open(&file, path, err) : ds_error_no_memory(err);
    free(path);
    if (status != DS_OK)
        return status;
    status = put(it, file.stream, err);
    if (status == DS_OK)
        return ds_output_commit(&file, err);
    ds_output_discard(&file);
    return status;
}

static ds_status write_plot(const ds_roster_answer *it, ds_error *err)
{
    char said[768] = "";
    char *path = ds_output_path(it->options->out, "plots");
    if (!path)
        return ds_error_no_memory(err);
    ds_status status =
        ds_plot_file_write(&ds_plot_roster, it->roster, path, said, sizeof said, err);
    free(path);
    if (status == DS_OK && said[0])
        fprintf(stderr, "desksim: %s\n", said);
    return status;
}

static ds_status write_files(const ds_roster_answer *it, ds_error *err)
{
    ds_error missing = {0};
    ds_status status = ds_output_make_directory(it->options->out, err);
    if (status == DS_OK)
        status = write_one(it, "roster.json", put_json, err);
    if (status == DS_OK)
        status = write_one(it, "roster.csv", put_roster_csv, err);
    if (status == DS_OK)
        status = write_one(it, "coverage.csv", put_coverage_csv, err);
    if (status != DS_OK)
        return status;
    status = write_one(it, "roster.ics", put_ics, &missing);
    if (status == DS_UNAVAILABLE)
        fprintf(stderr, "desksim: %s\n", missing.text);
    else if (status != DS_OK && err)
        *err = missing;
    return status == DS_OK || status == DS_UNAVAILABLE ? write_plot(it, err) : status;
}

int ds_roster_publish(const ds_roster_answer *it)
{
    ds_error err = {0};
    int code = DS_EXIT_DONE;
    const ds_options *options = it->options;
    if (options->out && write_files(it, &err) != DS_OK)
        code = ds_complain(&err);
    if (options->format == DS_FORMAT_JSON && put_json(it, stdout, &err) != DS_OK)
        code = ds_complain(&err);
    if (options->format == DS_FORMAT_CSV)
        ds_roster_csv(it->roster, stdout);
    if (options->format == DS_FORMAT_TEXT && !options->is_quiet)
        put_text(it, stdout);
    return code;
}
