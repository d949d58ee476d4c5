#include "analysis/calibration/scenario_writer.h"

#include "scenarios/ticket_record.h"
#include "sim/clock.h"

#include <string.h>

enum { WARM_UP_WEEKS = 2, LEAST_WEEKS = 4 };
static const double least_share = 0.004; /* of what goes on: less is left out */

const char *ds_basis_word(ds_basis basis)
{
    static const char *const words[] = {"measured", "inferred", "assumed"};
    return words[basis];
}

/* Small things. */

static void put_name(FILE *out, const char *name)
{
    fputc('"', out);
    for (const unsigned char *at = (const unsigned char *)name; *at; at++) {
        if (*at == '"' || *at == '\\')
            fprintf(out, "\\%c", *at);
        else if (*at < 0x20)
            fprintf(out, "\\x%02x", *at);
        else
            fputc(*at, out);
    }
    fputc('"', out);
}

void ds_put_duration(FILE *out, double seconds)
{
    if (seconds < 120)
        fprintf(out, "%.4gs", fmax(seconds, 0.001));
    else if (seconds < 7200)
        fprintf(out, "%.4gm", seconds / 60);
    else if (seconds < 3.6e7)
        fprintf(out, "%.4gh", seconds / 3600);
    else
        fprintf(out, "%.0fh", seconds / 3600);
}

void ds_put_distribution(FILE *out, const ds_distribution *distribution)
{
    static const struct {
        const char *name;
        const char *second;
    } forms[] = {
        [DS_CONSTANT] = {"constant",         NULL   },
        [DS_EXPONENTIAL] = {"exponential",      NULL   },
        [DS_LOGNORMAL] = {"lognormal",        "cv"   },
        [DS_GAMMA] = {"gamma",            "cv"   },
        [DS_WEIBULL] = {"weibull",          "shape"},
        [DS_HYPEREXPONENTIAL] = {"hyperexponential", "cv"   },
    };
    bool is_constant = distribution->kind == DS_CONSTANT;
    fprintf(out, "%s(%s", forms[distribution->kind].name, is_constant ? "" : "mean ");
    ds_put_duration(out, distribution->parameter[0]);
    if (forms[distribution->kind].second)
        fprintf(out, " %s %.4g", forms[distribution->kind].second,
                distribution->parameter[1]);
    fputc(')', out);
}

/* Shares that sum to one as written: the largest takes what rounding leaves. */
typedef const char *name_of(const ds_calibration *self, int32_t row);

static const char *group_name(const ds_calibration *self, int32_t row)
{
    return self->groups[row].name;
}

static const char *priority_name(const ds_calibration *self, int32_t row)
{
    static const char *const names[DS_MOST_FIT_PRIORITIES] = {"P1", "P2", "P3", "P4", "P5",
                                                              "P6", "P7", "P8", "P9"};
    (void)self;
    return names[row];
}

static void put_shares(const ds_calibration *self, const double *shares, int32_t count,
                       name_of *name, FILE *out)
{
    int64_t parts[DS_MOST_FIT_GROUPS] = {0};
    int64_t left = 1000000;
    int32_t largest = 0;
    double kept = 0;
    bool is_next = false;
    for (int32_t i = 0; i < count; i++)
        kept += shares[i] >= least_share ? shares[i] : 0;
    for (int32_t i = 0; i < count; i++) {
        parts[i] = shares[i] >= least_share ? (int64_t)(shares[i] / kept * 1e6 + 0.5) : 0;
        left -= parts[i];
        largest = shares[i] > shares[largest] ? i : largest;
    }
    parts[largest] += left;
    fputc('{', out);
    for (int32_t i = 0; i < count; i++) {
        if (parts[i] == 0)
            continue;
        fputs(is_next ? ", " : "", out);
        put_name(out, name(self, i));
        fprintf(out, ": %.6g", (double)parts[i] / 1e6);
        is_next = true;
    }
    fputs("}\n", out);
}

