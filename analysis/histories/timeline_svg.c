/* The picture of a timeline: a lane for each group and each reason of holding, a lane for
 * each clock, time from left to right as the clocks on the wall show it.
 *
 * The colours are those of the plots (M. Okabe and K. Ito); what they say is said by the
 * lanes, too, so that nothing hangs on colour alone.
 */
#include "analysis/histories/desk_words.h"
#include "analysis/histories/timeline_labels.h"
#include "analysis/histories/timeline_output.h"
#include "analysis/histories/timeline_scale.h"
#include "analysis/plots/plot_pen.h"
#include "analysis/report/html.h"
#include "analysis/results/text_width.h"

#include <stdlib.h>
#include <string.h>

#define ORANGE "#E69F00"
#define PURPLE "#CC79A7"
#define GREEN "#009E73"

enum {
    WIDTH = DS_PLOT_WIDTH,
    LEFT = 190,
    RIGHT = WIDTH - 30,
    LANE = 34,
    CLOCK_LANE = 22,
    GAP = 10,
    LINE = 20,
    NAME_COLUMNS = 20,
    VERDICT_COLUMNS = 150,
    LABEL_LINE = 17,
};

typedef struct picture {
    FILE *out;
    const ds_explanation *about;
    const ds_timeline *timeline;
    const ds_desk *desk;
    ds_time_scale scale;
    double lanes_top;
    double lanes_bottom;
    double bottom;
} picture;

static double x_of(const picture *in, ds_ticks at)
{
    return ds_time_scale_x(&in->scale, at);
}

/* Texts. */

static void put_escaped(const picture *in, const char *text)
{
    ds_html xml = {in->out};
    ds_html_text(&xml, text);
}

/* A name in at most so many columns, with an ellipsis where it is longer. */
static void put_clipped(const picture *in, const char *text, int columns)
{
    char *clipped = NULL;
    size_t size = 0;
    int width = ds_text_width(text);
    FILE *memory = open_memstream(&clipped, &size);
    if (!memory)
        return;
    ds_text_put(memory, text, width < columns ? width : columns, false);
    if (fclose(memory) == 0)
        put_escaped(in, clipped);
    free(clipped);
}

static void put_text(const picture *in, double x, double y, const char *style,
                     const char *text, int columns)
{
    (void)fprintf(in->out, "<text x=\"%.1f\" y=\"%.1f\" %s>", x, y, style);
    put_clipped(in, text, columns);
    (void)fputs("</text>\n", in->out);
}

/* A text in lines, each a text of its own; the y below the last. */
static double put_paragraph(const picture *in, double y, const char *text)
{
    char *lines = NULL;
    size_t size = 0;
    FILE *memory = open_memstream(&lines, &size);
    if (!memory)
        return y;
    ds_text_wrap(memory, text, VERDICT_COLUMNS, "", "");
    if (fclose(memory) != 0) {
        free(lines);
        return y;
    }
    char *rest = NULL;
    for (char *line = strtok_r(lines, "\n", &rest); line;
         line = strtok_r(NULL, "\n", &rest)) {
        put_text(in, 24, y, "class=\"about\"", line, VERDICT_COLUMNS);
        y += LINE;
    }
    free(lines);
    return y;
}

/* Shapes. */

static void put_bar(const picture *in, ds_ticks from, ds_ticks to, double y, double height,
                    const char *class_name, const char *tip)
{
    char words[DS_WORDS_SIZE];
    double x = x_of(in, from);
    double width = x_of(in, to) - x;
    (void)fprintf(in->out,
                  "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" "
                  "class=\"%s\"><title>",
                  x, y, width < 1.5 ? 1.5 : width, height, class_name);
    put_escaped(in, tip);
    (void)fprintf(in->out, ": %s</title></rect>\n", ds_words_span(to - from, words));
}

static void put_line(const picture *in, double x1, double y1, double x2, double y2,
                     const char *class_name)
{
    (void)fprintf(in->out,
                  "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" class=\"%s\"/>\n",
                  x1, y1, x2, y2, class_name);
}

/* Lanes. */

