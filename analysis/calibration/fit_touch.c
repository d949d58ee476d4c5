/* Touch times from elapsed times, by simulation.
 *
 * Exports record when a ticket was opened and resolved, not how long anybody worked on it.
 * The desk that has been measured so far is simulated with trial touch times, always with
 * the same random numbers (so that two trials differ by the touch times alone), and the
 * distance between simulated and real times to resolution is minimised by Nelder and Mead's
 * simplex (gsl_multimin nmsimplex2). First touch times alone are tried: mean and cv, one
 * for all visits of the first line, the others' a multiple. Where they leave more than
 * twice the distance that two halves of the history have, tickets must also lie untouched:
 * then share, length and spread of that are fitted too, apart for groups that mostly get
 * new tickets and for those that mostly get them from others.
 */
#include "analysis/calibration/elapsed.h"
#include "analysis/calibration/fit_idle.h"
#include "analysis/calibration/scenario_writer.h"
#include "scenarios/scenario.h"
#include "sim/clock.h"

#include <gsl/gsl_multimin.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    MOST_PARAMETERS = 9,
    PLAIN_PARAMETERS = 4,
    WARM_UP_WEEKS = 2,
    TICKETS = 5000,
    MOST_WEEKS = 13,
    AFTERWARDS = 50
};
static const double busiest = 0.97;     /* no trial loads a group more */
static const double good_enough = 0.02; /* distance that touch times alone may leave */
static const double like_spread =
    0.003;                             /* distance for spreads that differ by a factor e */
static const double usual_load = 0.75; /* assumed where nobody's hours are known */
static const double usual_touch_s = 1200; /* assumed where nothing else is known */

typedef struct trial {
    ds_calibration *calibration;
    ds_elapsed actual;
    ds_idle_fit idle[DS_MOST_FIT_GROUPS]; /* of the first guess */
    bool is_first_line[DS_MOST_FIT_GROUPS];
    bool has_idle;
    const ds_calibration_options *options;
    int64_t *done; /* simulations */
    int32_t weeks;
    ds_status status;
    ds_error err;
} trial;

/* Load. */

/* Visits a week by group. */
static void count_visits(const ds_calibration *self, double *visits, double *first)
{
    for (int32_t g = 0; g < self->group_count; g++)
        visits[g] = first[g] = 0;
    for (int32_t c = 0; c < self->category_count; c++) {
        const ds_category_fit *category = &self->categories[c];
        double here[DS_MOST_FIT_GROUPS];
        double rate = self->arrivals[category->type].per_week.value * category->share;
        for (int32_t g = 0; g < self->group_count; g++) {
            here[g] = rate * category->first[g];
            first[g] += here[g];
        }
        for (int32_t step = 0; step < 20; step++) {
            double after[DS_MOST_FIT_GROUPS] = {0};
            for (int32_t g = 0; g < self->group_count; g++) {
                const ds_route_fit *route = &category->route[g];
                visits[g] += here[g];
                for (int32_t k = 0; k < self->group_count; k++)
                    after[k] += here[g] * (1 - route->resolve) * route->next[k];
            }
            memcpy(here, after, sizeof here);
        }
    }
}

static double hours_open(const ds_group_fit *group)
{
    double hours = 0;
    for (int32_t h = 0; h < DS_HOURS_OF_WEEK; h++)
        hours += group->is_open[h];
    return hours > 0 ? hours : 50;
}

/* The busiest group's load per second of mean touch time, where the groups behind the first
 * line take `ratio` times as long. */
static double load_per_second(const ds_calibration *self, double ratio)
{
    double visits[DS_MOST_FIT_GROUPS];
    double first[DS_MOST_FIT_GROUPS];
    double most = 0;
    count_visits(self, visits, first);
    for (int32_t g = 0; g < self->group_count; g++) {
        double work = first[g] >= 0.5 * visits[g] ? 1 : ratio;
        most = fmax(most, work * visits[g] / 3600 / hours_open(&self->groups[g]) /
                              self->groups[g].agents);
    }
    return most;
}

static double ratio_of(const double *x)
{
    return exp(fmin(fmax(x[2], -2.5), 2.5));
}

