/* The forms of an event log: how a head, a case and an end are written. */
#ifndef DS_ANALYSIS_EVENT_LOG_FORMS_H
#define DS_ANALYSIS_EVENT_LOG_FORMS_H

#include "analysis/histories/event_log.h"

typedef struct ds_log_form {
    void (*put_head)(const ds_desk *desk, const ds_history_options *options, FILE *file);
    void (*put_case)(const ds_desk *desk, const ds_log_case *one, FILE *file);
    void (*put_end)(FILE *file);
} ds_log_form;

extern const ds_log_form ds_log_csv;
extern const ds_log_form ds_log_xes;

#endif
