/* Who works where and when, from who resolved what.
 *
 * An agent is at home in the group of whose tickets the agent resolves most: known from
 * the touch times of the tickets, or else from tickets that never changed their group. A
 * group's hours are those in which its agents resolve; its head count is the number of its
 * agents, or of those present on a working day where far fewer are.
 */
#include "analysis/calibration/calibration.h"

#include "sim/clock.h"

#include <stdlib.h>

enum { LEAST_RESOLVED = 60, LEAST_TICKETS_PER_DAY = 3 };
static const double open_share = 0.2;     /* of the busy hours' rate: an hour is open */
static const double present_share = 0.75; /* fewer present: head count by presence */

/* [agent][group]: tickets that tell where the agent is at home. */
typedef struct signs {
    int32_t *count;
    int64_t *all;       /* [agent] */
    double *group_rate; /* [group] share of all tickets */
} signs;

static void note_path(const ds_calibration *self, int64_t i, signs *of)
{
    const ds_ticket_table *table = self->table;
    bool seen[DS_MOST_FIT_GROUPS] = {false};
    int32_t agent = table->list[i].agent;
    for (int32_t c = 0; c < table->touch_count; c++) {
        int32_t group = self->group_row[table->touch_group[c]];
        if (!(ds_ticket_touch(table, i, c) > 0) || seen[group])
            continue;
        seen[group] = true;
        of->group_rate[group]++;
        if (agent != DS_NO_ID)
            of->count[(int64_t)agent * self->group_count + group]++;
    }
    if (agent != DS_NO_ID)
        of->all[agent]++;
}

/* Who does or resolves what is somewhere is at home there. */
static void note_events(const ds_calibration *self, int64_t i, signs *of)
{
    const ds_ticket_events *events = self->events;
    for (int64_t k = events->first[i]; k < events->first[i + 1]; k++) {
        const ds_past_event *event = &events->list[k];
        if (event->agent == DS_NO_ID || event->group == DS_NO_ID)
            continue;
        of->count[(int64_t)event->agent * self->group_count +
                  self->group_row[event->group]]++;
        of->all[event->agent]++;
    }
}

static void note_first(const ds_calibration *self, int64_t i, signs *of)
{
    const ds_past_ticket *ticket = &self->table->list[i];
    int32_t group = ds_fit_first_group(self, ticket);
    if (ticket->agent == DS_NO_ID || group == DS_NO_ID || ticket->reassignments > 0)
        return;
    of->count[(int64_t)ticket->agent * self->group_count + group]++;
    of->all[ticket->agent]++;
}

/* The group that the agent's tickets have more often than other tickets do, among those
 * that nearly all of them have. */
static int16_t home_of(const ds_calibration *self, const signs *of, int32_t agent,
                       double tickets)
{
    int32_t most = 0;
    int16_t home = DS_NO_ID;
    double best = -1;
    const int32_t *row = &of->count[(int64_t)agent * self->group_count];
    for (int32_t g = 0; g < self->group_count; g++)
        most = row[g] > most ? row[g] : most;
    if (most == 0)
        return DS_NO_ID;
    for (int32_t g = 0; g < self->group_count; g++) {
        double lift = (double)row[g];
        if (self->has_path && !self->events)
            lift = row[g] >= 0.9 * most ? row[g] / (of->group_rate[g] / tickets) : 0;
        if (row[g] > 0 && lift > best) {
            best = lift;
            home = (int16_t)g;
        }
    }
    return home;
}

