#!/usr/bin/env bash
# Import of a real audit log (march_april.sh), with the figures that its readme states.
#   test_real_import.sh PROGRAM JSON_VALUE SOURCE [TEST…]
. "$(dirname "$0")/march_april.sh"
. "$(dirname "$0")/cli_checks.sh"

imported=$scratch/imported
"$desksim" import "$DESKSIM_HISTORY" --out "$imported/" --split 2016-04-01 --split 2016-04-16 \
    >"$scratch/report"
table=$(tr '\n' ' ' <"$scratch/report" | tr -s ' ')

# expect_said TEXT: in the report, lines joined.
expect_said() {
    command_line="import $DESKSIM_HISTORY"
    case $table in *"$1"*) ;; *) fail "$1" "$(cat $scratch/report)" ;; esac
}

test_it_needs_no_map() {
    expect_said "ServiceNow, audit log; comma between columns"
    expect_said "101045 read, 101045 used, 0 refused"
    expect_said "Tickets 17136;"
    expect_equal 17137 "$(wc -l <"$imported/tickets.csv")"
}

test_figures_by_priority_are_those_of_the_readme() {
    expect_said "P1 178 314.1 89.9 98.3"
    expect_said "P2 287 179.5 55.4 99.7"
    expect_said "P3 16144 190.3 27.7 41.8"
    expect_said "P4 527 387.5 44.3 22.4"
    expect_said "all 17136 197.3 28.3 42.8"
}

test_resolutions_and_closures() {
    expect_said "no time of resolution: 1230 of 17136"
    expect_said "1198 tickets, the last on Fri 10 Feb 2017"
    expect_said "5.0 days"
    expect_said "closure fields are written back"
    expect_said "stand out of their order"
}

test_routing_and_holds() {
    expect_said "none 51.3 %, one 26.3, two 9.5, three 5.5, four 3.1"
    expect_said "mean 1.03"
    expect_said "72 groups; 'Group 70' comes first in 50.6 %"
    expect_said "tickets were given to 200 agents"
    expect_said "for the user 24.5 %"
    expect_said "reopened: 1.2 %"
}

test_the_calendar() {
    expect_said "Mon to Sun 3916 3296 3458 2954 2747 440 325"
    expect_said "by hour 172 145 105 84 76 74 229 426 1652 2129 2010 1721 891 1193 1604 1510 1327 780 322 177 150 144 109 106"
    expect_said "Fri 25 Mar 2016 (55,"
    expect_said "Thu 21 Apr 2016 (43,"
    expect_said "Fri 22 Apr 2016 (100,"
    expect_said "variance 5.3 times the mean"
}

test_drift_is_named_with_figures() {
    expect_said "the SLA flag breaks on"
    expect_said "the week of Mon 7 Mar 2016 stands out: 98.9 %"
    expect_said "drift: resolution times of P3 change: from Mon 29 Feb 2016 median 69"
    expect_said "Mon 29 Feb 2016 8581 231.6 69.7 59.9 1.23"
    expect_said "Fri 1 Apr 2016 4337 163.7 7.4"
    expect_said "Sat 16 Apr 2016 3226 119.9 1.4"
}

test_people_are_ordinals() {
    expect_equal 0 "$(grep -cE 'Resolve[rd] |Opened by|Caller' "$imported/tickets.csv")"
    expect_equal 0 "$(grep -cE 'Resolve[rd] |Opened by|Caller' "$imported/events.csv")"
}

test_standard_input_gives_the_same() {
    gzip -dcf "$DESKSIM_HISTORY" | "$desksim" import - --out tickets.csv --quiet
    expect_same "$imported/tickets.csv" tickets.csv
}

test_mixed_rows_give_the_same_tickets() {
    { gzip -dcf "$DESKSIM_HISTORY" | head -1
      gzip -dcf "$DESKSIM_HISTORY" | tail -n +2 | LC_ALL=C sort -t , -k 6,6n -s; } >mixed.csv
    run import mixed.csv --out mixed-tickets.csv
    expect_code 0
    sort "$imported/tickets.csv" >one
    sort mixed-tickets.csv | sed 's/,A[0-9]*,/,A,/' >two
    sed -i 's/,A[0-9]*,/,A,/' one
    expect_same one two
}

run_tests "$@"
