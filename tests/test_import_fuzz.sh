#!/usr/bin/env bash
# Damaged exports against the importer, the calibration and its event log: for builds with
# sanitizers (-fsanitize=address,undefined), where any finding ends the program with a code
# that is none of its own.
#   test_import_fuzz.sh PROGRAM JSON_VALUE SOURCE [TEST…]      FUZZ_ROUNDS=N: how many (5)
. "$(dirname "$0")/cli_checks.sh"
readonly rounds=${FUZZ_ROUNDS:-5}

# damage FILE ROUND: bytes overwritten, pieces left out, doubled, cut off; the same each time.
damage() {
    awk -v seed="$2" -v size="$(wc -c <"$1")" 'BEGIN {
        srand(seed)
        for (i = 0; i < 12; i++)
            print int(rand() * size), int(rand() * 256), int(rand() * 40), int(rand() * 4)
    }' >orders
    cp "$1" damaged.csv
    while read -r at byte length kind; do
        case $kind in
        0) printf "\\x$(printf %x "$byte")" |
            dd of=damaged.csv bs=1 seek="$at" conv=notrunc status=none ;;
        1) { head -c "$at" damaged.csv; tail -c +"$((at + length + 1))" damaged.csv; } >next
            mv next damaged.csv ;;
        2) { head -c "$at" damaged.csv; printf '"'; tail -c +"$((at + 1))" damaged.csv; } >next
            mv next damaged.csv ;;
        *) { head -c "$at" damaged.csv; printf '\0,;\r\n\xff'; tail -c +"$at" damaged.csv; } >next
            mv next damaged.csv ;;
        esac
    done <orders
}

# What is damaged is used, refused (3), or both.
expect_own_code() {
    case $code in
    0 | 1 | 3) ;;
    *) fail 'exit code 0, 1 or 3' "$code, round $1: $(first_lines "$said/err")" ;;
    esac
}

test_damaged_exports_neither_crash_nor_leak() {
    local dialect round
    for dialect in servicenow jira glpi; do
        "$desksim" generate small-desk --set horizon=4w --dialect "$dialect" --out whole.csv --quiet
        head -n 60 whole.csv >short.csv
        for round in $(seq 1 "$rounds"); do
            damage short.csv "$round"
            run import damaged.csv --dialect "$dialect" --out out.csv --quiet
            expect_own_code "$round"
        done
    done
}

test_damaged_tickets_and_events_neither_crash_nor_leak() {
    local round
    "$desksim" generate small-desk --set horizon=6w --out whole.csv --quiet
    "$desksim" explain small-desk --set horizon=6w --log events.csv --quiet >/dev/null
    for round in $(seq 1 "$rounds"); do
        damage whole.csv "$round"
        run calibrate damaged.csv --effort 0 --out desk.yaml --quiet
        expect_own_code "$round"
        damage events.csv "$round"
        run calibrate whole.csv --events damaged.csv --effort 0 --out desk.yaml --quiet
        expect_own_code "$round"
        iconv -f UTF-8 -t UTF-16 whole.csv >wide.csv
        damage wide.csv "$round"
        run calibrate damaged.csv --effort 0 --out desk.yaml --quiet
        expect_own_code "$round"
    done
}

run_tests "$@"
