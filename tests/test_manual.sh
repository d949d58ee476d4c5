#!/usr/bin/env bash
# The manual: a page for the program and for each verb, with every option and no other, without
# a complaint of groff, and examples that work.
#   test_manual.sh PROGRAM JSON_VALUE SOURCE [TEST…]
. "$(dirname "$0")/cli_checks.sh"

manual=$source/docs/man

verbs() {
    "$desksim" --help | sed -n 's/^  \([a-z]*\) .*/\1/p'
}

# The long options in the help of a verb, and in the options of its page.
options_of_the_help() {
    "$desksim" "$1" --help | grep -oE '^ .{0,6}--[a-z-]+' | grep -oE -e '--[a-z-]+' |
        grep -vxE -e '--(help|usage)' | sort
}

options_of_the_page() {
    sed -n '/^\.SH OPTIONS/,/^\.SH [^O]/p' "$manual/desksim-$1.1" | sed 's/\\-/-/g' |
        grep -E '^\.[A-Z]' | grep -oE -e '--[a-z-]+' | sort -u
}

test_each_verb_has_a_page_with_its_options_and_no_other() {
    local verb
    for verb in $(verbs); do
        command_line="the options of $verb"
        expect_file "$manual/desksim-$verb.1"
        [ -f "$manual/desksim-$verb.1" ] || continue
        expect_equal "$(options_of_the_help "$verb" | tr '\n' ' ')" \
            "$(options_of_the_page "$verb" | tr '\n' ' ')"
    done
}

test_each_page_belongs_to_a_verb() {
    local page verb
    for page in "$manual"/desksim-*.1; do
        verb=${page##*/desksim-}
        command_line=${page##*/}
        verbs | grep -qxF "${verb%.1}" || fail "a verb ${verb%.1}" "none"
    done
}

test_the_page_of_the_program_leads_to_those_of_the_verbs() {
    local verb
    for verb in $(verbs); do
        command_line="desksim.1"
        grep -q "desksim\\\\-$verb (1)" "$manual/desksim.1" ||
            fail "a reference to desksim-$verb (1)" "none"
    done
}

test_each_page_is_of_this_version_and_has_the_usual_parts() {
    local page part version
    version=$("$desksim" --version)
    for page in "$manual"/*.1; do
        command_line=${page##*/}
        expect_words "$page" "\"$version\" \"User Commands\""
        for part in NAME SYNOPSIS DESCRIPTION OPTIONS 'EXIT STATUS' EXAMPLES 'SEE ALSO'; do
            grep -qx "\.SH $part" "$page" || fail "a part $part" "none"
        done
        grep -qE '^desksim[a-z-]* \\- ' "$page" || fail "a name line for whatis" "none"
    done
}

test_groff_has_nothing_to_complain_about() {
    local page
    for page in "$manual"/*.1; do
        run_shell "groff -man -Tutf8 -ww -b -z '$page'"
        expect_code 0
        expect_no_err
    done
}

examples_of() {
    sed -n '/^\.SH EXAMPLES/,/^\.SH SEE/p' "$1" | grep -v '^\.' | sed 's/\\-/-/g' | grep .
}

# Simulates little, so that examples take no minutes. A replay has its own span.
write_shorter_desksim() {
    cat >bin/desksim <<S
#!/bin/sh
case "\$1 \$*" in
*--replay* | calibrate* | backtest* | check* | import* | report* | scenarios*) exec $desksim "\$@" ;;
*--precision* | *--antithetic*) exec $desksim "\$@" --set horizon=5w --set warm_up=1w ;;
run* | compare* | sweep*) exec $desksim "\$@" -n 3 --set horizon=5w --set warm_up=1w ;;
*) exec $desksim "\$@" --set horizon=5w --set warm_up=1w ;;
esac
S
    chmod +x bin/desksim
}

test_each_example_works() {
    local page command
    for page in "$manual"/*.1; do
        rm -rf checkout
        mkdir -p checkout/bin && cd checkout || return
        write_shorter_desksim
        ln -s "$source/scenarios" scenarios
        examples_of "$page" >../examples
        [ "$(wc -l <../examples)" -ge 2 ] || fail "two examples or more in ${page##*/}" \
            "$(cat ../examples)"
        while IFS= read -r command; do
            run_shell "PATH=$PWD/bin:\$PATH; $command"
            expect_code 0
        done <../examples
        cd ..
    done
}

run_tests "$@"
