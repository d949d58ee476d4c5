#include "analysis/staffing/staffing_study.h"

#include "model/practices.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static ds_status add_keys(ds_staffing_study *study, const ds_desk *desk, ds_error *err)
{
    static const char *const names[] = {"mttr_h", "resolution_breach_rate:by_priority",
                                        "penalty:by_type"};
    ds_status status = DS_OK;
    for (size_t i = 0; i < sizeof names / sizeof *names && status == DS_OK; i++)
        status = ds_key_measures_add(&study->keys, desk, names[i], err);
    for (int32_t i = 0; i < study->count && status == DS_OK; i++) {
        char text[600];
        (void)snprintf(text, sizeof text, "utilisation:by_group:%s",
                       desk->groups[study->groups[i]].name);
        status = ds_key_measures_add(&study->keys, desk, text, err);
    }
    return status;
}

/* groups.NAME.agents, the name in quotes where a path needs them. */
static char *path_of(const char *name)
{
    size_t size = strlen(name) + sizeof "groups.\"\".agents";
    char *path = malloc(size);
    bool is_odd = strpbrk(name, ". =\"[]") != NULL;
    if (path)
        (void)snprintf(path, size, is_odd ? "groups.\"%s\".agents" : "groups.%s.agents",
                       name);
    return path;
}

static void find_wages(ds_staffing_study *study, const ds_desk *desk)
{
    const ds_costs *costs = desk->practices ? desk->practices->costs : NULL;
    study->has_wages = true;
    for (int32_t g = 0; g < desk->group_count; g++) {
        bool has = costs && costs->wage[g] > 0;
        study->wages[g] = has ? costs->wage[g] : DS_STAFFING_WAGE;
        if (study->ranges[g].kind == DS_STAFFING_BY_HEADS)
            study->has_wages &= has;
    }
}

static ds_status find_groups(ds_staffing_study *study, const ds_desk *desk, ds_error *err)
{
    for (int32_t g = 0; g < desk->group_count; g++) {
        if (study->ranges[g].kind != DS_STAFFING_BY_HEADS)
            continue;
        study->varies[study->count].path = path_of(desk->groups[g].name);
        if (!study->varies[study->count].path)
            return ds_error_no_memory(err);
        study->groups[study->count++] = g;
    }
    return DS_OK;
}

ds_status ds_staffing_study_init(ds_staffing_study *study, const ds_experiment *experiment,
                                 ds_error *err)
{
    const ds_desk *desk = experiment->runs.desk;
    size_t groups = (size_t)desk->group_count + 1;
    *study = (ds_staffing_study){.experiment = *experiment};
    study->ranges = calloc(groups, sizeof *study->ranges);
    study->groups = calloc(groups, sizeof *study->groups);
    study->varies = calloc(groups, sizeof *study->varies);
    study->wages = calloc(groups, sizeof *study->wages);
    if (!study->ranges || !study->groups || !study->varies || !study->wages)
        return ds_error_no_memory(err);
    ds_status status = ds_staffing_ranges(desk, study->ranges, err);
    if (status == DS_OK)
        status = find_groups(study, desk, err);
    if (status == DS_OK)
        status = add_keys(study, desk, err);
    if (status == DS_OK)
        find_wages(study, desk);
    study->experiment.keys = &study->keys;
    study->strict_level = experiment->level;
    return status;
}

static void free_config(ds_staffing_config *config)
{
    ds_candidate_free(&config->candidate);
    ds_experiment_point_free(&config->point);
    free(config->strict);
    if (config->desk)
        ds_experiment_desk_free(config->desk);
    free(config->desk);
    free(config->agents);
    *config = (ds_staffing_config){0};
}

void ds_staffing_study_free(ds_staffing_study *study)
{
    for (int32_t i = 0; i < study->config_count; i++)
        free_config(&study->configs[i]);
    for (int32_t i = 0; i < study->count; i++)
        free(study->varies[i].path);
    free(study->configs);
    free(study->ranges);
    free(study->groups);
    free(study->varies);
    free(study->wages);
    ds_key_measures_free(&study->keys);
    *study = (ds_staffing_study){0};
}

int32_t ds_staffing_study_find(const ds_staffing_study *study, const int32_t *agents)
{
    size_t size = (size_t)study->count * sizeof *agents;
    for (int32_t i = 0; i < study->config_count; i++)
        if (memcmp(study->configs[i].agents, agents, size) == 0)
            return i;
    return DS_NO_ID;
}

