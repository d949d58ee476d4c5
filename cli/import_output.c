#include "cli/import_output.h"

#include "analysis/results/text_width.h"
#include "scenarios/json_text.h"
#include "sim/output_file.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { WIDTH = 80, ROWS_MOST = 20 };

static void put_head(const ds_quality *quality, FILE *out)
{
    const char *delimiter = quality->delimiter == '\t'  ? "tab"
                            : quality->delimiter == ';' ? "semicolon"
                            : quality->delimiter == ',' ? "comma"
                                                        : "another character";
    char text[400];
    (void)snprintf(text, sizeof text,
                   "%s%s; %s between columns, %s, days and months %s, times without a zone "
                   "taken as %s",
                   quality->dialect_title,
                   quality->is_proven ? "" : " (dialect not proven on a real export)",
                   delimiter, quality->encoding, quality->date_order, quality->time_zone);
    ds_text_wrap(out, text, WIDTH, "Export     ", "           ");
    fprintf(out, "Rows       %lld read, %lld used, %lld refused\n",
            (long long)quality->rows_read, (long long)quality->rows_used,
            (long long)quality->rows_refused);
    fprintf(out, "Tickets    %lld; %d agents, %d callers\n", (long long)quality->count,
            quality->agents, quality->callers);
}

static void put_counted(const ds_counted *counted, const char *name, FILE *out)
{
    if (counted->count == 0)
        return;
    fprintf(out, "  %8lld  %s\n", (long long)counted->count, name);
    for (int i = 0; i < DS_EXAMPLES && counted->line[i] > 0; i++) {
        char text[200];
        (void)snprintf(text, sizeof text, "line %lld: %s", (long long)counted->line[i],
                       counted->text[i]);
        ds_text_wrap(out, text, WIDTH, "            ", "              ");
    }
}

static void put_refused(const ds_quality *quality, FILE *out)
{
    int64_t puzzles = 0;
    if (quality->rows_refused > 0)
        fprintf(out, "\nRows refused\n");
    for (int i = 0; i < DS_IMPORT_REFUSALS; i++)
        put_counted(&quality->refused[i], ds_import_refusal_name((ds_import_refusal)i),
                    out);
    for (int i = 0; i < DS_IMPORT_PUZZLES; i++)
        puzzles += quality->puzzles[i].count;
    if (puzzles > 0)
        fprintf(out, "\nValues left out, their rows used\n");
    for (int i = 0; i < DS_IMPORT_PUZZLES; i++)
        put_counted(&quality->puzzles[i], ds_import_puzzle_name((ds_import_puzzle)i), out);
}

static void put_value(const json_t *row, const char *key, double factor, int decimals,
                      FILE *out)
{
    const json_t *value = json_object_get(row, key);
    if (json_is_number(value))
        fprintf(out, " %9.*f", decimals, factor * json_number_value(value));
    else
        fprintf(out, " %9s", "-");
}

static void put_table(const json_t *table, const char *label, const char *key, FILE *out)
{
    size_t count = json_array_size(table);
    size_t i = 0;
    const json_t *row = NULL;
    if (json_array_size(table) == 0)
        return;
    fprintf(out, "\n%-18s %9s %9s %9s %9s %9s\n", label, "tickets", "mean h", "median h",
            "breached", "moves");
    json_array_foreach(table, i, row)
    {
        ds_text_put(out, json_string_value(json_object_get(row, key)), 18, false);
        put_value(row, "tickets", 1.0, 0, out);
        put_value(row, "mean_h", 1.0, 1, out);
        put_value(row, "median_h", 1.0, 1, out);
        put_value(row, "breached_share", 100.0, 1, out);
        put_value(row, "reassignments", 1.0, 2, out);
        fputc('\n', out);
    }
    if (count > ROWS_MOST)
        fprintf(out, "(the last %d of %zu; --format json has all)\n", ROWS_MOST, count);
}

static void put_counts(const json_t *table, const char *label, FILE *out)
{
    size_t i = 0;
    const json_t *value = NULL;
    char text[512] = "";
    size_t used = 0;
    json_array_foreach(table, i, value)
    {
        int length = snprintf(text + used, sizeof text - used, "%s%lld", i > 0 ? " " : "",
                              (long long)json_integer_value(value));
        if (length > 0 && used + (size_t)length < sizeof text)
            used += (size_t)length;
    }
    fputc('\n', out);
    ds_text_wrap(out, text, WIDTH, label, "           ");
}

static void put_dropped(const ds_quality *quality, FILE *out)
{
    char personal[1200] = "";
    char other[1200] = "";
    const char *name = NULL;
    json_t *kind = NULL;
    json_object_foreach(quality->dropped, name, kind)
    {
        char *list = strcmp(json_string_value(kind), "personal") == 0 ? personal : other;
        size_t used = strlen(list);
        if (used + 64 < sizeof personal)
            (void)snprintf(list + used, sizeof personal - used, "%s%.50s",
                           used > 0 ? ", " : "", name);
    }
    fputc('\n', out);
    ds_text_wrap(out, "people are ordinals (A1, A2, …); names are not kept", WIDTH,
                 "Privacy    ", "           ");
    if (personal[0] != '\0')
        ds_text_wrap(out, personal, WIDTH,
                     "Dropped    persons, free text: ", "           ");
    if (other[0] != '\0')
        ds_text_wrap(out, other, WIDTH, "Not used   ", "           ");
}

static void put_findings(const ds_quality *quality, FILE *out)
{
    if (quality->finding_count > 0)
        fprintf(out, "\nFindings\n");
    for (int32_t i = 0; i < quality->finding_count; i++)
        ds_text_wrap(out, quality->findings[i].text, WIDTH, "- ", "  ");
}

static void put_text(const ds_quality *quality, FILE *out)
{
    char label[64];
    const json_t *tables = quality->tables;
    put_head(quality, out);
    put_refused(quality, out);
    put_findings(quality, out);
    put_table(json_object_get(tables, "by_priority"), "priority", "priority", out);
    (void)snprintf(label, sizeof label, "%.8s, week of",
                   json_string_value(json_object_get(tables, "weeks_of")));
    put_table(json_object_get(tables, "weeks"), label, "week", out);
    (void)snprintf(label, sizeof label, "%.8s, from",
                   json_string_value(json_object_get(tables, "weeks_of")));
    put_table(json_object_get(tables, "periods"), label, "from", out);
    put_counts(json_object_get(tables, "opened_by_weekday"), "Mon to Sun ", out);
    put_counts(json_object_get(tables, "opened_by_hour"), "by hour    ", out);
    put_dropped(quality, out);
}

ds_status ds_import_report_put(const ds_quality *quality, FILE *out, bool is_json,
                               ds_error *err)
{
    char *text = NULL;
    if (!is_json) {
        put_text(quality, out);
        return DS_OK;
    }
    ds_status status = ds_json_text(ds_quality_json(quality),
                                    JSON_INDENT(2) | JSON_REAL_PRECISION(10), &text, err);
    if (status == DS_OK)
        (void)fputs(text, out);
    free(text);
    return status;
}

ds_status ds_import_report_save(const ds_quality *quality, const char *path, bool is_json,
                                ds_error *err)
{
    ds_output_file file = {0};
    if (strcmp(path, "-") == 0)
        return ds_import_report_put(quality, stdout, is_json, err);
    ds_status status = ds_output_open(&file, path, err);
    if (status == DS_OK)
        status = ds_import_report_put(quality, file.stream, is_json, err);
    if (status == DS_OK)
        return ds_output_commit(&file, err);
    ds_output_discard(&file);
    return status;
}
