#include "model/practices/services.h"

#include <stdlib.h>

void ds_services_delete(ds_services *services)
{
    if (!services)
        return;
    for (int32_t i = 0; services->list && i < services->count; i++) {
        free(services->list[i].name);
        free(services->list[i].categories);
    }
    free(services->list);
    free(services);
}
