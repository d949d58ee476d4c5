#include "scenarios/scenario_inputs.h"

#include "model/purpose.h"
#include "scenarios/scenario_form.h"
#include "scenarios/scenario_value.h"
#include "sim/duration.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define PATH_SIZE 640
#define QUOTED 60
/* Half of the middle 95 % of a normal distribution, in standard deviations. */
#define HALF_WIDTH 1.959963984540054
/* What a document can have at most; more would be no study but a mistake. */
#define MOST_INPUTS 1000

#define QUANTITY_FORMS                                                                     \
    (DS_AS_WHOLE | DS_AS_NUMBER | DS_AS_SHARE | DS_AS_DURATION | DS_AS_TARGET |            \
     DS_AS_RATE | DS_AS_GROWTH | DS_AS_DISTRIBUTION)

/* The document on the way through it. */
typedef struct walk {
    ds_scenario *scenario;
    ds_diagnostics *out;
    int32_t capacity;
    int32_t depth;
    int32_t way[DS_INPUT_DEPTH];
    bool is_out_of_memory;
} walk;

/* Where "±" or "+-" begins in a text, and what follows it; NULL where there is none. */
static const char *find_sign(const char *text, const char **after_out)
{
    static const char *const signs[] = {"±", "+-", "+/-"};
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
        const char *at = strstr(text, signs[i]);
        if (at) {
            *after_out = at + strlen(signs[i]) + strspn(at + strlen(signs[i]), " ");
            return at;
        }
    }
    return NULL;
}

/* Why a value takes no interval; NULL where it does. */
static const char *why_certain(const ds_value *value)
{
    const ds_value *top = value;
    while (top->parent && top->parent->parent)
        top = top->parent;
    bool is_measured = top->key->section == &ds_arrivals_section ||
                       top->key->section == &ds_categories_section;
    const uint32_t decided = DS_AS_WHOLE | DS_AS_TARGET;
    if (!is_measured || (value->key->forms & decided))
        return "an interval is for what is measured, such as rates, work and shares of "
               "arrivals and categories, not for what is decided";
    const ds_section *around = value->parent->key->section;
    bool is_share_of_type = value->parent->parent && value->name &&
                            value->parent->parent->key->section == &ds_categories_section &&
                            strcmp(value->name, "share") == 0;
    if ((around && around->sums_to_one) || is_share_of_type)
        return "a share of a whole takes no interval, because the shares must sum to 100%";
    return NULL;
}

/* "10%" of the number; "16/day", "16", "30m", "5pp" in its own unit. */
static ds_status read_half(const ds_quantity *quantity, const char *text, double *half_out,
                           ds_error *err)
{
    char *end;
    double number = strtod(text, &end);
    bool is_number = end > text && isfinite(number);
    bool is_time = quantity->form == DS_AS_DURATION || quantity->form == DS_AS_DISTRIBUTION;
    bool is_share = quantity->form == DS_AS_SHARE || quantity->form == DS_AS_GROWTH;
    end += strspn(end, " ");
    *half_out = number;
    if (is_number && strcmp(end, "%") == 0 && !is_share) {
        *half_out = number / 100 * fabs(quantity->number);
        return DS_OK;
    }
    if (is_number && strcmp(end, "pp") == 0 && is_share) {
        *half_out = number / 100;
        return DS_OK;
    }
    if (is_number && !*end && !is_time && !is_share)
        return DS_OK;
    if (is_share)
        return ds_error_set(err, DS_BAD_INPUT,
                            "'±%.*s' is not an interval of a share; write percentage "
                            "points, such as ±5pp",
                            QUOTED, text);
    if (is_time)
        return ds_duration_parse_seconds(text, (const char **)&end, half_out, err);
    ds_quantity half;
    ds_status status = ds_quantity_read(quantity->key, text, NULL, &half, err);
    *half_out = half.number;
    if (status == DS_OK && half.unit != quantity->unit)
        return ds_error_set(err, DS_BAD_INPUT,
                            "'±%.*s' is not in the unit of the value; write ±10%%, or %s",
                            QUOTED, text, ds_quantity_unit(quantity));
    return status;
}