/* Trials. */

static double shifted(double share, double shift)
{
    double odds = fmin(fmax(share, 0.001), 0.98);
    odds = odds / (1 - odds) * exp(fmin(fmax(shift, -4), 4));
    return fmin(odds / (1 + odds), 0.98);
}

static double cv_of(const double *x, bool is_first_line)
{
    return exp(fmin(fmax(x[1] + (is_first_line ? 0 : x[3]), -1.2), 1.1));
}

/* Parameters: log mean and log cv of touch, log of the factors on both behind the first
 * line; then the shift of the idle share and the log of
 * a factor on its length for the first line, both for the others, log of a factor on cv. */
static void apply(const trial *self, const double *x)
{
    ds_calibration *to = self->calibration;
    double mean = exp(x[0]);
    for (int32_t c = 0; c < to->category_count; c++)
        for (int32_t g = 0; g < to->group_count; g++) {
            ds_route_fit *route = &to->categories[c].route[g];
            double here = mean * (self->is_first_line[g] ? 1 : ratio_of(x));
            route->work_basis = DS_INFERRED;
            route->work.best = (ds_distribution){
                .kind = DS_LOGNORMAL,
                .parameter = {here, cv_of(x, self->is_first_line[g])}
            };
        }
    to->touch.has_idle = self->has_idle;
    for (int32_t g = 0; self->has_idle && g < to->group_count; g++) {
        const double *own = self->is_first_line[g] ? x + 4 : x + 6;
        const ds_idle_fit *guess = &self->idle[g];
        double spread = guess->cv * exp(fmin(fmax(x[8], -2), 1));
        to->idle[g] = (ds_idle_fit){
            .share = shifted(guess->share, own[0]),
            .mean_s = fmin(guess->mean_s * exp(fmin(own[1], 3)), 3600.0 * 24 * 120),
            .cv = fmin(fmax(spread, 0.2), 8),
        };
    }
}

static ds_status compile(const trial *self, ds_desk *desk, ds_error *err)
{
    char *text = NULL;
    size_t length = 0;
    char horizon[32];
    const char *const span[] = {horizon, "drain=12w"};
    ds_diagnostics said = {0};
    ds_scenario *scenario = NULL;
    FILE *memory = open_memstream(&text, &length);
    if (!memory)
        return ds_error_no_memory(err);
    ds_scenario_write(self->calibration, memory);
    bool is_short = fclose(memory) != 0;
    (void)snprintf(horizon, sizeof horizon, "horizon=%dw",
                   (int)(self->weeks + WARM_UP_WEEKS));
    ds_status status = is_short ? ds_error_no_memory(err)
                                : ds_scenario_load_text(text, length, "trial.yaml", span, 2,
                                                        &said, &scenario);
    if (status == DS_OK)
        status = ds_scenario_compile(scenario, desk, &said);
    if (status == DS_BAD_INPUT && said.count > 0)
        (void)ds_error_set(err, status, "the trial scenario: %s", said.list[0].text);
    ds_scenario_delete(scenario);
    ds_diagnostics_free(&said);
    free(text);
    return status;
}

static ds_status simulate(const trial *self, ds_elapsed *out, ds_error *err)
{
    ds_desk desk = {0};
    ds_ticket_results results = {0};
    ds_replication *replication = NULL;
    ds_status status = compile(self, &desk, err);
    if (status == DS_OK) {
        replication = ds_replication_new(&desk, err);
        status = replication ? DS_OK : DS_NO_MEMORY;
    }
    if (status == DS_OK)
        status = ds_ticket_results_simulate(replication, &desk, self->options->seed, 0,
                                            self->options->stop, &results, err);
    if (status == DS_OK)
        ds_elapsed_of_results(&results, 168.0 * WARM_UP_WEEKS,
                              168.0 * (WARM_UP_WEEKS + self->weeks), out);
    if (replication)
        ds_replication_delete(replication);
    ds_ticket_results_free(&results);
    ds_desk_free(&desk);
    return status;
}

