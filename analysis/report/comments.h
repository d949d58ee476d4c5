/* The comments of a YAML file by line: what people write above a value, or behind it.
 *
 * A comment begins with # at the start of a line or after a blank, outside of quotes. That
 * is enough for remarks; a # in a block text may be taken for one.
 */
#ifndef DS_ANALYSIS_COMMENTS_H
#define DS_ANALYSIS_COMMENTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct ds_comments {
    char *text; /* a copy of the file, lines terminated */
    int32_t line_count;
    struct {
        char *comment; /* behind the #; NULL: none */
        bool is_alone; /* nothing else on the line */
        bool is_blank;
    } * lines; /* [line - 1] */
} ds_comments;

/* False where memory is short; then there is nothing to free. */
bool ds_comments_init(ds_comments *comments, const char *text, size_t length);
void ds_comments_free(ds_comments *comments);

/* The comment lines directly above a line and the comment on it, joined with line ends; ""
 * for none. NULL where memory is short; the caller frees it. Those of the head of the file,
 * up to its first blank line, belong to nobody. */
char *ds_comments_of_line(const ds_comments *comments, int32_t line);
/* Those of the head: all comment lines before anything else, but for those directly above
 * it. */
char *ds_comments_of_head(const ds_comments *comments);

#endif