static ds_status make_room(ds_staffing_study *study, ds_error *err)
{
    if (study->config_count < study->config_capacity)
        return DS_OK;
    int32_t capacity = 2 * study->config_capacity + 64;
    ds_staffing_config *grown = realloc(study->configs, (size_t)capacity * sizeof *grown);
    if (!grown)
        return ds_error_no_memory(err);
    study->configs = grown;
    study->config_capacity = capacity;
    return DS_OK;
}

/* Head counts as --set takes them: texts[count], in `room`. */
#define TEXT_SIZE 12
static void write_texts(const int32_t *agents, int32_t count, char *room,
                        const char **texts)
{
    for (int32_t i = 0; i < count; i++) {
        (void)snprintf(room + (size_t)i * TEXT_SIZE, TEXT_SIZE, "%d", (int)agents[i]);
        texts[i] = room + (size_t)i * TEXT_SIZE;
    }
}

static ds_status compile(const ds_staffing_study *study, ds_staffing_config *config,
                         ds_diagnostics *said, ds_error *err)
{
    size_t count = (size_t)study->count + 1;
    char *room = calloc(count, TEXT_SIZE);
    const char **texts = calloc(count, sizeof *texts);
    config->desk = calloc(1, sizeof *config->desk);
    ds_status status = room && texts && config->desk ? DS_OK : ds_error_no_memory(err);
    if (status == DS_OK) {
        write_texts(config->agents, study->count, room, texts);
        const ds_experiment_values values = {
            .varies = study->varies, .texts = texts, .count = study->count};
        status = ds_experiment_compile(&study->experiment, &values, config->desk, said);
        if (status != DS_OK)
            ds_error_set(err, status, "a point of the study cannot be compiled");
    }
    free(texts);
    free(room);
    if (status != DS_OK)
        return status;
    status = ds_candidate_init(&config->candidate, "", &config->desk->desk, &study->keys,
                               study->experiment.runs.desk, err);
    config->candidate.scenario = config->desk->scenario;
    return status;
}

/* The estimates and terms from all replications of a configuration. */
static ds_status measure(const ds_staffing_study *study, ds_staffing_config *config,
                         ds_error *err)
{
    int64_t count = config->candidate.count;
    size_t keys = (size_t)study->keys.count;
    size_t terms = keys * (size_t)count;
    ds_experiment_point point = {.estimates = calloc(keys + 1, sizeof *point.estimates),
                                 .x = calloc(terms + 1, sizeof *point.x),
                                 .n = calloc(terms + 1, sizeof *point.n)};
    double *room = calloc(2 * (size_t)count + 1, sizeof *room);
    ds_estimate *strict = calloc(keys + 1, sizeof *strict);
    ds_status status = point.estimates && point.x && point.n && room && strict
                           ? DS_OK
                           : ds_error_no_memory(err);
    for (int32_t k = 0; k < study->keys.count && status == DS_OK; k++) {
        status =
            ds_candidate_estimate(&config->candidate, k, count, study->experiment.level,
                                  room, &point.estimates[k], err);
        if (status == DS_OK)
            status = ds_candidate_estimate(&config->candidate, k, count,
                                           study->strict_level, room, &strict[k], err);
        ds_candidate_terms(&config->candidate, k, count, &point.x[k * count],
                           &point.n[k * count]);
    }
    free(room);
    point.is_done = status == DS_OK;
    ds_experiment_point_free(&config->point);
    config->point = point;
    free(config->strict);
    config->strict = strict;
    return status;
}

static ds_status extend(const ds_staffing_study *study, ds_staffing_config *config,
                        int64_t count, ds_error *err)
{
    ds_status status =
        ds_candidate_extend(&config->candidate, count, &study->experiment.runs, err);
    return status == DS_OK ? measure(study, config, err) : status;
}

/* A configuration that has not been simulated yet, simulated. */
static ds_status simulate(ds_staffing_study *study, const int32_t *agents, int64_t count,
                          ds_staffing_config *config, ds_diagnostics *said, ds_error *err)
{
    size_t size = (size_t)study->count * sizeof *agents;
    *config = (ds_staffing_config){.agents = malloc(size + 1)};
    if (!config->agents)
        return ds_error_no_memory(err);
    memcpy(config->agents, agents, size);
    ds_status status = compile(study, config, said, err);
    return status == DS_OK ? extend(study, config, count, err) : status;
}

