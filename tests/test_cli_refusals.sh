#!/usr/bin/env bash
# Input that is refused: one clear message with its place for each fault, exit code 3, and no
# trace of output. What only works badly is warned about and runs.
#   test_cli_refusals.sh PROGRAM JSON_VALUE SOURCE [TEST…]
. "$(dirname "$0")/cli_checks.sh"

# edited FROM TO: desk.yaml, the tests' sample with FROM (fixed text of one line) replaced.
edited() {
    awk -v from="$1" -v to="$2" '
        (at = index($0, from)) { $0 = substr($0, 1, at - 1) to substr($0, at + length(from)); n++ }
        { print }
        END { exit n != 1 }' "$source/tests/data/sample.yaml" >desk.yaml ||
        fail "one line with '$1' in the sample" "none, or several"
}

# refused WORDS ARGUMENT…: one message that begins so; nothing printed, nothing written.
refused() {
    local words=$1 before
    shift
    before=$(listing)
    run "$@"
    expect_code 3
    expect_no_out
    expect_err_lines 1
    expect_err "$words"
    expect_equal "$before" "$(listing)"
}

# Both verbs that read a scenario refuse desk.yaml with a message that begins with its place.
refused_desk() {
    local verb
    for verb in 'check desk.yaml' 'run desk.yaml --out results' 'generate desk.yaml --out t.csv'; do
        # shellcheck disable=SC2086
        refused "$1" $verb
        case $(head -n 1 "$said/err") in
        "$1"*) ;;
        *) fail "a message that begins with '$1'" "$(first_lines "$said/err")" ;;
        esac
        expect_absent results t.csv
        [ $# -eq 1 ] || expect_err "${@:2}"
    done
}

test_a_scenario_that_is_no_readable_file_is_refused() {
    : >empty.yaml
    head -c 4000 "$desksim" >binary.yaml
    mkdir folder
    refused "missing.yaml: there is no such file" run missing.yaml --out results
    refused "empty.yaml: the file is empty" run empty.yaml --out results
    refused "folder: it is a directory" run folder --out results
    refused "binary.yaml: this is binary data" run binary.yaml --out results
    refused "neither a file nor a shipped scenario" run '' --out results
    expect_absent results
}

test_text_that_is_not_utf8_is_refused_with_its_place() {
    printf 'name: M\xfcller\n' >desk.yaml
    refused_desk "desk.yaml:1:8: " "UTF-8"
}

test_what_is_not_yaml_is_refused_with_its_place() {
    edited "groups:" "groups: ]"
    refused_desk "desk.yaml:14:"
    printf 'just a sentence\n' >desk.yaml
    refused_desk "desk.yaml:1:1: "
}

test_an_unknown_shipped_name_is_told_with_the_nearest_one() {
    refused "'smal-desk' is neither a file nor a shipped scenario; did you mean 'small-desk'?" \
        run smal-desk
    refused "'xyzzy' is neither a file nor a shipped scenario" check xyzzy
    refused "did you mean 'mid-size-desk'?" scenarios show midsize-desk
    refused "did you mean 'mid-size-desk'?" scenarios copy midsize-desk
}

test_an_unknown_key_or_name_is_told_with_the_nearest_one() {
    edited "agents: 6, hours: office, disc" "agnets: 6, hours: office, disc"
    refused_desk "desk.yaml:15:17: groups.L1: " "unknown key 'agnets'; did you mean 'agents'?"
    edited "agents: 6, hours: office}" "agents: 6, hours: ofice}"
    refused_desk "desk.yaml:16:35: groups.L2.hours: " "'ofice'" "'office'"
}

test_a_wrong_type_is_told_with_what_is_wanted() {
    edited "agents: 6, hours: office, disc" "agents: many, hours: office, disc"
    refused_desk "desk.yaml:15:25: groups.L1.agents: " "'many' is not a whole number from 0 to 100000"
    edited "pause_on: [user, vendor]" "pause_on: {user: yes}"
    refused_desk "desk.yaml:13:5: slas.standard.pause_on: " "a list is wanted"
}

test_durations_of_zero_or_less_are_refused() {
    edited "horizon: 14w" "horizon: 0"
    refused_desk "desk.yaml:3:10: horizon: " "above 0"
    edited "horizon: 14w" "horizon: -2w"
    refused_desk "desk.yaml:3:10: horizon: " "'-2w'"
    edited "P1: 2h,  P2" "P1: 0h,  P2"
    refused_desk "desk.yaml:11:22: slas.standard.resolution.P1: " "above 0"
    edited "lognormal(mean 6m cv 0.7)" "lognormal(mean -6m cv 0.7)"
    refused_desk "desk.yaml:24:31: categories.password.work.L1: " "'-6m' is negative"
}

test_dates_that_do_not_exist_are_refused() {
    edited "start: 2026-01-05" "start: 2026-02-30"
    refused_desk "desk.yaml:2:8: start: " "'2026-02-30'"
    edited "[2026-04-03]" "[2026-13-01]"
    refused_desk "desk.yaml:7:51: calendars.office.holidays" "'2026-13-01'"
}

test_shares_that_do_not_sum_to_one_are_told_with_their_sum() {
    edited "share: 70%" "share: 60%"
    refused_desk "desk.yaml:" "90%"
    edited "high: 2%, medium: 18%" "high: 20%, medium: 18%"
    refused_desk "desk.yaml:27:" "118%"
}

