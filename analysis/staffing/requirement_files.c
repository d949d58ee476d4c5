#include "analysis/staffing/requirement_files.h"

#include "analysis/results/csv_text.h"
#include "analysis/results/summary_tables.h"
#include "analysis/results/text_width.h"
#include "scenarios/json_text.h"

#include <math.h>
#include <string.h>

static const char *const days[7] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};

static void start_of(const ds_requirement *self, int32_t slot, char *text, size_t size)
{
    int32_t minute = slot * self->minutes % (24 * 60);
    int32_t day = slot * self->minutes / (24 * 60);
    (void)snprintf(text, size, "%s %02d:%02d", days[day], (int)(minute / 60),
                   (int)(minute % 60));
}

/* The largest share beyond a target of the group; NaN: none counts. */
static double worst(const ds_requirement *self, ds_requirement_plan plan, int32_t group,
                    int32_t slot)
{
    double found = NAN;
    for (int32_t t = 0; t < self->target_count; t++)
        if (self->targets[t].group == group && ds_requirement_counts(self, plan, t, slot))
            found = fmax(found, ds_requirement_share(self, plan, t, slot));
    return found;
}

void ds_requirement_csv(const ds_requirement *self, FILE *out)
{
    fputs("group,interval_start,agents,agents_sipp,offered_load,peakedness,share_late,"
          "share_late_sipp\n",
          out);
    for (int32_t g = 0; g < self->desk->group_count; g++)
        for (int32_t s = 0; s < self->slots && self->is_staffed[g]; s++) {
            char text[32];
            int32_t place = g * self->slots + s;
            start_of(self, s, text, sizeof text);
            ds_csv_text(out, self->desk->groups[g].name);
            fprintf(out, ",%s,%d,%d,", text, (int)self->agents[DS_PLAN_SIMULATED][place],
                    (int)self->agents[DS_PLAN_SIPP][place]);
            ds_csv_number(out, self->load[place]);
            fputc(',', out);
            ds_csv_number(out, self->peak[place]);
            fputc(',', out);
            ds_csv_number(out, worst(self, DS_PLAN_SIMULATED, g, s));
            fputc(',', out);
            ds_csv_number(out, worst(self, DS_PLAN_SIPP, g, s));
            fputc('\n', out);
        }
}

static void put_line(const ds_requirement *self, int32_t group, int32_t of_day, FILE *out)
{
    int32_t a_day = 24 * 60 / self->minutes;
    bool is_any = false;
    for (int32_t d = 0; d < 7; d++)
        is_any |= self->is_open[group * self->slots + d * a_day + of_day];
    if (!is_any)
        return;
    fprintf(out, "  %02d:%02d", (int)(of_day * self->minutes / 60),
            (int)(of_day * self->minutes % 60));
    for (int32_t d = 0; d < 7; d++) {
        int32_t place = group * self->slots + d * a_day + of_day;
        if (self->is_open[place])
            fprintf(out, " %4d %4d", (int)self->agents[DS_PLAN_SIMULATED][place],
                    (int)self->agents[DS_PLAN_SIPP][place]);
        else
            fprintf(out, " %4s %4s", "-", "-");
    }
    fputc('\n', out);
}

static void put_group(const ds_requirement *self, int32_t group, FILE *out)
{
    fputc('\n', out);
    ds_text_wrap(out, self->desk->groups[group].name, DS_SUMMARY_COLUMNS, "", "");
    fprintf(out, "%7s", "");
    for (int32_t d = 0; d < 7; d++)
        fprintf(out, " %9s", days[d]);
    fprintf(out, "\n%7s", "");
    for (int32_t d = 0; d < 7; d++)
        fputs("  sim SIPP", out);
    fputc('\n', out);
    for (int32_t i = 0; i < 24 * 60 / self->minutes; i++)
        put_line(self, group, i, out);
    fprintf(out, "  agent hours a week: %.0f; by formula (SIPP): %.0f\n",
            ds_requirement_hours(self, DS_PLAN_SIMULATED, group),
            ds_requirement_hours(self, DS_PLAN_SIPP, group));
}

/* Intervals whose share rests on so few tickets that chance may have chosen the agents:
 * where fewer than ten would be late at the target. */
static int32_t few(const ds_requirement *self, int32_t target)
{
    int32_t found = 0;
    for (int32_t s = 0; s < self->slots; s++)
        found += ds_requirement_counts(self, DS_PLAN_SIMULATED, target, s) &&
                 (double)self->watch[DS_PLAN_SIMULATED].of[target * self->slots + s] *
                         self->targets[target].most <
                     10;
    return found;
}

static void put_few(const ds_requirement *self, int32_t target, FILE *out)
{
    char text[256];
    int32_t found = few(self, target);
    if (found == 0)
        return;
    (void)snprintf(text, sizeof text,
                   "Few tickets in %d interval%s: chance has a say in these agents; more "
                   "replications (-n) tell more.",
                   (int)found, found == 1 ? "" : "s");
    ds_text_wrap(out, text, DS_SUMMARY_COLUMNS, "", "");
}

void ds_requirement_text(const ds_requirement *self, FILE *out)
{
    for (int32_t g = 0; g < self->desk->group_count; g++)
        if (self->is_staffed[g])
            put_group(self, g, out);
    fputc('\n', out);
    for (int32_t t = 0; t < self->target_count; t++) {
        char text[512];
        ds_requirement_verdict(self, t, text, sizeof text);
        ds_text_wrap(out, text, DS_SUMMARY_COLUMNS, "", "");
        ds_requirement_price(self, t, text, sizeof text);
        if (text[0])
            ds_text_wrap(out, text, DS_SUMMARY_COLUMNS, "", "");
        put_few(self, t, out);
    }
}