ds_status ds_staffing_study_run(ds_staffing_study *study, const int32_t *agents,
                                int32_t *row_out, ds_diagnostics *said, ds_error *err)
{
    *row_out = ds_staffing_study_find(study, agents);
    if (*row_out != DS_NO_ID)
        return DS_OK;
    ds_status status = make_room(study, err);
    if (status != DS_OK)
        return status;
    ds_staffing_config config;
    status = simulate(study, agents, study->experiment.replications, &config, said, err);
    if (status != DS_OK) {
        free_config(&config);
        return status;
    }
    *row_out = study->config_count;
    study->configs[study->config_count++] = config;
    return DS_OK;
}

ds_status ds_staffing_study_extend(ds_staffing_study *study, int32_t row, int64_t count,
                                   ds_error *err)
{
    ds_staffing_config *config = &study->configs[row];
    return config->candidate.count < count ? extend(study, config, count, err) : DS_OK;
}

ds_status ds_staffing_study_check(ds_staffing_study *study, const int32_t *agents,
                                  int64_t count, ds_experiment_point *point,
                                  ds_diagnostics *said, ds_error *err)
{
    ds_staffing_config config;
    study->experiment.runs.seed++;
    ds_status status = simulate(study, agents, count, &config, said, err);
    study->experiment.runs.seed--;
    *point = config.point;
    config.point = (ds_experiment_point){0};
    free_config(&config);
    return status;
}

int64_t ds_staffing_study_replications(const ds_staffing_study *study)
{
    int64_t count = 0;
    for (int32_t i = 0; i < study->config_count; i++)
        count += study->configs[i].candidate.count;
    return count;
}

int32_t ds_staffing_key(const ds_staffing_study *study, const char *measure,
                        ds_result_dimension dimension, int32_t row)
{
    int32_t count;
    const ds_measure *measures = ds_measures(&count);
    for (int32_t k = 0; k < study->keys.count; k++) {
        const ds_key_measure *key = &study->keys.list[k];
        if (key->dimension == dimension && key->row == row &&
            strcmp(measures[key->measure].name, measure) == 0)
            return k;
    }
    return DS_NO_ID;
}

double ds_staffing_weeks(const ds_staffing_study *study)
{
    const ds_desk *desk = study->experiment.runs.desk;
    return (double)(desk->horizon - desk->warm_up) / (double)DS_WEEK;
}

double ds_staffing_wages(const ds_staffing_study *study, const int32_t *agents)
{
    double sum = 0;
    for (int32_t i = 0; i < study->count; i++) {
        int32_t g = study->groups[i];
        sum += agents[i] * study->ranges[g].open_h_per_week * study->wages[g];
    }
    return sum;
}

/* The penalties of one replication in money per week. */
static double penalties(const ds_staffing_study *study, const ds_staffing_config *config,
                        int64_t replication)
{
    double sum = 0;
    int64_t count = config->candidate.count;
    for (int32_t t = 0; t < DS_TICKET_TYPES; t++) {
        int32_t key = ds_staffing_key(study, "penalty", DS_RESULT_BY_TYPE, t);
        double x = key == DS_NO_ID ? 0 : config->point.x[key * count + replication];
        sum += isfinite(x) ? x : 0;
    }
    return sum / ds_staffing_weeks(study);
}

ds_estimate ds_staffing_cost(const ds_staffing_study *study,
                             const ds_staffing_config *config)
{
    int64_t count = config->candidate.count;
    double mean = 0;
    double squares = 0;
    for (int64_t r = 0; r < count; r++)
        mean += penalties(study, config, r) / (double)count;
    for (int64_t r = 0; r < count; r++)
        squares += pow(penalties(study, config, r) - mean, 2);
    ds_estimate cost = ds_estimate_none((int32_t)count);
    cost.value = ds_staffing_wages(study, config->agents) + mean;
    cost.method = DS_METHOD_POINT;
    if (count < 2 || squares == 0)
        return cost;
    cost.half_width = ds_critical_t(study->experiment.level, (int32_t)count) *
                      sqrt(squares / (double)(count - 1) / (double)count);
    cost.lo = cost.value - cost.half_width;
    cost.hi = cost.value + cost.half_width;
    cost.method = DS_METHOD_JACKKNIFE;
    return cost;
}