static double lane_y(const picture *in, int32_t lane)
{
    return in->lanes_top + lane * (LANE + GAP);
}

/* The lane of a step that lasts. */
static int32_t lane_of(const picture *in, const ds_step *step)
{
    const ds_accounts *accounts = &in->about->accounts;
    for (int32_t i = 0; i < accounts->count; i++) {
        const ds_account *account = &accounts->list[i];
        bool is_hold = step->kind == DS_STEP_HELD;
        if (is_hold ? account->reason == step->reason && account->contract == step->contract
                    : account->group == step->group)
            return i;
    }
    return 0;
}

static void put_closed_hours(const picture *in, int32_t group, double y)
{
    const ds_calendar *hours = ds_desk_hours(in->desk, group);
    for (ds_ticks at = in->scale.from; at < in->scale.to;) {
        ds_ticks until =
            ds_ticks_min(ds_calendar_next_change(hours, at, NULL), in->scale.to);
        if (!ds_calendar_is_open(hours, at, NULL) && x_of(in, until) - x_of(in, at) > 0.3)
            put_bar(in, at, until, y, LANE, "closed", in->desk->groups[group].name);
        at = until;
    }
}

static void put_lane(const picture *in, int32_t lane)
{
    const ds_account *account = &in->about->accounts.list[lane];
    double y = lane_y(in, lane);
    char name[512];
    bool has_vendor = account->contract != DS_NO_ID;
    if (account->group != DS_NO_ID)
        (void)snprintf(name, sizeof name, "%s", in->desk->groups[account->group].name);
    else
        (void)snprintf(name, sizeof name, "Hold: %s%s%s", ds_words_reason(account->reason),
                       has_vendor ? " " : "",
                       has_vendor ? in->desk->contracts[account->contract].name : "");
    (void)fprintf(in->out,
                  "<rect x=\"%d\" y=\"%.1f\" width=\"%d\" height=\"%d\" class=\"lane\"/>\n",
                  LEFT, y, RIGHT - LEFT, LANE);
    put_text(in, 24, y + LANE / 2.0 + 5, "class=\"name\"", name, NAME_COLUMNS);
    if (account->group != DS_NO_ID)
        put_closed_hours(in, account->group, y);
}

static const char *class_of(const ds_step *step)
{
    static const char *const classes[DS_STEPS] = {
        [DS_STEP_WAITS] = "wait",
        [DS_STEP_WORKS] = "work",
        [DS_STEP_HELD] = "hold",
        [DS_STEP_RESOLVED] = "resolved",
    };
    return classes[step->kind];
}

/* Work stands out over the full height; waiting is a thinner bar. */
static void put_span(const picture *in, const ds_step *step)
{
    char tip[512];
    double y = lane_y(in, lane_of(in, step));
    double inset = step->kind == DS_STEP_WORKS      ? 2
                   : step->kind == DS_STEP_RESOLVED ? 14
                                                    : 8;
    ds_step_text(in->desk, in->timeline, step, tip, sizeof tip);
    put_bar(in, step->at, step->to, y + inset, LANE - 2 * inset, class_of(step), tip);
}

static void put_spans(const picture *in)
{
    const ds_steps *steps = &in->about->steps;
    int32_t lane = -1;
    for (int32_t i = 0; i < steps->count; i++) {
        const ds_step *step = &steps->list[i];
        if (!ds_step_lasts(step->kind) ||
            (step->kind == DS_STEP_RESOLVED && step->at == step->to))
            continue;
        int32_t next = lane_of(in, step);
        double x = x_of(in, step->at);
        if (lane >= 0 && next != lane)
            put_line(in, x, lane_y(in, lane) + LANE / 2.0, x, lane_y(in, next) + LANE / 2.0,
                     "way");
        lane = next;
        put_span(in, step);
    }
}

/* Clocks: a bar while one runs or is paused, after its due in another colour. */

