/* A command, as a shell takes it. */
#ifndef DS_ANALYSIS_PAGE_COMMAND_H
#define DS_ANALYSIS_PAGE_COMMAND_H

#include "analysis/report/page.h"

#include <jansson.h>

/* The words of a command (a JSON array of texts), with one more --set where `override` is
 * not NULL, as it is typed in a shell: <pre>. */
void ds_page_command(ds_page *page, const json_t *words, const char *override);

#endif
