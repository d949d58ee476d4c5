#include "analysis/results/summary_look.h"

void ds_ink_begin(FILE *out, const ds_summary_look *look, ds_ink ink)
{
    static const char *const codes[] = {
        [DS_INK_TITLE] = "\033[1m", [DS_INK_BAD] = "\033[1;31m", [DS_INK_DIM] = "\033[2m"};
    if (look->has_colour)
        (void)fputs(codes[ink], out);
}

void ds_ink_end(FILE *out, const ds_summary_look *look)
{
    if (look->has_colour)
        (void)fputs("\033[0m", out);
}