static void put_clock_part(const picture *in, const ds_sla_clock *clock, ds_ticks from,
                           ds_ticks to, double y)
{
    if (clock->state == DS_SLA_PAUSED) {
        put_bar(in, from, to, y, CLOCK_LANE, "paused", "clock paused");
        return;
    }
    if (clock->state != DS_SLA_RUNNING)
        return;
    ds_ticks due = ds_ticks_max(ds_ticks_min(clock->due, to), from);
    if (due > from)
        put_bar(in, from, due, y, CLOCK_LANE, "runs", "clock runs");
    if (due < to)
        put_bar(in, due, to, y, CLOCK_LANE, "late", "clock runs past due");
}

/* Business time stands still outside the clock's calendar. */
static void put_clock_closed(const picture *in, const ds_sla_clock *clock, ds_ticks from,
                             ds_ticks to, double y)
{
    const ds_calendar *calendar = &in->desk->calendars[clock->calendar];
    for (ds_ticks at = from; clock->state == DS_SLA_RUNNING && at < to;) {
        ds_ticks until = ds_ticks_min(ds_calendar_next_change(calendar, at, NULL), to);
        if (!ds_calendar_is_open(calendar, at, NULL))
            put_bar(in, at, until, y + 3, CLOCK_LANE - 6, "asleep", "outside SLA hours");
        at = until;
    }
}

static void put_clock(const picture *in, double y, const char *name, bool is_response)
{
    const ds_timeline *timeline = in->timeline;
    put_text(in, 24, y + CLOCK_LANE / 2.0 + 5, "class=\"name\"", name, NAME_COLUMNS);
    (void)fprintf(in->out,
                  "<rect x=\"%d\" y=\"%.1f\" width=\"%d\" height=\"%d\" class=\"lane\"/>\n",
                  LEFT, y, RIGHT - LEFT, CLOCK_LANE);
    for (int32_t i = 0; i + 1 < timeline->moment_count; i++) {
        const ds_ticket_clocks *clocks = &timeline->moments[i].clocks;
        const ds_sla_clock *clock = is_response ? &clocks->response : &clocks->resolution;
        ds_ticks from = timeline->moments[i].at;
        ds_ticks to = timeline->moments[i + 1].at;
        if (to <= from)
            continue;
        put_clock_part(in, clock, from, to, y);
        put_clock_closed(in, clock, from, to, y);
    }
}

static void put_warnings(const picture *in, double y)
{
    char share[DS_WORDS_SIZE];
    double free_from = 0;
    for (int32_t i = 0; i < in->about->steps.count; i++) {
        const ds_step *step = &in->about->steps.list[i];
        double x = x_of(in, step->at);
        if (step->kind != DS_STEP_WARNING)
            continue;
        put_line(in, x, y, x, y + CLOCK_LANE + 4, "warning");
        if (x < free_from)
            continue;
        put_text(in, x, y + CLOCK_LANE + 16, "class=\"small middle\"",
                 ds_words_share(step->share, share), 8);
        free_from = x + 36;
    }
}

static double put_clocks(const picture *in)
{
    const ds_verdict *verdict = &in->about->verdict;
    double y = lane_y(in, in->about->accounts.count) + 4;
    if (verdict->response != DS_OUTCOME_NONE) {
        put_clock(in, y, "Response clock", true);
        y += CLOCK_LANE + GAP;
    }
    if (verdict->lives > 0) {
        put_clock(in, y, "Resolution clock", false);
        put_warnings(in, y);
        y += CLOCK_LANE + GAP + 14;
    }
    return y;
}

/* Labels above the lanes: what happens at an instant. */

static void put_label(const picture *in, const ds_label *one)
{
    const char *kind = one->is_due ? "due" : "instant";
    bool has_room = one->row < DS_LABEL_ROWS;
    double x = x_of(in, one->at);
    double y = in->lanes_top - 12 - (has_room ? one->row * LABEL_LINE : 0);
    char style[64];
    put_line(in, x, y + 4, x, in->lanes_bottom, kind);
    if (!has_room)
        return;
    (void)snprintf(style, sizeof style, "class=\"small %s-text%s\"", kind,
                   one->is_left ? " end" : "");
    put_text(in, one->is_left ? x - 3 : x + 3, y, style, one->text, 30);
}

/* The axis. */

