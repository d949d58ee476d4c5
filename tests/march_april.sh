# To be sourced by tests on a real history. Opt-in: DESKSIM_HISTORY names the March and April part
# of "Incident management process enriched event log" (UCI Machine Learning Repository, doi
# 10.24432/C57S4H), named …mar_apr.csv or .csv.gz. They are skipped (exit code 77) where it is not
# set or another file.
case ${DESKSIM_HISTORY:-} in
*mar_apr.csv | *mar_apr.csv.gz) ;;
*)
    echo "skipped: DESKSIM_HISTORY does not name the log of March and April 2016"
    exit 77
    ;;
esac
[ -f "$DESKSIM_HISTORY" ] || exit 77
DESKSIM_HISTORY=$(realpath "$DESKSIM_HISTORY")
