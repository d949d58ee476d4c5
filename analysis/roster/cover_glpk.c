/* The one file that knows GLPK. GLPK ends the process on misuse and where memory is short,
 * unless its error hook jumps out: the one place in the program that does. */
#include "analysis/roster/cover.h"

#include <float.h>
#include <glpk.h>
#include <limits.h>
#include <math.h>
#include <setjmp.h>
#include <stdlib.h>

#define SLIGHT 1e-6
/* Guesses are made at the first nodes, then at some. */
enum { EAGER_GUESSES = 200, GUESS_EVERY = 10 };

/* What a solution is made of; it lives in the frame of whoever set the jump. */
typedef struct solving {
    const ds_cover *cover;
    const ds_cover_limits *limits;
    glp_prob *problem;
    double *guess;  /* [1 + column] */
    double *sums;   /* [row] of the guess */
    int32_t *first; /* [column + 1] of its entries, in `order` */
    int32_t *order; /* entries by column */
    double granule; /* all costs are multiples of it */
    double bound;
    int64_t guesses;
    bool is_proven; /* the best so far cannot be beaten */
    bool was_stopped;
    jmp_buf jump;
} solving;

bool ds_cover_is_available(void)
{
    return true;
}

static void leave(void *info)
{
    solving *self = info;
    longjmp(self->jump, 1);
}

