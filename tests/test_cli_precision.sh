#!/usr/bin/env bash
# Runs to a precision, pairs, control variates and chances, from outside.
#   test_cli_precision.sh PROGRAM JSON_VALUE SOURCE [TEST…]
. "$(dirname "$0")/cli_checks.sh"

queue() {
    cat >queue.yaml <<'YAML'
name: Queue
horizon: 10d
warm_up: 1d
slas:
  all: {resolution: {P1: 2h, P2: 3h}}
groups:
  L1: {tier: 1, agents: 2, hours: always}
arrivals:
  all: {type: incident, rate: 4/h, profile: flat}
categories:
  any:
    share: 100%
    priority: {P1: 20%, P2: 80%}
    work: {L1: exponential(mean 24m)}
YAML
}

# json PATH…: a value of the results that were printed.
json() {
    "$json_value" "$said/out" "$@" 2>&1
}

# printed WORDS…: in the text, however its lines are broken.
printed() {
    local words
    for words in "$@"; do
        tr -s ' \n' '  ' <"$said/out" | grep -qF -e "$words" ||
            fail "'$words' in the output" "$(first_lines "$said/out")"
    done
}

test_a_precision_adds_replications_and_says_so() {
    queue
    run run queue.yaml --precision 10% --precision-rate 2pp --format json
    expect_code 0
    expect_equal true "$(json key_measures reached)"
    cp "$said/out" two.json
    run run queue.yaml --precision 10% --precision-rate 2pp --format json --threads 1
    expect_equal "$(cat two.json)" "$(cat "$said/out")"
    run run queue.yaml --precision 10% --precision-rate 2pp --out results
    printed 'Key measures' 'P2 mttr_h' 'reached' 'hold all at once' 'Bonferroni'
    [ -s results/key_measures.csv ] || fail "results/key_measures.csv" "none"
}

test_a_limit_ends_with_status_1_and_marked_results() {
    queue
    run run queue.yaml --precision 1% --max-replications 45 --out results
    expect_code 1
    expect_err 'the precision was not reached after 45 replications' 'wanted'
    printed 'Precision not reached after 45 replications' 'more'
    run_shell "cat results/results.json"
    expect_equal false "$(json key_measures reached)"
    expect_equal 45 "$(json replications)"
}

test_the_first_batch_is_what_replications_says() {
    queue
    run run queue.yaml --precision-rate 50pp --measure utilisation -n 12 --format json
    expect_equal 12 "$(json replications)"
    run run queue.yaml --precision-rate 50pp --measure utilisation --format json
    expect_equal 40 "$(json replications)"
}

# usage WORDS ARGUMENT…: a usage error that says so.
usage() {
    local words=$1
    shift
    run run queue.yaml "$@"
    expect_code 2
    expect_no_out
    expect_err "$words"
}

test_precisions_that_make_no_sense_are_usage_errors() {
    queue
    usage "--precision: '0' is not a half-width above 0" --precision 0
    usage "--precision: '-5%' is not" --precision=-5%
    usage "--precision: '101%' is not" --precision 101%
    usage "--precision: 'small' is not" --precision small
    usage "--precision-rate: '0pp' is not" --precision-rate 0pp
    usage "--precision-rate: '5 pp' is not" --precision-rate '5 pp'
    usage 'first batch, which needs at least 10' --precision 5% -n 1
    usage 'less than the first batch of 40' --precision 5% --max-replications 30
    usage '--max-replications limits --precision' --max-replications 30
    usage '--measure is for --precision' --measure mttr_h
    usage '25 replications are not an even number' --antithetic -n 25
}

