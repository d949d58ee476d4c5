#include "scenarios/import/survey.h"

#include "scenarios/id_set.h"
#include "scenarios/import/amount.h"
#include "scenarios/utf8.h"
#include "sim/clock.h"
#include "sim/spelling.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

ds_status ds_survey_open(const ds_survey *survey, ds_row_reader **reader_out, ds_error *err)
{
    ds_byte_source *source = NULL;
    *reader_out = NULL;
    ds_status status = ds_byte_source_open(survey->path, &source, err);
    char delimiter = survey->delimiter ? survey->delimiter : survey->options->delimiter;
    if (status == DS_OK)
        status = ds_row_reader_new(source, delimiter, reader_out, err);
    return status;
}

static const char *const missing_words[] = {"?",    "-",       "--",      "n/a",
                                            "na",   "#n/a",    "null",    "nil",
                                            "none", "(empty)", "not set", "nan"};
enum { MISSING_WORDS = sizeof missing_words / sizeof missing_words[0] };

static void learn_missing(ds_survey *survey, const char *word)
{
    size_t length = strlen(word);
    unsigned char first = (unsigned char)word[0];
    survey->may_be_missing[tolower(first)] = true;
    survey->may_be_missing[toupper(first)] = true;
    if (length > survey->missing_longest)
        survey->missing_longest = length;
}

/* Most texts are told by their first letter or their length. */
static void prepare_missing(ds_survey *survey)
{
    for (int i = 0; i < MISSING_WORDS; i++)
        learn_missing(survey, missing_words[i]);
    for (int32_t i = 0; i < survey->dialect->missing.count; i++)
        learn_missing(survey, survey->dialect->missing.list[i]);
}

bool ds_survey_is_missing(const ds_survey *survey, const char *text)
{
    if (text[0] == '\0')
        return true;
    if (!survey->may_be_missing[(unsigned char)text[0]] ||
        strnlen(text, survey->missing_longest + 1) > survey->missing_longest)
        return false;
    for (int i = 0; i < MISSING_WORDS; i++)
        if (strcasecmp(text, missing_words[i]) == 0)
            return true;
    for (int32_t i = 0; i < survey->dialect->missing.count; i++)
        if (strcasecmp(text, survey->dialect->missing.list[i]) == 0)
            return true;
    return false;
}

static ds_status refuse_dialect(const ds_survey *survey, ds_error *err)
{
    const ds_import_options *options = survey->options;
    const char *names[64];
    int32_t count = options->dialect_count < 64 ? options->dialect_count : 64;
    for (int32_t i = 0; i < count; i++)
        names[i] = options->dialects[i].name;
    const char *near = ds_spelling_nearest(options->dialect, names, (size_t)count);
    return ds_error_set(err, DS_BAD_INPUT, "there is no dialect '%s'%s%s%s",
                        options->dialect, near ? "; did you mean '" : "", near ? near : "",
                        near ? "'?" : "");
}

static ds_status refuse_header(const ds_survey *survey, ds_error *err)
{
    char shown[6][40];
    for (int32_t i = 0; i < 6; i++) {
        const char *name = i < survey->columns.count ? survey->columns.names[i] : "";
        ds_utf8_clip(shown[i], sizeof shown[i], name, strlen(name));
    }
    return ds_error_set_at(
        err, DS_BAD_INPUT, survey->name, (int)survey->header_line, 0,
        "no dialect is known for this header of %d columns (%s, %s, %s, …); name one with "
        "--dialect, and columns with --map FIELD=COLUMN",
        survey->columns.count, shown[0], shown[1], shown[2]);
}

/* Knows the headings of all, and would take files from those that know more. */
static bool is_last_resort(const ds_dialect *dialect)
{
    return strcmp(dialect->name, "generic") == 0;
}

/* The dialect that knows most of the columns; the generic one only where it knows clearly
 * more of them. */
static const ds_dialect *best_dialect(const ds_survey *survey)
{
    enum { CLEARLY = 3 };
    const ds_dialect *best = NULL;
    int32_t most = 0;
    for (int32_t i = 0; i < survey->options->dialect_count; i++) {
        const ds_dialect *dialect = &survey->options->dialects[i];
        int32_t score = ds_columns_score(&survey->columns, dialect);
        if (score > most && !is_last_resort(dialect)) {
            most = score;
            best = dialect;
        }
    }
    for (int32_t i = 0; i < survey->options->dialect_count; i++) {
        const ds_dialect *dialect = &survey->options->dialects[i];
        int32_t score = ds_columns_score(&survey->columns, dialect);
        if (is_last_resort(dialect) && score > most + (best ? CLEARLY : 0))
            best = dialect;
    }
    return best;
}

