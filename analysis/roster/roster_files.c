/* Rosters as CSV. */
#include "analysis/results/csv_text.h"
#include "analysis/roster/roster.h"

enum { DAY_MINUTES = 24 * 60, QUARTER = 15 / DS_ROSTER_STEP };

static const char *const day_names[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};

int32_t ds_roster_monday(const ds_roster *self)
{
    int32_t day = ds_zone_day(&self->desk->zone, 0);
    return day + (7 - ds_day_weekday(day)) % 7;
}

ds_roster_duty ds_roster_duty_of(const ds_roster *self, const ds_roster_shift *shift,
                                 int32_t week, int32_t weekday)
{
    int32_t day = ds_roster_monday(self) + 7 * week + weekday;
    int64_t from = (int64_t)day * DAY_MINUTES + shift->from_minute;
    int64_t rest = from + shift->break_after;
    return (ds_roster_duty){.day = day,
                            .from = from,
                            .to = from + shift->minutes,
                            .break_from = rest,
                            .break_to = rest + shift->break_minutes};
}

static void put_time(FILE *out, int64_t minute)
{
    int day_minute = (int)(minute % DAY_MINUTES);
    fprintf(out, ",%02d:%02d", day_minute / 60, day_minute % 60);
}

static void put_duty(const ds_roster *self, const ds_roster_plan *plan, int32_t agent,
                     int32_t week, int32_t weekday, FILE *out)
{
    const ds_roster_tour *tour = ds_roster_tour_of(plan, agent, week);
    const ds_roster_shift *shift = &self->rules.shifts[tour->shift];
    ds_roster_duty duty = ds_roster_duty_of(self, shift, week, weekday);
    ds_date date = ds_date_from_day(duty.day);
    ds_csv_text(out, plan->demand.name);
    (void)fputc(',', out);
    ds_csv_text(out, plan->agents[agent].name);
    (void)fputc(',', out);
    ds_csv_text(out, self->rules.contracts[tour->contract].name);
    (void)fputc(',', out);
    ds_csv_text(out, shift->name);
    fprintf(out, ",%d,%04d-%02d-%02d,%s", (int)week + 1, (int)date.year, (int)date.month,
            (int)date.day, day_names[weekday]);
    put_time(out, duty.from);
    put_time(out, duty.to);
    if (shift->break_minutes > 0) {
        put_time(out, duty.break_from);
        put_time(out, duty.break_to);
    } else {
        fputs(",,", out);
    }
    (void)fputc(',', out);
    ds_csv_number(out, ds_roster_paid(shift) / 60.0);
    (void)fputc('\n', out);
}

void ds_roster_csv(const ds_roster *self, FILE *out)
{
    fputs("group,agent,contract,shift,week,date,day,start,end,break_start,break_end,"
          "paid_h\n",
          out);
    for (int32_t i = 0; i < self->count; i++)
        for (int32_t a = 0; a < self->plans[i]->agent_count; a++)
            for (int32_t week = 0; week < self->weeks; week++)
                for (int32_t day = 0; day < 7; day++)
                    if (ds_roster_tour_of(self->plans[i], a, week)->days >> day & 1)
                        put_duty(self, self->plans[i], a, week, day, out);
}

void ds_roster_coverage_csv(const ds_roster *self, FILE *out)
{
    fputs("group,interval_start,required,rostered\n", out);
    for (int32_t i = 0; i < self->count; i++) {
        const ds_roster_plan *plan = self->plans[i];
        for (int32_t slot = 0; slot < DS_ROSTER_SLOTS; slot += QUARTER) {
            int32_t required = 0;
            int32_t rostered = INT32_MAX;
            char when[16];
            for (int32_t s = slot; s < slot + QUARTER; s++) {
                required = plan->demand.required[s] > required ? plan->demand.required[s]
                                                               : required;
                rostered = plan->staffed[s] < rostered ? plan->staffed[s] : rostered;
            }
            if (required == 0 && rostered == 0)
                continue;
            ds_roster_slot_text(slot, when, sizeof when);
            ds_csv_text(out, plan->demand.name);
            fprintf(out, ",%s,%d,%d\n", when, (int)required, (int)rostered);
        }
    }
}