/* Trials that would overload a group are as bad as they are overloaded, unsimulated. */
static double distance_at(trial *self, const double *x)
{
    ds_elapsed simulated;
    double load = load_per_second(self->calibration, ratio_of(x)) * exp(x[0]);
    if (self->status != DS_OK || !isfinite(load))
        return 10;
    if (load > busiest)
        return 1 + load;
    if (self->options->stop && atomic_load(self->options->stop)) {
        self->status = DS_UNFINISHED;
        return 10;
    }
    if (self->options->progress) /* two searches, the interval and the ridge */
        self->options->progress(self->options->progress_context, *self->done,
                                2 * (int64_t)self->options->effort + AFTERWARDS);
    ++*self->done;
    apply(self, x);
    self->status = simulate(self, &simulated, &self->err);
    /* where the tickets hardly tell the two spreads apart, they are alike */
    return self->status == DS_OK
               ? ds_elapsed_distance(&self->actual, &simulated) + like_spread * x[3] * x[3]
               : 10;
}

static double distance_of(const gsl_vector *at, void *context)
{
    double x[MOST_PARAMETERS] = {0};
    for (size_t i = 0; i < at->size; i++)
        x[i] = gsl_vector_get(at, i);
    return distance_at(context, x);
}

/* One simplex from x on, in at most `steps` steps; x becomes the best found. Returns the
 * steps that it took. */
static int32_t descend(trial *self, double *x, size_t parameters, double step_size,
                       int32_t steps, double *best)
{
    int32_t taken = 0;
    gsl_multimin_fminimizer *search =
        gsl_multimin_fminimizer_alloc(gsl_multimin_fminimizer_nmsimplex2, parameters);
    gsl_vector *at = gsl_vector_alloc(parameters);
    gsl_vector *step = gsl_vector_alloc(parameters);
    if (!search || !at || !step) {
        self->status = ds_error_no_memory(&self->err);
    } else {
        gsl_multimin_function function = {
            .f = distance_of, .n = parameters, .params = self};
        for (size_t i = 0; i < parameters; i++)
            gsl_vector_set(at, i, x[i]);
        gsl_vector_set_all(step, step_size);
        (void)gsl_multimin_fminimizer_set(search, &function, at, step);
        for (; taken < steps && self->status == DS_OK; taken++)
            if (gsl_multimin_fminimizer_iterate(search) != 0 ||
                gsl_multimin_fminimizer_size(search) < 0.005)
                break;
        if (search->fval < *best) {
            *best = search->fval;
            for (size_t i = 0; i < parameters; i++)
                x[i] = gsl_vector_get(search->x, i);
        }
    }
    gsl_multimin_fminimizer_free(search);
    gsl_vector_free(at);
    gsl_vector_free(step);
    return taken;
}

/* Simplexes, each from where the last one stuck and to its other side, until two in turn
 * find hardly anything better. */
static double minimise(trial *self, double *x, size_t parameters, double step_size,
                       int32_t steps)
{
    double best = distance_at(self, x);
    int32_t idle_rounds = 0;
    while (steps > 0 && self->status == DS_OK && idle_rounds < 2) {
        double before = best;
        steps -= 1 + descend(self, x, parameters, step_size, steps, &best);
        step_size = step_size > 0 ? -step_size : fmax(-0.6 * step_size, 0.1);
        idle_rounds = best < 0.98 * before ? 0 : idle_rounds + 1;
    }
    return best;
}

/* What the fit does not tell. */

/* The range of one parameter, all else as fitted, that fits as well within the noise. */
static void find_range(trial *self, const double *best, double distance, int which,
                       double end[2])
{
    const ds_touch_fit *touch = &self->calibration->touch;
    double allowed = distance + fmax(touch->noise, 0.1 * distance);
    for (int side = 0; side < 2; side++)
        for (double step = 0.05; step < 3; step *= 1.6) {
            double x[MOST_PARAMETERS];
            memcpy(x, best, sizeof x);
            x[which] += side ? step : -step;
            end[side] = x[which];
            if (distance_at(self, x) > allowed)
                break;
        }
}

