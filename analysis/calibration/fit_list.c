#include "analysis/calibration/fit_list.h"

#include <stdio.h>
#include <string.h>

static void add(ds_named_fit *list, int32_t most, int32_t *count, const ds_chosen_fit *fit,
                const char *what, const char *where, const char *of)
{
    int32_t at = *count;
    if (fit->count <= 0)
        return;
    while (at > 0 && list[at - 1].fit->count < fit->count)
        at--;
    if (at == most)
        return;
    int32_t kept = *count < most ? *count : most - 1;
    memmove(&list[at + 1], &list[at], (size_t)(kept - at) * sizeof *list);
    list[at].fit = fit;
    (void)snprintf(list[at].name, sizeof list[at].name, "%s%s%s%s", what, where,
                   of[0] ? ": " : "", of);
    *count = kept + 1;
}

int32_t ds_fit_list(const ds_calibration *self, ds_named_fit *list, int32_t most)
{
    int32_t count = 0;
    add(list, most, &count, &self->hold.time, "hold for users", "", "");
    add(list, most, &count, &self->vendor_hold.time, "hold for vendors or changes", "", "");
    add(list, most, &count, &self->reopen_after, "time until reopened", "", "");
    for (int32_t c = 0; self->has_touch && c < self->category_count; c++)
        for (int32_t g = 0; g < self->group_count; g++)
            if (self->categories[c].route[g].visits >= 1)
                add(list, most, &count, &self->categories[c].route[g].work, "work at ",
                    self->groups[g].name, self->categories[c].name);
    return count;
}