static ds_status find_homes(ds_calibration *self, ds_error *err)
{
    size_t agents = (size_t)self->table->agents.count;
    size_t groups = (size_t)self->group_count;
    signs of = {.count = calloc(agents * groups + 1, sizeof(int32_t)),
                .all = calloc(agents + 1, sizeof(int64_t)),
                .group_rate = calloc(groups + 1, sizeof(double))};
    self->agent_home = calloc(agents + 1, sizeof *self->agent_home);
    bool is_short = !of.count || !of.all || !of.group_rate || !self->agent_home;
    for (int64_t i = self->first; !is_short && i < self->last; i++) {
        if (self->events)
            note_events(self, i, &of);
        else if (self->has_path)
            note_path(self, i, &of);
        else
            note_first(self, i, &of);
    }
    int16_t rest =
        (int16_t)(self->groups[self->group_count - 1].is_rest ? self->group_count - 1
                                                              : DS_NO_ID);
    for (size_t a = 0; !is_short && a < agents; a++) {
        self->agent_home[a] =
            home_of(self, &of, (int32_t)a, (double)(self->last - self->first));
        if (self->agent_home[a] == DS_NO_ID)
            self->agent_home[a] = rest;
    }
    free(of.count);
    free(of.all);
    free(of.group_rate);
    return is_short ? ds_error_no_memory(err) : DS_OK;
}

/* Hours. */

static void mark_open(const double rate[DS_HOURS_OF_WEEK], bool is_open[DS_HOURS_OF_WEEK])
{
    double day[3][24] = {{0}}; /* working days, Saturday, Sunday */
    double busy = 0;
    for (int32_t h = 0; h < DS_HOURS_OF_WEEK; h++) {
        int32_t kind = h / 24 < 5 ? 0 : h / 24 - 4;
        day[kind][h % 24] += rate[h] / (kind == 0 ? 5 : 1);
    }
    for (int32_t k = 0; k < 8; k++) { /* the mean of the eight busiest hours */
        double most = -1;
        int32_t at = 0;
        static const int32_t none = -1;
        double used[24];
        for (int32_t h = 0; h < 24; h++)
            used[h] = day[0][h];
        for (int32_t j = 0; j <= k; j++) {
            most = -1;
            at = none;
            for (int32_t h = 0; h < 24; h++)
                if (used[h] > most) {
                    most = used[h];
                    at = h;
                }
            used[at] = -1;
        }
        busy += most / 8;
    }
    for (int32_t h = 0; h < DS_HOURS_OF_WEEK; h++) {
        int32_t kind = h / 24 < 5 ? 0 : h / 24 - 4;
        const double *of = day[kind];
        int32_t hour = h % 24;
        bool is_gap = hour > 0 && hour < 23 && of[hour - 1] >= open_share * busy &&
                      of[hour + 1] >= open_share * busy;
        is_open[h] = of[hour] >= open_share * busy || is_gap;
    }
}

/* Whether the first and the last open hour of working days are half hours: hardly anything
 * happens in the other half. `halves` are resolutions by half hour of working days. */
static void mark_halves(ds_group_fit *group, const double halves[48])
{
    int32_t first = -1;
    int32_t last = -1;
    for (int32_t hour = 0; hour < 24; hour++)
        if (group->is_open[hour]) {
            first = first < 0 ? hour : first;
            last = hour;
        }
    if (first < 0 || last - first > 22)
        return;
    group->opens_at_half = halves[2 * first] < open_share * halves[2 * first + 1];
    group->closes_at_half = halves[2 * last + 1] < open_share * halves[2 * last];
}