static void put_date(FILE *out, int32_t day)
{
    ds_date date = ds_date_from_day(day);
    fprintf(out, "%04d-%02d-%02d", (int)date.year, (int)date.month, (int)date.day);
}

/* Head. */

static void put_head(const ds_calibration *self, FILE *out)
{
    int32_t weeks = (self->day_count + 6) / 7;
    if (weeks < LEAST_WEEKS)
        weeks = LEAST_WEEKS;
    fprintf(out, "# Made by desksim calibrate from %lld tickets opened on ",
            (long long)(self->last - self->first));
    put_date(out, self->first_day);
    fputs(" to ", out);
    put_date(out, self->first_day + self->day_count - 1);
    fprintf(out,
            ".\n# Each value is marked: measured (read off the tickets), inferred (fitted; "
            "with its\n# 95 %% interval), or assumed (nothing in the tickets tells it).\n"
            "name: ");
    put_name(out, self->source ? self->source : "calibrated desk");
    fputs("\nstart: ", out);
    put_date(out, self->first_day);
    fprintf(out, "\nhorizon: %dw\nwarm_up: %dw # assumed: the desk fills in that time\n",
            (int)(weeks + WARM_UP_WEEKS), WARM_UP_WEEKS);
    fprintf(out, "time_zone: %s # assumed, unless it was told\n", self->zone_name);
    fprintf(out, "priorities: %d\n", (int)self->priority_count);
}

/* Calendars. */

typedef struct day_hours {
    const char *days;
    const bool *is_open; /* [24] */
    bool opens_at_half;
    bool closes_at_half;
} day_hours;

static bool has_later(const bool *is_open, int32_t hour)
{
    for (; hour < 24; hour++)
        if (is_open[hour])
            return true;
    return false;
}

static int32_t put_spans(const day_hours *of, int32_t spans, FILE *out)
{
    bool is_first = true;
    for (int32_t hour = 0; hour < 24; hour++) {
        if (!of->is_open[hour])
            continue;
        int32_t end = hour;
        while (end < 24 && of->is_open[end])
            end++;
        bool is_last = !has_later(of->is_open, end);
        bool opens_at_half = of->opens_at_half && is_first;
        bool closes_at_half = of->closes_at_half && is_last;
        fprintf(out, "%s\"%s %02d:%s-%02d:%s\"", spans++ ? ", " : "", of->days, (int)hour,
                opens_at_half ? "30" : "00", (int)(closes_at_half ? end - 1 : end),
                closes_at_half ? "30" : "00");
        is_first = false;
        hour = end;
    }
    return spans;
}

static bool is_open_on(const ds_group_fit *group, int32_t weekday)
{
    for (int32_t hour = 0; hour < 24; hour++)
        if (group->is_open[24 * weekday + hour])
            return true;
    return false;
}

static void put_holidays(const ds_calibration *self, FILE *out)
{
    fputs(", holidays: [", out);
    for (int32_t i = 0; i < self->holiday_count; i++) {
        fputs(i ? ", " : "", out);
        put_date(out, self->holidays[i]);
    }
    fputs("]", out);
}

static void put_calendars(const ds_calibration *self, FILE *out)
{
    fputs("calendars:\n", out);
    if (self->holiday_count > 0) {
        fputs("  # measured: working days with few tickets\n"
              "  days off: {hours: \"Mon-Sun 00:00-24:00\"",
              out);
        put_holidays(self, out);
        fputs("}\n", out);
    }
    fputs("  # measured: the hours in which tickets are resolved\n", out);
    for (int32_t g = 0; g < self->group_count; g++) {
        const ds_group_fit *group = &self->groups[g];
        if (group->calendar != g)
            continue;
        fprintf(out, "  hours %d: {hours: [", (int)g + 1);
        const day_hours days[3] = {
            {"Mon-Fri", group->is_open,       group->opens_at_half, group->closes_at_half},
            {"Sat",     group->is_open + 120, false,                false                },
            {"Sun",     group->is_open + 144, false,                false                },
        };
        int32_t spans = 0;
        for (int k = 0; k < 3; k++)
            spans = put_spans(&days[k], spans, out);
        if (spans == 0)
            fputs("\"Mon-Fri 08:00-18:00\"", out);
        fputs("]", out);
        if (self->holiday_count > 0 && !is_open_on(group, 6))
            put_holidays(self, out);
        fputs("}\n", out);
    }
}

