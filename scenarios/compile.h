/* How a scenario becomes a desk: the parts of ds_scenario_compile, section by section.
 *
 * Each part fills its tables of the desk. What a user got wrong goes to `out` and the part
 * carries on with something harmless, so that all is found in one go; a part returns other
 * than DS_OK only where it could not do its work at all (no memory, a library missing).
 * Whether the desk may be used is decided at the end, by the errors in `out`.
 */
#ifndef DS_SCENARIOS_COMPILE_H
#define DS_SCENARIOS_COMPILE_H

#include "model/desk.h"
#include "scenarios/scenario_form.h"
#include "scenarios/scenario_value.h"

/* A site of the scenario, while it is compiled. */
typedef struct ds_site {
    const ds_zone *zone; /* of the desk */
    int32_t holiday_count;
    int32_t *holidays;
} ds_site;

typedef struct ds_compile {
    const ds_scenario *scenario;
    ds_desk *desk; /* zeroed at first */
    ds_diagnostics *out;
    ds_value root;
    ds_ticks from; /* calendars and zones are compiled over [from, span]; at most 0 */
    ds_ticks span;
    int32_t site_count;
    ds_site *sites;
    ds_sampler *made; /* some of those made so far: many distributions are alike */
    int32_t made_count;
    ds_error err; /* of the part that could not do its work */
} ds_compile;

/* In this order. */
ds_status ds_compile_time(ds_compile *self) DS_MUST_USE;
ds_status ds_compile_calendars(ds_compile *self) DS_MUST_USE;
ds_status ds_compile_sites(ds_compile *self) DS_MUST_USE;
ds_status ds_compile_levels(ds_compile *self) DS_MUST_USE;
ds_status ds_compile_groups(ds_compile *self) DS_MUST_USE;
ds_status ds_compile_contracts(ds_compile *self) DS_MUST_USE;
ds_status ds_compile_slas(ds_compile *self) DS_MUST_USE;
ds_status ds_compile_categories(ds_compile *self) DS_MUST_USE;
ds_status ds_compile_sla_choice(ds_compile *self) DS_MUST_USE;
ds_status ds_compile_channels(ds_compile *self) DS_MUST_USE;
ds_status ds_compile_streams(ds_compile *self) DS_MUST_USE;
ds_status ds_compile_initial_backlog(ds_compile *self) DS_MUST_USE;
ds_status ds_compile_knowledge(ds_compile *self) DS_MUST_USE;
ds_status ds_compile_problems(ds_compile *self) DS_MUST_USE;
ds_status ds_compile_automation(ds_compile *self) DS_MUST_USE;
ds_status ds_compile_major_incidents(ds_compile *self) DS_MUST_USE;
ds_status ds_compile_live(ds_compile *self) DS_MUST_USE;
ds_status ds_compile_communication(ds_compile *self) DS_MUST_USE;
ds_status ds_compile_prioritisation(ds_compile *self) DS_MUST_USE;
ds_status ds_compile_escalation(ds_compile *self) DS_MUST_USE;
ds_status ds_compile_handover(ds_compile *self) DS_MUST_USE;
ds_status ds_compile_services(ds_compile *self) DS_MUST_USE;
ds_status ds_compile_costs(ds_compile *self) DS_MUST_USE;
ds_status ds_compile_satisfaction(ds_compile *self) DS_MUST_USE;
ds_status ds_compile_roster(ds_compile *self) DS_MUST_USE;
ds_status ds_compile_study(ds_compile *self) DS_MUST_USE;
ds_status ds_compile_review(ds_compile *self) DS_MUST_USE;

void ds_compile_forget_sites(ds_compile *self);

/* Parts of the above. */

/* Adds the agents of one shift to a roster. */
ds_status ds_compile_shift(ds_compile *self, const ds_value *value, int32_t home,
                           ds_staffing *staffing) DS_MUST_USE;
/* The team of a shift's agents, DS_NO_ID where they have no skills of their own. */
ds_status ds_compile_skills(ds_compile *self, const ds_value *shift, int32_t home,
                            int32_t *team_out) DS_MUST_USE;
