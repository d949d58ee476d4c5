#include "scenarios/holiday_file.h"

#include <stddef.h>

ds_status ds_holiday_file_read(const char *path, int32_t first, int32_t last,
                               int32_t **days_out, int32_t *count_out, ds_error *err)
{
    (void)path;
    (void)first;
    (void)last;
    *days_out = NULL;
    *count_out = 0;
    return ds_error_set(err, DS_BAD_INPUT,
                        "this desksim was built without libical, which reads such files; "
                        "write the days as 'holidays'");
}
