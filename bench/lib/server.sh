# shellcheck shell=bash
# The program under measure and what it costs. To be sourced after common.sh and test-postgres.sh.
#
#   fresh_database         a new copy of the filled database, as DATABASE_URL
#   start_program          serves it at $address; its process is $program
#   stop_program
#   cpu_of_program         CPU seconds of the program so far
#   cpu_of_postgres        CPU seconds of PostgreSQL's processes that live now
#   memory_of_program WHAT the lines WHAT (VmRSS, VmHWM) of /proc/PID/status, in MiB; what keeper and server share counts twice

ticks_per_second=$(getconf CLK_TCK)
copies=0 program=''

sql() { "$TEST_POSTGRES_PROGRAMS/psql" -X -q -A -t -F ' ' -v ON_ERROR_STOP=1 "${DATABASE_URL:-$OCP_TEST_POSTGRES_URL}" "$@"; }

fresh_database() {
    copies=$((copies + 1))
    local name=bench_$copies
    DATABASE_URL=$OCP_TEST_POSTGRES_URL sql -c "CREATE DATABASE $name TEMPLATE filled"
    [ "$copies" -eq 1 ] || DATABASE_URL=$OCP_TEST_POSTGRES_URL sql -c "DROP DATABASE IF EXISTS bench_$((copies - 1)) WITH (FORCE)"
    export DATABASE_URL=${OCP_TEST_POSTGRES_URL%/*}/$name
}

start_program() {
    local port
    port=$(free_port)
    address=127.0.0.1:$port
    # "development" for its cookies over plain HTTP.
    APP_ENV=development GEOCODER_BASE_URL=off DEBUG=false SECRET_KEY=$secret_key PUBLIC_URL= RATE_LIMITS=soak \
        "$ocpizza" serve --listen "$address" >>"$work/program.log" 2>&1 &
    program=$!
    for _ in $(seq 200); do
        if curl -s -o "$work/answer" "http://$address/healthz"; then return; fi
        kill -0 "$program" 2>/dev/null || break
        sleep 0.05
    done
    tail -n 20 "$work/program.log" >&2
    die "the program does not answer"
}

stop_program() {
    [ -n "$program" ] || return 0
    kill "$program" 2>/dev/null || true
    wait "$program" || true
    program=''
}

# cpu_of PID...: fields 14 and 15 of /proc/PID/stat, counted behind the name, which may contain anything.
cpu_of() {
    local pid stat sum=0 fields
    for pid in "$@"; do
        stat=$(cat "/proc/$pid/stat" 2>/dev/null) || continue
        read -r -a fields <<<"${stat##*) }"
        sum=$((sum + fields[11] + fields[12]))
    done
    awk -v ticks="$sum" -v second="$ticks_per_second" 'BEGIN { printf "%.3f", ticks / second }'
}

# The keeper and its server.
# shellcheck disable=SC2046
cpu_of_program() { cpu_of "$program" $(pgrep -P "$program"); }

cpu_of_postgres() {
    local main
    main=$(head -n 1 "$TEST_POSTGRES_FOLDER/data/postmaster.pid")
    # shellcheck disable=SC2046
    cpu_of "$main" $(ps -o pid= --ppid "$main")
}

memory_of_program() {
    local pid
    for pid in $program $(pgrep -P "$program"); do cat "/proc/$pid/status"; done |
        awk -v what="$1:" '$1 == what { sum += $2 } END { printf "%.1f", sum / 1024 }'
}