/* SLAs. */

static void put_sla(const ds_calibration *self, FILE *out)
{
    bool is_next = false;
    if (!self->has_targets)
        return;
    fputs(
        "slas:\n  # inferred from made and missed flags; flags that a target gets wrong: ",
        out);
    for (int32_t p = 0; p < self->priority_count; p++)
        if (self->targets[p].flagged > 0) {
            fprintf(out, "%s%s %.1f %%", is_next ? ", " : "", priority_name(self, p),
                    100 * self->targets[p].wrong);
            is_next = true;
        }
    fputs("\n  proposed:\n    resolution: {", out);
    is_next = false;
    for (int32_t p = 0; p < self->priority_count; p++)
        if (self->targets[p].flagged > 0) {
            fprintf(out, "%s%s: ", is_next ? ", " : "", priority_name(self, p));
            ds_put_duration(out, 3600 * self->targets[p].hours);
            is_next = true;
        }
    fprintf(out, "}\n%s    applies_to: {type: [",
            self->targets_pause ? "    pause_on: [user]\n" : "");
    is_next = false;
    for (int32_t type = 0; type < DS_FIT_TYPES; type++)
        if (self->arrivals[type].tickets > 0) {
            fprintf(out, "%s%s", is_next ? ", " : "", ds_ticket_type_word(type));
            is_next = true;
        }
    fputs("]}\n", out);
}

/* Groups. */

static void put_groups(const ds_calibration *self, FILE *out)
{
    fputs("groups:\n", out);
    for (int32_t g = 0; g < self->group_count; g++) {
        const ds_group_fit *group = &self->groups[g];
        fputs("  ", out);
        put_name(out, group->name);
        fprintf(out, ": {tier: %d, agents: %d, hours: hours %d%s} # ", (int)group->tier,
                (int)group->agents, (int)group->calendar + 1,
                group->by_priority ? ", discipline: priority" : "");
        if (group->agents_basis == DS_MEASURED)
            fprintf(out,
                    "measured: %.0f resolvers seen (up to %.0f), %.1f on a working day\n",
                    group->heads.value, group->heads.hi, group->per_day);
        else
            fprintf(out, "%s\n",
                    group->agents_basis == DS_INFERRED
                        ? "inferred: together with the touch times"
                        : "assumed: for 75 % utilisation; the tickets name no agents");
    }
}

/* Arrivals. */

static void put_profile(const ds_arrival_fit *fit, FILE *out)
{
    static const char *const days[7] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    fputs("    profile: # measured: tickets by local hour of an ordinary week\n", out);
    for (int32_t day = 0; day < 7; day++) {
        double sum = 0;
        for (int32_t hour = 0; hour < 24; hour++)
            sum += fit->weight[24 * day + hour];
        if (sum <= 0)
            continue;
        fprintf(out, "      %s: [", days[day]);
        for (int32_t hour = 0; hour < 24; hour++)
            fprintf(out, "%s%.4g", hour ? ", " : "", fit->weight[24 * day + hour]);
        fputs("]\n", out);
    }
}

