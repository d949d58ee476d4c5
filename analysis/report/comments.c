#include "analysis/report/comments.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Where a comment begins on a line; NULL: there is none. */
static char *find_comment(char *line)
{
    char quote = '\0';
    for (char *at = line; *at; at++) {
        bool begins = at == line || at[-1] == ' ' || at[-1] == '\t';
        if (quote == '\0' && *at == '#' && begins)
            return at;
        if (quote == '\0' && (*at == '"' || *at == '\'') &&
            (begins || strchr("[{,:", at[-1])))
            quote = *at;
        else if (*at == quote)
            quote = '\0';
    }
    return NULL;
}

static void note_line(ds_comments *comments, int32_t index, char *line)
{
    size_t blank = strspn(line, " \t\r");
    char *comment = find_comment(line);
    comments->lines[index].is_blank = line[blank] == '\0';
    comments->lines[index].is_alone = comment && comment == line + blank;
    if (!comment)
        return;
    comment += strspn(comment, "#");
    comment += *comment == ' ';
    size_t length = strlen(comment);
    while (length > 0 && strchr(" \t\r", comment[length - 1]))
        comment[--length] = '\0';
    comments->lines[index].comment = comment;
}

bool ds_comments_init(ds_comments *comments, const char *text, size_t length)
{
    *comments = (ds_comments){.text = malloc(length + 1)};
    size_t count = 1;
    for (size_t i = 0; i < length; i++)
        count += text[i] == '\n';
    comments->lines = calloc(count, sizeof *comments->lines);
    if (!comments->text || !comments->lines) {
        ds_comments_free(comments);
        return false;
    }
    if (length > 0)
        memcpy(comments->text, text, length);
    comments->text[length] = '\0';
    char *line = comments->text;
    while (line) {
        char *end = strchr(line, '\n');
        if (end)
            *end = '\0';
        note_line(comments, comments->line_count++, line);
        line = end ? end + 1 : NULL;
    }
    return true;
}

void ds_comments_free(ds_comments *comments)
{
    free(comments->text);
    free(comments->lines);
    *comments = (ds_comments){0};
}

/* Lines [from, to), counted from 0. */
static char *join(const ds_comments *comments, int32_t from, int32_t to)
{
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    if (!out)
        return NULL;
    const char *between = "";
    for (int32_t i = from; i < to; i++) {
        const char *comment = comments->lines[i].comment;
        if (comment || comments->lines[i].is_blank)
            (void)fprintf(out, "%s%s", between, comment ? comment : "");
        if (comment || comments->lines[i].is_blank)
            between = "\n";
    }
    if (fclose(out) == 0)
        return text;
    free(text);
    return NULL;
}

/* The first line that says something; line_count where none does. */
static int32_t first_line(const ds_comments *comments)
{
    int32_t line = 0;
    while (line < comments->line_count &&
           (comments->lines[line].is_alone || comments->lines[line].is_blank))
        line++;
    return line;
}

static int32_t first_above(const ds_comments *comments, int32_t index)
{
    while (index > 0 && comments->lines[index - 1].is_alone)
        index--;
    return index;
}

char *ds_comments_of_line(const ds_comments *comments, int32_t line)
{
    if (line < 1 || line > comments->line_count)
        return calloc(1, 1);
    int32_t above = first_above(comments, line - 1);
    /* A head without a blank line after it is still the head. */
    return join(comments, above > 0 ? above : line - 1, line);
}

char *ds_comments_of_head(const ds_comments *comments)
{
    int32_t first = first_line(comments);
    int32_t above = first_above(comments, first);
    int32_t end = above > 0 ? above : first;
    while (end > 0 && comments->lines[end - 1].is_blank)
        end--;
    return join(comments, 0, end);
}
