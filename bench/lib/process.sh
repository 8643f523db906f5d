# shellcheck shell=bash
# The scenarios about the process itself. To be sourced after orders.sh and pages.sh.

scenario_coldstart() {
    fresh_database
    local port line
    port=$(free_port)
    line=$(APP_ENV=development DEBUG=false SECRET_KEY=$secret_key PUBLIC_URL= \
        python3 bench/coldstart.py 127.0.0.1 "$port" "$menu_path" "$ocpizza" serve --listen "127.0.0.1:$port") ||
        die "the program does not start"
    read -r p50 p99 cpu <<<"$line"
    rate=- errors=0
    print_line coldstart - 'from the start of the process to the first whole menu page; cpu_ms of one start'
}

# Every kind of load on one process, then what it holds.
scenario_memory() {
    fresh_database
    orders_wait 1 8 250
    waiting_in 1 8 >"$work/accepting"
    start_program
    local before cookie
    before=$(memory_of_program VmRSS)
    get "http://$address$menu_path" "$seconds_each" >"$work/answer"
    cookie=$(cookie_of_customer)
    get "http://$address$menu_path" "Cookie: $cookie" "$seconds_each" >"$work/answer"
    get "http://$address/cuisine/part-dieu" "Cookie: $(cookie_of_kitchen)" "$seconds_each" >"$work/answer"
    client checkout "$seconds_each" <"$work/customers" >"$work/answer"
    client accept "$seconds_each" <"$work/accepting" >"$work/answer"
    rate=- p50=- p99=- errors=0 cpu=-
    print_line memory - "$(memory_of_program VmRSS) MiB resident after load, $before before, $(memory_of_program VmHWM) at most"
    stop_program
}
