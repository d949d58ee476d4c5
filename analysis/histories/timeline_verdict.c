#include "analysis/histories/timeline_verdict.h"

#include "analysis/histories/desk_words.h"

#include <stdio.h>
#include <stdlib.h>

/* From what share on a second reason is worth telling. */
#define WORTH_TELLING 0.2

/* Finding the verdict. */

static int32_t deciding_life(const ds_steps *steps)
{
    for (int32_t i = 0; i < steps->count; i++)
        if (steps->list[i].kind == DS_STEP_RESOLUTION_DUE)
            return steps->list[i].life;
    return steps->count > 0 ? steps->list[steps->count - 1].life : 0;
}

static void follow_life(const ds_timeline *timeline, const ds_steps *steps,
                        ds_verdict *verdict)
{
    bool is_breached = false;
    for (int32_t i = 0; i < steps->count; i++) {
        const ds_step *step = &steps->list[i];
        const ds_sla_clock *clock = &timeline->moments[step->moment].clocks.resolution;
        if (step->life != verdict->life)
            continue;
        verdict->used = step->kind == DS_STEP_CLOSED ? verdict->used : step->used;
        verdict->goal = step->goal;
        if (step->kind == DS_STEP_RESOLVED)
            verdict->resolved_at = step->at;
        if (step->kind == DS_STEP_REOPENED)
            verdict->resolved_at = -1;
        if (!is_breached && clock->due < DS_NEVER)
            verdict->due = clock->due;
        if (step->kind == DS_STEP_RESOLUTION_DUE) {
            is_breached = true;
            verdict->due = step->at;
        }
    }
    verdict->resolution = is_breached                 ? DS_OUTCOME_BREACHED
                          : verdict->resolved_at >= 0 ? DS_OUTCOME_MET
                                                      : DS_OUTCOME_OPEN;
}

static void follow_response(const ds_timeline *timeline, const ds_steps *steps,
                            ds_verdict *verdict)
{
    const ds_sla_clock *attached = &timeline->moments[0].clocks.response;
    verdict->responded_at = timeline->ticket.responded_at;
    verdict->response_due = DS_NEVER;
    if (attached->state == DS_SLA_NONE)
        return;
    verdict->response = verdict->responded_at >= 0 ? DS_OUTCOME_MET : DS_OUTCOME_OPEN;
    for (int32_t i = 0; i < timeline->moment_count; i++)
        if (timeline->moments[i].clocks.response.due < DS_NEVER)
            verdict->response_due = timeline->moments[i].clocks.response.due;
    for (int32_t i = 0; i < steps->count; i++)
        if (steps->list[i].kind == DS_STEP_RESPONSE_DUE) {
            verdict->response = DS_OUTCOME_BREACHED;
            verdict->response_due = steps->list[i].at;
        }
}

ds_verdict ds_verdict_make(const ds_timeline *timeline, const ds_steps *steps)
{
    ds_verdict verdict = {.due = DS_NEVER, .resolved_at = -1};
    const ds_moment *first = &timeline->moments[0];
    follow_response(timeline, steps, &verdict);
    if (first->clocks.resolution.state == DS_SLA_NONE) {
        verdict.resolved_at = timeline->is_censored ? -1 : timeline->ticket.resolved_at;
        return verdict;
    }
    verdict.life = deciding_life(steps);
    verdict.lives = steps->list[steps->count - 1].life + 1;
    follow_life(timeline, steps, &verdict);
    return verdict;
}

const char *ds_outcome_word(ds_outcome outcome)
{
    static const char *const words[] = {"none", "met", "breached", "open"};
    return words[outcome];
}

/* Everything at once. */

ds_status ds_explanation_make(const ds_timeline *timeline, ds_explanation *explanation,
                              ds_error *err)
{
    *explanation = (ds_explanation){.timeline = timeline};
    ds_status status = ds_steps_make(timeline, &explanation->steps, err);
    if (status != DS_OK)
        return status;
    explanation->verdict = ds_verdict_make(timeline, &explanation->steps);
    int32_t life = explanation->verdict.lives > 0 ? explanation->verdict.life : -1;
    status =
        ds_accounts_make(timeline, &explanation->steps, life, &explanation->accounts, err);
    if (status == DS_OK)
        status =
            ds_visit_waits_make(timeline, &explanation->steps, &explanation->waits, err);
    return status;
}

