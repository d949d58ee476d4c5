#include "analysis/staffing/requirement_targets.h"

#include "analysis/staffing/staffing_range.h"
#include "analysis/studies/comparison.h"
#include "model/practices.h"
#include "model/practices/live.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void ds_interval_targets_free(ds_interval_targets *targets)
{
    for (int32_t t = 0; t < targets->count; t++)
        free(targets->list[t].text);
    free(targets->list);
    *targets = (ds_interval_targets){0};
}

static ds_status add(ds_interval_targets *targets, const ds_interval_target *one,
                     const char *text, ds_error *err)
{
    size_t count = (size_t)targets->count + 1;
    ds_interval_target *list = realloc(targets->list, count * sizeof *list);
    if (!list)
        return ds_error_no_memory(err);
    targets->list = list;
    list[targets->count] = *one;
    list[targets->count].text = strdup(text);
    if (!list[targets->count].text)
        return ds_error_no_memory(err);
    targets->count++;
    return DS_OK;
}

/* For one group, or all that have work. */
static ds_status add_groups(ds_interval_targets *targets, const ds_desk *desk,
                            ds_interval_target one, const char *text, ds_error *err)
{
    int32_t before = targets->count;
    if (one.group != DS_NO_ID)
        return add(targets, &one, text, err);
    ds_staffing_range *ranges = calloc((size_t)desk->group_count, sizeof *ranges);
    ds_status status =
        ranges ? ds_staffing_ranges(desk, ranges, err) : ds_error_no_memory(err);
    for (int32_t g = 0; g < desk->group_count && status == DS_OK; g++) {
        one.group = g;
        if (ranges[g].kind == DS_STAFFING_BY_HEADS ||
            ranges[g].kind == DS_STAFFING_ROSTERED)
            status = add(targets, &one, text, err);
    }
    free(ranges);
    if (status == DS_OK && targets->count == before)
        return ds_error_set(err, DS_BAD_INPUT,
                            "target '%s': no group has work, limited agents and hours",
                            text);
    return status;
}

/* Groups to which the contacts of a channel can come first. */
static ds_status add_channel(ds_interval_targets *targets, const ds_desk *desk,
                             ds_interval_target one, const char *text, ds_error *err)
{
    const ds_live *live = desk->practices ? desk->practices->live : NULL;
    if (!live || !live->channels[one.channel].is_live)
        return ds_error_set(err, DS_BAD_INPUT,
                            "target '%s': channel '%s' is not live: nobody waits in line",
                            text, desk->channel_names[one.channel]);
    one.beyond = live->channels[one.channel].answer_within;
    for (int32_t g = 0; g < desk->group_count; g++) {
        bool is_first = false;
        for (int32_t c = 0; c < desk->category_count; c++)
            for (int32_t i = 0; i < desk->categories[c].first.count; i++)
                is_first |= desk->categories[c].first.row[i] == g;
        one.group = g;
        ds_status status = is_first && desk->groups[g].agents != DS_UNLIMITED_AGENTS
                               ? add(targets, &one, text, err)
                               : DS_OK;
        if (status != DS_OK)
            return status;
    }
    return DS_OK;
}

static ds_status refuse(const char *text, const char *why, ds_error *err)
{
    return ds_error_set(err, DS_BAD_INPUT,
                        "target '%s': %s; by interval there are "
                        "delay_probability:GROUP<=SHARE, wait_p90_h:GROUP<=HOURS and "
                        "service_level:CHANNEL>=SHARE",
                        text, why);
}

static ds_status interpret(ds_interval_targets *targets, const ds_desk *desk,
                           const ds_condition *condition, const ds_key_measure *key,
                           ds_error *err)
{
    int32_t count;
    const char *text = condition->text;
    const char *name = ds_measures(&count)[key->measure].name;
    bool is_level = strcmp(name, "service_level") == 0;
    bool is_delay = strcmp(name, "delay_probability") == 0;
    double limit = condition->limit;
    ds_interval_target one = {
        .group = key->row, .channel = DS_NO_ID, .most = is_level ? 1 - limit : limit};
    if (!is_level && !is_delay && strcmp(name, "wait_p90_h") != 0)
        return refuse(text, "the measure is not known by interval", err);
    if (condition->is_at_least != is_level)
        return refuse(text, is_level ? "it wants >=" : "it wants <=", err);
    if (is_delay || is_level) {
        if (!(one.most > 1e-9 && one.most < 1))
            return refuse(text,
                          "no number of agents keeps it for certain, or it asks for "
                          "nothing: the share is to lie between 0% and 100%",
                          err);
    } else {
        if (!(limit >= 0))
            return refuse(text, "a wait is not negative", err);
        one.beyond = (ds_ticks)(limit * (double)DS_HOUR);
        one.most = 0.1;
    }
    if (!is_level)
        return add_groups(targets, desk, one, text, err);
    one.channel = key->row;
    return key->dimension == DS_RESULT_BY_CHANNEL
               ? add_channel(targets, desk, one, text, err)
               : refuse(text, "it needs the channel", err);
}

/* The text for one group where it names none: the reader of conditions wants a slice. */
static void name_a_group(const char *text, const ds_desk *desk, char *room, size_t size)
{
    size_t name = strcspn(text, "<> ");
    bool is_of_groups =
        memchr(text, ':', name) == NULL &&
        ((name == strlen("delay_probability") &&
          strncmp(text, "delay_probability", name) == 0) ||
         (name == strlen("wait_p90_h") && strncmp(text, "wait_p90_h", name) == 0));
    if (is_of_groups)
        (void)snprintf(room, size, "%.*s:by_group:%s%s", (int)name, text,
                       desk->groups[0].name, text + name);
    else
        (void)snprintf(room, size, "%s", text);
}

ds_status ds_interval_targets_read(ds_interval_targets *targets, const char *text,
                                   const ds_desk *desk, ds_error *err)
{
    char room[512];
    ds_condition condition = {0};
    ds_key_measures keys = {0};
    name_a_group(text, desk, room, sizeof room);
    bool is_of_all = strcmp(room, text) != 0;
    ds_status status = ds_condition_read(room, desk, &keys, &condition, err);
    if (status == DS_OK) {
        ds_key_measure key = keys.list[condition.key];
        if (is_of_all) {
            key.row = DS_NO_ID;
            (void)snprintf(condition.text, strlen(condition.text) + 1, "%s", text);
        }
        status = interpret(targets, desk, &condition, &key, err);
    }
    free(condition.text);
    ds_key_measures_free(&keys);
    return status;
}
