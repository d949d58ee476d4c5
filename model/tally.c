#include "model/tally.h"

#include <stdlib.h>

static void series_free(ds_series *series)
{
    free(series->backlog);
    free(series->arrived);
    free(series->resolved);
    free(series->busy);
    free(series->rostered);
    free(series->queue);
}

static void nights_free(ds_nights *nights)
{
    free(nights->open);
    free(nights->waiting);
    free(nights->oldest_h);
}

void ds_tally_free(ds_tally *tally)
{
    for (int32_t i = 0; tally->slices && i < tally->slice_count; i++)
        free(tally->slices[i].resolution.count);
    for (int32_t i = 0; tally->groups && i < tally->group_count; i++)
        free(tally->groups[i].wait.count);
    free(tally->slices);
    free(tally->groups);
    free(tally->contracts);
    free(tally->goals);
    free(tally->chances);
    free(tally->course);
    free(tally->live);
    free(tally->services);
    free(tally->moves);
    series_free(&tally->series);
    nights_free(&tally->nights);
    *tally = (ds_tally){0};
}
