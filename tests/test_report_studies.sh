#!/usr/bin/env bash
# The pages of comparisons and sweeps: the same from the study and from its files, with the
# figures that the study gives, and what is refused.
#   test_report_studies.sh PROGRAM JSON_VALUE SOURCE [TEST…]
. "$(dirname "$0")/cli_checks.sh"

check_form=$(dirname "$json_value")/test_report
short=(-n 4 --set horizon=6w --set warm_up=1w)
vary=(--vary groups.L1.agents=3..4 --vary 'arrivals.incidents.rate=x0.9..x1.1/2')

"$desksim" compare small-desk "${short[@]}" --with groups.L1.agents=3 \
    --subject-to 'mttr_h<=100h' --out "$scratch/comparison" --quiet || exit 1
"$desksim" sweep small-desk "${short[@]}" "${vary[@]}" --out "$scratch/sweep" --quiet || exit 1
"$desksim" sweep small-desk "${short[@]}" "${vary[@]}" --tornado --out "$scratch/tornado" \
    --quiet || exit 1
"$desksim" sweep small-desk -n 1 --set horizon=5w --set warm_up=1w "${vary[@]}" --sobol=4 \
    --out "$scratch/indices" --quiet || exit 1

"$desksim" staff small-desk "${short[@]}" --points 3 --out "$scratch/staff" --quiet || exit 1
"$desksim" generate small-desk "${short[@]:2}" --out "$scratch/tickets.csv" --quiet || exit 1
"$desksim" backtest small-desk "$scratch/tickets.csv" -r 4 --out "$scratch/backtest" --quiet \
    2>/dev/null || exit 1

# The page without style, pictures and markup, a line for each line of text.
words_of() {
    sed -e '/<style>/,/<\/style>/d' -e 's/<svg.*//' -e 's/<[^>]*>//g' "$1"
}

test_study_and_report_give_the_same_well_formed_bytes() {
    local study
    for study in comparison sweep tornado indices staff backtest; do
        cp -r "$scratch/$study" .
        mv $study/report.html $study.html
        run report $study
        expect_code 0
        expect_no_err
        expect_equal $study/report.html "$(cat "$said/out")"
        expect_same $study/report.html $study.html
        "$check_form" $study.html 2>"$said/form" || fail "well-formed markup" \
            "$(first_lines "$said/form")"
        expect_words $study.html '<h2 id="answer">' '<h2 id="method">' "The seed is 1."
    done
}

test_staffing_opens_with_what_agents_save() {
    words_of "$scratch/staff/report.html" >words
    expect_words words "More agents in L1" "Staffing curves" "staff small-desk"
    expect_words words "$("$json_value" "$scratch/staff/staff.json" rows 0 group)"
}

test_a_backtest_opens_with_what_lies_inside() {
    local inside
    inside=$(grep -c ',inside$' "$scratch/backtest/backtest.csv")
    words_of "$scratch/backtest/report.html" >words
    expect_words words "$inside of " "lie inside" "resolution time, mean (h)"
    cp -r "$scratch/backtest" damaged
    sed -i 's/"checks"/"cheques"/' damaged/backtest.json
    run report damaged
    expect_code 3
    expect_err "checks is missing"
}

test_the_file_may_be_named_instead_of_its_directory() {
    cp -r "$scratch/comparison" .
    run report comparison/comparison.json --out page.html --quiet
    expect_code 0
    expect_no_out
    expect_same page.html comparison/report.html
}

test_a_comparison_opens_with_its_conclusion() {
    local page=$scratch/comparison/report.html
    words_of "$page" >words
    "$json_value" "$scratch/comparison/comparison.json" conclusion | sed "s/'/\&#39;/g" |
        grep . >lines
    [ -s lines ] || fail "a conclusion" "none"
    while IFS= read -r line; do
        expect_words words "$line"
    done <lines
    expect_words words groups.L1.agents=3 kept
}

test_the_command_on_the_page_gives_the_same_figures() {
    local study command
    mkdir bin
    ln -s "$desksim" bin/desksim
    for study in comparison sweep; do
        command=$(words_of "$scratch/$study/report.html" | grep -E '^desksim (compare|sweep)' |
            sed -e 's/&lt;/</g' -e "s/&#39;/'/g")
        run_shell "PATH=$PWD/bin:\$PATH; $command --format csv"
        expect_code 0
        expect_same "$said/out" "$scratch/$study/$study.csv"
    done
}

test_a_sweep_names_where_a_measure_is_lowest_and_highest() {
    words_of "$scratch/sweep/report.html" >words
    expect_line words '^utilisation:L1: lowest, .*, with groups.L1.agents 4, .*; highest, .*, with groups.L1.agents 3, '
    expect_equal 4 "$(grep -cE '^[34] ?[0-9./]+workday' words)"
}

test_the_input_that_moves_a_measure_most_is_named() {
    words_of "$scratch/tornado/report.html" >words
    expect_line words '^utilisation:L1 is moved most by arrivals.incidents.rate \(elasticity [0-9.]+'
    words_of "$scratch/indices/report.html" >words
    expect_line words '^utilisation:L1 .*\(total index '
}

test_results_of_several_kinds_in_one_directory_are_refused() {
    cp -r "$scratch/comparison" both
    cp "$scratch/sweep/sweep.json" both
    run report both
    expect_code 3
    expect_err "both: results of several kinds"
}

test_damaged_files_and_other_versions_are_refused() {
    local study file
    for study in comparison sweep; do
        file=$study/$study.json
        cp -r "$scratch/$study" .
        sed -i 's/"desksim": "[^"]*"/"desksim": "99.1"/' $file
        run report $study
        expect_code 3
        expect_err "$file" "written by desksim 99.1"
        for damage in 's/"replications": 4/"replications": "four"/' 's/"level": 0.95/"level": []/' \
            '$d'; do
            sed "$damage" "$scratch/$file" >$file
            run report $study
            expect_code 3
            expect_err "$file"
        done
        echo '[]' >$file
        run report $study
        expect_code 3
    done
    sed 's/"is_base": true/"is_base": false/' "$scratch/comparison/comparison.json" \
        >comparison/comparison.json
    run report comparison
    expect_code 3
    expect_err "no candidate is the base"
}

test_names_cannot_break_out_of_the_page() {
    "$desksim" scenarios show small-desk >'<b>"שלום"😀&.yaml'
    run compare '<b>"שלום"😀&.yaml' "${short[@]}" --with groups.L1.agents=3 --quiet --out odd
    expect_code 0
    "$check_form" odd/report.html 2>"$said/form" || fail "well-formed markup" \
        "$(first_lines "$said/form")"
    expect_words odd/report.html '<bdi>&lt;b&gt;&quot;שלום&quot;😀&amp;.yaml</bdi>'
}

run_tests "$@"