static int64_t greatest_divisor(int64_t a, int64_t b)
{
    while (b) {
        int64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

static double granule_of(const ds_cover *cover)
{
    int64_t granule = 0;
    for (int32_t c = 0; c < cover->column_count; c++)
        granule = greatest_divisor(cover->cost[c], granule);
    return granule > 0 ? (double)granule : 1;
}

/* The entries of each column together. */
static void sort_entries(solving *self)
{
    const ds_cover *cover = self->cover;
    for (int32_t e = 0; e < cover->entry_count; e++)
        self->first[cover->entry_column[e] + 1]++;
    for (int32_t c = 0; c < cover->column_count; c++)
        self->first[c + 1] += self->first[c];
    for (int32_t e = cover->entry_count - 1; e >= 0; e--) {
        int32_t column = cover->entry_column[e];
        self->order[--self->first[column + 1]] = e;
    }
    /* The counting above moved each column's end to its beginning. */
    for (int32_t c = 0; c < cover->column_count; c++)
        self->first[c] = self->first[c + 1];
    self->first[cover->column_count] = cover->entry_count;
}

static ds_status begin(solving *self, ds_error *err)
{
    size_t columns = (size_t)self->cover->column_count;
    self->guess = calloc(columns + 1, sizeof *self->guess);
    self->sums = calloc((size_t)self->cover->row_count + 1, sizeof *self->sums);
    self->first = calloc(columns + 2, sizeof *self->first);
    self->order = calloc((size_t)self->cover->entry_count + 1, sizeof *self->order);
    if (!self->guess || !self->sums || !self->first || !self->order)
        return ds_error_no_memory(err);
    self->granule = granule_of(self->cover);
    self->bound = 0;
    sort_entries(self);
    return DS_OK;
}

static void end(solving *self)
{
    free(self->guess);
    free(self->sums);
    free(self->first);
    free(self->order);
}

/* Feasible answers from the fractions of a node: rounded up, then one column after the
 * other made smaller as far as the rows allow, the dearest first. */

static void add(solving *self, int32_t column, double times)
{
    const ds_cover *cover = self->cover;
    self->guess[column + 1] += times;
    for (int32_t i = self->first[column]; i < self->first[column + 1]; i++) {
        int32_t e = self->order[i];
        self->sums[cover->entry_row[e]] += times * cover->entry_value[e];
    }
}

static bool keeps(const solving *self, int32_t row)
{
    const ds_cover *cover = self->cover;
    return self->sums[row] >= cover->low[row] - SLIGHT &&
           self->sums[row] <= cover->high[row] + SLIGHT;
}

static bool keeps_rows_of(const solving *self, int32_t column)
{
    for (int32_t i = self->first[column]; i < self->first[column + 1]; i++)
        if (!keeps(self, self->cover->entry_row[self->order[i]]))
            return false;
    return true;
}

static void shrink(solving *self)
{
    int64_t dearer = INT64_MAX;
    for (;;) {
        int64_t cost = 0;
        for (int32_t c = 0; c < self->cover->column_count; c++)
            if (self->cover->cost[c] < dearer && self->cover->cost[c] > cost)
                cost = self->cover->cost[c];
        if (cost == 0)
            return;
        for (int32_t c = 0; c < self->cover->column_count; c++) {
            while (self->cover->cost[c] == cost && self->guess[c + 1] > 0.5) {
                add(self, c, -1);
                if (keeps_rows_of(self, c))
                    continue;
                add(self, c, 1);
                break;
            }
        }
        dearer = cost;
    }
}

/* What a column adds to rows that lack something, for its cost; 0 where it would break a
 * row. */
static double worth(const solving *self, int32_t column)
{
    const ds_cover *cover = self->cover;
    double sum = 0;
    for (int32_t i = self->first[column]; i < self->first[column + 1]; i++) {
        int32_t e = self->order[i];
        int32_t row = cover->entry_row[e];
        double value = cover->entry_value[e];
        if (value > 0 && self->sums[row] + value > cover->high[row] + SLIGHT)
            return 0;
        double missing = cover->low[row] - self->sums[row];
        if (value > 0 && missing > SLIGHT)
            sum += fmin(value, missing);
    }
    return sum / (double)cover->cost[column];
}

static void fill(solving *self)
{
    for (;;) {
        double most = 0;
        int32_t best = 0;
        for (int32_t c = 0; c < self->cover->column_count; c++) {
            double own = worth(self, c);
            if (own > most * (1 + SLIGHT)) {
                most = own;
                best = c;
            }
        }
        if (!(most > 0))
            return;
        add(self, best, 1);
    }
}

static void offer(solving *self, glp_tree *tree)
{
    for (int32_t r = 0; r < self->cover->row_count; r++)
        if (!keeps(self, r))
            return;
    shrink(self);
    (void)glp_ios_heur_sol(tree, self->guess);
}

/* A fraction is rounded up where it lacks at most so much to a whole column. */
static void take_rounded(solving *self, glp_tree *tree, double lacking)
{
    glp_prob *problem = glp_ios_get_prob(tree);
    for (int32_t r = 0; r < self->cover->row_count; r++)
        self->sums[r] = 0;
    for (int32_t c = 0; c < self->cover->column_count; c++) {
        double value = glp_get_col_prim(problem, c + 1);
        self->guess[c + 1] = 0;
        add(self, c, floor(value + lacking + SLIGHT / 2));
    }
}

static void guess(solving *self, glp_tree *tree)
{
    self->guesses++;
    if (self->guesses > EAGER_GUESSES && self->guesses % GUESS_EVERY != 0)
        return;
    for (double lacking = 0; lacking < 0.6; lacking += 0.1) {
        take_rounded(self, tree, lacking);
        fill(self);
        offer(self, tree);
    }
    take_rounded(self, tree, 1 - SLIGHT);
    offer(self, tree);
}

/* The least cost that the open nodes allow, rounded up to what costs can be. */
static void note_bound(solving *self, glp_tree *tree)
{
    int node = glp_ios_best_node(tree);
    if (node == 0)
        return;
    double bound = glp_ios_node_bound(tree, node);
    if (isfinite(bound) && bound > -DBL_MAX / 2) {
        bound = self->granule * ceil(bound / self->granule - SLIGHT);
        self->bound = fmax(self->bound, bound);
    }
}

static void look(glp_tree *tree, void *info)
{
    solving *self = info;
    if (self->limits->stop && atomic_load(self->limits->stop)) {
        self->was_stopped = true;
        glp_ios_terminate(tree);
        return;
    }
    note_bound(self, tree);
    if (glp_ios_reason(tree) == GLP_IHEUR)
        guess(self, tree);
    glp_prob *problem = glp_ios_get_prob(tree);
    int status = glp_mip_status(problem);
    if (status == GLP_FEAS &&
        self->bound >= glp_mip_obj_val(problem) - self->granule * 0.5) {
        self->is_proven = true;
        glp_ios_terminate(tree);
    }
}

/* The program, in GLPK's terms. */

static int kind_of(double low, double high)
{
    if (!isfinite(low))
        return isfinite(high) ? GLP_UP : GLP_FR;
    if (!isfinite(high))
        return GLP_LO;
    return low < high ? GLP_DB : GLP_FX;
}

static void put_entries(const solving *self, glp_prob *problem)
{
    const ds_cover *cover = self->cover;
    int *row = glp_alloc(1 + cover->entry_count, sizeof *row);
    double *value = glp_alloc(1 + cover->entry_count, sizeof *value);
    for (int32_t c = 0; c < cover->column_count; c++) {
        int count = 0;
        for (int32_t i = self->first[c]; i < self->first[c + 1]; i++) {
            row[++count] = cover->entry_row[self->order[i]] + 1;
            value[count] = cover->entry_value[self->order[i]];
        }
        glp_set_mat_col(problem, c + 1, count, row, value);
    }
    glp_free(row);
    glp_free(value);
}

static void build(solving *self)
{
    const ds_cover *cover = self->cover;
    glp_prob *problem = glp_create_prob();
    self->problem = problem;
    glp_set_obj_dir(problem, GLP_MIN);
    if (cover->row_count > 0)
        glp_add_rows(problem, cover->row_count);
    if (cover->column_count > 0)
        glp_add_cols(problem, cover->column_count);
    for (int32_t r = 0; r < cover->row_count; r++)
        glp_set_row_bnds(problem, r + 1, kind_of(cover->low[r], cover->high[r]),
                         cover->low[r], cover->high[r]);
    for (int32_t c = 0; c < cover->column_count; c++) {
        glp_set_col_bnds(problem, c + 1, GLP_LO, 0, 0);
        glp_set_obj_coef(problem, c + 1, (double)cover->cost[c]);
        glp_set_col_kind(problem, c + 1, GLP_IV);
    }
    put_entries(self, problem);
}

static int milliseconds(double seconds)
{
    double most = fmin(seconds * 1000, INT_MAX / 2);
    return most < 1 ? 1 : (int)most;
}

static int relax(solving *self)
{
    glp_smcp how;
    glp_init_smcp(&how);
    how.msg_lev = GLP_MSG_OFF;
    how.tm_lim = milliseconds(self->limits->seconds);
    glp_adv_basis(self->problem, 0);
    int failed = glp_simplex(self->problem, &how);
    return failed ? GLP_UNDEF : glp_get_status(self->problem);
}

static void branch(solving *self, int32_t *counts, ds_cover_answer *answer)
{
    glp_iocp how;
    glp_init_iocp(&how);
    how.msg_lev = GLP_MSG_OFF;
    how.tm_lim = milliseconds(self->limits->seconds);
    how.mir_cuts = GLP_ON;
    how.cb_func = look;
    how.cb_info = self;
    int failed = glp_intopt(self->problem, &how);
    int status = glp_mip_status(self->problem);
    answer->has_answer = status == GLP_OPT || status == GLP_FEAS;
    for (int32_t c = 0; answer->has_answer && c < self->cover->column_count; c++)
        counts[c] = (int32_t)lround(glp_mip_col_val(self->problem, c + 1));
    answer->cost = answer->has_answer ? glp_mip_obj_val(self->problem) : INFINITY;
    answer->bound = self->bound;
    answer->end = self->was_stopped      ? DS_COVER_STOPPED
                  : self->is_proven      ? DS_COVER_OPTIMAL
                  : failed               ? DS_COVER_OUT_OF_TIME
                  : status == GLP_OPT    ? DS_COVER_OPTIMAL
                  : status == GLP_NOFEAS ? DS_COVER_INFEASIBLE
                                         : DS_COVER_OUT_OF_TIME;
    if (answer->end == DS_COVER_OPTIMAL)
        answer->bound = answer->cost;
}

static void solve(solving *self, int32_t *counts, ds_cover_answer *answer)
{
    build(self);
    int status = relax(self);
    answer->end = status == GLP_NOFEAS ? DS_COVER_INFEASIBLE : DS_COVER_OUT_OF_TIME;
    if (status == GLP_OPT)
        branch(self, counts, answer);
    glp_delete_prob(self->problem);
}

static ds_status refuse_to_die(ds_error *err)
{
    glp_error_hook(NULL, NULL);
    (void)glp_free_env();
    return ds_error_set(err, DS_NO_MEMORY,
                        "GLPK gave up on the integer program, probably for want of memory");
}

ds_status ds_cover_solve(const ds_cover *cover, const ds_cover_limits *limits,
                         int32_t *counts, ds_cover_answer *answer, ds_error *err)
{
    solving self = {.cover = cover, .limits = limits};
    *answer = (ds_cover_answer){.cost = INFINITY};
    ds_status status = begin(&self, err);
    if (status == DS_OK) {
        glp_term_out(GLP_OFF);
        if (setjmp(self.jump)) {
            end(&self);
            return refuse_to_die(err);
        }
        glp_error_hook(leave, &self);
        solve(&self, counts, answer);
        glp_error_hook(NULL, NULL);
        (void)glp_free_env();
    }
    end(&self);
    return status;
}

ds_status ds_cover_relaxed(const ds_cover *cover, bool *is_feasible_out, ds_error *err)
{
    const ds_cover_limits limits = {.seconds = 60};
    solving self = {.cover = cover, .limits = &limits};
    *is_feasible_out = false;
    ds_status status = begin(&self, err);
    if (status == DS_OK) {
        glp_term_out(GLP_OFF);
        if (setjmp(self.jump)) {
            end(&self);
            return refuse_to_die(err);
        }
        glp_error_hook(leave, &self);
        build(&self);
        *is_feasible_out = relax(&self) != GLP_NOFEAS;
        glp_delete_prob(self.problem);
        glp_error_hook(NULL, NULL);
        (void)glp_free_env();
    }
    end(&self);
    return status;
}
