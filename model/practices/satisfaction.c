#include "model/practices/satisfaction.h"

#include <stdlib.h>

void ds_satisfaction_delete(ds_satisfaction *satisfaction)
{
    free(satisfaction);
}
