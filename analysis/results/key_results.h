/* What was wanted of the key measures, and what became of it: part of results where a study
 * has asked for precision or for less variance. */
#ifndef DS_ANALYSIS_KEY_RESULTS_H
#define DS_ANALYSIS_KEY_RESULTS_H

#include "analysis/estimates/estimate.h"
#include "analysis/results/measure.h"
#include "model/desk.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

typedef enum ds_key_state {
    DS_KEY_REACHED,    /* the half-width is as small as wanted, or none was wanted */
    DS_KEY_TOO_WIDE,   /* it is not, or there is no interval yet */
    DS_KEY_NO_TICKETS, /* nothing to be precise about */
} ds_key_state;

typedef struct ds_key_result {
    ds_result_dimension dimension;
    int32_t row;
    int32_t measure;
    ds_estimate estimate; /* with the simultaneous level */
    double wanted;        /* half-width, in the measure's unit; NaN: none was */
    double more;          /* replications that it may still take; NaN: cannot be told */
    ds_key_state state;
    double variance_factor; /* how many times smaller the variance is than that of as many
                               independent replications; NaN: not asked, not known */
} ds_key_result;

typedef struct ds_key_table {
    int32_t count;
    ds_key_result *rows; /* owned */
    bool has_target;     /* a precision was wanted */
    bool is_reached;     /* by all */
    double level;        /* of all intervals together (Bonferroni) */
    double each_level;   /* of each of them: 1 - (1 - level)/count */
} ds_key_table;

void ds_key_table_free(ds_key_table *table);
/* "reached", "too wide", "no tickets" */
const char *ds_key_state_word(ds_key_state state);

/* The row that is farthest from what was wanted; NULL: none is too wide. */
const ds_key_result *ds_key_table_widest(const ds_key_table *table);

/* "P1 mttr_h", for people. Always terminated, as below. */
void ds_key_result_name(const ds_desk *desk, const ds_key_result *row, char *text,
                        size_t size);
/* "P1 mttr_h ± 0.31 h, wanted 0.22 h" */
void ds_key_result_describe(const ds_desk *desk, const ds_key_result *row, char *text,
                            size_t size);

/* The table for a terminal, lines of at most 80 columns; nothing where it has no rows. */
void ds_key_table_put(const ds_desk *desk, const ds_key_table *table, FILE *out);
/* As CSV with a header row. */
void ds_key_table_csv(const ds_desk *desk, const ds_key_table *table, FILE *out);

#endif
