/* How pages look: one style sheet, without a reference to anything outside. */
#ifndef DS_ANALYSIS_PAGE_STYLE_H
#define DS_ANALYSIS_PAGE_STYLE_H

#include <stdio.h>

/* Writes CSS for a <style> element. */
void ds_page_style_put(FILE *out);

#endif