route() {
    printf '%s\n' 'groups: {A: {agents: 9}, B: {agents: 9}}' \
        'arrivals: {s: {rate: 1/h}}' \
        'categories:' '  c:' '    priority: {P3: 100%}' '    route:' "$@" >desk.yaml
}

test_a_group_that_no_ticket_can_leave_is_refused() {
    route '      A: {work: 5m, resolve: 0%, next: {A: 100%}}'
    refused_desk "desk.yaml:7:7: categories.c.route.A: " "no ticket can leave 'A'"
}

test_an_escalation_in_a_circle_without_exit_is_refused() {
    route '      A: {work: 5m, resolve: 0%, next: {B: 100%}}' \
        '      B: {work: 5m, resolve: 0%, next: {A: 100%}}'
    refused_desk "desk.yaml:7:7: categories.c.route.A: " "circle"
}

test_every_fault_of_a_file_is_told_in_one_go() {
    edited "agents: 6, hours: office, disc" "agnets: 6, hours: ofice, disc"
    sed -i 's/^horizon: 14w/horizon: 0/; s/^start: .*/start: 2026-02-30/' desk.yaml
    run check desk.yaml
    expect_code 3
    expect_no_out
    expect_err "desk.yaml:2:8: " "desk.yaml:3:10: " "desk.yaml:15:17: " "desk.yaml:15:35: "
    expect_equal 0 "$(grep -cvE '^desk.yaml:[0-9]+:[0-9]+: ' "$said/err")"
}

test_faults_of_an_override_are_told_with_its_words() {
    refused "--set groups.L1.agnets=3: unknown key 'agnets'; did you mean 'agents'?" \
        run small-desk --set groups.L1.agnets=3
    refused "--set gruops.L1.agents=3: unknown key 'gruops'; did you mean 'groups'?" \
        run small-desk --set gruops.L1.agents=3
    refused "the scenario has no 'L9' there; did you mean 'L1'?" \
        check small-desk --set groups.L9.agents=3
    refused "'2.5' is not a whole number" run small-desk --set groups.L1.agents=2.5
    refused "no value follows" run small-desk --set groups.L1.agents=
    refused "not YAML" run small-desk --set 'groups.L1.agents=['
    refused "start: '2026-02-30'" generate small-desk --set start=2026-02-30
}

test_a_replay_of_what_is_no_ticket_csv_is_refused() {
    : >empty.csv
    head -c 4000 "$desksim" >binary.csv
    head -n 1 "$source/scenarios/data/sample-tickets.csv" >header.csv
    printf 'number,opened\nINC1,2026-01-05\n' >foreign.csv
    printf 'id,opened_at\nINC1,yesterday\nINC2,2026-02-30\n' >dates.csv
    printf 'id,opened_at\n"INC1,2026-01-05T08:00:00Z\n' >quote.csv
    gzip -c "$source/scenarios/data/sample-tickets.csv" | head -c 3000 >cut.csv.gz
    mkdir folder
    refused "missing.csv: there is no such file" run small-desk --replay missing.csv --out r
    refused "empty.csv: it is empty" run small-desk --replay empty.csv --out r
    refused "folder: it is a directory" run small-desk --replay folder --out r
    refused "binary.csv: " run small-desk --replay binary.csv --out r
    refused "header.csv: no ticket to replay" run small-desk --replay header.csv --out r
    refused "foreign.csv:1:" run small-desk --replay foreign.csv --out r
    refused "dates.csv: no ticket to replay" run small-desk --replay dates.csv --out r
    refused "quote.csv:2:" run small-desk --replay quote.csv --out r
    refused "cut.csv.gz: the gzip data ends too early" run small-desk --replay cut.csv.gz --out r
    expect_absent r
}

test_a_replay_without_a_ticket_in_the_span_is_refused() {
    refused "no ticket can be replayed from 2031-01-06" run small-desk \
        --replay "$source/scenarios/data/sample-tickets.csv" \
        --set start=2031-01-06 --set horizon=4w --out r
    expect_absent r
}

test_a_refusal_leaves_earlier_results_as_they_were() {
    run run small-desk -n 2 --set horizon=4w --out results --quiet
    expect_code 0
    expect_file results/results.json
    edited "horizon: 14w" "horizon: 0"
    refused "desk.yaml:3:10: " run desk.yaml --out results
}

test_a_group_without_agents_is_warned_about_and_runs() {
    run run small-desk -n 2 --set groups.L2.agents=0
    expect_code 0
    expect_err_lines 1
    expect_line "$said/err" '^[^:]+\.yaml:[0-9]+:[0-9]+: warning: groups\.L2: no agent is ever on duty'
    expect_line "$said/err" '[0-9.]+ erlangs.*backlog grows'
    expect_out "Incidents"
}

test_a_load_above_capacity_is_warned_about_with_the_utilisation_it_needs() {
    run run small-desk -n 2 --set groups.L2.agents=1
    expect_code 0
    expect_err_lines 1
    expect_line "$said/err" '^[^:]+\.yaml:[0-9]+:[0-9]+: warning: groups\.L2: the offered load is above the capacity'
    expect_line "$said/err" 'utilisation of 1[0-9][0-9](\.[0-9]+)? ?%'
    expect_out "Incidents"
    run check small-desk --set groups.L2.agents=1
    expect_code 0
    expect_err "groups.L2"
}

run_tests "$@"
