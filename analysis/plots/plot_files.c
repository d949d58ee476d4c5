#include "analysis/plots/plot_files.h"

#include "sim/output_file.h"
#include "sim/program.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define DEFAULT_LIMIT_S 60
/* What a complaint is cut to: lines that say something. */
#define COMPLAINT_LINES 3
#define SUFFIX_SIZE 32

static const char *const pictures[] = {"svg", "png"};
#define PICTURES 2

typedef struct task {
    const void *subject;
    const char *directory;
    ds_plot_options options;
} task;

/* DIRECTORY/NAME.KIND and a suffix; the caller frees it. */
static char *path_of(const task *of, const ds_plot *plot, const char *kind,
                     const char *suffix)
{
    size_t size = strlen(of->directory) + strlen(plot->name) + strlen(kind) +
                  strlen(suffix) + sizeof "/.";
    char *path = malloc(size);
    if (path)
        (void)snprintf(path, size, "%s/%s.%s%s", of->directory, plot->name, kind, suffix);
    return path;
}

/* Scripts. */

static void put_head(const ds_plot *plot, int height, ds_plot_pen *pen)
{
    ds_plot_put(pen,
                "# %s.\n"
                "# Drawn from %s.dat; after changes: gnuplot %s.gp\n"
                "# With fonts for every character in it, also in PNG:\n"
                "# gnuplot -e 'all_glyphs = 1' %s.gp\n",
                plot->title, plot->name, plot->name, plot->name);
    ds_plot_put(pen,
                "if (!exists('suffix')) suffix = ''\n"
                "if (!exists('all_glyphs')) all_glyphs = 0\n"
                "data = '%s.dat'\n"
                "width = %d\n"
                "height = %d\n"
                "set encoding utf8\n",
                plot->name, DS_PLOT_WIDTH, height);
}

/* In SVG the viewer has the fonts: a generic name is legible everywhere. Sizes of fonts are
 * points in PNG, pixels in SVG. */
static void put_terminals(const ds_plot *plot, ds_plot_pen *pen)
{
    ds_plot_put(
        pen,
        "do for [kind in 'svg png'] {\n"
        "    reset\n"
        "    has_boxes = kind eq 'png' && !all_glyphs\n"
        "    face = kind eq 'png' ? 'DejaVu Sans' : 'sans-serif'\n"
        "    strong = kind eq 'png' ? face.':Bold' : face\n"
        "    if (kind eq 'png') {\n"
        "        set terminal pngcairo size width, height noenhanced \\\n"
        "            font face.',12' background '#FFFFFF'\n"
        "    } else {\n"
        "        set terminal svg size width, height dynamic noenhanced \\\n"
        "            font face.',12' fontscale 4.0/3 background '#FFFFFF' name '%s'\n"
        "    }\n"
        "    set output '%s.'.kind.suffix\n",
        plot->name, plot->name);
    ds_plot_put(pen, "    set border 3 lw 1 lc rgb '" DS_PLOT_GREY "'\n"
                     "    set tics nomirror out scale 0.5 tc rgb '" DS_PLOT_INK "'\n"
                     "    set grid ytics lt 1 lw 0.8 lc rgb '" DS_PLOT_LIGHT "'\n"
                     "    set key noenhanced tc rgb '" DS_PLOT_INK "'\n");
}

static void put_script(const task *of, const ds_plot *plot, ds_plot_pen *pen)
{
    put_head(plot, plot->height ? plot->height(of->subject) : DS_PLOT_HEIGHT, pen);
    put_terminals(plot, pen);
    plot->put_script(of->subject, pen);
    ds_plot_put(pen, "    unset output\n}\n");
}

static void put_data(const task *of, const ds_plot *plot, ds_plot_pen *pen)
{
    plot->put_data(of->subject, pen);
}

