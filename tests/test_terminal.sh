#!/usr/bin/env bash
# What the program shows on a terminal and what it keeps for terminals only: colour, curves,
# progress; and what --verbose adds. The terminal is that of script(1), 80 columns wide.
#   test_terminal.sh PROGRAM JSON_VALUE SOURCE [TEST…]
. "$(dirname "$0")/cli_checks.sh"

command -v script >/dev/null || {
    echo "script is not installed: skipped"
    exit 77
}

readonly escape=$'\033'
unset NO_COLOR
export TERM=xterm LC_ALL=C.UTF-8
readonly short='-n 3 --set horizon=5w --set warm_up=1w'

# on_terminal COMMAND: what the shell command says on a terminal, in $said/out.
on_terminal() {
    command_line="on a terminal: $1"
    timeout "$longest_run" script -qec "$1" /dev/null </dev/null >"$said/out" 2>"$said/err"
    code=$?
}

expect_no_such() {
    ! grep -qE -e "$2" -- "$1" || fail "no line like '$2'" "$(grep -E -m 1 -e "$2" -- "$1")"
}

test_titles_are_bold_on_a_terminal_and_plain_in_a_pipe() {
    on_terminal "$desksim run small-desk $short"
    expect_code 0
    expect_line "$said/out" "^$escape\\[1m(Incidents|Tickets)$escape\\[0?m"
    run_shell "$desksim run small-desk $short | cat"
    expect_line "$said/out" '^(Incidents|Tickets)$'
    expect_no_such "$said/out" "$escape"
}

test_no_colour_where_the_user_or_the_terminal_wants_none() {
    on_terminal "NO_COLOR=1 $desksim run small-desk --quiet $short --format text"
    expect_no_such "$said/out" "$escape\\[[0-9]"
    on_terminal "NO_COLOR=1 $desksim run small-desk $short 2>/dev/null"
    expect_line "$said/out" '^(Incidents|Tickets)'
    expect_no_such "$said/out" "$escape"
    on_terminal "TERM=dumb $desksim run small-desk $short 2>/dev/null"
    expect_line "$said/out" '^(Incidents|Tickets)'
    expect_no_such "$said/out" "$escape"
}

test_colour_changes_no_word() {
    run_shell "$desksim run small-desk $short"
    tr -d '\r' <"$said/out" >plain
    on_terminal "$desksim run small-desk $short 2>/dev/null"
    sed "s/$escape\\[[0-9;]*m//g" "$said/out" | tr -d '\r' >coloured
    expect_same plain coloured
}

test_the_week_has_a_curve_for_arrivals_and_for_each_group() {
    run_shell "$desksim run mid-size-desk $short"
    expect_line "$said/out" '^Week, by 4 hours  * Mon  *Tue  *Wed  *Thu  *Fri  *Sat  *Sun '
    expect_line "$said/out" '^  arrivals .*█.* /?[0-9.]+/h$'
    expect_line "$said/out" '^  L1 .*[▁▂▃▄▅▆▇█].* [0-9]+ %$'
}

test_curves_can_be_ascii() {
    run_shell "$desksim run mid-size-desk --ascii $short"
    expect_line "$said/out" '^  arrivals .*#.*/h$'
    expect_no_such "$said/out" '[▁▂▃▄▅▆▇█]'
}

test_a_run_without_a_whole_week_has_no_curves() {
    run_shell "$desksim run small-desk -n 2 --set horizon=3d --set warm_up=0"
    expect_code 0
    expect_no_such "$said/out" '^Week'
}

test_every_line_fits_eighty_columns() {
    local line
    run_shell "$desksim run mid-size-desk --verbose $short"
    expect_code 0
    while IFS= read -r line; do
        [ "${#line}" -le 80 ] || fail "80 columns" "${#line}: $line"
    done <"$said/out"
}

test_verbose_says_where_and_how_fast_on_standard_error_and_tells_more() {
    run_shell "$desksim run mid-size-desk $short"
    cp "$said/out" usual
    expect_no_err
    run_shell "$desksim run mid-size-desk --verbose --out results $short"
    expect_code 0
    expect_line "$said/err" 'mid-size-desk.yaml: read and compiled in [0-9.]+ s$'
    expect_line "$said/err" '3 replications on up to [0-9]+ threads? in [0-9.]+ s: [0-9]+ tickets'
    expect_line "$said/err" '^desksim: results: written in [0-9.]+ s$'
    [ "$(wc -l <"$said/out")" -gt "$(wc -l <usual)" ] || fail "more lines than usual" \
        "$(wc -l <"$said/out")"
    # What it adds stands between what is said without it.
    expect_equal "" "$(diff usual "$said/out" | grep '^<')"
}

test_verbose_changes_no_figure() {
    run_shell "$desksim run small-desk --format json $short"
    cp "$said/out" usual
    run_shell "$desksim run small-desk --format json --verbose $short"
    expect_same usual "$said/out"
}

test_progress_is_for_terminals() {
    on_terminal "$desksim run small-desk $short >printed"
    expect_code 0
    expect_line "$said/out" '[123] of 3 replications, [0-9.]+/s, [0-9]+ (s|min) left'
    expect_no_such printed 'of 3 replications,'
    # It leaves nothing behind.
    expect_equal "$escape[K" "$(tr '\r' '\n' <"$said/out" | tail -n 1)"
    on_terminal "$desksim run small-desk --quiet $short"
    expect_equal "" "$(cat "$said/out")"
    run_shell "$desksim run small-desk $short"
    expect_no_err
}

test_progress_of_a_precise_run_names_the_widest_interval() {
    on_terminal "$desksim run small-desk --precision 2% --max-replications 60 --set horizon=5w --set warm_up=1w >printed"
    expect_code 1
    expect_line "$said/out" ' of [0-9]+, [0-9.e+]+/s, .* left; '
}

run_tests "$@"
