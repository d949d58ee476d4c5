#include "analysis/backtest/backtest.h"
#include "analysis/backtest/backtest_measures.h"
#include "analysis/results/csv_text.h"
#include "analysis/results/text_width.h"
#include "scenarios/json_text.h"

#include <jansson.h>
#include <math.h>
#include <string.h>

const char *ds_check_label(const ds_check *check)
{
    for (int m = 0; m < DS_WINDOW_MEASURES; m++)
        if (strcmp(check->measure, ds_window_measure_name((ds_window_measure)m)) == 0)
            return ds_window_measure_label((ds_window_measure)m);
    return strcmp(check->measure, "ks_distance") == 0 ? "Kolmogorov-Smirnov distance"
                                                      : "Wasserstein distance (h)";
}

static void put_value(FILE *out, double value)
{
    char text[24] = "–";
    if (!isnan(value))
        (void)snprintf(text, sizeof text, fabs(value) >= 1000 ? "%.0f" : "%.3g", value);
    ds_text_put(out, text, 9, true);
}

static const char *verdict(const ds_check *check)
{
    return !check->is_decided ? "not simulated" : check->is_inside ? "inside" : "OUTSIDE";
}

static void put_heading(const ds_backtest *self, const ds_desk *desk, int32_t priority,
                        FILE *out)
{
    (void)self;
    fputc('\n', out);
    ds_text_put(out, priority == DS_NO_ID ? "All tickets" : desk->priority_names[priority],
                31, false);
    fputs("    actual simulated       low      high\n", out);
}

static void put_backlog(const ds_backtest *self, FILE *out)
{
    int32_t step = self->days > 15 ? (self->days + 14) / 15 : 1;
    int32_t inside = 0;
    for (int32_t d = 0; d < self->days; d++) {
        const double *row = &self->backlog[4 * (size_t)d];
        inside += row[0] >= row[2] && row[0] <= row[3];
    }
    fprintf(out,
            "\nOpen tickets by day (inside on %d of %d)  actual simulated       low      "
            "high\n",
            (int)inside, (int)self->days);
    for (int32_t d = 0; d < self->days; d += step) {
        const double *row = &self->backlog[4 * (size_t)d];
        fprintf(out, "  day %-33d", (int)d);
        for (int k = 0; k < 4; k++)
            put_value(out, row[k]);
        fprintf(out, "%s\n", row[0] >= row[2] && row[0] <= row[3] ? "" : " *");
    }
}

void ds_backtest_print(const ds_backtest *self, const ds_desk *desk, FILE *out)
{
    int32_t inside = 0;
    int32_t decided = 0;
    for (int32_t i = 0; i < self->count; i++) {
        inside += self->checks[i].is_inside;
        decided += self->checks[i].is_decided;
    }
    fprintf(
        out,
        "Backtest: %lld tickets, %lld replications; %d of %d measures lie inside their\n"
        "%g %% prediction interval\n",
        (long long)self->actual_tickets, (long long)self->replications, (int)inside,
        (int)decided, 100 * self->level);
    for (int32_t i = 0; i < self->count; i++) {
        const ds_check *check = &self->checks[i];
        if (i == 0 || check->priority != self->checks[i - 1].priority)
            put_heading(self, desk, check->priority, out);
        fputs("  ", out);
        ds_text_put(out, ds_check_label(check), 31, false);
        put_value(out, check->actual);
        put_value(out, check->simulated);
        put_value(out, check->lo);
        put_value(out, check->hi);
        fprintf(out, "  %s\n", verdict(check));
    }
    put_backlog(self, out);
    if (self->open_at_start > 0)
        fprintf(
            out,
            "\n%lld of the replayed tickets were open at the start of the window. The rest "
            "of their way\nis drawn from tickets of their category and group that were "
            "open as long;\nin %.3g %% of as many queues decide otherwise.\n",
            (long long)self->open_at_start, 100 * self->disagreeing);
}

static json_t *check_json(const ds_check *check, const ds_desk *desk)
{
    return json_pack("{s:s, s:s, s:o, s:o, s:o, s:o, s:o, s:o}", "measure", check->measure,
                     "label", ds_check_label(check), "priority",
                     check->priority == DS_NO_ID
                         ? json_null()
                         : json_string(desk->priority_names[check->priority]),
                     "actual", ds_json_number(check->actual), "simulated",
                     ds_json_number(check->simulated), "lo", ds_json_number(check->lo),
                     "hi", ds_json_number(check->hi), "inside",
                     check->is_decided ? json_boolean(check->is_inside) : json_null());
}

ds_status ds_backtest_print_json(const ds_backtest *self, const ds_desk *desk,
                                 const ds_backtest_origin *origin, FILE *out, ds_error *err)
{
    json_t *checks = json_array();
    json_t *backlog = json_array();
    for (int32_t i = 0; i < self->count; i++)
        (void)json_array_append_new(checks, check_json(&self->checks[i], desk));
    for (int32_t d = 0; d < self->days; d++) {
        const double *row = &self->backlog[4 * (size_t)d];
        (void)json_array_append_new(
            backlog, json_pack("{s:i, s:o, s:o, s:o, s:o}", "day", (int)d, "actual",
                               ds_json_number(row[0]), "simulated", ds_json_number(row[1]),
                               "lo", ds_json_number(row[2]), "hi", ds_json_number(row[3])));
    }
    json_t *root =
        json_pack("{s:s, s:s, s:o, s:o, s:I, s:I, s:I, s:f, s:f, s:o, s:o}", "desksim",
                  DS_VERSION, "scenario", desk->name, "command",
                  ds_json_words(origin->command, origin->command_count), "seed",
                  ds_json_seed(origin->seed), "tickets", (json_int_t)self->actual_tickets,
                  "replications", (json_int_t)self->replications, "open_at_start",
                  (json_int_t)self->open_at_start, "open_otherwise", self->disagreeing,
                  "level", self->level, "checks", checks, "backlog", backlog);
    bool is_short = !root || json_dumpf(root, out, JSON_INDENT(2)) != 0;
    fputc('\n', out);
    json_decref(root);
    return is_short ? ds_error_no_memory(err) : DS_OK;
}

void ds_backtest_print_csv(const ds_backtest *self, const ds_desk *desk, FILE *out)
{
    fputs("measure,priority,actual,simulated,lo,hi,verdict\n", out);
    for (int32_t i = 0; i < self->count; i++) {
        const ds_check *check = &self->checks[i];
        const double values[4] = {check->actual, check->simulated, check->lo, check->hi};
        fprintf(out, "%s,", check->measure);
        ds_csv_text(
            out, check->priority == DS_NO_ID ? "" : desk->priority_names[check->priority]);
        for (int k = 0; k < 4; k++) {
            fputc(',', out);
            ds_csv_number(out, values[k]);
        }
        fprintf(out, ",%s\n", verdict(check));
    }
}