/* Of mean touch times: of the first line, and of the groups behind it. */
static void find_intervals(trial *self, const double *best, double distance)
{
    ds_touch_fit *touch = &self->calibration->touch;
    double mean = exp(best[0]);
    double end[2];
    find_range(self, best, distance, 0, end);
    touch->mean_interval = (ds_fit_value){mean, exp(end[0]), exp(end[1])};
    find_range(self, best, distance, 2, end);
    touch->later_interval =
        (ds_fit_value){mean * ratio_of(best), mean * exp(fmax(end[0], -2.5)),
                       mean * exp(fmin(end[1], 2.5))};
}

/* The ridge: the best mean touch time for other head counts. */
static void walk_ridge(trial *self, const double *best)
{
    static const double factors[] = {0.5, 0.75, 1, 1.5, 2, 3};
    ds_calibration *on = self->calibration;
    ds_touch_fit *touch = &on->touch;
    int32_t agents[DS_MOST_FIT_GROUPS];
    double base = load_per_second(on, ratio_of(best));
    for (int32_t g = 0; g < on->group_count; g++)
        agents[g] = on->groups[g].agents;
    for (int32_t i = 0; i < 6; i++) {
        double least = INFINITY;
        double found = 0;
        for (int32_t g = 0; g < on->group_count; g++)
            on->groups[g].agents = (int32_t)fmax(agents[g] * factors[i] + 0.5, 1);
        double room = base / load_per_second(on, ratio_of(best));
        for (int32_t k = -1; k <= 2; k++) { /* same touch time … same load */
            double x[MOST_PARAMETERS];
            memcpy(x, best, sizeof x);
            x[0] += log(room) * k / 1.5;
            double distance = distance_at(self, x);
            if (distance < least) {
                least = distance;
                found = exp(x[0]);
            }
        }
        int32_t row = touch->ridge_count++;
        touch->ridge_agents[row] = factors[i];
        touch->ridge_mean_s[row] = found;
        touch->ridge_distance[row] = least;
    }
    for (int32_t g = 0; g < on->group_count; g++)
        on->groups[g].agents = agents[g];
}

static bool is_flat(const ds_touch_fit *touch)
{
    int32_t as_good = 0;
    for (int32_t i = 0; i < touch->ridge_count; i++)
        as_good += touch->ridge_distance[i] <=
                   touch->distance + fmax(touch->noise, 0.1 * touch->distance);
    return as_good > 2;
}

/* Steps. */

static void begin(trial *self, ds_calibration *calibration,
                  const ds_calibration_options *options, int64_t *done)
{
    ds_elapsed half[2];
    double visits[DS_MOST_FIT_GROUPS];
    double first[DS_MOST_FIT_GROUPS];
    double weekly = 0;
    *self = (trial){
        .calibration = calibration, .options = options, .done = done, .status = DS_OK};
    ds_elapsed_of_history(calibration, -1, &self->actual);
    ds_elapsed_of_history(calibration, 0, &half[0]);
    ds_elapsed_of_history(calibration, 1, &half[1]);
    calibration->touch.noise = ds_elapsed_distance(&half[0], &half[1]);
    count_visits(calibration, visits, first);
    for (int32_t g = 0; g < calibration->group_count; g++)
        calibration->groups[g].is_first_line = self->is_first_line[g] =
            first[g] >= 0.5 * visits[g];
    for (int32_t type = 0; type < DS_FIT_TYPES; type++)
        weekly += calibration->arrivals[type].per_week.value;
    self->weeks = (int32_t)fmin(fmax(ceil(TICKETS / weekly), 2), MOST_WEEKS);
}

static void keep_best(trial *self, const double *x, double distance)
{
    ds_touch_fit *touch = &self->calibration->touch;
    apply(self, x);
    touch->is_inferred = true;
    touch->distance = distance;
    touch->mean_s = exp(x[0]);
    touch->later_ratio = ratio_of(x);
    touch->cv = cv_of(x, true);
    touch->later_cv = cv_of(x, false);
    touch->utilisation = load_per_second(self->calibration, ratio_of(x)) * touch->mean_s;
}

