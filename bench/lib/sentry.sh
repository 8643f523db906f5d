# shellcheck shell=bash
# What Sentry costs a request. To be sourced after orders.sh and pages.sh.

silent_process=''

stop_silent() {
    [ -n "$silent_process" ] || return 0
    kill "$silent_process" 2>/dev/null || true
    wait "$silent_process" 2>/dev/null || true
    silent_process=''
}

# measure_with_sentry WAY DSN: a page that goes well and one that fails, for its table is gone; a line each in $work/sentry.
measure_with_sentry() {
    SENTRY_DSN=$2 SENTRY_TRACES_SAMPLE_RATE=${SHARE:-0.1} start_program
    under_load get "http://$address$menu_path" "Cookie: $(cookie_of_customer)"
    echo "menu_user $1 $rate $p50 $p99 $cpu" >>"$work/sentry"
    sql -c 'ALTER TABLE sessions RENAME TO sessions_gone'
    under_load get "http://$address/panier" "Cookie: $(cookie_of_customer)"
    echo "failing $1 $rate $p50 $p99 $cpu" >>"$work/sentry"
    sql -c 'ALTER TABLE sessions_gone RENAME TO sessions'
    stop_program
}

# The same loads without Sentry, with one that is not there, one that never answers, in turns, since a machine changes
# from minute to minute. Prints the medians; the ratio is that of requests a second without Sentry.
scenario_sentry() {
    local port before=0 page way ways round
    fresh_database
    port=$(free_port)
    python3 bench/silent.py "$port" &
    silent_process=$!
    : >"$work/sentry"
    for round in $(seq "${ROUNDS:-6}"); do
        # There and back, so that none is always the first.
        ways='off closed silent'
        [ $((round % 2)) -eq 1 ] || ways='silent closed off'
        for way in $ways; do
            case $way in
            off) measure_with_sentry off '' ;;
            closed) measure_with_sentry closed "http://k@127.0.0.1:$(free_port)/1" ;;
            silent) measure_with_sentry silent "http://k@127.0.0.1:$port/1" ;;
            esac
        done
    done
    stop_silent
    for page in menu_user failing; do
        for way in off closed silent; do
            read -r rate p50 p99 cpu < <(python3 - "$work/sentry" "$page" "$way" <<'END'
import statistics, sys
rows = [line.split() for line in open(sys.argv[1])]
rows = [[float(x) for x in row[2:]] for row in rows if row[:2] == sys.argv[2:]]
print(*(f"{statistics.median(column):.{digits}f}" for column, digits in zip(zip(*rows), (0, 2, 2, 3))))
END
            )
            [ "$way" != off ] || before=$rate
            errors=-
            print_line "$page" "$(ratio "$rate" "$before")" "Sentry $way; median of ${ROUNDS:-6}"
        done
    done
}
