#include "analysis/histories/desk_words.h"
#include "analysis/histories/timeline_output.h"
#include "analysis/results/text_width.h"

#include <stdlib.h>
#include <string.h>

enum {
    COLUMNS = 80,
    TEXT_COLUMNS = 37,
    SPAN_COLUMNS = 11,
    STRIP_COLUMNS = 76,
    RIVALS_SHOWN = 8,
};

typedef struct page {
    FILE *out;
    const ds_explanation *about;
    const ds_timeline *timeline;
    const ds_desk *desk;
} page;

static void put_line(const page *on, const char *text)
{
    ds_text_wrap(on->out, text, COLUMNS, "", "");
}

/* The head: which ticket, and the verdict. */

static void put_title(const page *on)
{
    const ds_ticket *ticket = &on->timeline->ticket;
    char number[DS_WORDS_SIZE];
    char time[DS_WORDS_SIZE];
    char date[DS_WORDS_SIZE];
    char title[1024];
    (void)snprintf(title, sizeof title, "%s: %s %s '%s', arrived %s %s",
                   ds_words_ticket(ticket->number, number),
                   on->desk->priority_names[ticket->priority], ds_words_type(ticket->type),
                   on->desk->categories[ticket->category].name,
                   ds_words_date(on->desk, ticket->arrived_at, date),
                   ds_words_time(on->desk, ticket->arrived_at, time));
    put_line(on, title);
}

static ds_status put_verdict(const page *on, ds_error *err)
{
    char *text = ds_verdict_text(on->about);
    if (!text)
        return ds_error_no_memory(err);
    (void)fputc('\n', on->out);
    put_line(on, text);
    free(text);
    return DS_OK;
}

/* The strip: the whole life in one line, one letter a column. */

static char letter_of(const page *on, const ds_step *step, ds_ticks at)
{
    if (step->kind == DS_STEP_WORKS)
        return '#';
    if (step->kind == DS_STEP_HELD)
        return 'h';
    if (step->kind == DS_STEP_RESOLVED)
        return '-';
    const ds_calendar *hours = ds_desk_hours(on->desk, step->group);
    return ds_calendar_is_open(hours, at, NULL) ? 'w' : '.';
}

/* Work is short and what matters: a column with any of it shows it. */
static char letter_of_column(const page *on, ds_ticks from, ds_ticks to)
{
    const ds_steps *steps = &on->about->steps;
    char letter = ' ';
    for (int32_t i = 0; i < steps->count; i++) {
        const ds_step *step = &steps->list[i];
        if (!ds_step_lasts(step->kind) || step->at >= to || step->to <= from)
            continue;
        if (step->kind == DS_STEP_WORKS)
            return '#';
        ds_ticks middle = from + (to - from) / 2;
        if (letter == ' ' || (step->at <= middle && step->to > middle))
            letter = letter_of(on, step, ds_ticks_max(middle, step->at));
    }
    return letter;
}

static ds_ticks end_of(const page *on)
{
    const ds_steps *steps = &on->about->steps;
    ds_ticks end = on->timeline->ticket.arrived_at;
    for (int32_t i = 0; i < steps->count; i++)
        if (ds_step_lasts(steps->list[i].kind))
            end = ds_ticks_max(end, steps->list[i].to);
    return end;
}

static void put_strip(const page *on)
{
    ds_ticks start = on->timeline->ticket.arrived_at;
    double width = (double)(end_of(on) - start) / STRIP_COLUMNS;
    char strip[STRIP_COLUMNS + 1];
    if (width < 1)
        return;
    for (int i = 0; i < STRIP_COLUMNS; i++)
        strip[i] = letter_of_column(on, start + (ds_ticks)(i * width),
                                    start + (ds_ticks)((i + 1) * width));
    strip[STRIP_COLUMNS] = '\0';
    (void)fprintf(on->out,
                  "\n  %s\n  # work  w waits for an agent  . group closed  h on hold  "
                  "- resolved\n",
                  strip);
}

/* The steps. */

static const char *clock_word(const ds_step *step)
{
    switch ((ds_sla_state)step->clock) {
    case DS_SLA_RUNNING:
        return step->is_late ? "late" : "runs";
    case DS_SLA_PAUSED:
        return "paused";
    case DS_SLA_STOPPED:
        return step->is_late ? "breach" : "met";
    case DS_SLA_NONE:
    case DS_SLA_CANCELLED:
        break;
    }
    return "";
}

static bool has_clock(const page *on)
{
    return on->about->verdict.lives > 0;
}

