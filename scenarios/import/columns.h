/* The header of an export: its columns, the dialect that it speaks, which column is what.
 */
#ifndef DS_IMPORT_COLUMNS_H
#define DS_IMPORT_COLUMNS_H

#include "scenarios/csv_reader.h"
#include "scenarios/import/dialect.h"

typedef struct ds_columns {
    ds_arena arena;
    int32_t count;
    const char **names;               /* [count] as they stand */
    int32_t column[DS_IMPORT_FIELDS]; /* or DS_NO_ID */
    bool *is_used;                    /* [count] */
} ds_columns;

/* Copies the header's names. */
ds_status ds_columns_init(ds_columns *columns, const ds_csv_row *row,
                          ds_error *err) DS_MUST_USE;
void ds_columns_free(ds_columns *columns);

/* How well a dialect fits: columns it knows, those of its signature thrice; 0: not at all.
 */
int32_t ds_columns_score(const ds_columns *columns, const ds_dialect *dialect);

/* Which column is which field. `map` are FIELD=COLUMN (a column's name, or its number from
 * 1); an empty COLUMN takes a field away. Refuses unknown ones with the nearest, and a
 * header without what the dialect's rows need. */
ds_status ds_columns_bind(ds_columns *columns, const ds_dialect *dialect,
                          const char *const *map, int32_t map_count, const char *path,
                          int line, ds_error *err) DS_MUST_USE;

/* Whether the dialect lists the column as one of persons or free text. */
bool ds_columns_is_personal(const ds_columns *columns, const ds_dialect *dialect,
                            int32_t column);

#endif
