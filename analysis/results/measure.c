#include "analysis/results/measure.h"

#include "model/practices.h"

#include <stddef.h>
#include <string.h>

/* Where a measure is given. */
#define IN(dimension) (1u << DS_RESULT_##dimension)
#define OVERALL IN(OVERALL)
#define SLICES                                                                             \
    (IN(BY_PRIORITY) | IN(BY_INITIAL_PRIORITY) | IN(BY_TYPE) | IN(BY_CATEGORY) |           \
     IN(BY_SLA) | IN(BY_CHANNEL))
#define TICKETS (OVERALL | SLICES)
#define GROUPS IN(BY_GROUP)
#define CONTRACTS IN(BY_CONTRACT)
#define GOALS (IN(BY_SLA) | IN(BY_GOAL))
#define CHANCES IN(BY_CHANCE)

#define TO_HOURS (1.0 / (double)DS_HOUR)

/* Rows of the table by what they are; the sentence comes last. */
#define ROW(name_, unit_, kind_, source_, numerator_, denominator_, scale_, share_,        \
            dimensions_, completed_, sentence_)                                            \
    {                                                                                      \
        .name = name_, .unit = unit_, .sentence = sentence_, .kind = DS_MEASURE_##kind_,   \
        .source = DS_SOURCE_##source_, .numerator = numerator_,                            \
        .denominator = denominator_, .scale = scale_, .share = share_,                     \
        .dimensions = dimensions_, .completed = completed_                                 \
    }
