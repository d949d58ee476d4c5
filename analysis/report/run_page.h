/* The parts of a run's page. Not public. */
#ifndef DS_ANALYSIS_RUN_PAGE_H
#define DS_ANALYSIS_RUN_PAGE_H

#include "analysis/report/page.h"
#include "analysis/report/run_facts.h"
#include "analysis/report/run_files.h"

typedef struct ds_run_page {
    ds_page *page;
    const ds_run_files *files;
    const ds_run_facts *facts;
    const char *tickets; /* "incidents", or "tickets" where the desk has none */
    const char *ticket;  /* one of them */
} ds_run_page;

/* Sections, in the order of the page. */
void ds_run_put_answer(ds_run_page *self);
ds_status ds_run_put_promises(ds_run_page *self, ds_error *err) DS_MUST_USE;
ds_status ds_run_put_groups(ds_run_page *self, ds_error *err) DS_MUST_USE;
ds_status ds_run_put_demand(ds_run_page *self, ds_error *err) DS_MUST_USE;
void ds_run_put_measures(ds_run_page *self);
ds_status ds_run_put_inputs(ds_run_page *self, ds_error *err) DS_MUST_USE;
void ds_run_put_method(ds_run_page *self);

/* The estimate as one text: "17.2 h ± 0.8". */
typedef struct ds_figure_text {
    char text[DS_ESTIMATE_TEXT_SIZE * 4];
} ds_figure_text;
ds_figure_text ds_run_figure(const ds_estimate *estimate, ds_shown_as shown);
/* A share as "38 %", never 0 % or 100 % where it is not. */
ds_figure_text ds_run_percent(double share);

/* The command of the run, with one more override where that is not NULL, as it is typed in
 * a shell: <pre>. */
void ds_run_put_command(ds_run_page *self, const char *override);

/* A picture in plots/, with its message. */
ds_status ds_run_put_plot(ds_run_page *self, const char *name, const char *title,
                          bool keeps_light, const char *message, ds_error *err) DS_MUST_USE;

#endif
