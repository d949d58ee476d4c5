/* Profiles: how arrivals spread over the hours of a week. */
#include "scenarios/compile.h"
#include "scenarios/csv_reader.h"

#include <stdlib.h>
#include <string.h>

enum { HOURS = 168, DAY_HOURS = 24, DAYS = 7 };

/* Our own default shape of an office's week, in shares of a working day by hour: a rise to
 * the morning's peak, a dip at noon, a lower peak after it, little outside 07 to 18 and
 * nothing at the weekend. Desks that serve offices count in this manner. */
static const double office_day[DAY_HOURS] = {0.2, 0.2,  0.2,  0.2, 0.2, 0.3, 0.9, 2.4,
                                             8.6, 11.6, 11.4, 9.8, 6.4, 7.2, 9.6, 9.4,
                                             8.4, 6.0,  2.6,  1.4, 1.0, 0.8, 0.6, 0.6};

static void fill_office_hours(double weights[HOURS])
{
    for (int32_t hour = 0; hour < 5 * DAY_HOURS; hour++)
        weights[hour] = office_day[hour % DAY_HOURS];
}

/* Weights of one list from `first` on; an error unless there are `wanted`. */
static void read_list(ds_compile *self, const ds_value *list, int32_t wanted,
                      double *weights)
{
    int32_t count = ds_value_is_list(list) ? ds_value_count(list) : 0;
    if (count != wanted) {
        ds_value_error(list, self->out, "%d weights, where %d are wanted", count, wanted);
        return;
    }
    for (int32_t i = 0; i < count; i++) {
        ds_value item = ds_value_at(list, i);
        if (ds_value_is_list(&item))
            ds_value_error(&item, self->out, "a list, where a weight is wanted");
        else
            weights[i] = ds_value_scalar(&item).number;
    }
}

static void read_week(ds_compile *self, const ds_value *list, double weights[HOURS])
{
    ds_value first;
    if (ds_value_count(list) > 0)
        first = ds_value_at(list, 0);
    if (ds_value_count(list) == 0 || !ds_value_is_list(&first)) {
        read_list(self, list, HOURS, weights);
        return;
    }
    if (ds_value_count(list) != DAYS) {
        ds_value_error(list, self->out, "%d days, where 7 are wanted",
                       ds_value_count(list));
        return;
    }
    for (int32_t day = 0; day < DAYS; day++) {
        ds_value item = ds_value_at(list, day);
        read_list(self, &item, DAY_HOURS, weights + day * DAY_HOURS);
    }
}

static void read_days(ds_compile *self, const ds_value *days, double weights[HOURS])
{
    static const char *const names[DAYS] = {"Mon", "Tue", "Wed", "Thu",
                                            "Fri", "Sat", "Sun"};
    for (int32_t day = 0; day < DAYS; day++) {
        ds_value list = ds_value_get(days, names[day]);
        if (ds_value_is_given(&list))
            read_list(self, &list, DAY_HOURS, weights + day * DAY_HOURS);
    }
}

/* A CSV of weights: the numbers of each row, a first row of words left out. */
typedef struct table {
    double cells[HOURS][DAY_HOURS];
    int32_t rows;
    int32_t columns;
} table;

static bool read_cell(const char *text, double *number_out)
{
    char *end;
    *number_out = strtod(text, &end);
    return end != text && *end == '\0' && *number_out >= 0 && *number_out <= 1e12;
}

static ds_status read_row(void *context, const ds_csv_row *row, ds_error *err)
{
    table *self = context;
    double number;
    bool is_header =
        self->rows == 0 && !read_cell(row->fields[0].text, &number) && self->columns == 0;
    if (is_header) {
        self->columns = row->count;
        return DS_OK;
    }
    if (self->columns == 0)
        self->columns = row->count;
    if (row->count != self->columns || row->count > DAY_HOURS || self->rows == HOURS)
        return ds_error_set_at(err, DS_BAD_INPUT, NULL, (int)row->line, 0,
                               "a profile has 168 rows 'hour,weight', 7 rows of 24 weights "
                               "or 24 rows of 7");
    for (int32_t i = 0; i < row->count; i++)
        if (!read_cell(row->fields[i].text, &self->cells[self->rows][i]))
            return ds_error_set_at(err, DS_BAD_INPUT, NULL, (int)row->line, 0,
                                   "'%.40s' is not a number of at least 0",
                                   row->fields[i].text);
    self->rows++;
    return DS_OK;
}

/* From a table of one of the three shapes; false where it has none of them. */
static bool take_table(const table *from, double weights[HOURS])
{
    bool is_long = from->rows == HOURS && from->columns == 2;
    bool is_wide = from->rows == DAYS && from->columns == DAY_HOURS;
    bool is_tall = from->rows == DAY_HOURS && from->columns == DAYS;
    bool is_set[HOURS] = {false};
    for (int32_t i = 0; i < HOURS; i++) {
        int32_t day = i / DAY_HOURS;
        int32_t hour = i % DAY_HOURS;
        if (is_wide)
            weights[i] = from->cells[day][hour];
        else if (is_tall)
            weights[i] = from->cells[hour][day];
        if (!is_long)
            continue;
        double at = from->cells[i][0];
        if (!(at < HOURS) || at != (int32_t)at || is_set[(int32_t)at])
            return false;
        is_set[(int32_t)at] = true;
        weights[(int32_t)at] = from->cells[i][1];
    }
    return is_long || is_wide || is_tall;
}

static ds_status read_file(ds_compile *self, const ds_value *value, double weights[HOURS])
{
    char *path = ds_scenario_file(self->scenario, ds_value_scalar(value).text);
    table *rows = ds_compile_table(1, sizeof *rows);
    ds_byte_source *source = NULL;
    ds_error err = {.status = DS_OK};
    ds_status status = path && rows ? ds_byte_source_open(path, &source, &err)
                                    : ds_error_no_memory(&self->err);
    if (status == DS_OK)
        status = ds_csv_read(source, NULL, read_row, rows, &err);
    if (status == DS_OK && !take_table(rows, weights))
        status =
            ds_error_set(&err, DS_BAD_INPUT,
                         "%d rows of %d: a profile has 168 rows 'hour,weight' with the "
                         "hours 0 to 167, 7 rows of 24 weights or 24 rows of 7",
                         rows->rows, rows->columns);
    if (status == DS_BAD_INPUT) {
        ds_compile_refuse_file(self, value, path, &err);
        status = DS_OK;
    } else if (status != DS_OK && path && rows) {
        self->err = err;
    }
    ds_byte_source_close(source);
    free(path);
    free(rows);
    return status;
}

ds_status ds_compile_profile(ds_compile *self, const ds_value *value, double weights[HOURS])
{
    ds_status status = DS_OK;
    int32_t errors = self->out->error_count;
    memset(weights, 0, HOURS * sizeof *weights);
    if (ds_value_is_list(value)) {
        read_week(self, value, weights);
    } else if (ds_value_is_mapping(value)) {
        read_days(self, value, weights);
    } else {
        ds_scalar scalar = ds_value_scalar(value);
        if (scalar.form == DS_AS_FILE)
            status = read_file(self, value, weights);
        else if (scalar.whole == 1)
            fill_office_hours(weights);
        else
            for (int32_t hour = 0; hour < HOURS; hour++)
                weights[hour] = 1;
    }
    double sum = 0;
    for (int32_t hour = 0; hour < HOURS; hour++)
        sum += weights[hour];
    if (status == DS_OK && sum <= 0 && errors == self->out->error_count)
        ds_value_error(value, self->out, "all weights are 0");
    return status;
}
