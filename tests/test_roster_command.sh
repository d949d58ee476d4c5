#!/usr/bin/env bash
# The verb roster: from a requirement to files, what it refuses, and how it ends.
#   test_roster_command.sh PROGRAM JSON_VALUE SOURCE [TEST…]
. "$(dirname "$0")/cli_checks.sh"

desk() {
    cat >desk.yaml <<'YAML'
name: Desk
start: 2026-01-05
horizon: 2w
time_zone: Europe/Berlin
groups:
  L1: {agents: 5}
arrivals:
  calls: {rate: 2/h}
categories:
  all: {priority: {P3: 100%}, work: {L1: exponential(mean 10m)}}
roster:
  shifts: {day: {starts: 08:00, length: 8h}}
YAML
    printf 'group,interval_start,agents\n' >need.csv
    for day in Mon Tue Wed Thu Fri; do printf 'L1,%s 09:00,2\n' "$day" >>need.csv; done
}

# A build without GLPK says what is missing.
has_glpk() {
    desk
    run roster desk.yaml --requirement need.csv -n 2
    ! grep -q 'rosters need GLPK' "$said/err" || exit 77
}

test_a_roster_is_written_by_name() {
    has_glpk
    run roster desk.yaml --requirement need.csv -n 2 --out made --weeks 1
    expect_code 0
    expect_out "L1-1" "L1-2" "optimal" "What it delivers" "mean wait"
    expect_file made/roster.csv made/coverage.csv made/roster.json made/plots/roster.dat
    expect_equal "11" "$(wc -l <made/roster.csv)"
    expect_equal "L1,L1-1,full time,day,1,2026-01-05,Mon,08:00,16:00,,,8" "$(sed -n 2p made/roster.csv)"
    # Eight in the morning of a winter's day in Berlin is seven in UTC.
    if [ -f made/roster.ics ]; then
        expect_equal "DTSTART:20260105T070000Z" "$(grep -m 1 DTSTART made/roster.ics | tr -d '\r')"
        expect_equal 10 "$(grep -c BEGIN:VEVENT made/roster.ics)"
    fi
}

test_the_same_words_give_the_same_roster() {
    has_glpk
    run roster phone-and-mail-desk -n 2 --format csv
    expect_code 0
    cp "$said/out" first.csv
    run staff --roster phone-and-mail-desk -n 2 --format csv
    expect_code 0
    expect_same first.csv "$said/out"
}

test_rules_that_conflict_are_told_with_their_places() {
    has_glpk
    sed -i '$a\  agents: {L1: 1}' desk.yaml
    run roster desk.yaml --requirement need.csv -n 2
    expect_code 3
    expect_err "These conflict" "desk.yaml:13:16: L1 has at most 1 agents" "2 required"
}

test_bad_requirements_are_refused() {
    desk
    printf 'group,interval_start,agents\nl1,Mon 09:00,2\n' >need.csv
    run roster desk.yaml --requirement need.csv
    expect_code 3
    expect_err "need.csv:2:1: the scenario has no group 'l1'; did you mean 'L1'?"
    printf 'group,interval_start,agents\nL1,Mon 09:00,-2\n' >need.csv
    run roster desk.yaml --requirement need.csv
    expect_code 3
    expect_err "need.csv:2:1: agents: '-2' is not a whole number"
    printf 'group,interval_start,agents\nL1,Mon 25:00,2\n' >need.csv
    run roster desk.yaml --requirement need.csv
    expect_code 3
    expect_err "need.csv:2:1: interval_start: 'Mon 25:00'"
    run check desk.yaml --set roster.shifts.day.length=25h
    expect_code 3
    expect_err "'25h' is longer than a day"
}

test_what_no_shift_covers_is_refused() {
    has_glpk
    printf 'L1,Mon 20:00,2\n' >>need.csv
    run roster desk.yaml --requirement need.csv
    expect_code 3
    expect_err "need.csv:7" "L1: Mon 20:00: 2 required, but no shift"
}

# A desk that never closes, with enough breaks to choose from that nobody proves anything soon.
hard_desk() {
    desk
    sed -i '/^roster:/,$d' desk.yaml
    cat >>desk.yaml <<'YAML'
roster:
  shifts:
    early: {starts: [06:00, 07:00], length: 8h30m, break: 30m, break_after: [3h, 4h, 5h]}
    late: {starts: [13:00, 14:00], length: 8h30m, break: 30m, break_after: [3h, 4h, 5h]}
    night: {starts: 22:00, length: 8h, break: 30m, break_after: [3h, 4h, 5h]}
  contracts:
    full: {days: 5, hours: 40h}
    part: {days: 3, hours: 24h, share: 30%}
  weekends: 60%
YAML
    printf 'group,interval_start,agents\n' >need.csv
    local day hour
    for day in Mon Tue Wed Thu Fri Sat Sun; do
        for hour in 00 01 02 03 04 05 06 07 08 09 10 11 12 13 14 15 16 17 18 19 20 21 22 23; do
            printf 'L1,%s %s:00,%d\n' "$day" "$hour" $((2 + (10#$hour * 7 + ${#day}) % 5)) >>need.csv
        done
    done
}

test_a_time_limit_leaves_the_best_so_far_with_its_gap() {
    has_glpk
    hard_desk
    run roster desk.yaml --requirement need.csv -n 2 --time-limit 4 --out made
    expect_code 1
    expect_out "best so far, at most"
    grep -q '"status": "best so far"' made/roster.json || fail "marked in JSON" "$(head -c 400 made/roster.json)"
}

test_ctrl_c_leaves_the_best_so_far() {
    has_glpk
    hard_desk
    local code=0
    timeout --preserve-status -k 30 -s INT 4 "$desksim" roster desk.yaml \
        --requirement need.csv -n 2 --out made >out 2>err || code=$?
    expect_equal 130 $code
    expect_json true made/roster.json interrupted
    expect_file made/roster.csv
}

run_tests "$@"
