/* What 'desksim explain' found out about tickets, and how it is printed. */
#ifndef DS_CLI_EXPLAIN_OUTPUT_H
#define DS_CLI_EXPLAIN_OUTPUT_H

#include "analysis/histories/ticket_search.h"
#include "analysis/histories/timeline_verdict.h"
#include "cli/options.h"

typedef struct ds_explained {
    const ds_desk *desk;
    const ds_history_options *run;
    const ds_search *search; /* NULL: the tickets were named */
    ds_found_tickets found;
    uint64_t arrived; /* tickets of the replication */
    ds_timeline *timelines;
    ds_explanation *explanations;
    int32_t count;
} ds_explained;

/* Explains tickets by number; DS_BAD_INPUT names one that is not there and the range. Free
 * what was explained, after a failure too. */
ds_status ds_explained_tickets(ds_explained *explained, const uint64_t *numbers,
                               int32_t count, ds_error *err) DS_MUST_USE;
/* Explains the first of those that the search finds, or all. */
ds_status ds_explained_search(ds_explained *explained, bool is_all,
                              ds_error *err) DS_MUST_USE;
void ds_explained_free(ds_explained *explained);

/* To standard output, in the format that the options name. */
ds_status ds_explained_print(const ds_explained *explained, const ds_options *options,
                             ds_error *err) DS_MUST_USE;
/* Each explanation as files; *is_drawn_out: with a PNG each. */
ds_status ds_explained_save(const ds_explained *explained, const char *directory,
                            bool *is_drawn_out, ds_error *err) DS_MUST_USE;

#endif
