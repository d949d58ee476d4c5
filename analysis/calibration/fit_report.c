#include "analysis/calibration/fit_report.h"

#include "analysis/calibration/scenario_writer.h"
#include "analysis/results/text_width.h"
#include "scenarios/ticket_record.h"
#include "sim/clock.h"

#include <string.h>

static void put_line(FILE *out, const char *what, ds_basis basis, const char *value)
{
    ds_text_put(out, what, 26, false);
    fprintf(out, "  %-9s %s\n", ds_basis_word(basis), value);
}

static void put_arrivals(const ds_calibration *self, FILE *out)
{
    char text[160];
    for (int32_t type = 0; type < DS_FIT_TYPES; type++) {
        const ds_arrival_fit *fit = &self->arrivals[type];
        if (fit->tickets == 0)
            continue;
        fprintf(out, "\nArrivals of type %s\n", ds_ticket_type_word(type));
        (void)snprintf(text, sizeof text, "%.4g (%.4g to %.4g), %lld tickets",
                       fit->per_week.value, fit->per_week.lo, fit->per_week.hi,
                       (long long)fit->tickets);
        put_line(out, "  tickets a week", DS_MEASURED, text);
        (void)snprintf(text, sizeof text, "%.3g (%.3g to %.3g); 1 is Poisson",
                       fit->vmr.value, fit->vmr.lo, fit->vmr.hi);
        put_line(out, "  variance / mean, daily", DS_MEASURED, text);
        (void)snprintf(text, sizeof text, "%.2g %% a week (%.2g to %.2g)%s",
                       100 * fit->growth.value, 100 * fit->growth.lo, 100 * fit->growth.hi,
                       fit->has_growth ? "" : "; not used");
        if (fit->growth.hi != 0)
            put_line(out, "  growth", DS_MEASURED, text);
        else
            put_line(out, "  growth", DS_ASSUMED, "none: less than eight ordinary weeks");
    }
    (void)snprintf(text, sizeof text, "%d working days with few tickets",
                   (int)self->holiday_count);
    put_line(out, "  holidays", DS_MEASURED, text);
}

static void put_staff(const ds_calibration *self, FILE *out)
{
    fputs("\nGroups                        tier  agents   basis     resolvers   a day\n",
          out);
    for (int32_t g = 0; g < self->group_count; g++) {
        const ds_group_fit *group = &self->groups[g];
        fputs("  ", out);
        ds_text_put(out, group->name, 26, false);
        fprintf(out, "  %4d  %6d   %-9s  %8.0f  %6.1f%s\n", (int)group->tier,
                (int)group->agents, ds_basis_word(group->agents_basis), group->heads.value,
                group->per_day, group->by_priority ? "  P" : "");
    }
}

static void put_key(FILE *out)
{
    fputs("  a day: present on a working day; P: by priority (inferred), otherwise in "
          "order\n",
          out);
}

static void put_work_line(const ds_calibration *self, int32_t c, int32_t g, FILE *out)
{
    const ds_chosen_fit *work = &self->categories[c].route[g].work;
    int second = -1;
    for (int f = 0; f < DS_FAMILIES; f++)
        if (work->bic[f] > 0 && (second < 0 || work->bic[f] < work->bic[second]))
            second = f;
    fputs("  ", out);
    ds_text_put(out, self->categories[c].name, 16, false);
    fputc(' ', out);
    ds_text_put(out, self->groups[g].name, 14, false);
    fprintf(out, " %6lld  ", (long long)work->count);
    ds_put_distribution(out, &work->best);
    fprintf(out, "\n%50s95 %% ", "");
    ds_put_duration(out, work->mean_lo);
    fputs(" to ", out);
    ds_put_duration(out, work->mean_hi);
    fprintf(out, ", KS %.3f\n", work->ks);
    if (second >= 0)
        fprintf(out, "%50snext: %s, BIC +%.0f\n", "", ds_family_name(second),
                work->bic[second]);
}

static void put_measured_work(const ds_calibration *self, FILE *out)
{
    fputs("\nTouch times (measured)\n", out);
    for (int32_t c = 0; c < self->category_count; c++)
        for (int32_t g = 0; g < self->group_count; g++)
            if (self->categories[c].route[g].work.count > 0 &&
                self->categories[c].route[g].visits >= 1)
                put_work_line(self, c, g, out);
}

static void put_inferred_work(const ds_calibration *self, FILE *out)
{
    const ds_touch_fit *touch = &self->touch;
    fputs("\nTouch times (", out);
    fputs(touch->is_inferred ? "inferred" : "assumed", out);
    fputs(": no column has them)\n", out);
    if (!touch->is_inferred)
        return;
    fputs("  mean of a visit             ", out);
    ds_put_duration(out, touch->mean_s);
    fputs(" (", out);
    ds_put_duration(out, touch->mean_interval.lo);
    fputs(" to ", out);
    ds_put_duration(out, touch->mean_interval.hi);
    fprintf(out, "), cv %.2f\n", touch->cv);
    fputs("  behind the first line       ", out);
    ds_put_duration(out, touch->later_interval.value);
    fputs(" (", out);
    ds_put_duration(out, touch->later_interval.lo);
    fputs(" to ", out);
    ds_put_duration(out, touch->later_interval.hi);
    fprintf(out, "), cv %.2f\n", touch->later_cv);
    fprintf(out, "  busiest group's load        %.0f %%\n", 100 * touch->utilisation);
    fprintf(out, "  distance to the history     %.4f (touch times alone: %.4f)\n",
            touch->distance, touch->distance_plain);
    fprintf(out, "  between halves of it        %.4f\n", touch->noise);
    if (touch->has_idle)
        ds_text_wrap(out,
                     "Tickets take longer than work, queues and recorded holds explain: "
                     "at each visit some lie untouched for a while, here a hold for the "
                     "reason change (inferred).",
                     78, "  ", "  ");
    if (touch->is_interrupted) {
        fputs("  INTERRUPTED: the best until then; no interval\n", out);
    } else if (!touch->is_identifiable) {
        ds_text_wrap(out,
                     "NOT IDENTIFIABLE: touch time and head count cannot both be told from "
                     "these elapsed times. Along this ridge they fit alike:",
                     78, "  ", "  ");
        for (int32_t i = 0; i < touch->ridge_count; i++) {
            fprintf(out, "    agents x %.2f: touch time ", touch->ridge_agents[i]);
            ds_put_duration(out, touch->ridge_mean_s[i]);
            fprintf(out, ", distance %.4f\n", touch->ridge_distance[i]);
        }
    }
}

