#!/usr/bin/env bash
# A real ticket history through a shipped desk. Opt-in: DESKSIM_HISTORY names a ServiceNow audit
# log as CSV, plain or packed with gzip, with the columns of "Incident management process
# enriched event log" (UCI Machine Learning Repository, doi 10.24432/C57S4H). Skipped (exit code
# 77) where it is not set or there is no such file.
#   test_real_history.sh PROGRAM JSON_VALUE SOURCE [TEST…]
if [ ! -f "${DESKSIM_HISTORY:-}" ]; then
    echo "skipped: DESKSIM_HISTORY names no file"
    exit 77
fi
DESKSIM_HISTORY=$(realpath "$DESKSIM_HISTORY")
. "$(dirname "$0")/cli_checks.sh"

# mid-size-desk is built for 200 tickets a day; the log of March and April 2016 has about 380 a
# working day, all of them incidents, which take more work than requests. With these agents each
# group is busy for three to nine tenths of its time.
agents=(--set groups.L1.agents=10 --set groups.L2-workplace.agents=9
    --set groups.L2-applications.agents=9 --set groups.L3.agents=11)
desk=(mid-size-desk -n 4 --set warm_up=0 "${agents[@]}")

history=$scratch/tickets.csv

convert() {
    case $DESKSIM_HISTORY in
    *.gz) gzip -dc "$DESKSIM_HISTORY" ;;
    *) cat "$DESKSIM_HISTORY" ;;
    esac | awk -f "$source/tests/first_rows.awk" >"$history"
}

command_line="first_rows.awk <$DESKSIM_HISTORY"
current=conversion
convert || fail "a canonical ticket CSV" "exit code $?"
tickets=$(($(wc -l <"$history") - 1))

test_every_ticket_of_the_log_is_converted_once() {
    command_line="first_rows.awk <$DESKSIM_HISTORY"
    expect_equal "$tickets" "$(tail -n +2 "$history" | cut -d , -f 1 | sort -u | wc -l)"
    expect_equal 0 "$(tail -n +2 "$history" | grep -cvE '^INC[0-9]+,20[0-9T:-]+Z,incident,')"
    case $DESKSIM_HISTORY in
    *mar_apr.csv*) expect_equal 17136 "$tickets" ;;
    esac
}

test_all_tickets_are_read_and_replayed() {
    local used refused
    run run "${desk[@]}" --replay "$history" --out results --quiet
    expect_code 0
    expect_no_out
    expect_line results/results.json "$tickets rows read, $tickets used, 0 refused; $tickets tickets replayed, 0 outside"
    expect_json "$tickets" results/results.json overall arrived value
    expect_json "$tickets" results/results.json overall arrived lo
    expect_equal 0 "$(cat results/*.csv results/results.json | grep -ciE '(^|[^a-z])(nan|inf)([^a-z]|$)')"
}

test_the_desk_carries_the_volume() {
    local group busy open
    run run "${desk[@]}" --replay "$history" --format json
    expect_code 0
    expect_equal 0 "$(grep -c 'above the capacity' "$said/err")"
    for group in L1 L2-workplace L2-applications L3; do
        busy=$("$json_value" "$said/out" by_group $group utilisation value)
        awk "BEGIN { exit !($busy > 0.3 && $busy < 0.9) }" ||
            fail "a utilisation of $group from 0.3 to 0.9" "$busy"
    done
    # No drift: what is open at the end is less than two working days of arrivals.
    open=$("$json_value" "$said/out" overall backlog_end value)
    awk "BEGIN { exit !($open < 2 * $tickets / 43) }" ||
        fail "under $((2 * tickets / 43)) open tickets at the end" "$open"
}

test_the_priorities_are_those_of_the_log() {
    local priority
    run run "${desk[@]}" --replay "$history" --format json
    for priority in 1 2 3 4; do
        expect_json "$(cut -d , -f 7 "$history" | grep -c "^$priority - ")" \
            "$said/out" by_initial_priority P$priority arrived value
    done
}

test_the_packed_history_gives_the_same() {
    gzip -c "$history" >tickets.csv.gz
    run run "${desk[@]}" --replay "$history" --format csv
    cp "$said/out" plain
    run run "${desk[@]}" --replay tickets.csv.gz --format csv
    expect_same plain "$said/out"
}

test_rows_of_the_log_itself_are_refused_with_a_clear_word() {
    run run "${desk[@]}" --replay "$DESKSIM_HISTORY" --out results
    expect_code 3
    expect_no_out
    expect_err_lines 1
    expect_err "${DESKSIM_HISTORY##*/}" "id"
    expect_absent results
}

run_tests "$@"