void ds_explanation_free(ds_explanation *explanation)
{
    ds_steps_free(&explanation->steps);
    ds_accounts_free(&explanation->accounts);
    ds_visit_waits_free(&explanation->waits);
}

/* Sentences. */

typedef struct teller {
    FILE *out;
    const ds_explanation *about;
    const ds_desk *desk;
} teller;

static void tell_instant(const teller *to, const char *before, ds_ticks at)
{
    char text[DS_WORDS_SIZE];
    (void)fprintf(to->out, "%s%s", before, ds_words_instant(to->desk, at, text));
}

static void tell_span(const teller *to, const char *before, ds_ticks length,
                      const char *after)
{
    char text[DS_WORDS_SIZE];
    (void)fprintf(to->out, "%s%s%s", before, ds_words_span(length, text), after);
}

/* "5 h late", "on the minute" or "5 h early". */
static void tell_distance(const teller *to, ds_ticks due, ds_ticks at)
{
    if (due >= DS_NEVER)
        return;
    if (at == due)
        (void)fprintf(to->out, ", at the very instant");
    else
        tell_span(to, ", ", at > due ? at - due : due - at, at > due ? " late" : " early");
}

static void tell_budget(const teller *to, const ds_verdict *verdict)
{
    int32_t sla = to->about->timeline->ticket.sla;
    if (verdict->goal >= DS_NEVER || sla == DS_NO_ID)
        return;
    char used[DS_WORDS_SIZE];
    char goal[DS_WORDS_SIZE];
    (void)fprintf(to->out, " (%s used of the %s of SLA %s)",
                  ds_words_hours(verdict->used, used), ds_words_hours(verdict->goal, goal),
                  to->desk->slas[sla].name);
}

static void tell_end(const teller *to, ds_ticks due, ds_ticks at, const char *done,
                     const char *missing)
{
    if (due < DS_NEVER)
        tell_instant(to, "due ", due);
    else
        (void)fprintf(to->out, "without a due in the simulated time");
    if (at < 0) {
        (void)fprintf(to->out, ", %s", missing);
        return;
    }
    (void)fprintf(to->out, ", %s ", done);
    tell_instant(to, "", at);
    tell_distance(to, due, at);
}

static void tell_without_target(const teller *to, const ds_verdict *verdict)
{
    const ds_timeline *timeline = to->about->timeline;
    ds_ticks arrived_at = timeline->ticket.arrived_at;
    ds_ticks end = timeline->moments[timeline->moment_count - 1].at;
    (void)fprintf(to->out, "No resolution target: ");
    if (verdict->resolved_at >= 0)
        tell_span(to, "resolved ", verdict->resolved_at - arrived_at, " after it arrived.");
    else
        tell_span(to, "still open when the simulation ended, ", end - arrived_at,
                  " after it arrived.");
}

static void tell_resolution(const teller *to, const ds_verdict *verdict)
{
    static const char *const heads[] = {
        "", "Resolution met: ", "Resolution BREACHED: ", "Resolution undecided: "};
    if (verdict->resolution == DS_OUTCOME_NONE) {
        tell_without_target(to, verdict);
        return;
    }
    (void)fputs(heads[verdict->resolution], to->out);
    tell_end(to, verdict->due, verdict->resolved_at, "resolved",
             "still open when the simulation ended");
    tell_budget(to, verdict);
    (void)fputs(".", to->out);
    if (verdict->lives > 1)
        (void)fprintf(to->out,
                      " Reopening restarted the clock: this is about clock %d of %d.",
                      (int)verdict->life + 1, (int)verdict->lives);
}

static void tell_response(const teller *to, const ds_verdict *verdict)
{
    static const char *const heads[] = {
        "", " Response met: ", " Response BREACHED: ", " Response undecided: "};
    if (verdict->response == DS_OUTCOME_NONE)
        return;
    (void)fputs(heads[verdict->response], to->out);
    tell_end(to, verdict->response_due, verdict->responded_at, "first work",
             "no work so far");
    (void)fputs(".", to->out);
}

