/* The keys of handing over. */
#include "scenarios/key_table.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static const ds_key handover_keys[] = {
    {.name = "documentation",
     .forms = DS_AS_SHARE,
     .low = 0,
     .high = 1,
     .fallback = "50%",
     .sentence =
         "How much of what is known of a ticket is written down when it changes its "
         "group: 0 % nothing, 100 % everything."},
    {.name = "cost",
     .forms = DS_AS_DISTRIBUTION,
     .fallback = "constant(10m)",
     .sentence = "Touch time that whoever takes a ticket over needs to find out what is "
                 "known of it, if nothing is written down; documentation saves its share."},
    {.name = "writing",
     .forms = DS_AS_DURATION,
     .high = 24,
     .fallback = "3m",
     .sentence = "Touch time that writing everything down costs whoever hands on; less "
                 "documentation costs its share."},
    {.name = "sent_back",
     .forms = DS_AS_SHARE,
     .low = 0,
     .high = 1,
     .fallback = "0%",
     .sentence = "The share of hand-overs that go back to the sender for more, if nothing "
                 "is written down; documentation saves its share."},
};
const ds_section ds_handover_section = {
    .title = "Handing over",
    .sentence = "`handover: {…}`: what it costs when a ticket changes its group.",
    .keys = handover_keys,
    .key_count = COUNT(handover_keys)};
