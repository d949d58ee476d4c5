# The tickets of a ServiceNow audit log (one row per change of a ticket) as a canonical ticket
# CSV: what was known when each was opened. A ticket's first row is the one of the smallest
# sys_mod_count, wherever it stands; "?" is nothing. The log has no zone: its times count as UTC.
#   awk -f first_rows.awk LOG.csv >tickets.csv
BEGIN { FS = "," }

function column(name) {
    if (!(name in at)) {
        print "first_rows: line 1: there is no column " name >"/dev/stderr"
        failed = 1
        exit 1
    }
    return at[name]
}

# 29/2/2016 01:16
function iso_time(text, part) {
    if (text !~ /^[0-9]+\/[0-9]+\/[0-9][0-9][0-9][0-9] [0-9][0-9]:[0-9][0-9]$/)
        return ""
    split(text, part, "[/ ]")
    return sprintf("%04d-%02d-%02dT%s:00Z", part[3], part[2], part[1], part[4])
}

function known(text) { return text == "?" ? "" : text }

{ sub(/\r$/, "") }

NR == 1 {
    for (i = 1; i <= NF; i++)
        at[$i] = i
    columns = NF
    id = column("number"); count = column("sys_mod_count"); opened = column("opened_at")
    fields = split("category impact urgency priority assignment_group contact_type", from, " ")
    for (i = 1; i <= fields; i++)
        from[i] = column(from[i])
    next
}

NF != columns || /"/ {
    print "first_rows: line " NR ": not " columns " plain fields" >"/dev/stderr"
    failed = 1
    exit 1
}

!($id in row) || $count + 0 < least[$id] {
    if (!($id in row))
        order[++tickets] = $id
    least[$id] = $count + 0
    row[$id] = $id "," iso_time($opened) ",incident"
    for (i = 1; i <= fields; i++)
        row[$id] = row[$id] "," known($from[i])
}

END {
    if (failed)
        exit 1
    print "id,opened_at,type,category,impact,urgency,priority,group,channel"
    for (i = 1; i <= tickets; i++)
        print row[order[i]]
}
