#include "scenarios/ticket_history.h"

#include "model/replication.h"
#include "scenarios/ticket_writer.h"

#include <stdlib.h>
#include <string.h>

/* What is kept of a ticket until all are written; 40 bytes and its touch times. */
typedef struct kept_ticket {
    uint64_t number; /* the order of arrival */
    ds_ticks arrived_at;
    ds_ticks resolved_at; /* < 0: never */
    ds_ticks hold_time;
    int64_t touch; /* the first of its touch times in the history's table */
    int32_t category;
    int32_t agent; /* ordinal over the whole desk, or DS_NO_ID */
    int32_t first_group;
    uint32_t reassignments;
    uint32_t reopenings;
    int16_t channel;
    uint8_t type;
    uint8_t impact;
    uint8_t urgency;
    uint8_t priority;
    int8_t sla_met; /* ds_sla_met */
} kept_ticket;

/* What is gathered of an open ticket, by its row in the pool. */
typedef struct open_ticket {
    int32_t first_group;
    ds_ticks started_at;
} open_ticket;

typedef struct history {
    const ds_desk *desk;
    int32_t *first_agent; /* [group] the ordinal of its first agent */
    open_ticket *open;
    ds_ticks *open_touch; /* [row * groups + group] */
    int32_t open_capacity;
    kept_ticket *kept;
    int64_t count;
    int64_t capacity;
    ds_ticks *touch; /* [count * groups] */
    bool is_out_of_memory;
} history;

/* Growing. */

static bool grow_open(history *all, int32_t row)
{
    int32_t capacity = all->open_capacity ? all->open_capacity : 256;
    while (capacity <= row)
        capacity *= 2;
    size_t groups = (size_t)all->desk->group_count;
    open_ticket *open = realloc(all->open, (size_t)capacity * sizeof *open);
    if (open)
        all->open = open;
    ds_ticks *touch = realloc(all->open_touch, (size_t)capacity * groups * sizeof *touch);
    if (touch)
        all->open_touch = touch;
    if (!open || !touch)
        return false;
    all->open_capacity = capacity;
    return true;
}

static bool grow_kept(history *all)
{
    int64_t capacity = all->capacity ? 2 * all->capacity : 1024;
    size_t groups = (size_t)all->desk->group_count;
    kept_ticket *kept = realloc(all->kept, (size_t)capacity * sizeof *kept);
    if (kept)
        all->kept = kept;
    ds_ticks *touch = realloc(all->touch, (size_t)capacity * groups * sizeof *touch);
    if (touch)
        all->touch = touch;
    if (!kept || !touch)
        return false;
    all->capacity = capacity;
    return true;
}

/* Observing. */

static ds_ticks *touch_of(history *all, int32_t row)
{
    return &all->open_touch[(size_t)row * (size_t)all->desk->group_count];
}

static void begin(history *all, int32_t row)
{
    if (row >= all->open_capacity && !grow_open(all, row)) {
        all->is_out_of_memory = true;
        return;
    }
    all->open[row] = (open_ticket){.first_group = DS_NO_ID};
    memset(touch_of(all, row), 0, (size_t)all->desk->group_count * sizeof(ds_ticks));
}

static int8_t sla_verdict(const ds_ticket_clocks *clocks, ds_ticks now)
{
    if (!clocks || clocks->resolution.state == DS_SLA_NONE)
        return DS_SLA_UNKNOWN;
    if (ds_sla_clock_breached(&clocks->resolution, now))
        return DS_SLA_BREACHED;
    return clocks->resolution.state == DS_SLA_STOPPED ? DS_SLA_MET : DS_SLA_UNKNOWN;
}

static void keep(history *all, const ds_replication *replication, int32_t row, ds_ticks now)
{
    const ds_ticket *ticket = ds_replication_ticket(replication, row);
    if (!ticket->is_cohort)
        return;
    if (all->count == all->capacity && !grow_kept(all)) {
        all->is_out_of_memory = true;
        return;
    }
    size_t groups = (size_t)all->desk->group_count;
    int64_t place = all->count * (int64_t)groups;
    bool is_resolved = ticket->resolved_at >= 0 && ticket->state == DS_TICKET_SOLVED;
    for (size_t g = 0; g < groups; g++) {
        ds_ticks touch = touch_of(all, row)[g];
        all->touch[place + (int64_t)g] = touch > 0 ? touch : DS_NO_SPAN;
    }
    all->kept[all->count++] =
        (kept_ticket){.number = ticket->number,
                      .arrived_at = ticket->arrived_at,
                      .resolved_at = is_resolved ? ticket->resolved_at : -1,
                      .hold_time = ticket->hold_time,
                      .touch = place,
                      .category = ticket->category,
                      .agent = is_resolved && ticket->agent != DS_NO_ID
                                   ? all->first_agent[ticket->group] + ticket->agent
                                   : DS_NO_ID,
                      .first_group = all->open[row].first_group,
                      .reassignments = ticket->reassignments,
                      .reopenings = ticket->reopenings,
                      .channel = ticket->channel,
                      .type = ticket->type,
                      .impact = ticket->impact,
                      .urgency = ticket->urgency,
                      .priority = ticket->priority,
                      .sla_met = sla_verdict(ds_replication_clocks(replication, row), now)};
}

