#include "scenarios/scenario_form.h"

#include "scenarios/key_check.h"
#include "scenarios/override.h"
#include "scenarios/scenario_value.h"
#include "scenarios/source_text.h"
#include "scenarios/yaml_reader.h"

#include <stdlib.h>
#include <string.h>

static ds_status no_memory(ds_diagnostics *out, const char *path)
{
    ds_diagnostics_add_error(out, (ds_place){.path = path}, "out of memory");
    return DS_NO_MEMORY;
}

/* The name of the file without its ending. */
static ds_status find_base_name(ds_scenario *scenario)
{
    const char *slash = strrchr(scenario->path, '/');
    const char *name = slash ? slash + 1 : scenario->path;
    const char *dot = strrchr(name, '.');
    bool is_yaml =
        dot && dot > name && (strcmp(dot, ".yaml") == 0 || strcmp(dot, ".yml") == 0);
    scenario->base_name = ds_arena_copy(&scenario->arena, name,
                                        is_yaml ? (size_t)(dot - name) : strlen(name));
    return scenario->base_name ? DS_OK : DS_NO_MEMORY;
}

/* Everything of a path before its last slash; NULL where it has none. */
static ds_status find_directory(ds_scenario *scenario)
{
    const char *slash = strrchr(scenario->path, '/');
    if (!slash)
        return DS_OK;
    size_t length = slash == scenario->path ? 1 : (size_t)(slash - scenario->path);
    scenario->directory = ds_arena_copy(&scenario->arena, scenario->path, length);
    return scenario->directory ? DS_OK : DS_NO_MEMORY;
}

static ds_status read_document(ds_scenario *scenario, const char *text, size_t length,
                               ds_diagnostics *out)
{
    size_t skip;
    ds_status status = ds_source_check(scenario->path, text, length, out, &skip);
    scenario->text = text;
    scenario->length = length;
    if (status == DS_OK)
        status = ds_yaml_read(&scenario->arena, text + skip, length - skip, scenario->path,
                              true, out, &scenario->root);
    if (status == DS_OK && !scenario->root) {
        ds_diagnostics_add_error(out, (ds_place){.path = scenario->path},
                                 "the file says nothing: it has only comments");
        return DS_BAD_INPUT;
    }
    return status;
}

static ds_status apply_overrides(ds_scenario *scenario, const char *const *overrides,
                                 int32_t count, ds_diagnostics *out)
{
    ds_status worst = DS_OK;
    for (int32_t i = 0; i < count && worst != DS_NO_MEMORY; i++) {
        const char *text =
            ds_arena_copy(&scenario->arena, overrides[i], strlen(overrides[i]));
        ds_status status = DS_NO_MEMORY;
        if (text)
            status = ds_override_apply(&scenario->arena, scenario->root, text, out,
                                       &scenario->root);
        if (status != DS_OK)
            worst = status;
    }
    return worst;
}

static ds_status check(ds_scenario *scenario, ds_diagnostics *out)
{
    scenario->written = scenario->root;
    ds_status status = ds_scenario_take_inputs(scenario, out);
    if (status == DS_OK)
        status =
            ds_scenario_names_gather(&scenario->names, &scenario->arena, scenario->root);
    if (status == DS_OK)
        status = ds_key_check(scenario->root, &scenario->names, scenario->directory, out);
    if (status == DS_OK && ds_diagnostics_has_error(out))
        status = DS_BAD_INPUT;
    return status;
}

static ds_status fill(ds_scenario *scenario, const char *text, size_t length,
                      const char *const *overrides, int32_t override_count,
                      ds_diagnostics *out)
{
    ds_status status = read_document(scenario, text, length, out);
    if (status != DS_OK)
        return status;
    status = apply_overrides(scenario, overrides, override_count, out);
    if (status == DS_NO_MEMORY)
        return status;
    return check(scenario, out);
}

/* A scenario that only knows where it comes from. */
static ds_scenario *begin(const char *path)
{
    ds_scenario *scenario = calloc(1, sizeof *scenario);
    if (!scenario)
        return NULL;
    scenario->path = ds_arena_copy(&scenario->arena, path, strlen(path));
    if (!scenario->path || find_base_name(scenario) != DS_OK ||
        find_directory(scenario) != DS_OK) {
        ds_scenario_delete(scenario);
        return NULL;
    }
    return scenario;
}

static ds_status finish(ds_scenario *scenario, ds_status status, ds_diagnostics *out,
                        ds_scenario **scenario_out)
{
    if (status == DS_NO_MEMORY && !ds_diagnostics_has_error(out))
        status = no_memory(out, scenario->path);
    if (status == DS_OK)
        *scenario_out = scenario;
    else
        ds_scenario_delete(scenario);
    return status;
}

