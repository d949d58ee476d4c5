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

run_tests "$@"
