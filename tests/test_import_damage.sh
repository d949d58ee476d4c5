#!/usr/bin/env bash
# What is wrong with exports, a fixture each: used, refused by row with its reason, or refused as
# a whole in one line; never a crash, never more memory than a few rows take.
#   test_import_damage.sh PROGRAM JSON_VALUE SOURCE [TEST…]
. "$(dirname "$0")/cli_checks.sh"

head='number,opened_at,priority,resolved_at,assignment_group,state'
row='INC1,2026-01-05 08:00:00,2 - High,2026-01-05 09:00:00,Desk,Closed'

# imports READ USED REFUSED: of export.csv.
imports() {
    run import export.csv --out out.csv --format json
    expect_code 0
    expect_no_err
    expect_equal "$1 $2 $3" "$("$json_value" "$said/out" rows read) $("$json_value" "$said/out" rows used) $("$json_value" "$said/out" rows refused)"
}

# refused WORD…: export.csv as a whole, in one line.
refused() {
    run import export.csv --out out.csv
    expect_code 3
    expect_no_out
    expect_err_lines 1
    expect_err "$@"
    expect_absent out.csv
}

test_rows_are_refused_with_their_reason() {
    local bad
    while IFS='|' read -r reason bad; do
        printf '%s\n%s\n%s\n' "$head" "$row" "$bad" >export.csv
        imports 2 1 1
        expect_line "$said/out" "\"$reason\""
    done <<'END'
duplicate id|INC1,2026-01-05 08:00:00,2 - High,,Desk,Closed
resolved before opened|INC2,2026-01-05 08:00:00,2 - High,2026-01-04 09:00:00,Desk,Closed
unreadable time|INC2,2026-02-30 08:00:00,2 - High,,Desk,Closed
unreadable time|INC2,yesterday,2 - High,,Desk,Closed
no opening time|INC2,?,2 - High,,Desk,Closed
no id|,2026-01-05 08:00:00,2 - High,,Desk,Closed
wrong number of columns|INC2,2026-01-05 08:00:00
wrong number of columns|INC2,2026-01-05 08:00:00,2 - High,,Desk,Closed,more
quote not closed|INC2,"2026-01-05 08:00:00,2 - High,,Desk,Closed
END
}

test_an_unclosed_quote_costs_its_own_line_only() {
    { echo "$head"; echo 'INC0,2026-01-05 08:00:00,"2 - High,,Desk,Closed'
      for i in 1 2 3 4 5; do echo "INC$i,2026-01-05 08:00:00,2 - High,,\"Desk\",Closed"; done; } >export.csv
    imports 6 5 1
}

test_a_quote_that_another_one_closes_swallows_no_rows() {
    { echo "$head"; echo 'INC0,2026-01-05 08:00:00,2 - High,,"Desk,Closed'
      for i in 1 2 3; do echo "INC$i,2026-01-05 08:00:00,2 - High,,Desk,Closed"; done
      echo 'INC4,2026-01-05 08:00:00,2 - High,,Desk",Closed'; } >export.csv
    imports 5 4 1
}

test_a_lone_quote_inside_a_field_is_mended() {
    printf '%s\nINC1,2026-01-05 08:00:00,2 - High,,"the "big" desk",Closed\n' "$head" >export.csv
    imports 1 1 0
    expect_line out.csv 'the ""big"" desk'
}

test_text_over_several_lines() {
    printf '%s\r\nINC1,2026-01-05 08:00:00,2 - High,,"Desk\r\nof ""two"" lines",Closed\r\n%s\r\n' "$head" "${row/INC1/INC2}" >export.csv
    imports 2 2 0
}

test_separators_and_byte_order_marks() {
    local separator
    for separator in ';' '\t' '|'; do
        printf '%s\n%s\n' "$head" "$row" | tr , "$separator" >export.csv
        imports 1 1 0
    done
    printf '\xef\xbb\xbf%s\n%s\n' "$head" "$row" >export.csv
    imports 1 1 0
    printf 'sep=;\n%s\n%s\n' "$head" "$row" | tr , ';' >export.csv
    imports 1 1 0
    printf '%s\r%s\r' "$head" "$row" >export.csv
    imports 1 1 0
}

test_latin_1_becomes_utf_8() {
    printf '%s\n%s\n' "$head" "${row/Desk/B$'\xfc'ro $'\x80'}" >export.csv
    imports 1 1 0
    expect_line out.csv "Büro €"
    expect_line "$said/out" "Windows-1252"
    printf '%s\n%s\n' "$head" "${row/Desk/Büro}" >export.csv
    imports 1 1 0
    expect_line out.csv "Büro"
}

test_day_and_month_are_told_by_the_column() {
    printf '%s\nINC1,3/4/2016 08:00,1,,D,New\nINC2,25/4/2016 08:00,1,,D,New\n' "$head" >export.csv
    imports 2 2 0
    expect_line out.csv "INC1,2016-04-03T08:00:00Z"
    printf '%s\nINC1,3/4/2016 08:00,1,,D,New\nINC2,4/25/2016 08:00 PM,1,,D,New\n' "$head" >export.csv
    imports 2 2 0
    expect_line out.csv "INC1,2016-03-04T08:00:00Z"
    expect_line out.csv "INC2,2016-04-25T20:00:00Z"
}

test_an_ambiguous_column_is_refused_unless_told() {
    printf '%s\nINC1,3/4/2016 08:00,1,,D,New\n' "$head" >export.csv
    refused "export.csv:2" "opened_at" "3/4/2016" "--date-order"
    run import export.csv --date-order mdy --out out.csv --quiet
    expect_code 0
    expect_line out.csv "INC1,2016-03-04T08:00:00Z"
}

