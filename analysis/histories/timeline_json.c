#include "analysis/histories/desk_words.h"
#include "analysis/histories/timeline_output.h"

#include <stdlib.h>

/* Instants are UTC; lengths are hours; a name is null where there is none. */

static json_t *instant(const ds_desk *desk, ds_ticks at, bool is_there)
{
    char text[DS_WORDS_SIZE];
    return is_there ? json_string(ds_words_utc(desk, at, text)) : json_null();
}

static json_t *hours(ds_ticks length)
{
    return json_real(ds_hours(length));
}

static json_t *ticket_id(uint64_t number)
{
    char text[DS_WORDS_SIZE];
    return json_string(ds_words_ticket(number, text));
}

static json_t *group_name(const ds_desk *desk, int32_t group)
{
    return group != DS_NO_ID ? json_string(desk->groups[group].name) : json_null();
}

static json_t *agent_name(int32_t agent)
{
    char text[DS_WORDS_SIZE];
    return agent != DS_NO_ID ? json_string(ds_words_agent(agent, text)) : json_null();
}

static json_t *reason_name(int32_t reason)
{
    return reason != DS_NO_ID ? json_string(ds_words_reason(reason)) : json_null();
}

static json_t *vendor_name(const ds_desk *desk, int32_t contract)
{
    return contract != DS_NO_ID ? json_string(desk->contracts[contract].name) : json_null();
}

static const char *clock_word(uint8_t state)
{
    static const char *const words[] = {"none", "running", "paused", "stopped",
                                        "cancelled"};
    return words[state];
}

/* Sets a member; a member that could not be made, or set, is counted as a failure. */
static void set(json_t *object, const char *key, json_t *value, bool *has_failed)
{
    *has_failed |= json_object_set_new(object, key, value) != 0;
}

static void append(json_t *array, json_t *value, bool *has_failed)
{
    *has_failed |= json_array_append_new(array, value) != 0;
}

static json_t *step_json(const ds_explanation *about, const ds_step *step, bool *has_failed)
{
    const ds_desk *desk = about->timeline->desk;
    char text[512];
    char local[DS_WORDS_SIZE];
    bool has_goal = step->clock != DS_SLA_NONE && step->goal < DS_NEVER;
    json_t *one = json_object();
    ds_step_text(desk, about->timeline, step, text, sizeof text);
    set(one, "what", json_string(ds_step_word(step->kind)), has_failed);
    set(one, "at", instant(desk, step->at, true), has_failed);
    set(one, "local", json_string(ds_words_local(desk, step->at, local)), has_failed);
    set(one, "until", instant(desk, step->to, ds_step_lasts(step->kind)), has_failed);
    set(one, "hours", hours(step->to - step->at), has_failed);
    set(one, "text", json_string(text), has_failed);
    set(one, "group", group_name(desk, step->group), has_failed);
    set(one, "from_group", group_name(desk, step->from_group), has_failed);
    set(one, "agent", agent_name(step->agent), has_failed);
    set(one, "reason", reason_name(step->reason), has_failed);
    set(one, "vendor", vendor_name(desk, step->contract), has_failed);
    set(one, "gives_way_to", step->other > 0 ? ticket_id(step->other) : json_null(),
        has_failed);
    set(one, "clock", json_string(clock_word(step->clock)), has_failed);
    set(one, "sla_used_h", step->clock != DS_SLA_NONE ? hours(step->used) : json_null(),
        has_failed);
    set(one, "sla_goal_h", has_goal ? hours(step->goal) : json_null(), has_failed);
    set(one, "breached", json_boolean(step->is_late), has_failed);
    return one;
}

