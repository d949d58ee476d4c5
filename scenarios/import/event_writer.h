/* The event log of an import, in the columns of `explain --log` (docs/explain.md). */
#ifndef DS_IMPORT_EVENT_WRITER_H
#define DS_IMPORT_EVENT_WRITER_H

#include "scenarios/import/case.h"

#include <stdio.h>

void ds_import_events_head(FILE *file);
/* The events of a finished case, whose agents are those of its people. */
void ds_import_events_put(const ds_import_case *one, FILE *file);

#endif