static ds_status infer(ds_calibration *self, const ds_calibration_options *options,
                       ds_error *err)
{
    trial plain;
    int64_t done = 0;
    begin(&plain, self, options, &done);
    trial idle = plain;
    double x[MOST_PARAMETERS] = {0};
    double y[MOST_PARAMETERS] = {0};
    double most = log(busiest / load_per_second(self, 1));
    x[0] = most + log(usual_load / busiest);
    double distance = minimise(&plain, x, PLAIN_PARAMETERS, 0.3, options->effort);
    self->touch.distance_plain = distance;
    trial *chosen = &plain;
    if (plain.status == DS_OK && distance > fmax(good_enough, 2 * self->touch.noise)) {
        double mean;
        double cv;
        ds_status status = ds_fit_idle_guess(self, &mean, &cv, err);
        if (status != DS_OK)
            return status;
        memcpy(idle.idle, self->idle, sizeof idle.idle);
        idle.has_idle = true;
        y[0] = fmin(log(mean), most - 0.2);
        y[1] = log(cv);
        double with_idle = minimise(&idle, y, MOST_PARAMETERS, 0.35, options->effort);
        bool is_broken = idle.status != DS_OK && idle.status != DS_UNFINISHED;
        if (is_broken || with_idle < distance) {
            chosen = &idle;
            distance = with_idle;
            memcpy(x, y, sizeof x);
        }
    }
    if (chosen->status == DS_OK) {
        find_intervals(chosen, x, distance);
        keep_best(chosen, x, distance);
        walk_ridge(chosen, x);
        keep_best(chosen, x, distance);
        ds_touch_fit *touch = &self->touch;
        touch->is_identifiable =
            !is_flat(touch) && touch->mean_interval.hi < 2 * touch->mean_interval.lo;
    }
    if (chosen->status == DS_UNFINISHED) {
        keep_best(chosen, x, distance);
        self->touch.is_interrupted = true;
        self->touch.is_identifiable = false;
        self->touch.mean_interval =
            (ds_fit_value){self->touch.mean_s, self->touch.mean_s, self->touch.mean_s};
        double later = self->touch.mean_s * self->touch.later_ratio;
        self->touch.later_interval = (ds_fit_value){later, later, later};
        return DS_OK;
    }
    if (chosen->status != DS_OK && err)
        *err = chosen->err;
    return chosen->status;
}

static void assume_touch(ds_calibration *self)
{
    for (int32_t c = 0; c < self->category_count; c++)
        for (int32_t g = 0; g < self->group_count; g++) {
            ds_route_fit *route = &self->categories[c].route[g];
            route->work_basis = DS_ASSUMED;
            route->work.best = (ds_distribution){
                .kind = DS_LOGNORMAL, .parameter = {usual_touch_s, 1}
            };
        }
}

/* Agents whom no ticket names: as many as make the usual load. */
static void assume_agents(ds_calibration *self)
{
    double visits[DS_MOST_FIT_GROUPS];
    double first[DS_MOST_FIT_GROUPS];
    count_visits(self, visits, first);
    for (int32_t g = 0; g < self->group_count; g++) {
        double work = 0;
        double weight = 0;
        if (self->groups[g].agents_basis == DS_MEASURED)
            continue;
        for (int32_t c = 0; c < self->category_count; c++) {
            const ds_route_fit *route = &self->categories[c].route[g];
            double seen = route->visits + 1e-6;
            work += seen * ds_distribution_mean(&route->work.best);
            weight += seen;
        }
        double load = visits[g] * work / weight / 3600 / hours_open(&self->groups[g]);
        self->groups[g].agents = (int32_t)fmax(ceil(load / usual_load), 1);
    }
}

ds_status ds_fit_touch(ds_calibration *self, const ds_calibration_options *options,
                       ds_error *err)
{
    if (!self->has_touch)
        assume_touch(self);
    assume_agents(self);
    if (self->has_touch || options->effort == 0)
        return DS_OK;
    ds_status status = infer(self, options, err);
    for (int32_t g = 0; status == DS_OK && g < self->group_count; g++)
        if (self->groups[g].agents_basis == DS_ASSUMED)
            self->touch.is_identifiable = false;
    return status;
}
