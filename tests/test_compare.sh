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
}

test_tables_fit_a_terminal() {
    desks
    run compare desk.yaml -n 3 --with "a name that is much longer than the column for names has \
room for: groups.L1.agents=1" --with groups.L1.agents=3
    expect_code 0
    expect_out "here" "resolution_p90_h:P4" "utilisation:L1" "backlog" "response_breach_rate:P2"
    [ "$(LC_ALL=C.UTF-8 wc -L <"$said/out")" -le 80 ] || fail "80 columns" \
        "$(LC_ALL=C.UTF-8 wc -L <"$said/out")"
    run compare desk.yaml -n 3 --with groups.L1.agents=1 --measure mttr_h
    [ "$(LC_ALL=C.UTF-8 wc -L <"$said/out")" -le 80 ] || fail "80 columns" "more"
    ! grep -qw nan "$said/out" || fail "no nan" "nan"
}

test_what_was_never_resolved_is_said() {
    desks
    run compare desk.yaml -n 2 --with groups.L1.agents=1 --measure mttr_h
    expect_code 0
    expect_out "'groups.L1.agents=1':" "still open when the" "lower bounds"
}

test_values_are_those_of_run() {
    desks
    local measure side
    run compare desk.yaml more.yaml -n 6 --format json --measure mttr_h:P3 \
        --measure resolution_p90_h:P4 --measure resolution_breach_rate:P1 --measure backlog
    cp "$said/out" compared.json
    run run desk.yaml -n 6 --format json
    for side in value lo hi; do
        for measure in mttr_h:P3 resolution_p90_h:P4; do
            expect_json "$("$json_value" "$said/out" by_priority "${measure#*:}" \
                "${measure%:*}" $side)" compared.json candidates 0 measures $measure $side
        done
        expect_json "$("$json_value" "$said/out" overall backlog $side)" \
            compared.json candidates 0 measures backlog $side
    done
    # No P2 waited too long where many others did: a bound, by how alike the tickets of one
    # replication are overall.
    run compare desk.yaml more.yaml -n 6 --set groups.L1.agents=1 --format json \
        --measure response_breach_rate:P2
    cp "$said/out" compared.json
    run run desk.yaml -n 6 --set groups.L1.agents=1 --format json
    expect_json "$("$json_value" "$said/out" by_priority P2 response_breach_rate hi)" \
        compared.json candidates 0 measures response_breach_rate:P2 hi
}

test_an_interrupted_comparison_shows_what_is_complete() {
    desks
    command_line="desksim compare … -n 100000 (interrupted)"
    timeout --preserve-status -k "$longest_run" -s INT 2 \
        "$desksim" compare desk.yaml --with groups.L1.agents=3 -n 100000 --measure mttr_h \
        --out results >"$said/out" 2>"$said/err"
    code=$?
    expect_code 130
    expect_out "Interrupted: only complete replications are shown" "groups.L1.agents=3"
    expect_json true results/comparison.json was_interrupted
    run compare desk.yaml --with groups.L1.agents=3 --measure mttr_h --format csv \
        -n "$("$json_value" results/comparison.json replications)"
    expect_same "$said/out" results/comparison.csv
}

test_a_found_warm_up_serves_all() {
    desks
    sed -i 's/^horizon:.*/horizon: 8w/' desk.yaml
    # One week is found for the quieter desk alone.
    run compare desk.yaml --set warm_up=auto --with arrivals.incidents.rate=30/workday -n 2 \
        --measure mttr_h
    expect_code 0
    expect_out "The warm-up of 21 days is the longest that pilots found"
}

test_a_selection_keeps_no_more_than_it_needs() {
    desks
    run compare desk.yaml more.yaml --with groups.L1.agents=3 --best resolution_p90_h \
        --measure resolution_p90_h --delta 1h -n 5 --format json
    expect_code 0
    cp "$said/out" one.json
    expect_json kn one.json selection method
    expect_json true one.json selection is_sure
    expect_json groups.L1.agents=3 one.json selection best
    expect_json 5 one.json replications
}

test_equal_desks_end_a_race() {
    desks
    run compare desk.yaml more.yaml --best mttr_h --delta 1h -n 5 --measure mttr_h
    expect_code 0
    expect_out "Best mttr_h: 'desk.yaml'" "10 replications in all" "by 1 h or more"
}

test_the_same_desk_is_the_same_in_all_figures() {
    desks
    run compare desk.yaml more.yaml -n 4
    expect_code 0
    expect_out "none" "'more.yaml' is the same as the base in each of"
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
    run compare desk.yaml --with start=2026-02-02
    expect_code 3
    expect_err "another start"
    sed -i 's/^warm_up:.*/warm_up: 1w/; s/P5/P9/g
        s/^name:/priorities: [P1, P2, P3, P4, P9]\n&/' more.yaml
    run compare desk.yaml more.yaml
    expect_code 3
    expect_err "priorities with other names"
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
    run compare desk.yaml --with groups.L1.agents=1 --with groups.L1.agents=3 -n 10 \
        --subject-to 'resolution_breach_rate<=5%' --best mttr_h --measure mttr_h --format json
    expect_code 0
    cp "$said/out" best.json
    expect_json groups.L1.agents=3 best.json selection best
    expect_json true best.json selection is_sure
    expect_json mttr_h best.json selection aim
    run compare desk.yaml --with groups.L1.agents=3 -n 3 \
        --subject-to 'resolution_breach_rate:P1<=1.5%'
    expect_code 0
    expect_out "of 2 it cannot be told yet:" "'desk.yaml', 'groups.L1.agents=3'."
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
