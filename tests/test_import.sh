#!/usr/bin/env bash
# Exports of each dialect become the tickets that stand beside them (tests/data/import: written
# from the documented columns), and what `generate --dialect` writes comes back.
#   test_import.sh PROGRAM JSON_VALUE SOURCE [TEST…]
. "$(dirname "$0")/cli_checks.sh"

data=$source/tests/data/import

test_each_dialect_is_recognised_and_read() {
    local export name
    for export in "$data"/*.csv; do
        name=$(basename "$export" .csv)
        case $name in *.expected) continue ;; esac
        run import "$export" --out tickets.csv --format json
        expect_code 0
        expect_no_err
        expect_equal "${name%-labels}" "$("$json_value" "$said/out" dialect)"
        expect_same "$data/$name.expected.csv" tickets.csv
    done
}

test_every_dialect_has_a_fixture() {
    local name
    run import --list-dialects
    while read -r name _; do
        [ "$name" = canonical ] || expect_file "$data/$name.csv"
    done <"$said/out"
}

# The columns that every dialect carries, times to the minute.
comparable() {
    tail -n +2 "$1" | awk -F , -v OFS=, '{ print $1, substr($2, 1, 16), $7, $8, substr($11, 1, 16) }' | sort
}

test_a_generated_export_comes_back() {
    local name
    "$desksim" generate small-desk --set horizon=6w --out own.csv --quiet
    comparable own.csv >own
    [ "$(wc -l <own)" -gt 500 ] || fail "more than 500 tickets" "$(wc -l <own)"
    run import --list-dialects
    cut -d ' ' -f 1 "$said/out" >names
    while read -r name; do
        run generate small-desk --set horizon=6w --dialect "$name" --out export.csv --quiet
        expect_code 0
        run import export.csv --out back.csv --format json
        expect_code 0
        expect_equal "$name" "$("$json_value" "$said/out" dialect)"
        expect_equal 0 "$("$json_value" "$said/out" rows refused)"
        comparable back.csv >back
        expect_same own back
    done <names
}

test_holds_and_verdicts_come_back_from_an_audit_log() {
    "$desksim" generate small-desk --set horizon=4w --out own.csv --quiet
    "$desksim" generate small-desk --set horizon=4w --dialect eventlog --out log.csv --quiet
    run import log.csv --out back.csv --quiet
    expect_code 0
    expect_equal "$(awk -F , 'NR > 1 && $11 != "" { s += int($15 + 0.5) > 0 } END { print s }' own.csv)" \
        "$(awk -F , 'NR > 1 { s += $15 > 0 } END { print s }' back.csv)"
}

test_a_map_overrides_the_dialect() {
    printf 'nr,when,done,team\n1,2026-01-05 08:00,2026-01-05 09:00,Desk\n' >own.csv
    run import own.csv
    expect_code 3
    expect_err_lines 1
    expect_err "own.csv" "no dialect"
    run import own.csv --dialect servicenow --map id=nr --map opened_at=when --map resolved_at=3 --map group=team --out out.csv --quiet
    expect_code 0
    expect_line out.csv "1,2026-01-05T08:00:00Z,,,,,,Desk,,,2026-01-05T09:00:00Z,,,,,"
    run import own.csv --dialect servicenow --map id=nr --map opened_at=wen
    expect_code 3
    expect_err "did you mean 'when'"
    run import own.csv --dialect servicenow --map idd=nr
    expect_code 3
    expect_err "did you mean 'id'"
    run import own.csv --dialect servicenwo
    expect_code 3
    expect_err "did you mean 'servicenow'"
}

test_a_dialect_of_ones_own() {
    cat >mine.yaml <<'END'
name: mine
title: Our own tool
rows: tickets
columns: {id: nr, opened_at: when, status: state}
status: {work: [busy]}
END
    printf 'nr,when,state\n1,2026-01-05 08:00,busy\n' >own.csv
    run import own.csv --dialect ./mine.yaml --out out.csv
    expect_code 0
    expect_out "Our own tool"
    echo 'colums: {}' >>mine.yaml
    run import own.csv --dialect ./mine.yaml
    expect_code 3
    expect_err "mine.yaml" "did you mean 'columns'"
}

test_names_of_persons_are_nowhere() {
    local export
    for export in servicenow servicenow-audit jira eventlog; do
        run import "$data/$export.csv" --out all/
        expect_code 0
        expect_equal 0 "$(cat all/* "$said/out" | grep -cE 'Ann|Bob|Jane|Joe|John|Siebel')"
    done
}

test_events_have_the_columns_of_the_event_log() {
    "$desksim" explain small-desk --set horizon=4w --log log.csv --quiet >/dev/null
    run import "$data/servicenow-audit.csv" --events events.csv --quiet
    expect_code 0
    expect_equal "$(head -1 log.csv)" "$(head -1 events.csv)"
    expect_equal 1 "$(grep -c ',Hold,start,' events.csv)"
    run import log.csv --out back.csv --quiet
    expect_code 0
}

test_a_history_goes_from_export_to_verdict() {
    "$desksim" generate small-desk --set horizon=10w --dialect servicenow --out export.csv --quiet
    run import export.csv --out tickets.csv --quiet
    expect_code 0
    run calibrate tickets.csv --effort 10 --out desk.yaml --quiet
    expect_code 0
    first=$(cut -d , -f 2 tickets.csv | sed -n '$p' | cut -c 1-10)
    run backtest desk.yaml tickets.csv --from "$(date -d "$first -14 days" +%F)" --to "$first" -r 4
    expect_code 0
}

run_tests "$@"
