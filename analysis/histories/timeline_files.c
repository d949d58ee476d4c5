#include "analysis/histories/timeline_files.h"

#include "analysis/histories/desk_words.h"
#include "sim/output_file.h"
#include "sim/program.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define DRAWING_LIMIT_S 60

/* DIRECTORY/TICKET.KIND; the caller frees it. */
static char *path_of(const ds_explanation *about, const char *directory, const char *kind)
{
    char ticket[DS_WORDS_SIZE];
    size_t size = strlen(directory) + strlen(kind) + sizeof ticket + sizeof "/.";
    char *path = malloc(size);
    if (path)
        (void)snprintf(path, size, "%s/%s.%s", directory,
                       ds_words_ticket(about->timeline->number, ticket), kind);
    return path;
}

static ds_status save_svg(const ds_explanation *about, const char *path, ds_error *err)
{
    ds_output_file file;
    ds_status status = ds_output_open(&file, path, err);
    if (status != DS_OK)
        return status;
    status = ds_explanation_put_svg(about, file.stream, err);
    if (status == DS_OK)
        return ds_output_commit(&file, err);
    ds_output_discard(&file);
    return status;
}

static ds_status save_json(const ds_explanation *about, const char *path, ds_error *err)
{
    json_t *object = ds_explanation_json(about);
    char *text =
        object ? json_dumps(object, JSON_INDENT(2) | JSON_REAL_PRECISION(15)) : NULL;
    json_decref(object);
    if (!text)
        return ds_error_no_memory(err);
    ds_status status = ds_output_write(path, text, strlen(text), err);
    free(text);
    return status;
}

/* A picture that cannot be drawn is missing, and no failure. */
static bool draw(const char *svg, const char *png)
{
    const char *const arguments[] = {"rsvg-convert", "-o", png, svg, NULL};
    const ds_program program = {.arguments = arguments, .limit_s = DRAWING_LIMIT_S};
    ds_program_end end = {0};
    if (ds_program_run(&program, &end, NULL) == DS_OK && end.exit_code == 0)
        return true;
    (void)unlink(png);
    return false;
}

ds_status ds_explanation_save(const ds_explanation *explanation, const char *directory,
                              bool *is_drawn_out, ds_error *err)
{
    char *svg = path_of(explanation, directory, "svg");
    char *png = path_of(explanation, directory, "png");
    char *json = path_of(explanation, directory, "json");
    ds_status status = svg && png && json ? DS_OK : ds_error_no_memory(err);
    *is_drawn_out = false;
    if (status == DS_OK)
        status = ds_output_make_directory(directory, err);
    if (status == DS_OK)
        status = save_svg(explanation, svg, err);
    if (status == DS_OK)
        status = save_json(explanation, json, err);
    if (status == DS_OK)
        *is_drawn_out = draw(svg, png);
    free(svg);
    free(png);
    free(json);
    return status;
}
