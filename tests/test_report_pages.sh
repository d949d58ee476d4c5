#!/usr/bin/env bash
# The HTML report from outside: the same page from the run and from its files, every figure in
# it, and what is refused.
#   test_report_pages.sh PROGRAM JSON_VALUE SOURCE [TEST…]
. "$(dirname "$0")/cli_checks.sh"

check_form=$(dirname "$json_value")/test_report
short=(small-desk -n 3 --set horizon=6w)

# One run for all tests that only read it; each takes a copy.
"$desksim" run "${short[@]}" --out "$scratch/shared" >"$scratch/summary" 2>&1 || exit 1

take_copy() {
    cp -r "$scratch/shared" results
}

expect_well_formed() {
    "$check_form" "$1" 2>"$said/form" || fail "well-formed markup" "$(first_lines "$said/form")"
}

expect_no_words() {
    local file=$1 words
    shift
    for words in "$@"; do
        if grep -qF -e "$words" -- "$file"; then
            fail "no '$words' in ${file##*/}" "$(grep -m1 -oF -e "$words" -- "$file")"
        fi
    done
}

test_run_and_report_give_the_same_bytes() {
    take_copy
    cp results/report.html first.html
    rm results/report.html
    run report results
    expect_code 0
    expect_no_err
    expect_equal results/report.html "$(cat "$said/out")"
    expect_same results/report.html first.html
    run report results/results.json --out again.html --quiet
    expect_code 0
    expect_no_out
    expect_same again.html first.html
    expect_well_formed first.html
}

test_results_written_anew_get_a_new_report() {
    take_copy
    run run "${short[@]}" --seed 2 --quiet --out results
    expect_code 0
    expect_words results/report.html "The seed is 2."
    cmp -s results/report.html "$scratch/shared/report.html" &&
        fail "another page for another seed" "the same"
}

# The figures of the summary's headline, "17.16 h   ± 0.83", and all measures by name.
test_every_figure_of_the_headline_is_in_the_page() {
    local page=$scratch/shared/report.html figures=0 value unit interval name
    grep -oE '[0-9.]+ (h|min|s|%)  *± [0-9.]+' "$scratch/summary" >found
    while read -r value unit interval; do
        figures=$((figures + 1))
        expect_words "$page" "$value $unit <span class=\"interval\">$interval</span>"
    done <found
    [ "$figures" -ge 15 ] || fail "15 figures or more in the summary" "$figures"
    for name in $(awk -F, '$1 == "overall" { print $3 }' "$scratch/shared/measures.csv"); do
        expect_words "$page" "<th scope=\"row\"><bdi>$name</bdi></th>"
    done
}

test_the_answer_comes_first_and_says_where_and_what() {
    local page=$scratch/shared/report.html heading last=0 line
    for heading in "Is the SLA met?" "Where does it break?" "What would help?" \
        "Targets and times" "Support groups" "What went in" "Method" \
        "Getting these figures again"; do
        line=$(grep -nE "<h[23][^>]*>${heading/\?/[?]}</h" "$page" | head -n 1 | cut -d: -f1)
        [ "${line:-0}" -gt "$last" ] || fail "$heading after line $last" "${line:-nowhere}"
        last=${line:-$last}
    done
    expect_words "$page" "By priority:" "By group:" "By time:" \
        "desksim run small-desk --replications 3 --seed 1 --set horizon=6w</code>"
}

test_nothing_is_fetched_and_nothing_runs() {
    local page=$scratch/shared/report.html
    expect_no_words "$page" "<script" "src=" "href=\"http" "@import" "javascript:"
    expect_words "$page" "default-src 'none'" "<html lang=\"en\">"
    local plots
    plots=$(find "$scratch/shared/plots" -name '*.svg' | wc -l)
    [ "$plots" -ge 10 ] || fail "10 plots or more" "$plots"
    [ "$(grep -o '<svg ' "$page" | wc -l)" -eq "$plots" ] || fail "$plots drawings" "others"
    [ "$(grep -o 'role="img"' "$page" | wc -l)" -eq "$plots" ] ||
        fail "$plots with a text" "others"
}

test_inputs_have_their_sources() {
    local page=$scratch/shared/report.html
    expect_line "$page" '>6w</bdi></span> <span class="mark">set</span>'
    expect_line "$page" '>4w</bdi></span> <span class="mark">default</span>'
    expect_words "$page" "Of the values:" "1 set on the command line" "Remarks in the file"
}

test_odd_names_stay_text() {
    run run "$source/tests/data/report/odd-names.yaml" -n 2 --quiet --out results
    expect_code 0
    expect_well_formed results/report.html
    expect_no_words results/report.html "<script" "<img" "<b>bold"
    expect_words results/report.html "&lt;img src=x onerror=alert(1)&gt;" \
        "<bdi>SLA &lt;b&gt;bold&lt;/b&gt; P3</bdi>" "דלפק תמיכה" "🚒" \
        '<span class="mark">measured</span>' '<span class="mark">assumed</span>'
    cp results/report.html first.html
    run report results
    expect_same results/report.html first.html
}

