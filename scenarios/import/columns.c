#include "scenarios/import/columns.h"

#include "scenarios/utf8.h"
#include "sim/clock.h"
#include "sim/spelling.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

ds_status ds_columns_init(ds_columns *columns, const ds_csv_row *row, ds_error *err)
{
    size_t count = (size_t)row->count;
    *columns = (ds_columns){.count = row->count};
    columns->names = ds_arena_take(&columns->arena, count * sizeof *columns->names);
    columns->is_used = ds_arena_take(&columns->arena, count * sizeof *columns->is_used);
    bool is_whole = columns->names && columns->is_used;
    for (int32_t i = 0; is_whole && i < row->count; i++) {
        columns->names[i] =
            ds_arena_copy(&columns->arena, row->fields[i].text, row->fields[i].length);
        is_whole = columns->names[i] != NULL;
    }
    for (int32_t i = 0; i < DS_IMPORT_FIELDS; i++)
        columns->column[i] = DS_NO_ID;
    return is_whole ? DS_OK : ds_error_no_memory(err);
}

void ds_columns_free(ds_columns *columns)
{
    ds_arena_free(&columns->arena);
    *columns = (ds_columns){0};
}

static int32_t find_word(const ds_columns *columns, const char *word)
{
    char wanted[128];
    ds_squash(word, wanted, sizeof wanted);
    for (int32_t i = 0; i < columns->count; i++) {
        char name[128];
        ds_squash(columns->names[i], name, sizeof name);
        if (strcmp(name, wanted) == 0 && (wanted[0] != '\0'))
            return i;
    }
    return DS_NO_ID;
}

static int32_t find_field(const ds_columns *columns, const ds_words *words)
{
    int32_t found = DS_NO_ID;
    for (int32_t i = 0; found == DS_NO_ID && i < words->count; i++)
        found = find_word(columns, words->list[i]);
    return found;
}

static ds_import_field time_needed(const ds_dialect *dialect)
{
    return dialect->kind == DS_EXPORT_EVENTS ? DS_FIELD_UPDATED : DS_FIELD_OPENED;
}

int32_t ds_columns_score(const ds_columns *columns, const ds_dialect *dialect)
{
    int32_t score = 0;
    for (int32_t i = 0; i < dialect->signature.count; i++) {
        if (find_word(columns, dialect->signature.list[i]) == DS_NO_ID)
            return 0;
        score += 3;
    }
    for (int32_t i = 0; i < DS_IMPORT_FIELDS; i++)
        score += find_field(columns, &dialect->columns[i]) != DS_NO_ID;
    bool has_needed =
        find_field(columns, &dialect->columns[DS_FIELD_ID]) != DS_NO_ID &&
        find_field(columns, &dialect->columns[time_needed(dialect)]) != DS_NO_ID;
    return has_needed ? score : 0;
}

static ds_status refuse_field(const char *map, const char *name, ds_error *err)
{
    const char *names[DS_IMPORT_FIELDS];
    for (int i = 0; i < DS_IMPORT_FIELDS; i++)
        names[i] = ds_import_field_name((ds_import_field)i);
    const char *near = ds_spelling_nearest(name, names, DS_IMPORT_FIELDS);
    return ds_error_set(err, DS_BAD_INPUT,
                        "--map '%s': there is no field '%s'%s%s%s (docs/import.md lists "
                        "them)",
                        map, name, near ? "; did you mean '" : "", near ? near : "",
                        near ? "'?" : "");
}

static ds_status refuse_column(const ds_columns *columns, const char *map, const char *name,
                               ds_error *err)
{
    const char *near = ds_spelling_nearest(name, columns->names, (size_t)columns->count);
    return ds_error_set(err, DS_BAD_INPUT, "--map '%s': the file has no column '%s'%s%s%s",
                        map, name, near ? "; did you mean '" : "", near ? near : "",
                        near ? "'?" : "");
}

static ds_status apply_map(ds_columns *columns, const char *map, ds_error *err)
{
    char field_name[64];
    const char *equals = strchr(map, '=');
    if (!equals || equals == map || (size_t)(equals - map) >= sizeof field_name)
        return ds_error_set(err, DS_BAD_INPUT, "--map '%s' is not FIELD=COLUMN", map);
    memcpy(field_name, map, (size_t)(equals - map));
    field_name[equals - map] = '\0';
    ds_import_field field = ds_import_field_find(field_name);
    if (field == DS_IMPORT_FIELDS)
        return refuse_field(map, field_name, err);
    if (equals[1] == '\0') {
        columns->column[field] = DS_NO_ID;
        return DS_OK;
    }
    int32_t column = find_word(columns, equals + 1);
    char *end = NULL;
    long number = strtol(equals + 1, &end, 10);
    if (column == DS_NO_ID && *end == '\0' && number >= 1 && number <= columns->count)
        column = (int32_t)number - 1;
    if (column == DS_NO_ID)
        return refuse_column(columns, map, equals + 1, err);
    columns->column[field] = column;
    return DS_OK;
}

static void list_names(const ds_columns *columns, char *list, size_t size)
{
    size_t used = 0;
    list[0] = '\0';
    for (int32_t i = 0; i < columns->count && i < 8 && used + 48 < size; i++) {
        char shown[40];
        ds_utf8_clip(shown, sizeof shown, columns->names[i], strlen(columns->names[i]));
        int length = snprintf(list + used, size - used, "%s%s", i > 0 ? ", " : "", shown);
        used += length > 0 ? (size_t)length : 0;
    }
    if (columns->count > 8)
        (void)snprintf(list + used, size - used, ", … (%d in all)", columns->count);
}

static ds_status check_needed(const ds_columns *columns, const ds_dialect *dialect,
                              const char *path, int line, ds_error *err)
{
    ds_import_field needed[2] = {DS_FIELD_ID, time_needed(dialect)};
    char list[400];
    for (int i = 0; i < 2; i++) {
        if (columns->column[needed[i]] != DS_NO_ID)
            continue;
        list_names(columns, list, sizeof list);
        const char *name = ds_import_field_name(needed[i]);
        return ds_error_set_at(err, DS_BAD_INPUT, path, line, 0,
                               "no column is known as %s in the dialect %s; say which with "
                               "--map %s=COLUMN (the header has: %s)",
                               name, dialect->name, name, list);
    }
    return DS_OK;
}

ds_status ds_columns_bind(ds_columns *columns, const ds_dialect *dialect,
                          const char *const *map, int32_t map_count, const char *path,
                          int line, ds_error *err)
{
    ds_status status = DS_OK;
    for (int32_t i = 0; i < DS_IMPORT_FIELDS; i++)
        columns->column[i] = find_field(columns, &dialect->columns[i]);
    for (int32_t i = 0; status == DS_OK && i < map_count; i++)
        status = apply_map(columns, map[i], err);
    if (status == DS_OK)
        status = check_needed(columns, dialect, path, line, err);
    for (int32_t i = 0; i < DS_IMPORT_FIELDS; i++)
        if (columns->column[i] != DS_NO_ID)
            columns->is_used[columns->column[i]] = true;
    return status;
}

bool ds_columns_is_personal(const ds_columns *columns, const ds_dialect *dialect,
                            int32_t column)
{
    return ds_words_have(&dialect->personal, columns->names[column]);
}