static ds_status check_half(const ds_uncertain_input *input, const char *text,
                            ds_error *err)
{
    double low;
    double high;
    ds_quantity_range(&input->quantity, &low, &high);
    if (!(input->half > 0))
        return ds_error_set(err, DS_BAD_INPUT, "'±%.*s' is not above 0", QUOTED, text);
    if (input->quantity.number <= low || input->quantity.number >= high)
        return ds_error_set(err, DS_BAD_INPUT,
                            "'%.*s' is at the end of its range and takes no interval",
                            QUOTED, input->quantity.text);
    bool is_wide = isfinite(high) ? input->half > high - low
                                  : input->half > input->quantity.number - low;
    if (is_wide)
        return ds_error_set(err, DS_BAD_INPUT, "'±%.*s' is wider than the value itself",
                            QUOTED, text);
    return DS_OK;
}

static bool grow(walk *self)
{
    ds_scenario *scenario = self->scenario;
    if (scenario->input_count < self->capacity)
        return true;
    int32_t room = self->capacity > 0 ? 2 * self->capacity : 8;
    ds_uncertain_input *grown =
        ds_arena_take(&scenario->arena, (size_t)room * sizeof *grown);
    if (!grown)
        return false;
    if (scenario->input_count > 0)
        memcpy(grown, scenario->inputs, (size_t)scenario->input_count * sizeof *grown);
    scenario->inputs = grown;
    self->capacity = room;
    return true;
}

static const char *trimmed(ds_arena *arena, const char *text, size_t length)
{
    while (length > 0 && text[length - 1] == ' ')
        length--;
    return ds_arena_copy(arena, text, length);
}

static ds_status read_input(walk *self, const ds_value *value, const char *sign,
                            const char *after, ds_uncertain_input *input, ds_error *err)
{
    ds_scenario *scenario = self->scenario;
    char path[PATH_SIZE];
    ds_value_path(value, path, sizeof path);
    input->path = ds_arena_copy(&scenario->arena, path, strlen(path));
    input->place = value->node->place;
    input->depth = self->depth;
    memcpy(input->way, self->way, sizeof input->way);
    const char *text =
        trimmed(&scenario->arena, value->node->text, (size_t)(sign - value->node->text));
    if (!text || !input->path)
        return ds_error_no_memory(err);
    ds_status status =
        ds_quantity_read(value->key, text, scenario->directory, &input->quantity, err);
    if (status == DS_OK)
        status = read_half(&input->quantity, after, &input->half, err);
    return status == DS_OK ? check_half(input, after, err) : status;
}

static void take_scalar(walk *self, const ds_value *value)
{
    const char *after;
    const char *sign = find_sign(value->node->text, &after);
    if (!sign || !(value->key->forms & QUANTITY_FORMS))
        return;
    const char *why = why_certain(value);
    if (why) {
        ds_value_error(value, self->out, "'%.*s': %s", QUOTED, value->node->text, why);
        return;
    }
    if (self->scenario->input_count == MOST_INPUTS) {
        ds_value_error(value, self->out, "more than %d values have an interval",
                       MOST_INPUTS);
        return;
    }
    ds_error err = {0};
    ds_uncertain_input input = {0};
    ds_status status = read_input(self, value, sign, after, &input, &err);
    if (status == DS_NO_MEMORY || !grow(self))
        self->is_out_of_memory = true;
    else if (status != DS_OK)
        ds_value_error(value, self->out, "%s", err.text);
    else
        self->scenario->inputs[self->scenario->input_count++] = input;
}

/* Whatever is not as it should be is passed over: the checks find it. */
static void look(walk *self, const ds_value *value)
{
    const ds_yaml_node *node = value->node;
    bool is_mapping = node->kind == DS_YAML_MAPPING && value->key->section;
    bool is_list = node->kind == DS_YAML_SEQUENCE && value->key->item;
    if (node->kind == DS_YAML_SCALAR)
        take_scalar(self, value);
    if ((!is_mapping && !is_list) || self->depth == DS_INPUT_DEPTH)
        return;
    for (int32_t i = 0; i < node->count; i++) {
        ds_value entry = ds_value_at(value, i);
        self->way[self->depth++] = i;
        if (entry.key)
            look(self, &entry);
        self->depth--;
    }
}

