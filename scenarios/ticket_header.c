#include "scenarios/ticket_header.h"

#include "scenarios/utf8.h"
#include "sim/clock.h"
#include "sim/spelling.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const size_t prefix_length = sizeof DS_TOUCH_PREFIX - 1;

static bool is_touch_column(const char *name)
{
    return strncasecmp(name, DS_TOUCH_PREFIX, prefix_length) == 0 &&
           name[prefix_length] != '\0';
}

static int32_t known_column(const char *name)
{
    for (int32_t i = 0; i < DS_TICKET_COLUMNS; i++)
        if (strcasecmp(name, ds_ticket_column_name((ds_ticket_column)i)) == 0)
            return i;
    return DS_NO_ID;
}

static ds_status refuse_twice(const ds_csv_row *row, const ds_csv_field *field,
                              const char *path, ds_error *err)
{
    char shown[DS_TICKET_NAME_SIZE];
    ds_utf8_clip(shown, sizeof shown, field->text, field->length);
    return ds_error_set_at(err, DS_BAD_INPUT, path, (int)row->line, 0,
                           "the header has the column '%s' twice", shown);
}

static void ignore(ds_ticket_header *header, const ds_csv_field *field)
{
    int32_t i = header->ignored_count++;
    if (i < DS_TICKET_NAMES_KEPT)
        ds_utf8_clip(header->ignored[i], DS_TICKET_NAME_SIZE, field->text, field->length);
}

static bool has_touch_group(const ds_ticket_header *header, const char *group)
{
    for (int32_t i = 0; i < header->touch_count; i++)
        if (strcmp(header->touch_group[i], group) == 0)
            return true;
    return false;
}

static ds_status add_touch(ds_ticket_header *header, const ds_csv_row *row, int32_t index,
                           const char *path, ds_error *err)
{
    const ds_csv_field *field = &row->fields[index];
    const char *group = field->text + prefix_length;
    if (has_touch_group(header, group))
        return refuse_twice(row, field, path, err);
    char *copy = strdup(group);
    if (!copy)
        return ds_error_no_memory(err);
    header->touch_group[header->touch_count] = copy;
    header->touch_field[header->touch_count++] = index;
    return DS_OK;
}

static ds_status add_column(ds_ticket_header *header, const ds_csv_row *row, int32_t index,
                            const char *path, ds_error *err)
{
    const ds_csv_field *field = &row->fields[index];
    if (is_touch_column(field->text))
        return add_touch(header, row, index, path, err);
    int32_t column = known_column(field->text);
    if (column == DS_NO_ID) {
        ignore(header, field);
        return DS_OK;
    }
    if (header->field[column] != DS_NO_ID)
        return refuse_twice(row, field, path, err);
    header->field[column] = index;
    return DS_OK;
}

/* "; is '…' meant for it" for a column that is missing, or nothing. */
static void hint_spelling(char *hint, size_t size, const ds_csv_row *row, const char *name)
{
    const char *names[DS_CSV_MAX_COLUMNS];
    int32_t count = row->count < DS_CSV_MAX_COLUMNS ? row->count : DS_CSV_MAX_COLUMNS;
    for (int32_t i = 0; i < count; i++)
        names[i] =
            known_column(row->fields[i].text) == DS_NO_ID ? row->fields[i].text : NULL;
    const char *nearest = ds_spelling_nearest(name, names, (size_t)count);
    hint[0] = '\0';
    if (!nearest)
        return;
    char shown[DS_TICKET_NAME_SIZE];
    ds_utf8_clip(shown, sizeof shown, nearest, strlen(nearest));
    (void)snprintf(hint, size, "; is '%s' meant for it", shown);
}

/* The header's first names, for a person to see what file this is. */
static void list_names(char *list, size_t size, const ds_csv_row *row)
{
    size_t used = 0;
    list[0] = '\0';
    for (int32_t i = 0; i < row->count && i < 6; i++) {
        char shown[40];
        ds_utf8_clip(shown, sizeof shown, row->fields[i].text, row->fields[i].length);
        int length = snprintf(list + used, size - used, "%s%s", i > 0 ? ", " : "", shown);
        if (length < 0 || (size_t)length >= size - used)
            return;
        used += (size_t)length;
    }
    if (row->count > 6)
        (void)snprintf(list + used, size - used, ", ... (%d in all)", row->count);
}

static ds_status refuse_missing(const ds_csv_row *row, const char *name, const char *path,
                                ds_error *err)
{
    char list[320];
    char hint[128];
    const char *first = row->fields[0].text;
    if (row->count == 1 && (strchr(first, ';') || strchr(first, '\t')))
        return ds_error_set_at(err, DS_BAD_INPUT, path, (int)row->line, 0,
                               "the columns are separated by %s; a ticket CSV uses commas",
                               strchr(first, ';') ? "semicolons" : "tabs");
    list_names(list, sizeof list, row);
    hint_spelling(hint, sizeof hint, row, name);
    return ds_error_set_at(err, DS_BAD_INPUT, path, (int)row->line, 0,
                           "the header has no column '%s', which a ticket CSV needs%s "
                           "(it has: %s)",
                           name, hint, list);
}

static ds_status allocate_touch(ds_ticket_header *header, ds_error *err)
{
    size_t count = (size_t)header->field_count;
    header->touch_field = calloc(count, sizeof *header->touch_field);
    header->touch_group = calloc(count, sizeof *header->touch_group);
    return header->touch_field && header->touch_group ? DS_OK : ds_error_no_memory(err);
}

ds_status ds_ticket_header_init(ds_ticket_header *header, const ds_csv_row *row,
                                const char *path, ds_error *err)
{
    *header = (ds_ticket_header){.field_count = row->count};
    for (int32_t i = 0; i < DS_TICKET_COLUMNS; i++)
        header->field[i] = DS_NO_ID;
    ds_status status = allocate_touch(header, err);
    for (int32_t i = 0; status == DS_OK && i < row->count; i++)
        status = add_column(header, row, i, path, err);
    if (status != DS_OK)
        return status;
    if (header->field[DS_TICKET_ID] == DS_NO_ID)
        return refuse_missing(row, "id", path, err);
    if (header->field[DS_TICKET_OPENED_AT] == DS_NO_ID)
        return refuse_missing(row, "opened_at", path, err);
    return DS_OK;
}

void ds_ticket_header_free(ds_ticket_header *header)
{
    for (int32_t i = 0; i < header->touch_count; i++)
        free(header->touch_group[i]);
    free(header->touch_group);
    free(header->touch_field);
    *header = (ds_ticket_header){0};
}
