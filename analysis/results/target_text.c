#include "analysis/results/target_text.h"

#include "analysis/results/results_parts.h"
#include "sim/duration.h"

#include <stdio.h>
#include <string.h>

static void print_one(const ds_sla_target *target, char *text, size_t size)
{
    if (target->business_days > 0)
        (void)snprintf(text, size, "%dbd", target->business_days);
    else if (target->ticks > 0)
        ds_duration_print(target->ticks, text, size);
    else
        text[0] = '\0';
}

void ds_target_print(const ds_desk *desk, int32_t priority, bool is_response, char *text,
                     size_t size)
{
    bool is_incidents = ds_desk_has_incidents(desk);
    text[0] = '\0';
    for (int32_t c = 0; c < desk->category_count; c++) {
        char one[64];
        int32_t type = (int32_t)desk->categories[c].type;
        int32_t row = ds_desk_sla(desk, type, c, priority);
        if (row == DS_NO_ID || (is_incidents && type != DS_INCIDENT))
            continue;
        const ds_sla *sla = &desk->slas[row];
        print_one(is_response ? &sla->response[priority] : &sla->resolution[priority], one,
                  sizeof one);
        if (one[0] && text[0] && strcmp(text, one) != 0)
            (void)snprintf(text, size, "varies");
        else if (one[0])
            (void)snprintf(text, size, "%s", one);
    }
}
