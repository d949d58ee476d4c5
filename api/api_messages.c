/* Messages, versions and what all functions of the library share. */
#include "api/api_parts.h"

#include <stdlib.h>

_Static_assert(DESKSIM_VERSION_NUMBER ==
                   DS_VERSION_MAJOR * 10000 + DS_VERSION_MINOR * 100 + DS_VERSION_PATCH,
               "api/desksim.h has the version of the project");

int desksim_version_number(void)
{
    return DESKSIM_VERSION_NUMBER;
}

const char *desksim_version(void)
{
    return DS_VERSION;
}

const char *desksim_status_text(desksim_status status)
{
    switch (status) {
    case DESKSIM_OK:
        return "done";
    case DESKSIM_NO_MEMORY:
        return "out of memory";
    case DESKSIM_BAD_INPUT:
        return "the input was refused";
    case DESKSIM_IO_FAILED:
        return "a file could not be read or written";
    case DESKSIM_UNFINISHED:
        return "cancelled";
    case DESKSIM_UNAVAILABLE:
        return "an optional part is not there";
    }
    return "an unknown status";
}

desksim_status api_status(ds_status status)
{
    switch (status) {
    case DS_OK:
        return DESKSIM_OK;
    case DS_NO_MEMORY:
        return DESKSIM_NO_MEMORY;
    case DS_BAD_INPUT:
        return DESKSIM_BAD_INPUT;
    case DS_IO_FAILED:
        return DESKSIM_IO_FAILED;
    case DS_UNFINISHED:
        return DESKSIM_UNFINISHED;
    case DS_UNAVAILABLE:
        break;
    }
    return DESKSIM_UNAVAILABLE;
}

/* Messages. */

desksim_messages *desksim_messages_new(void)
{
    return calloc(1, sizeof(desksim_messages));
}

void desksim_messages_delete(desksim_messages *messages)
{
    if (messages)
        ds_diagnostics_free(&messages->list);
    free(messages);
}

void desksim_messages_clear(desksim_messages *messages)
{
    ds_diagnostics_free(&messages->list);
    messages->list = (ds_diagnostics){0};
}

int desksim_messages_count(const desksim_messages *messages)
{
    return messages->list.count;
}

int desksim_messages_errors(const desksim_messages *messages)
{
    return messages->list.error_count;
}

desksim_message desksim_messages_at(const desksim_messages *messages, int index)
{
    const ds_diagnostic *found = &messages->list.list[index];
    return (desksim_message){.is_warning = found->is_warning,
                             .path = found->path,
                             .line = found->line,
                             .column = found->column,
                             .text = found->text};
}

void desksim_message_print(const desksim_message *message, char *buffer, size_t size)
{
    const ds_diagnostic same = {.is_warning = message->is_warning,
                                .path = (char *)message->path,
                                .line = message->line,
                                .column = message->column,
                                .text = (char *)message->text};
    ds_diagnostic_format(&same, buffer, size);
}

void api_tell(desksim_messages *messages, ds_diagnostics *found)
{
    for (int32_t i = 0; messages && i < found->count; i++) {
        const ds_diagnostic *one = &found->list[i];
        const ds_place place = {
            .path = one->path, .line = one->line, .column = one->column};
        if (one->is_warning)
            ds_diagnostics_add_warning(&messages->list, place, "%s", one->text);
        else
            ds_diagnostics_add_error(&messages->list, place, "%s", one->text);
    }
    ds_diagnostics_free(found);
}

desksim_status api_refuse(desksim_messages *messages, const ds_error *err)
{
    if (messages)
        ds_diagnostics_add_status(&messages->list, "", err);
    return api_status(err->status);
}

/* Numbers. */

bool api_locale_enter(api_locale *saved)
{
    locale_t copy = duplocale(uselocale((locale_t)0));
    saved->plain = copy ? newlocale(LC_NUMERIC_MASK, "C", copy) : (locale_t)0;
    if (!saved->plain) {
        if (copy)
            freelocale(copy);
        return false;
    }
    saved->before = uselocale(saved->plain);
    return true;
}

void api_locale_leave(api_locale *saved)
{
    (void)uselocale(saved->before);
    freelocale(saved->plain);
}
