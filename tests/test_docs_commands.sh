#!/usr/bin/env bash
# Every command that the README, the pages in docs/ and the manual page show can be typed as it
# stands: in the order of a page, in one directory that looks like a checkout with a release
# built. So can every scenario and ticket CSV that they print.
#   test_docs_commands.sh PROGRAM JSON_VALUE SOURCE [TEST…]
. "$(dirname "$0")/cli_checks.sh"

# What cannot be typed here: it installs packages, runs these very tests, or wants an installed
# library (test_install.sh types it).
skipped_commands=(
    'cc -std=c17 staffing_curve.c -o staffing_curve $(pkg-config --cflags --libs desksim)'
    './quickstart'
    './quickstart test'
)

pages=("$source"/README.md "$source"/docs/*.md "$source"/bench/README.md)

# blocks LANGUAGE FILE: the lines of its fenced blocks of that language; form feed between.
blocks() {
    awk -v fence="^\`\`\`$1\$" '
        /^```/ && open { open = 0; if (wanted) print "\f"; wanted = 0; next }
        /^```/ { open = 1; wanted = $0 ~ fence; next }
        wanted' "$2"
}

# The commands of a page: `$ ` of a console, comments and what is printed are left out.
commands_of() {
    {
        blocks '(sh|bash)' "$1"
        blocks console "$1" | sed -n 's/^\$ //p'
    } | tr -d '\f' | sed -E 's/(^|[[:space:]]+)#.*$//' | grep -v '^[[:space:]]*$'
}

commands_of_the_manual_page() {
    sed -n '/^\.SH EXAMPLES/,/^\.SH SEE/p' "$1" | grep -v '^\.' | sed 's/\\-/-/g'
}

is_skipped() {
    local skipped
    for skipped in "${skipped_commands[@]}"; do
        [ "$1" != "$skipped" ] || return 0
    done
    return 1
}

# A directory that has what the commands refer to.
pretend_checkout() {
    mkdir -p build/release bin
    ln -sf "$desksim" build/release/desksim
    ln -sf "$desksim" bin/desksim
    ln -sfn "$source/scenarios" scenarios
    PATH=$PWD/bin:$PATH
}

type_commands() {
    local command typed=0
    while IFS= read -r command; do
        is_skipped "$command" && continue
        run_shell "$command"
        expect_code 0
        # A warning about the desk is part of what some of them show.
        expect_equal "" "$(grep -v ': warning: ' "$said/err")"
        typed=$((typed + 1))
    done
    echo "$current: $typed commands of $1"
}

test_every_command_of_every_page_works() {
    local page
    for page in "${pages[@]}"; do
        commands_of "$page" >commands
        [ -s commands ] || continue
        rm -rf checkout
        mkdir checkout && cd checkout || return
        pretend_checkout
        type_commands "${page#"$source"/}" <../commands
        cd ..
    done
}

test_every_example_of_the_manual_page_works() {
    pretend_checkout
    commands_of_the_manual_page "$source/docs/man/desksim.1" >commands
    [ "$(wc -l <commands)" -ge 3 ] || fail "three examples or more" "$(cat commands)"
    type_commands desksim.1 <commands
}

test_every_command_that_is_skipped_is_still_shown() {
    local page skipped
    for page in "${pages[@]}"; do
        commands_of "$page"
    done >commands
    for skipped in "${skipped_commands[@]}"; do
        command_line="the skip list"
        grep -qxF -e "$skipped" commands || fail "'$skipped' on some page" "it is on none"
    done
    [ "$(wc -l <commands)" -ge 10 ] || fail "ten commands or more" "$(wc -l <commands)"
}

# The blocks of a language on all pages, each in a file of its own: block-1, block-2, …
write_blocks() {
    local page
    for page in "${pages[@]}"; do
        blocks "$1" "$page"
    done | awk -v n=1 '/^\f/ { n++; next } { print >("block-" n) }'
}

test_every_scenario_in_the_pages_runs_without_a_warning() {
    local file
    write_blocks yaml
    expect_file block-1
    for file in block-*; do
        grep -q '^groups:' "$file" || continue
        run run "$file" -n 2
        expect_code 0
        expect_no_err
    done
}

test_every_ticket_csv_in_the_pages_can_be_read_whole() {
    local file
    write_blocks csv
    expect_file block-1
    for file in block-*; do
        run run small-desk -n 2 --replay "$file" --set warm_up=0
        expect_code 0
        expect_line "$said/out" "$(($(wc -l <"$file") - 1)) rows read, $(($(wc -l <"$file") - 1)) used"
    done
}

test_the_results_in_the_readme_are_those_of_its_command() {
    local line
    run run mid-size-desk
    blocks '' "$source/README.md" | sed -n '/^Incidents/,/^\f/p' | tr -d '\f' | grep . >shown
    [ "$(wc -l <shown)" -ge 5 ] || fail "five lines of results or more" "$(cat shown)"
    while IFS= read -r line; do
        grep -qxF -e "$line" "$said/out" || fail "the README's line: $line" "it is not printed"
    done <shown
}

# In a console block, what stands below a command has to be among what it prints.
test_the_output_that_a_page_shows_is_what_is_printed() {
    local page line shown=0
    for page in "${pages[@]}"; do
        blocks console "$page" | tr -d '\f' | grep . >session
        [ -s session ] || continue
        rm -rf checkout
        mkdir checkout && cd checkout || return
        pretend_checkout
        while IFS= read -r line; do
            case $line in
            '$ '*) run_shell "${line#\$ }" ;;
            *)
                shown=$((shown + 1))
                grep -qxF -e "$line" "$said/out" || fail "the line: $line" "it is not printed"
                ;;
            esac
        done <../session
        cd ..
    done
    [ "$shown" -ge 10 ] || fail "ten lines of output or more" "$shown"
}

test_every_file_that_a_page_links_to_is_there() {
    local page target
    for page in "${pages[@]}"; do
        while IFS= read -r target; do
            command_line="a link in ${page##*/}"
            [ -e "$(dirname "$page")/$target" ] || fail "a file or folder '$target'" "none"
        done < <(grep -oE '\]\([^)# ]+' "$page" | cut -c 3- | grep -vE '^[a-z]+:')
    done
}

run_tests "$@"
