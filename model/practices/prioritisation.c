#include "model/practices/prioritisation.h"

#include <stdlib.h>

void ds_prioritisation_delete(ds_prioritisation *prioritisation)
{
    if (!prioritisation)
        return;
    for (int32_t p = 0; p < DS_MAX_PRIORITIES; p++) {
        free(prioritisation->mistaken[p].row);
        free(prioritisation->mistaken[p].upto);
    }
    free(prioritisation);
}