static void put_stream(const ds_calibration *self, int32_t type, FILE *out)
{
    static const char *const names[DS_FIT_TYPES] = {"incidents", "requests", "problems"};
    const ds_arrival_fit *fit = &self->arrivals[type];
    double rate = fit->per_week.value;
    if (fit->has_growth)
        rate *= exp(-fit->growth.value * self->day_count / 14.0);
    fprintf(out, "  %s:\n    type: %s\n", names[type], ds_ticket_type_word(type));
    fprintf(out, "    rate: %.6g/week # measured: %lld tickets, %.4g to %.4g\n", rate,
            (long long)fit->tickets, fit->per_week.lo, fit->per_week.hi);
    put_profile(fit, out);
    if (self->holiday_count > 0) {
        fputs("    calendar: days off\n", out);
        if (fit->holiday_ratio >= 0)
            fprintf(out, "    holiday_factor: %.3g # measured\n", fit->holiday_ratio);
    }
    if (fit->vmr.value > 1.05)
        fprintf(out, "    day_factor: {vmr: %.4g} # measured: %.3g to %.3g\n",
                fit->vmr.value, fit->vmr.lo, fit->vmr.hi);
    if (fit->has_growth)
        fprintf(out, "    growth: %.4g%%/month # measured: %.2g to %.2g %% a week\n",
                100 * (exp(fit->growth.value * 30.44 / 7) - 1), 100 * fit->growth.lo,
                100 * fit->growth.hi);
}

/* Categories. */

static void put_one_hold(const char *reason, const ds_hold_fit *hold, double *most,
                         const char **between, FILE *out)
{
    if (!hold->is_used)
        return;
    /* rounded down: with others it must not come to more than all */
    double share = floor(1e4 * fmin(hold->share.value, *most)) / 1e4;
    *most -= share;
    fprintf(out, "%s%s: {share: %.4f, time: ", *between, reason, share);
    ds_put_distribution(out, &hold->time.best);
    fputs("}", out);
    *between = ", ";
}

static void put_hold(const ds_category_fit *category, const ds_idle_fit *idle, FILE *out)
{
    bool has_idle = idle && idle->share > 0.001;
    double most = has_idle ? 1 - ceil(1e4 * idle->share) / 1e4 : 1;
    const char *between = "";
    put_one_hold("user", &category->hold, &most, &between, out);
    put_one_hold("vendor", &category->vendor_hold, &most, &between, out);
    if (has_idle) {
        fputs(between, out);
        const ds_distribution time = {
            .kind = DS_LOGNORMAL, .parameter = {idle->mean_s, idle->cv}
        };
        fprintf(out, "change: {share: %.4f, time: ", idle->share);
        ds_put_distribution(out, &time);
        fputc('}', out);
    }
}

static void put_work(const ds_calibration *self, const ds_route_fit *route, bool is_later,
                     FILE *out)
{
    const ds_fit_value *interval =
        is_later ? &self->touch.later_interval : &self->touch.mean_interval;
    const ds_chosen_fit *work = &route->work;
    fputs("        work: ", out);
    ds_put_distribution(out, &work->best);
    if (route->work_basis == DS_MEASURED) {
        fprintf(out, " # measured: %lld, mean ", (long long)work->count);
        ds_put_duration(out, work->mean_lo);
        fputs(" to ", out);
        ds_put_duration(out, work->mean_hi);
        fprintf(out, ", KS %.3f\n", work->ks);
    } else if (route->work_basis == DS_INFERRED) {
        fputs(" # inferred: mean ", out);
        ds_put_duration(out, interval->lo);
        fputs(" to ", out);
        ds_put_duration(out, interval->hi);
        fprintf(out, "%s\n",
                self->touch.is_interrupted    ? "; the fit was INTERRUPTED"
                : self->touch.is_identifiable ? ""
                                              : "; NOT identifiable from these tickets");
    } else {
        fputs(" # assumed: no touch time is known\n", out);
    }
}

/* The groups that tickets of the category can come to. */
static void find_reachable(const ds_calibration *self, const ds_category_fit *category,
                           bool *is_reachable)
{
    for (int32_t g = 0; g < self->group_count; g++)
        is_reachable[g] = category->first[g] >= least_share;
    for (int32_t round = 0; round < self->group_count; round++)
        for (int32_t g = 0; g < self->group_count; g++) {
            const ds_route_fit *route = &category->route[g];
            if (!is_reachable[g] || route->resolve > 0.9995)
                continue;
            for (int32_t k = 0; k < self->group_count; k++)
                is_reachable[k] = is_reachable[k] || route->next[k] >= least_share;
        }
}