ds_status ds_scenario_load_text(const char *text, size_t length, const char *name,
                                const char *const *overrides, int32_t override_count,
                                ds_diagnostics *out, ds_scenario **scenario_out)
{
    *scenario_out = NULL;
    ds_scenario *scenario = begin(name);
    if (!scenario)
        return no_memory(out, name);
    const char *copy = ds_arena_copy(&scenario->arena, text, length);
    ds_status status = DS_NO_MEMORY;
    if (copy)
        status = fill(scenario, copy, length, overrides, override_count, out);
    return finish(scenario, status, out, scenario_out);
}

ds_status ds_scenario_load(const char *path, const char *const *overrides,
                           int32_t override_count, ds_diagnostics *out,
                           ds_scenario **scenario_out)
{
    const char *text;
    size_t length;
    *scenario_out = NULL;
    ds_scenario *scenario = begin(path);
    if (!scenario)
        return no_memory(out, path);
    ds_status status = ds_source_read(&scenario->arena, path, out, &text, &length);
    if (status == DS_OK)
        status = fill(scenario, text, length, overrides, override_count, out);
    return finish(scenario, status, out, scenario_out);
}

ds_status ds_scenario_vary(const ds_scenario *base, const char *const *overrides,
                           int32_t override_count, ds_diagnostics *out,
                           ds_scenario **scenario_out)
{
    *scenario_out = NULL;
    ds_scenario *scenario = malloc(sizeof *scenario);
    if (!scenario)
        return no_memory(out, base->path);
    *scenario = *base;
    scenario->arena = (ds_arena){0};
    scenario->root = base->written;
    ds_status status = apply_overrides(scenario, overrides, override_count, out);
    if (status != DS_NO_MEMORY)
        status = check(scenario, out);
    return finish(scenario, status, out, scenario_out);
}

void ds_scenario_delete(ds_scenario *scenario)
{
    if (!scenario)
        return;
    ds_arena arena = scenario->arena;
    free(scenario);
    ds_arena_free(&arena);
}

const char *ds_scenario_name(const ds_scenario *scenario)
{
    const ds_yaml_node *name = ds_yaml_find(scenario->root, "name");
    return name && name->kind == DS_YAML_SCALAR ? name->text : scenario->base_name;
}

const char *ds_scenario_path(const ds_scenario *scenario)
{
    return scenario->path;
}

const char *ds_scenario_directory(const ds_scenario *scenario)
{
    return scenario->directory;
}

const char *ds_scenario_text(const ds_scenario *scenario, size_t *length_out)
{
    *length_out = scenario->length;
    return scenario->text;
}

const ds_yaml_node *ds_scenario_root(const ds_scenario *scenario)
{
    return scenario->root;
}

const ds_yaml_node *ds_scenario_written(const ds_scenario *scenario)
{
    return scenario->written;
}

bool ds_scenario_has_trace(const ds_scenario *scenario)
{
    const ds_yaml_node *arrivals = ds_yaml_find(scenario->root, "arrivals");
    if (scenario->replay)
        return true;
    for (int32_t i = 0; arrivals && i < arrivals->count; i++)
        if (ds_yaml_find(arrivals->entries[i].value, "trace"))
            return true;
    return false;
}

bool ds_scenario_finds_warm_up(const ds_scenario *scenario)
{
    const ds_yaml_node *warm_up = ds_yaml_find(scenario->root, "warm_up");
    return warm_up && warm_up->kind == DS_YAML_SCALAR && strcmp(warm_up->text, "auto") == 0;
}

void ds_scenario_set_span(ds_scenario *scenario, ds_date start, ds_ticks horizon)
{
    scenario->has_span = true;
    scenario->start = start;
    scenario->horizon = horizon;
}

void ds_scenario_set_replay(ds_scenario *scenario, ds_replay *replay)
{
    scenario->replay = replay;
}

char *ds_scenario_file(const ds_scenario *scenario, const char *name)
{
    size_t length = strlen(name);
    size_t prefix = scenario->directory ? strlen(scenario->directory) : 0;
    if (name[0] == '/')
        prefix = 0;
    char *path = malloc(prefix + length + 2);
    if (!path)
        return NULL;
    memcpy(path, scenario->directory ? scenario->directory : "", prefix);
    if (prefix > 0)
        path[prefix++] = '/';
    memcpy(path + prefix, name, length + 1);
    return path;
}