/* "Wed 13 May"; where ticks are months apart "13 May 2026". */
static void make_date_text(const picture *in, ds_ticks at, char text[DS_WORDS_SIZE])
{
    char date[DS_WORDS_SIZE];
    ds_words_date(in->desk, at, date);
    bool is_long = in->scale.step >= 4 * DS_WEEK;
    char *year = strrchr(date, ' ');
    if (!is_long && year)
        *year = '\0';
    (void)snprintf(text, DS_WORDS_SIZE, "%s", is_long ? date + strlen("Wed ") : date);
}

static void put_axis(const picture *in)
{
    char text[DS_WORDS_SIZE];
    ds_ticks shown_day = -DS_NEVER;
    for (ds_ticks at = ds_time_scale_first(&in->scale); at < in->scale.to;
         at = ds_time_scale_next(&in->scale, at)) {
        double x = x_of(in, at);
        put_line(in, x, in->lanes_top, x, in->bottom + 5, "grid");
        if (in->scale.step < DS_DAY) {
            ds_words_time(in->desk, at, text);
            text[5] = '\0';
            put_text(in, x, in->bottom + 20, "class=\"small middle\"", text, 8);
        }
        ds_ticks day = ds_zone_day(&in->desk->zone, at);
        if (day == shown_day)
            continue;
        shown_day = day;
        make_date_text(in, at, text);
        put_text(in, x, in->bottom + (in->scale.step < DS_DAY ? 38 : 20),
                 "class=\"small middle\"", text, 20);
    }
}

/* The key. */

static void put_key(const picture *in, double y)
{
    static const struct {
        const char *class_name;
        const char *text;
    } keys[] = {
        {"work",     "work"             },
        {"wait",     "waits"            },
        {"closed",   "group closed"     },
        {"hold",     "on hold"          },
        {"resolved", "resolved"         },
        {"runs",     "clock runs"       },
        {"asleep",   "outside SLA hours"},
        {"paused",   "paused"           },
        {"late",     "past due"         }
    };
    double x = LEFT;
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        (void)fprintf(in->out,
                      "<rect x=\"%.1f\" y=\"%.1f\" width=\"16\" height=\"12\" "
                      "class=\"%s key\"/>\n",
                      x, y - 11, keys[i].class_name);
        put_text(in, x + 22, y, "class=\"small\"", keys[i].text, 30);
        x += 44 + 7.0 * ds_text_width(keys[i].text);
    }
}

/* The whole. */

static const char *const style =
    "<style>rect{shape-rendering:crispEdges}text{font-family:'DejaVu "
    "Sans',sans-serif;font-size:14px;fill:" DS_PLOT_INK
    "}.title{font-size:20px;font-weight:bold}.small{font-size:12px}.middle{text-anchor:"
    "middle}.end{text-anchor:end}.lane{fill:#FFFFFF;stroke:" DS_PLOT_LIGHT
    "}.closed{fill:#D8D8D8}.wait{fill:" ORANGE "}.work{fill:" DS_PLOT_BLUE
    "}.hold{fill:" PURPLE "}.resolved{fill:" DS_PLOT_GREY "}.runs{fill:" GREEN
    "}.late{fill:" DS_PLOT_VERMILLION "}.paused{fill:url(#stripes);stroke:" DS_PLOT_GREY
    ";stroke-width:0.6}.asleep{fill:#FFFFFF;fill-opacity:0.75}.closed.key"
    "{stroke:" DS_PLOT_GREY ";stroke-width:0.6}.asleep.key{fill:#BFE7DC;stroke:" GREEN
    ";stroke-width:2}.grid{stroke:" DS_PLOT_LIGHT "}.way{stroke:" DS_PLOT_INK
    ";stroke-width:1.2}.warning{stroke:" DS_PLOT_INK "}.instant{stroke:" DS_PLOT_INK
    ";stroke-dasharray:2 3}.due{stroke:" DS_PLOT_VERMILLION
    ";stroke-width:1.6;stroke-dasharray:6 3}.due-text{fill:#B04A00;font-weight:bold}"
    "</style>\n<defs><pattern id=\"stripes\" width=\"6\" height=\"6\" "
    "patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\"><rect width=\"6\" "
    "height=\"6\" fill=\"#FFFFFF\"/><rect width=\"2.4\" height=\"6\" fill=\"" DS_PLOT_GREY
    "\"/></pattern></defs>\n";

