#!/usr/bin/env bash
# Tickets of a known desk, exported without touch times, imported and calibrated, give that
# desk back.
#   test_self_consistency.sh PROGRAM JSON_VALUE SOURCE [TEST…]
. "$(dirname "$0")/cli_checks.sh"

# 13 weeks, both groups 70 to 80 % utilised.
known_desk() {
    cat >known.yaml <<'EOF'
name: known
start: 2026-01-05
horizon: 15w
warm_up: 2w
time_zone: Europe/London
calendars:
  office: {hours: Mon-Fri 08:00-18:00}
groups:
  L1: {tier: 1, agents: 4, hours: office}
  L2: {tier: 2, agents: 4, hours: office}
arrivals:
  incidents: {type: incident, rate: 100/workday, profile: office-hours, calendar: office}
categories:
  password:
    share: 30%
    priority: {P2: 20%, P3: 50%, P4: 30%}
    work: {L1: lognormal(mean 14m cv 0.7)}
  email:
    share: 70%
    priority: {P2: 20%, P3: 50%, P4: 30%}
    work: {L1: lognormal(mean 20m cv 1), L2: lognormal(mean 60m cv 1.2)}
    resolved_at: {L1: 60%}
    hold: {user: {share: 15%, time: lognormal(mean 20h cv 1.5)}}
    reopen: {share: 3%, after: lognormal(mean 1d cv 1), work: 50%}
EOF
}

# give_back SEED: from the known desk to desk-SEED.yaml.
give_back() {
    "$desksim" generate known.yaml --seed "$1" --out made.csv --quiet
    cut -d, -f 1-16 made.csv >tickets.csv
    run calibrate tickets.csv --time-zone Europe/London --out "desk-$1.yaml" --quiet
    expect_code 0
}

# touch_of FILE CATEGORY GROUP: its fitted mean touch time in minutes.
touch_of() {
    awk -v category="\"$2\":" -v group="\"$3\":" '
        /^  "/ { in_category = index($0, category) == 3 }
        /^      "/ { in_group = index($0, group) == 7 }
        in_category && in_group && /^        work:/ {
            value = $3; unit = substr(value, length(value))
            value += 0
            print unit == "s" ? value / 60 : unit == "h" ? value * 60 : value
            exit
        }' "$1"
}

# is_near VALUE TRUTH PERCENT: prints 1 or 0.
is_near() {
    awk -v x="$1" -v y="$2" -v p="$3" 'BEGIN { print (x > y * (1 - p / 100) && x < y * (1 + p / 100)) }'
}

# The mean over both categories at L1 is 0.3 x 14 + 0.7 x 20 = 18.2 minutes.
pooled_first_line() {
    awk -v a="$(touch_of "$1" password L1)" -v b="$(touch_of "$1" email L1)" \
        'BEGIN { print 0.3 * a + 0.7 * b }'
}

# Standard errors over seeds: 2 % at L1, 5 % at L2.
test_touch_times_of_one_history_come_back() {
    known_desk
    give_back 1
    command_line='the touch times of desk-1.yaml'
    expect_equal 1 "$(is_near "$(pooled_first_line desk-1.yaml)" 18.2 10)"
    expect_equal 1 "$(is_near "$(touch_of desk-1.yaml email 'other groups')" 60 15)"
    expect_equal 2 "$(grep -c 'agents: 4, ' desk-1.yaml)"
}

test_slow_touch_times_of_twenty_histories_come_back() {
    local seed first=0 second=0 heads=0
    known_desk
    for seed in $(seq 1 20); do
        give_back "$seed"
        first=$((first + $(is_near "$(pooled_first_line "desk-$seed.yaml")" 18.2 10)))
        second=$((second + $(is_near "$(touch_of "desk-$seed.yaml" email 'other groups')" 60 10)))
        heads=$((heads + ($(grep -cE 'agents: [345], ' "desk-$seed.yaml") == 2)))
    done
    command_line='20 seeds'
    echo "$current: within 10 %: L1 $first, L2 $second; heads within one: $heads"
    [ "$first" -ge 16 ] || fail '16 seeds with L1 within 10 %' "$first"
    [ "$second" -ge 16 ] || fail '16 seeds with L2 within 10 %' "$second"
    [ "$heads" -ge 16 ] || fail '16 seeds with heads within one' "$heads"
}

run_tests "$@"
