#!/usr/bin/env bash
# A warm-up that is left to pilot replications (warm_up: auto), and Welch's plot (--welch).
#   test_cli_warm_up.sh PROGRAM JSON_VALUE SOURCE [TEST…]
. "$(dirname "$0")/cli_checks.sh"

# The pilots of a shipped scenario and two replications; 0.2 s.
auto=(run small-desk -n 2 --set warm_up=auto)
found='Warm-up: [0-9]+w found by MSER-5 from 10 pilot replications'

one_agent() {
    cat <<'YAML'
horizon: 2w
warm_up: auto
groups: {L1: {agents: 1}}
arrivals: {all: {rate: 5/h}}
categories: {any: {priority: {P1: 100%}, work: {L1: exponential(mean 6m)}}}
YAML
}

test_an_automatic_warm_up_is_whole_weeks_and_said() {
    local hours
    run "${auto[@]}" --format json
    expect_code 0
    expect_no_err
    expect_line "$said/out" "$found"
    hours=$("$json_value" "$said/out" warm_up_h)
    [ "$hours" -gt 0 ] && [ $((hours % 168)) -eq 0 ] || fail "whole weeks of hours" "$hours"
}

test_it_is_the_same_as_that_duration_written_down() {
    local weeks
    run "${auto[@]}" --format json
    weeks=$(($("$json_value" "$said/out" warm_up_h) / 168))
    run "${auto[@]}" --format csv
    cp "$said/out" found.csv
    run run small-desk -n 2 --set warm_up="${weeks}w" --format csv
    expect_same found.csv "$said/out"
}

test_it_does_not_depend_on_the_number_of_threads() {
    run "${auto[@]}" --threads 1
    cp "$said/out" one
    run "${auto[@]}" --threads 2
    expect_same one "$said/out"
}

test_a_scenario_file_may_say_auto() {
    one_agent >desk.yaml
    run run desk.yaml -n 2
    expect_code 0
    expect_out "found by MSER-5 from 10 pilot replications"
    run run desk.yaml -n 2 --pilots 1
    expect_code 0
    expect_out "found by MSER-5 from 1 pilot replication ("
    run run desk.yaml --pilots 0
    expect_code 2
    expect_err "--pilots: '0' is not a whole number from 1 to 10000"
}

test_the_cut_is_drawn_and_a_later_run_without_it_removes_the_plot() {
    run "${auto[@]}" --out results --quiet
    expect_code 0
    expect_file results/plots/warm_up.gp results/plots/warm_up.dat
    expect_line results/plots/warm_up.gp 'warm-up ends: [0-9]+w'
    expect_absent results/plots/welch.gp
    run run small-desk -n 2 --welch --out results --quiet
    expect_file results/plots/welch.gp
    expect_absent results/plots/warm_up.gp results/plots/warm_up.svg
    run run small-desk -n 2 --out results --quiet
    expect_absent results/plots/welch.gp results/plots/welch.svg
}

test_an_overloaded_desk_is_refused_with_its_group_and_drawn() {
    run "${auto[@]}" --set groups.L2.agents=1 --out results
    expect_code 3
    expect_no_out
    expect_err "no steady state: the backlog has not settled after half of the horizon of 26w" \
        "Group 'L2' is the cause: its offered load is 131 % of its capacity"
    expect_file results/plots/warm_up.gp
    expect_absent results/results.json
}

test_a_horizon_too_short_is_refused_before_anything_is_simulated() {
    local verb
    for verb in run check generate; do
        run "$verb" small-desk --set warm_up=auto --set horizon=1w
        expect_code 3
        expect_no_out
        expect_err "the horizon of 1w is too short to find a warm-up" "4w at least"
    done
}

test_check_runs_no_pilots() {
    run check small-desk --set warm_up=auto --set groups.L2.agents=1
    expect_code 0
    expect_out "fine ("
}

test_generate_leaves_the_warm_up_out_that_it_finds() {
    local weeks first
    run "${auto[@]}" --format json
    weeks=$(($("$json_value" "$said/out" warm_up_h) / 168))
    run generate small-desk --set warm_up=auto
    expect_code 0
    first=$(sed -n 2p "$said/out")
    run generate small-desk --set warm_up="${weeks}w"
    expect_equal "$first" "$(sed -n 2p "$said/out")"
}

test_a_replayed_history_has_a_warm_up_too() {
    run generate small-desk --set warm_up=0 --set horizon=12w --out tickets.csv
    run run small-desk -n 2 --replay tickets.csv --set warm_up=auto
    expect_code 0
    expect_line "$said/out" "$found"
    expect_out "Replay of tickets.csv"
}

test_interrupted_pilots_end_the_run() {
    command_line="desksim run mid-size-desk, INT after 0.5 s"
    timeout --preserve-status -k "$longest_run" -s INT 0.5 "$desksim" run mid-size-desk \
        --set warm_up=auto --set horizon=2000w >"$said/out" 2>"$said/err"
    code=$?
    expect_code 130
    expect_no_out
    expect_err "interrupted: " " of 10 pilot replications are complete"
}

test_welch_prints_moving_averages_after_the_summary() {
    run run small-desk -n 2 --welch
    expect_code 0
    expect_out "Welch's moving averages over 1w, from 10 pilot replications" \
        "open tickets" "resolution time" "from the start"
    run run small-desk -n 2 --welch=2w --pilots 3
    expect_out "Welch's moving averages over 3w, from 3 pilot replications"
    one_agent >desk.yaml
    run run desk.yaml -n 2 --welch=10h
    expect_out "Welch's moving averages over 11h"
}

test_a_welch_that_would_show_nothing_is_a_usage_error() {
    run run small-desk --welch --format json
    expect_code 2
    expect_err "--welch shows nothing here"
    run run small-desk --welch=week
    expect_code 2
    expect_err "--welch: 'week' is not a duration such as 7d or 12h"
    run run small-desk --welch=20w
    expect_code 3
    expect_err "Welch's averages over 21w need a horizon of twice as long"
}

test_a_terminating_run_says_what_it_starts_from() {
    run run small-desk -n 2 --set warm_up=0 --set horizon=4w
    expect_code 0
    expect_out "A terminating run from an empty desk"
    run run small-desk -n 2 --set warm_up=0 --set horizon=4w \
        --set 'initial_backlog={incidents: {count: 40, age: exponential(mean 2d)}}' --format json
    expect_code 0
    expect_line "$said/out" '40 tickets are open at the start'
    run run small-desk -n 2 --set initial_backlog.incident=40
    expect_code 3
    expect_err "there is no stream 'incident'; did you mean 'incidents'?"
    run generate small-desk --set horizon=4w --set warm_up=0 --out tickets.csv
    run run small-desk -n 2 --replay tickets.csv --set warm_up=0 --set initial_backlog.incidents=40
    expect_code 0
    expect_err "initial_backlog: it is left out: a replayed history has its own tickets"
}

run_tests "$@"