static void put_reopened_after(const ds_calibration *self, FILE *out)
{
    const ds_chosen_fit *after = &self->reopen_after;
    if (after->count == 0) {
        put_line(out, "  reopened after", DS_ASSUMED, "1 day, half the work again");
        return;
    }
    ds_text_put(out, "  reopened after", 26, false);
    fputs("  measured  ", out);
    ds_put_distribution(out, &after->best);
    fprintf(out, ", %lld, KS %.3f\n", (long long)after->count, after->ks);
}

static void put_from_events(const ds_calibration *self, FILE *out)
{
    char text[160];
    const ds_ticket_events *events = self->events;
    if (!events)
        return;
    if (self->vendor_hold.is_used) {
        (void)snprintf(text, sizeof text, "%.2f %% of visits (%.2f to %.2f)",
                       100 * self->vendor_hold.share.value,
                       100 * self->vendor_hold.share.lo, 100 * self->vendor_hold.share.hi);
        put_line(out, "  … for vendors, changes", DS_MEASURED, text);
    }
    (void)snprintf(text, sizeof text, "%.2f %% of tickets (%.2f to %.2f); not simulated",
                   100 * self->priority_changes.value, 100 * self->priority_changes.lo,
                   100 * self->priority_changes.hi);
    put_line(out, "  priority changed", DS_MEASURED, text);
    (void)snprintf(text, sizeof text, "%s: %.0f %% overlap, %.0f %% go past midnight",
                   events->is_touch ? "hands-on" : "no touch times", 100 * events->overlap,
                   100 * events->overnight);
    put_line(out, "  spells of work", DS_MEASURED, text);
}

static void put_rest(const ds_calibration *self, FILE *out)
{
    char text[160];
    fputs("\nOther\n", out);
    (void)snprintf(text, sizeof text, "%.3g (%.3g to %.3g)", self->reassignments.value,
                   self->reassignments.lo, self->reassignments.hi);
    put_line(out, "  changes of group", DS_MEASURED, text);
    bool is_measured = ds_fit_knows_ways(self);
    put_line(out, "  the way between groups", is_measured ? DS_MEASURED : DS_INFERRED,
             self->events     ? "from the events"
             : self->has_path ? "from touch times by group"
                              : "from first groups and resolvers' homes");
    (void)snprintf(text, sizeof text, "%.2f %% (%.2f to %.2f)", 100 * self->reopen.value,
                   100 * self->reopen.lo, 100 * self->reopen.hi);
    put_line(out, "  reopened", DS_MEASURED, text);
    put_reopened_after(self, out);
    if (self->hold.is_used) {
        (void)snprintf(text, sizeof text, "%.2f %% of visits (%.2f to %.2f)",
                       100 * self->hold.share.value, 100 * self->hold.share.lo,
                       100 * self->hold.share.hi);
        put_line(out, "  on hold", DS_MEASURED, text);
    } else
        put_line(out, "  on hold", DS_ASSUMED, "never: hardly any hold time is recorded");
    put_from_events(self, out);
    for (int32_t p = 0; p < self->priority_count; p++) {
        const ds_target_fit *target = &self->targets[p];
        char name[32];
        if (target->flagged == 0)
            continue;
        (void)snprintf(name, sizeof name, "  target of P%d", (int)p + 1);
        (void)snprintf(text, sizeof text,
                       "%.4g h; %.1f %% breached, %.1f %% of flags wrong", target->hours,
                       100 * target->breached, 100 * target->wrong);
        put_line(out, name, DS_INFERRED, text);
    }
    if (self->unresolved > 0)
        fprintf(out,
                "\n%lld tickets (%.1f %%) have no resolution and are left out of times and "
                "ways.\n",
                (long long)self->unresolved,
                100.0 * (double)self->unresolved / (double)(self->last - self->first));
}

void ds_fit_report_write_untabled(const ds_calibration *self, FILE *out)
{
    if (!self->has_touch)
        put_inferred_work(self, out);
    put_rest(self, out);
}

void ds_fit_report_write(const ds_calibration *self, FILE *out)
{
    fprintf(out, "Calibration on %lld tickets, %d days\n",
            (long long)(self->last - self->first), (int)self->day_count);
    put_arrivals(self, out);
    put_staff(self, out);
    put_key(out);
    if (self->has_touch)
        put_measured_work(self, out);
    ds_fit_report_write_untabled(self, out);
}
