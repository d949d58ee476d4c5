# Completion of desksim for bash. What it offers comes from the program itself (--help and
# `desksim scenarios`), so it knows every verb and option that the program has.

_desksim_verbs() {
    "$1" --help 2>/dev/null | sed -nE 's/^  ([a-z]+) .*/\1/p'
}

# The long options of a verb; those that take a value end in =.
_desksim_options() {
    "$1" "$2" --help 2>/dev/null | sed -nE 's/^ {2,6}(-.,? )? *(--[a-z-]+=?).*/\2/p'
}

_desksim_scenarios() {
    "$1" scenarios list --format csv 2>/dev/null | sed -n '2,$s/,.*//p'
}

# What may be the value of an option.
_desksim_values() {
    case $1 in
    --format) compgen -W 'text json csv' -- "$2" ;;
    --by) compgen -W 'hour half-hour' -- "$2" ;;
    --out) compgen -d -- "$2" ;;
    *) compgen -f -- "$2" ;;
    esac
}

# What may stand in the place of an argument: names, and files for those that take some.
_desksim_arguments() {
    case $2 in
    '') compgen -W "$(_desksim_verbs "$1") --help --version" -- "$3" ;;
    report) compgen -d -- "$3" ;;
    scenarios) compgen -W "list show copy $(_desksim_scenarios "$1")" -- "$3" ;;
    *)
        compgen -W "$(_desksim_scenarios "$1")" -- "$3"
        compgen -f -X '!*.yaml' -- "$3"
        compgen -f -X '!*.yml' -- "$3"
        compgen -d -- "$3"
        ;;
    esac
}

_desksim() {
    local program=${COMP_WORDS[0]} verb='' word=${COMP_WORDS[COMP_CWORD]} option=''
    local before=${COMP_WORDS[COMP_CWORD - 1]}
    [ "$COMP_CWORD" -le 1 ] || verb=${COMP_WORDS[1]}
    # Bash breaks words at =, so that --format=js comes as three.
    if [ "$word" = = ]; then
        option=$before word=''
    elif [ "$before" = = ]; then
        option=${COMP_WORDS[COMP_CWORD - 2]}
    elif [ "${before:0:2}" = -- ] && _desksim_options "$program" "$verb" | grep -qxF -e "$before="; then
        option=$before
    fi
    if [ -n "$option" ]; then
        mapfile -t COMPREPLY < <(_desksim_values "$option" "$word")
    elif [ -n "$verb" ] && [ "${word:0:1}" = - ]; then
        mapfile -t COMPREPLY < <(compgen -W "$(_desksim_options "$program" "$verb")" -- "$word")
    else
        mapfile -t COMPREPLY < <(_desksim_arguments "$program" "$verb" "$word")
    fi
    if [ "${#COMPREPLY[@]}" -eq 1 ] && [ "${COMPREPLY[0]: -1}" = = ]; then
        compopt -o nospace 2>/dev/null
    fi
    return 0
}

complete -o filenames -F _desksim desksim
