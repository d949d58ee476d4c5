/* Estimates for people: as many digits as the interval warrants, and a unit that fits. */
#ifndef DS_ANALYSIS_ESTIMATE_TEXT_H
#define DS_ANALYSIS_ESTIMATE_TEXT_H

#include "analysis/estimates/estimate.h"

/* Bytes that any of the texts below take at most. */
#define DS_ESTIMATE_TEXT_SIZE 96

/* How values are shown. */
typedef enum ds_shown_as {
    DS_SHOWN_PLAIN,
    DS_SHOWN_COUNT,   /* without the interval */
    DS_SHOWN_PERCENT, /* a share, in % */
    DS_SHOWN_TIME,    /* hours, in h, min or s */
} ds_shown_as;

/* The parts of an estimate as text. */
typedef struct ds_estimate_text {
    char value[DS_ESTIMATE_TEXT_SIZE]; /* "12.4", "≥ 12.4", "–" where there is none */
    const char *unit;                  /* "h", "min", "s", "%", "" */
    char interval[DS_ESTIMATE_TEXT_SIZE]; /* "± 0.6", "[0.1, 2.3]", "(< 0.3)", "" */
} ds_estimate_text;

void ds_estimate_describe(const ds_estimate *estimate, ds_shown_as shown,
                          ds_estimate_text *text);

/* All of it in at most `width` columns: "12.4 h ± 0.6", without the interval where that
 * does not fit. */
void ds_estimate_print(const ds_estimate *estimate, ds_shown_as shown, int width,
                       char text[DS_ESTIMATE_TEXT_SIZE * 3]);

#endif
