/* The top of the page: is the SLA met, where does it break, what would help. */
#include "analysis/report/run_page.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

/* A goal that is kept in fewer months than this is not simply met. */
#define KEPT_OFTEN 0.9
/* Goals that are named in a sentence. */
#define NAMED 3
/* Of MTTR: so much on hold, and agents are not what it depends on. */
#define MOSTLY 0.5
/* Of the waiting at a group in its hours: less, and the hours are the matter. */
#define FEW_OPEN 0.35
/* Work that fills this much of the time on duty leaves queues no chance. */
#define TOO_FULL 1.0
/* Below this there is room at a group. */
#define ROOM 0.5

typedef struct verdict {
    const char *classes;
    const char *word;
} verdict;

static const ds_goal_fact *goal_kept_least(const ds_run_facts *facts)
{
    const ds_goal_fact *least = NULL;
    for (int32_t i = 0; i < facts->goal_count; i++) {
        const ds_goal_fact *goal = &facts->goals[i];
        if (isfinite(goal->months.value) &&
            (!least || goal->months.value < least->months.value))
            least = goal;
    }
    return least;
}

/* That with the least room above its goal. */
static const ds_goal_fact *closest_goal(const ds_run_facts *facts)
{
    const ds_goal_fact *closest = NULL;
    for (int32_t i = 0; i < facts->goal_count; i++) {
        const ds_goal_fact *goal = &facts->goals[i];
        if (isfinite(goal->attainment.value) &&
            (!closest || goal->attainment.value - goal->goal <
                             closest->attainment.value - closest->goal))
            closest = goal;
    }
    return closest;
}

static verdict verdict_of(const ds_run_facts *facts)
{
    const ds_goal_fact *least = goal_kept_least(facts);
    if (facts->goals_in[DS_GOAL_MISSED] > 0)
        return (verdict){"verdict bad", "No."};
    if (facts->goals_in[DS_GOAL_UNCLEAR] > 0)
        return (verdict){"verdict unclear", "Not clear."};
    if (facts->goals_in[DS_GOAL_MET] == 0)
        return (verdict){"verdict", "Nothing to judge."};
    if (least && least->months.value < KEPT_OFTEN)
        return (verdict){"verdict unclear", "On average, but not in every month."};
    return (verdict){"verdict good", "Yes."};
}

static void put_goal(ds_html *html, const ds_goal_fact *goal)
{
    ds_figure_text attained = ds_run_figure(&goal->attainment, DS_SHOWN_PERCENT);
    ds_figure_text promised = ds_run_percent(goal->goal);
    ds_html_say(html, "%n attains %s where %s is promised", goal->name, attained.text,
                promised.text);
}

static void put_goals_in(ds_html *html, const ds_run_facts *facts, ds_goal_state state)
{
    int32_t named = 0;
    for (int32_t i = 0; i < facts->goal_count; i++) {
        if (facts->goals[i].state != state || named == NAMED)
            continue;
        ds_html_put(html, "%s", named++ > 0 ? "; " : "");
        put_goal(html, &facts->goals[i]);
    }
    if (facts->goals_in[state] > named)
        ds_html_say(html, "; and %d more", (int)facts->goals_in[state] - (int)named);
}

static void put_months(ds_html *html, const ds_run_facts *facts)
{
    const ds_goal_fact *least = goal_kept_least(facts);
    if (!least)
        return;
    ds_figure_text kept = ds_run_figure(&least->months, DS_SHOWN_PERCENT);
    ds_html_say(html,
                " The goals are per month; the one kept least often is %n: in %s of the "
                "months.",
                least->name, kept.text);
}

static void put_goals(ds_run_page *self)
{
    const ds_run_facts *facts = self->facts;
    ds_html *html = &self->page->html;
    verdict says = verdict_of(facts);
    int judged = facts->goal_count - facts->goals_in[DS_GOAL_NO_DATA];
    ds_html_put(html, "<p class=\"%s\">", says.classes);
    ds_html_say(html, "%b%s%/b ", says.word);
    if (facts->goals_in[DS_GOAL_MISSED] > 0) {
        ds_html_say(html, "%d of %d contractual goals %s missed: ",
                    (int)facts->goals_in[DS_GOAL_MISSED], judged,
                    facts->goals_in[DS_GOAL_MISSED] == 1 ? "is" : "are");
        put_goals_in(html, facts, DS_GOAL_MISSED);
        ds_html_say(html, ".");
    } else if (facts->goals_in[DS_GOAL_UNCLEAR] > 0) {
        ds_html_say(html, "For %d of %d contractual goals the simulation cannot tell: ",
                    (int)facts->goals_in[DS_GOAL_UNCLEAR], judged);
        put_goals_in(html, facts, DS_GOAL_UNCLEAR);
        ds_html_say(html, ". More replications narrow the intervals.");
    } else if (facts->goals_in[DS_GOAL_MET] > 0) {
        ds_html_say(html,
                    judged == 1 ? "The contractual goal is met over the window: "
                                : "All %d contractual goals are met over the window; "
                                  "the closest: ",
                    judged);
        put_goal(html, closest_goal(facts));
        ds_html_say(html, ".");
    } else {
        ds_html_say(html, "The contracts have goals, but no ticket fell under them.");
    }
    put_months(html, facts);
    ds_html_put(html, "</p>\n");
}

