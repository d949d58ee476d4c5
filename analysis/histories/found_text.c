/* The tickets that a search found, one line each. */
#include "analysis/histories/desk_words.h"
#include "analysis/histories/timeline_output.h"
#include "analysis/results/text_width.h"

static void put_fate(const ds_found_ticket *one, FILE *out)
{
    char words[DS_WORDS_SIZE];
    if (one->due >= DS_NEVER) {
        (void)fprintf(out, "%s", one->has_breached_resolution ? "breached" : "");
        return;
    }
    ds_ticks late = one->end - one->due;
    if (one->resolved_at < 0 && !one->has_breached_resolution)
        (void)fprintf(out, "not yet due");
    else if (late > 0)
        (void)fprintf(out, "late %s", ds_words_span(late, words));
    else
        (void)fprintf(out, one->has_breached_resolution ? "breached" : "in time");
}

static void put_found(const ds_desk *desk, const ds_found_ticket *one, FILE *out)
{
    char words[DS_WORDS_SIZE];
    ds_ticks response = (one->responded_at >= 0 ? one->responded_at : one->end);
    (void)fprintf(out, "%-10s", ds_words_ticket(one->number, words));
    ds_text_put(out, desk->priority_names[one->priority], 5, false);
    ds_text_put(out, desk->categories[one->category].name, 14, false);
    (void)fprintf(out, " %-17s", ds_words_instant(desk, one->arrived_at, words));
    (void)fprintf(out, "%11s", ds_words_span(response - one->arrived_at, words));
    (void)fprintf(out, "%11s%s ", ds_words_span(one->end - one->arrived_at, words),
                  one->resolved_at < 0 ? "*" : " ");
    put_fate(one, out);
    (void)fputc('\n', out);
}

void ds_found_put_text(const ds_desk *desk, const ds_found_tickets *found, FILE *out)
{
    bool has_open = false;
    (void)fprintf(out, "%-10s%-5s%-15s%-17s%11s%11s  %s\n", "Ticket", "Prio", "Category",
                  "Arrived", "First work", "Resolved", "Target");
    for (int32_t i = 0; i < found->count; i++) {
        put_found(desk, &found->list[i], out);
        has_open |= found->list[i].resolved_at < 0;
    }
    if (has_open)
        (void)fprintf(out, "* still open when the simulation ended\n");
}
