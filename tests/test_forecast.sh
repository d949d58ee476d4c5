#!/usr/bin/env bash
# desksim forecast from outside.
#   test_forecast.sh PROGRAM JSON_VALUE SOURCE [TEST…]
. "$(dirname "$0")/cli_checks.sh"

# One agent at all hours; every time is constant and next to nothing comes but the history.
clockwork() {
    cat >clockwork.yaml <<'YAML'
name: clockwork
start: 2026-01-05
horizon: 4w
slas:
  all: {resolution: {P2: 5h, P3: 8h}, calendar: always}
groups:
  L1: {tier: 1, agents: 1, hours: always}
arrivals:
  incidents: {type: incident, rate: 0.00001/day}
categories:
  slow: {share: 50%, priority: {P2: 50%, P3: 50%}, work: {L1: constant(4h)}}
  held:
    share: 50%
    priority: {P3: 100%}
    work: {L1: constant(30m)}
    hold: {user: {share: 100%, time: constant(9h)}}
YAML
}

heading=id,opened_at,type,category,priority,group,resolved_at

# field FILE ID COLUMN: of a ticket in forecast_tickets.csv.
field() {
    awk -F, -v id="$2" -v column="$3" '
        NR == 1 { for (i = 1; i <= NF; i++) if ($i == column) at = i }
        $1 == id { print $at }' "$1"
}

# At noon: A began at 09:00 and ends at 13:00, after 4 h of its 5 h; B came at 10:00, waits for
# A, ends at 17:00 and misses its 15:00; C came at 11:00, ends at 21:00 and misses its 19:00. D
# was resolved in the morning; E came after noon and must not be known.
test_a_queue_of_constant_times_goes_on_as_by_hand() {
    clockwork
    cat >tickets.csv <<CSV
$heading
D,2026-01-07T01:00:00Z,incident,slow,P2,L1,2026-01-07T05:00:00Z
A,2026-01-07T09:00:00Z,incident,slow,P2,L1,
B,2026-01-07T10:00:00Z,incident,slow,P2,L1,
C,2026-01-07T11:00:00Z,incident,slow,P3,L1,
E,2026-01-07T12:30:00Z,incident,slow,P2,L1,
CSV
    run forecast clockwork.yaml --backlog tickets.csv --at 2026-01-07T12:00:00Z --weeks 1 \
        --replications 5 --out out
    expect_code 0
    expect_json 3 out/forecast.json open_tickets
    expect_json 2.0 out/forecast.json open_breaches
    command_line='out/forecast_tickets.csv'
    for expected in 'A 1 0 3' 'B 5 1 2' 'C 9 1 1'; do
        read -r id hours missed age <<<"$expected"
        expect_equal "$hours" "$(field out/forecast_tickets.csv "$id" median_h)"
        expect_equal "$hours" "$(field out/forecast_tickets.csv "$id" lo95_h)"
        expect_equal "$missed" "$(field out/forecast_tickets.csv "$id" breach_probability)"
        expect_equal "$age" "$(field out/forecast_tickets.csv "$id" age_h)"
    done
    expect_line out/forecast.csv '^1,arrivals,0,0,0,0,0,0$'
    expect_line out/forecast.csv '^1,resolved,3,3,3,3,3,3$'
    expect_line out/forecast.csv '^1,breaches,2,2,2,2,2,2$'
    expect_line out/forecast.csv '^all,backlog,0,0,0,0,0,0$'
}

# Held from 08:30 to 17:30: its half hour of work is behind it, and at 17:30 it is resolved or
# worked on; it cannot be resolved before, and the target of 16:00 is missed.
test_a_ticket_on_hold_comes_back_when_its_hold_ends() {
    clockwork
    cat >tickets.csv <<CSV
$heading
F,2026-01-06T08:00:00Z,incident,held,P3,L1,2026-01-06T17:30:00Z
H,2026-01-07T08:00:00Z,incident,held,P3,L1,
CSV
    run forecast clockwork.yaml --backlog tickets.csv --at 2026-01-07T12:00:00Z --weeks 1 \
        --replications 5 --out out --quiet
    expect_code 0
    command_line='out/forecast_tickets.csv'
    expect_equal 5.5 "$(field out/forecast_tickets.csv H median_h)"
    expect_equal 1 "$(field out/forecast_tickets.csv H breach_probability)"
}

