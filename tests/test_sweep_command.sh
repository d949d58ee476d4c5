#!/usr/bin/env bash
# The verb sweep: its outputs, what it refuses, and how it ends.
#   test_sweep_command.sh PROGRAM JSON_VALUE SOURCE [TEST…]
. "$(dirname "$0")/cli_checks.sh"

queue() {
    cat >queue.yaml <<'YAML'
name: Queue
horizon: 2w
warm_up: 1w
slas: {s: {resolution: {P3: 1h}}}
groups:
  L1: {agents: 2}
arrivals:
  calls: {rate: 8/h ±10%}
categories:
  all: {priority: {P3: 100%}, work: {L1: exponential(mean 10m) ±5%}}
YAML
}

refused() {
    local words=$1
    shift
    run sweep "$@"
    expect_code 3
    expect_no_out
    expect_err "$words"
}

test_a_grid_has_a_row_for_each_point() {
    queue
    run sweep queue.yaml --vary groups.L1.agents=2..4 --vary arrivals.calls.rate=x0.8..x1/2 -n 3
    expect_code 0
    expect_no_err
    expect_out "Sweep: 6 points, 3 replications each, seed 1" "resolution_breach_rate" \
        "Intervals at 95 %"
    expect_line "$said/out" '^2 +6.4/h +[0-9.]+ % '
    expect_line "$said/out" '^4 +8/h +'
    expect_equal "0" "$(awk 'length($0) > 100' "$said/out" | wc -l)"
}

test_json_csv_and_files_say_the_same() {
    queue
    run sweep queue.yaml --vary groups.L1.agents=2,3 -n 3 --format json --measure mttr_h --out results
    expect_code 0
    expect_same "$said/out" results/sweep.json
    expect_json grid results/sweep.json study
    expect_json 2 results/sweep.json points
    expect_json 3 results/sweep.json rows 1 groups.L1.agents
    expect_file results/sweep.csv results/plots/sweep_1_mttr_h.dat results/plots/sweep_1_mttr_h.gp
    run sweep queue.yaml --vary groups.L1.agents=2,3 -n 3 --format csv --measure mttr_h
    expect_code 0
    expect_same "$said/out" results/sweep.csv
    expect_equal 3 "$(wc -l <"$said/out")"
    expect_equal "groups.L1.agents,mttr_h,mttr_h_lo,mttr_h_hi,mttr_h_half_width" \
        "$(head -n 1 "$said/out")"
}

test_threads_change_nothing() {
    queue
    run sweep queue.yaml --vary groups.L1.agents=2,3 -n 4 --format json -t 1
    cp "$said/out" one
    run sweep queue.yaml --vary groups.L1.agents=2,3 -n 4 --format json -t 3
    expect_same one "$said/out"
}

test_one_replication_has_no_intervals_and_says_so() {
    queue
    run sweep queue.yaml --vary groups.L1.agents=2,3 -n 1 --measure mttr_h
    expect_code 0
    expect_out "One replication has no intervals"
    expect_equal 0 "$(sed '/Notes/,$d' "$said/out" | grep -c ±)"
}

test_designs_take_as_many_points_as_asked() {
    queue
    for design in lhs sobol; do
        run sweep queue.yaml --vary arrivals.calls.rate=4/h..8/h --vary groups.L1.agents=2..4 \
            --design "$design" --points 7 -n 1 --format csv
        expect_code 0
        expect_equal 8 "$(wc -l <"$said/out")"
    done
}

test_a_tornado_and_indices_take_the_intervals_of_the_scenario() {
    queue
    run sweep queue.yaml --tornado -n 3 --format csv --measure utilisation:by_group:L1
    expect_code 0
    expect_equal 3 "$(wc -l <"$said/out")"
    expect_out "arrivals.calls.rate" "categories.all.work.L1"
    run sweep queue.yaml --sobol 8 -n 1 --measure utilisation:by_group:L1
    expect_code 0
    expect_out "32 points" "first order"
    sed -i 's/ ±[0-9]*%//' queue.yaml
    run sweep queue.yaml --tornado -n 3
    expect_code 2
    expect_err "no value with an interval"
}

test_run_splits_the_variance_of_uncertain_inputs() {
    queue
    run run queue.yaml -n 5 --out results
    expect_code 0
    expect_out "Chance or inputs" "share of inputs" "2 inputs are drawn anew"
    expect_json 2 results/results.json input_uncertainty inputs
    expect_file results/input_uncertainty.csv
    sed -i 's/ ±[0-9]*%//' queue.yaml
    run run queue.yaml -n 5 --out results
    expect_absent results/input_uncertainty.csv
    ! grep -q "Chance or inputs" "$said/out" || fail "no split" "there is one"
}

test_what_makes_no_sense_is_refused() {
    queue
    refused "a grid of 2000000 points is too large" queue.yaml --vary groups.L1.agents=1..2000 \
        --vary arrivals.calls.rate=x0.1..x2/1000
    refused "did you mean 'agents'" queue.yaml --vary groups.L1.agent=2..4
    refused "'two' is not a whole number" queue.yaml --vary groups.L1.agents=two
    refused "runs downwards" queue.yaml --vary groups.L1.agents=4..2
    refused "is empty" queue.yaml --vary groups.L1.agents=4..4
    refused "not a number" queue.yaml --vary groups.L1.hours=x2
    refused "varied twice" queue.yaml --vary groups.L1.agents=2,3 --vary groups.L1.agents=2,3
    refused "there is no measure 'mtr_h'" queue.yaml --vary groups.L1.agents=2,3 --measure mtr_h
    refused "nobody" queue.yaml --vary groups.L1.hours=nobody,always
    refused "needs numbers" queue.yaml --tornado --vary groups.L1.discipline=fifo,random
    refused "add /5" queue.yaml --vary arrivals.calls.rate=4/h..8/h
    refused "--sobol 500000 takes 1500000 points" queue.yaml --sobol 500000 --vary groups.L1.agents=2,3
}

test_usage_errors_are_told() {
    queue
    local words
    for words in "" "--vary groups.L1.agents" "--vary groups.L1.agents=2 --design lhs" \
        "--vary groups.L1.agents=2 --points 3" "--tornado --sobol 4" \
        "--vary groups.L1.agents=2 --design grit"; do
        # shellcheck disable=SC2086
        run sweep queue.yaml $words
        expect_code 2
        expect_no_out
    done
    run sweep
    expect_code 2
}

test_an_interrupted_sweep_writes_the_points_so_far() {
    queue
    command_line="desksim sweep queue.yaml, INT after 1 s"
    timeout --preserve-status -k "$longest_run" -s INT 1 "$desksim" sweep queue.yaml \
        --vary arrivals.calls.rate=x0.5..x1/5000 -n 4 --format json --measure mttr_h \
        --set horizon=6w >"$said/out" 2>"$said/err"
    code=$?
    expect_code 130
    expect_err "interrupted:" "of 5000 points are complete"
    expect_out "Interrupted:"
    expect_json 5000 "$said/out" points_planned
    local done
    done=$("$json_value" "$said/out" points)
    [ "$done" -gt 0 ] && [ "$done" -lt 5000 ] || fail "some points" "$done"
}

run_tests "$@"