static void observe(void *context, const ds_replication *replication,
                    ds_happening happening, int32_t row, ds_ticks now)
{
    history *all = context;
    if (all->is_out_of_memory)
        return;
    const ds_ticket *ticket = ds_replication_ticket(replication, row);
    switch (happening) {
    case DS_TICKET_ARRIVED:
        begin(all, row);
        break;
    case DS_TICKET_QUEUED:
    case DS_TICKET_STARTED:
        if (all->open[row].first_group == DS_NO_ID)
            all->open[row].first_group = ticket->group;
        all->open[row].started_at = now;
        break;
    case DS_TICKET_STOPPED:
    case DS_TICKET_WORKED:
        touch_of(all, row)[ticket->group] += now - all->open[row].started_at;
        break;
    case DS_TICKET_CLOSED:
    case DS_TICKET_CENSORED:
        keep(all, replication, row, now);
        break;
    case DS_TICKET_HELD:
    case DS_TICKET_UNHELD:
    case DS_TICKET_TIME_LIMIT:
    case DS_TICKET_MISROUTED:
    case DS_TICKET_REPRIORITISED:
    case DS_TICKET_RESOLVED:
    case DS_TICKET_REOPENED:
    case DS_TICKET_LEFT_LINE:
    case DS_TICKET_TAKEN_ON:
    case DS_TICKET_ABANDONED: /* leaves no record in an ITSM tool */
    case DS_HAPPENINGS:
        break;
    }
}

/* Writing. */

static int by_number(const void *a, const void *b)
{
    uint64_t left = ((const kept_ticket *)a)->number;
    uint64_t right = ((const kept_ticket *)b)->number;
    return (left > right) - (left < right);
}

static int64_t unix_us(const ds_desk *desk, ds_ticks instant)
{
    return desk->start_unix * 1000000 + instant;
}

static ds_status put(const history *all, ds_ticket_writer *writer, const kept_ticket *kept,
                     ds_error *err)
{
    const ds_desk *desk = all->desk;
    char id[32];
    char agent[16] = "";
    ds_ticket_record record = ds_ticket_record_none();
    (void)snprintf(id, sizeof id, "T%07llu", (unsigned long long)kept->number);
    if (kept->agent != DS_NO_ID)
        (void)snprintf(agent, sizeof agent, "A%d", (int)kept->agent + 1);
    bool has_levels = kept->impact != DS_UNKNOWN_LEVEL;
    record.id = id;
    record.opened_us = unix_us(desk, kept->arrived_at);
    record.type = kept->type;
    record.category = desk->categories[kept->category].name;
    record.impact = has_levels ? desk->impact_names[kept->impact] : "";
    record.urgency = has_levels ? desk->urgency_names[kept->urgency] : "";
    record.priority = desk->priority_names[kept->priority];
    record.group =
        kept->first_group != DS_NO_ID ? desk->groups[kept->first_group].name : "";
    record.channel = kept->channel != DS_NO_ID ? desk->channel_names[kept->channel] : "";
    record.agent = agent;
    if (kept->resolved_at >= 0) {
        record.resolved_us = unix_us(desk, kept->resolved_at);
        record.closed_us = record.resolved_us + desk->auto_close;
    }
    record.reassignments = (int32_t)kept->reassignments;
    record.reopens = (int32_t)kept->reopenings;
    record.hold_us = kept->hold_time;
    record.sla_met = (ds_sla_met)kept->sla_met;
    record.touch_count = writer->touch_count;
    record.touch_us = &all->touch[kept->touch];
    return ds_ticket_writer_put(writer, &record, err);
}

static ds_status write_all(history *all, FILE *file, const char *name, ds_error *err)
{
    const ds_desk *desk = all->desk;
    ds_ticket_writer writer;
    const char **groups = calloc((size_t)desk->group_count + 1, sizeof *groups);
    if (!groups)
        return ds_error_no_memory(err);
    for (int32_t g = 0; g < desk->group_count; g++)
        groups[g] = desk->groups[g].name;
    qsort(all->kept, (size_t)all->count, sizeof *all->kept, by_number);
    ds_status status =
        ds_ticket_writer_begin(&writer, file, name, groups, desk->group_count, err);
    for (int64_t i = 0; status == DS_OK && i < all->count; i++)
        status = put(all, &writer, &all->kept[i], err);
    if (status == DS_OK)
        status = ds_ticket_writer_end(&writer, err);
    free(groups);
    return status;
}

/* Running. */

static ds_status number_agents(history *all, ds_error *err)
{
    int64_t next = 0;
    all->first_agent = calloc((size_t)all->desk->group_count + 1, sizeof *all->first_agent);
    if (!all->first_agent)
        return ds_error_no_memory(err);
    for (int32_t g = 0; g < all->desk->group_count; g++) {
        all->first_agent[g] = (int32_t)next;
        if (all->desk->groups[g].agents != DS_UNLIMITED_AGENTS)
            next += all->desk->groups[g].agents;
    }
    return DS_OK;
}

static ds_status simulate(history *all, const ds_history_options *options, ds_error *err)
{
    ds_tally tally = {0};
    ds_replication *replication = ds_replication_new(all->desk, err);
    if (!replication)
        return DS_NO_MEMORY;
    ds_replication_observe(replication, observe, all);
    ds_status status = ds_replication_run(replication, options->seed, options->replication,
                                          options->stop, &tally, err);
    ds_replication_delete(replication);
    if (status == DS_OK)
        ds_tally_free(&tally);
    if (status == DS_OK && all->is_out_of_memory)
        status = ds_error_no_memory(err);
    return status;
}

ds_status ds_ticket_history_write(const ds_desk *desk, const ds_history_options *options,
                                  FILE *file, const char *name, int64_t *count_out,
                                  ds_error *err)
{
    history all = {.desk = desk};
    ds_status status = number_agents(&all, err);
    if (status == DS_OK)
        status = simulate(&all, options, err);
    if (status == DS_OK)
        status = write_all(&all, file, name, err);
    *count_out = all.count;
    free(all.first_agent);
    free(all.open);
    free(all.open_touch);
    free(all.kept);
    free(all.touch);
    return status;
}
