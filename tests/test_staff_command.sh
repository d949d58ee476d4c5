#!/usr/bin/env bash
# The verb staff: its curves, what it refuses, and how it ends.
#   test_staff_command.sh PROGRAM JSON_VALUE SOURCE [TEST…]
. "$(dirname "$0")/cli_checks.sh"

# Five erlangs in L1 and nothing in L2.
queue() {
    cat >queue.yaml <<'YAML'
name: Queue
horizon: 2w
warm_up: 1w
slas: {s: {resolution: {P3: 30m}, penalty: {P3: 10}}}
groups:
  L1: {agents: 7}
  idle: {agents: 2}
arrivals:
  calls: {rate: 30/h}
categories:
  all: {priority: {P3: 100%}, work: {L1: exponential(mean 10m)}}
YAML
}

test_a_curve_goes_from_the_least_stable_head_count_to_saturation() {
    queue
    run staff queue.yaml -n 3 --format csv
    expect_code 0
    expect_equal "L1,6 L1,7 L1,8 L1,9 L1,10 L1,11 L1,12" \
        "$(sed 1d "$said/out" | cut -d, -f1,2 | tr '\n' ' ' | sed 's/ $//')"
    run staff queue.yaml -n 20
    expect_code 0
    expect_out "From 7, each agent more in L1 saves" "P3 breaches a" \
        "idle has no curve: no ticket needs work there" "Assumed: 35 an agent hour"
}

test_wages_come_from_the_scenario() {
    queue
    run staff queue.yaml -n 2 --format csv --points 3 --set 'slas.s.penalty.P3=0' --set 'costs.agents.L1=10'
    expect_code 0
    # Agents × 168 h × 10.
    expect_equal "10080" "$(sed -n 2p "$said/out" | tr ',' '\n' | grep -x 10080 | head -n 1)"
}

# same_as_compare WITH OPTION…: staff with the options says what compare says of the changes.
same_as_compare() {
    local with=$1
    shift
    "$desksim" compare asked.yaml -n 3 --format csv --with "$with" >by-hand.csv 2>/dev/null
    run staff asked.yaml -n 3 --format csv "$@"
    expect_code 0
    expect_line by-hand.csv '^mttr_h,'
    expect_same "$said/out" by-hand.csv
}

test_questions_by_name_are_changes_before_and_after() {
    queue
    mv queue.yaml asked.yaml
    same_as_compare '2 more at L1: groups.L1.agents=9' --hire L1=2
    same_as_compare '1 fewer at L1: groups.L1.agents=6' --hire L1=-1
    same_as_compare 'volume x1.2: arrivals.calls.rate=36/h' --volume x1.2
    same_as_compare 'P3 within 1h: slas.s.resolution.P3=1h' --sla P3=1h
    run staff asked.yaml -n 2 --hire L1=1 --volume 0.5
    expect_code 0
    expect_out 'and 2 alternatives' '1 more at L1' 'volume x0.5'
}

test_a_shift_is_moved_with_its_breaks() {
    queue
    sed 's/L1: {agents: 7}/L1: {shifts: [{agents: 9, hours: "Mon-Sun 06:00-18:00"}, {agents: 9, hours: ["Mon-Fri 18:00-06:00", "Sat,Sun 18:00-06:00"], breaks: [{time: "20:00-20:30"}]}]}/' \
        queue.yaml >asked.yaml
    same_as_compare 'shift 2 of L1 60 min later: groups.L1.shifts.2.hours=["Mon-Fri 19:00-07:00", "Sat,Sun 19:00-07:00"]; groups.L1.shifts.2.breaks.1.time=21:00-21:30' \
        --move-shift L1.2=+01:00
    same_as_compare 'shift 1 of L1 90 min earlier: groups.L1.shifts.1.hours=Mon-Sun 04:30-16:30' \
        --move-shift L1.1=-01:30
    run staff asked.yaml --move-shift L1.1=-07:00
    expect_code 3
    expect_err 'would begin on another day'
    run staff asked.yaml --move-shift L1.3=+01:00
    expect_code 3
    expect_err "'L1' has only 2 shifts"
    run staff asked.yaml --hire L1=1
    expect_code 3
    expect_err "it is not plain who works in 'L1'"
}

test_questions_that_make_no_sense_are_refused() {
    local question
    queue
    for question in --hire=L1 --hire=L1=0 --hire=L1=x --hire=L1=-8 --volume=x0 --volume=much \
        --sla=P3 '--sla=P3=1h; x' --move-shift=L1=+01:00 --move-shift=L1.1=1h; do
        run staff queue.yaml "$question"
        expect_code 3
        expect_err "${question%%=*} ${question#*=}: "
        expect_no_out
    done
    run staff queue.yaml --hire LI=1
    expect_code 3
    expect_err "no group is called 'LI'; did you mean 'L1'?"
    run staff queue.yaml --sla P9=1h
    expect_code 3
    expect_err "no priority is called 'P9'"
    run staff queue.yaml --sla P2=1h
    expect_code 3
    expect_err 'no SLA has a resolution target for P2'
    run staff queue.yaml --hire L1=1 --quick
    expect_code 2
}

test_files_and_plots_are_written() {
    queue
    run staff queue.yaml -n 2 --points 3 --out results --format json
    expect_code 0
    expect_same "$said/out" results/staff.json
    expect_json staffing_curves results/staff.json study
    expect_file results/staff.csv results/plots/staffing_1_L1.dat results/plots/staffing_1_L1.gp
}

