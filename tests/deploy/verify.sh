# shellcheck shell=bash
# Counts what holds and what does not, for the trials of deploy/. To be sourced.
#
#   verify NAME COMMAND...    one case: it holds when the command answers 0, and says what it said when not
#   soon TENTHS COMMAND...    waits until the command answers 0, so many tenths of a second at most; in vain, it says
#                             the last lines of the files that `logs` names
#   finish                    the closing line, N passed, N failed, and the end

passed=0 failed=0
ok() { echo "ok      $1"; passed=$((passed + 1)); }
bad() { echo "FAILED  $1"; failed=$((failed + 1)); [ $# -lt 2 ] || sed 's/^/        /' <<<"$2"; }
verify() {
    local name=$1 said
    shift
    if said=$("$@" 2>&1); then ok "$name"; else bad "$name" "$said"; fi
}
soon() {
    local tries=$1
    shift
    for _ in $(seq "$tries"); do
        if "$@" >/dev/null 2>&1; then return 0; fi
        sleep 0.1
    done
    # shellcheck disable=SC2086
    [ -z "${logs:-}" ] || tail -n 5 $logs 2>/dev/null
    return 1
}
finish() {
    echo "$passed passed, $failed failed"
    [ "$failed" -eq 0 ]
    exit
}
