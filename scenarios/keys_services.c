/* The keys of services. */
#include "scenarios/key_table.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static const ds_key category_item = {
    .name = "a category", .forms = DS_AS_NAME, .names = DS_NAME_CATEGORY};
static const ds_key priority_item = {
    .name = "a priority", .forms = DS_AS_NAME, .names = DS_NAME_PRIORITY};

static const ds_key service_keys[] = {
    {.name = "categories",
     .forms = DS_AS_NAME | DS_AS_LIST,
     .names = DS_NAME_CATEGORY,
     .item = &category_item,
     .fallback_note = "all",
     .sentence = "The categories of the incidents that take it down."},
    {.name = "priorities",
     .forms = DS_AS_NAME | DS_AS_LIST,
     .names = DS_NAME_PRIORITY,
     .item = &priority_item,
     .fallback_note = "the highest",
     .sentence = "Their priorities, while they have them."},
    {.name = "hours",
     .forms = DS_AS_NAME,
     .names = DS_NAME_CALENDAR,
     .fallback = "always",
     .sentence = "The service hours."},
};
static const ds_section service_section = {.keys = service_keys,
                                           .key_count = COUNT(service_keys)};
static const ds_key service_item = {
    .name = "service", .forms = DS_AS_MAPPING, .section = &service_section};
const ds_section ds_services_section = {
    .title = "Services",
    .sentence = "`services: {NAME: {…}}`: availability, by service, from its outages.",
    .rest = &service_item,
    .rest_names = DS_NAME_NEW};
