#!/usr/bin/env bash
# A desk fitted to the first half of April of a real history (march_april.sh), held against the
# second half.
#   test_real_backtest.sh PROGRAM JSON_VALUE SOURCE [TEST…]
. "$(dirname "$0")/march_april.sh"
. "$(dirname "$0")/cli_checks.sh"

"$desksim" import "$DESKSIM_HISTORY" --out "$scratch/tickets.csv" --quiet &&
    "$desksim" calibrate "$scratch/tickets.csv" --from 2016-04-01 --to 2016-04-15 \
        --out "$scratch/desk.yaml" --quiet &&
    "$desksim" backtest "$scratch/desk.yaml" "$scratch/tickets.csv" --from 2016-04-16 \
        --to 2016-04-30 --replay --replications 10 --out "$scratch/result" --quiet 2>/dev/null

# expect_near MEASURE PERCENT POINTS: simulated against actual, of P3.
expect_near() {
    command_line="$1 of P3"
    expect_equal near "$(awk -F, -v m="$1" -v p="$2" -v points="$3" '
        $1 == m && $2 == "P3" {
            gap = $4 > $3 ? $4 - $3 : $3 - $4
            print (gap <= p / 100 * $3 + points / 100) ? "near" : $3 " and " $4
        }' "$scratch/result/backtest.csv")"
}

test_the_distribution_of_resolution_times_is_within_ten_points() {
    local hours
    for hours in 1 8 24 120 480; do expect_near "within_${hours}h" 0 10; done
}

test_mean_breaches_and_moves() {
    expect_near mean_h 40 0
    expect_near breach_rate 0 5
    expect_near reassignments 15 0
}

test_the_backlog_that_was_open_is_carried_in() {
    command_line='open at the start'
    expect_equal near "$(awk -F, '$1 == "backlog_start" && $2 == "" {
        print ($4 > 0.9 * $3 && $4 < 1.1 * $3) ? "near" : $3 " and " $4 }' \
        "$scratch/result/backtest.csv")"
}

run_tests "$@"
