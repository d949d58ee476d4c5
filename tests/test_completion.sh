#!/usr/bin/env bash
# The completion for bash knows every verb and every option that the program has.
#   test_completion.sh PROGRAM JSON_VALUE SOURCE [TEST…]
. "$(dirname "$0")/cli_checks.sh"
# shellcheck disable=SC1091
. "$source/share/desksim.bash"

# complete_at WORD…: what is offered for the last word, one a line, sorted. Words as bash breaks
# them.
complete_at() {
    command_line="complete $*"
    COMP_WORDS=("$desksim" "$@")
    COMP_CWORD=$#
    COMPREPLY=()
    _desksim
    printf '%s\n' "${COMPREPLY[@]}" | sort >"$said/out"
}

verbs() {
    "$desksim" --help | sed -n 's/^  \([a-z]*\) .*/\1/p' | sort
}

# As the help shows them, with the = of those that take a value.
options_of() {
    "$desksim" "$1" --help | grep -oE '^ .{0,6}--[a-z-]+=?' | grep -oE -e '--[a-z-]+=?' | sort
}

test_every_verb_is_offered() {
    complete_at ''
    expect_equal "$(verbs)" "$(grep -v '^-' "$said/out")"
    [ "$(verbs | wc -l)" -ge 6 ] || fail "six verbs or more" "$(verbs)"
}

test_every_option_of_every_verb_is_offered() {
    local verb count=0
    for verb in $(verbs); do
        complete_at "$verb" --
        expect_equal "$(options_of "$verb")" "$(cat "$said/out")"
        count=$((count + $(wc -l <"$said/out")))
    done
    [ "$count" -ge 40 ] || fail "forty options or more" "$count"
}

test_the_beginning_of_a_word_narrows_what_is_offered() {
    complete_at ge
    expect_equal generate "$(cat "$said/out")"
    complete_at run --repli
    expect_equal '--replications=' "$(cat "$said/out")"
    complete_at run --nonsense
    expect_equal '' "$(cat "$said/out")"
}

test_scenarios_are_offered_by_name_and_as_files() {
    local verb
    : >own.yaml
    : >notes.txt
    for verb in run check explain generate compare; do
        complete_at $verb ''
        expect_out small-desk mid-size-desk enterprise-desk own.yaml
        ! grep -q notes "$said/out" || fail "no notes.txt" "it is offered"
    done
    complete_at scenarios show mid
    expect_equal mid-size-desk "$(cat "$said/out")"
    complete_at scenarios ''
    expect_out list show copy
}

test_values_of_options_are_offered() {
    mkdir results
    complete_at run --format = ''
    expect_equal "$(printf 'csv\njson\ntext')" "$(cat "$said/out")"
    complete_at run --format = j
    expect_equal json "$(cat "$said/out")"
    complete_at run --format =
    expect_equal "$(printf 'csv\njson\ntext')" "$(cat "$said/out")"
    complete_at run --out = re
    expect_equal results "$(cat "$said/out")"
    complete_at run --out re
    expect_equal results "$(cat "$said/out")"
}

run_tests "$@"