/* The share of tickets that broke a target, in a sentence; false where none had one. */
static bool put_rate(ds_run_page *self, const char *measure, const char *target,
                     const char *before)
{
    ds_estimate rate = ds_run_estimate(self->files, DS_RESULT_OVERALL, NULL, measure);
    ds_figure_text text = ds_run_figure(&rate, DS_SHOWN_PERCENT);
    if (!isfinite(rate.value))
        return false;
    ds_html_say(&self->page->html, "%s%s of the %s broke their %s target", before,
                text.text, self->tickets, target);
    return true;
}

static void put_rates(ds_run_page *self)
{
    ds_html *html = &self->page->html;
    bool has_goals = self->facts->goal_count > 0;
    ds_html_put(html, has_goals ? "<p>" : "<p class=\"verdict\">");
    if (!has_goals)
        ds_html_say(html, "%bNo contractual goal is set, so there is no yes or no.%/b ");
    bool has_any = put_rate(self, "resolution_breach_rate", "resolution", "");
    has_any =
        put_rate(self, "response_breach_rate", "response", has_any ? ", " : "") || has_any;
    ds_html_say(html, has_any ? "." : "No %s has an SLA target.", self->ticket);
    ds_html_put(html, "</p>\n");
}

/* Broken targets by priority, for those who have no goal to hold them against. */
static void put_priorities(ds_run_page *self)
{
    ds_html *html = &self->page->html;
    const char *name;
    json_t *slice;
    bool has_begun = false;
    json_object_foreach(ds_run_slices(self->files, DS_RESULT_BY_PRIORITY), name, slice)
    {
        ds_estimate resolution = ds_run_estimate(self->files, DS_RESULT_BY_PRIORITY, name,
                                                 "resolution_breach_rate");
        ds_estimate response = ds_run_estimate(self->files, DS_RESULT_BY_PRIORITY, name,
                                               "response_breach_rate");
        ds_figure_text texts[] = {ds_run_figure(&resolution, DS_SHOWN_PERCENT),
                                  ds_run_figure(&response, DS_SHOWN_PERCENT)};
        if (!isfinite(resolution.value) && !isfinite(response.value))
            continue;
        ds_html_put(html, "%s<li>", has_begun ? "" : "<ul>\n");
        ds_html_say(html, "%n: resolution target broken by %s, response target by %s", name,
                    texts[0].text, texts[1].text);
        ds_html_put(html, "</li>\n");
        has_begun = true;
    }
    if (has_begun)
        ds_html_put(html, "</ul>\n");
}

/* Where it breaks. */

static void put_worst_priority(ds_run_page *self)
{
    const ds_run_facts *facts = self->facts;
    ds_html *html = &self->page->html;
    if (!facts->worst_priority) {
        ds_html_put(html, "<p>");
        ds_html_say(html, "No resolution target was broken in any replication.");
        ds_html_put(html, "</p>\n");
        return;
    }
    ds_estimate rate = ds_run_estimate(self->files, DS_RESULT_BY_PRIORITY,
                                       facts->worst_priority, "resolution_breach_rate");
    ds_figure_text text = ds_run_figure(&rate, DS_SHOWN_PERCENT);
    ds_figure_text share = ds_run_percent(facts->most_share);
    ds_html_put(html, "<p>");
    ds_html_say(html, "%bBy priority:%/b %n breaks its resolution target most often (%s).",
                facts->worst_priority, text.text);
    ds_html_say(html, " The largest part of all that are broken, %s, are %n.", share.text,
                facts->most_priority);
    ds_html_put(html, "</p>\n");
}

static void put_bottleneck(ds_run_page *self)
{
    const ds_run_facts *facts = self->facts;
    ds_html *html = &self->page->html;
    if (facts->bottleneck == DS_NO_ID)
        return;
    const ds_group_fact *group = &facts->groups[facts->bottleneck];
    ds_figure_text wait = ds_run_figure(&group->wait, DS_SHOWN_TIME);
    ds_figure_text busy = ds_run_figure(&group->utilisation, DS_SHOWN_PERCENT);
    ds_figure_text share = ds_run_percent(group->waiting);
    ds_html_put(html, "<p>");
    ds_html_say(html,
                "%bBy group:%/b %s of all time in queues is spent at %n, where a visit "
                "waits %s on average",
                share.text, group->name, wait.text);
    if (isfinite(group->utilisation.value))
        ds_html_say(html, " and the agents are busy %s of their time", busy.text);
    ds_html_say(html, ".");
    if (facts->busiest != DS_NO_ID && facts->busiest != facts->bottleneck) {
        const ds_group_fact *busiest = &facts->groups[facts->busiest];
        ds_figure_text load = ds_run_percent(busiest->load);
        ds_html_say(html,
                    " The fullest group is %n: its work takes %s of its time on duty.",
                    busiest->name, load.text);
    }
    ds_html_put(html, "</p>\n");
}