test_formulas_need_no_simulation() {
    queue
    run staff queue.yaml --quick --format json
    expect_code 0
    expect_json staffing_formulas "$said/out" study
    expect_json 8.0 "$said/out" rows 0 erlang_c_agents
    expect_json 6.0 "$said/out" rows 0 least_stable
}

# Five erlangs: 16.7 % wait with eight agents, 32.4 % with seven (Erlang C).
test_the_least_agents_for_a_target_are_those_of_erlang() {
    queue
    run staff queue.yaml -n 20 --target 'delay_probability:by_group:L1<=20%' --format csv \
        --set horizon=12w
    expect_code 0
    expect_line "$said/out" '^L1,7,6,8$'
    run staff queue.yaml -n 5 --target 'resolution_breach_rate:P3<=1%'
    expect_code 1
    expect_out "The targets cannot be shown to hold" "not met"
    run staff queue.yaml --target 'nonsense<=1%'
    expect_code 3
    expect_err "nonsense"
}

# Two queues of five and of two and a half erlangs; L2 alone would need fewer.
pair() {
    queue
    sed -i -e 's/  idle: .*/  L2: {agents: 6}/' \
        -e 's/work: {L1: \(.*\)}}/work: {L1: \1, L2: exponential(mean 10m)}, resolved_at: {L1: 50%}}/' \
        queue.yaml
}

test_fixed_groups_and_the_least_on_duty_bind_the_search() {
    pair
    run staff queue.yaml -n 3 --target 'delay_probability:by_group:L1<=30%' --format csv \
        --fix L1=10
    expect_code 0
    expect_line "$said/out" '^L1,7,10,10$'
    expect_line "$said/out" '^L2,6,3,3$'
    run staff queue.yaml -n 3 --target 'delay_probability:by_group:L1<=30%' --format csv \
        --min-agents 5
    expect_code 0
    expect_line "$said/out" '^L2,6,5,5$'
}

test_the_answer_is_checked_on_fresh_replications() {
    queue
    run staff queue.yaml -n 5 --target 'delay_probability:by_group:L1<=30%'
    expect_code 0
    expect_out "On fresh replications: delay_probability:by_group:L1"
}

test_limits_that_cannot_be_are_refused() {
    pair
    run staff queue.yaml --target 'mttr_h<=1' --fix L1=4
    expect_code 3
    expect_err "fewer than 6 agents cannot do it"
    run staff queue.yaml --target 'mttr_h<=1' --fix L3=4
    expect_code 3
    expect_err "no group is called 'L3'"
    run staff queue.yaml --target 'mttr_h<=1' --fix L1=many
    expect_code 3
    expect_err "GROUP=N"
    run staff queue.yaml --min-agents 2
    expect_code 2
    expect_err "go with --target"
}

test_a_target_that_no_ticket_has_is_refused() {
    queue
    run staff queue.yaml -n 2 --target 'resolution_breach_rate:P1<=5%'
    expect_code 3
    expect_err "no ticket is counted there"
}

test_a_time_limit_ends_with_what_there_is() {
    queue
    run staff queue.yaml -n 100000 --set horizon=52w --time-limit 1
    expect_code 1
    expect_err "the time limit was reached"
    run staff queue.yaml -n 100000 --set horizon=52w --time-limit 1 --target 'mttr_h<=9'
    expect_code 1
    expect_err "no combination of head counts is complete"
}

test_a_requirement_by_hour_is_what_roster_reads() {
    queue
    run staff queue.yaml -n 3 --by hour --target 'delay_probability:L1<=20%' --out hours
    expect_code 0
    expect_out "by formula (SIPP)"
    expect_equal "group,interval_start,agents" "$(head -n 1 hours/requirement.csv | cut -d, -f1-3)"
    expect_equal 169 "$(wc -l <hours/requirement.csv)"
    expect_json requirement_by_interval hours/requirement.json study
    expect_file hours/plots/requirement.dat hours/plots/requirement.gp
    run roster queue.yaml -n 1 --requirement hours/requirement.csv --time-limit 5
    expect_out "Roster by group"
}

test_a_requirement_by_hour_says_what_cannot_be() {
    queue
    run staff queue.yaml --by hour
    expect_code 2
    expect_err "--by needs --target"
    run staff queue.yaml --by week --target 'delay_probability:L1<=20%'
    expect_code 2
    run staff queue.yaml --by hour --target 'delay_probability:L11<=20%'
    expect_code 3
    expect_err "did you mean 'L1'"
    run staff queue.yaml --by hour --target 'delay_probability:L1<=0%'
    expect_code 3
    expect_err "between 0% and 100%"
}

test_threads_change_nothing() {
    queue
    run staff queue.yaml -n 3 --points 3 --threads 1 --format csv
    cp "$said/out" one
    run staff queue.yaml -n 3 --points 3 --threads 2 --format csv
    expect_same one "$said/out"
}

test_what_cannot_be_is_refused() {
    queue
    run staff
    expect_code 2
    run staff queue.yaml --points 2
    expect_code 2
    run staff queue.yaml --set groups.L1.agents=unlimited
    expect_code 3
    expect_err "no group has a head count that can be varied"
}

run_tests "$@"
