#!/usr/bin/env bash
# desksim explain from outside: what it prints, writes and refuses.
#   test_explain_cli.sh PROGRAM JSON_VALUE SOURCE [TEST…]
. "$(dirname "$0")/cli_checks.sh"

# A desk without a single ticket, as good as.
nobody() {
    cat >nobody.yaml <<'END'
name: Nobody
start: 2026-01-05
horizon: 1w
groups: {L1: {tier: 1, agents: 1}}
arrivals: {all: {rate: 0.0001/week, profile: flat}}
categories: {c: {priority: {P1: 100%}, work: {L1: 10m}}}
END
}

# A desk with names that break what is not escaped.
odd_names() {
    cat >odd.yaml <<'END'
name: "<desk> & \"quotes\""
start: 2026-01-05
horizon: 1w
contracts: {"Söhne & <Co>": {target: 5m}}
slas: {"a<b": {response: {P1: 1m}, resolution: {P1: 30m}, pause_on: [vendor]}}
groups: {"</svg> 🔥 \"L1\" & שלום": {tier: 1, agents: 1}}
arrivals: {all: {rate: 5/h, profile: flat}}
categories:
  "'x' ]]> <b>":
    priority: {P1: 100%}
    work: {"</svg> 🔥 \"L1\" & שלום": 10m}
    hold: {vendor: {share: 50%, time: 20m, contract: "Söhne & <Co>"}}
END
}

test_a_ticket_is_told_by_number_with_or_without_its_t() {
    run explain small-desk --ticket 600
    expect_code 0
    expect_no_err
    expect_out "T0000600: " "Local time" "Who used the time" "is closed"
    cp "$said/out" here.txt
    run explain small-desk --ticket T0000600
    expect_same here.txt "$said/out"
    run explain small-desk --ticket 600 --replication 1
    expect_code 0
    cmp -s here.txt "$said/out" && fail "another replication tells of another ticket" "the same"
}

test_its_numbers_are_those_of_a_generated_history() {
    run generate small-desk --seed 3 --replication 2 --out history.csv
    local id opened
    id=$(sed -n 100p history.csv | cut -d, -f1)
    opened=$(sed -n 100p history.csv | cut -d, -f2 | cut -c 1-19)
    run explain small-desk --seed 3 --replication 2 --ticket "$id" --format json
    expect_code 0
    expect_equal "$opened" "$("$json_value" "$said/out" explained 0 arrived_at | cut -c 1-19)"
}

test_the_worst_are_listed_and_the_first_is_explained() {
    run explain mid-size-desk --worst 3 --by lateness --priority p2
    expect_code 0
    expect_out "the first 3 of the" "tickets of P2, by lateness"
    expect_equal 3 "$(grep -c '^T[0-9]\{7\}  *P2 ' "$said/out")"
    expect_equal 1 "$(grep -c '^T[0-9]\{7\}: P2 ' "$said/out")"
    run explain mid-size-desk --worst 3 --by lateness --priority P2 --all
    expect_equal 3 "$(grep -c '^T[0-9]\{7\}: P2 ' "$said/out")"
}

test_what_is_printed_fits_80_columns() {
    run_shell "'$desksim' explain mid-size-desk --worst 30 --all | wc -L"
    [ "$(cat "$said/out")" -le 80 ] || fail "lines of at most 80 columns" "$(cat "$said/out")"
}

test_breached_tickets_are_found_or_said_to_be_none() {
    run explain mid-size-desk --breached P2
    expect_code 0
    expect_out "with a breached resolution target" "Resolution BREACHED"
    run explain small-desk --breached P1 --set groups.L1.agents=30 --set groups.L2.agents=30
    expect_code 0
    expect_out "No ticket of P1 breached its resolution target in replication 0 of seed 1"
    run explain small-desk --breached all --by response
    expect_code 0
    expect_out "with a breached response target"
}

test_json_and_csv_say_the_same() {
    run explain small-desk --ticket 600 --format json
    expect_code 0
    cp "$said/out" one.json
    expect_json T0000600 one.json explained 0 ticket
    expect_json arrives one.json explained 0 timeline 0 what
    run explain small-desk --ticket 600 --format csv
    expect_code 0
    expect_line "$said/out" '^T0000600,arrives,'
    expect_equal "$("$json_value" one.json explained 0 timeline 0 at)" \
        "$(sed -n 2p "$said/out" | cut -d, -f3)"
}

test_files_are_written_for_each_explanation() {
    run explain small-desk --ticket 600 --ticket 601 --out told --quiet
    expect_code 0
    expect_no_out
    expect_file told/T0000600.svg told/T0000600.json told/T0000601.svg told/T0000601.json
    expect_json T0000601 told/T0000601.json ticket
}

