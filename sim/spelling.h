/* The nearest known spelling of a word that nobody knows, for error messages. */
#ifndef DS_SIM_SPELLING_H
#define DS_SIM_SPELLING_H

#include <stddef.h>

/* The candidate that was most likely meant by `word`: the fewest insertions, deletions,
 * replacements and swaps of neighbours (optimal string alignment), case ignored, at most
 * one per three letters; failing that, the only one that begins with `word`. NULL when
 * nothing is near. The first of equals wins; candidates may hold NULL, which is skipped. */
const char *ds_spelling_nearest(const char *word, const char *const *candidates,
                                size_t count);

#endif
