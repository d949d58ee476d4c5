#!/usr/bin/env bash
# Installs into a scratch prefix and uses what was installed from there: the program finds its
# scenarios, the example builds on the library by pkg-config alone, the manual pages and the
# completion are in their places.
#   test_install.sh BUILD_DIRECTORY SOURCE_DIRECTORY
set -euo pipefail
build=$1
source=$2
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
prefix=$scratch/prefix

fail() {
    echo "test_install: $*" >&2
    exit 1
}

cmake --install "$build" --prefix "$prefix" >/dev/null
cd "$scratch"
"$prefix/bin/desksim" --version | grep -q '^desksim [0-9]' || fail "no version"
"$prefix/bin/desksim" scenarios | grep -q '^mid-size-desk ' || fail "no shipped scenarios"
"$prefix/bin/desksim" check small-desk >/dev/null || fail "small-desk does not check"
"$prefix/bin/desksim" scenarios copy small-desk >/dev/null
"$prefix/bin/desksim" run small-desk.yaml -n 2 --set horizon=4w --quiet || fail "a copy does not run"
for page in "$source"/docs/man/*.1; do
    [ -f "$prefix/share/man/man1/${page##*/}" ] || fail "no manual page ${page##*/}"
done

[ -f "$prefix/share/bash-completion/completions/desksim" ] || fail "no completion"
[ -f "$prefix/share/desksim/schemas/scenario.schema.json" ] || fail "no schema for editors"

# One header is all there is of the library, besides its objects.
headers=$(find "$prefix/include" -type f | sed "s|$prefix/||")
[ "$headers" = include/desksim/desksim.h ] || fail "these headers are installed: $headers"
library=$(find "$prefix" -name 'libdesksim.so.*.*.*')
others=$(nm -D --defined-only "$library" | awk '$3 !~ /^desksim_/ { print $3 }')
[ -z "$others" ] || fail "the library shows more than its interface: $others"

pc=$(find "$prefix" -name desksim.pc)
[ -n "$pc" ] || fail "no pkg-config file"
flags=$(PKG_CONFIG_PATH=$(dirname "$pc") pkg-config --cflags --libs desksim)
# shellcheck disable=SC2086
cc -std=c17 -Wall -Wextra -Wpedantic -Werror "$source/examples/staffing_curve.c" \
    -o staffing_curve $flags
libraries=$(dirname "$library")
LD_LIBRARY_PATH=$libraries ./staffing_curve small-desk.yaml L1 2 4 >curve.csv 2>said ||
    fail "the example does not run: $(cat said)"
[ "$(wc -l <curve.csv)" -eq 4 ] || fail "three points and a heading, not: $(cat curve.csv)"
while IFS= read -r line; do
    grep -qxF -e "$line" "$source/docs/library.md" || fail "docs/library.md does not show: $line"
done <curve.csv
# More agents, less utilisation.
awk -F, 'NR > 2 && !($2 < before) { exit 1 } { before = $2 }' curve.csv ||
    fail "the curve does not fall: $(cat curve.csv)"
LD_LIBRARY_PATH=$libraries ./staffing_curve small-desk.yaml nobody 3 5 >/dev/null 2>said &&
    fail "an unknown group is not refused"
grep -q nobody said || fail "the refusal does not name the group: $(cat said)"

# Library and program say the same, to the last digit.
cat >print.c <<'C'
#include <desksim/desksim.h>
#include <stdio.h>

int main(int argc, char **argv)
{
    desksim_scenario *desk;
    desksim_results *results;
    desksim_run_options options = desksim_run_defaults();
    char *text;
    options.replications = 3;
    if (argc != 2 || desksim_scenario_load(argv[1], NULL, NULL, &desk) != DESKSIM_OK ||
        desksim_run(desk, &options, NULL, &results) != DESKSIM_OK ||
        desksim_results_json(results, &text) != DESKSIM_OK)
        return 1;
    fputs(text, stdout);
    desksim_text_delete(text);
    desksim_results_delete(results);
    desksim_scenario_delete(desk);
    return 0;
}
C
# shellcheck disable=SC2086
cc -std=c17 -Wall -Wextra -Werror print.c -o print $flags
LD_LIBRARY_PATH=$libraries ./print small-desk.yaml >library.json
"$prefix/bin/desksim" run small-desk.yaml -n 3 --format json >program.json
cmp library.json program.json || fail "library and program differ"

# The header is good C++, too.
if command -v c++ >/dev/null; then
    echo '#include <desksim/desksim.h>
int main() { return desksim_version_number() == DESKSIM_VERSION_NUMBER ? 0 : 1; }' >plus.cc
    # shellcheck disable=SC2086
    c++ -Wall -Wextra -Wpedantic -Werror plus.cc -o plus $flags
    LD_LIBRARY_PATH=$libraries ./plus || fail "header and library have two versions"
fi
echo "test_install: fine"