test_odd_names_leave_files_whole() {
    odd_names
    run explain odd.yaml --breached all --worst 2 --all --out told --log log.xes
    expect_code 0
    command -v xmllint >/dev/null || return
    local file
    for file in told/*.svg log.xes; do
        command_line="xmllint $file"
        xmllint --noout "$file" 2>"$said/err" || fail "well-formed XML" "$(head -n 3 "$said/err")"
    done
    command_line="the names in $(echo told/*.svg)"
    grep -q '&lt;/svg&gt; 🔥 &quot;L1&quot; &amp; שלום' log.xes || fail "the name, escaped" "not there"
}

test_logs_are_told_and_counted() {
    run explain small-desk --log log.csv
    expect_code 0
    expect_line "$said/out" '^log.csv: [0-9]+ tickets, [0-9]+ events$'
    expect_equal "$(sed 's/.*, \([0-9]*\) events/\1/' "$said/out")" \
        "$(($(wc -l <log.csv) - 1))"
    run explain small-desk --log log.xes.gz
    expect_code 0
    expect_equal "$(tail -n +2 log.csv | cut -d, -f1 | sort -u | wc -l)" \
        "$(zcat log.xes.gz | grep -c '<trace>')"
    expect_equal "$(tail -n +2 log.csv | wc -l)" "$(zcat log.xes.gz | grep -c '<event>')"
    run generate small-desk --out history.csv
    expect_equal "$(tail -n +2 history.csv | cut -d, -f1 | sort | md5sum)" \
        "$(tail -n +2 log.csv | cut -d, -f1 | sort -u | md5sum)"
}

test_a_log_and_an_explanation_come_together_when_both_are_asked_for() {
    run explain small-desk --log log.csv --ticket 600
    expect_code 0
    expect_out "log.csv: " "T0000600: "
}

test_a_ticket_that_is_not_there_is_refused_with_the_range() {
    run explain small-desk --ticket 99999999
    expect_code 3
    expect_no_out
    expect_err "there is no T99999999: replication 0 has T0000001 to T000"
    nobody
    run explain nobody.yaml --ticket 1
    expect_code 3
    expect_err "there is no T0000001: replication 0 has no tickets"
}

test_a_desk_without_tickets_is_no_failure() {
    nobody
    run explain nobody.yaml
    expect_code 0
    expect_out "No ticket to explain" "(0 tickets in the window)"
    run explain nobody.yaml --breached all --format json
    expect_code 0
    expect_json 0 "$said/out" matching
    run explain nobody.yaml --log log.xes --log log.xes
    expect_code 0
    expect_out "0 tickets, 0 events"
    expect_line log.xes '^</log>$'
}

test_unknown_priorities_are_told_with_the_nearest() {
    run explain small-desk --breached PP1
    expect_code 3
    expect_err "--breached: there is no priority 'PP1'; did you mean 'P1'?" "the desk has P1, P2"
    run explain small-desk --priority urgent
    expect_code 3
    expect_err "--priority: there is no priority 'urgent'"
}

# refused WORDS ARGUMENT…: exit code 2, those words, nothing printed.
refused() {
    local words=$1
    shift
    run explain "$@"
    expect_code 2
    expect_no_out
    expect_err "$words"
}

test_usage_errors_name_what_is_possible() {
    refused "SCENARIO"
    refused "'abc' is no ticket's number, such as 123 or T0000123" small-desk --ticket abc
    refused "'0' is no ticket's number" small-desk --ticket 0
    refused "'-3' is no ticket's number" small-desk --ticket=-3
    refused "use one or the other" small-desk --ticket 3 --worst 2
    refused "did you mean 'lateness'?" small-desk --by latenes
    refused "leave no ticket" small-desk --breached P1 --priority P2
    refused "from 1 to 1000" small-desk --worst 0
    refused "from 0 to 1000000000" small-desk --replication -1
    refused "ends in .csv or .xes, or in .csv.gz or .xes.gz" small-desk --log log.txt
    refused "ends in .csv or .xes" small-desk --log .csv
}

test_a_log_that_cannot_be_written_leaves_nothing() {
    run explain small-desk --log no/such/directory/log.csv
    expect_code 1
    expect_err "no/such/directory/log.csv" "No such file"
    ln -s /dev/full full.csv
    ln -s /dev/full full.xes.gz
    local name
    for name in full.csv full.xes.gz; do
        run explain small-desk --log $name
        expect_code 1
        expect_no_out
        expect_err "$name: it cannot be written: No space left on device"
    done
    expect_equal "full.csv full.xes.gz" "$(echo *)"
}

test_a_failed_log_leaves_the_old_one() {
    run explain small-desk --log log.csv
    cp log.csv old.csv
    run explain small-desk --set horizon=1w --set warm_up=0w --breached P9 --log log.csv
    expect_code 3
    expect_same log.csv old.csv
}

run_tests "$@"