static void put_clock(const page *on, const ds_step *step)
{
    char share[DS_WORDS_SIZE] = "";
    if (step->clock != DS_SLA_NONE && step->goal > 0 && step->goal < DS_NEVER)
        (void)ds_words_share((double)step->used / (double)step->goal, share);
    (void)fprintf(on->out, "  ");
    ds_text_put(on->out, clock_word(step), 6, false);
    (void)fputc(' ', on->out);
    ds_text_put(on->out, share, 7, true);
}

/* Without a length and a clock there is nothing after the text, not even room. */
static void put_step(const page *on, const ds_step *step)
{
    char text[512];
    char words[DS_WORDS_SIZE];
    bool has_length = ds_step_lasts(step->kind) && step->to > step->at;
    bool is_alone = !has_length && !has_clock(on);
    (void)fprintf(on->out, "  %s  ", ds_words_time(on->desk, step->at, words));
    ds_step_text(on->desk, on->timeline, step, text, sizeof text);
    int width = ds_text_width(text);
    ds_text_put(on->out, text, is_alone && width < TEXT_COLUMNS ? width : TEXT_COLUMNS,
                false);
    if (!is_alone) {
        (void)fprintf(on->out, "  ");
        ds_text_put(on->out, has_length ? ds_words_span(step->to - step->at, words) : "",
                    SPAN_COLUMNS, true);
    }
    if (has_clock(on))
        put_clock(on, step);
    (void)fputc('\n', on->out);
}

static void put_steps(const page *on)
{
    char date[DS_WORDS_SIZE];
    char shown[DS_WORDS_SIZE] = "";
    const ds_steps *steps = &on->about->steps;
    (void)fprintf(on->out, "\n%-52s%10s%s\n", "Local time", "Lasts",
                  has_clock(on) ? "  SLA       used" : "");
    for (int32_t i = 0; i < steps->count; i++) {
        (void)ds_words_date(on->desk, steps->list[i].at, date);
        if (strcmp(date, shown) != 0)
            (void)fprintf(on->out, "%s\n", date);
        memcpy(shown, date, sizeof shown);
        put_step(on, &steps->list[i]);
    }
}

/* Who used up the time. */

static void put_cell(const page *on, ds_ticks time)
{
    char words[DS_WORDS_SIZE];
    (void)fputc(' ', on->out);
    ds_text_put(on->out, time > 0 ? ds_words_span(time, words) : "-", 11, true);
}

static void put_share(const page *on, ds_ticks part, ds_ticks all)
{
    char words[DS_WORDS_SIZE];
    (void)fputc(' ', on->out);
    ds_text_put(on->out, all > 0 ? ds_words_share((double)part / (double)all, words) : "-",
                6, true);
}

static void put_account(const page *on, const char *name, const ds_account *account)
{
    const ds_account *total = &on->about->accounts.total;
    (void)fprintf(on->out, "  ");
    ds_text_put(on->out, name, 16, false);
    put_cell(on, account->time[DS_USE_WAIT]);
    put_cell(on, account->time[DS_USE_CLOSED]);
    put_cell(on, account->time[DS_USE_WORK]);
    put_cell(on, account->time[DS_USE_HOLD]);
    put_share(on, account->all_time, total->all_time);
    if (has_clock(on))
        put_share(on, account->all_used, total->all_used);
    (void)fputc('\n', on->out);
}

static void put_accounts(const page *on)
{
    const ds_accounts *accounts = &on->about->accounts;
    char name[512];
    char words[DS_WORDS_SIZE];
    (void)fprintf(on->out, "\n%-18s%12s%12s%12s%12s%7s%s\n", "Who used the time", "waiting",
                  "closed", "work", "on hold", "share", has_clock(on) ? "    SLA" : "");
    for (int32_t i = 0; i < accounts->count; i++) {
        const ds_account *account = &accounts->list[i];
        bool has_vendor = account->contract != DS_NO_ID;
        if (account->group != DS_NO_ID)
            (void)snprintf(name, sizeof name, "%s", on->desk->groups[account->group].name);
        else
            (void)snprintf(name, sizeof name, "%s%s%s", ds_words_reason(account->reason),
                           has_vendor ? " " : "",
                           has_vendor ? on->desk->contracts[account->contract].name : "");
        put_account(on, name, account);
    }
    if (accounts->count > 1)
        put_account(on, "All", &accounts->total);
    if (accounts->resolved_time > 0)
        (void)fprintf(on->out, "  Resolved, until it was reopened: %s\n",
                      ds_words_span(accounts->resolved_time, words));
}

/* Who was served meanwhile. */

