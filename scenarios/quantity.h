/* Numbers of a scenario with their units, so that they can be scaled and written again.
 *
 * A quantity is a rate, a duration, a number, a share, or a distribution of times, of which
 * the mean is the quantity: scaled, it keeps its shape. Its number is in the unit in which
 * it was written (rates, business days), in seconds (durations, distributions) or a pure
 * number (0.22 for 22%).
 */
#ifndef DS_SCENARIOS_QUANTITY_H
#define DS_SCENARIOS_QUANTITY_H

#include "scenarios/key_table.h"
#include "scenarios/scalar.h"
#include "sim/error.h"

#include <stdbool.h>
#include <stddef.h>

/* Room for the text of any quantity. */
#define DS_QUANTITY_TEXT_SIZE 256

typedef struct ds_quantity {
    const ds_key *key; /* what it is the value of */
    const char *text;  /* as written; borrowed */
    ds_form form;
    double number;
    ds_rate_unit unit; /* of a rate */
    bool is_in_business_days;
    bool is_in_percent; /* a share written with a percent sign */
} ds_quantity;

/* Reads what a key has as a quantity. DS_BAD_INPUT where the text is not as the key wants
 * it, or is no number (a word, a date, a name, an empirical distribution): err->text says
 * so and begins with the quoted text. `directory` as for ds_scalar_parse. */
ds_status ds_quantity_read(const ds_key *key, const char *text, const char *directory,
                           ds_quantity *out, ds_error *err) DS_MUST_USE;

/* Writes the quantity that is like this one but has another number: in the same unit, whole
 * where it has to be (rounded to the nearest). *number_out (may be NULL) is what was
 * written. Durations and distributions are exact to a microsecond. */
ds_status ds_quantity_print(const ds_quantity *like, double number, char *text, size_t size,
                            double *number_out, ds_error *err) DS_MUST_USE;

/* Whether only whole numbers will do. */
bool ds_quantity_is_whole(const ds_quantity *quantity);

/* The range that its key allows: numbers and shares; [0, infinity) for all else. */
void ds_quantity_range(const ds_quantity *quantity, double *low_out, double *high_out);

/* The number as people plot it: shares in percent, durations in hours. */
double ds_quantity_shown(const ds_quantity *quantity, double number);
/* The unit of that: "/workday", "%", "h", "business days", or "" for pure numbers. */
const char *ds_quantity_unit(const ds_quantity *quantity);

#endif
