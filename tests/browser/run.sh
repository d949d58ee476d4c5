#!/usr/bin/env bash
# Opt-in: the reports of every shipped scenario, of odd ones, and of studies, in headless Chromium.
#   run.sh PROGRAM SOURCE OUT
# Needs Debian's packages chromium and nodejs, and axe-core, which is fetched from npm where it
# is not in OUT already. Pictures of every page are left in OUT/pictures, to be looked at.
set -euo pipefail
program=$(realpath "$1")
source=$(realpath "$2")
mkdir -p "$3"
out=$(realpath "$3")
readonly axe_version=4.10.3

for needed in node npm "${CHROMIUM:-chromium}"; do
    command -v "$needed" >/dev/null || {
        echo "skipped: $needed is not installed (apt-get install chromium nodejs npm)" >&2
        exit 77
    }
done

axe=$out/axe/package/axe.min.js
if [ ! -s "$axe" ]; then
    mkdir -p "$out/axe"
    (cd "$out/axe" && npm pack --silent "axe-core@$axe_version" >/dev/null &&
        tar -xzf "axe-core-$axe_version.tgz" package/axe.min.js)
fi

export DESKSIM_DATA=$source/scenarios/library
pages=()

# add NAME SCENARIO OPTION…: runs it and takes its report.
add() {
    local name=$1
    shift
    rm -rf "$out/results/$name"
    "$program" run "$@" --quiet --out "$out/results/$name"
    pages+=("$name=$out/results/$name/report.html")
}

# add_study NAME VERB SCENARIO OPTION…: the same for a comparison or a sweep.
add_study() {
    local name=$1
    shift
    rm -rf "$out/results/$name"
    "$program" "$@" --quiet --out "$out/results/$name"
    pages+=("$name=$out/results/$name/report.html")
}

many_groups() {
    local i
    echo "{name: Five hundred groups, horizon: 2w, warm_up: 1w,"
    echo "calendars: {office: {hours: Mon-Fri 08:00-18:00}}, groups: {"
    echo "G0: {agents: 60, hours: office},"
    for i in $(seq 1 499); do
        echo "G$i: {tier: 2, agents: 1, hours: office},"
    done
    echo "}, slas: {one: {resolution: {P3: 2bd}, calendar: office}},"
    echo "arrivals: {all: {rate: 3000/workday, profile: office-hours}}, categories: {all: {"
    echo "impact: {medium: 100%}, urgency: {medium: 100%}, route: {"
    echo "G0: {work: constant(8m), resolve: 10%, next: {"
    for i in $(seq 1 499); do
        echo "G$i: $(awk "BEGIN { printf \"%.12f\", 1 / 499 }"),"
    done
    echo "}},"
    for i in $(seq 1 499); do
        echo "G$i: {work: constant(40m)},"
    done
    echo "}}}}"
}

mkdir -p "$out/scenarios"
many_groups >"$out/scenarios/many-groups.yaml"
for scenario in "$source"/scenarios/library/*.yaml; do
    add "$(basename "$scenario" .yaml)" "$(basename "$scenario" .yaml)" -n 5
done
for scenario in "$source"/tests/data/report/*.yaml "$out/scenarios/many-groups.yaml"; do
    add "$(basename "$scenario" .yaml)" "$scenario" -n 3
done
add_study comparison compare mid-size-desk --with groups.L1.agents=6 --with groups.L3.agents=4 \
    --subject-to 'resolution_breach_rate:P1<=20%' -n 5
add_study sweep sweep mid-size-desk --vary groups.L1.agents=5..7 \
    --vary arrivals.incidents.rate=x0.9..x1.1/3 -n 3
add_study tornado sweep small-desk --vary groups.L1.agents=3..4 \
    --vary arrivals.incidents.rate=x0.9..x1.1 --tornado -n 3
add_study staff staff small-desk --points 3 -n 3
add_study least-cost staff small-desk --target 'mttr_h<=20' -n 3
"$program" generate small-desk --quiet --out "$out/tickets.csv"
add_study backtest backtest small-desk "$out/tickets.csv" -r 5
"$program" calibrate "$out/tickets.csv" --quiet --out "$out/fit.yaml" --page "$out/fit.html"
pages+=("calibration=$out/fit.html")
node "$source/tests/browser/check_pages.mjs" "$axe" "$out/pictures" "${pages[@]}"