static void put_time_shares(ds_run_page *self)
{
    const ds_run_facts *facts = self->facts;
    ds_html *html = &self->page->html;
    if (!(facts->mttr.value > 0))
        return;
    ds_figure_text mttr = ds_run_figure(&facts->mttr, DS_SHOWN_TIME);
    ds_figure_text wait = ds_run_percent(facts->wait_share);
    ds_figure_text hold = ds_run_percent(facts->hold_share);
    ds_figure_text touch = ds_run_percent(facts->touch_share);
    ds_html_put(html, "<p>");
    ds_html_say(
        html,
        "%bBy time:%/b of the mean time to resolve, %s, %s is waiting in queues "
        "(closed hours included), %s on hold and %s hands-on work; the rest is work "
        "interrupted by closing time, and reopened tickets' time as resolved.",
        mttr.text, wait.text, hold.text, touch.text);
    ds_html_put(html, "</p>\n");
}

/* What would help. */

/* groups.NAME.agents=N, quoted where the name needs it; false where it cannot be. */
static bool print_override(const ds_group_fact *group, int more, char *text, size_t size)
{
    bool is_plain = group->name[0] != '\0';
    for (const char *at = group->name; *at; at++)
        is_plain = is_plain && ((unsigned char)*at < 0x80) &&
                   (isalnum((unsigned char)*at) || *at == '_' || *at == '-');
    const char *quote = is_plain ? "" : "\"";
    if (!isfinite(group->agents) || group->has_roster || strpbrk(group->name, "\"\\\n") ||
        strlen(group->name) + 64 > size)
        return false;
    (void)snprintf(text, size, "groups.%s%s%s.agents=%.0f", quote, group->name, quote,
                   group->agents + more);
    return true;
}

static void put_trial(ds_run_page *self, const ds_group_fact *group, int more)
{
    char override[1024];
    if (!print_override(group, more, override, sizeof override))
        return;
    ds_html_say(&self->page->html, " Try it on the same tickets:");
    ds_run_put_command(self, override);
}

static bool put_overload(ds_run_page *self)
{
    const ds_run_facts *facts = self->facts;
    ds_html *html = &self->page->html;
    if (facts->busiest == DS_NO_ID || facts->groups[facts->busiest].load < TOO_FULL)
        return false;
    const ds_group_fact *group = &facts->groups[facts->busiest];
    ds_figure_text load = ds_run_percent(group->load);
    int missing = (int)floor(group->agents * group->load) + 1 - (int)group->agents;
    ds_html_put(html, "<li>");
    ds_html_say(html,
                "%n cannot keep up: its work takes %s of its time on duty. Its backlog "
                "grows for as long as the simulation goes on, so waits and breach rates "
                "depend on that length. Before anything else it needs %d more agent%s, "
                "longer hours or less work.",
                group->name, load.text, missing, missing == 1 ? "" : "s");
    put_trial(self, group, missing);
    ds_html_put(html, "</li>\n");
    return true;
}

static void put_holds(ds_run_page *self)
{
    ds_html *html = &self->page->html;
    if (!(self->facts->hold_share > MOSTLY))
        return;
    ds_html_put(html, "<li>");
    ds_html_say(html,
                "Most of the time to resolve is time on hold, for users, vendors or change "
                "windows. More agents do not shorten that; reminders, vendor contracts and "
                "earlier windows do. It breaks targets only where the SLA's clock does not "
                "pause.");
    ds_html_put(html, "</li>\n");
}

/* Within hours, agents are what waiting depends on. */
static void put_agents(ds_run_page *self)
{
    const ds_run_facts *facts = self->facts;
    ds_html *html = &self->page->html;
    if (facts->slowest == DS_NO_ID)
        return;
    const ds_group_fact *group = &facts->groups[facts->slowest];
    ds_figure_text share = ds_run_percent(group->waiting_open);
    ds_html_put(html, "<li>");
    ds_html_say(html,
                "Of the waiting within opening hours, %s is at %n: another agent there is "
                "the first thing to try, before one elsewhere.",
                share.text, group->name);
    put_trial(self, group, 1);
    ds_html_put(html, "</li>\n");
}

