/* The labels above a timeline's picture: instants and dues, in rows so that none overlaps.
 */
#ifndef DS_ANALYSIS_TIMELINE_LABELS_H
#define DS_ANALYSIS_TIMELINE_LABELS_H

#include "analysis/histories/timeline_scale.h"
#include "analysis/histories/timeline_verdict.h"

#include <stdbool.h>

#define DS_MOST_LABELS 64
#define DS_LABEL_ROWS 4

typedef struct ds_label {
    ds_ticks at;
    const char *text;
    bool is_due;
    bool is_left; /* the text stands left of its line, at the right end of the axis */
    int row;      /* from 0, the lowest; DS_LABEL_ROWS: no room, a line only */
} ds_label;

typedef struct ds_labels {
    ds_label list[DS_MOST_LABELS];
    int32_t count;
    int rows; /* that are used, at least 1 */
} ds_labels;

/* The first DS_MOST_LABELS labels of a timeline, each in the lowest row with room. */
void ds_labels_make(const ds_explanation *explanation, const ds_time_scale *scale,
                    ds_labels *labels);

#endif
