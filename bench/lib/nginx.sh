# shellcheck shell=bash
# The ceiling of pages: Debian's nginx serving the same bytes as a file. To be sourced after server.sh.
#
#   nginx_rate FILE [HEADER]   requests a second for these bytes, sent with that further header

nginx_process=''

start_nginx() {
    local port
    port=$(free_port)
    nginx_address=127.0.0.1:$port
    mkdir -p "$work/nginx/files"
    sed -e "s#@folder@#$work/nginx#; s#@address@#$nginx_address#" bench/nginx.conf >"$work/nginx/nginx.conf"
    nginx -p "$work/nginx" -c "$work/nginx/nginx.conf" -e "$work/nginx/error.log" &
    nginx_process=$!
    for _ in $(seq 100); do
        if curl -s -o "$work/answer" "http://$nginx_address/"; then return; fi
        sleep 0.05
    done
    tail -n 5 "$work/nginx/error.log" >&2
    die "nginx does not answer"
}

stop_nginx() {
    [ -n "$nginx_process" ] || return 0
    kill "$nginx_process" 2>/dev/null || true
    wait "$nginx_process" || true
    nginx_process=''
}

nginx_rate() {
    [ -n "$nginx_process" ] || start_nginx
    install -m 644 "$1" "$work/nginx/files/page"
    local line requests seconds
    line=$(get "http://$nginx_address/page" "$seconds_each")
    read -r requests seconds _ <<<"$line"
    ceiling=$(awk -v n="$requests" -v s="$seconds" 'BEGIN { printf "%.0f", n / s }')
}
