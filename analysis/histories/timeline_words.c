#include "analysis/histories/desk_words.h"
#include "analysis/histories/timeline_steps.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

const char *ds_step_word(ds_step_kind kind)
{
    static const char *const words[DS_STEPS] = {
        "arrives",      "moves",          "waits",           "works",
        "stops",        "held",           "time_limit",      "resolved",
        "reopened",     "closed",         "simulation_ends", "warning",
        "response_due", "resolution_due", "ola_due",         "priority",
        "given_up",
    };
    return words[kind];
}

/* A text that grows at its end and is cut where it is full. */
typedef struct sentence {
    char *text;
    size_t size;
    const ds_desk *desk;
} sentence;

static void say(const sentence *in, const char *format, ...) DS_PRINTF(2, 3);

static void say(const sentence *in, const char *format, ...)
{
    size_t used = strlen(in->text);
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(in->text + used, in->size - used, format, arguments);
    va_end(arguments);
}

static const char *group_name(const sentence *in, int32_t group)
{
    return in->desk->groups[group].name;
}

static void say_arrival(const sentence *in, const ds_ticket *ticket)
{
    say(in, "arrives");
    if (ticket->channel != DS_NO_ID)
        say(in, " by %s", in->desk->channel_names[ticket->channel]);
}

static void say_move(const sentence *in, const ds_step *step)
{
    const char *to = group_name(in, step->group);
    if (step->from_group == DS_NO_ID) {
        say(in, "is sent to %s by mistake", to);
        return;
    }
    int32_t from_tier = in->desk->groups[step->from_group].tier;
    int32_t tier = in->desk->groups[step->group].tier;
    const char *from = group_name(in, step->from_group);
    if (step->is_mistake)
        say(in, "%s sends it to %s by mistake", from, to);
    else if (step->is_mended)
        say(in, "%s finds the mistake: to %s", from, to);
    else if (step->from_group == step->group)
        say(in, "%s takes it once more", from);
    else if (tier > from_tier)
        say(in, "%s escalates to %s", from, to);
    else if (tier < from_tier)
        say(in, "%s sends it back to %s", from, to);
    else
        say(in, "%s hands over to %s", from, to);
}

static void say_wait(const sentence *in, const ds_step *step)
{
    const ds_group *group = &in->desk->groups[step->group];
    const ds_calendar *hours = ds_desk_hours(in->desk, step->group);
    say(in, "waits for %s", group->name);
    if (!ds_calendar_is_open(hours, step->at, NULL))
        say(in, " (closed)");
}

/* Who does it: "A3 of L1", or the group where its agents are not counted. */
static void say_doer(const sentence *in, const ds_step *step)
{
    char agent[DS_WORDS_SIZE];
    if (step->agent != DS_NO_ID)
        say(in, "%s of ", ds_words_agent(step->agent, agent));
    say(in, "%s", group_name(in, step->group));
}

static void say_work(const sentence *in, const ds_step *step)
{
    say_doer(in, step);
    say(in, step->is_resumed ? " goes on with it" : " works on it");
}

static void say_stop(const sentence *in, const ds_step *step)
{
    char ticket[DS_WORDS_SIZE];
    if (step->other > 0)
        say(in, "gives way to %s (%s)", ds_words_ticket(step->other, ticket),
            in->desk->priority_names[step->other_priority]);
    else
        say(in, "%s closes", group_name(in, step->group));
}

static void say_hold(const sentence *in, const ds_step *step)
{
    say(in, "on hold: %s", ds_words_reason(step->reason));
    if (step->contract != DS_NO_ID)
        say(in, " %s", in->desk->contracts[step->contract].name);
}

void ds_step_text(const ds_desk *desk, const ds_timeline *timeline, const ds_step *step,
                  char *text, size_t size)
{
    sentence in = {text, size, desk};
    char share[DS_WORDS_SIZE];
    text[0] = '\0';
    switch (step->kind) {
    case DS_STEP_ARRIVES:
        say_arrival(&in, &timeline->ticket);
        break;
    case DS_STEP_MOVES:
        say_move(&in, step);
        break;
    case DS_STEP_WAITS:
        say_wait(&in, step);
        break;
    case DS_STEP_WORKS:
        say_work(&in, step);
        break;
    case DS_STEP_STOPS:
        say_stop(&in, step);
        break;
    case DS_STEP_HELD:
        say_hold(&in, step);
        break;
    case DS_STEP_TIME_LIMIT:
        say(&in, "the time limit of %s is over", group_name(&in, step->group));
        break;
    case DS_STEP_RESOLVED:
        say_doer(&in, step);
        say(&in, " resolves it");
        break;
    case DS_STEP_REOPENED:
        say(&in, "is reopened");
        break;
    case DS_STEP_CLOSED:
        say(&in, "is closed");
        break;
    case DS_STEP_ENDS:
        say(&in, "the simulation ends: still open");
        break;
    case DS_STEP_WARNING:
        say(&in, "%s of the target is used", ds_words_share(step->share, share));
        break;
    case DS_STEP_RESPONSE_DUE:
        say(&in, "response was due: BREACHED");
        break;
    case DS_STEP_RESOLUTION_DUE:
        say(&in, "resolution was due: BREACHED");
        break;
    case DS_STEP_OLA_DUE:
        say(&in, "OLA of %s was due: breached", group_name(&in, step->group));
        break;
    case DS_STEP_PRIORITY:
        say(&in, "priority is %s from now on, not %s",
            desk->priority_names[step->other_priority],
            desk->priority_names[step->from_priority]);
        break;
    case DS_STEP_GIVEN_UP:
        say(&in, "its user gives up");
        break;
    case DS_STEPS:
        break;
    }
}
