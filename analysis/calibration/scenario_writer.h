/* A calibration as a scenario file that `run` accepts, its comments saying of each value
 * whether it was measured, inferred or assumed. */
#ifndef DS_ANALYSIS_SCENARIO_WRITER_H
#define DS_ANALYSIS_SCENARIO_WRITER_H

#include "analysis/calibration/calibration.h"

#include <stdio.h>

/* Writes the YAML; failures show in the stream. */
void ds_scenario_write(const ds_calibration *self, FILE *out);

/* "measured", "inferred" or "assumed". */
const char *ds_basis_word(ds_basis basis);

/* "12.3m", a duration as scenarios have it, four digits. */
void ds_put_duration(FILE *out, double seconds);
/* "lognormal(mean 12.3m cv 0.81)". */
void ds_put_distribution(FILE *out, const ds_distribution *distribution);

#endif
