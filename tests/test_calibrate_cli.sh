#!/usr/bin/env bash
# desksim calibrate and backtest from outside.
#   test_calibrate_cli.sh PROGRAM JSON_VALUE SOURCE [TEST…]
. "$(dirname "$0")/cli_checks.sh"

# A history of small-desk; $1: how many columns of it (16: without touch times).
history() {
    "$desksim" generate small-desk --out all.csv >made.txt
    cut -d, -f "1-$1" all.csv >tickets.csv
}

# The share of a backtest's measures that lie inside their intervals, in percent.
inside() {
    awk -F, 'NR > 1 { n++; k += $7 == "inside" } END { print int(100 * k / n) }' "$1"
}

expect_at_least() {
    [ "$1" -ge "$2" ] || fail "at least $2" "$1"
}

test_a_calibrated_desk_repeats_its_history() {
    history 99
    run calibrate tickets.csv --time-zone Europe/London --out desk.yaml
    expect_code 0
    expect_file desk.yaml
    run check desk.yaml
    expect_code 0
    run backtest desk.yaml tickets.csv --from 2026-04-15 --replay --format csv \
        --out results --quiet
    expect_code 0
    expect_at_least "$(inside results/backtest.csv)" 80
}

# Drawn freely, this backlog is 20 to 40 % off; what is left is what queues decide otherwise.
test_a_replay_starts_from_the_tickets_that_were_open() {
    history 16
    "$desksim" calibrate tickets.csv --time-zone Europe/London --effort 0 --out desk.yaml --quiet
    run backtest desk.yaml tickets.csv --from 2026-04-15 --replay --replications 10 --out results
    expect_code 0
    expect_words results/backtest.txt 'tickets were open at the start'
    command_line='open at the start in backtest.csv'
    expect_equal near "$(awk -F, '$1 == "backlog_start" && $2 == "" {
        print ($4 > 0.85 * $3 && $4 < 1.15 * $3) ? "near" : $3 " and " $4 }' results/backtest.csv)"
}

# 29 March ends at 23:00 UTC in London: 30 March is no holiday for the hour that is left.
test_an_hour_of_a_day_is_no_holiday() {
    history 16
    run calibrate tickets.csv --time-zone Europe/London --to 2026-03-29 --effort 0 --out desk.yaml
    expect_code 0
    command_line='the holidays of desk.yaml'
    expect_equal 0 "$(grep -c 2026-03-30 desk.yaml)"
}

test_head_counts_hours_and_queues_come_back() {
    history 99
    "$desksim" calibrate tickets.csv --time-zone Europe/London --out desk.yaml --quiet
    command_line='the groups of desk.yaml'
    expect_equal 2 "$(grep -c 'agents: 2, .*discipline: priority' desk.yaml)"
    expect_equal 1 "$(grep -c 'Mon-Fri 08:00-17:30' desk.yaml)"
    expect_equal 2 "$(grep -c '2026-04-03, 2026-04-06, 2026-05-04, 2026-05-25' desk.yaml)"
}

test_a_page_says_what_was_found() {
    history 26
    run calibrate tickets.csv --time-zone Europe/London --out desk.yaml --page fit.html --quiet
    expect_code 0
    expect_words fit.html '<h2 id="answer">' "Touch times were measured" "<h3>Groups</h3>" \
        "<h3>Measured durations</h3>" "<caption>Head counts" \
        "taken as holidays: 4." \
        "calibrate tickets.csv --time-zone Europe/London"
}

test_touch_times_are_inferred_where_no_column_has_them() {
    history 16
    run calibrate tickets.csv --time-zone Europe/London --effort 60 --out desk.yaml
    expect_code 0
    command_line='the marks of desk.yaml'
    grep -q '# inferred: mean' desk.yaml || fail 'inferred touch times' 'none'
    run backtest desk.yaml tickets.csv --from 2026-04-15 --replay --out results --quiet
    expect_code 0
    expect_at_least "$(inside results/backtest.csv)" 60
}

test_events_show_ways_holds_and_work() {
    history 16
    "$desksim" explain small-desk --log events.csv --quiet >/dev/null
    run calibrate tickets.csv --events events.csv --time-zone Europe/London --out desk.yaml
    expect_code 0
    expect_no_err
    expect_out 'Touch times (measured)' 'measured  from the events' 'priority changed' \
        'hands-on: 0 % overlap'
    run check desk.yaml
    expect_code 0
    command_line='the marks of desk.yaml'
    expect_equal 0 "$(grep -cE '^        work:.*(inferred|assumed)' desk.yaml)"
}

# The same events, but every spell of work a day longer: agents would do several at once.
test_spells_that_overlap_are_no_touch_times() {
    history 16
    "$desksim" explain small-desk --log events.csv --quiet >/dev/null
    awk -F, -v OFS=, '$2 == "Work" && ($3 == "suspend" || $3 == "complete") {
        sub(/T/, "T23:59:59Z#", $4); sub(/#.*/, "", $4) } { print }' events.csv >long.csv
    run calibrate tickets.csv --events long.csv --time-zone Europe/London --effort 0 \
        --out desk.yaml
    expect_code 0
    expect_out 'no touch times:' 'Touch times (assumed'
}

test_events_that_do_not_fit_are_refused() {
    history 16
    run calibrate tickets.csv --events tickets.csv
    expect_code 3
    expect_err "it has no column 'case_id'"
    printf 'case_id,activity,timestamp,group\nX1,Arrive,2026-01-19T00:00:00Z,L1\n' >other.csv
    run calibrate tickets.csv --events other.csv
    expect_code 3
    expect_err 'it has events for 0 of'
    run calibrate tickets.csv --events missing.csv
    expect_code 3
}

test_the_report_is_json_too_with_quantiles_and_their_plot() {
    history 99
    run calibrate tickets.csv --time-zone Europe/London --out desk.yaml --format json --plots pictures
    expect_code 0
    expect_words "$said/out" '"basis": "measured"' '"quantiles"' '"observed_s"' '"daily_vmr"'
    cp "$said/out" fit.json
    command_line='fit.json'
    expect_equal measured "$("$json_value" fit.json touch basis)"
    expect_file pictures/fit_qq.dat
    run calibrate tickets.csv --format csv
    expect_code 2
}

# Half a second is too short for so many simulations.
test_an_interrupted_fit_is_marked() {
    history 16
    run_shell "timeout -s INT 0.5 '$desksim' calibrate tickets.csv --time-zone Europe/London \
        --effort 100000 --out desk.yaml --quiet; test \$? -eq 124 -o \$? -eq 130"
    expect_err 'interrupted'
    expect_words desk.yaml 'the fit was INTERRUPTED'
    run check desk.yaml
    expect_code 0
}

test_what_cannot_be_calibrated_is_refused() {
    printf 'id,opened_at\n1,2026-01-05\n' >few.csv
    run calibrate few.csv
    expect_code 3
    run calibrate missing.csv
    expect_code 3
    run calibrate
    expect_code 2
    history 16
    run calibrate tickets.csv --from 2026-04-01 --to 2026-03-01
    expect_code 2
    run backtest small-desk tickets.csv --from 2030-01-01
    expect_code 3
    run backtest small-desk -
    expect_code 2
}

run_tests "$@"