/* Times and numbers per ticket: what the unresolved lack is missing in them. */
#define MEAN_TIME(name, sum, per, completed, sentence)                                     \
    ROW(name, "h", RATIO, SLICE, DS_SUM_##sum, DS_SUM_##per, TO_HOURS, 0, TICKETS,         \
        DS_SUM_##completed, sentence)
#define MEAN_NUMBER(name, unit, sum, sentence)                                             \
    ROW(name, unit, RATIO, SLICE, DS_SUM_##sum, DS_SUM_RESOLVED, 1, 0, TICKETS,            \
        DS_SUM_RESOLVED, sentence)
#define PERCENTILE(name, source, share, dimensions, sentence)                              \
    ROW(name, "h", PERCENTILE, source, 0, 0, TO_HOURS, share, dimensions, DS_NO_ID,        \
        sentence)
#define RATE(name, sum, per, sentence)                                                     \
    ROW(name, "share", RATE, SLICE, DS_SUM_##sum, DS_SUM_##per, 1, 0, TICKETS, DS_NO_ID,   \
        sentence)
#define COUNT(name, unit, sum, dimensions, sentence)                                       \
    ROW(name, unit, COUNT, SLICE, DS_SUM_##sum, 0, 1, 0, dimensions, DS_NO_ID, sentence)
#define FLOW(name, kind, sum, sentence)                                                    \
    ROW(name, "tickets", kind, FLOW, DS_FLOW_##sum, 0, 1, 0, OVERALL, DS_NO_ID, sentence)
#define GROUP(name, unit, kind, sum, per, scale, completed, sentence)                      \
    ROW(name, unit, kind, GROUP, DS_GROUP_##sum, DS_GROUP_##per, scale, 0, GROUPS,         \
        completed, sentence)
/* Of one practice: a ratio or a rate of its sums, or a number in the window. */
#define PRACTICE(name_, unit_, kind_, of, sum, per, scale_, sentence_)                     \
    {                                                                                      \
        .name = name_, .unit = unit_, .sentence = sentence_, .kind = DS_MEASURE_##kind_,   \
        .source = DS_SOURCE_PRACTICE, .numerator = DS_SUM_##sum,                           \
        .denominator = DS_SUM_##per, .scale = scale_, .dimensions = IN(PRACTICES),         \
        .practice = DS_PRACTICE_##of, .completed = DS_NO_ID                                \
    }
/* Of a live channel. */
#define LIVE(name, unit, kind, part, scale, sentence)                                      \
    ROW(name, unit, kind, LIVE, DS_LIVE_##part, 0, scale, 0, IN(BY_CHANNEL), DS_NO_ID,     \
        sentence)
/* Of tickets, given where a practice is on. */
#define TICKETS_WITH(of, name_, unit_, kind_, sum, per, sentence_)                         \
    {                                                                                      \
        .name = name_, .unit = unit_, .sentence = sentence_, .kind = DS_MEASURE_##kind_,   \
        .source = DS_SOURCE_SLICE, .numerator = DS_SUM_##sum, .denominator = DS_SUM_##per, \
        .scale = 1, .dimensions = TICKETS, .needs = 1 + DS_PRACTICE_##of,                  \
        .completed = DS_NO_ID                                                              \
    }
#define COST(name_, kind_, part, where, sentence_)                                         \
    {                                                                                      \
        .name = name_, .unit = "money", .sentence = sentence_, .kind = DS_MEASURE_##kind_, \
        .source = DS_SOURCE_COST, .numerator = DS_COST_##part, .scale = 1,                 \
        .dimensions = where, .practice = DS_PRACTICE_COSTS,                                \
        .needs = 1 + DS_PRACTICE_COSTS, .completed = DS_NO_ID                              \
    }
#define OTHER(name, unit, kind, source, sum, dimensions, sentence)                         \
    ROW(name, unit, kind, source, sum, 0, 1, 0, dimensions, DS_NO_ID, sentence)

static const ds_measure table[] = {
    FLOW("arrived", COUNT, ARRIVED, "tickets of all types that arrived in the window"),
    COUNT("arrived", "tickets", ARRIVED, SLICES, "tickets that arrived in the window"),
    FLOW("resolved", COUNT, RESOLVED, "tickets of all types resolved in the window"),
    COUNT("resolved", "tickets", RESOLVED_IN_WINDOW, SLICES,
          "tickets resolved in the window, whenever they arrived"),
    FLOW("backlog", AVERAGE, BACKLOG_AREA,
         "open tickets of all types, averaged over the window"),
    FLOW("backlog_end", COUNT, BACKLOG_END,
         "open tickets of all types at the end of the window"),
    FLOW("still_open", COUNT, STILL_OPEN,
         "tickets of all types from the window left open when the simulation ended"),
    COUNT("censored", "tickets", CENSORED, TICKETS,
          "tickets not resolved when the simulation ended"),
    COUNT("undecided", "tickets", UNDECIDED, TICKETS,
          "of them, those not past due, left out of the resolution breach rate"),

    MEAN_TIME("mttr_h", RESOLUTION, RESOLVED, RESOLVED,
              "mean time from arrival to last resolution, clock hours, holds included"),
    MEAN_TIME("time_to_first_resolution_h", FIRST_RESOLUTION, RESOLVED, RESOLVED,
              "mean time from arrival to first resolution, clock hours"),
    MEAN_TIME("mttr_business_h", BUSINESS, RESOLVED, RESOLVED,
              "mean time to last resolution in business hours of the ticket's SLA"),
    MEAN_TIME("sla_elapsed_h", SLA_ELAPSED, SLA_CLOCKED, RESOLVED,
              "mean business time less pauses on the resolution clock"),
    PERCENTILE("resolution_p50_h", SLICE, 0.50, TICKETS,
               "half of the tickets are resolved within"),
    PERCENTILE("resolution_p90_h", SLICE, 0.90, TICKETS,
               "90 % of the tickets are resolved within"),
    PERCENTILE("resolution_p95_h", SLICE, 0.95, TICKETS,
               "95 % of the tickets are resolved within"),
    MEAN_TIME("response_h", RESPONSE, RESPONDED, RESPONDED,
              "mean time from arrival to first work, clock hours"),
    RATE("response_breach_rate", RESPONSE_BREACHED, RESPONSE_DECIDED,
         "share of the tickets with a response target that broke it"),
    RATE("resolution_breach_rate", RESOLUTION_BREACHED, RESOLUTION_DECIDED,
         "share of the tickets with a resolution target that broke it"),
    COUNT("breaches_cancelled", "breaches", BREACHES_CANCELLED, TICKETS,
          "breaches on clocks that a change of priority cancelled; not in the rates"),
    COUNT("sla_warnings", "warnings", WARNINGS, TICKETS,
          "warning thresholds passed by resolution clocks"),
    COUNT("penalty", "money", PENALTY, TICKETS, "penalties for resolution breaches"),

    RATE("fcr_rate", FIRST_CONTACT, RESOLVED,
         "share resolved in the first visit at the first group, no hold, no reopening"),
    RATE("escalation_rate", ESCALATED, RESOLVED, "share moved up a tier at least once"),
    MEAN_NUMBER("reassignments", "changes", REASSIGNMENTS,
                "changes of group after the first, escalations included, per ticket"),
    RATE("reopen_rate", REOPENED, RESOLVED, "share reopened at least once"),
    MEAN_TIME("hold_h", HOLD, RESOLVED, RESOLVED, "time on hold, mean over all tickets"),
    MEAN_TIME("hold_h_if_held", HOLD, HELD, RESOLVED,
              "time on hold, mean over the tickets held"),
    MEAN_TIME("touch_h", TOUCH, RESOLVED, RESOLVED, "hands-on work per ticket"),
    MEAN_TIME("wait_total_h", WAIT, RESOLVED, RESOLVED,
              "time in queues per ticket, clock hours"),
    MEAN_NUMBER("visits_per_ticket", "visits", VISITS, "stays at groups per ticket"),
    RATE("max_visits_rate", MAX_VISITS, RESOLVED,
         "share resolved only because of the limit on visits"),

    GROUP("visits", "visits", COUNT, VISITS, VISITS, 1, DS_NO_ID,
          "visits that began in the window"),
    GROUP("wait_h", "h", RATIO, WAIT, VISITS, TO_HOURS, DS_SUM_RESOLVED,
          "mean time in the queue per visit, clock hours, closed hours included"),
    PERCENTILE("wait_p90_h", GROUP, 0.90, GROUPS,
               "90 % of the visits wait at most this long, clock hours"),
    GROUP("wait_open_h", "h", RATIO, WAIT_OPEN, VISITS, TO_HOURS, DS_SUM_RESOLVED,
          "mean time in the queue per visit, open hours only"),
    GROUP("delay_probability", "share", RATE, DELAYED, VISITS, 1, DS_NO_ID,
          "share of the visits that did not begin at once"),
    GROUP("queue_length", "tickets", AVERAGE, QUEUE_AREA, WINDOW, 1, DS_NO_ID,
          "tickets waiting, averaged over the whole window"),
    GROUP("carry_over", "tickets", RATIO, CARRIED_OVER, MIDNIGHTS, 1, DS_NO_ID,
          "deferred tickets that wait at midnight, mean over the days of the window"),
    GROUP("oldest_waiting_h", "h", RATIO, OLDEST, MIDNIGHTS, TO_HOURS, DS_NO_ID,
          "age of the oldest of them since its arrival, mean over the days"),
    GROUP("utilisation", "share", RATIO, BUSY, ROSTERED, 1, DS_NO_ID,
          "regular work ÷ rostered on-duty time; none for unlimited agents"),
    GROUP("busy_agents", "agents", AVERAGE, BUSY, WINDOW, 1, DS_NO_ID,
          "agents at regular work, averaged over the whole window"),
    GROUP("overtime_h", "h", COUNT, OVERTIME, WINDOW, TO_HOURS, DS_NO_ID,
          "work outside the group's hours, agent hours in the window"),
    GROUP("rostered_h", "h", COUNT, ROSTERED, WINDOW, TO_HOURS, DS_NO_ID,
          "agent hours on duty in the window"),
    GROUP("idle_h", "h", COUNT, IDLE, WINDOW, TO_HOURS, DS_NO_ID,
          "of them, without work; with a roster"),
    GROUP("break_h", "h", COUNT, BREAK, WINDOW, TO_HOURS, DS_NO_ID,
          "agent hours on breaks, paid and unpaid; with a roster"),
    GROUP("away_h", "h", COUNT, AWAY, WINDOW, TO_HOURS, DS_NO_ID,
          "agent hours in meetings and training; with a roster"),
    GROUP("absent_h", "h", COUNT, ABSENT, WINDOW, TO_HOURS, DS_NO_ID,
          "agent hours sick, on leave, late or resting; with a roster"),
    GROUP("vacant_h", "h", COUNT, VACANT, WINDOW, TO_HOURS, DS_NO_ID,
          "agent hours of those who left and are not yet replaced; with a roster"),
    GROUP("call_ins", "calls", COUNT, CALLS, WINDOW, 1, DS_NO_ID,
          "times that somebody was called in out of hours"),
    GROUP("labour_cost", "money", COUNT, PAY, WINDOW, 1, DS_NO_ID,
          "what the agents' time cost, overtime and calls included"),
    GROUP("visit_touch_h", "h", RATIO, TOUCH, VISITS, TO_HOURS, DS_NO_ID,
          "hands-on work per visit"),
    GROUP("ola_breach_rate", "share", RATE, OLA_BREACHED, OLA_DECIDED, 1, DS_NO_ID,
          "share of the visits with an OLA that broke it"),
    GROUP("time_limit_rate", "share", RATE, TIME_LIMITS, VISITS, 1, DS_NO_ID,
          "share of the visits that the group's time limit ended"),
    GROUP("preempted", "times", COUNT, PREEMPTED, VISITS, 1, DS_NO_ID,
          "work interrupted by a higher priority"),

    OTHER("vendor_holds", "holds", COUNT, CONTRACT, 1, CONTRACTS,
          "holds under the contract that began in the window"),
    OTHER("uc_breach_rate", "share", RATE, CONTRACT, 0, CONTRACTS,
          "share of those holds that were longer than the contract allows"),
    OTHER("attainment", "share", RATE, GOAL, 0, GOALS,
          "share of the tickets under a contractual goal that met their target"),
    OTHER("goal_met_probability", "share", RATE, GOAL, 1, GOALS,
          "share of the months (whole ones, if any) in which the goal was met"),
    OTHER("error_budget_used", "share", RATIO, GOAL, 2, IN(BY_GOAL),
          "tickets that missed their target, of those that the goal allows to"),
    OTHER("chance", "share", RATE, CHANCE, DS_CHANCE_PERIODS, CHANCES,
          "share of the periods (whole ones, if any) with more than that"),
    OTHER("chance_in_window", "share", RATE, CHANCE, DS_CHANCE_WINDOWS, CHANCES,
          "share of the windows in which any period had more than that"),
    OTHER("number_per_period", "tickets", RATIO, CHANCE, DS_CHANCE_PER_PERIOD, CHANCES,
          "what is counted, mean over the periods"),

    LIVE("live_contacts", "contacts", COUNT, CONTACTS, 1,
         "contacts of live channels: answered, abandoned or blocked"),
    LIVE("service_level", "share", RATE, IN_TIME, 1,
         "share answered within the channel's time, of those answered or abandoned"),
    LIVE("answer_h", "h", RATIO, ANSWER, TO_HOURS,
         "speed of answer: mean wait in line of those answered"),
    LIVE("abandonment_rate", "share", RATE, ABANDONED, 1,
         "share that gave up in line, of those answered or abandoned"),
    LIVE("blocked_rate", "share", RATE, BLOCKED, 1,
         "share of the contacts that found all lines taken"),
    LIVE("out_of_hours", "contacts", COUNT, OUT_OF_HOURS, 1,
         "contacts that came while nobody was on duty; in none of the rates"),
    LIVE("redialled", "contacts", COUNT, REDIALLED, 1,
         "contacts not answered that were tried again"),

    PRACTICE("chasers", "contacts", COUNT, COMMUNICATION, CHASERS, TICKETS_HEARD, 1,
             "contacts of users who ask about their open tickets"),
    PRACTICE("chasers_per_ticket", "contacts", RATIO, COMMUNICATION, CHASERS, TICKETS_HEARD,
             1, "such contacts per ticket that arrived"),
    PRACTICE("chaser_work_h", "h", COUNT, COMMUNICATION, CHASE_WORK, TICKETS_HEARD,
             TO_HOURS, "agents' work on them, hours in the window"),
    PRACTICE("updates", "updates", COUNT, COMMUNICATION, UPDATES, TICKETS_HEARD, 1,
             "updates given to users"),
    PRACTICE("updates_on_time_rate", "share", RATE, COMMUNICATION, UPDATES_ON_TIME,
             UPDATES_DUE, 1, "share of the updates due that came before the next was due"),
    PRACTICE("update_work_h", "h", COUNT, COMMUNICATION, UPDATE_WORK, TICKETS_HEARD,
             TO_HOURS, "agents' work on updates, hours in the window"),

    PRACTICE("vip_tickets", "tickets", COUNT, PRIORITISATION, VIPS, TICKETS_HEARD, 1,
             "tickets of VIPs that arrived"),
    PRACTICE("vip_mttr_h", "h", RATIO, PRIORITISATION, VIP_RESOLUTION, VIPS_RESOLVED,
             TO_HOURS, "mean time to last resolution of VIPs' tickets, of all types"),
    PRACTICE("mistaken_rate", "share", RATE, PRIORITISATION, MISTAKES, TICKETS_HEARD, 1,
             "share of the tickets that arrived with a mistaken priority"),
    PRACTICE("corrections", "tickets", COUNT, PRIORITISATION, CORRECTIONS, TICKETS_HEARD, 1,
             "mistaken priorities that were changed"),

    PRACTICE("escalations", "escalations", COUNT, ESCALATION, ESCALATIONS, TICKETS_HEARD, 1,
             "rules of hierarchical escalation that were triggered"),
    PRACTICE("hierarchical_escalation_rate", "share", RATE, ESCALATION, ESCALATED_TICKETS,
             TICKETS_HEARD, 1, "tickets escalated to management, of those that arrived"),
    PRACTICE("notice_h", "h", RATIO, ESCALATION, NOTICE_TIME, NOTIFIED, TO_HOURS,
             "mean time until a manager has dealt with an escalation"),
    PRACTICE("manager_work_h", "h", COUNT, ESCALATION, MANAGER_WORK, TICKETS_HEARD,
             TO_HOURS, "managers' time for escalations, hours in the window"),
    PRACTICE("priorities_raised", "tickets", COUNT, ESCALATION, RAISED, TICKETS_HEARD, 1,
             "priorities that escalation raised"),
    PRACTICE("tickets_helped", "tickets", COUNT, ESCALATION, HELPED, TICKETS_HEARD, 1,
             "waiting tickets that another group took on"),

    PRACTICE("handovers", "hand-overs", COUNT, HANDOVER, HANDOVERS, TICKETS_HEARD, 1,
             "changes of group"),
    PRACTICE("handover_work_h", "h", COUNT, HANDOVER, HANDOVER_WORK, TICKETS_HEARD,
             TO_HOURS, "touch time added by finding out and writing down, hours"),
    PRACTICE("sent_back_rate", "share", RATE, HANDOVER, SENT_BACK, HANDOVERS, 1,
             "share of the hand-overs that went back for more"),
    PRACTICE("ping_pong_rate", "share", RATE, HANDOVER, PING_PONGS, HANDOVERS, 1,
             "share of the hand-overs to a group that the ticket had been at"),

    OTHER("availability", "share", RATIO, SERVICE, DS_SERVICE_UP, IN(BY_SERVICE),
          "share of the service hours in which it was up"),
    OTHER("outages", "outages", COUNT, SERVICE, DS_SERVICE_OUTAGES, IN(BY_SERVICE),
          "outages that began in the window"),
    ROW("downtime_h", "h", COUNT, SERVICE, DS_SERVICE_DOWN, 0, TO_HOURS, 0, IN(BY_SERVICE),
        DS_NO_ID, "service hours in which it was down"),
    ROW("mtbf_h", "h", RATIO, SERVICE, DS_SERVICE_BETWEEN, 0, TO_HOURS, 0, IN(BY_SERVICE),
        DS_NO_ID, "mean time between failures: service hours up, per outage"),
    ROW("mtrs_h", "h", RATIO, SERVICE, DS_SERVICE_RESTORE, 0, TO_HOURS, 0, IN(BY_SERVICE),
        DS_NO_ID, "mean time to restore service: clock hours per outage"),
    {.name = "blame_share",
                                                               .unit = "share",
                                                               .sentence = "share of the clocks' time of breached tickets that passed at the group",
                                                               .kind = DS_MEASURE_RATIO,
                                                               .source = DS_SOURCE_BLAME,
                                                               .scale = 1,
                                                               .dimensions = GROUPS,
                                                               .needs = 1 + DS_PRACTICE_BLAME,
                                                               .completed = DS_NO_ID},
    PRACTICE("articles", "articles", COUNT, KNOWLEDGE, ARTICLES, TICKETS_HEARD, 1,
             "articles written"),
    PRACTICE("article_work_h", "h", COUNT, KNOWLEDGE, ARTICLE_WORK, TICKETS_HEARD, TO_HOURS,
             "agents' work on writing them"),
    PRACTICE("touch_saved_h", "h", COUNT, KNOWLEDGE, TOUCH_SAVED, TICKETS_HEARD, TO_HOURS,
             "touch time that articles saved"),
    PRACTICE("known_resolved", "tickets", COUNT, KNOWLEDGE, KNOWN_RESOLVED, TICKETS_HEARD,
             1, "tickets that the first line resolved thanks to an article"),
    PRACTICE("deflected", "contacts", COUNT, KNOWLEDGE, DEFLECTED, TICKETS_HEARD, 1,
             "contacts that users answered themselves; they became no tickets"),
    PRACTICE("recurring_incidents", "tickets", COUNT, PROBLEMS, RECURRING, TICKETS_HEARD, 1,
             "incidents of causes that problem management knows of"),
    PRACTICE("prevented_incidents", "tickets", COUNT, PROBLEMS, PREVENTED, TICKETS_HEARD, 1,
             "incidents that did not come because their cause was removed"),
    PRACTICE("problems_opened", "problems", COUNT, PROBLEMS, PROBLEMS, TICKETS_HEARD, 1,
             "problems that were opened"),
    PRACTICE("known_errors", "problems", COUNT, PROBLEMS, KNOWN_ERRORS, TICKETS_HEARD, 1,
             "problems whose cause was found"),
    PRACTICE("known_error_saved_h", "h", COUNT, PROBLEMS, KNOWN_SAVED, TICKETS_HEARD,
             TO_HOURS, "touch time that known errors saved"),
    PRACTICE("permanent_fixes", "changes", COUNT, PROBLEMS, FIXES, TICKETS_HEARD, 1,
             "changes that removed a cause"),
    PRACTICE("failed_changes", "changes", COUNT, PROBLEMS, FAILED_CHANGES, TICKETS_HEARD, 1,
             "changes that did not"),
    PRACTICE("change_incidents", "tickets", COUNT, PROBLEMS, CHANGE_INCIDENTS,
             TICKETS_HEARD, 1, "incidents that failed changes brought"),
    PRACTICE("problem_work_h", "h", COUNT, PROBLEMS, PROBLEM_WORK, TICKETS_HEARD, TO_HOURS,
             "agents' work on investigations and changes"),
    PRACTICE("detected_incidents", "tickets", COUNT, AUTOMATION, DETECTED, TICKETS_HEARD, 1,
             "incidents that monitoring reported before a user did"),
    PRACTICE("auto_resolved", "tickets", COUNT, AUTOMATION, AUTO_RESOLVED, TICKETS_HEARD, 1,
             "incidents that a script resolved"),
    PRACTICE("automation_saved_h", "h", COUNT, AUTOMATION, AUTOMATION_SAVED, TICKETS_HEARD,
             TO_HOURS, "touch time that monitoring and diagnostics saved"),

    PRACTICE("major_incidents", "incidents", COUNT, MAJOR_INCIDENTS, MAJORS, TICKETS_HEARD,
             1, "major incidents declared"),
    PRACTICE("time_to_declare_h", "h", RATIO, MAJOR_INCIDENTS, TIME_TO_DECLARE, MAJORS,
             TO_HOURS, "mean time from the trigger of a major incident to its declaration"),
    PRACTICE("wait_for_manager_h", "h", RATIO, MAJOR_INCIDENTS, WAIT_FOR_MANAGER, MAJORS,
             TO_HOURS, "mean wait of major incidents for a manager"),
    PRACTICE("time_to_assemble_h", "h", RATIO, MAJOR_INCIDENTS, TIME_TO_ASSEMBLE, ASSEMBLED,
             TO_HOURS,
             "mean time from the declaration until all of a war room were there, of those "
             "that were"),
    PRACTICE("time_to_restore_h", "h", RATIO, MAJOR_INCIDENTS, TIME_TO_RESTORE, RESTORED,
             TO_HOURS, "mean time from the trigger until service was restored"),
    PRACTICE("war_room_h", "h", RATIO, MAJOR_INCIDENTS, ROOM_TIME, RESTORED, TO_HOURS,
             "people's hours in the war room of a major incident, mean"),
    PRACTICE("child_tickets", "tickets", RATIO, MAJOR_INCIDENTS, CHILDREN, MAJORS, 1,
             "duplicates that users of a major incident's service reported, mean"),
    PRACTICE("major_updates_on_time_rate", "share", RATE, MAJOR_INCIDENTS,
             MAJOR_UPDATES_ON_TIME, MAJOR_UPDATES_DUE, 1,
             "share of updates to stakeholders given before the next was due"),
    PRACTICE("workarounds", "incidents", COUNT, MAJOR_INCIDENTS, WORKAROUNDS, TICKETS_HEARD,
             1, "major incidents with a workaround before the restoration"),
    PRACTICE("time_to_workaround_h", "h", RATIO, MAJOR_INCIDENTS, TIME_TO_WORKAROUND,
             WORKAROUNDS, TO_HOURS,
             "mean time from the trigger to the workaround, of those"),
    PRACTICE("review_work_h", "h", COUNT, MAJOR_INCIDENTS, REVIEW_WORK, TICKETS_HEARD,
             TO_HOURS, "people's hours in reviews after major incidents"),

    PRACTICE("blame_user_share", "share", RATIO, BLAME, BLAME_USER, BLAMED, 1,
             "share of that time on hold for the user"),
    PRACTICE("blame_vendor_share", "share", RATIO, BLAME, BLAME_VENDOR, BLAMED, 1,
             "share of that time on hold for a vendor"),
    PRACTICE("blame_change_share", "share", RATIO, BLAME, BLAME_CHANGE, BLAMED, 1,
             "share of that time on hold for a change"),

    TICKETS_WITH(SATISFACTION, "satisfaction", "points", RATIO, SCORES, RATED,
                 "users' mean score, from 1 to 5"),
    TICKETS_WITH(SATISFACTION, "satisfied_rate", "share", RATE, SATISFIED, RATED,
                 "share of the rated tickets whose users are satisfied"),
    TICKETS_WITH(COSTS, "agent_cost", "money", COUNT, AGENT_COST, COSTED,
                 "agents' work on the tickets"),
    TICKETS_WITH(COSTS, "user_cost", "money", COUNT, USER_COST, COSTED,
                 "users' lost time for the tickets"),
    COST("cost_per_ticket", RATIO, PER_TICKET, TICKETS,
         "agents' work, users' lost time and penalties, per ticket"),
    COST("staff_cost", COUNT, OF_STAFF, GROUPS | IN(PRACTICES),
         "agents on duty and overtime in the window, at their wages"),
    COST("user_cost", COUNT, OF_USERS, IN(PRACTICES),
         "users' lost time for tickets of all types"),
    COST("penalties", COUNT, OF_BREACHES, IN(PRACTICES),
         "penalties for tickets of all types"),
    COST("total_cost", COUNT, TOTAL, IN(PRACTICES), "staff, users and penalties together"),
    COST("total_cost_per_ticket", RATIO, TOTAL_PER_TICKET, IN(PRACTICES),
         "the same per ticket that arrived in the window"),
};

#define TABLE_ROWS ((int32_t)(sizeof table / sizeof table[0]))

static const char *const dimension_keys[DS_RESULT_DIMENSIONS] = {
    [DS_RESULT_OVERALL] = "overall",
    [DS_RESULT_BY_PRIORITY] = "by_priority",
    [DS_RESULT_BY_INITIAL_PRIORITY] = "by_initial_priority",
    [DS_RESULT_BY_TYPE] = "by_type",
    [DS_RESULT_BY_CATEGORY] = "by_category",
    [DS_RESULT_BY_SLA] = "by_sla",
    [DS_RESULT_BY_CHANNEL] = "by_channel",
    [DS_RESULT_BY_GROUP] = "by_group",
    [DS_RESULT_BY_CONTRACT] = "by_contract",
    [DS_RESULT_BY_GOAL] = "by_goal",
    [DS_RESULT_BY_CHANCE] = "by_chance",
    [DS_RESULT_BY_SERVICE] = "by_service",
    [DS_RESULT_PRACTICES] = "practices",
};

const ds_measure *ds_measures(int32_t *count_out)
{
    *count_out = TABLE_ROWS;
    return table;
}

bool ds_measure_applies(int32_t row, ds_result_dimension dimension)
{
    return (table[row].dimensions & (1u << dimension)) != 0;
}

static bool is_live(const ds_desk *desk, int32_t channel)
{
    const ds_live *live = desk->practices ? desk->practices->live : NULL;
    return live && live->channels[channel].is_live;
}

bool ds_measure_applies_to_row(const ds_desk *desk, int32_t measure,
                               ds_result_dimension dimension, int32_t row)
{
    if (table[measure].source == DS_SOURCE_LIVE &&
        (dimension != DS_RESULT_BY_CHANNEL || !is_live(desk, row)))
        return false;
    if (table[measure].needs > 0 &&
        !ds_practice_is_used(desk->practices, (ds_practice)(table[measure].needs - 1)))
        return false;
    if (dimension == DS_RESULT_PRACTICES &&
        table[measure].practice != ds_practice_at(desk, row))
        return false;
    return ds_measure_applies(measure, dimension);
}

int32_t ds_measure_row(ds_result_dimension dimension, const char *name)
{
    for (int32_t i = 0; i < TABLE_ROWS; i++)
        if (ds_measure_applies(i, dimension) && strcmp(table[i].name, name) == 0)
            return i;
    return DS_NO_ID;
}

const char *ds_dimension_key(ds_result_dimension dimension)
{
    return dimension_keys[dimension];
}

ds_result_dimension ds_dimension_of_key(const char *key)
{
    int32_t d = 0;
    while (d < DS_RESULT_DIMENSIONS && strcmp(dimension_keys[d], key) != 0)
        d++;
    return (ds_result_dimension)d;
}

static double flow_term(const ds_tally *tally, int32_t sum)
{
    switch ((ds_flow_sum)sum) {
    case DS_FLOW_ARRIVED:
        return tally->arrived;
    case DS_FLOW_RESOLVED:
        return tally->resolved;
    case DS_FLOW_BACKLOG_AREA:
        return tally->backlog_area;
    case DS_FLOW_BACKLOG_END:
        return tally->backlog_end;
    case DS_FLOW_STILL_OPEN:
        return tally->still_open;
    }
    return 0;
}

/* The instant at which a month (year × 12 + month - 1) begins. */
static ds_ticks month_start(const ds_desk *desk, int32_t month)
{
    ds_date date = {.year = month / 12, .month = month % 12 + 1, .day = 1};
    return ds_zone_day_start(&desk->zone, ds_day_from_date(date));
}

static bool is_whole_month(const ds_desk *desk, int32_t month)
{
    return month_start(desk, month) >= desk->warm_up &&
           month_start(desk, month + 1) <= desk->horizon;
}

static bool has_whole_month(const ds_desk *desk, const ds_tally *tally)
{
    for (int32_t i = 0; i < tally->goal_count; i++)
        if (is_whole_month(desk, tally->goals[i].month))
            return true;
    return false;
}

bool ds_goal_at(const ds_desk *desk, int32_t row, int32_t *sla_out, int32_t *priority_out)
{
    for (int32_t s = 0; s < desk->sla_count; s++)
        for (int32_t p = 0; p < desk->priority_count; p++)
            if (desk->slas[s].goal[p] > 0 && row-- == 0) {
                *sla_out = s;
                *priority_out = p;
                return true;
            }
    return false;
}

/* Adds one month of one goal to the terms: its tickets, or whether it was reached. */
static void add_goal(const ds_desk *desk, const ds_goal_tally *goal, bool by_month,
                     double *x, double *n)
{
    /* 0.95 of 20 tickets are 19, whatever the rounding of 0.95. */
    double needed = desk->slas[goal->sla].goal[goal->priority] * goal->decided;
    if (goal->decided <= 0)
        return;
    *x += by_month ? goal->met >= needed - 1e-9 * goal->decided : goal->met;
    *n += by_month ? 1 : goal->decided;
}

/* Misses, and how many the goal allows of so many tickets; none where it is 100 %. */
static void add_budget(const ds_desk *desk, const ds_goal_tally *goal, double *x, double *n)
{
    *x += goal->decided - goal->met;
    *n += (1 - desk->slas[goal->sla].goal[goal->priority]) * goal->decided;
}

static void goal_terms(const ds_measure *measure, const ds_desk *desk,
                       const ds_tally *tally, ds_result_dimension dimension, int32_t row,
                       double *x, double *n)
{
    int32_t sla = row;
    int32_t priority = DS_NO_ID;
    bool by_month = measure->numerator == 1;
    bool is_budget = measure->numerator == 2;
    bool whole_only = by_month && has_whole_month(desk, tally);
    if (dimension == DS_RESULT_BY_GOAL && !ds_goal_at(desk, row, &sla, &priority))
        return;
    for (int32_t i = 0; i < tally->goal_count; i++) {
        const ds_goal_tally *goal = &tally->goals[i];
        bool matches =
            goal->sla == sla && (priority == DS_NO_ID || goal->priority == priority);
        if (matches && is_budget)
            add_budget(desk, goal, x, n);
        else if (matches && (!whole_only || is_whole_month(desk, goal->month)))
            add_goal(desk, goal, by_month, x, n);
    }
}

static void chance_terms(const ds_measure *measure, const ds_chance_tally *chance,
                         double *x, double *n)
{
    switch ((ds_chance_part)measure->numerator) {
    case DS_CHANCE_PERIODS:
        *x = chance->exceeded;
        *n = chance->periods;
        break;
    case DS_CHANCE_WINDOWS:
        *x = chance->exceeded > 0;
        *n = 1;
        break;
    case DS_CHANCE_PER_PERIOD:
        *x = chance->number;
        *n = chance->periods;
        break;
    }
}

static void live_terms(const ds_measure *measure, const ds_live_tally *live, double *x,
                       double *n)
{
    double reached = live->answered + live->abandoned;
    *n = reached;
    switch ((ds_live_part)measure->numerator) {
    case DS_LIVE_CONTACTS:
        *x = reached + live->blocked;
        break;
    case DS_LIVE_IN_TIME:
        *x = live->answered_in_time;
        break;
    case DS_LIVE_ANSWER:
        *x = live->wait;
        *n = live->answered;
        break;
    case DS_LIVE_ABANDONED:
        *x = live->abandoned;
        break;
    case DS_LIVE_BLOCKED:
        *x = live->blocked;
        *n = reached + live->blocked;
        break;
    case DS_LIVE_OUT_OF_HOURS:
        *x = live->out_of_hours;
        break;
    case DS_LIVE_REDIALLED:
        *x = live->redialled;
        break;
    }
}

static void service_terms(const ds_measure *measure, const ds_service_tally *service,
                          double *x, double *n)
{
    *n = service->outages;
    switch ((ds_service_part)measure->numerator) {
    case DS_SERVICE_UP:
        *x = service->hours - service->down;
        *n = service->hours;
        break;
    case DS_SERVICE_OUTAGES:
        *x = service->outages;
        break;
    case DS_SERVICE_DOWN:
        *x = service->down;
        break;
    case DS_SERVICE_BETWEEN:
        *x = service->hours - service->down;
        break;
    case DS_SERVICE_RESTORE:
        *x = service->restoration;
        break;
    }
}

static double staff_cost(const ds_costs *costs, const ds_tally *tally, int32_t group)
{
    const double *sum = tally->groups[group].sum;
    if (sum[DS_GROUP_PAY] > 0)
        return sum[DS_GROUP_PAY];
    double regular =
        sum[DS_GROUP_ROSTERED] > 0 ? sum[DS_GROUP_ROSTERED] : sum[DS_GROUP_BUSY];
    return (regular + sum[DS_GROUP_OVERTIME]) * TO_HOURS * costs->wage[group];
}

static double all_staff(const ds_costs *costs, const ds_tally *tally)
{
    double cost = 0;
    for (int32_t g = 0; g < tally->group_count; g++)
        cost += staff_cost(costs, tally, g);
    return cost;
}

static double of_all_types(const ds_tally *tally, ds_ticket_sum sum)
{
    double all = 0;
    for (int32_t t = 0; t < DS_TICKET_TYPES; t++)
        all += ds_tally_slice(tally, DS_BY_TYPE, t)->sum[sum];
    return all;
}

static void cost_terms(const ds_measure *measure, const ds_costs *costs,
                       const ds_tally *tally, ds_result_dimension dimension, int32_t row,
                       double *x, double *n)
{
    double users = of_all_types(tally, DS_SUM_USER_COST);
    double penalties = of_all_types(tally, DS_SUM_PENALTY);
    switch ((ds_cost_part)measure->numerator) {
    case DS_COST_PER_TICKET: {
        const double *sum = ds_tally_slice(tally, (ds_dimension)dimension, row)->sum;
        *x = sum[DS_SUM_AGENT_COST] + sum[DS_SUM_USER_COST] + sum[DS_SUM_PENALTY];
        *n = sum[DS_SUM_COSTED];
        break;
    }
    case DS_COST_OF_STAFF:
        *x = dimension == DS_RESULT_BY_GROUP ? staff_cost(costs, tally, row)
                                             : all_staff(costs, tally);
        break;
    case DS_COST_OF_USERS:
        *x = users;
        break;
    case DS_COST_OF_BREACHES:
        *x = penalties;
        break;
    case DS_COST_TOTAL:
    case DS_COST_TOTAL_PER_TICKET:
        *x = all_staff(costs, tally) + users + penalties;
        *n = tally->arrived;
        break;
    }
}

/* The sums as they were counted, before the denominators of counts and averages. */
static void raw_terms(const ds_measure *measure, const ds_desk *desk, const ds_tally *tally,
                      ds_result_dimension dimension, int32_t row, double *x, double *n)
{
    switch (measure->source) {
    case DS_SOURCE_SLICE: {
        const double *sum = ds_tally_slice(tally, (ds_dimension)dimension, row)->sum;
        *x = sum[measure->numerator];
        *n = sum[measure->denominator];
        break;
    }
    case DS_SOURCE_GROUP:
        *x = tally->groups[row].sum[measure->numerator];
        *n = tally->groups[row].sum[measure->denominator];
        break;
    case DS_SOURCE_FLOW:
        *x = flow_term(tally, measure->numerator);
        break;
    case DS_SOURCE_CONTRACT:
        *n = tally->contracts[row].decided;
        *x = measure->numerator ? *n : tally->contracts[row].breached;
        break;
    case DS_SOURCE_GOAL:
        goal_terms(measure, desk, tally, dimension, row, x, n);
        break;
    case DS_SOURCE_CHANCE:
        chance_terms(measure, &tally->chances[row], x, n);
        break;
    case DS_SOURCE_LIVE:
        if (tally->live)
            live_terms(measure, &tally->live[row], x, n);
        break;
    case DS_SOURCE_SERVICE:
        if (tally->services)
            service_terms(measure, &tally->services[row], x, n);
        break;
    case DS_SOURCE_BLAME:
        *x = tally->groups[row].sum[DS_GROUP_BLAME];
        *n = tally->practice[DS_SUM_BLAMED];
        break;
    case DS_SOURCE_COST:
        if (desk->practices && desk->practices->costs &&
            (dimension != DS_RESULT_PRACTICES ||
             ds_practice_at(desk, row) == DS_PRACTICE_COSTS))
            cost_terms(measure, desk->practices->costs, tally, dimension, row, x, n);
        break;
    case DS_SOURCE_PRACTICE:
        if (measure->practice == ds_practice_at(desk, row)) {
            *x = tally->practice[measure->numerator];
            *n = tally->practice[measure->denominator];
        }
        break;
    }
}

void ds_measure_terms(const ds_measure *measure, const ds_desk *desk, const ds_tally *tally,
                      ds_result_dimension dimension, int32_t row, double *x_out,
                      double *n_out)
{
    *x_out = *n_out = 0;
    raw_terms(measure, desk, tally, dimension, row, x_out, n_out);
    *x_out *= measure->scale;
    if (measure->kind == DS_MEASURE_COUNT)
        *n_out = 1;
    else if (measure->kind == DS_MEASURE_AVERAGE)
        *n_out = tally->window;
}