static ds_status choose_dialect(ds_survey *survey, ds_error *err)
{
    const ds_import_options *options = survey->options;
    survey->dialect = NULL;
    if (!options->dialect) {
        survey->dialect = best_dialect(survey);
        return survey->dialect ? DS_OK : refuse_header(survey, err);
    }
    for (int32_t i = 0; i < options->dialect_count; i++)
        if (strcmp(options->dialect, options->dialects[i].name) == 0)
            survey->dialect = &options->dialects[i];
    return survey->dialect ? DS_OK : refuse_dialect(survey, err);
}

static ds_status take_header(ds_survey *survey, ds_row_reader *reader, ds_error *err)
{
    ds_csv_row row;
    ds_row_fault fault = DS_ROW_WHOLE;
    const ds_import_options *options = survey->options;
    ds_status status = ds_row_reader_next(reader, &row, &fault, err);
    if (status != DS_OK)
        return status;
    survey->delimiter = ds_row_reader_delimiter(reader);
    survey->header_line = row.line;
    if (row.count == 0)
        return ds_error_set_at(err, DS_BAD_INPUT, survey->name, (int)row.line, 0,
                               fault == DS_ROW_TOO_WIDE
                                   ? "the header has more than 4096 columns"
                                   : "there is no header that could be read");
    status = ds_columns_init(&survey->columns, &row, err);
    if (status == DS_OK)
        status = choose_dialect(survey, err);
    if (status == DS_OK)
        status = ds_columns_bind(&survey->columns, survey->dialect, options->map,
                                 options->map_count, survey->name, (int)row.line, err);
    ds_row_reader_expect(reader, row.count);
    if (status == DS_OK)
        prepare_missing(survey);
    return status;
}

/* Rows. */

static void look_at_bytes(ds_survey *survey, const ds_csv_row *row)
{
    bool is_high = false;
    bool is_valid = true;
    for (int i = DS_FIELD_TIMES; i < DS_IMPORT_FIELDS; i++) {
        int32_t column = survey->columns.column[i];
        if (column < 0)
            continue;
        const ds_csv_field *field = &row->fields[column];
        unsigned char all = 0;
        for (size_t j = 0; j < field->length; j++)
            all |= (unsigned char)field->text[j];
        if (all < 0x80)
            continue;
        is_high = true;
        is_valid = is_valid && ds_utf8_is_valid(field->text, field->length);
    }
    survey->high_rows += is_high;
    survey->invalid_rows += is_high && !is_valid;
}

static void look_at_stamps(ds_survey *survey, const ds_csv_row *row)
{
    for (int i = 0; i < DS_FIELD_TIMES; i++) {
        int32_t column = survey->columns.column[i];
        if (column < 0)
            continue;
        const ds_csv_field *field = &row->fields[column];
        if (field->length > 2 && !ds_survey_is_missing(survey, field->text))
            ds_stamp_vote(&survey->stamps[i], row->line, field->text, field->length);
    }
}

static void look_at_numbers(ds_survey *survey, const ds_csv_row *row)
{
    static const ds_import_field fields[] = {DS_FIELD_WORKED, DS_FIELD_HOLD,
                                             DS_FIELD_SLA_LEFT};
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
        const char *text = ds_survey_text(survey, row, fields[i]);
        int vote = text[0] ? ds_amount_comma_vote(text) : 0;
        survey->commas += vote > 0;
        survey->points += vote < 0;
    }
}

static ds_status look_at_id(ds_survey *survey, const ds_csv_row *row, ds_id_set *ids,
                            uint64_t *last, ds_error *err)
{
    const char *id = ds_survey_text(survey, row, DS_FIELD_ID);
    uint64_t hash = ds_bytes_hash(id, strlen(id));
    bool is_new = false;
    if (survey->dialect->kind == DS_EXPORT_TICKETS)
        return DS_OK;
    if (hash == *last) {
        survey->same++;
        return DS_OK;
    }
    *last = hash;
    ds_status status = ds_id_set_add(ids, id, strlen(id), &is_new, err);
    survey->repeats += !is_new;
    return status;
}

static ds_status look_at_group(ds_survey *survey, const ds_csv_row *row, ds_error *err)
{
    const char *group = ds_survey_text(survey, row, DS_FIELD_GROUP);
    int32_t ignored = 0;
    if (survey->columns.column[DS_FIELD_WORKED] < 0 || survey->worked_groups.count >= 256 ||
        ds_survey_is_missing(survey, group) || strlen(group) > 256)
        return DS_OK;
    return ds_ordinals_row(&survey->worked_groups, group, &ignored, err);
}

static ds_status look_at_row(ds_survey *survey, const ds_csv_row *row, ds_id_set *ids,
                             uint64_t *last, ds_error *err)
{
    survey->rows++;
    if (row->count != survey->columns.count)
        return DS_OK;
    look_at_bytes(survey, row);
    look_at_stamps(survey, row);
    look_at_numbers(survey, row);
    ds_status status = look_at_group(survey, row, err);
    return status == DS_OK ? look_at_id(survey, row, ids, last, err) : status;
}

/* Conclusions. */

