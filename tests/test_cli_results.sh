#!/usr/bin/env bash
# What the program gives: results on standard output and in files, the same for the same seed,
# also where something fails on the way or somebody interrupts.
#   test_cli_results.sh PROGRAM JSON_VALUE SOURCE [TEST…]
. "$(dirname "$0")/cli_checks.sh"

# A short run of a shipped scenario; 0.1 s.
short=(small-desk -n 3 --set horizon=8w)

test_every_shipped_scenario_checks_without_a_word_of_warning() {
    local file name
    for file in "$source"/scenarios/library/*.yaml; do
        name=$(basename "$file" .yaml)
        run check "$name"
        expect_code 0
        expect_no_err
        expect_out "fine ("
    done
}

test_shipped_scenarios_are_listed_with_a_sentence() {
    local file
    run scenarios
    expect_code 0
    for file in "$source"/scenarios/library/*.yaml; do
        expect_line "$said/out" "^$(basename "$file" .yaml) +[^ ]"
    done
    cp "$said/out" listed
    run scenarios list
    expect_same "$said/out" listed
}

test_a_shipped_scenario_is_shown_as_it_is() {
    run scenarios show small-desk
    expect_code 0
    expect_same "$said/out" "$source/scenarios/library/small-desk.yaml"
}

test_a_copy_is_equal_and_never_overwrites() {
    run scenarios copy small-desk
    expect_code 0
    expect_out "small-desk.yaml"
    expect_same small-desk.yaml "$source/scenarios/library/small-desk.yaml"
    echo "mine" >small-desk.yaml
    run scenarios copy small-desk
    expect_code 3
    expect_err "small-desk.yaml is there already"
    expect_equal mine "$(cat small-desk.yaml)"
}

test_the_summary_is_on_standard_output_and_nothing_else_anywhere() {
    run run "${short[@]}"
    expect_code 0
    expect_no_err
    expect_out "Small desk" "Incidents" "mean time to resolve" "Groups" "utilisation"
    expect_equal "" "$(listing)"
}

test_quiet_prints_no_summary_but_still_json() {
    run run "${short[@]}" --quiet
    expect_code 0
    expect_no_out
    expect_no_err
    run run "${short[@]}" --quiet --format json
    expect_json "Small desk" "$said/out" scenario
    run check small-desk --quiet
    expect_code 0
    expect_no_out
}

test_json_on_standard_output_is_nothing_but_json() {
    run run "${short[@]}" --format json
    expect_code 0
    expect_no_err
    expect_json 3 "$said/out" replications
    expect_json 1 "$said/out" seed
    expect_json 0.95 "$said/out" level
    expect_json 1344 "$said/out" horizon_h
    [ "$("$json_value" "$said/out" overall mttr_h n)" -gt 500 ] ||
        fail "an MTTR from hundreds of tickets" "$("$json_value" "$said/out" overall mttr_h)"
    expect_equal 0 "$(grep -ciE '\bnan\b|\binf' "$said/out")"
}

test_csv_on_standard_output_is_a_table_with_the_same_columns_in_each_row() {
    run run "${short[@]}" --format csv
    expect_code 0
    expect_no_err
    expect_equal 1 "$(awk -F, '{ print NF }' "$said/out" | sort -u | wc -l)"
    expect_line "$said/out" '^overall,.*mttr_h'
}

test_the_results_are_those_of_the_seed_whatever_the_number_of_threads() {
    local format
    for format in text json csv; do
        run run "${short[@]}" --format $format --seed 7 --threads 1
        cp "$said/out" one
        run run "${short[@]}" --format $format --seed 7 --threads 2
        expect_same one "$said/out"
        run run "${short[@]}" --format $format --seed 7 --threads 5
        expect_same one "$said/out"
        run run "${short[@]}" --format $format --seed 8
        ! cmp -s one "$said/out" || fail "other results with another seed" "the same"
    done
}

test_one_replication_has_no_intervals() {
    run run small-desk -n 1 --set horizon=8w --format json
    expect_code 0
    expect_json null "$said/out" overall mttr_h half_width
    expect_json null "$said/out" overall mttr_h lo
    expect_json null "$said/out" overall mttr_h hi
    expect_json 1 "$said/out" overall mttr_h replications
    run run small-desk -n 1 --set horizon=8w
    expect_out "One replication gives no intervals"
    expect_equal 0 "$(grep -c '±' "$said/out")"
}

test_a_wider_level_gives_wider_intervals() {
    local narrow wide
    run run "${short[@]}" --format json --level 0.8
    narrow=$("$json_value" "$said/out" overall mttr_h half_width)
    run run "${short[@]}" --format json --level 99%
    wide=$("$json_value" "$said/out" overall mttr_h half_width)
    expect_json 0.99 "$said/out" level
    awk "BEGIN { exit !($wide > 2 * $narrow) }" || fail "over twice $narrow" "$wide"
}

test_overrides_change_the_desk_and_reach_oddly_named_groups() {
    local before after
    sed 's/\bL2\b/"Level 2.5"/g' "$source/tests/data/sample.yaml" >odd.yaml
    run run odd.yaml -n 2 --format json
    expect_code 0
    before=$("$json_value" "$said/out" by_group "Level 2.5" utilisation value)
    run run odd.yaml -n 2 --format json --set 'groups."Level 2.5".agents=12'
    expect_code 0
    after=$("$json_value" "$said/out" by_group "Level 2.5" utilisation value)
    # Twice the agents for the same work, but for what is open at the edges.
    awk "BEGIN { exit !($after > 0.45 * $before && $after < 0.55 * $before) }" ||
        fail "half of $before" "$after"
    run run odd.yaml -n 2 --format json --set 'groups."Level 2.5".agents=1' \
        --set 'groups."Level 2.5".agents=12'
    expect_json "$after" "$said/out" by_group "Level 2.5" utilisation value
}

# Names as people write them: quotes, markup, an emoji, right-to-left text, a comma.
odd_names=('Say "hi" & <b>bold</b>' '🔥 L2' 'תמיכה' 'Desk, lamps')

test_odd_names_reach_the_results_as_they_are() {
    sed -e "s|^name: .*|name: '${odd_names[0]//&/\\&}'|" -e "s|\\bL2\\b|\"${odd_names[1]}\"|g" \
        -e "s|\\bL1\\b|\"${odd_names[2]}\"|g" -e "s|  email:|  \"${odd_names[3]}\":|" \
        "$source/tests/data/sample.yaml" >odd.yaml
    run run odd.yaml -n 2 --format json --out results
    expect_code 0
    expect_no_err
    expect_json "${odd_names[0]}" "$said/out" scenario
    expect_json 2 "$said/out" by_group "${odd_names[1]}" utilisation replications
    expect_json 2 "$said/out" by_group "${odd_names[2]}" utilisation replications
    expect_json 2 "$said/out" by_category "${odd_names[3]}" mttr_h replications
    expect_same "$said/out" results/results.json
    expect_line results/measures.csv '^by_category,"Desk, lamps",mttr_h,'
    expect_file results/plots/utilisation.png results/plots/utilisation.svg
    run run odd.yaml -n 2
    expect_out "${odd_names[@]:0:3}"
}

plots=(arrivals backlog breach_rates resolution_times time_use utilisation)
tables=(results.json measures.csv hour_of_week.csv over_time.csv resolution_times.csv nights.csv moves.csv)

expect_plots() {
    local plot
    for plot in "${plots[@]}"; do
        expect_file "$1/plots/$plot".{png,svg,dat,gp}
        expect_equal 89504e470d0a1a0a "$(head -c 8 "$1/plots/$plot.png" | od -An -tx1 | tr -d ' \n')"
        expect_line "$1/plots/$plot.svg" '<svg'
        expect_line "$1/plots/$plot.svg" '</svg>'
    done
}

test_all_files_of_a_run_are_written_and_a_second_run_replaces_them() {
    local before
    run run "${short[@]}" --out deep/results
    expect_code 0
    expect_no_err
    expect_out "Incidents"
    expect_file "${tables[@]/#/deep/results/}"
    expect_plots deep/results
    before=$(listing | grep -v -e '\.svg' -e '\.png')
    run run "${short[@]}" --out deep/results
    expect_code 0
    expect_equal "$before" "$(listing | grep -v -e '\.svg' -e '\.png')"
    run run "${short[@]}" --out deep/results --seed 2 --format json
    expect_code 0
    expect_json 2 deep/results/results.json seed
    expect_same "$said/out" deep/results/results.json
}

test_without_gnuplot_everything_else_comes_with_one_line_about_it() {
    export DESKSIM_GNUPLOT=/nonexistent/gnuplot
    run run "${short[@]}" --out results
    unset DESKSIM_GNUPLOT
    expect_code 0
    expect_err_lines 1
    expect_err "No plots were drawn" "/nonexistent/gnuplot" "gnuplot-nox"
    expect_out "Incidents"
    expect_file "${tables[@]/#/results/}" results/plots/backlog.dat results/plots/backlog.gp
    expect_absent results/plots/backlog.png
}

test_results_that_cannot_be_written_are_still_printed() {
    echo "a file" >taken
    run run "${short[@]}" --out taken
    expect_code 1
    expect_err_lines 1
    expect_err "taken: "
    expect_out "Incidents"
    expect_equal "a file" "$(cat taken)"
    run generate small-desk --out taken/tickets.csv
    expect_code 1
    expect_err "taken/tickets.csv: "
    expect_no_out
    mkdir folder
    run generate small-desk --out folder
    expect_code 1
    expect_err "folder: "
}

test_a_full_disk_behind_standard_output_is_noticed_by_every_verb() {
    local words
    for words in 'run small-desk -n 2' 'run small-desk -n 2 --format json' \
        'run small-desk -n 2 --format csv' 'generate small-desk' 'check small-desk' \
        scenarios 'scenarios show mid-size-desk' --help --version; do
        run_shell "'$desksim' $words >/dev/full"
        expect_code 1
        expect_err "standard output: "
        expect_err_lines 1
    done
}

test_a_reader_that_goes_away_ends_the_program_quietly() {
    local words
    for words in 'run small-desk -n 2 --format csv' 'generate small-desk' 'scenarios show small-desk'; do
        # 141: ended by SIGPIPE, as pipelines expect; 0: all was written before.
        run_shell "'$desksim' $words | head -n 1; exit \${PIPESTATUS[0]}"
        [ "$code" -eq 141 ] || [ "$code" -eq 0 ] || fail "exit code 141 or 0" "$code"
        expect_no_err
        expect_equal 1 "$(wc -l <"$said/out")"
    done
}

# interrupted SIGNAL SECONDS WORD…: runs the program and sends it a signal.
interrupted() {
    local signal=$1 after=$2 began=$SECONDS
    shift 2
    command_line="desksim $*, $signal after $after s"
    timeout --preserve-status -k "$longest_run" -s "$signal" "$after" \
        "$desksim" "$@" >"$said/out" 2>"$said/err"
    code=$?
    [ $((SECONDS - began)) -le 20 ] || fail "an end within 20 s" "$((SECONDS - began)) s"
}

test_an_interrupted_run_writes_what_is_complete_and_marks_it() {
    local done noted
    interrupted INT 1 run small-desk -n 100000 --format json --out results
    expect_code 130
    expect_err_lines 1
    expect_file "${tables[@]/#/results/}"
    expect_same "$said/out" results/results.json
    done=$("$json_value" results/results.json replications)
    [ "$done" -ge 2 ] && [ "$done" -lt 100000 ] || fail "2 to 99999 replications" "$done"
    noted=$(grep -c "Interrupted: $done of 100000 replications are complete" results/results.json)
    expect_equal 1 "$noted"
    expect_err "interrupted: $done of 100000 replications are complete"
}

test_an_interrupted_run_gives_the_first_replications_of_the_whole_one() {
    local done
    interrupted TERM 0.5 run small-desk -n 100000 --format csv --threads 2
    expect_code 130
    cp "$said/out" part
    done=$(awk -F, '$1 == "overall" && $3 == "mttr_h" { print $9 }' part)
    expect_line <(echo "$done") '^[0-9]+$'
    run run small-desk -n "$done" --format csv --threads 1
    expect_same part "$said/out"
}

test_an_interruption_within_the_first_replication_is_marked_too() {
    interrupted INT 0.5 run mid-size-desk -n 1 --set horizon=5000w
    expect_code 130
    expect_out "Interrupted: 0 of 1 replications are complete"
    expect_err "interrupted: 0 of 1"
    interrupted INT 0.5 generate mid-size-desk --set horizon=5000w --out tickets.csv
    expect_code 130
    expect_err "interrupted: no tickets were written"
    expect_absent tickets.csv
    expect_equal "" "$(listing)"
}

tickets_in() {
    tail -n +2 "$1" | wc -l
}

test_a_generated_history_arrives_ticket_by_ticket_in_a_replay() {
    local count
    run generate small-desk --out tickets.csv
    expect_code 0
    count=$(tickets_in tickets.csv)
    expect_equal "tickets.csv: $count tickets" "$(cat "$said/out")"
    run run small-desk -n 2 --replay tickets.csv --set warm_up=0 --format json
    expect_code 0
    expect_json "$count" "$said/out" overall arrived value
    expect_json "$count" "$said/out" overall arrived lo
    expect_line "$said/out" "$count rows read, $count used, 0 refused; $count tickets replayed, 0 outside"
}

test_generate_writes_the_same_to_a_file_and_to_standard_output() {
    run generate small-desk --out tickets.csv --quiet
    expect_no_out
    run generate small-desk
    expect_no_err
    expect_same tickets.csv "$said/out"
    run generate small-desk --out -
    expect_same tickets.csv "$said/out"
    run generate small-desk --replication 1
    ! cmp -s tickets.csv "$said/out" || fail "another replication" "the same tickets"
    run generate small-desk --seed 2
    ! cmp -s tickets.csv "$said/out" || fail "another seed" "the same tickets"
}

test_a_replay_reads_gzip_and_says_which_rows_it_refuses() {
    local history=$source/scenarios/data/sample-tickets.csv
    gzip -c "$history" >tickets.csv.gz
    run run mid-size-desk -n 2 --replay tickets.csv.gz --format csv
    expect_code 0
    cp "$said/out" packed
    run run mid-size-desk -n 2 --replay "$history" --format csv
    expect_same packed "$said/out"
    { cat "$history"; echo 'broken,row'; } >damaged.csv
    run run mid-size-desk -n 2 --replay damaged.csv
    expect_code 0
    expect_line "$said/out" "$(($(tickets_in "$history") + 1)) rows read"
    expect_out "1 refused"
}

test_a_replay_from_standard_input_works_with_a_span_or_says_why_not() {
    local history=$source/scenarios/data/sample-tickets.csv start
    run_shell "'$desksim' run mid-size-desk -n 2 --replay - <'$history'"
    expect_code 3
    expect_no_out
    expect_err_lines 1
    expect_err "standard input: it cannot be read twice"
    start=$(sed -n '2s/^[^,]*,\([0-9-]*\).*/\1/p' "$history")
    run_shell "'$desksim' run mid-size-desk -n 2 --replay - --set start=$start --set horizon=2w --set warm_up=0 <'$history'"
    expect_code 0
    expect_out "tickets replayed"
}

run_tests "$@"