test_the_command_can_be_pasted_whatever_the_names() {
    cat >odd.yaml <<'EOF'
horizon: 2w
groups: {"it's \"L1\"": {agents: 1}, L 2: {agents: 1}}
arrivals: {all: {rate: 30/day}}
categories: {any: {impact: {high: 100%}, urgency: {high: 100%},
  work: {"it's \"L1\"": constant(40m), L 2: constant(39m)}, resolved_at: {"it's \"L1\"": 50%}}}
EOF
    run run odd.yaml -n 2 --set 'groups."L 2".agents=2' --set name="it's" --quiet --out results
    expect_code 0
    sed -n "/figures again/,\$s/.*<pre><code>\(.*\)<\/code><\/pre>/\1/p" results/report.html |
        sed "s/&#39;/'/g; s/&quot;/\"/g; s/^desksim //" >typed
    cp -r results first
    run_shell "$desksim $(cat typed) --quiet --out results"
    expect_code 0
    expect_same results/results.json first/results.json
    expect_same results/report.html first/report.html
}

test_a_scenario_without_tickets_has_a_page() {
    run run "$source/tests/data/report/no-tickets.yaml" -n 2 --quiet --out results
    expect_code 0
    expect_well_formed results/report.html
    expect_words results/report.html "There is nothing to judge." "No ticket arrived"
    expect_no_words results/report.html "nan" "What would help?" "inf "
}

test_one_replication_is_not_taken_for_an_answer() {
    run run mid-size-desk -n 1 --set horizon=6w --quiet --out results
    expect_code 0
    expect_words results/report.html "Not clear." "One replication gives no intervals"
}

test_overload_is_said_before_anything_else() {
    run run "${short[@]}" --set groups.L1.agents=1 --quiet --out results
    expect_code 0
    expect_words results/report.html "cannot keep up" "--set groups.L1.agents="
}

test_a_file_that_is_missing_is_named() {
    local file
    for file in results.json measures.csv hour_of_week.csv over_time.csv \
        resolution_times.csv scenario.json scenario.yaml; do
        rm -rf results
        take_copy
        rm "results/$file" results/report.html
        run report results
        expect_code 3
        expect_err "no $file in it"
        expect_absent results/report.html
    done
    run report nowhere
    expect_code 3
    expect_err "nowhere: there is no such directory"
}

test_results_of_another_version_are_refused() {
    local file
    for file in results.json scenario.json; do
        rm -rf results
        take_copy
        sed -i 's/"desksim": "[^"]*"/"desksim": "99.1"/' "results/$file"
        run report results
        expect_code 3
        expect_err "results/$file" "written by desksim 99.1" "run the scenario again"
    done
}

test_results_of_two_runs_mixed_are_refused() {
    take_copy
    run run "${short[@]}" --seed 2 --quiet --out other
    cp other/scenario.json results/
    run report results
    expect_code 3
    expect_err "different runs (seed)"
}

test_damaged_results_are_refused() {
    local change
    for change in 's/"mttr_h": {/"mttr_h": 5, "x": {/' 's/"half_width": [0-9.]*/"half_width": "w"/' \
        's/"by_group": {/"by_grup": {/' 's/"level": 0.95/"level": "high"/' 's/^}$//' \
        's/"notes": \[/"notes": 1, "no": [/' 's/"seed": 1/"seed": 1, "seed": 1/'; do
        rm -rf results
        take_copy
        sed -i "$change" results/results.json
        run report results
        expect_code 3
        expect_err "results/results.json"
    done
    rm -rf results
    take_copy
    : >results/results.json
    run report results
    expect_code 3
    rm -rf results
    take_copy
    echo "1,2,3" >>results/over_time.csv
    run report results
    expect_code 3
    expect_err "results/over_time.csv:" "3 fields"
}

test_a_changed_drawing_is_taken_and_a_dangerous_one_left_out() {
    take_copy
    sed -i 's/Backlog: open/My backlog: open/' results/plots/backlog.svg
    sed -i 's|</svg>|<script>alert(1)</script></svg>|' results/plots/arrivals.svg
    run report results
    expect_code 0
    expect_words results/report.html "My backlog: open" "plots/arrivals.svg is not a plain drawing"
    expect_no_words results/report.html "<script" "alert(1)"
    expect_well_formed results/report.html
}

test_without_gnuplot_the_page_says_how_to_draw() {
    run_shell "DESKSIM_GNUPLOT=/nonexistent '$desksim' run ${short[*]} --quiet --out results"
    expect_code 0
    expect_words results/report.html "gnuplot *.gp" "Half of all incidents"
    expect_no_words results/report.html "<svg"
    expect_well_formed results/report.html
}

test_wrong_usage() {
    run report
    expect_code 2
    expect_err "which RESULTS?"
    run report a b --out x.html
    expect_code 2
    expect_err "--out"
    run report --outt x
    expect_code 2
    run report --help
    expect_code 0
    expect_out "Exit status 0" "RESULTS"
}

test_of_several_results_those_that_can_be_are_reported() {
    take_copy
    rm results/report.html
    run report nowhere results
    expect_code 3
    expect_out "results/report.html"
    expect_file results/report.html
}

test_a_page_that_cannot_be_written_is_a_failure() {
    take_copy
    run report results --out missing/directory/x.html
    expect_code 1
    expect_err "missing/directory/x.html"
}

run_tests "$@"
