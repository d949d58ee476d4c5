#include "analysis/histories/desk_words.h"
#include "analysis/histories/timeline_output.h"
#include "analysis/results/csv_text.h"

void ds_explanation_put_csv_head(FILE *out)
{
    (void)fputs("ticket,what,at,until,hours,group,from_group,agent,reason,vendor,clock,"
                "sla_used_h,sla_goal_h,breached,text\n",
                out);
}

static void put_name(FILE *out, const char *name)
{
    (void)fputc(',', out);
    ds_csv_text(out, name);
}

static void put_instant(const ds_desk *desk, ds_ticks at, FILE *out)
{
    char text[DS_WORDS_SIZE];
    (void)fprintf(out, ",%s", ds_words_utc(desk, at, text));
}

static void put_hours(FILE *out, ds_ticks length, bool is_there)
{
    (void)fputc(',', out);
    if (is_there)
        ds_csv_number(out, ds_hours(length));
}

static void put_people(const ds_desk *desk, const ds_step *step, FILE *out)
{
    char agent[DS_WORDS_SIZE];
    bool is_named = step->contract != DS_NO_ID;
    put_name(out, step->group != DS_NO_ID ? desk->groups[step->group].name : "");
    put_name(out, step->from_group != DS_NO_ID ? desk->groups[step->from_group].name : "");
    (void)fprintf(out, ",%s", ds_words_agent(step->agent, agent));
    (void)fprintf(out, ",%s",
                  step->reason != DS_NO_ID ? ds_words_reason(step->reason) : "");
    put_name(out, is_named ? desk->contracts[step->contract].name : "");
}

static void put_clock(const ds_step *step, FILE *out)
{
    static const char *const words[] = {"none", "running", "paused", "stopped",
                                        "cancelled"};
    bool has_clock = step->clock != DS_SLA_NONE;
    (void)fprintf(out, ",%s", words[step->clock]);
    put_hours(out, step->used, has_clock);
    put_hours(out, step->goal, has_clock && step->goal < DS_NEVER);
    (void)fprintf(out, ",%s", step->is_late ? "true" : "false");
}

void ds_explanation_put_csv(const ds_explanation *explanation, FILE *out)
{
    const ds_timeline *timeline = explanation->timeline;
    const ds_desk *desk = timeline->desk;
    char words[DS_WORDS_SIZE];
    char text[512];
    for (int32_t i = 0; i < explanation->steps.count; i++) {
        const ds_step *step = &explanation->steps.list[i];
        bool lasts = ds_step_lasts(step->kind);
        (void)fprintf(out, "%s,%s", ds_words_ticket(timeline->number, words),
                      ds_step_word(step->kind));
        put_instant(desk, step->at, out);
        if (lasts)
            put_instant(desk, step->to, out);
        else
            (void)fputc(',', out);
        put_hours(out, step->to - step->at, lasts);
        put_people(desk, step, out);
        put_clock(step, out);
        ds_step_text(desk, timeline, step, text, sizeof text);
        put_name(out, text);
        (void)fputc('\n', out);
    }
}
