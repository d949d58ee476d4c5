/* Hierarchical escalation. */
#include "scenarios/compile.h"

#include "model/practices.h"

static int32_t whole_of(const ds_value *parent, const char *key)
{
    ds_value value = ds_value_get(parent, key);
    return ds_value_scalar(&value).whole;
}

static uint32_t priority_bits(const ds_compile *self, const ds_value *list)
{
    uint32_t bits = 0;
    if (!ds_value_is_given(list))
        return ~0u;
    for (int32_t i = 0; i < ds_value_count(list); i++) {
        ds_value item = ds_value_at(list, i);
        int32_t row = ds_compile_row(self, &item);
        if (row >= 0)
            bits |= 1u << row;
    }
    return bits;
}

static void read_trigger(ds_compile *self, const ds_value *value, ds_escalation_rule *rule)
{
    ds_value sla = ds_value_get(value, "sla");
    ds_value age = ds_value_get(value, "age");
    ds_value reassignments = ds_value_get(value, "reassignments");
    rule->trigger = DS_ESCALATE_AT_ONCE;
    if (ds_value_is_given(&sla))
        rule->trigger = DS_ESCALATE_BY_SLA;
    else if (ds_value_is_given(&age))
        rule->trigger = DS_ESCALATE_BY_AGE;
    else if (ds_value_is_given(&reassignments))
        rule->trigger = DS_ESCALATE_BY_REASSIGNMENTS;
    rule->sla_share = ds_value_scalar(&sla).number;
    rule->age = ds_value_scalar(&age).duration.ticks;
    rule->reassignments = ds_value_scalar(&reassignments).whole;
    if (ds_value_is_given(&sla) + ds_value_is_given(&age) +
            ds_value_is_given(&reassignments) >
        1)
        ds_value_error(value, self->out,
                       "'sla', 'age' and 'reassignments' are triggers of which a rule has "
                       "one; make a rule of each");
    if (rule->trigger == DS_ESCALATE_BY_SLA && self->desk->sla_count == 0)
        ds_value_error(&sla, self->out, "the scenario has no 'slas'");
}

static void read_effects(ds_compile *self, const ds_value *value,
                         const ds_escalation *escalation, ds_escalation_rule *rule)
{
    ds_value notify = ds_value_get(value, "notify");
    ds_value delay = ds_value_get(value, "delay");
    ds_value up_to = ds_value_get(value, "up_to");
    ds_value help = ds_value_get(value, "help");
    bool has_managers = escalation->managers != DS_NO_ID;
    rule->notifies =
        ds_value_is_given(&notify) ? ds_value_scalar(&notify).whole == 1 : has_managers;
    rule->delay = ds_value_scalar(&delay).duration.ticks;
    rule->raise = whole_of(value, "raise");
    rule->up_to = ds_value_is_given(&up_to) ? ds_compile_row(self, &up_to) : 0;
    rule->jumps_queue = whole_of(value, "jump_queue") == 1;
    rule->help = ds_value_is_given(&help) ? ds_compile_row(self, &help) : DS_NO_ID;
    if (rule->notifies && !has_managers)
        ds_value_error(&notify, self->out, "there are no 'managers' who could be told");
    if (!rule->notifies && rule->raise == 0 && !rule->jumps_queue && rule->help == DS_NO_ID)
        ds_value_error(
            value, self->out,
            "it has no effect; give 'raise', 'jump_queue', 'help' or 'managers'");
    if (ds_value_is_given(&up_to) && rule->raise == 0)
        ds_value_error(&up_to, self->out, "it has a meaning only with 'raise'");
}

ds_status ds_compile_escalation(ds_compile *self)
{
    ds_value value = ds_value_get(&self->root, "escalation");
    if (!ds_value_is_given(&value))
        return DS_OK;
    ds_practices *practices = ds_compile_practices(self);
    ds_escalation *escalation = ds_compile_table(1, sizeof *escalation);
    if (!practices || !escalation) {
        ds_escalation_delete(escalation);
        return ds_error_no_memory(&self->err);
    }
    practices->escalation = escalation;
    ds_value managers = ds_value_get(&value, "managers");
    ds_value attention = ds_value_get(&value, "attention");
    ds_value rules = ds_value_get(&value, "rules");
    escalation->managers =
        ds_value_is_given(&managers) ? ds_compile_row(self, &managers) : DS_NO_ID;
    for (int32_t i = 0; i < ds_value_count(&rules); i++) {
        ds_value rule = ds_value_at(&rules, i);
        if (i == DS_MAX_ESCALATION_RULES) {
            ds_value_error(&rule, self->out, "there can be at most %d rules",
                           DS_MAX_ESCALATION_RULES);
            break;
        }
        ds_escalation_rule *into = &escalation->rules[escalation->rule_count++];
        ds_value priorities = ds_value_get(&rule, "priorities");
        into->priorities = priority_bits(self, &priorities);
        read_trigger(self, &rule, into);
        read_effects(self, &rule, escalation, into);
    }
    return ds_compile_sampler(self, &attention, &escalation->attention);
}
