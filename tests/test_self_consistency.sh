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

# covers FILE CATEGORY MINUTES: whether the interval behind the first line does; 1 or 0.
covers() {
    awk -v category="\"$2\":" -v truth="$3" '
        /^  "/ { in_category = index($0, category) == 3 }
        /^      "/ { in_group = index($0, "\"L1\"") != 7 }
        in_category && in_group && /^        work:.*m to [0-9.]*m/ {
            print ($9 + 0 <= truth && truth <= $11 + 0)
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
    local seed first=0 second=0 heads=0 covered=0
    known_desk
    for seed in $(seq 1 20); do
        give_back "$seed"
        first=$((first + $(is_near "$(pooled_first_line "desk-$seed.yaml")" 18.2 10)))
        second=$((second + $(is_near "$(touch_of "desk-$seed.yaml" email 'other groups')" 60 10)))
        covered=$((covered + $(covers "desk-$seed.yaml" email 60)))
        heads=$((heads + ($(grep -cE 'agents: [345], ' "desk-$seed.yaml") == 2)))
    done
    command_line='20 seeds'
    echo "$current: within 10 %: L1 $first, L2 $second; heads within one: $heads; intervals of L2 that cover: $covered"
    [ "$first" -ge 16 ] || fail '16 seeds with L1 within 10 %' "$first"
    [ "$second" -ge 16 ] || fail '16 seeds with L2 within 10 %' "$second"
    [ "$covered" -ge 16 ] || fail '16 intervals that cover' "$covered"
    [ "$heads" -ge 16 ] || fail '16 seeds with heads within one' "$heads"
}

# Of another desk, with targets that some tickets miss: fitted to ten weeks, held against the
# four weeks after them, from the backlog that is then open.
other_desk() {
    cat >other.yaml <<'EOF'
name: other
start: 2026-01-05
horizon: 17w
warm_up: 2w
time_zone: Europe/London
calendars:
  office: {hours: Mon-Fri 08:00-18:00}
slas:
  standard: {resolution: {P1: 1h, P2: 2h, P3: 4h, P4: 10h}, calendar: office, pause_on: [user]}
groups:
  L1: {tier: 1, agents: 6, hours: office, discipline: priority}
  network: {tier: 2, agents: 3, hours: office, discipline: priority}
  apps: {tier: 2, agents: 4, hours: office}
arrivals:
  incidents: {type: incident, rate: 170/workday, profile: office-hours, calendar: office}
categories:
  password:
    share: 40%
    priority: {P2: 20%, P3: 50%, P4: 30%}
    work: {L1: lognormal(mean 12m cv 0.7)}
  lan:
    share: 20%
    priority: {P1: 5%, P2: 20%, P3: 50%, P4: 25%}
    first: {L1: 80%, network: 20%}
    work: {L1: lognormal(mean 15m cv 1), network: lognormal(mean 50m cv 1)}
    resolved_at: {L1: 40%}
    hold: {user: {share: 15%, time: lognormal(mean 20h cv 1.5)}}
  erp:
    share: 40%
    priority: {P2: 20%, P3: 50%, P4: 30%}
    work: {L1: lognormal(mean 22m cv 1), apps: lognormal(mean 70m cv 1.2)}
    resolved_at: {L1: 65%}
    hold: {user: {share: 20%, time: lognormal(mean 15h cv 1)}}
EOF
}

# within FILE MEASURE PERCENT [POINTS]: whether the simulated value is that near; 1 or 0.
within() {
    awk -F, -v m="$2" -v p="$3" -v points="${4:-0}" '
        $1 == m && $2 == "" {
            gap = $4 > $3 ? $4 - $3 : $3 - $4
            print (gap <= p / 100 * $3 + points / 100)
        }' "$1"
}

# Mean open tickets, simulated over actual, from the curve of backtest.json.
backlog_ratio() {
    tr -d ' ",' <"$1" | awk -F: '
        /^backlog:/ { on = 1 }
        on && $1 == "actual" { a += $2 }
        on && $1 == "simulated" { s += $2 }
        END { print s / a }'
}

# In four weeks a history'"'"'s mean has a standard error of 4 %, its median of 8 %: one seed of
# six may miss 15 % on it, and more than two would be a bias.
test_slow_backtests_of_stationary_desks_agree() {
    local seed mean=0 median=0 breached=0 moves=0 ratios=
    other_desk
    for seed in 1 2 3 4 5 6; do
        "$desksim" generate other.yaml --seed "$seed" --out made.csv --quiet
        cut -d, -f 1-16 made.csv >tickets.csv
        run calibrate tickets.csv --time-zone Europe/London --to 2026-03-29 --out desk.yaml -q
        expect_code 0
        run backtest desk.yaml tickets.csv --from 2026-03-30 --replay --out result --quiet
        expect_code 0
        mean=$((mean + $(within result/backtest.csv mean_h 15)))
        median=$((median + $(within result/backtest.csv median_h 15)))
        breached=$((breached + $(within result/backtest.csv breach_rate 0 5)))
        moves=$((moves + $(within result/backtest.csv reassignments 10)))
        ratios="$ratios $(backlog_ratio result/backtest.json)"
    done
    command_line='6 seeds'
    echo "$current: mean $mean, median $median, breached $breached, moves $moves; backlog$ratios"
    expect_equal 6 "$mean"
    [ "$median" -ge 4 ] || fail '4 medians within 15 %' "$median"
    expect_equal 6 "$breached"
    expect_equal 6 "$moves"
    expect_equal 1 "$(echo $ratios | awk '{ for (i = 1; i <= NF; i++) sum += $i / NF
        print (sum > 0.9 && sum < 1.1) }')"
}

run_tests "$@"
