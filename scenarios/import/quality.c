#include "scenarios/import/quality.h"

#include "scenarios/import/findings.h"
#include "sim/clock.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void ds_quality_init(ds_quality *quality)
{
    *quality = (ds_quality){.priorities = {.keeps_text = true},
                            .groups = {.keeps_text = true},
                            .dropped = json_object(),
                            .used = json_object()};
}

void ds_quality_free(ds_quality *quality)
{
    ds_ordinals_free(&quality->priorities);
    ds_ordinals_free(&quality->groups);
    json_decref(quality->dropped);
    json_decref(quality->used);
    json_decref(quality->tables);
    for (int32_t i = 0; i < quality->finding_count; i++)
        json_decref(quality->findings[i].facts);
    for (int64_t i = 0; i < quality->block_count; i++)
        free(quality->blocks[i]);
    free(quality->blocks);
    *quality = (ds_quality){0};
}

const char *ds_import_refusal_name(ds_import_refusal refusal)
{
    static const char *const names[DS_IMPORT_REFUSALS] = {
        [DS_IMPORT_UNCLOSED] = "quote not closed",
        [DS_IMPORT_TOO_LONG] = "row too long",
        [DS_IMPORT_TOO_WIDE] = "too many columns",
        [DS_IMPORT_NUL] = "NUL byte",
        [DS_IMPORT_COLUMNS] = "wrong number of columns",
        [DS_IMPORT_NO_ID] = "no id",
        [DS_IMPORT_NO_TIME] = "no opening time",
        [DS_IMPORT_BAD_TIME] = "unreadable time",
        [DS_IMPORT_ORDER] = "resolved before opened",
        [DS_IMPORT_DUPLICATE] = "duplicate id",
        [DS_IMPORT_TOO_MANY] = "too many rows of one ticket",
    };
    return names[refusal];
}

const char *ds_import_puzzle_name(ds_import_puzzle puzzle)
{
    static const char *const names[DS_IMPORT_PUZZLES] = {
        [DS_PUZZLE_STATUS] = "status or activity not known",
        [DS_PUZZLE_TYPE] = "ticket type not known",
        [DS_PUZZLE_SLA] = "SLA value not known",
        [DS_PUZZLE_NUMBER] = "number or duration not readable",
        [DS_PUZZLE_CLOSED] = "closed before opened",
        [DS_PUZZLE_WORKED] = "time worked by more than one group",
    };
    return names[puzzle];
}

void ds_counted_add(ds_counted *counted, int64_t rows, int64_t line, const char *format,
                    ...)
{
    int examples = 0;
    while (examples < DS_EXAMPLES && counted->line[examples] > 0)
        examples++;
    if (examples < DS_EXAMPLES) {
        va_list arguments;
        va_start(arguments, format);
        (void)vsnprintf(counted->text[examples], sizeof counted->text[0], format,
                        arguments);
        va_end(arguments);
        counted->line[examples] = line;
    }
    counted->count += rows;
}

static ds_status grow(ds_quality *quality, ds_error *err)
{
    size_t count = (size_t)quality->block_count + 1;
    ds_kept **blocks = realloc(quality->blocks, count * sizeof(ds_kept *));
    if (!blocks)
        return ds_error_no_memory(err);
    quality->blocks = blocks;
    blocks[count - 1] = malloc(DS_KEPT_BLOCK * sizeof **blocks);
    if (!blocks[count - 1])
        return ds_error_no_memory(err);
    quality->block_count++;
    return DS_OK;
}

static int32_t seconds(int64_t us)
{
    int64_t s = us / DS_SECOND;
    return us < 0 ? -1 : s > INT32_MAX ? INT32_MAX : (int32_t)s;
}

static ds_status name_row(ds_ordinals *names, const char *text, int16_t *row_out,
                          ds_error *err)
{
    int32_t row = -1;
    *row_out = -1;
    if (!text || text[0] == '\0' || names->count >= INT16_MAX)
        return DS_OK;
    ds_status status = ds_ordinals_row(names, text, &row, err);
    *row_out = (int16_t)row;
    return status;
}

