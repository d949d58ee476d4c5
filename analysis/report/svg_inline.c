#include "analysis/report/svg_inline.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define DEEPEST 64
#define WORD_SIZE 40

typedef struct reader {
    ds_html *html;
    const char *at;
    const char *path;
    const ds_svg_label *label;
    ds_error *err;
    int depth;
    int hidden_from; /* elements from this depth on are left out; 0: none are */
    char open[DEEPEST][WORD_SIZE];
} reader;

static const char *const elements[] = {
    "svg",    "g",        "path",        "rect",           "circle", "ellipse",
    "line",   "polyline", "polygon",     "text",           "tspan",  "defs",
    "use",    "clipPath", "pattern",     "title",          "desc",   "marker",
    "filter", "feFlood",  "feComposite", "linearGradient", "stop",   NULL};

/* Those whose names do not begin with any of these are dropped. */
static const char *const attributes[] = {"viewBox",
                                         "id",
                                         "d",
                                         "points",
                                         "x",
                                         "x1",
                                         "x2",
                                         "y",
                                         "y1",
                                         "y2",
                                         "cx",
                                         "cy",
                                         "r",
                                         "rx",
                                         "ry",
                                         "dx",
                                         "dy",
                                         "width",
                                         "height",
                                         "fill",
                                         "color",
                                         "stroke",
                                         "opacity",
                                         "transform",
                                         "href",
                                         "xlink:href",
                                         "text-anchor",
                                         "dominant-baseline",
                                         "clip-path",
                                         "clip-rule",
                                         "offset",
                                         "stop-color",
                                         "stop-opacity",
                                         "patternUnits",
                                         "patternTransform",
                                         "shape-rendering",
                                         "textLength",
                                         "xml:space",
                                         "fill-opacity",
                                         "fill-rule",
                                         "stroke-width",
                                         "stroke-linecap",
                                         "stroke-linejoin",
                                         "stroke-dasharray",
                                         "stroke-opacity",
                                         "stroke-miterlimit",
                                         "font-family",
                                         "font-size",
                                         "font-weight",
                                         "font-style",
                                         "filter",
                                         "filterUnits",
                                         "in",
                                         "in2",
                                         "result",
                                         "operator",
                                         "flood-color",
                                         "flood-opacity",
                                         "gradientUnits",
                                         NULL};

static bool is_one_of(const char *word, const char *const *list)
{
    for (; *list; list++)
        if (strcmp(word, *list) == 0)
            return true;
    return false;
}

static ds_status refuse(reader *self, const char *what, const char *word)
{
    return ds_error_set_at(self->err, DS_BAD_INPUT, self->path, 0, 0,
                           "not a plain drawing: %s%.60s", what, word);
}

static bool is_shown(const reader *self)
{
    return self->hidden_from == 0 || self->depth < self->hidden_from;
}

/* Steps past what begins here and ends with `end`. */
static ds_status skip_to(reader *self, const char *end)
{
    const char *found = strstr(self->at, end);
    if (!found)
        return refuse(self, "it lacks ", end);
    self->at = found + strlen(end);
    return DS_OK;
}

/* A name: letters, digits, hyphens and colons. */
static ds_status read_word(reader *self, char word[WORD_SIZE])
{
    size_t length = strspn(self->at, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                     "0123456789-:_");
    if (length == 0 || length >= WORD_SIZE)
        return refuse(self, "a name is expected at ", self->at);
    memcpy(word, self->at, length);
    word[length] = '\0';
    self->at += length;
    return DS_OK;
}

static void skip_space(reader *self)
{
    self->at += strspn(self->at, " \t\r\n");
}

/* Whether an entity begins here that XML knows: by name, or a printable character by its
 * number. */
static bool is_entity(const char *text)
{
    static const char *const known[] = {"&amp;", "&lt;", "&gt;", "&quot;", "&apos;"};
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (strncmp(text, known[i], strlen(known[i])) == 0)
            return true;
    if (strncmp(text, "&#", 2) != 0 || !isxdigit((unsigned char)text[2 + (text[2] == 'x')]))
        return false;
    char *end;
    unsigned long point =
        strtoul(text + 2 + (text[2] == 'x'), &end, text[2] == 'x' ? 16 : 10);
    return *end == ';' && point >= 0x20 && point < 0xD800;
}

