/* Services that users need, and whether they are up: a service is down while an incident of
 * one of its categories and priorities is open. Service hours are those of a calendar. */
#ifndef DS_MODEL_PRACTICES_SERVICES_H
#define DS_MODEL_PRACTICES_SERVICES_H

#include "model/desk.h"

#define DS_MAX_SERVICES 32

typedef struct ds_service {
    char *name;
    int32_t hours;       /* calendar */
    uint32_t priorities; /* bits: of the incidents that take it down */
    bool *categories;    /* [category]; NULL: all */
} ds_service;

typedef struct ds_services {
    int32_t count;
    ds_service *list;
} ds_services;

/* Legal on NULL. */
void ds_services_delete(ds_services *services);

#endif