test_key_measures_that_do_not_exist_are_refused_with_the_nearest() {
    queue
    run run queue.yaml --precision 5% --measure mtr_h
    expect_code 3
    expect_err "there is no measure 'mtr_h'; did you mean 'mttr_h'?"
    run run queue.yaml --precision 5% --measure mttr_h:P8
    expect_code 3
    expect_err "the desk has no 'P8'" "did you mean 'P"
    printf 'key_measures: [mttr_h, resolution_breach_rat:P1]\n' >>queue.yaml
    for verb in check run; do
        run $verb queue.yaml
        expect_code 3
        expect_err "queue.yaml:15:24: key measure" "did you mean 'resolution_breach_rate'?"
    done
}

test_key_measures_of_the_scenario_are_used() {
    queue
    printf 'key_measures: [utilisation:L1]\n' >>queue.yaml
    run run queue.yaml --precision 5% --format json
    expect_code 0
    expect_equal utilisation "$(json key_measures measures 0 measure)"
    run run queue.yaml --precision 50% --measure mttr_h --format json
    expect_equal mttr_h "$(json key_measures measures 0 measure)"
}

test_a_measure_without_tickets_is_said() {
    queue
    run run queue.yaml --precision 50% --precision-rate 50pp --measure mttr_h:P3
    expect_code 1
    expect_err 'P3 mttr_h has no tickets'
    printed 'Nothing to be precise about: P3 mttr_h has no tickets.'
}

test_constant_measures_are_said() {
    queue
    run run queue.yaml --precision 50% --set 'categories.any.work.L1=constant(6m)' \
        --set groups.L1.agents=unlimited --measure mttr_h
    expect_code 0
    printed 'The same in every replication, hence ± 0: mttr_h.'
}

test_reduced_variance_is_reported() {
    queue
    run run queue.yaml --antithetic --control-variates -n 60 --measure mttr_h --out results
    expect_code 0
    printed 'Antithetic pairs: the unit of every interval is the pair' '30 of them' \
        'Control variates correct' 'Variance reduced' 'variance ÷'
    run_shell "cat results/results.json"
    case $(json key_measures measures 0 variance_factor) in
    0.* | null) fail 'a factor above 1' "$(json key_measures measures 0 variance_factor)" ;;
    esac
}

test_control_variates_that_cannot_be_used_are_said() {
    queue
    run run queue.yaml --control-variates -n 10
    expect_code 0
    printed 'they need 20 replications'
    run generate queue.yaml --out tickets.csv
    run run queue.yaml --control-variates --replay tickets.csv
    expect_code 0
    printed 'Not used: tickets arrived, since arrivals are replayed'
}

test_chances_are_in_every_output() {
    queue
    cat >>queue.yaml <<'YAML'
chance:
  - {priority: P1, per: day, more_than: 2}
  - {measure: arrivals, per: window, more_than: 0, name: any}
YAML
    run run queue.yaml --out results
    expect_code 0
    printed 'Chances' 'more than 2 P1 resolution breaches in a day' 'in the window'
    run_shell "cat results/results.json"
    expect_equal 1 "$(json by_chance any chance value)"
    grep -q '^by_chance,any,chance_in_window,1,' results/measures.csv ||
        fail 'by_chance in measures.csv' "$(grep by_chance results/measures.csv)"
}

test_chances_that_make_no_sense_are_refused() {
    queue
    printf 'chance: [{per: week, more_than: -1}]\n' >>queue.yaml
    run check queue.yaml
    expect_code 3
    expect_err 'queue.yaml:15:33: chance.1.more_than' 
    queue
    printf 'chance: [{more_than: 1, name: a}, {more_than: 2, name: a}]\n' >>queue.yaml
    run check queue.yaml
    expect_code 3
    expect_err "'a' stands twice"
    queue
    printf 'chance: [{per: fortnight, more_than: 1}]\n' >>queue.yaml
    run check queue.yaml
    expect_code 3
    expect_err 'fortnight'
    sed -i -e '/^slas/d' -e '/{resolution/d' -e 's/per: fortnight/per: week/' queue.yaml
    run check queue.yaml
    expect_err "the scenario has no 'slas'"
}

run_tests "$@"