/* A reason: what an account's time of one use amounts to. */
typedef struct reason {
    const ds_account *account;
    ds_use use;
    double share;
} reason;

/* The largest share, or the largest below `than`; none where its account is NULL. */
static reason largest(const ds_accounts *accounts, bool is_used, const reason *than)
{
    reason best = {0};
    ds_ticks all = is_used ? accounts->total.all_used : accounts->total.all_time;
    for (int32_t i = 0; all > 0 && i < accounts->count; i++)
        for (int use = 0; use < DS_USES_OF_TIME; use++) {
            const ds_account *account = &accounts->list[i];
            ds_ticks time = is_used ? account->used[use] : account->time[use];
            double share = (double)time / (double)all;
            bool is_other = !than || account != than->account || (ds_use)use != than->use;
            if (is_other && share > best.share && (!than || share <= than->share))
                best = (reason){account, (ds_use)use, share};
        }
    return best;
}

static void tell_reason(const teller *to, const reason *why)
{
    const ds_account *account = why->account;
    const char *name =
        account->group != DS_NO_ID ? to->desk->groups[account->group].name : "";
    switch (why->use) {
    case DS_USE_WAIT:
        (void)fprintf(to->out, "waiting for an agent of %s", name);
        break;
    case DS_USE_CLOSED:
        (void)fprintf(to->out, "waiting for %s to open", name);
        break;
    case DS_USE_WORK:
        (void)fprintf(to->out, "work at %s", name);
        break;
    case DS_USE_HOLD:
        (void)fprintf(to->out, "the hold for the %s", ds_words_reason(account->reason));
        if (account->contract != DS_NO_ID)
            (void)fprintf(to->out, " %s", to->desk->contracts[account->contract].name);
        break;
    case DS_USES_OF_TIME:
        break;
    }
}

static const char *plural(int32_t count)
{
    return count == 1 ? "" : "s";
}

static void tell_rivals(const teller *to, int32_t group)
{
    int32_t served = 0;
    int32_t higher = 0;
    int32_t overtakers = 0;
    for (int32_t i = 0; i < to->about->waits.count; i++) {
        const ds_visit_wait *wait = &to->about->waits.list[i];
        if (wait->group != group)
            continue;
        served += wait->served;
        higher += wait->higher;
        overtakers += wait->overtakers;
    }
    if (served == 0)
        return;
    (void)fprintf(to->out, ", where %d ticket%s %s served first", (int)served,
                  plural(served), served == 1 ? "was" : "were");
    if (higher > 0 && overtakers > 0)
        (void)fprintf(to->out, " (%d of higher priority, %d came later)", (int)higher,
                      (int)overtakers);
    else if (higher > 0)
        (void)fprintf(to->out, " (%d of higher priority)", (int)higher);
    else if (overtakers > 0)
        (void)fprintf(to->out, " (%d came later)", (int)overtakers);
}

static void tell_why(const teller *to)
{
    const ds_accounts *accounts = &to->about->accounts;
    char share[DS_WORDS_SIZE];
    bool is_used = accounts->total.all_used > 0;
    reason first = largest(accounts, is_used, NULL);
    if (!first.account)
        return;
    reason second = largest(accounts, is_used, &first);
    (void)fprintf(to->out, " %s of the %s went into ", ds_words_share(first.share, share),
                  is_used ? "SLA time" : "time");
    tell_reason(to, &first);
    if (first.use == DS_USE_WAIT)
        tell_rivals(to, first.account->group);
    if (second.account && second.share >= WORTH_TELLING) {
        (void)fprintf(to->out, "; %s into ", ds_words_share(second.share, share));
        tell_reason(to, &second);
        if (second.use == DS_USE_WAIT)
            tell_rivals(to, second.account->group);
    }
    (void)fputs(".", to->out);
}

char *ds_verdict_text(const ds_explanation *explanation)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    if (!out)
        return NULL;
    teller to = {out, explanation, explanation->timeline->desk};
    tell_resolution(&to, &explanation->verdict);
    tell_why(&to);
    tell_response(&to, &explanation->verdict);
    bool has_failed = ferror(out) != 0;
    if (fclose(out) == 0 && !has_failed)
        return text;
    free(text);
    return NULL;
}
