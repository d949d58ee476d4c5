#!/usr/bin/env bash
# The words of the command line: verbs, options, help, version and the manual page.
#   test_cli_usage.sh PROGRAM JSON_VALUE SOURCE [TEST…]
. "$(dirname "$0")/cli_checks.sh"

# refused_usage WORDS ARGUMENT…: exit code 2, one sentence with those words, and a hint.
refused_usage() {
    local words=$1
    shift
    run "$@"
    expect_code 2
    expect_no_out
    expect_err "$words" "Try "
    expect_line "$said/err" '^desksim'
}

test_no_words_at_all_print_the_verbs() {
    run
    expect_code 2
    local verb
    for verb in run check generate scenarios; do
        expect_line "$said/out" "^  $verb "
    done
}

test_an_unknown_verb_is_told_with_the_nearest_one() {
    refused_usage "unknown verb 'rnu'; did you mean 'run'?" rnu small-desk
    refused_usage "did you mean 'generate'?" genrate
    refused_usage "unknown verb 'xyzzy'" xyzzy
    refused_usage "unknown verb '--bogus'" --bogus
}

test_an_unknown_option_is_told() {
    local verb
    for verb in run check generate; do
        refused_usage "'--bogus'" "$verb" small-desk --bogus
    done
    refused_usage "'--bogus'" scenarios --bogus
    refused_usage "'--format'" generate small-desk --format json
    refused_usage "'--replay'" check small-desk --replay tickets.csv
}

test_a_missing_or_second_scenario_is_told() {
    local verb
    for verb in run check generate; do
        refused_usage "SCENARIO" "$verb"
        refused_usage "Too many arguments" "$verb" small-desk mid-size-desk
    done
}

test_an_option_without_its_value_is_told() {
    local option
    for option in replications seed threads level out format replay set; do
        refused_usage "'--$option' requires an argument" run small-desk "--$option"
    done
    refused_usage "--out: no name" run small-desk --out ''
    refused_usage "--replay: no name" run small-desk --replay ''
    refused_usage "--out: no name" generate small-desk --out ''
}

test_numbers_out_of_range_or_no_numbers_are_told_with_the_range() {
    local bad
    for bad in 0 -1 1.5 x '' 1e3 '3 ' 99999999999999999999; do
        refused_usage "--replications: '$bad' is not a whole number from 1 to" \
            run small-desk --replications "$bad"
    done
    for bad in 0 -2 x 1.5; do
        refused_usage "--threads: '$bad' is not a whole number from 1 to" \
            run small-desk --threads "$bad"
    done
    for bad in -1 x 0x10 99999999999999999999; do
        refused_usage "--seed: '$bad' is not a whole number from 0 to" \
            run small-desk --seed "$bad"
    done
    refused_usage "--replication: '-1'" generate small-desk --replication -1
}

test_a_level_outside_its_range_is_told_with_the_range() {
    local bad
    for bad in 2 0 -1 1 nan inf x '' 0.3 200%; do
        refused_usage "--level: '$bad' is not a confidence level from 0.5 to 0.9999" \
            run small-desk --level "$bad"
    done
}

test_an_unknown_format_is_told_with_the_known_ones() {
    refused_usage "'xml' is none of text, json, csv" run small-desk --format xml
    refused_usage "did you mean 'json'?" run small-desk --format jsno
}

test_an_override_without_path_or_value_is_told() {
    refused_usage "PATH=VALUE" run small-desk --set groups.L1.agents
    refused_usage "PATH=VALUE" run small-desk --set =3
    refused_usage "PATH=VALUE" check small-desk --set ''
}

test_scenarios_with_wrong_words_are_told() {
    refused_usage "'lsit' is none of list, show, copy" scenarios lsit
    refused_usage "NAME" scenarios show
    refused_usage "NAME" scenarios copy
    refused_usage "takes no name" scenarios list small-desk
    refused_usage "one word too many" scenarios show small-desk mid-size-desk
}

test_the_version_is_that_of_the_project() {
    local version
    version=$(sed -n 's/^project(desksim VERSION \([0-9.]*\).*/\1/p' "$source/CMakeLists.txt")
    run --version
    expect_code 0
    expect_no_err
    expect_equal "desksim $version" "$(cat "$said/out")"
    expect_words "$source/docs/man/desksim.1" "\"desksim $version\""
}

test_help_goes_to_standard_output_for_the_program_and_each_verb() {
    local verb
    for verb in '' run check generate scenarios; do
        # shellcheck disable=SC2086
        run $verb --help
        expect_code 0
        expect_no_err
        expect_line "$said/out" "^Usage: desksim ${verb:-VERB}"
    done
    run help
    expect_code 0
}

# The long options of all verbs, from their help; and those of the manual page.
options_of_the_help() {
    local verb
    for verb in run check generate scenarios; do
        "$desksim" $verb --help | grep -oE '^ .{0,6}--[a-z-]+'
    done | grep -oE -e '--[a-z-]+' | grep -vxE -e '--(help|usage)' | sort -u
}

options_of_the_manual_page() {
    sed -n '/^\.SH OPTIONS/,/^\.SH FILES/p' "$source/docs/man/desksim.1" | sed 's/\\-/-/g' |
        grep -A 1 '^\.TP' | grep -oE -e '--[a-z-]+' | sort -u
}

test_the_manual_page_names_every_option_and_no_other() {
    command_line='the options of --help and of the manual page'
    expect_equal "$(options_of_the_help | tr '\n' ' ')" \
        "$(options_of_the_manual_page | tr '\n' ' ')"
    expect_equal 21 "$(options_of_the_help | wc -l)"
}

test_the_manual_page_names_every_verb_and_no_other() {
    command_line='the verbs of --help and of the manual page'
    expect_equal "$("$desksim" --help | sed -n 's/^  \([a-z]*\) .*/\1/p' | sort)" \
        "$(sed -n '/^\.SH VERBS/,/^\.SH OPTIONS/p' "$source/docs/man/desksim.1" |
            grep -A 1 '^\.TP' | sed -n 's/^\.B[IR] "\{0,1\}\([a-z]*\).*/\1/p' | sort)"
}

run_tests "$@"
