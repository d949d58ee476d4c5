#include "model/goals.h"

#include "model/state.h"

static int32_t month_of(const ds_desk *desk, ds_ticks instant)
{
    ds_date date = ds_date_from_day(ds_zone_day(&desk->zone, instant));
    return date.year * 12 + date.month - 1;
}

static int32_t first_month(const ds_desk *desk)
{
    return month_of(desk, desk->warm_up);
}

static int32_t month_count(const ds_desk *desk)
{
    return month_of(desk, desk->horizon - 1) - first_month(desk) + 1;
}

/* The place of an SLA's goal for a priority among all goals; DS_NO_ID: it has none. Asked
 * for one past the last SLA, the number of goals. */
static int32_t goal_place(const ds_desk *desk, int32_t sla, int32_t priority)
{
    int32_t place = 0;
    for (int32_t s = 0; s < desk->sla_count; s++)
        for (int32_t p = 0; p < desk->priority_count; p++) {
            if (s == sla && p == priority)
                return desk->slas[s].goal[p] > 0 ? place : DS_NO_ID;
            place += desk->slas[s].goal[p] > 0;
        }
    return place;
}

int32_t ds_goals_rows(const ds_desk *desk)
{
    int32_t goals = goal_place(desk, desk->sla_count, 0);
    return goals > 0 ? goals * month_count(desk) : 0;
}

void ds_goals_prepare(const ds_desk *desk, ds_goal_tally *rows)
{
    int32_t months = month_count(desk);
    int32_t from = first_month(desk);
    for (int32_t s = 0; s < desk->sla_count; s++)
        for (int32_t p = 0; p < desk->priority_count; p++) {
            int32_t place = goal_place(desk, s, p);
            for (int32_t m = 0; place != DS_NO_ID && m < months; m++)
                rows[place * months + m] =
                    (ds_goal_tally){.sla = s, .priority = p, .month = from + m};
        }
}

void ds_goals_count(ds_replication *state, int32_t row, const ds_sla_clock *clock)
{
    const ds_desk *desk = state->desk;
    const ds_ticket *ticket = ds_ticket_at(state, row);
    bool is_breached = ds_sla_clock_breached(clock, state->now);
    if (clock->state != DS_SLA_STOPPED && !is_breached)
        return;
    ds_ticks when = desk->counts_by_resolution ? ticket->resolved_at : ticket->arrived_at;
    int32_t month = month_of(desk, when) - first_month(desk);
    int32_t place = goal_place(desk, ticket->sla, ticket->priority);
    ds_goal_tally *goal = &state->flow.tally.goals[place * month_count(desk) + month];
    goal->decided++;
    goal->met += !is_breached;
}