# What became of tickets after the instant, and those that came after it, change nothing.
test_the_future_is_not_looked_at() {
    "$desksim" generate small-desk --seed 5 --out all.csv --quiet
    awk -F, -v OFS=, 'NR == 1 { print; next }
        $2 >= "2026-03-18" { next }
        $11 >= "2026-03-18" { $11 = ""; $15 = ""; $16 = ""; for (i = 17; i <= NF; i++) $i = "" }
        $12 >= "2026-03-18" { $12 = "" }
        { print }' all.csv >cut.csv
    run forecast small-desk --backlog all.csv --at 2026-03-18 --weeks 2 --replications 4 --out a -q
    expect_code 0
    run forecast small-desk --backlog cut.csv --at 2026-03-18 --weeks 2 --replications 4 --out b -q
    expect_code 0
    expect_same a/forecast.csv b/forecast.csv
    expect_same a/forecast_tickets.csv b/forecast_tickets.csv
    expect_file a/plots/forecast_backlog.svg
    expect_words a/report.html 'tickets are open' 'Week by week' 'Open tickets'
    mv a/report.html first.html
    run report a
    expect_code 0
    expect_same first.html a/report.html
}

# The total of a week's arrivals is that of its days: a Poisson number of mean 168.
test_arrivals_are_the_scenario_s_from_the_instant_on() {
    clockwork
    sed -i 's/0.00001/24/; s/agents: 1/agents: 20/' clockwork.yaml
    printf '%s\n%s\n' "$heading" 'A,2026-01-07T09:00:00Z,incident,slow,P2,L1,' >tickets.csv
    run forecast clockwork.yaml --backlog tickets.csv --at 2026-01-07T12:00:00Z --weeks 2 \
        --replications 200 --format csv
    expect_code 0
    # Five standard errors: 5 sqrt(336 / 200) = 6.5.
    command_line='arrivals of both weeks'
    expect_equal near "$(awk -F, '$1 == "all" && $2 == "arrivals" {
        print ($3 > 329.5 && $3 < 342.5) ? "near" : $3 }' "$said/out")"
}

test_no_open_ticket_is_an_empty_start() {
    clockwork
    printf '%s\n%s\n' "$heading" \
        'D,2026-01-07T01:00:00Z,incident,slow,P2,L1,2026-01-07T05:00:00Z' >tickets.csv
    run forecast clockwork.yaml --backlog tickets.csv --weeks 1 --replications 2
    expect_code 0
    expect_out '0 tickets are open'
    expect_out '2026-01-07T05:00:00'
}

test_tickets_from_before_the_simulation_are_counted() {
    clockwork
    cat >tickets.csv <<CSV
$heading
O,2024-01-03T09:00:00Z,incident,slow,P2,L1,
A,2026-01-07T09:00:00Z,incident,slow,P2,L1,
CSV
    run forecast clockwork.yaml --backlog tickets.csv --weeks 1 --replications 2 --out out
    expect_code 0
    expect_json 1 out/forecast.json left_out
    expect_out '1 ticket older than a year is left out'
}