/* "  served first: 2 P1 (20 min), 1 P2 (5 min)". */
static void put_served(const page *on, const ds_visit_wait *wait)
{
    char list[1024];
    char words[DS_WORDS_SIZE];
    size_t used =
        (size_t)snprintf(list, sizeof list, "served first: %d, namely", (int)wait->served);
    const char *before = "";
    for (int32_t p = 0; p < on->desk->priority_count && used < sizeof list; p++) {
        int32_t count = 0;
        ds_ticks occupied = 0;
        for (int32_t i = wait->in_work; i < wait->rival_count; i++) {
            count += wait->rivals[i].priority == p;
            occupied += wait->rivals[i].priority == p ? wait->rivals[i].occupied : 0;
        }
        if (count == 0)
            continue;
        used += (size_t)snprintf(list + used, sizeof list - used, "%s %d %s (%s)", before,
                                 (int)count, on->desk->priority_names[p],
                                 ds_words_span(occupied, words));
        before = ",";
    }
    ds_text_wrap(on->out, list, COLUMNS, "  ", "    ");
}

static ds_ticks occupied_by(const ds_rival *rivals, int32_t count)
{
    ds_ticks sum = 0;
    for (int32_t i = 0; i < count; i++)
        sum += rivals[i].occupied;
    return sum;
}

static void put_rival(const page *on, const ds_rival *rival)
{
    char number[DS_WORDS_SIZE];
    char came[DS_WORDS_SIZE];
    char words[DS_WORDS_SIZE];
    (void)fprintf(on->out, "    %s  ", ds_words_ticket(rival->number, number));
    ds_text_put(on->out, on->desk->priority_names[rival->priority], 8, false);
    (void)fprintf(on->out, "  came %-16s",
                  ds_words_instant(on->desk, rival->queued_at, came));
    (void)ds_words_span(rival->occupied, words);
    if (rival->was_in_work)
        (void)fprintf(on->out, "  took %-11s  was in work\n", words);
    else
        (void)fprintf(on->out, "  took %s\n", words);
}

/* Of many, those that took the longest, in the order in which they stand. */
static void put_rivals(const page *on, const ds_visit_wait *wait)
{
    int32_t shown = 0;
    ds_ticks hidden = 0;
    for (int32_t i = 0; i < wait->rival_count; i++) {
        int32_t longer = 0;
        for (int32_t j = 0; j < wait->rival_count && longer < RIVALS_SHOWN; j++)
            longer += wait->rivals[j].occupied > wait->rivals[i].occupied ||
                      (wait->rivals[j].occupied == wait->rivals[i].occupied && j < i);
        if (longer < RIVALS_SHOWN) {
            put_rival(on, &wait->rivals[i]);
            shown++;
        } else {
            hidden += wait->rivals[i].occupied;
        }
    }
    char words[DS_WORDS_SIZE];
    if (shown < wait->rival_count)
        (void)fprintf(on->out, "    and %d more, which took %s in all\n",
                      (int)(wait->rival_count - shown), ds_words_span(hidden, words));
}

static void put_wait(const page *on, const ds_visit_wait *wait)
{
    char words[DS_WORDS_SIZE];
    char title[512];
    char more[64] = "";
    if (wait->closed > 0)
        (void)snprintf(more, sizeof more, ", %s of it closed",
                       ds_words_span(wait->closed, words));
    (void)snprintf(title, sizeof title, "While it waited for %s (%s%s)",
                   on->desk->groups[wait->group].name, ds_words_span(wait->wait, words),
                   more);
    (void)fputc('\n', on->out);
    put_line(on, title);
    if (wait->rival_count == 0) {
        (void)fprintf(on->out, "  nobody else was served.\n");
        return;
    }
    if (wait->in_work > 0)
        (void)fprintf(on->out, "  in work when it came: %d (%s)\n", (int)wait->in_work,
                      ds_words_span(occupied_by(wait->rivals, wait->in_work), words));
    if (wait->served > 0)
        put_served(on, wait);
    put_rivals(on, wait);
}

ds_status ds_explanation_put_text(const ds_explanation *explanation, FILE *out,
                                  ds_error *err)
{
    page on = {out, explanation, explanation->timeline, explanation->timeline->desk};
    put_title(&on);
    ds_status status = put_verdict(&on, err);
    if (status != DS_OK)
        return status;
    put_strip(&on);
    put_steps(&on);
    put_accounts(&on);
    for (int32_t i = 0; i < explanation->waits.count; i++)
        put_wait(&on, &explanation->waits.list[i]);
    return DS_OK;
}
