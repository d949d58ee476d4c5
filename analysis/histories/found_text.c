/* The tickets that a search found, one line each. */
#include "analysis/histories/desk_words.h"
#include "analysis/histories/timeline_output.h"
#include "analysis/results/text_width.h"

static void put_fate(const ds_found_ticket *one, FILE *out)
{
    char words[DS_WORDS_SIZE];
    if (one->due >= DS_NEVER)
        (void)fputs(one->has_breached_resolution ? "breached" : "-", out);
    else if (one->end > one->due)
        (void)fputs(ds_words_span(one->end - one->due, words), out);
    else if (one->has_breached_resolution)
        (void)fputs("breached", out);
    else
        (void)fputs(one->resolved_at < 0 ? "not yet due" : "in time", out);
}

static void put_found(const ds_desk *desk, const ds_found_ticket *one, FILE *out)
{
    char words[DS_WORDS_SIZE];
    ds_ticks response = one->responded_at >= 0 ? one->responded_at : one->end;
    (void)fprintf(out, "%-10s", ds_words_ticket(one->number, words));
    ds_text_put(out, desk->priority_names[one->priority], 5, false);
    ds_text_put(out, desk->categories[one->category].name, 11, false);
    (void)fprintf(out, " %-16s", ds_words_instant(desk, one->arrived_at, words));
    (void)fprintf(out, "%12s", ds_words_span(response - one->arrived_at, words));
    (void)fprintf(out, "%12s%s ", ds_words_span(one->end - one->arrived_at, words),
                  one->resolved_at < 0 ? "*" : " ");
    put_fate(one, out);
    (void)fputc('\n', out);
}

void ds_found_put_text(const ds_desk *desk, const ds_found_tickets *found, FILE *out)
{
    bool has_open = false;
    (void)fprintf(out, "%-10s%-5s%-12s%-16s%12s%12s  %s\n", "Ticket", "Prio", "Category",
                  "Arrived", "First work", "Resolved", "Late by");
    for (int32_t i = 0; i < found->count; i++) {
        put_found(desk, &found->list[i], out);
        has_open |= found->list[i].resolved_at < 0;
    }
    if (has_open)
        (void)fprintf(out, "* still open when the simulation ended\n");
}
