# What the tests of the command line have in common; sourced by them.
#
# A test is a function named test_…; each runs in an empty directory of its own. `run` runs the
# program and keeps what it did; the expect_… functions look at that, say what was wanted and
# what came, and let the test go on.
set -uo pipefail

# The program, the JSON reader of the tests, and the source, from the command line of a test.
desksim=$(realpath "$1")
json_value=$(realpath "$2")
source=$(realpath "$3")
shift 3
export DESKSIM_DATA=$source/scenarios/library
# No run may take longer, whatever is wrong.
readonly longest_run=60

failures=0
current=
command_line=
code=0

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

fail() {
    failures=$((failures + 1))
    printf '%s: FAILED\n    command:  %s\n    expected: %s\n    got:      %s\n' \
        "$current" "$command_line" "$1" "$2" >&2
}

# run WORD…: desksim WORD… with its output in $said/out and $said/err, its exit code in $code.
run() {
    command_line="desksim $*"
    timeout "$longest_run" "$desksim" "$@" >"$said/out" 2>"$said/err"
    code=$?
}

# A whole pipeline or environment where run is not enough; the exit code is the shell's.
run_shell() {
    command_line=$1
    timeout "$longest_run" bash -c "$1" >"$said/out" 2>"$said/err"
    code=$?
}

first_lines() {
    head -n 3 "$1" | cut -c 1-300 | tr '\n' '|'
}

expect_code() {
    [ "$code" -eq "$1" ] ||
        fail "exit code $1" "exit code $code, standard error: $(first_lines "$said/err")"
}

# Fixed words, each of which has to be there.
expect_words() {
    local file=$1 words
    shift
    for words in "$@"; do
        grep -qF -e "$words" -- "$file" ||
            fail "'$words' in ${file##*/}" "$(first_lines "$file")"
    done
}

expect_err() {
    expect_words "$said/err" "$@"
}

expect_out() {
    expect_words "$said/out" "$@"
}

expect_line() {
    grep -qE -e "$2" -- "$1" || fail "a line like '$2' in ${1##*/}" "$(first_lines "$1")"
}

expect_no_out() {
    [ ! -s "$said/out" ] || fail "nothing on standard output" "$(first_lines "$said/out")"
}

expect_no_err() {
    [ ! -s "$said/err" ] || fail "nothing on standard error" "$(first_lines "$said/err")"
}

expect_err_lines() {
    local lines
    lines=$(wc -l <"$said/err")
    [ "$lines" -eq "$1" ] ||
        fail "$1 line(s) on standard error" "$lines: $(first_lines "$said/err")"
}

expect_absent() {
    local path
    for path in "$@"; do
        [ ! -e "$path" ] || fail "no '$path'" "it is there"
    done
}

expect_file() {
    local path
    for path in "$@"; do
        [ -s "$path" ] || fail "a file '$path' that is not empty" "$(ls -ld "$path" 2>&1)"
    done
}

expect_same() {
    cmp -s "$1" "$2" || fail "'$1' and '$2' equal byte for byte" "$(cmp "$1" "$2" 2>&1)"
}

expect_equal() {
    [ "$2" = "$1" ] || fail "$1" "$2"
}

# expect_json VALUE FILE KEY…: the value under the keys; a file that is no JSON fails as well.
expect_json() {
    local value=$1 got
    shift
    got=$("$json_value" "$@" 2>&1) || got="$got (${1##*/})"
    [ "$got" = "$value" ] || fail "$value at $*" "$got"
}

# Everything that the program wrote in the test's directory, for before-and-after.
listing() {
    find . -type f -exec md5sum {} + | sort -k 2
}

# run_tests NAME…: those tests, or all of them; the exit code for ctest.
run_tests() {
    local names=("$@") name
    [ ${#names[@]} -gt 0 ] ||
        mapfile -t names < <(declare -F | awk '$3 ~ /^test_/ { print $3 }')
    for name in "${names[@]}"; do
        current=$name
        mkdir -p "$scratch/$name/here" "$scratch/$name/said"
        said=$scratch/$name/said
        cd "$scratch/$name/here" || exit 1
        if declare -F "$name" >/dev/null; then "$name"; else fail 'a test' 'none'; fi
    done
    echo "${#names[@]} tests, $failures failures"
    [ "$failures" -eq 0 ]
}
