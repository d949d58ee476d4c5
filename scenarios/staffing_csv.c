#include "scenarios/staffing_csv.h"

#include "scenarios/csv_reader.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { DAY_MINUTES = 24 * 60, DAYS = 7, COLUMNS = 3, MOST_AGENTS = 100000 };

static const char *const column_names[COLUMNS] = {"group", "interval_start", "agents"};
static const char *const day_names[DAYS] = {"monday", "tuesday",  "wednesday", "thursday",
                                            "friday", "saturday", "sunday"};

typedef struct reader {
    ds_staffing_table *table;
    bool has_head;
    int32_t column[COLUMNS];
} reader;

static int32_t time_parse(const char *text)
{
    char *end;
    if (!isdigit((unsigned char)text[0]))
        return -1;
    long hour = strtol(text, &end, 10);
    if (end - text > 2 || *end != ':' || !isdigit((unsigned char)end[1]) ||
        !isdigit((unsigned char)end[2]) || end[3] != '\0')
        return -1;
    long minute = strtol(end + 1, NULL, 10);
    return hour < 24 && minute < 60 ? (int32_t)(hour * 60 + minute) : -1;
}

int32_t ds_week_minute_parse(const char *text)
{
    size_t letters = 0;
    while (isalpha((unsigned char)text[letters]))
        letters++;
    if (letters < 3)
        return -1;
    size_t blanks = strspn(text + letters, " \t");
    int32_t minute = blanks > 0 ? time_parse(text + letters + blanks) : -1;
    for (int32_t day = 0; minute >= 0 && day < DAYS; day++)
        if (letters <= strlen(day_names[day]) &&
            strncasecmp(text, day_names[day], letters) == 0)
            return day * DAY_MINUTES + minute;
    return -1;
}

static ds_status take_head(reader *self, const ds_csv_row *row, ds_error *err)
{
    self->has_head = true;
    for (int32_t c = 0; c < COLUMNS; c++) {
        self->column[c] = -1;
        for (int32_t i = 0; i < row->count; i++)
            if (strcasecmp(row->fields[i].text, column_names[c]) == 0)
                self->column[c] = i;
        if (self->column[c] < 0)
            return ds_error_set_at(err, DS_BAD_INPUT, NULL, (int)row->line, 0,
                                   "there is no column '%s'; expected "
                                   "group,interval_start,agents",
                                   column_names[c]);
    }
    return DS_OK;
}

static ds_status grow(ds_staffing_table *table, ds_error *err)
{
    if (table->count < table->capacity)
        return DS_OK;
    int32_t capacity = table->capacity ? 2 * table->capacity : 256;
    ds_staffing_row *rows = realloc(table->rows, (size_t)capacity * sizeof *rows);
    if (!rows)
        return ds_error_no_memory(err);
    table->rows = rows;
    table->capacity = capacity;
    return DS_OK;
}

static ds_status take_row(reader *self, const ds_csv_row *row, ds_error *err)
{
    const char *text[COLUMNS];
    for (int32_t c = 0; c < COLUMNS; c++) {
        if (self->column[c] >= row->count)
            return ds_error_set_at(err, DS_BAD_INPUT, NULL, (int)row->line, 0,
                                   "there is no '%s' on this line", column_names[c]);
        text[c] = row->fields[self->column[c]].text;
    }
    int32_t minute = ds_week_minute_parse(text[1]);
    if (minute < 0)
        return ds_error_set_at(err, DS_BAD_INPUT, NULL, (int)row->line, 0,
                               "interval_start: '%.40s' is not a day and a time such as "
                               "'Mon 08:00'",
                               text[1]);
    char *end;
    long agents = strtol(text[2], &end, 10);
    if (end == text[2] || *end != '\0' || agents < 0 || agents > MOST_AGENTS)
        return ds_error_set_at(err, DS_BAD_INPUT, NULL, (int)row->line, 0,
                               "agents: '%.40s' is not a whole number from 0 to 100000",
                               text[2]);
    ds_status status = grow(self->table, err);
    char *group = status == DS_OK ? strdup(text[0]) : NULL;
    if (!group)
        return ds_error_no_memory(err);
    self->table->rows[self->table->count++] = (ds_staffing_row){
        .group = group, .minute = minute, .agents = (int32_t)agents, .line = row->line};
    return DS_OK;
}

static ds_status on_row(void *context, const ds_csv_row *row, ds_error *err)
{
    reader *self = context;
    return self->has_head ? take_row(self, row, err) : take_head(self, row, err);
}

/* The largest usual interval of which all starts are multiples. */
static int32_t interval_of(const ds_staffing_table *table)
{
    static const int32_t usual[] = {60, 30, 20, 15, 10, 5};
    for (size_t i = 0; i < sizeof usual / sizeof usual[0]; i++) {
        bool fits = true;
        for (int32_t r = 0; r < table->count; r++)
            fits = fits && table->rows[r].minute % usual[i] == 0;
        if (fits)
            return usual[i];
    }
    return 1;
}

ds_status ds_staffing_csv_read(const char *path, ds_staffing_table *table, ds_error *err)
{
    ds_byte_source *source = NULL;
    reader self = {.table = table};
    *table = (ds_staffing_table){0};
    ds_status status = ds_byte_source_open(path, &source, err);
    if (status == DS_OK)
        status = ds_csv_read(source, NULL, on_row, &self, err);
    ds_byte_source_close(source);
    if (status == DS_OK && table->count == 0)
        status = ds_error_set(err, DS_BAD_INPUT, "there is no row of head counts in it");
    table->interval_minutes = interval_of(table);
    return status;
}

void ds_staffing_table_free(ds_staffing_table *table)
{
    for (int32_t i = 0; i < table->count; i++)
        free(table->rows[i].group);
    free(table->rows);
    *table = (ds_staffing_table){0};
}

ds_status ds_staffing_table_group(const ds_staffing_table *table, const char *group,
                                  int32_t *agents, int32_t *rows_out, ds_error *err)
{
    int32_t count = DS_WEEK_MINUTES / table->interval_minutes;
    *rows_out = 0;
    for (int32_t i = 0; i < count; i++)
        agents[i] = -1;
    for (int32_t i = 0; i < table->count; i++) {
        const ds_staffing_row *row = &table->rows[i];
        if (strcmp(row->group, group) != 0)
            continue;
        int32_t *place = &agents[row->minute / table->interval_minutes];
        if (*place >= 0)
            return ds_error_set_at(err, DS_BAD_INPUT, NULL, (int)row->line, 0,
                                   "this interval of %s was there before", group);
        *place = row->agents;
        (*rows_out)++;
    }
    for (int32_t i = 0; i < count; i++)
        agents[i] = agents[i] < 0 ? 0 : agents[i];
    return DS_OK;
}
