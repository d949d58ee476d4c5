#!/usr/bin/env bash
# results.xlsx has the figures of the CSV tables; with LibreOffice (the test test_xlsx_office),
# what that makes of it has them, too. Skipped where desksim was built without libxlsxwriter,
# or there is no python3 (or LibreOffice).
#   test_xlsx.sh PROGRAM JSON_VALUE SOURCE [TEST…]
. "$(dirname "$0")/cli_checks.sh"

skip() {
    echo "skipped: $1"
    exit 77
}
python=$(command -v /usr/bin/python3 || command -v python3) || skip "no python3"
"$desksim" run small-desk -n 1 --set horizon=1w --set warm_up=0 -q --out "$scratch/probe"
[ -f "$scratch/probe/results.xlsx" ] || skip "built without libxlsxwriter"
[ "$*" != test_in_libreoffice ] || command -v soffice >/dev/null || skip "no LibreOffice"

compare_with_csv() {
    command_line="xlsx_check.py $*"
    "$python" "$source/tests/xlsx_check.py" "$@" >"$said/out" 2>"$said/err"
    code=$?
    expect_code 0
    expect_line "$said/out" '^[0-9]{4,} figures, 0 differ$'
    [ "$code" -eq 0 ] || cat "$said/out" >&2
}

# Odd names, a group that never has anybody on duty, one that is unlimited.
write_odd_desk() {
    cat >odd.yaml <<'Y'
name: "Desk <b>&\"quotes\"</b> 😀 مكتب"
start: 2026-03-20
horizon: 2w
time_zone: Europe/London
slas: {s: {resolution: {P1: 4h, P3: 8h}, response: {P3: 1h}}}
groups: {"=1+1": {agents: 2}, "R&D <x>": {tier: 2, agents: unlimited}, "12": {agents: 1}}
arrivals: {a: {rate: 40/day}}
categories:
  one: {priority: {P1: 5%, P3: 95%}, work: {"=1+1": 20m, "R&D <x>": 1h}, resolved_at: {"=1+1": 60%}}
Y
}

test_the_sheets_have_the_figures_of_the_tables() {
    run run mid-size-desk -n 3 --set horizon=8w --set warm_up=2w --out results -q
    expect_code 0
    compare_with_csv xml results
}

test_odd_names_stay_what_they_are() {
    write_odd_desk
    run run odd.yaml -n 2 --out results -q
    expect_code 0
    compare_with_csv xml results
}

test_one_replication_has_no_intervals_in_the_sheets() {
    run run small-desk -n 1 --set horizon=3w --set warm_up=1w --out results -q
    expect_code 0
    compare_with_csv xml results
}

test_the_same_run_gives_the_same_bytes() {
    run run small-desk -n 2 --set horizon=3w --set warm_up=1w --out one -q
    run run small-desk -n 2 --set horizon=3w --set warm_up=1w --out two -q --threads 1
    expect_same one/results.xlsx two/results.xlsx
}

# By itself: label office.
test_in_libreoffice() {
    local what=csv:'Text - txt - csv (StarCalc)':44,34,76,1,,0,false,false,false,false,false,-1
    write_odd_desk
    for desk in mid-size-desk odd.yaml; do
        run run $desk -n 3 --set horizon=8w --out results -q
        run_shell "cd results && HOME=$PWD soffice --headless --convert-to '$what' results.xlsx"
        expect_file results/results-Summary.csv
        compare_with_csv office results
        rm -r results
    done
}

if [ $# -eq 0 ]; then
    mapfile -t names < <(declare -F | awk '$3 ~ /^test_/ && $3 != "test_in_libreoffice" { print $3 }')
    run_tests "${names[@]}"
else
    run_tests "$@"
fi
