/* The measures that a study is about: which ones have to be precise, or are compared.
 *
 * Written MEASURE, MEASURE:SLICE, MEASURE:DIMENSION or MEASURE:DIMENSION:SLICE, as in
 * mttr_h, resolution_breach_rate:P1, mttr_h:by_priority, utilisation:by_group:L1. Without a
 * slice it is that of `overall`, or all groups where `overall` has no such measure. A
 * dimension stands for all its slices that have tickets.
 */
#ifndef DS_ANALYSIS_KEY_MEASURES_H
#define DS_ANALYSIS_KEY_MEASURES_H

#include "analysis/results/measure.h"
#include "model/desk.h"
#include "sim/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct ds_key_measure {
    ds_result_dimension dimension;
    int32_t row;
    int32_t measure; /* a row of ds_measures() */
    bool is_named;   /* by itself, not as one of a dimension: it is expected to exist */
} ds_key_measure;

/* Zeroed: none. */
typedef struct ds_key_measures {
    int32_t count;
    ds_key_measure *list; /* each once, in the order in which they were named */
} ds_key_measures;

/* Adds what a text names. DS_BAD_INPUT says what is not known, and what may be meant. */
ds_status ds_key_measures_add(ds_key_measures *keys, const ds_desk *desk, const char *text,
                              ds_error *err) DS_MUST_USE;
/* Adds those of the desk's scenario (`key_measures`), or where it names none, MTTR and
 * resolution breach rate by priority. */
ds_status ds_key_measures_of_desk(ds_key_measures *keys, const ds_desk *desk,
                                  ds_error *err) DS_MUST_USE;
void ds_key_measures_free(ds_key_measures *keys);

/* "mttr_h:P1": as it may be written. Always terminated. */
void ds_key_measure_print(const ds_desk *desk, const ds_key_measure *key, char *buffer,
                          size_t size);

#endif