ds_status ds_quality_add(ds_quality *quality, const ds_ticket_record *ticket, ds_error *err)
{
    ds_status status = DS_OK;
    if (quality->count == quality->block_count * DS_KEPT_BLOCK)
        status = grow(quality, err);
    if (status != DS_OK)
        return status;
    bool is_resolved = ticket->resolved_us != DS_NO_TIME;
    ds_kept *kept =
        &quality->blocks[quality->count / DS_KEPT_BLOCK][quality->count % DS_KEPT_BLOCK];
    *kept = (ds_kept){
        .opened_s = ticket->opened_us / DS_SECOND,
        .resolution_s = is_resolved ? seconds(ticket->resolved_us - ticket->opened_us) : -1,
        .hold_s = ticket->hold_us == DS_NO_SPAN ? -1 : seconds(ticket->hold_us),
        .closing_s = is_resolved && ticket->closed_us != DS_NO_TIME
                         ? seconds(ticket->closed_us - ticket->resolved_us)
                         : -1,
        .reassignments = (int16_t)(ticket->reassignments < INT16_MAX ? ticket->reassignments
                                                                     : INT16_MAX),
        .sla_met = (int8_t)ticket->sla_met,
        .reopens = (int8_t)(ticket->reopens < 127 ? ticket->reopens : 127)};
    status = name_row(&quality->priorities, ticket->priority, &kept->priority, err);
    if (status == DS_OK)
        status = name_row(&quality->groups, ticket->group, &kept->group, err);
    quality->count += status == DS_OK;
    return status;
}

const ds_kept *ds_quality_ticket(const ds_quality *quality, int64_t row)
{
    return &quality->blocks[row / DS_KEPT_BLOCK][row % DS_KEPT_BLOCK];
}

void ds_quality_find(ds_quality *quality, const char *code, json_t *facts,
                     const char *format, ...)
{
    if (quality->finding_count == DS_FINDINGS_MAX) {
        json_decref(facts);
        return;
    }
    ds_finding *finding = &quality->findings[quality->finding_count++];
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(finding->text, sizeof finding->text, format, arguments);
    va_end(arguments);
    (void)snprintf(finding->code, sizeof finding->code, "%s", code);
    finding->facts = facts;
}

ds_status ds_quality_conclude(ds_quality *quality, const ds_zone *zone, ds_error *err)
{
    quality->tables = json_object();
    if (!quality->tables)
        return ds_error_no_memory(err);
    ds_status status = ds_find_figures(quality, zone, err);
    if (status == DS_OK)
        status = ds_find_calendar(quality, zone, err);
    if (status == DS_OK)
        status = ds_find_drift(quality, zone, err);
    return status;
}

static json_t *counted_json(const ds_counted *counted, const char *name)
{
    json_t *examples = json_array();
    for (int i = 0; i < DS_EXAMPLES && counted->line[i] > 0; i++)
        (void)json_array_append_new(examples, json_pack("{s:I, s:s}", "line",
                                                        (json_int_t)counted->line[i],
                                                        "what", counted->text[i]));
    return json_pack("{s:s, s:I, s:o}", "reason", name, "count", (json_int_t)counted->count,
                     "examples", examples);
}

json_t *ds_quality_json(const ds_quality *quality)
{
    json_t *refused = json_array();
    json_t *puzzles = json_array();
    json_t *findings = json_array();
    for (int i = 0; i < DS_IMPORT_REFUSALS; i++)
        if (quality->refused[i].count > 0)
            (void)json_array_append_new(
                refused, counted_json(&quality->refused[i],
                                      ds_import_refusal_name((ds_import_refusal)i)));
    for (int i = 0; i < DS_IMPORT_PUZZLES; i++)
        if (quality->puzzles[i].count > 0)
            (void)json_array_append_new(
                puzzles, counted_json(&quality->puzzles[i],
                                      ds_import_puzzle_name((ds_import_puzzle)i)));
    for (int32_t i = 0; i < quality->finding_count; i++)
        (void)json_array_append_new(findings, json_pack("{s:s, s:s, s:O?}", "code",
                                                        quality->findings[i].code, "text",
                                                        quality->findings[i].text, "facts",
                                                        quality->findings[i].facts));
    char delimiter[2] = {quality->delimiter, '\0'};
    return json_pack("{s:s, s:b, s:s, s:s, s:s, s:s, s:{s:I, s:I, s:I}, s:o, s:o, s:I, "
                     "s:i, s:i, s:O, s:O, "
                     "s:o, s:O}",
                     "dialect", quality->dialect, "proven", quality->is_proven, "encoding",
                     quality->encoding, "delimiter", delimiter, "time_zone",
                     quality->time_zone, "date_order", quality->date_order, "rows", "read",
                     (json_int_t)quality->rows_read, "used", (json_int_t)quality->rows_used,
                     "refused", (json_int_t)quality->rows_refused, "refused", refused,
                     "not_understood", puzzles, "tickets", (json_int_t)quality->count,
                     "agents", quality->agents, "callers", quality->callers, "columns_used",
                     quality->used, "columns_dropped", quality->dropped, "findings",
                     findings, "tables", quality->tables);
}
