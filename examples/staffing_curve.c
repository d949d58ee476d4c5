/* How breaches and waits fall as a group gets more agents: a staffing curve as CSV.
 *
 *     cc -std=c17 staffing_curve.c -o staffing_curve $(pkg-config --cflags --libs desksim)
 *     ./staffing_curve small-desk.yaml L1 2 5
 *
 * All head counts meet the same tickets with the same work in them: they run under one
 * seed.
 */
#include <desksim/desksim.h>

#include <stdio.h>
#include <stdlib.h>

static void print_messages(const desksim_messages *messages)
{
    char line[2048];
    for (int i = 0; i < desksim_messages_count(messages); i++) {
        desksim_message message = desksim_messages_at(messages, i);
        desksim_message_print(&message, line, sizeof line);
        fprintf(stderr, "%s\n", line);
    }
}

static void print_estimate(const desksim_results *results, const char *dimension,
                           const char *slice, const char *measure)
{
    desksim_estimate it;
    if (desksim_results_find(results, dimension, slice, measure, &it))
        printf(",%.4g,%.4g,%.4g", it.value, it.lo, it.hi);
    else
        printf(",,,");
}

/* One point of the curve: a line of the table. */
static desksim_status print_point(desksim_scenario *desk, const char *group, int agents,
                                  desksim_messages *messages)
{
    char override[256];
    const char *overrides[] = {override, NULL};
    desksim_scenario *varied = NULL;
    desksim_results *results = NULL;
    desksim_run_options options = desksim_run_defaults();
    options.replications = 10;

    snprintf(override, sizeof override, "groups.\"%s\".agents=%d", group, agents);
    desksim_status status = desksim_scenario_vary(desk, overrides, messages, &varied);
    if (status == DESKSIM_OK)
        status = desksim_run(varied, &options, messages, &results);
    if (status == DESKSIM_OK) {
        printf("%d", agents);
        print_estimate(results, "by_group", group, "utilisation");
        print_estimate(results, "by_group", group, "wait_h");
        print_estimate(results, "overall", NULL, "resolution_breach_rate");
        printf("\n");
    }
    desksim_results_delete(results);
    desksim_scenario_delete(varied);
    return status;
}

static desksim_status print_curve(const char *path, const char *group, int from, int to,
                                  desksim_messages *messages)
{
    desksim_scenario *desk = NULL;
    desksim_status status = desksim_scenario_load(path, NULL, messages, &desk);
    if (status == DESKSIM_OK)
        printf("agents,utilisation,lo,hi,wait_h,lo,hi,resolution_breach_rate,lo,hi\n");
    for (int agents = from; agents <= to && status == DESKSIM_OK; agents++)
        status = print_point(desk, group, agents, messages);
    desksim_scenario_delete(desk);
    return status;
}

int main(int argc, char **argv)
{
    if (argc != 5) {
        fprintf(stderr, "usage: %s SCENARIO GROUP FROM TO\n", argv[0]);
        return 2;
    }
    desksim_messages *messages = desksim_messages_new();
    if (!messages)
        return 1;
    desksim_status status =
        print_curve(argv[1], argv[2], atoi(argv[3]), atoi(argv[4]), messages);
    print_messages(messages);
    if (status != DESKSIM_OK)
        fprintf(stderr, "%s: %s\n", argv[1], desksim_status_text(status));
    desksim_messages_delete(messages);
    return status == DESKSIM_OK ? 0 : 1;
}