/* The document in which the scalar at the end of an input's way says `text`. */
static const ds_yaml_node *with_text(ds_arena *arena, const ds_yaml_node *node,
                                     const ds_uncertain_input *input, int32_t step,
                                     const char *text)
{
    if (step == input->depth) {
        ds_yaml_node *scalar = ds_yaml_scalar(arena, node->place, text, strlen(text));
        if (scalar)
            scalar->is_plain = node->is_plain;
        return scalar;
    }
    int32_t index = input->way[step];
    const ds_yaml_node *entry =
        with_text(arena, node->entries[index].value, input, step + 1, text);
    return entry ? ds_yaml_with_item(arena, node, index, entry) : NULL;
}

static ds_status set_text(ds_scenario *scenario, const ds_uncertain_input *input,
                          const char *text)
{
    const ds_yaml_node *root = with_text(&scenario->arena, scenario->root, input, 0, text);
    if (root)
        scenario->root = root;
    return root ? DS_OK : DS_NO_MEMORY;
}

ds_status ds_scenario_take_inputs(ds_scenario *scenario, ds_diagnostics *out)
{
    walk self = {.scenario = scenario, .out = out};
    ds_value root = ds_value_root(scenario->root);
    ds_status status = DS_OK;
    scenario->inputs = NULL;
    scenario->input_count = 0;
    if (scenario->root)
        look(&self, &root);
    for (int32_t i = 0; i < scenario->input_count && status == DS_OK; i++)
        status =
            set_text(scenario, &scenario->inputs[i], scenario->inputs[i].quantity.text);
    return self.is_out_of_memory ? DS_NO_MEMORY : status;
}

const ds_uncertain_input *ds_scenario_inputs(const ds_scenario *scenario,
                                             int32_t *count_out)
{
    *count_out = scenario->input_count;
    return scenario->inputs;
}

double ds_input_quantile(const ds_uncertain_input *input, double u)
{
    double low;
    double high;
    double mean = input->quantity.number;
    double deviation = input->half / HALF_WIDTH;
    ds_quantity_range(&input->quantity, &low, &high);
    double below = gsl_cdf_ugaussian_P((low - mean) / deviation);
    double upto = gsl_cdf_ugaussian_P((high - mean) / deviation);
    double value = mean + deviation * gsl_cdf_ugaussian_Pinv(below + u * (upto - below));
    return fmin(high, fmax(low, value));
}

double ds_input_draw(const ds_uncertain_input *input, const ds_seed *seed)
{
    ds_identity who = {.family = ds_random_family(input->path)};
    return ds_input_quantile(input, ds_random_uniform(seed, who, DS_FOR_INPUT, 0));
}

static ds_status set_numbers(ds_scenario *scenario, const ds_scenario *base,
                             const double *numbers)
{
    char text[DS_QUANTITY_TEXT_SIZE];
    ds_status status = DS_OK;
    for (int32_t i = 0; i < base->input_count && status == DS_OK; i++) {
        const ds_uncertain_input *input = &base->inputs[i];
        status =
            ds_quantity_print(&input->quantity, numbers[i], text, sizeof text, NULL, NULL);
        if (status == DS_OK)
            status = set_text(scenario, input, text);
    }
    return status;
}

ds_status ds_scenario_with_inputs(const ds_scenario *base, const double *numbers,
                                  ds_diagnostics *out, ds_scenario **scenario_out)
{
    ds_status status = ds_scenario_vary(base, NULL, 0, out, scenario_out);
    if (status != DS_OK)
        return status;
    ds_scenario *scenario = *scenario_out;
    scenario->root = base->root;
    scenario->input_count = 0;
    status = set_numbers(scenario, base, numbers);
    if (status == DS_OK)
        scenario->written = scenario->root;
    if (status == DS_OK)
        return DS_OK;
    ds_scenario_delete(scenario);
    *scenario_out = NULL;
    ds_diagnostics_add_error(out, (ds_place){.path = base->path}, "out of memory");
    return status;
}
