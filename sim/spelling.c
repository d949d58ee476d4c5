#include "sim/spelling.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

/* Longer words get no suggestion. */
#define LONGEST 63
#define SHORTEST_PREFIX 3

static int smaller(int a, int b)
{
    return a < b ? a : b;
}

static int letter(const char *word, size_t index)
{
    return tolower((unsigned char)word[index]);
}

/* The edits between two words of at most LONGEST letters: rows are prefixes of a. */
static int edits(const char *a, size_t a_length, const char *b, size_t b_length)
{
    int rows[3][LONGEST + 1];
    int *before = rows[0], *above = rows[1], *row = rows[2];
    for (size_t j = 0; j <= b_length; j++)
        row[j] = (int)j;
    for (size_t i = 1; i <= a_length; i++) {
        int *oldest = before;
        before = above;
        above = row;
        row = oldest;
        row[0] = (int)i;
        for (size_t j = 1; j <= b_length; j++) {
            int replaced = above[j - 1] + (letter(a, i - 1) != letter(b, j - 1));
            row[j] = smaller(replaced, smaller(above[j], row[j - 1]) + 1);
            if (i > 1 && j > 1 && letter(a, i - 1) == letter(b, j - 2) &&
                letter(a, i - 2) == letter(b, j - 1))
                row[j] = smaller(row[j], before[j - 2] + 1);
        }
    }
    return row[b_length];
}

static const char *only_beginning(const char *word, const char *const *candidates,
                                  size_t count)
{
    const char *found = NULL;
    size_t length = strlen(word);
    if (length < SHORTEST_PREFIX)
        return NULL;
    for (size_t i = 0; i < count; i++) {
        if (!candidates[i] || strncasecmp(candidates[i], word, length) != 0)
            continue;
        if (found)
            return NULL;
        found = candidates[i];
    }
    return found;
}

const char *ds_spelling_nearest(const char *word, const char *const *candidates,
                                size_t count)
{
    size_t length = strlen(word);
    if (length == 0 || length > LONGEST)
        return NULL;
    const char *nearest = NULL;
    int allowed = length < 3 ? 1 : (int)length / 3;
    for (size_t i = 0; i < count; i++) {
        size_t other = candidates[i] ? strlen(candidates[i]) : 0;
        if (other == 0 || other > LONGEST)
            continue;
        int distance = edits(word, length, candidates[i], other);
        /* A word of which every letter would be replaced is not meant. */
        if (distance <= allowed && (size_t)distance < other && (size_t)distance < length) {
            nearest = candidates[i];
            allowed = distance - 1;
        }
    }
    return nearest ? nearest : only_beginning(word, candidates, count);
}
