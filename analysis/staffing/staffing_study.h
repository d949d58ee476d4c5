/* A desk with other head counts: simulated on demand, and each combination only once.
 *
 * All combinations run the same replications under one seed, so that the same tickets come
 * to each. What has been simulated is kept, found again by its head counts, and can be
 * extended by more replications.
 */
#ifndef DS_ANALYSIS_STAFFING_STUDY_H
#define DS_ANALYSIS_STAFFING_STUDY_H

#include "analysis/staffing/staffing_range.h"
#include "analysis/studies/candidate.h"
#include "analysis/studies/experiment.h"

#include <stdint.h>

/* Money per agent hour of a group to which the scenario gives no wage. */
#define DS_STAFFING_WAGE 35

typedef struct ds_staffing_config {
    int32_t *agents; /* [group of the study] */
    ds_experiment_desk *desk;
    ds_candidate candidate;    /* candidate.count replications */
    ds_experiment_point point; /* what they say; x[key * candidate.count + replication] */
    ds_estimate *strict; /* [key] the same with intervals at the study's strict level */
} ds_staffing_config;

typedef struct ds_staffing_study {
    ds_experiment experiment;  /* its keys are those below */
    ds_key_measures keys;      /* owned */
    ds_staffing_range *ranges; /* [group of the desk] */
    int32_t count;             /* groups whose heads are varied */
    int32_t *groups;           /* [count] rows of the desk */
    ds_vary *varies;           /* [count] only paths are set */
    double *wages;             /* [group of the desk] */
    bool has_wages;            /* of all groups of the study; else some are assumed */
    double strict_level; /* for decisions; that of the experiment until a search sets it */
    int32_t config_count;
    int32_t config_capacity;
    ds_staffing_config *configs;
} ds_staffing_study;

/* `experiment` without its keys; the scenario must outlive the study. Free in any case. */
ds_status ds_staffing_study_init(ds_staffing_study *study, const ds_experiment *experiment,
                                 ds_error *err) DS_MUST_USE;
void ds_staffing_study_free(ds_staffing_study *study);

/* The row of the configuration with these head counts ([group of the study]), simulated if
 * it has not been. DS_UNFINISHED: stopped. */
ds_status ds_staffing_study_run(ds_staffing_study *study, const int32_t *agents,
                                int32_t *row_out, ds_diagnostics *said,
                                ds_error *err) DS_MUST_USE;

/* Has the configuration of a row run `count` replications, if it has run fewer. */
ds_status ds_staffing_study_extend(ds_staffing_study *study, int32_t row, int64_t count,
                                   ds_error *err) DS_MUST_USE;

/* Simulates a configuration again on fresh tickets: `count` replications under the next
 * seed. Its row is not kept. Free the point in any case. */
ds_status ds_staffing_study_check(ds_staffing_study *study, const int32_t *agents,
                                  int64_t count, ds_experiment_point *point,
                                  ds_diagnostics *said, ds_error *err) DS_MUST_USE;

/* The row of the configuration with these head counts; DS_NO_ID: it was not simulated. */
int32_t ds_staffing_study_find(const ds_staffing_study *study, const int32_t *agents);

/* Replications of all configurations together. */
int64_t ds_staffing_study_replications(const ds_staffing_study *study);

/* The key measure of this name and row; DS_NO_ID: there is none. */
int32_t ds_staffing_key(const ds_staffing_study *study, const char *measure,
                        ds_result_dimension dimension, int32_t row);

/* Wages of the agents on duty, in money per week. */
double ds_staffing_wages(const ds_staffing_study *study, const int32_t *agents);

/* The same with penalties for breaches, with the interval of the penalties; without any,
 * the cost is known and has none. */
ds_estimate ds_staffing_cost(const ds_staffing_study *study,
                             const ds_staffing_config *config);

/* Weeks of the window. */
double ds_staffing_weeks(const ds_staffing_study *study);

#endif
