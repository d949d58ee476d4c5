/* How distributions are written: the arguments that each takes, their ranges, and how the
 * parameters follow from them. Used by ds_distribution_parse only.
 */
#ifndef DS_SIM_DISTRIBUTION_FORM_H
#define DS_SIM_DISTRIBUTION_FORM_H

#include "sim/distribution.h"

#include <stdbool.h>

typedef enum ds_argument_id {
    DS_MEAN,
    DS_MEDIAN,
    DS_SD,
    DS_CV,
    DS_SHAPE,
    DS_MIN,
    DS_MODE,
    DS_MAX,
    DS_ARGUMENTS
} ds_argument_id;

typedef struct ds_argument_rule {
    const char *name;
    bool in_seconds; /* a duration; else a number */
    bool above;      /* the value is above `least`, else at least that */
    double least;
    double most;
    const char *range; /* the same in words */
} ds_argument_rule;

extern const ds_argument_rule ds_argument_rules[DS_ARGUMENTS];

/* The arguments of one distribution as read. */
typedef struct ds_arguments {
    unsigned present; /* bit i for argument i */
    double value[DS_ARGUMENTS];
    int column[DS_ARGUMENTS]; /* of the value in the text */
} ds_arguments;

/* Fills the parameters of out from complete arguments, each within its range. */
typedef ds_status ds_build(const ds_arguments *arguments, ds_distribution *out,
                           ds_error *err);

typedef struct ds_distribution_form {
    const char *name;
    ds_distribution_kind kind;
    unsigned sets[5];  /* which arguments define it, the usual set first; ends with 0 */
    const char *takes; /* the same in words */
    const char *example;
    ds_build *build; /* NULL where it takes no named arguments */
} ds_distribution_form;

#define DS_DISTRIBUTION_FORMS 9
extern const ds_distribution_form ds_distribution_forms[DS_DISTRIBUTION_FORMS];

#endif
