#include "analysis/histories/timeline_labels.h"

#include "analysis/results/text_width.h"

/* Pixels: of a column of text, between texts, and of the longest text. */
#define COLUMN 7.5
#define SPACE 8
#define LONGEST 110

static void add(ds_labels *labels, ds_ticks at, const char *text, bool is_due)
{
    if (labels->count < DS_MOST_LABELS)
        labels->list[labels->count++] =
            (ds_label){.at = at, .text = text, .is_due = is_due};
}

static void collect(const ds_explanation *about, const ds_time_scale *scale,
                    ds_labels *labels)
{
    static const char *const texts[DS_STEPS] = {
        [DS_STEP_ARRIVES] = "arrives",
        [DS_STEP_TIME_LIMIT] = "time limit",
        [DS_STEP_RESOLVED] = "resolved",
        [DS_STEP_REOPENED] = "reopened",
        [DS_STEP_ENDS] = "simulation ends",
        [DS_STEP_RESPONSE_DUE] = "response due",
        [DS_STEP_RESOLUTION_DUE] = "resolution due",
        [DS_STEP_OLA_DUE] = "OLA due",
    };
    const ds_verdict *verdict = &about->verdict;
    if (verdict->resolution == DS_OUTCOME_MET && verdict->due < scale->to)
        add(labels, verdict->due, "resolution due", true);
    for (int32_t i = 0; i < about->steps.count; i++) {
        const ds_step *step = &about->steps.list[i];
        if (texts[step->kind])
            add(labels, step->at, texts[step->kind], step->kind >= DS_STEP_RESPONSE_DUE);
    }
}

void ds_labels_make(const ds_explanation *explanation, const ds_time_scale *scale,
                    ds_labels *labels)
{
    double ends[DS_LABEL_ROWS] = {0};
    *labels = (ds_labels){.rows = 1};
    collect(explanation, scale, labels);
    for (int32_t i = 0; i < labels->count; i++) {
        ds_label *one = &labels->list[i];
        double x = ds_time_scale_x(scale, one->at);
        double width = COLUMN * ds_text_width(one->text) + SPACE;
        one->is_left = x > scale->right - LONGEST;
        double left = one->is_left ? x - width : x;
        while (one->row < DS_LABEL_ROWS && ends[one->row] > left)
            one->row++;
        if (one->row == DS_LABEL_ROWS)
            continue;
        ends[one->row] = left + width;
        if (one->row >= labels->rows)
            labels->rows = one->row + 1;
    }
}
