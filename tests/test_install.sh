#!/usr/bin/env bash
# Installs into a scratch prefix and uses what was installed from there: the program finds its
# scenarios, the library is found by pkg-config, the manual page is in its place.
#   test_install.sh BUILD_DIRECTORY
set -euo pipefail
build=$1
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
[ -f "$prefix/share/man/man1/desksim.1" ] || fail "no manual page"

cat >use.c <<'C'
#include "scenarios/scenario.h"
#include <stdio.h>

int main(int argc, char **argv)
{
    ds_diagnostics diagnostics = {0};
    ds_scenario *scenario = NULL;
    if (argc != 2 || ds_scenario_load(argv[1], NULL, 0, &diagnostics, &scenario) != DS_OK)
        return 1;
    puts(ds_scenario_name(scenario));
    ds_scenario_delete(scenario);
    ds_diagnostics_free(&diagnostics);
    return 0;
}
C
pc=$(find "$prefix" -name desksim.pc)
[ -n "$pc" ] || fail "no pkg-config file"
flags=$(PKG_CONFIG_PATH=$(dirname "$pc") pkg-config --cflags --libs desksim)
# shellcheck disable=SC2086
cc -std=c17 -D_POSIX_C_SOURCE=200809L use.c -o use $flags
libraries=$(dirname "$(dirname "$pc")")
LD_LIBRARY_PATH=$libraries ./use small-desk.yaml | grep -q '^Small desk$' ||
    fail "a program on the library does not read a scenario"
echo "test_install: fine"