static bool has_idle(const ds_calibration *self)
{
    return self->touch.has_idle;
}

static void put_route(const ds_calibration *self, const ds_category_fit *category,
                      FILE *out)
{
    bool is_reachable[DS_MOST_FIT_GROUPS] = {false};
    find_reachable(self, category, is_reachable);
    fputs("    route:\n", out);
    for (int32_t g = 0; g < self->group_count; g++) {
        const ds_route_fit *route = &category->route[g];
        if (!is_reachable[g])
            continue;
        fputs("      ", out);
        put_name(out, self->groups[g].name);
        fputs(":\n", out);
        put_work(self, route, !self->groups[g].is_first_line, out);
        if (has_idle(self)) {
            fputs("        hold: {", out);
            put_hold(category, &self->idle[g], out);
            fputs("} # change: inferred, time in which nobody looks at it\n", out);
        }
        if (route->resolve > 0.9995)
            continue;
        fprintf(out, "        resolve: %.4f # %s: %.0f visits\n", route->resolve,
                ds_fit_knows_ways(self) ? "measured" : "inferred", route->visits);
        fputs("        next: ", out);
        put_shares(self, route->next, self->group_count, group_name, out);
    }
}

static void put_reopening(const ds_calibration *self, double share, FILE *out)
{
    const ds_distribution usual = {
        .kind = DS_LOGNORMAL, .parameter = {86400, 1}
    };
    bool is_known = self->reopen_after.count > 0;
    fprintf(out, "    reopen: {share: %.4f, after: ", share);
    ds_put_distribution(out, is_known ? &self->reopen_after.best : &usual);
    fprintf(out, ", work: 50%%} # %s measured, the rest assumed\n",
            is_known ? "share and time" : "share");
}

static void put_category(const ds_calibration *self, const ds_category_fit *category,
                         double share, FILE *out)
{
    fputs("  ", out);
    put_name(out, category->name);
    fprintf(out, ":\n    type: %s\n    share: %.6g # measured: %lld tickets\n",
            ds_ticket_type_word(category->type), share, (long long)category->tickets);
    fputs("    priority: ", out);
    put_shares(self, category->priority, self->priority_count, priority_name, out);
    fputs("    first: ", out);
    put_shares(self, category->first, self->group_count, group_name, out);
    if ((category->hold.is_used || category->vendor_hold.is_used) && !has_idle(self)) {
        fputs("    hold: {", out);
        const ds_chosen_fit *time =
            category->hold.is_used ? &category->hold.time : &category->vendor_hold.time;
        put_hold(category, NULL, out);
        fprintf(out, "} # measured: %lld, KS %.3f\n", (long long)time->count, time->ks);
    }
    if (category->reopen.value > 0.0005)
        put_reopening(self, category->reopen.value, out);
    put_route(self, category, out);
}

static void put_categories(const ds_calibration *self, FILE *out)
{
    double left[DS_FIT_TYPES] = {1, 1, 1};
    fputs("categories:\n", out);
    for (int32_t c = 0; c < self->category_count; c++) {
        const ds_category_fit *category = &self->categories[c];
        bool is_last = true;
        double share = floor(category->share * 1e6 + 0.5) / 1e6;
        for (int32_t k = c + 1; k < self->category_count; k++)
            is_last = is_last && self->categories[k].type != category->type;
        if (is_last)
            share = left[category->type];
        left[category->type] -= share;
        put_category(self, category, share, out);
    }
}

void ds_scenario_write(const ds_calibration *self, FILE *out)
{
    put_head(self, out);
    put_calendars(self, out);
    put_sla(self, out);
    put_groups(self, out);
    fputs("arrivals:\n", out);
    for (int32_t type = 0; type < DS_FIT_TYPES; type++)
        if (self->arrivals[type].tickets > 0)
            put_stream(self, type, out);
    put_categories(self, out);
}
