# shellcheck shell=bash
# Measures and prints. To be sourced after server.sh.
#
# Every load prints "requests seconds p50_ms p99_ms errors"; these functions take it from there.

# Database sessions plan each statement anew five times before they keep a plan: what comes first is not measured.
warm_up_seconds=2

# under_load COMMAND...: runs a load against the program, whose last argument is the seconds it takes; sets rate, p50,
# p99, errors, cpu and postgres_cpu (ms a request). $input is the file it reads; $between is run after the warm-up.
under_load() {
    local ours theirs line requests seconds
    "$@" "$warm_up_seconds" <"${input:-/dev/null}" >/dev/null || die "the load failed: $*"
    if [ -n "${between:-}" ]; then eval "$between"; fi
    ours=$(cpu_of_program) theirs=$(cpu_of_postgres)
    line=$("$@" "$seconds_each" <"${input:-/dev/null}") || die "the load failed: $*"
    if [ -n "${between:-}" ]; then eval "$between"; fi
    ours="$(cpu_of_program) $ours" theirs="$(cpu_of_postgres) $theirs"
    read -r requests seconds p50 p99 errors <<<"$line"
    [ "${requests:-0}" -gt 0 ] || die "the load made no request: $*"
    rate=$(awk -v n="$requests" -v s="$seconds" 'BEGIN { printf "%.0f", n / s }')
    cpu=$(awk -v n="$requests" -v c="$ours" 'BEGIN { split(c, t, " "); printf "%.3f", (t[1] - t[2]) * 1000 / n }')
    postgres_cpu=$(awk -v n="$requests" -v c="$theirs" 'BEGIN { split(c, t, " "); printf "%.3f", (t[1] - t[2]) * 1000 / n }')
}

# get URL [HEADER...] SECONDS: wrk, with twice as many connections as the program has workers.
get() {
    local url=$1 headers=()
    shift
    while [ $# -gt 1 ]; do
        headers+=(-H "$1")
        shift
    done
    wrk -t1 -c16 -d"${1}s" -s bench/report.lua "${headers[@]}" "$url" | tail -n 1
}

ratio() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.2f", a / b }'; }

print_head() { printf '%-15s %8s %8s %8s %6s %14s %16s  %s\n' name req/s p50_ms p99_ms errors cpu_ms_per_req ratio_to_ceiling note; }

# print_line NAME RATIO NOTE, of what under_load measured last
print_line() { printf '%-15s %8s %8s %8s %6s %14s %16s  %s\n' "$1" "$rate" "$p50" "$p99" "$errors" "$cpu" "$2" "$3"; }
