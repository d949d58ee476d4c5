/* The keys of live channels: callers who wait in line. */
#include "scenarios/key_table.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static const ds_key redial_keys[] = {
    {.name = "share",
     .forms = DS_AS_SHARE,
     .low = 0,
     .high = 1,
     .is_required = true,
     .sentence = "The share of those who gave up or found no line that try again."},
    {.name = "after",
     .forms = DS_AS_DISTRIBUTION,
     .is_required = true,
     .sentence = "How much later."},
    {.name = "tries",
     .forms = DS_AS_WHOLE,
     .low = 2,
     .high = 100,
     .fallback = "10",
     .sentence = "How often at most, the first time included."},
};
static const ds_section redial_section = {.keys = redial_keys,
                                          .key_count = COUNT(redial_keys)};

static const ds_key channel_keys[] = {
    {.name = "patience",
     .forms = DS_AS_DISTRIBUTION,
     .fallback_note = "they wait for ever",
     .sentence = "How long a caller waits in line before giving up."},
    {.name = "answer_within",
     .forms = DS_AS_DURATION,
     .is_positive = true,
     .high = 366 * 24,
     .fallback = "20s",
     .sentence = "The time of the service level: the share answered within it."},
    {.name = "lines",
     .forms = DS_AS_WHOLE,
     .low = 1,
     .high = 100000,
     .fallback_note = "no limit",
     .sentence = "How many contacts there can be at once, waiting and answered; who finds "
                 "none free is turned away."},
    {.name = "at_once",
     .forms = DS_AS_WHOLE,
     .low = 1,
     .high = 20,
     .fallback = "1",
     .sentence = "How many of these contacts an agent has in hand at most, as with chats. "
                 "Who is idle comes first. The groups that answer need `shifts`."},
    {.name = "slowdown",
     .forms = DS_AS_SHARE,
     .low = 0,
     .high = 10,
     .fallback = "0%",
     .sentence = "How much longer all that an agent has in hand take for each beyond the "
                 "first: at 100% nothing is gained by it."},
    {.name = "redial",
     .forms = DS_AS_MAPPING,
     .section = &redial_section,
     .fallback_note = "nobody does",
     .sentence = "Who gave up and tries again: `{share: 40%, after: exponential(mean "
                 "20m)}`. It is the same ticket."},
};
static const ds_section channel_section = {.keys = channel_keys,
                                           .key_count = COUNT(channel_keys)};
static const ds_key channel_item = {
    .name = "channel", .forms = DS_AS_MAPPING, .section = &channel_section};
const ds_section ds_channels_section = {
    .title = "Live channels",
    .sentence = "`channels: {phone: {patience: exponential(mean 4m)}}`: channels of the "
                "streams whose contacts wait in line. Channels that are not named here are "
                "deferred.",
    .rest = &channel_item,
    .rest_names = DS_NAME_NEW};