/* Outside of them, hours are. */
static void put_hours(ds_run_page *self)
{
    const ds_run_facts *facts = self->facts;
    ds_html *html = &self->page->html;
    if (facts->bottleneck == DS_NO_ID)
        return;
    const ds_group_fact *group = &facts->groups[facts->bottleneck];
    double open = group->wait_open.value / group->wait.value;
    ds_figure_text closed = ds_run_percent(1 - open);
    if (!(open < FEW_OPEN))
        return;
    ds_html_put(html, "<li>");
    ds_html_say(
        html,
        "%s of the waiting at %n falls outside its hours. More agents in the same "
        "hours do little about that part; longer hours, a later shift or somebody "
        "on call would. It counts against the SLA only where its clock runs at that "
        "time.",
        closed.text, group->name);
    ds_html_put(html, "</li>\n");
}

/* The group that has most to spare. */
static void put_room(ds_run_page *self)
{
    const ds_run_facts *facts = self->facts;
    ds_html *html = &self->page->html;
    const ds_group_fact *least = NULL;
    for (int32_t g = 0; g < facts->group_count; g++) {
        const ds_group_fact *group = &facts->groups[g];
        if (g != facts->bottleneck && group->agents >= 2 && group->utilisation.hi < ROOM &&
            (!least || group->utilisation.value < least->utilisation.value))
            least = group;
    }
    if (!least)
        return;
    ds_figure_text busy = ds_run_figure(&least->utilisation, DS_SHOWN_PERCENT);
    ds_html_put(html, "<li>");
    ds_html_say(html,
                "%n has room: its agents are busy %s of their time. Whether one can be "
                "spared depends on its peaks; a run with one less says.",
                least->name, busy.text);
    ds_html_put(html, "</li>\n");
}

static void put_help(ds_run_page *self)
{
    ds_html *html = &self->page->html;
    const ds_run_facts *facts = self->facts;
    ds_page_heading(self->page, "What would help?");
    if (facts->goal_count > 0 && strcmp(verdict_of(facts).word, "Yes.") == 0) {
        ds_html_put(html, "<p>");
        ds_html_say(html, "For the SLA, nothing has to change. To be faster all the same:");
        ds_html_put(html, "</p>\n");
    }
    ds_html_put(html, "<ul>\n");
    if (!put_overload(self)) {
        put_holds(self);
        put_agents(self);
        put_hours(self);
    }
    put_room(self);
    ds_html_put(html, "<li>");
    ds_html_say(html, "These are pointers from the figures of one run, not proof: a change "
                      "is known to help when a run with it says so.");
    ds_html_put(html, "</li>\n</ul>\n");
}

/* Key figures. */

static void put_tile(ds_run_page *self, const char *label, const char *measure,
                     ds_shown_as shown)
{
    ds_html *html = &self->page->html;
    ds_estimate estimate = ds_run_estimate(self->files, DS_RESULT_OVERALL, NULL, measure);
    ds_html_put(html, "<div><dt>%s</dt><dd>", label);
    ds_page_estimate(self->page, &estimate, shown);
    ds_html_put(html, "</dd></div>\n");
}

static void put_tiles(ds_run_page *self)
{
    ds_html_put(&self->page->html, "<dl class=\"tiles\">\n");
    put_tile(self, "Mean time to resolve", "mttr_h", DS_SHOWN_TIME);
    put_tile(self, "Resolution targets broken", "resolution_breach_rate", DS_SHOWN_PERCENT);
    put_tile(self, "Response targets broken", "response_breach_rate", DS_SHOWN_PERCENT);
    put_tile(self, "Resolved at first contact", "fcr_rate", DS_SHOWN_PERCENT);
    put_tile(self, "Open tickets on average", "backlog", DS_SHOWN_PLAIN);
    put_tile(self, "Tickets arrived", "arrived", DS_SHOWN_PLAIN);
    ds_html_put(&self->page->html, "</dl>\n");
}

void ds_run_put_answer(ds_run_page *self)
{
    ds_html *html = &self->page->html;
    ds_page_section(self->page, "answer", "The answer");
    if (!(self->facts->arrived > 0)) {
        ds_html_put(html, "<p class=\"verdict\">");
        ds_html_say(html,
                    "%bThere is nothing to judge.%/b No ticket arrived in the window, "
                    "so there are no times and no rates.");
        ds_html_put(html, "</p>\n");
        return;
    }
    ds_page_heading(self->page, "Is the SLA met?");
    if (self->facts->goal_count > 0)
        put_goals(self);
    put_rates(self);
    if (self->facts->goal_count == 0)
        put_priorities(self);
    put_tiles(self);
    ds_page_heading(self->page, "Where does it break?");
    put_worst_priority(self);
    put_bottleneck(self);
    put_time_shares(self);
    put_help(self);
}
