/* A forecast for the terminal. */
#include "analysis/forecast/forecast_output.h"
#include "analysis/histories/desk_words.h"
#include "analysis/results/text_width.h"
#include "sim/clock.h"

#include <math.h>
#include <stdio.h>

enum { COLUMNS = 80, MOST_TICKETS = 20 };

static void put_heading(const ds_forecast_answer *answer, FILE *out)
{
    char when[DS_ISO_TIME_SIZE];
    char text[512];
    const ds_forecast *it = answer->forecast;
    (void)ds_iso_time_format(answer->at_us, when);
    (void)snprintf(text, sizeof text,
                   "%s: forecast of %d week%s from %s, %lld replications",
                   answer->desk->name, (int)it->weeks, it->weeks == 1 ? "" : "s", when,
                   (long long)it->replications);
    ds_text_wrap(out, text, COLUMNS, "", "");
    (void)snprintf(text, sizeof text,
                   "%lld ticket%s open; of these %.1f are expected to miss their "
                   "resolution targets.",
                   (long long)it->ticket_count, it->ticket_count == 1 ? " is" : "s are",
                   it->open_breaches);
    ds_text_wrap(out, text, COLUMNS, "", "");
}

static void put_prediction(const char *label, const ds_prediction *of, FILE *out)
{
    char text[64];
    fputs("  ", out);
    ds_text_put(out, label, 24, false);
    (void)snprintf(text, sizeof text, "%.0f", of->median);
    ds_text_put(out, text, 10, true);
    (void)snprintf(text, sizeof text, "%.0f to %.0f", of->lo80, of->hi80);
    ds_text_put(out, text, 20, true);
    (void)snprintf(text, sizeof text, "%.0f to %.0f", of->lo95, of->hi95);
    ds_text_put(out, text, 20, true);
    fputc('\n', out);
}

static void put_weeks(const ds_forecast_answer *answer, FILE *out)
{
    const ds_forecast *it = answer->forecast;
    fprintf(out, "\n  %-24s%10s%20s%20s\n", "", "median", "80 % interval", "95 % interval");
    for (int32_t w = 0; w < it->weeks; w++) {
        fprintf(out, "Week %d\n", (int)w + 1);
        for (int m = 0; m < DS_FORECAST_MEASURES; m++)
            put_prediction(ds_forecast_measure_label((ds_forecast_measure)m),
                           &it->week[w * DS_FORECAST_MEASURES + m], out);
    }
    if (it->weeks == 1)
        return;
    fputs("All weeks\n", out);
    for (int m = 0; m < DS_FORECAST_MEASURES; m++)
        put_prediction(ds_forecast_measure_label((ds_forecast_measure)m), &it->total[m],
                       out);
}

static const char *span(double hours, char text[DS_WORDS_SIZE])
{
    if (!isfinite(hours))
        return "later";
    return ds_words_span((ds_ticks)(hours * (double)DS_HOUR), text);
}

static void put_ticket(const ds_forecast_answer *answer, const ds_forecast_ticket *ticket,
                       FILE *out)
{
    const ds_ticket_table *table = answer->table;
    const ds_past_ticket *past = &table->list[ticket->row];
    char text[DS_WORDS_SIZE];
    char risk[16] = "–";
    ds_text_put(out, ticket->id ? ticket->id : "?", 15, false);
    fputc(' ', out);
    ds_text_put(out, past->priority == 255 ? "–" : table->priorities.list[past->priority],
                8, false);
    fputc(' ', out);
    ds_text_put(out, past->group == DS_NO_ID ? "–" : table->groups.list[past->group], 13,
                false);
    ds_text_put(out, span(ticket->age_h, text), 10, true);
    if (!isnan(ticket->breach))
        (void)snprintf(risk, sizeof risk, "%.0f %%", 100 * ticket->breach);
    ds_text_put(out, risk, 8, true);
    if (isnan(ticket->wait_h.median)) {
        fputs("  not told\n", out);
        return;
    }
    ds_text_put(out, span(ticket->wait_h.lo80, text), 12, true);
    ds_text_put(out, span(ticket->wait_h.hi80, text), 12, true);
    fputc('\n', out);
}

static void put_tickets(const ds_forecast_answer *answer, FILE *out)
{
    const ds_forecast *it = answer->forecast;
    int64_t shown = it->ticket_count < MOST_TICKETS ? it->ticket_count : MOST_TICKETS;
    if (shown == 0)
        return;
    fprintf(out,
            "\nOpen tickets, the likeliest to miss their targets first (%lld of %lld)\n",
            (long long)shown, (long long)it->ticket_count);
    fprintf(out, "%-15s %-8s %-13s%10s%8s%24s\n", "id", "priority", "first group", "age",
            "misses", "resolved in (80 %)");
    for (int64_t i = 0; i < shown; i++)
        put_ticket(answer, &it->tickets[i], out);
}

static void put_gap(const ds_forecast_answer *answer, FILE *out)
{
    char text[256];
    char words[DS_WORDS_SIZE];
    int64_t gap = answer->at_us - answer->last_us;
    if (gap < DS_DAY)
        return;
    (void)snprintf(
        text, sizeof text,
        "The tickets tell of nothing in the last %s before the forecast: what came "
        "since is unknown to it.",
        ds_words_span(gap, words));
    ds_text_wrap(out, text, COLUMNS, "", "");
}

static void put_assumptions(const ds_forecast_answer *answer, FILE *out)
{
    char text[512];
    const ds_forecast *it = answer->forecast;
    fputc('\n', out);
    ds_text_wrap(out,
                 "Assumed: of an open ticket the file tells when it came, its category, "
                 "priority and first group. Work already done, holds and the way ahead are "
                 "drawn, in each replication, from tickets of its category and first group "
                 "that were open as long; the time on hold so far is not used by itself. "
                 "Arrivals are the scenario's.",
                 COLUMNS, "", "");
    (void)snprintf(
        text, sizeof text,
        "%lld tickets that came before are replayed, so that queues are as long as "
        "they make them; of the open ones %.3g %% are otherwise all the same.",
        (long long)it->before, 100 * it->disagreeing);
    ds_text_wrap(out, text, COLUMNS, "", "");
    put_gap(answer, out);
    if (it->too_old == 0)
        return;
    (void)snprintf(text, sizeof text,
                   "%lld ticket%s older than a year %s left out: add %s to the backlog.",
                   (long long)it->too_old, it->too_old == 1 ? "" : "s",
                   it->too_old == 1 ? "is" : "are", it->too_old == 1 ? "it" : "them");
    ds_text_wrap(out, text, COLUMNS, "", "");
}

void ds_forecast_print(const ds_forecast_answer *answer, FILE *out)
{
    put_heading(answer, out);
    put_weeks(answer, out);
    put_tickets(answer, out);
    put_assumptions(answer, out);
}
