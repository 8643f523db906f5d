# shellcheck shell=bash
# The scenarios that order and accept, and their ceiling: pgbench with the statements they run. To be sourced after
# measure.sh.

password='Pizza-2026!'

client() { "$load_client" "$address" "$@"; }

# orders_wait FIRST_SHOP LAST_SHOP EACH: that many further orders wait in each of these shops.
orders_wait() { sql -v first_shop="$1" -v last_shop="$2" -v each="$3" -f bench/waiting.sql; }

# Signs everybody in, into files of cookies that hold for every copy of the filled database, and lets each customer
# order once: two orders wait in each shop.
people_come() {
    start_program
    sql -f bench/customers.sql | client sign_in "$password" >"$work/customers" || die "customers cannot sign in"
    sql -f bench/tablets.sql | client sign_in "$password" >"$work/tablets" || die "pizzaiolos cannot sign in"
    client checkout 0 <"$work/customers" >"$work/answer" || die "no order can be placed"
    stop_program
}

cookie_of_customer() { cut -d ' ' -f 1 "$work/customers" | head -n 1; }
cookie_of_kitchen() { sed -n 's/ part-dieu$//p' "$work/tablets"; }

# pgbench_rate SCRIPT VARIABLE...: its transactions a second, on a database of its own, with the program's 8 sessions.
pgbench_rate() {
    local script=$1 variable variables=(-D n=-1 -D no=0)
    shift
    for variable in "$@"; do variables+=(-D "$variable"); done
    sql -f bench/pgbench/sessions.sql
    "$TEST_POSTGRES_PROGRAMS/pgbench" -n -M prepared -c 8 -j 1 -P 1 -T $((warm_up_seconds + seconds_each)) \
        "${variables[@]}" -f "bench/pgbench/$script" "$DATABASE_URL" >"$work/pgbench" 2>&1 ||
        die "$(grep -m 3 -i error "$work/pgbench")"
    ceiling=$(sed -n 's/^progress: .* s, \([0-9.]*\) tps.*/\1/p' "$work/pgbench" |
        awk -v first="$warm_up_seconds" 'NR > first { sum += $1; n++ } END { printf "%.0f", sum / n }')
}

scenario_checkout() {
    fresh_database
    start_program
    input=$work/customers under_load client checkout
    stop_program
    check_data checkout
    fresh_database
    pgbench_rate checkout.sql
    print_line checkout "$(ratio "$rate" "$ceiling")" "two pizzas and the order; pgbench $ceiling/s; postgres $postgres_cpu ms"
}

bank_process=''

stop_bank() {
    [ -n "$bank_process" ] || return 0
    kill "$bank_process" 2>/dev/null || true
    wait "$bank_process" 2>/dev/null || true
    bank_process=''
}

# The same orders, paid on the page of the bank for trials, which tells its events meanwhile. It shares the machine.
scenario_checkout_online() {
    local bank STRIPE_SECRET_KEY STRIPE_WEBHOOK_SECRET STRIPE_BASE_URL
    bank=127.0.0.1:$(free_port)
    STRIPE_SECRET_KEY=sk_test_$(head -c 24 /dev/urandom | base64 -w 0 | tr -d '+/=')
    STRIPE_WEBHOOK_SECRET=whsec_$(head -c 24 /dev/urandom | base64 -w 0 | tr -d '+/=')
    STRIPE_BASE_URL=http://$bank
    export STRIPE_SECRET_KEY STRIPE_WEBHOOK_SECRET STRIPE_BASE_URL
    fresh_database
    start_program
    APP_ENV=development "$ocpizza" bank --listen "$bank" --webhook "http://$address/webhooks/stripe" >>"$work/program.log" 2>&1 &
    bank_process=$!
    for _ in $(seq 200); do
        if curl -s -o "$work/answer" "http://$bank/bank/control"; then break; fi
        sleep 0.05
    done
    input=$work/customers under_load client checkout_online "$bank"
    stop_program
    stop_bank
    check_data checkout_online
    unset STRIPE_SECRET_KEY STRIPE_WEBHOOK_SECRET STRIPE_BASE_URL
    print_line checkout_online - "two pizzas, the order, the bank's page and back, events beside; postgres $postgres_cpu ms"
}

# What load_client's accept reads: sixteen tablets, and the orders that wait in these shops.
waiting_in() {
    local slugs
    slugs=$(sql -c "SELECT string_agg(slug, '|') FROM pizzerias WHERE id BETWEEN $1 AND $2")
    for _ in $(seq $((16 / ($2 - $1 + 1)))); do grep -E " ($slugs)\$" "$work/tablets"; done
    sql -c "SELECT o.id, p.slug FROM orders o JOIN pizzerias p ON p.id = o.pizzeria_id
            WHERE o.order_status = 'pending' AND p.id BETWEEN $1 AND $2 ORDER BY o.id"
}

# accept_in NAME FIRST_SHOP LAST_SHOP
accept_in() {
    local name=$1 first=$2 last=$3 shops=$(($3 - $2 + 1)) each
    each=$(((warm_up_seconds + seconds_each) * 4000 / shops))
    fresh_database
    orders_wait "$first" "$last" "$each"
    waiting_in "$first" "$last" >"$work/accepting"
    start_program
    input=$work/accepting between="waiting_in $first $last >$work/accepting" under_load client accept
    stop_program
    check_data "$name"
    fresh_database
    orders_wait "$first" "$last" "$each"
    pgbench_rate accept.sql clients=8 shops="$shops" first_shop="$first" \
        first_order="$(sql -c "SELECT MAX(id) + 1 - $each * $shops FROM orders")"
    print_line "$name" "$(ratio "$rate" "$ceiling")" "pgbench $ceiling/s; postgres $postgres_cpu ms"
}

scenario_accept() { accept_in accept 1 8; }
scenario_accept_hot() { accept_in accept_hot 3 3; }

# What the load left behind is whole.
check_data() {
    "$ocpizza" check --data >"$work/check" 2>&1 || {
        cat "$work/check" >&2
        die "$1: the data does not hold"
    }
}
