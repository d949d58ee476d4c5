#!/usr/bin/env bash
# desksim compare: what it prints and writes, and what it refuses.
#   test_compare.sh PROGRAM JSON_VALUE SOURCE [TEST…]
. "$(dirname "$0")/cli_checks.sh"

# desk.yaml: two groups, short; more.yaml: the same with an agent more.
desks() {
    sed 's/^horizon:.*/horizon: 4w/; s/^warm_up:.*/warm_up: 1w/' \
        "$source/scenarios/library/small-desk.yaml" >desk.yaml
    cp desk.yaml more.yaml
}

test_alternatives_are_set_beside_the_base() {
    desks
    run compare desk.yaml --with "half: arrivals.incidents.rate=20/workday" -n 5
    expect_code 0
    expect_no_err
    expect_out "desk.yaml and 1 alternative" "5 replications of each, seed 1" "half" "base" \
        "Conclusion" "Bonferroni"
    awk 'length > 200 { exit 1 }' "$said/out" || fail "short lines" "long ones"
}

test_the_same_desk_is_the_same_in_all_figures() {
    desks
    run compare desk.yaml more.yaml -n 4
    expect_code 0
    expect_out "none" "'more.yaml' is the same as the base in all"
}

test_files_are_written_whole() {
    desks
    run compare desk.yaml --with arrivals.incidents.rate=20/workday -n 4 --out results \
        --format json
    expect_code 0
    for file in comparison.json comparison.csv comparison.dat comparison.gp; do
        [ -s "results/$file" ] || fail "results/$file" "it is missing"
    done
    cmp -s results/comparison.json "$said/out" || fail "the file as printed" "something else"
    grep -q '^measure,candidate,is_base,value' results/comparison.csv ||
        fail "a header row" "$(head -n 1 results/comparison.csv)"
}

test_threads_change_nothing() {
    desks
    run compare desk.yaml --with arrivals.incidents.rate=20/workday -n 6 --threads 1 --format csv
    cp "$said/out" one
    run compare desk.yaml --with arrivals.incidents.rate=20/workday -n 6 --threads 3 --format csv
    cmp -s one "$said/out" || fail "the same bytes" "others"
}

test_one_replication_concludes_nothing() {
    desks
    run compare desk.yaml --with arrivals.incidents.rate=20/workday -n 1
    expect_code 0
    expect_out "One replication has no intervals" "allows no conclusion"
}

test_desks_that_do_not_fit_are_refused() {
    desks
    sed -i 's/^horizon:.*/horizon: 5w/' more.yaml
    run compare desk.yaml more.yaml
    expect_code 3
    expect_no_out
    expect_err "'more.yaml' cannot be compared with the base: it has another horizon"
    sed -i 's/^horizon:.*/horizon: 4w/; s/^warm_up:.*/warm_up: 2w/' more.yaml
    run compare desk.yaml more.yaml
    expect_code 3
    expect_err "another warm-up"
}

test_the_best_is_selected_or_it_is_said_that_it_is_not() {
    desks
    run compare desk.yaml --with "half: arrivals.incidents.rate=20/workday" \
        --best mttr_h --delta 30m -n 5 --measure mttr_h
    expect_code 0
    expect_out "Best mttr_h:" "With probability 95 % or more"
    run compare desk.yaml more.yaml --best mttr_h --delta 1s -n 5 --measure mttr_h \
        --max-replications 8 --with "half: arrivals.incidents.rate=39.9/workday"
    [ "$code" -eq 0 ] || [ "$code" -eq 1 ] || fail "exit code 0 or 1" "$code"
    run compare desk.yaml --with "half: arrivals.incidents.rate=20/workday" \
        --best mttr_h --budget 30 -n 5 --measure mttr_h
    expect_code 0
    expect_out "30 replications shared"
}

test_conditions_are_judged() {
    desks
    run compare desk.yaml --with "half: arrivals.incidents.rate=20/workday" -n 10 \
        --subject-to 'mttr_h<=100000'
    expect_code 0
    expect_out "Fewest agents with the conditions kept" "Condition: mttr_h<=100000"
    run compare desk.yaml --with "half: arrivals.incidents.rate=20/workday" -n 10 \
        --subject-to 'mttr_h<=1s'
    expect_code 0
    expect_out "No candidate is shown to keep the conditions"
}

test_wrong_words_are_usage_errors_or_refused() {
    desks
    run compare desk.yaml
    expect_code 2
    expect_err "compare with what?"
    run compare
    expect_code 2
    run compare desk.yaml --with nonsense
    expect_code 2
    expect_err "is not of the form"
    run compare desk.yaml more.yaml --best mttr_h
    expect_code 2
    expect_err "--best needs --delta, --budget or --subject-to"
    run compare desk.yaml more.yaml --measure mttr_g
    expect_code 3
    expect_err "mttr_h"
    run compare desk.yaml more.yaml --measure resolution_p90_h
    expect_code 3
    expect_err "is a percentile"
    run compare desk.yaml more.yaml --subject-to 'mttr_h=4'
    expect_code 3
    expect_err "MEASURE<=LIMIT"
    run compare desk.yaml more.yaml --subject-to 'mttr_h<=soon'
    expect_code 3
    expect_err "is not a limit in h"
    run compare desk.yaml more.yaml --best mttr_h --measure mttr_h --delta 0
    expect_code 3
    expect_err "is not a number above 0"
    run compare desk.yaml more.yaml --best mttr_h --measure mttr_h --budget 10
    expect_code 3
    expect_err "less than the first stage"
    run compare desk.yaml --with groups.NoSuch.agents=4
    expect_code 3
}

run_tests "$@"
