/* Canonical tickets as another tool's export: for demonstrations, and to test imports.
 *
 * Columns, words and dates are those that the dialect lists to be written. What it has no
 * column for is lost; dates are as fine as its form. Logs get a row for each thing that a
 * ticket's own figures tell of: opened, its hold as one spell, resolved, closed.
 */
#ifndef DS_IMPORT_DIALECT_WRITER_H
#define DS_IMPORT_DIALECT_WRITER_H

#include "scenarios/byte_source.h"
#include "scenarios/import/dialect.h"

#include <stdio.h>

/* Reads a canonical ticket CSV and writes the export. */
ds_status ds_dialect_write(ds_byte_source *source, const ds_dialect *dialect, FILE *file,
                           ds_error *err) DS_MUST_USE;

#endif