/* The interval with the largest share; DS_NO_ID: none counts. */
static int32_t worst_slot(const ds_requirement *self, ds_requirement_plan plan,
                          int32_t target)
{
    int32_t found = DS_NO_ID;
    for (int32_t s = 0; s < self->slots; s++)
        if (ds_requirement_counts(self, plan, target, s) &&
            (found == DS_NO_ID || ds_requirement_share(self, plan, target, s) >
                                      ds_requirement_share(self, plan, target, found)))
            found = s;
    return found;
}

static void say_plan(const ds_requirement *self, ds_requirement_plan plan, int32_t target,
                     char *text, size_t size)
{
    char start[32] = "";
    int32_t missed = ds_requirement_missed(self, plan, target);
    int32_t slot = worst_slot(self, plan, target);
    double share = slot == DS_NO_ID ? 0 : ds_requirement_share(self, plan, target, slot);
    if (slot != DS_NO_ID)
        start_of(self, slot, start, sizeof start);
    if (slot == DS_NO_ID)
        (void)snprintf(text, size, "no ticket came while it was open");
    else if (missed == 0)
        (void)snprintf(text, size, "holds in every interval (worst %.1f %%, %s)",
                       100 * share, start);
    else
        (void)snprintf(text, size, "fails in %d interval%s (worst %.1f %%, %s)",
                       (int)missed, missed == 1 ? "" : "s", 100 * share, start);
}

void ds_requirement_verdict(const ds_requirement *self, int32_t target, char *text,
                            size_t size)
{
    char simulated[128], formula[128];
    const ds_interval_target *of = &self->targets[target];
    say_plan(self, DS_PLAN_SIMULATED, target, simulated, sizeof simulated);
    say_plan(self, DS_PLAN_SIPP, target, formula, sizeof formula);
    (void)snprintf(text, size,
                   "%.120s at %.60s (at most %.4g %% wait longer than %.4g h): %s; by "
                   "formula, it %s.",
                   of->text, self->desk->groups[of->group].name, 100 * of->most,
                   (double)of->beyond / (double)DS_HOUR, simulated, formula);
}

void ds_requirement_price(const ds_requirement *self, int32_t target, char *text,
                          size_t size)
{
    char reached[128];
    int32_t group = self->targets[target].group;
    text[0] = '\0';
    if (!self->has_poisson)
        return;
    say_plan(self, DS_PLAN_POISSON, target, reached, sizeof reached);
    double real = ds_requirement_hours(self, DS_PLAN_SIMULATED, group);
    double calm = ds_requirement_hours(self, DS_PLAN_POISSON, group);
    (void)snprintf(
        text, size,
        "Arrivals vary more than by chance: a plan of %.60s for Poisson arrivals "
        "has %.0f agent hours a week, and with the real ones it %s. Their price "
        "is %.0f agent hours a week, %.1f agents on average.",
        self->desk->groups[group].name, calm, reached, real - calm, (real - calm) / 168);
}

static json_t *number(double value)
{
    return isfinite(value) ? json_real(value) : json_null();
}

static json_t *row_of(const ds_requirement *self, int32_t group, int32_t slot)
{
    char text[32];
    int32_t place = group * self->slots + slot;
    start_of(self, slot, text, sizeof text);
    return json_pack("{s:s, s:s, s:i, s:i, s:o, s:o, s:o, s:o}", "group",
                     self->desk->groups[group].name, "interval_start", text, "agents",
                     (int)self->agents[DS_PLAN_SIMULATED][place], "agents_sipp",
                     (int)self->agents[DS_PLAN_SIPP][place], "offered_load",
                     number(self->load[place]), "peakedness", number(self->peak[place]),
                     "share_late", number(worst(self, DS_PLAN_SIMULATED, group, slot)),
                     "share_late_sipp", number(worst(self, DS_PLAN_SIPP, group, slot)));
}

static int add_rows(const ds_requirement *self, json_t *rows)
{
    int failures = rows ? 0 : 1;
    for (int32_t g = 0; g < self->desk->group_count && failures == 0; g++)
        for (int32_t s = 0; s < self->slots && self->is_staffed[g]; s++)
            failures += json_array_append_new(rows, row_of(self, g, s)) != 0;
    return failures;
}

static int add_targets(const ds_requirement *self, json_t *list)
{
    int failures = list ? 0 : 1;
    for (int32_t t = 0; t < self->target_count && failures == 0; t++) {
        char text[512], price[512];
        ds_requirement_verdict(self, t, text, sizeof text);
        ds_requirement_price(self, t, price, sizeof price);
        json_t *one = json_pack(
            "{s:s, s:s, s:f, s:f, s:i, s:i, s:s, s:s*}", "target", self->targets[t].text,
            "group", self->desk->groups[self->targets[t].group].name, "most",
            self->targets[t].most, "beyond_h",
            (double)self->targets[t].beyond / (double)DS_HOUR, "missed",
            (int)ds_requirement_missed(self, DS_PLAN_SIMULATED, t), "missed_sipp",
            (int)ds_requirement_missed(self, DS_PLAN_SIPP, t), "sentence", text, "price",
            price[0] ? price : NULL);
        failures += json_array_append_new(list, one) != 0;
    }
    return failures;
}

int ds_requirement_json(const ds_requirement *self, json_t *root)
{
    json_t *rows = json_array();
    json_t *targets = json_array();
    int failures = add_rows(self, rows) + add_targets(self, targets);
    failures += json_object_set_new(root, "rows", rows) != 0;
    failures += json_object_set_new(root, "targets", targets) != 0;
    failures +=
        json_object_set_new(root, "is_met", self->is_met ? json_true() : json_false()) != 0;
    failures += json_object_set_new(root, "rounds", json_integer(self->rounds)) != 0;
    return failures;
}
