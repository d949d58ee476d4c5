/* The keys of the knowledge base. */
#include "scenarios/key_table.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static const ds_key knowledge_keys[] = {
    {.name = "documented",
     .forms = DS_AS_SHARE,
     .low = 0,
     .high = 1,
     .fallback = "20%",
     .sentence = "The share of resolutions that are written up as an article."},
    {.name = "writing",
     .forms = DS_AS_DISTRIBUTION,
     .fallback = "constant(15m)",
     .sentence = "Touch time of writing one, for the group that resolved the ticket, at "
                 "the lowest priority."},
    {.name = "articles",
     .forms = DS_AS_NUMBER,
     .low = 0,
     .high = 1e6,
     .fallback = "0",
     .sentence = "Articles of each category at the start."},
    {.name = "half",
     .forms = DS_AS_NUMBER,
     .low = 0.1,
     .high = 1e6,
     .fallback = "10",
     .sentence = "So many articles of a category have half of the effect that all there "
                 "could be would have."},
    {.name = "half_life",
     .forms = DS_AS_DURATION,
     .high = 100 * 366 * 24,
     .fallback = "26w",
     .sentence = "After so long half of the articles are out of date; 0: they never are."},
    {.name = "saves",
     .forms = DS_AS_SHARE,
     .low = 0,
     .high = 0.95,
     .fallback = "20%",
     .sentence = "The share of touch time that full coverage saves."},
    {.name = "resolves",
     .forms = DS_AS_SHARE,
     .low = 0,
     .high = 1,
     .fallback = "20%",
     .sentence = "The share of what the first group would hand on to a higher tier that it "
                 "resolves itself with full coverage."},
    {.name = "deflects",
     .forms = DS_AS_SHARE,
     .low = 0,
     .high = 1,
     .fallback = "0%",
     .sentence = "The share of contacts that full coverage answers without the desk; they "
                 "become no tickets."},
};
const ds_section ds_knowledge_section = {
    .title = "Knowledge base",
    .sentence = "`knowledge: {…}`: resolutions that are written up help with the next.",
    .keys = knowledge_keys,
    .key_count = COUNT(knowledge_keys)};