test_contradicting_dates_cost_the_rarer_rows() {
    printf '%s\nINC1,25/4/2016 08:00,1,,D,New\nINC2,26/4/2016 08:00,1,,D,New\nINC3,4/27/2016 08:00,1,,D,New\n' "$head" >export.csv
    imports 3 2 1
}

test_time_zones() {
    printf '%s\nINC1,2026-07-05 08:00:00,1,,D,New\nINC2,2026-01-05T08:00:00+02:00,1,,D,New\n' "$head" >export.csv
    run import export.csv --time-zone Europe/Berlin --out out.csv --quiet
    expect_code 0
    expect_line out.csv "INC1,2026-07-05T06:00:00Z"
    expect_line out.csv "INC2,2026-01-05T06:00:00Z"
    run import export.csv --time-zone Europe/Berlim
    expect_code 3
    expect_err "Europe/Berlin"
}

test_missing_values_in_all_their_forms() {
    local word
    for word in '?' '' 'N/A' '-' null '(empty)' None; do
        printf '%s\nINC1,2026-01-05 08:00:00,%s,%s,%s,%s\n' "$head" "$word" "$word" "$word" "$word" >export.csv
        imports 1 1 0
        expect_line out.csv "INC1,2026-01-05T08:00:00Z,,,,,,,,,,,,,,"
    done
}

test_decimal_commas() {
    printf 'Ticket Id;Created Time;Group;Time Tracked\n1;2026-01-05 08:00;D;1,5\n2;2026-01-05 08:00;D;0,25\n' >export.csv
    imports 2 2 0
    expect_line out.csv "1,2026-01-05T08:00:00Z,,,,,,D,,,,,,,,,5400"
    expect_line out.csv "2,2026-01-05T08:00:00Z,,,,,,D,,,,,,,,,900"
}

test_gzip_and_standard_input() {
    printf '%s\n%s\n' "$head" "$row" >plain.csv
    gzip -c plain.csv >export.csv
    imports 1 1 0
    run_shell "'$desksim' import - --out out2.csv --quiet <export.csv"
    expect_code 0
    expect_same out.csv out2.csv
    run_shell "cat plain.csv | '$desksim' import - --out - 2>/dev/null"
    expect_same out.csv "$said/out"
}

# Both orders of bytes; tests/test_utf16.c has the rest.
test_utf16_text_is_read_as_it_is_meant() {
    local from
    printf '%s\n%s\n' "$head" "$row" >export.csv
    imports 1 1 0
    mv out.csv plain.csv
    for from in UTF-16LE UTF-16BE; do
        printf '\xef\xbb\xbf%s\n%s\n' "$head" "$row" | iconv -f UTF-8 -t "$from" >export.csv
        imports 1 1 0
        expect_same plain.csv out.csv
    done
}

test_other_files_are_refused_in_one_line() {
    printf '\x89PNG\r\n\x1a\n\0\0\0\rIHDR' >export.csv
    refused "PNG image"
    printf 'PK\3\4\24\0\6\0\10\0' >export.csv
    refused "zip"
    : >export.csv
    refused "empty"
    printf '%s\n' "$head" >export.csv
    refused "no row"
    printf 'colour,shape\nred,round\n' >export.csv
    refused "no dialect is known"
    printf '%s\n%s\n' "$head" "$row" | gzip -c | head -c 40 >export.csv
    refused "gzip"
    printf 'id\tQueueName\tCreated\n1\tD\t3 days ago\n' >export.csv
    refused "relative"
    rm export.csv
    refused "no such file"
    mkdir export.csv
    refused "directory"
}

test_a_nul_byte_costs_its_row() {
    printf '%s\n%s\n' "$head" "$row" >export.csv
    for i in $(seq 200); do echo "${row/INC1/INC1$i}"; done >>export.csv
    printf 'INC9,2026-01-05 08:00:00,2 \0 High,,Desk,Closed\n' >>export.csv
    imports 202 201 1
}

test_a_huge_line_neither_crashes_nor_takes_memory() {
    { printf '%s\n%s\n' "$head" "$row"; head -c 100000000 /dev/zero | tr '\0' a; echo
      echo "${row/INC1/INC2}"; } | gzip -1 >export.csv
    run_shell "ulimit -v 150000; '$desksim' import export.csv --out out.csv --format json"
    expect_code 0
    expect_equal "3 2 1" "$("$json_value" "$said/out" rows read) $("$json_value" "$said/out" rows used) $("$json_value" "$said/out" rows refused)"
}

test_a_huge_quoted_field_costs_its_line() {
    { printf '%s\n%s\n' "$head" "$row"; printf 'INC3,2026-01-05 08:00:00,"'
      head -c 50000000 /dev/zero | tr '\0' a; printf '\n%s\n' "${row/INC1/INC2}"; } >export.csv
    run_shell "ulimit -v 150000; '$desksim' import export.csv --out out.csv --format json"
    expect_code 0
    expect_equal "2" "$("$json_value" "$said/out" rows used)"
}

test_a_million_columns() {
    { printf '%s\n%s\n' "$head" "$row"; head -c 1000000 /dev/zero | tr '\0' ,; echo
      echo "${row/INC1/INC2}"; } >export.csv
    imports 3 2 1
    expect_line "$said/out" "too many columns"
    rm out.csv
    { head -c 1000000 /dev/zero | tr '\0' ,; echo; } >export.csv
    refused "4096 columns"
}

run_tests "$@"
