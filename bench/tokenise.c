/* What bare libcsv takes to tokenise a file: the measure for `desksim import`. */
#include <csv.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct counts {
    long fields;
    long rows;
} counts;

static void take_field(void *text, size_t length, void *context)
{
    (void)text;
    (void)length;
    ((counts *)context)->fields++;
}

static void take_row(int end, void *context)
{
    (void)end;
    ((counts *)context)->rows++;
}

int main(int argc, char **argv)
{
    enum { BLOCK = 256 * 1024 };
    static char block[BLOCK];
    struct csv_parser parser;
    counts found = {0};
    size_t count = 0;
    FILE *file = argc == 2 ? fopen(argv[1], "rb") : NULL;
    if (!file || csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI) != 0) {
        fprintf(stderr, "usage: tokenise FILE\n");
        return EXIT_FAILURE;
    }
    while ((count = fread(block, 1, sizeof block, file)) > 0)
        if (csv_parse(&parser, block, count, take_field, take_row, &found) != count)
            return EXIT_FAILURE;
    if (csv_fini(&parser, take_field, take_row, &found) != 0)
        return EXIT_FAILURE;
    csv_free(&parser);
    printf("%ld rows, %ld fields\n", found.rows, found.fields);
    return fclose(file) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
