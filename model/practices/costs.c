#include "model/practices/costs.h"

#include <stdlib.h>

void ds_costs_delete(ds_costs *costs)
{
    if (!costs)
        return;
    free(costs->wage);
    free(costs);
}