static void fit_hours(ds_calibration *self)
{
    double all[DS_HOURS_OF_WEEK] = {0};
    double rate[DS_MOST_FIT_GROUPS][DS_HOURS_OF_WEEK] = {{0}};
    double halves[DS_MOST_FIT_GROUPS + 1][48] = {{0}};
    for (int64_t i = self->first; i < self->last; i++) {
        const ds_past_ticket *ticket = &self->table->list[i];
        if (ticket->resolved_us == DS_NO_TIME)
            continue;
        int32_t hour =
            ds_zone_hour_of_week(&self->zone, ticket->resolved_us - self->from_us);
        int32_t home =
            ticket->agent == DS_NO_ID ? DS_NO_ID : self->agent_home[ticket->agent];
        ds_ticks local =
            ds_zone_to_local(&self->zone, ticket->resolved_us - self->from_us) % DS_DAY;
        if (hour < 120) {
            halves[self->group_count][local / (30 * DS_MINUTE)]++;
            if (home != DS_NO_ID)
                halves[home][local / (30 * DS_MINUTE)]++;
        }
        all[hour]++;
        if (home != DS_NO_ID) {
            rate[home][hour]++;
            self->groups[home].resolved++;
        }
    }
    for (int32_t g = 0; g < self->group_count; g++) {
        ds_group_fit *group = &self->groups[g];
        mark_open(group->resolved >= LEAST_RESOLVED ? rate[g] : all, group->is_open);
        mark_halves(group,
                    halves[group->resolved >= LEAST_RESOLVED ? g : self->group_count]);
        group->calendar = g;
        for (int32_t k = g - 1; k >= 0; k--) {
            bool is_same = self->groups[k].opens_at_half == group->opens_at_half &&
                           self->groups[k].closes_at_half == group->closes_at_half;
            for (int32_t h = 0; h < DS_HOURS_OF_WEEK; h++)
                is_same = is_same && self->groups[k].is_open[h] == group->is_open[h];
            if (is_same)
                group->calendar = k;
        }
    }
}

/* Heads. */

typedef struct presence {
    int32_t *tickets;  /* [agent] */
    int32_t *last_day; /* [agent] the day on which it was last counted, + 1 */
    double days;
    double heads[DS_MOST_FIT_GROUPS]; /* agent-days on working days */
    double work[DS_MOST_FIT_GROUPS];  /* tickets on working days */
} presence;

static bool is_working(const ds_calibration *self, int32_t day)
{
    for (int32_t i = 0; i < self->holiday_count; i++)
        if (self->holidays[i] == day)
            return false;
    return ds_day_weekday(day) < 5;
}

static void note_day(const ds_calibration *self, const ds_past_ticket *ticket, presence *of)
{
    int32_t home = self->agent_home[ticket->agent];
    int32_t day = ds_zone_day(&self->zone, ticket->resolved_us - self->from_us);
    of->tickets[ticket->agent]++;
    if (home == DS_NO_ID || !is_working(self, day) || day < self->first_day ||
        day >= self->first_day + self->day_count)
        return;
    of->work[home]++;
    /* resolutions do not come in order; a bit per agent and day would be exact, this
     * counts a day again only where resolutions of two days alternate */
    if (of->last_day[ticket->agent] != day + 1)
        of->heads[home]++;
    of->last_day[ticket->agent] = day + 1;
}

typedef struct resolved_at {
    int64_t at;
    int64_t row;
} resolved_at;

static int by_instant(const void *a, const void *b)
{
    int64_t left = ((const resolved_at *)a)->at;
    int64_t right = ((const resolved_at *)b)->at;
    return (left > right) - (left < right);
}

static ds_status count_presence(const ds_calibration *self, presence *of, ds_error *err)
{
    int64_t count = 0;
    resolved_at *list = malloc(((size_t)(self->last - self->first) + 1) * sizeof *list);
    if (!list)
        return ds_error_no_memory(err);
    for (int64_t i = self->first; i < self->last; i++) {
        const ds_past_ticket *ticket = &self->table->list[i];
        if (ticket->agent != DS_NO_ID && ticket->resolved_us != DS_NO_TIME)
            list[count++] = (resolved_at){ticket->resolved_us, i};
    }
    qsort(list, (size_t)count, sizeof *list, by_instant);
    for (int64_t i = 0; i < count; i++)
        note_day(self, &self->table->list[list[i].row], of);
    free(list);
    for (int32_t day = self->first_day; day < self->first_day + self->day_count; day++)
        of->days += is_working(self, day);
    return DS_OK;
}