static json_t *account_json(const ds_desk *desk, const ds_account *account,
                            bool *has_failed)
{
    json_t *one = json_object();
    set(one, "group", group_name(desk, account->group), has_failed);
    set(one, "reason", reason_name(account->reason), has_failed);
    set(one, "vendor", vendor_name(desk, account->contract), has_failed);
    set(one, "wait_h", hours(account->time[DS_USE_WAIT]), has_failed);
    set(one, "closed_h", hours(account->time[DS_USE_CLOSED]), has_failed);
    set(one, "work_h", hours(account->time[DS_USE_WORK]), has_failed);
    set(one, "hold_h", hours(account->time[DS_USE_HOLD]), has_failed);
    set(one, "all_h", hours(account->all_time), has_failed);
    set(one, "sla_wait_h", hours(account->used[DS_USE_WAIT]), has_failed);
    set(one, "sla_closed_h", hours(account->used[DS_USE_CLOSED]), has_failed);
    set(one, "sla_work_h", hours(account->used[DS_USE_WORK]), has_failed);
    set(one, "sla_hold_h", hours(account->used[DS_USE_HOLD]), has_failed);
    set(one, "sla_all_h", hours(account->all_used), has_failed);
    return one;
}

static json_t *rival_json(const ds_desk *desk, const ds_rival *rival, bool *has_failed)
{
    json_t *one = json_object();
    set(one, "ticket", ticket_id(rival->number), has_failed);
    set(one, "priority", json_string(desk->priority_names[rival->priority]), has_failed);
    set(one, "was_in_work", json_boolean(rival->was_in_work), has_failed);
    set(one, "came_at", instant(desk, rival->queued_at, true), has_failed);
    set(one, "occupied_h", hours(rival->occupied), has_failed);
    return one;
}

static json_t *wait_json(const ds_desk *desk, const ds_visit_wait *wait, bool *has_failed)
{
    json_t *one = json_object();
    json_t *rivals = json_array();
    set(one, "group", group_name(desk, wait->group), has_failed);
    set(one, "visit", json_integer((json_int_t)wait->visit), has_failed);
    set(one, "from", instant(desk, wait->from, true), has_failed);
    set(one, "hours", hours(wait->wait), has_failed);
    set(one, "closed_h", hours(wait->closed), has_failed);
    set(one, "in_work", json_integer(wait->in_work), has_failed);
    set(one, "served_first", json_integer(wait->served), has_failed);
    set(one, "of_higher_priority", json_integer(wait->higher), has_failed);
    set(one, "came_later", json_integer(wait->overtakers), has_failed);
    for (int32_t i = 0; i < wait->rival_count; i++)
        append(rivals, rival_json(desk, &wait->rivals[i], has_failed), has_failed);
    set(one, "tickets", rivals, has_failed);
    return one;
}

static json_t *verdict_json(const ds_explanation *about, bool *has_failed)
{
    const ds_desk *desk = about->timeline->desk;
    const ds_verdict *verdict = &about->verdict;
    bool has_due = verdict->lives > 0 && verdict->due < DS_NEVER;
    bool has_goal = verdict->lives > 0 && verdict->goal < DS_NEVER;
    bool is_resolved = verdict->resolved_at >= 0;
    bool has_response_due =
        verdict->response != DS_OUTCOME_NONE && verdict->response_due < DS_NEVER;
    json_t *one = json_object();
    set(one, "resolution", json_string(ds_outcome_word(verdict->resolution)), has_failed);
    set(one, "due", instant(desk, verdict->due, has_due), has_failed);
    set(one, "resolved_at", instant(desk, verdict->resolved_at, is_resolved), has_failed);
    set(one, "late_h",
        has_due && is_resolved ? hours(verdict->resolved_at - verdict->due) : json_null(),
        has_failed);
    set(one, "sla_used_h", verdict->lives > 0 ? hours(verdict->used) : json_null(),
        has_failed);
    set(one, "sla_goal_h", has_goal ? hours(verdict->goal) : json_null(), has_failed);
    set(one, "clock", json_integer(verdict->life + 1), has_failed);
    set(one, "clocks", json_integer(verdict->lives), has_failed);
    set(one, "response", json_string(ds_outcome_word(verdict->response)), has_failed);
    set(one, "response_due", instant(desk, verdict->response_due, has_response_due),
        has_failed);
    set(one, "responded_at",
        instant(desk, verdict->responded_at, verdict->responded_at >= 0), has_failed);
    return one;
}