test_bad_input_is_refused() {
    clockwork
    printf '%s\n%s\n' "$heading" 'A,2026-01-07T09:00:00Z,incident,slow,P2,L0,' >tickets.csv
    run forecast clockwork.yaml
    expect_code 2
    expect_err '--backlog'
    run forecast clockwork.yaml --backlog tickets.csv --weeks 0
    expect_code 2
    expect_err '--weeks' '104'
    run forecast clockwork.yaml --backlog - --weeks 1
    expect_code 2
    run forecast clockwork.yaml --backlog tickets.csv --at 2026-01-01
    expect_code 3
    expect_err 'no ticket came before --at 2026-01-01'
    run forecast clockwork.yaml --backlog absent.csv
    expect_code 3
    expect_err absent.csv
    printf 'id,resolved_at\nA,\n' >other.csv
    run forecast clockwork.yaml --backlog other.csv
    expect_code 3
    expect_err opened_at
    run forecast clockwork.yaml --backlog tickets.csv --weeks 1 --replications 2
    expect_code 0
    expect_err "first group is none of the scenario's (most often 'L0')"
}

# Logs of a known desk, forecast at five past dates each: what came lies in the 80 % intervals
# between 65 and 92 % of the times.
known_desk() {
    cat >known.yaml <<'YAML'
name: known
start: 2026-01-05
horizon: 20w
warm_up: 2w
time_zone: Europe/London
calendars:
  office: {hours: Mon-Fri 08:00-18:00}
slas:
  all: {resolution: {P2: 4h, P3: 1bd, P4: 3bd}, calendar: office}
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
YAML
}

# covered LOG FORECAST DATE WEEKS: a line "measure 0|1" for each week and measure.
covered() {
    awk -F, -v from="$(date -u -d "$3" +%s)" -v weeks="$4" '
        function seconds(t) {
            if (t == "") return 1e18
            return days(substr(t, 1, 4), substr(t, 6, 2), substr(t, 9, 2)) * 86400 + \
                substr(t, 12, 2) * 3600 + substr(t, 15, 2) * 60 + substr(t, 18, 2)
        }
        # Days since 1970, of the proleptic Gregorian calendar.
        function days(y, m, d) {
            y += 0; m += 0; d += 0
            if (m <= 2) { y--; m += 12 }
            return 365 * y + int(y / 4) - int(y / 100) + int(y / 400) + \
                int((153 * (m - 3) + 2) / 5) + d - 719469
        }
        FNR == 1 { next }
        FNR == NR {
            opened = seconds($2); resolved = seconds($11)
            for (w = 1; w <= weeks; w++) {
                end = from + w * 604800; begin = end - 604800
                is_in = resolved >= begin && resolved < end
                n[w, "arrivals"] += opened >= begin && opened < end
                n[w, "resolved"] += is_in
                n[w, "breaches"] += is_in && $16 == "false"
                n[w, "backlog"] += opened < end && resolved >= end
            }
            next
        }
        $1 != "all" { print $2, (n[$1, $2] >= $5 && n[$1, $2] <= $6) ? 1 : 0 }' "$1" "$2"
}

test_slow_past_forecasts_cover_what_came() {
    local seed date
    known_desk
    for seed in 1 2 3 4; do
        "$desksim" generate known.yaml --seed "$seed" --out log.csv --quiet
        for date in 2026-03-16 2026-03-25 2026-04-06 2026-04-17 2026-04-28; do
            run forecast known.yaml --backlog log.csv --at "$date" --weeks 2 --replications 60 \
                --seed "$((100 + seed))" --format csv
            expect_code 0
            covered log.csv "$said/out" "$date" 2 >>covered.txt
        done
    done
    command_line='80 % intervals of past forecasts'
    awk '{ n[$1]++; k[$1] += $2 } END { for (m in n) printf "%s: %.0f %% of %d\n", m, 100 * k[m] / n[m], n[m] }' \
        covered.txt
    expect_equal 160 "$(wc -l <covered.txt)"
    expect_equal within "$(awk '{ k += $2 } END {
        share = k / NR; print share >= 0.65 && share <= 0.92 ? "within" : share }' covered.txt)"
}

run_quick_tests() {
    local names
    mapfile -t names < <(declare -F | awk '$3 ~ /^test_/ && $3 !~ /^test_slow_/ { print $3 }')
    run_tests "${names[@]}"
}

if [ $# -eq 0 ]; then run_quick_tests; else run_tests "$@"; fi
