#include "sim/empirical.h"

#include "sim/duration.h"

#include <errno.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LINE_SIZE 128
#define MAX_VALUES ((size_t)10000000)
#define SPACES " \t\r\n"

typedef struct reader {
    const char *path;
    FILE *file;
    int line;
    double *values;
    size_t count;
    size_t capacity;
    ds_error *err;
} reader;

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;
    return (x > y) - (x < y);
}

static ds_status append(reader *self, double value)
{
    if (self->count == MAX_VALUES)
        return ds_error_set_at(self->err, DS_BAD_INPUT, self->path, self->line, 1,
                               "more than %zu values", MAX_VALUES);
    if (self->count == self->capacity) {
        size_t capacity = self->capacity ? 2 * self->capacity : 256;
        double *values = realloc(self->values, capacity * sizeof *values);
        if (!values)
            return ds_error_no_memory(self->err);
        self->values = values;
        self->capacity = capacity;
    }
    self->values[self->count++] = value;
    return DS_OK;
}

/* A duration, or a bare number, which is given the unit that it stands for. */
static ds_status read_value(reader *self, const char *text)
{
    char full[LINE_SIZE + 1];
    const char *end;
    double seconds;
    ds_error reason = {0};
    bool bare = strspn(text, "0123456789.eE+-") == strlen(text);
    (void)snprintf(full, sizeof full, "%s%s", text, bare ? "s" : "");
    ds_status status = ds_duration_parse_seconds(full, &end, &seconds, &reason);
    if (status == DS_OK && *end)
        status = ds_error_set(&reason, DS_BAD_INPUT, "'%s' is not one duration", full);
    if (status != DS_OK)
        return ds_error_set_at(self->err, status, self->path, self->line, 1, "%s",
                               reason.text);
    return append(self, seconds);
}

static ds_status read_line(reader *self, char *line)
{
    size_t length = strlen(line);
    self->line++;
    if (length + 1 == LINE_SIZE && line[length - 1] != '\n')
        return ds_error_set_at(self->err, DS_BAD_INPUT, self->path, self->line, 1,
                               "the line is too long to be one duration");
    if (self->line == 1 && strncmp(line, "\xef\xbb\xbf", 3) == 0)
        line += 3; /* a byte order mark */
    line += strspn(line, SPACES);
    length = strlen(line);
    while (length > 0 && strchr(SPACES, line[length - 1]))
        line[--length] = '\0';
    return length == 0 || *line == '#' ? DS_OK : read_value(self, line);
}

static ds_status read_lines(reader *self)
{
    char line[LINE_SIZE];
    ds_status status = DS_OK;
    while (status == DS_OK && fgets(line, LINE_SIZE, self->file))
        status = read_line(self, line);
    if (status != DS_OK)
        return status;
    if (ferror(self->file))
        return ds_error_set_at(self->err, DS_IO_FAILED, self->path, 0, 0, "%s",
                               strerror(errno));
    if (self->count == 0)
        return ds_error_set_at(self->err, DS_BAD_INPUT, self->path, 0, 0,
                               "there is no duration in this file");
    return DS_OK;
}

ds_status ds_empirical_read(const char *path, double **values_out, size_t *count_out,
                            ds_error *err)
{
    reader self = {.path = path, .file = fopen(path, "r"), .err = err};
    if (!self.file)
        return ds_error_set_at(err, DS_IO_FAILED, path, 0, 0, "%s", strerror(errno));
    ds_status status = read_lines(&self);
    (void)fclose(self.file);
    if (status != DS_OK) {
        free(self.values);
        return status;
    }
    qsort(self.values, self.count, sizeof *self.values, compare);
    *values_out = self.values;
    *count_out = self.count;
    return DS_OK;
}

double ds_empirical_mean(const double *values, size_t count)
{
    double sum = 0.0;
    for (size_t i = 0; i < count; i++)
        sum += values[i];
    return sum / (double)count;
}

/* The integral of (quantile - mean)^2: half a step flat at either end, between them the
 * square of a linear piece from a to b, (a^2 + ab + b^2) / 3. */
double ds_empirical_variance(const double *values, size_t count)
{
    double mean = ds_empirical_mean(values, count);
    double first = values[0] - mean;
    double last = values[count - 1] - mean;
    double sum = 0.5 * (first * first + last * last);
    for (size_t i = 0; i + 1 < count; i++) {
        double a = values[i] - mean;
        double b = values[i + 1] - mean;
        sum += (a * a + a * b + b * b) / 3.0;
    }
    return sum / (double)count;
}

double ds_empirical_cdf(const double *values, size_t count, double x)
{
    size_t low = 0; /* as many values as are surely <= x */
    size_t high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (values[middle] <= x)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == 0 || low == count)
        return low == 0 ? 0.0 : 1.0;
    double step = (x - values[low - 1]) / (values[low] - values[low - 1]);
    return ((double)low - 0.5 + step) / (double)count;
}

double ds_empirical_quantile(const double *values, size_t count, double u)
{
    double position = u * (double)count - 0.5;
    if (!(position > 0.0))
        return values[0];
    if (position >= (double)(count - 1))
        return values[count - 1];
    size_t i = (size_t)position;
    return values[i] + (position - (double)i) * (values[i + 1] - values[i]);
}