/* Characters as they stand, but for bare & and <. */
static ds_status check_text(reader *self, const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        unsigned char letter = (unsigned char)text[i];
        if ((letter == '&' && !is_entity(text + i)) || letter == '<')
            return refuse(self, "an entity or sign of its own: ", text + i);
        if (letter < 0x20 && !isspace(letter))
            return refuse(self, "a control character", "");
    }
    return DS_OK;
}

/* rgb( 34, 34, 34) → #222222; false where it is none. */
static bool put_colour(reader *self, const char *value)
{
    int red;
    int green;
    int blue;
    int end = 0;
    if (sscanf(value, " rgb( %d , %d , %d ) %n", &red, &green, &blue, &end) != 3 ||
        end == 0 || value[end])
        return false;
    ds_html_put(self->html, "#%02x%02x%02x", (unsigned)red & 0xFFu, (unsigned)green & 0xFFu,
                (unsigned)blue & 0xFFu);
    return true;
}

static ds_status put_attribute(reader *self, const char *name, char *value)
{
    bool is_link = strcmp(name, "href") == 0 || strcmp(name, "xlink:href") == 0;
    char *url = strstr(value, "url(");
    if (!is_one_of(name, attributes))
        return DS_OK;
    if ((is_link && value[0] != '#') || (url && strncmp(value, "url(#", 5) != 0))
        return refuse(self, "it refers to ", value);
    ds_html_put(self->html, " %s=\"", is_link ? "href" : name);
    if (strcmp(name, "id") == 0)
        ds_html_put(self->html, "%s-%s", self->label->id, value);
    else if (is_link)
        ds_html_put(self->html, "#%s-%s", self->label->id, value + 1);
    else if (url)
        ds_html_put(self->html, "url(#%s-%s", self->label->id, value + 5);
    else if (!put_colour(self, value))
        ds_html_put(self->html, "%s", value);
    ds_html_put(self->html, "\"");
    return DS_OK;
}

/* Takes line ends and runs of blanks for one blank; none at the ends. */
static void squeeze(char *value)
{
    char *to = value;
    for (char *from = value; *from; from++)
        if (!isspace((unsigned char)*from))
            *to++ = *from;
        else if (to > value && to[-1] != ' ')
            *to++ = ' ';
    if (to > value && to[-1] == ' ')
        to--;
    *to = '\0';
}

static ds_status read_attribute(reader *self, bool is_shown_here)
{
    char name[WORD_SIZE];
    ds_status status = read_word(self, name);
    if (status != DS_OK)
        return status;
    skip_space(self);
    if (*self->at != '=')
        return refuse(self, "an attribute without a value: ", name);
    self->at++;
    skip_space(self);
    char quote = *self->at;
    const char *end = quote == '"' || quote == '\'' ? strchr(self->at + 1, quote) : NULL;
    if (!end)
        return refuse(self, "an attribute without quotes: ", name);
    size_t length = (size_t)(end - self->at - 1);
    status = strncmp(name, "on", 2) == 0 ? refuse(self, "a script: ", name)
                                         : check_text(self, self->at + 1, length);
    char *value = status == DS_OK ? strndup(self->at + 1, length) : NULL;
    self->at = end + 1;
    if (status == DS_OK && !value)
        return ds_error_no_memory(self->err);
    if (status == DS_OK && strchr(value, '"'))
        status = refuse(self, "a quote in ", name);
    if (status == DS_OK)
        squeeze(value);
    if (status == DS_OK && is_shown_here)
        status = put_attribute(self, name, value);
    free(value);
    return status;
}

static void put_label(reader *self)
{
    const ds_svg_label *label = self->label;
    ds_html_put(self->html, "<title id=\"%s-title\">", label->id);
    ds_html_text(self->html, label->title);
    ds_html_put(self->html, "</title><desc id=\"%s-desc\">", label->id);
    ds_html_text(self->html, label->message);
    ds_html_put(self->html, "</desc>");
}

static void put_root_attributes(reader *self)
{
    const ds_svg_label *label = self->label;
    ds_html_put(self->html,
                " xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" class=\"%s\" "
                "aria-labelledby=\"%s-title\" aria-describedby=\"%s-desc\"",
                label->classes, label->id, label->id);
}