static void set_facts(json_t *one, const ds_explanation *about, bool *has_failed)
{
    const ds_desk *desk = about->timeline->desk;
    const ds_ticket *ticket = &about->timeline->ticket;
    set(one, "ticket", ticket_id(ticket->number), has_failed);
    set(one, "type", json_string(ds_words_type(ticket->type)), has_failed);
    set(one, "category", json_string(desk->categories[ticket->category].name), has_failed);
    set(one, "priority", json_string(desk->priority_names[ticket->priority]), has_failed);
    set(one, "channel",
        ticket->channel != DS_NO_ID ? json_string(desk->channel_names[ticket->channel])
                                    : json_null(),
        has_failed);
    set(one, "sla",
        ticket->sla != DS_NO_ID ? json_string(desk->slas[ticket->sla].name) : json_null(),
        has_failed);
    set(one, "arrived_at", instant(desk, ticket->arrived_at, true), has_failed);
    set(one, "in_window", json_boolean(ticket->is_cohort), has_failed);
}

static void set_lists(json_t *one, const ds_explanation *about, bool *has_failed)
{
    const ds_desk *desk = about->timeline->desk;
    json_t *steps = json_array();
    json_t *accounts = json_array();
    json_t *waits = json_array();
    for (int32_t i = 0; i < about->steps.count; i++)
        append(steps, step_json(about, &about->steps.list[i], has_failed), has_failed);
    for (int32_t i = 0; i < about->accounts.count; i++)
        append(accounts, account_json(desk, &about->accounts.list[i], has_failed),
               has_failed);
    for (int32_t i = 0; i < about->waits.count; i++)
        append(waits, wait_json(desk, &about->waits.list[i], has_failed), has_failed);
    set(one, "timeline", steps, has_failed);
    set(one, "time_by", accounts, has_failed);
    set(one, "resolved_h", hours(about->accounts.resolved_time), has_failed);
    set(one, "waits", waits, has_failed);
}

static json_t *whole(json_t *one, bool has_failed)
{
    if (!has_failed)
        return one;
    json_decref(one);
    return NULL;
}

json_t *ds_explanation_json(const ds_explanation *explanation)
{
    bool has_failed = false;
    char *text = ds_verdict_text(explanation);
    json_t *one = json_object();
    set_facts(one, explanation, &has_failed);
    set(one, "summary", text ? json_string(text) : NULL, &has_failed);
    set(one, "verdict", verdict_json(explanation, &has_failed), &has_failed);
    set_lists(one, explanation, &has_failed);
    free(text);
    return whole(one, has_failed);
}

json_t *ds_found_json(const ds_desk *desk, const ds_found_tickets *found)
{
    bool has_failed = false;
    json_t *list = json_array();
    for (int32_t i = 0; i < found->count; i++) {
        const ds_found_ticket *from = &found->list[i];
        json_t *one = json_object();
        bool is_late = from->due < DS_NEVER;
        set(one, "ticket", ticket_id(from->number), &has_failed);
        set(one, "priority", json_string(desk->priority_names[from->priority]),
            &has_failed);
        set(one, "type", json_string(ds_words_type(from->type)), &has_failed);
        set(one, "category", json_string(desk->categories[from->category].name),
            &has_failed);
        set(one, "arrived_at", instant(desk, from->arrived_at, true), &has_failed);
        set(one, "responded_at", instant(desk, from->responded_at, from->responded_at >= 0),
            &has_failed);
        set(one, "resolved_at", instant(desk, from->resolved_at, from->resolved_at >= 0),
            &has_failed);
        set(one, "resolution_h", hours(from->end - from->arrived_at), &has_failed);
        set(one, "late_h", is_late ? hours(from->end - from->due) : json_null(),
            &has_failed);
        set(one, "response_breached", json_boolean(from->has_breached_response),
            &has_failed);
        set(one, "resolution_breached", json_boolean(from->has_breached_resolution),
            &has_failed);
        append(list, one, &has_failed);
    }
    return whole(list, has_failed);
}