static ds_status refuse_stamps(const ds_survey *survey, int field, ds_error *err)
{
    const ds_stamp_column *column = &survey->stamps[field];
    const char *name = survey->columns.names[survey->columns.column[field]];
    if (column->relative > 0)
        return ds_error_set_at(
            err, DS_BAD_INPUT, survey->name, 0, 0,
            "column '%s' has relative dates ('3 days ago'), which are no "
            "times; export the absolute columns instead",
            name);
    return ds_error_set_at(err, DS_BAD_INPUT, survey->name, 0, 0,
                           "column '%s' has no date that can be read, such as '%s'", name,
                           column->unreadable_text);
}

static ds_status refuse_ambiguous(const ds_survey *survey, int field, ds_error *err)
{
    const ds_stamp_column *column = &survey->stamps[field];
    return ds_error_set_at(err, DS_BAD_INPUT, survey->name, (int)column->ambiguous_line, 0,
                           "no date of the column '%s' tells whether the day or the month "
                           "comes first in '%s'; "
                           "say --date-order=dmy or --date-order=mdy",
                           survey->columns.names[survey->columns.column[field]],
                           column->ambiguous_text);
}

/* The order that a column's dates tell; the rarer of two contradicting ones is refused row
 * by row later. */
static ds_date_order told(int64_t dmy, int64_t mdy)
{
    return dmy > mdy ? DS_ORDER_DMY : mdy > dmy ? DS_ORDER_MDY : DS_ORDER_UNKNOWN;
}

static ds_status conclude_stamps(ds_survey *survey, ds_error *err)
{
    int64_t dmy = 0;
    int64_t mdy = 0;
    for (int i = 0; i < DS_FIELD_TIMES; i++) {
        dmy += survey->stamps[i].dmy;
        mdy += survey->stamps[i].mdy;
    }
    for (int i = 0; i < DS_FIELD_TIMES; i++) {
        const ds_stamp_column *column = &survey->stamps[i];
        bool is_needed = i == DS_FIELD_OPENED || i == DS_FIELD_UPDATED;
        if (column->count == 0 && (column->relative > 0 || column->unreadable > 0) &&
            (is_needed || column->relative > 0))
            return refuse_stamps(survey, i, err);
        survey->order[i] = survey->options->date_order;
        if (survey->order[i] == DS_ORDER_UNKNOWN)
            survey->order[i] = told(column->dmy, column->mdy);
        if (survey->order[i] == DS_ORDER_UNKNOWN)
            survey->order[i] = told(dmy, mdy);
        if (survey->order[i] == DS_ORDER_UNKNOWN && column->ambiguous > 0)
            return refuse_ambiguous(survey, i, err);
        if (survey->order[i] == DS_ORDER_UNKNOWN)
            survey->order[i] = DS_ORDER_DMY;
    }
    return DS_OK;
}

static void conclude(ds_survey *survey)
{
    survey->is_comma = survey->commas > survey->points ||
                       (survey->commas == survey->points && survey->delimiter == ';');
    survey->is_latin1 =
        survey->options->encoding == DS_ENCODING_LATIN1 ||
        (survey->options->encoding == DS_ENCODING_AUTO && survey->invalid_rows > 0);
    survey->is_together = survey->repeats == 0;
}

static bool is_stopped(const ds_survey *survey)
{
    return survey->options->stop && atomic_load(survey->options->stop);
}

static ds_status read_rows(ds_survey *survey, ds_row_reader *reader, ds_error *err)
{
    ds_id_set ids = {0};
    uint64_t last = 0;
    ds_status status = DS_OK;
    for (;;) {
        ds_csv_row row;
        ds_row_fault fault = DS_ROW_WHOLE;
        status = ds_row_reader_next(reader, &row, &fault, err);
        if (status != DS_OK || (row.count == 0 && fault == DS_ROW_WHOLE))
            break;
        status = look_at_row(survey, &row, &ids, &last, err);
        if (status == DS_OK && survey->rows % 4096 == 0 && is_stopped(survey))
            status = DS_UNFINISHED;
        if (status != DS_OK)
            break;
    }
    ds_id_set_free(&ids);
    return status;
}

ds_status ds_survey_run(ds_survey *survey, ds_error *err)
{
    ds_row_reader *reader = NULL;
    survey->worked_groups.keeps_text = true;
    ds_status status = ds_survey_open(survey, &reader, err);
    if (status == DS_OK)
        status = take_header(survey, reader, err);
    if (status == DS_OK)
        status = read_rows(survey, reader, err);
    ds_row_reader_delete(reader);
    if (status == DS_OK && survey->rows == 0)
        return ds_error_set_at(err, DS_BAD_INPUT, survey->name, 0, 0,
                               "there is a header, but no row");
    if (status != DS_OK)
        return status;
    conclude(survey);
    return conclude_stamps(survey, err);
}

void ds_survey_free(ds_survey *survey)
{
    ds_columns_free(&survey->columns);
    ds_ordinals_free(&survey->worked_groups);
}