static ds_status write_file(const task *of, const ds_plot *plot, const char *kind,
                            void (*put)(const task *, const ds_plot *, ds_plot_pen *),
                            ds_error *err)
{
    ds_output_file file;
    char *path = path_of(of, plot, kind, "");
    if (!path)
        return ds_error_no_memory(err);
    ds_status status = ds_output_open(&file, path, err);
    free(path);
    if (status != DS_OK)
        return status;
    ds_plot_pen pen = {.out = file.stream};
    put(of, plot, &pen);
    if (!pen.is_out_of_memory)
        return ds_output_commit(&file, err);
    ds_output_discard(&file);
    return ds_error_no_memory(err);
}

static ds_status remove_file(const task *of, const ds_plot *plot, const char *kind,
                             const char *suffix, ds_error *err)
{
    char *path = path_of(of, plot, kind, suffix);
    if (!path)
        return ds_error_no_memory(err);
    (void)unlink(path);
    free(path);
    return DS_OK;
}

static ds_status remove_pictures(const task *of, const ds_plot *plot, const char *suffix,
                                 ds_error *err)
{
    ds_status status = DS_OK;
    for (int i = 0; i < PICTURES && status == DS_OK; i++)
        status = remove_file(of, plot, pictures[i], suffix, err);
    return status;
}

/* Pictures. */

/* Joins the first lines that say something: gnuplot points with carets. */
static void shorten(const char *complaint, char *text, size_t size)
{
    size_t used = 0;
    int lines = 0;
    text[0] = '\0';
    while (*complaint && lines < COMPLAINT_LINES && used + 1 < size) {
        size_t length = strcspn(complaint, "\n");
        size_t blank = strspn(complaint, " \t\r^");
        if (blank < length) {
            int put = snprintf(text + used, size - used, "%s%.*s", lines ? " | " : "",
                               (int)(length - blank), complaint + blank);
            used += put > 0 ? (size_t)put : 0;
            lines++;
        }
        complaint += length + (complaint[length] == '\n');
    }
    for (char *c = text; *c; c++)
        if (iscntrl((unsigned char)*c))
            *c = ' ';
}

static ds_status say_failure(const ds_plot *plot, const ds_plot_options *options,
                             const ds_program_end *end, ds_error *err)
{
    char complaint[400];
    shorten(end->complaint, complaint, sizeof complaint);
    if (end->is_late)
        return ds_error_set(err, DS_IO_FAILED, "%s did not draw %s within %d s",
                            options->program, plot->name, options->limit_s);
    if (end->signal != 0)
        return ds_error_set(err, DS_IO_FAILED, "%s was ended by signal %d while it drew %s",
                            options->program, end->signal, plot->name);
    return ds_error_set(err, DS_IO_FAILED, "%s could not draw %s (exit code %d): %s",
                        options->program, plot->name, end->exit_code,
                        complaint[0] ? complaint : "it did not say why");
}

/* Renames a picture that gnuplot has made under a temporary name. */
static ds_status keep_picture(const task *of, const ds_plot *plot, const char *kind,
                              const char *suffix, ds_error *err)
{
    struct stat info;
    char *made = path_of(of, plot, kind, suffix);
    char *path = path_of(of, plot, kind, "");
    ds_status status = DS_OK;
    if (!made || !path)
        status = ds_error_no_memory(err);
    else if (stat(made, &info) != 0 || info.st_size == 0 || rename(made, path) != 0)
        status = ds_error_set_at(err, DS_IO_FAILED, path, 0, 0, "%s did not make it",
                                 of->options.program);
    free(made);
    free(path);
    return status;
}

/* The user's settings of gnuplot (-d) stay out of it. */
static ds_status draw(const task *of, const ds_plot *plot, ds_error *err)
{
    char suffix[SUFFIX_SIZE];
    char set_suffix[SUFFIX_SIZE + 16];
    char script[64];
    (void)snprintf(suffix, sizeof suffix, ".tmp-%ld", (long)getpid());
    (void)snprintf(set_suffix, sizeof set_suffix, "suffix = '%s'", suffix);
    (void)snprintf(script, sizeof script, "%s.gp", plot->name);
    const char *const arguments[] = {of->options.program, "-d",   "-e",
                                     set_suffix,          script, NULL};
    const ds_program program = {
        .arguments = arguments, .directory = of->directory, .limit_s = of->options.limit_s};
    ds_program_end end;
    ds_status status = ds_program_run(&program, &end, err);
    if (status == DS_OK && end.exit_code != 0)
        status = say_failure(plot, &of->options, &end, err);
    for (int i = 0; i < PICTURES && status == DS_OK; i++)
        status = keep_picture(of, plot, pictures[i], suffix, err);
    if (status != DS_OK)
        (void)remove_pictures(of, plot, suffix, NULL);
    return status;
}