/* Chao's estimate of how many were never seen: f1 (f1 − 1) ÷ 2 (f2 + 1). */
static void count_heads(ds_calibration *self, const presence *of, int32_t g)
{
    ds_group_fit *group = &self->groups[g];
    double seen = 0;
    double once = 0;
    double twice = 0;
    for (int32_t a = 0; a < self->table->agents.count; a++) {
        if (self->agent_home[a] != g || of->tickets[a] == 0)
            continue;
        seen++;
        once += of->tickets[a] == 1;
        twice += of->tickets[a] == 2;
    }
    double unseen = once * (once - 1) / (2 * (twice + 1));
    group->heads = (ds_fit_value){seen, seen, seen + unseen};
    group->per_day = of->days > 0 ? of->heads[g] / of->days : 0;
    double each = of->heads[g] > 0 ? of->work[g] / of->heads[g] : 0;
    bool by_presence = each >= LEAST_TICKETS_PER_DAY && group->per_day > 0 &&
                       group->per_day < present_share * seen;
    double heads = by_presence ? group->per_day : seen;
    group->agents = heads < 1 ? 1 : (int32_t)(heads + 0.5);
    group->agents_basis = seen > 0 ? DS_MEASURED : DS_ASSUMED;
}

/* Who is next. */

/* Correlation of the priority's rank with the logarithm of the time to resolution, of
 * tickets that neither moved nor waited for anybody outside; each category about its own
 * mean. Positive: the lower, the slower. Returns it times √n. */
static double priority_signal(const ds_calibration *self, int32_t group, double *r_out)
{
    double sum[DS_MOST_FIT_CATEGORIES][6] = {{0}};
    double xy = 0;
    double xx = 0;
    double yy = 0;
    double n = 0;
    for (int64_t i = self->first; i < self->last; i++) {
        const ds_past_ticket *ticket = &self->table->list[i];
        if (ticket->resolved_us == DS_NO_TIME || ticket->priority == 255 ||
            ticket->reassignments > 0 || ticket->hold_us > 0 || ticket->reopens > 0 ||
            (group != DS_NO_ID && ds_fit_first_group(self, ticket) != group))
            continue;
        double x = self->priority_rank[ticket->priority];
        double y = log(fmax((double)(ticket->resolved_us - ticket->opened_us), 3e7));
        double *to = sum[ds_fit_category(self, ticket)];
        to[0]++;
        to[1] += x;
        to[2] += y;
        to[3] += x * y;
        to[4] += x * x;
        to[5] += y * y;
    }
    for (int32_t c = 0; c < self->category_count; c++) {
        const double *of = sum[c];
        if (of[0] < 2)
            continue;
        n += of[0];
        xy += of[3] - of[1] * of[2] / of[0];
        xx += of[4] - of[1] * of[1] / of[0];
        yy += of[5] - of[2] * of[2] / of[0];
    }
    *r_out = xx > 0 && yy > 0 ? xy / sqrt(xx * yy) : 0;
    return *r_out * sqrt(n);
}

static void fit_disciplines(ds_calibration *self)
{
    double r;
    double all = priority_signal(self, DS_NO_ID, &r);
    bool usual = all > 4 && r > 0.03;
    for (int32_t g = 0; g < self->group_count; g++) {
        bool is_known = self->groups[g].first >= 300;
        double own = is_known ? priority_signal(self, g, &r) : 0;
        self->groups[g].by_priority = is_known ? own > 4 && r > 0.03 : usual;
    }
}

ds_status ds_fit_staff(ds_calibration *self, ds_error *err)
{
    ds_status status = find_homes(self, err);
    if (status != DS_OK)
        return status;
    fit_hours(self);
    fit_disciplines(self);
    size_t agents = (size_t)self->table->agents.count + 1;
    presence of = {.tickets = calloc(agents, sizeof(int32_t)),
                   .last_day = calloc(agents, sizeof(int32_t))};
    if (of.tickets && of.last_day)
        status = count_presence(self, &of, err);
    else
        status = ds_error_no_memory(err);
    for (int32_t g = 0; status == DS_OK && g < self->group_count; g++)
        count_heads(self, &of, g);
    free(of.tickets);
    free(of.last_day);
    return status;
}
