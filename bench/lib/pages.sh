# shellcheck shell=bash
# The scenarios that read pages. To be sourced after measure.sh and nginx.sh.

menu_path=/pizzerias/part-dieu

# measure_page NAME PATH NOTE [HEADER...]: the page beside nginx with the same bytes. Fails when it is not a page.
measure_page() {
    local name=$1 url=http://$address$2 note=$3 header headers=() status
    shift 3
    for header in "$@"; do headers+=(-H "$header"); done
    # Twice: the first one of an anonymous page is made, the second one kept.
    for _ in 1 2; do status=$(curl -s -o "$work/page" -w '%{http_code}' "${headers[@]}" "$url"); done
    [ "$status" = 200 ] || die "$name: $url answers $status"
    under_load get "$url" "$@"
    nginx_rate "$work/page"
    print_line "$name" "$(ratio "$rate" "$ceiling")" \
        "$(($(wc -c <"$work/page")))-byte answer; nginx $ceiling/s; postgres $postgres_cpu ms${note:+; $note}"
}

scenario_menu() {
    fresh_database
    start_program
    measure_page menu "$menu_path" 'as a file, not compressed'
    measure_page menu_gzip "$menu_path" 'as browsers ask' 'Accept-Encoding: gzip'
    stop_program
}

scenario_menu_user() {
    fresh_database
    start_program
    measure_page menu_user "$menu_path" '' "Cookie: $(cookie_of_customer)"
    stop_program
}

scenario_board() {
    fresh_database
    # Two wait already.
    orders_wait 3 3 28
    start_program
    measure_page board /cuisine/part-dieu '30 orders' "Cookie: $(cookie_of_kitchen)"
    stop_program
}

scenario_tracking() {
    local path
    fresh_database
    start_program
    path=$(client order <"$work/customers") || die "no order can be placed"
    measure_page tracking "$path" '' "Cookie: $(cookie_of_customer)"
    stop_program
}
