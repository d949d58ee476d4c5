#!/usr/bin/env bash
# The published JSON Schemas hold for what the program writes and for what it reads, and refuse
# what it refuses. Wants Debian's python3-jsonschema and python3-yaml; skipped without.
#   test_schema_files.sh PROGRAM JSON_VALUE SOURCE [TEST…]
. "$(dirname "$0")/cli_checks.sh"

python=
for candidate in /usr/bin/python3 python3; do
    if "$candidate" -c 'import jsonschema, yaml; jsonschema.Draft202012Validator' 2>/dev/null; then
        python=$candidate
        break
    fi
done
[ -n "$python" ] || {
    echo "skipped: no python3-jsonschema and python3-yaml"
    exit 77
}

schema_check() {
    command_line="schema_check.py $*"
    "$python" "$source/tests/schema_check.py" "$@" >"$said/out" 2>"$said/err"
    code=$?
}

test_results_of_every_shipped_scenario_are_as_described() {
    local scenario
    for scenario in small-desk mid-size-desk enterprise-desk; do
        run run $scenario -n 2 --set horizon=4w --set warm_up=1w --format json
        expect_code 0
        cp "$said/out" $scenario.json
    done
    run run small-desk -n 1 --set horizon=2w --set warm_up=0 --format json
    cp "$said/out" one.json
    schema_check files "$source/docs/results.schema.json" ./*.json
    expect_code 0
    expect_equal "" "$(cat "$said/out" "$said/err")"
}

test_results_with_key_measures_are_as_described() {
    run run small-desk --measure mttr_h --precision 50% --set horizon=6w --set warm_up=2w --format json
    cp "$said/out" precise.json
    grep -q '"key_measures"' precise.json || fail "key measures" "none"
    schema_check files "$source/docs/results.schema.json" precise.json
    expect_code 0
}

test_wrong_results_are_refused() {
    local wrong
    run run small-desk -n 2 --set horizon=2w --set warm_up=0 --format json
    for wrong in 's/"seed": 1,/"seed": 1.5,/' 's/"level": 0.95/"level": 95/' \
        's/"by_group"/"by_gruop"/' '/"replications": 2,/d' 's/"lo": [0-9.]*,/"lo": "low",/' \
        's/"half_width": [0-9.]*,/"half_width": -1,/'; do
        sed "$wrong" "$said/out" >wrong.json
        ! cmp -s "$said/out" wrong.json || fail "a change by $wrong" "none"
        cp "$said/out" right
        schema_check files "$source/docs/results.schema.json" wrong.json
        expect_code 1
        mv right "$said/out"
    done
}

test_every_shipped_scenario_is_as_described() {
    schema_check files "$source/docs/scenario.schema.json" "$source"/scenarios/library/*.yaml
    expect_code 0
    expect_equal "" "$(cat "$said/out" "$said/err")"
}

test_schema_and_program_judge_alike() {
    schema_check cases "$source/docs/scenario.schema.json" "$desksim"
    expect_code 0
    expect_line "$said/out" '^[0-9]{3} cases, 0 judged differently$'
}

run_tests "$@"
