#include "analysis/report/page_command.h"

#include <stdlib.h>
#include <string.h>

/* A word as a POSIX shell takes it. */
static void put_shell_word(ds_html *html, const char *word)
{
    bool is_plain = word[0] && !word[strspn(word, "abcdefghijklmnopqrstuvwxyz"
                                                  "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                                  "0123456789-_./=:@%+,")];
    if (is_plain) {
        ds_html_text(html, word);
        return;
    }
    ds_html_text(html, "'");
    for (; *word; word += *word != '\0') {
        size_t length = strcspn(word, "'");
        char *part = strndup(word, length);
        ds_html_text(html, part ? part : "");
        free(part);
        word += length;
        if (!*word)
            break;
        ds_html_text(html, "'\\''");
    }
    ds_html_text(html, "'");
}

void ds_page_command(ds_page *page, const json_t *words, const char *override)
{
    ds_html *html = &page->html;
    size_t i;
    json_t *word;
    ds_html_put(html, "<pre><code>");
    json_array_foreach(words, i, word)
    {
        ds_html_put(html, "%s", i > 0 ? " " : "");
        put_shell_word(html, json_is_string(word) ? json_string_value(word) : "");
    }
    if (override) {
        ds_html_put(html, " --set ");
        put_shell_word(html, override);
    }
    ds_html_put(html, "</code></pre>\n");
}