/* Once all groups are there. */
void ds_compile_check_skills(ds_compile *self);
ds_status ds_compile_check_coverage(ds_compile *self) DS_MUST_USE;
/* The rest of a group's rules. */
ds_status ds_compile_work(ds_compile *self, const ds_value *value,
                          ds_group *group) DS_MUST_USE;

/* The roster of a group, from `shifts` or `staffing`, and its rules. */
ds_status ds_compile_people(ds_compile *self, const ds_value *value,
                            ds_group *group) DS_MUST_USE;

/* The route of a category at a group from `work`, `resolve`, `next`, … */
ds_status ds_compile_routes(ds_compile *self, const ds_value *value,
                            ds_category *category) DS_MUST_USE;
ds_status ds_compile_misroute(ds_compile *self, const ds_value *value,
                              ds_misroute *misroute) DS_MUST_USE;
/* Holds for every route in use that has none of its own. */
ds_status ds_compile_holds(ds_compile *self, const ds_value *value,
                           ds_route *route) DS_MUST_USE;
/* Errors for groups that tickets of the category cannot leave. */
ds_status ds_compile_check_exits(ds_compile *self, const ds_value *value,
                                 const ds_category *category) DS_MUST_USE;
/* The weights of a profile by hour of week; all 0 after an error. */
ds_status ds_compile_profile(ds_compile *self, const ds_value *value,
                             double weights[168]) DS_MUST_USE;
/* Categories of a type by their own shares; strict: an error where they are no mix. */
ds_status ds_compile_mix(ds_compile *self, const ds_value *blame, ds_ticket_type type,
                         bool is_strict, ds_choice *choice) DS_MUST_USE;
/* The channels of a stream, from its `channel`. */
ds_status ds_compile_stream_channel(ds_compile *self, const ds_value *value,
                                    ds_stream *stream) DS_MUST_USE;
/* Local days on which a calendar of the scenario is closed, ascending and distinct. */
ds_status ds_compile_holidays(ds_compile *self, const char *calendar, int32_t **days_out,
                              int32_t *count_out) DS_MUST_USE;
/* Local days off from `holidays` and `holiday_file` of a calendar or site, likewise. */
ds_status ds_compile_days_off(ds_compile *self, const ds_value *owner, int32_t **days_out,
                              int32_t *count_out) DS_MUST_USE;
/* The zone of a calendar or site: the scenario's, or one of its own that the desk keeps. */
ds_status ds_compile_zone(ds_compile *self, const ds_value *owner,
                          const ds_zone **out) DS_MUST_USE;
/* The streams of a trace file, one by type of ticket, after those that are there. */
ds_status ds_compile_trace(ds_compile *self, const ds_value *value) DS_MUST_USE;
ds_status ds_compile_replay(ds_compile *self) DS_MUST_USE;
/* Where a replay ends and the scenario's own streams go on; DS_NEVER: they do not. */
ds_ticks ds_compile_replay_end(const ds_compile *self);

/* Small things. */

/* A zeroed table (never NULL but for want of memory). */
void *ds_compile_table(int32_t count, size_t size);
ds_status ds_compile_copy(ds_compile *self, const char *text, char **copy_out) DS_MUST_USE;
/* The desk's practices, made when the first is asked for; NULL where memory is short. */
struct ds_practices *ds_compile_practices(ds_compile *self);
/* The row of the name that a scalar holds, or of its default. */
int32_t ds_compile_row(const ds_compile *self, const ds_value *value);
/* Shares by name as a choice of rows; those of zero are left out. */
ds_status ds_compile_choice(ds_compile *self, const ds_value *shares, ds_name_kind kind,
                            ds_choice *choice) DS_MUST_USE;
ds_status ds_compile_sampler(ds_compile *self, const ds_value *value,
                             ds_sampler *sampler) DS_MUST_USE;
/* The bits of the reasons in a list of hold reasons. */
uint32_t ds_compile_pauses(const ds_value *list);
/* Says what is wrong with a file that a value names: where it is named, unless the fault is
 * on a line of the file. */
void ds_compile_refuse_file(ds_compile *self, const ds_value *value, const char *path,
                            const ds_error *err);
/* A duration or a number of business days, on a calendar. */
ds_sla_target ds_compile_target(const ds_scalar *scalar, int32_t calendar);

#endif