static void set_scale(picture *in)
{
    const ds_steps *steps = &in->about->steps;
    const ds_verdict *verdict = &in->about->verdict;
    ds_ticks from = in->timeline->ticket.arrived_at;
    ds_ticks to = from;
    for (int32_t i = 0; i < steps->count; i++)
        if (steps->list[i].kind != DS_STEP_CLOSED)
            to = ds_ticks_max(to, steps->list[i].to);
    /* A due that is not far ahead belongs into the picture. */
    if (verdict->lives > 0 && verdict->due < DS_NEVER && verdict->due > to &&
        verdict->due - from <= 2 * (to - from))
        to = verdict->due;
    ds_ticks margin = ds_ticks_max((to - from) / 50, DS_SECOND);
    ds_time_scale_init(&in->scale, &in->desk->zone, from - margin, to + margin, LEFT,
                       RIGHT);
}

static void title_of(const picture *in, char *text, size_t size)
{
    char number[DS_WORDS_SIZE];
    char arrived[DS_WORDS_SIZE];
    const ds_ticket *ticket = &in->timeline->ticket;
    (void)snprintf(text, size, "%s: %s %s '%s', arrived %s",
                   ds_words_ticket(ticket->number, number),
                   in->desk->priority_names[ticket->priority], ds_words_type(ticket->type),
                   in->desk->categories[ticket->category].name,
                   ds_words_instant(in->desk, ticket->arrived_at, arrived));
}

static int lines_of(const char *text)
{
    return ds_text_width(text) / (VERDICT_COLUMNS - 12) + 1;
}

static void put_head(const picture *in, double height, const char *title,
                     const char *verdict)
{
    (void)fprintf(in->out,
                  "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                  "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%.0f\" "
                  "viewBox=\"0 0 %d %.0f\" role=\"img\">\n<title>",
                  WIDTH, height, WIDTH, height);
    put_escaped(in, title);
    (void)fputs("</title>\n<desc>", in->out);
    put_escaped(in, verdict);
    (void)fprintf(in->out,
                  "</desc>\n%s<rect width=\"%d\" height=\"%.0f\" fill=\"#FFFFFF\"/>\n",
                  style, WIDTH, height);
}

static double clocks_height(const ds_verdict *verdict)
{
    double height = 4;
    if (verdict->response != DS_OUTCOME_NONE)
        height += CLOCK_LANE + GAP;
    if (verdict->lives > 0)
        height += CLOCK_LANE + GAP + 14;
    return height;
}

static void draw(picture *in, const char *verdict)
{
    char title[1024];
    ds_labels instants;
    title_of(in, title, sizeof title);
    set_scale(in);
    ds_labels_make(in->about, &in->scale, &instants);
    in->lanes_top = 70 + lines_of(verdict) * LINE + instants.rows * LABEL_LINE;
    in->lanes_bottom =
        lane_y(in, in->about->accounts.count) + clocks_height(&in->about->verdict);
    in->bottom = in->lanes_bottom;
    put_head(in, in->bottom + 80, title, verdict);
    put_text(in, 24, 36, "class=\"title\"", title, 90);
    (void)put_paragraph(in, 60, verdict);
    for (int32_t i = 0; i < in->about->accounts.count; i++)
        put_lane(in, i);
    put_axis(in);
    put_spans(in);
    (void)put_clocks(in);
    for (int32_t i = 0; i < instants.count; i++)
        put_label(in, &instants.list[i]);
    put_key(in, in->bottom + 66);
    (void)fputs("</svg>\n", in->out);
}

ds_status ds_explanation_put_svg(const ds_explanation *explanation, FILE *out,
                                 ds_error *err)
{
    picture in = {.out = out,
                  .about = explanation,
                  .timeline = explanation->timeline,
                  .desk = explanation->timeline->desk};
    char *verdict = ds_verdict_text(explanation);
    if (!verdict)
        return ds_error_no_memory(err);
    draw(&in, verdict);
    free(verdict);
    return DS_OK;
}