/* The page has texts of its own for these. */
static bool is_replaced(const char *element)
{
    return strcmp(element, "title") == 0 || strcmp(element, "desc") == 0;
}

static void end_element(reader *self)
{
    const char *element = self->open[self->depth - 1];
    bool was_shown = is_shown(self);
    if (was_shown)
        ds_html_put(self->html, "</%s>", element);
    if (self->hidden_from == self->depth)
        self->hidden_from = 0;
    self->depth--;
}

/* Behind the name of an element: its attributes and the end of the tag. */
static ds_status read_rest_of_tag(reader *self)
{
    ds_status status = DS_OK;
    bool is_root = self->depth == 1;
    for (skip_space(self); status == DS_OK && *self->at && !strchr("/>", *self->at);
         skip_space(self))
        status = read_attribute(self, is_shown(self));
    if (status != DS_OK)
        return status;
    bool is_empty = *self->at == '/';
    self->at += is_empty;
    if (*self->at != '>')
        return refuse(self, "a tag that does not end: ", self->open[self->depth - 1]);
    self->at++;
    if (is_shown(self))
        ds_html_put(self->html, ">");
    if (is_root)
        put_label(self);
    if (is_empty)
        end_element(self);
    return DS_OK;
}

static ds_status begin_element(reader *self)
{
    char word[WORD_SIZE];
    ds_status status = read_word(self, word);
    if (status != DS_OK)
        return status;
    if (!is_one_of(word, elements) || (self->depth == 0) != (strcmp(word, "svg") == 0))
        return refuse(self, "the element ", word);
    if (self->depth == DEEPEST)
        return refuse(self, "elements too deep in one another", "");
    memcpy(self->open[self->depth++], word, sizeof word);
    if (self->hidden_from == 0 && is_replaced(word))
        self->hidden_from = self->depth;
    if (is_shown(self))
        ds_html_put(self->html, "<%s", word);
    if (self->depth == 1)
        put_root_attributes(self);
    return read_rest_of_tag(self);
}

static ds_status read_end_tag(reader *self)
{
    char word[WORD_SIZE];
    ds_status status = read_word(self, word);
    if (status != DS_OK)
        return status;
    skip_space(self);
    if (*self->at != '>' || self->depth == 0 ||
        strcmp(word, self->open[self->depth - 1]) != 0)
        return refuse(self, "an end without a beginning: ", word);
    self->at++;
    end_element(self);
    return DS_OK;
}

/* Between tags: texts, and blanks that are dropped. */
static ds_status read_content(reader *self)
{
    size_t length = strcspn(self->at, "<");
    size_t blank = strspn(self->at, " \t\r\n");
    ds_status status = DS_OK;
    if (blank < length) {
        if (self->depth == 0)
            return refuse(self, "text outside of it: ", self->at + blank);
        status = check_text(self, self->at, length);
        if (status == DS_OK && is_shown(self))
            ds_html_put(self->html, "%.*s", (int)length, self->at);
    }
    self->at += length;
    return status;
}

static ds_status read_part(reader *self)
{
    if (*self->at != '<')
        return read_content(self);
    if (strncmp(self->at, "<?xml", 5) == 0)
        return skip_to(self, "?>");
    if (strncmp(self->at, "<!--", 4) == 0)
        return skip_to(self, "-->");
    if (self->at[1] == '!' || self->at[1] == '?')
        return refuse(self, "a declaration: ", self->at);
    bool is_end = self->at[1] == '/';
    self->at += is_end ? 2 : 1;
    return is_end ? read_end_tag(self) : begin_element(self);
}

ds_status ds_svg_put(ds_html *html, const char *text, const char *path,
                     const ds_svg_label *label, ds_error *err)
{
    reader self = {.html = html, .at = text, .path = path, .label = label, .err = err};
    ds_status status = DS_OK;
    bool has_begun = false;
    while (*self.at && status == DS_OK) {
        if (has_begun && self.depth == 0 && *self.at == '<' && self.at[1] != '!')
            status = refuse(&self, "a second drawing", "");
        else
            status = read_part(&self);
        has_begun = has_begun || self.depth > 0;
    }
    if (status == DS_OK && (!has_begun || self.depth > 0))
        status = refuse(&self, "it does not end", "");
    return status;
}