/* The report. */

static void say(ds_plot_report *report, const char *before, const char *text)
{
    size_t used = strlen(report->text);
    (void)snprintf(report->text + used, sizeof report->text - used, "%s%s", before, text);
}

static void say_unavailable(ds_plot_report *report, const task *of, const ds_error *why)
{
    report->status = DS_UNAVAILABLE;
    say(report, report->text[0] ? " " : "", "No plots were drawn: ");
    say(report, "", why->text);
    say(report, " (Debian's package is gnuplot-nox). Their scripts and data are in ",
        of->directory);
    say(report, "", ".");
}

/* Scripts and data, or nothing where there is no data; no picture of before stays. */
static ds_status prepare(const task *of, const ds_plot *plot, ds_plot_report *report,
                         ds_error *err)
{
    ds_status status = remove_pictures(of, plot, "", err);
    if (status != DS_OK)
        return status;
    if (plot->has_data(of->subject)) {
        report->written++;
        status = write_file(of, plot, "dat", put_data, err);
        return status == DS_OK ? write_file(of, plot, "gp", put_script, err) : status;
    }
    if (!plot->is_optional)
        say(report, report->left_out++ == 0 ? "Plots left out for want of data: " : ", ",
            plot->name);
    status = remove_file(of, plot, "dat", "", err);
    return status == DS_OK ? remove_file(of, plot, "gp", "", err) : status;
}

static ds_status draw_all(const ds_plot *const *plots, int32_t count, const task *of,
                          ds_plot_report *report, ds_error *err)
{
    ds_error why;
    for (int32_t i = 0; i < count; i++) {
        if (!plots[i]->has_data(of->subject))
            continue;
        ds_status status = draw(of, plots[i], &why);
        if (status == DS_UNAVAILABLE) {
            say_unavailable(report, of, &why);
            return DS_OK;
        }
        if (status != DS_OK) {
            if (err)
                *err = why;
            return status;
        }
        report->drawn++;
    }
    return DS_OK;
}

static ds_plot_options complete(const ds_plot_options *options)
{
    ds_plot_options all = options ? *options : (ds_plot_options){0};
    if (!all.program)
        all.program = getenv("DESKSIM_GNUPLOT");
    if (!all.program || !all.program[0])
        all.program = "gnuplot";
    if (all.limit_s <= 0)
        all.limit_s = DEFAULT_LIMIT_S;
    return all;
}

ds_status ds_plot_files_write(const ds_plot *const *plots, int32_t count,
                              const void *subject, const char *directory,
                              const ds_plot_options *options, ds_plot_report *report,
                              ds_error *err)
{
    const task of = {
        .subject = subject, .directory = directory, .options = complete(options)};
    *report = (ds_plot_report){0};
    ds_status status = ds_output_make_directory(directory, err);
    for (int32_t i = 0; i < count && status == DS_OK; i++)
        status = prepare(&of, plots[i], report, err);
    if (report->left_out > 0)
        say(report, "", ".");
    return status == DS_OK ? draw_all(plots, count, &of, report, err) : status;
}

ds_status ds_plot_file_write(const ds_plot *plot, const void *subject,
                             const char *directory, char *said, size_t size, ds_error *err)
{
    ds_plot_report report = {0};
    ds_status status =
        ds_plot_files_write(&plot, 1, subject, directory, NULL, &report, err);
    if (report.text[0])
        (void)snprintf(said, size, "%s", report.text);
    return status;
}
