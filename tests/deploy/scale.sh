#!/usr/bin/env bash
# Several processes, a standby, a pooler: three servers behind nginx on one PostgreSQL, which is lost and replaced by its
# hot standby, and a server behind pgbouncer. On loopback, as any user. OCPIZZA names the program. The last line is:
# N passed, N failed.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit 1
source tests/deploy/verify.sh
source bin/lib/test-postgres.sh

program=$(readlink -f "${OCPIZZA:-build/dev/ocpizza}")
work=$(mktemp -d "${TMPDIR:-/tmp}/ocpizza-scale.XXXXXX")
chmod 711 "$work"
started=()
control() { as_postgres_user "$TEST_POSTGRES_PROGRAMS/pg_ctl" -w -t 60 "$@" >/dev/null; }
standby_data() { echo "$TEST_POSTGRES_FOLDER/standby"; }
end() {
    [ ${#started[@]} -eq 0 ] || kill "${started[@]}" 2>/dev/null
    [ ${#started[@]} -eq 0 ] || wait "${started[@]}" 2>/dev/null
    [ ! -d "$(standby_data)" ] || control -D "$(standby_data)" -m immediate stop 2>/dev/null
    stop_test_postgres
    rm -rf "$work"
}
trap end EXIT
logs="$work/*.log"

# ---- a primary and its standby
unset OCP_TEST_POSTGRES_URL TEST_POSTGRES_PORT TEST_POSTGRES_FOLDER
start_test_postgres || exit 1
"$TEST_POSTGRES_PROGRAMS/psql" -X -q "$OCP_TEST_POSTGRES_URL" -c 'CREATE DATABASE ocpizza' || exit 1
second_port=$(free_port)
as_postgres_user "$TEST_POSTGRES_PROGRAMS/pg_basebackup" -d "${OCP_TEST_POSTGRES_URL%/*}/?application_name=standby" -D "$(standby_data)" -R -c fast >"$work/base.log" 2>&1 ||
    { cat "$work/base.log"; exit 1; }
control -D "$(standby_data)" -l "$TEST_POSTGRES_FOLDER/standby.log" -o "-p $second_port" start || exit 1
both=postgres://postgres@127.0.0.1:$TEST_POSTGRES_PORT,127.0.0.1:$second_port/ocpizza
standby=postgres://postgres@127.0.0.1:$second_port/ocpizza

# ---- three servers, one site
https=$(free_port) http=$(free_port)
export APP_ENV=test DEBUG=false SECRET_KEY="several servers sign with one key, this one and no other 01234" RATE_LIMITS=soak \
    PUBLIC_URL=https://127.0.0.1:$https DATABASE_URL=$both WORKERS=4
cd "$work" || exit 1
"$program" migrate >migrate.log && "$program" seed demo >seed.log || { cat ./*.log; exit 1; }
serve() { # serve PORT [NAME=VALUE...]
    local port=$1
    shift
    env "$@" "$program" serve --listen "127.0.0.1:$port" >>"$work/server-$port.log" 2>&1 &
    started+=($!)
}
ports=()
for _ in 1 2 3; do
    ports+=("$(free_port)")
    serve "${ports[-1]}"
done
openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1 \
    -keyout key.pem -out cert.pem 2>openssl.log || exit 1
mkdir tmp
sed -e "s#@host@#127.0.0.1#; s#@https@#127.0.0.1:$https#; s#@http@#127.0.0.1:$http#; s#@folder@#$work#g" \
    -e "s#@certificate@#$work/cert.pem#; s#@key@#$work/key.pem#; s#@upstreams@#$(printf 'server 127.0.0.1:%s;' "${ports[@]}")#" \
    "$OLDPWD/deploy/nginx/ocpizza.conf" >site.conf
cat >nginx.conf <<END
daemon off;
pid nginx.pid;
events { worker_connections 256; }
http {
    log_format who '\$upstream_addr';
    access_log access.log who;
    client_body_temp_path tmp/body; proxy_temp_path tmp/proxy;
    fastcgi_temp_path tmp/fastcgi; uwsgi_temp_path tmp/uwsgi; scgi_temp_path tmp/scgi;
    include site.conf;
}
END
nginx -e "$work/nginx-error.log" -p "$work/" -c nginx.conf &
started+=($!)
cd "$OLDPWD" || exit 1

url=https://127.0.0.1:$https
ask() { [ "$(curl -s -k -o /dev/null -w '%{http_code}' --max-time 5 "$1")" = "${2:-200}" ]; }
each_ready() { for port in "${ports[@]}"; do curl -s -o /dev/null -f -H "Host: 127.0.0.1" "http://127.0.0.1:$port/readyz" || return 1; done; }
story() { # story URL
    SITE=$1 node tests/browser/run.mjs "from two commands to a pizza delivered" >"$work/story.log" 2>&1 && grep -qx "1 passed, 0 failed" "$work/story.log" ||
        { cat "$work/story.log"; false; }
}
verify "three servers are ready" soon 100 each_ready
verify "a pizza is ordered, made and delivered, each request at another server" story "$url"
spread() { # each of the three answered a fair part
    for port in "${ports[@]}"; do [ "$(grep -c ":$port\$" "$work/access.log")" -gt 10 ] || return 1; done
}
verify "each of the three had its part" spread

# ---- what the standby is for
query() { "$TEST_POSTGRES_PROGRAMS/psql" -X -A -t "$1" -c "$2"; }
orders() { query "$1" 'SELECT count(*) FROM orders'; }
followed() { [ "$(orders "postgres://postgres@127.0.0.1:$TEST_POSTGRES_PORT/ocpizza")" = "$(orders "$standby")" ]; }
verify "the standby has every order" soon 50 followed
from_standby() { # with the primary's table locked, only the standby can answer
    (cd "$work" && DATABASE_REPLICA_URL=$standby timeout 30 "$program" check --data) | grep -qx "Every promise of the data holds."
}
"$TEST_POSTGRES_PROGRAMS/psql" -X -q "${OCP_TEST_POSTGRES_URL%/*}/ocpizza" -c "BEGIN; LOCK TABLE orders IN ACCESS EXCLUSIVE MODE; SELECT pg_sleep(20)" >/dev/null 2>&1 &
locking=$!
sleep 0.5
verify "check --data reads the standby" from_standby
kill "$locking" 2>/dev/null
query "${OCP_TEST_POSTGRES_URL%/*}/ocpizza" "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE '%pg_sleep%' AND pid <> pg_backend_pid()" >/dev/null

# ---- the primary is lost
count=$(orders "$standby")
control -D "$TEST_POSTGRES_FOLDER/data" -m immediate stop
verify "without a database the site says so" soon 30 ask "$url/pizzerias/part-dieu" 503
control -D "$(standby_data)" promote
begun=$(date +%s%N)
verify "once the standby is promoted, the site is back" soon 100 each_ready
echo "        back $((($(date +%s%N) - begun) / 1000000)) ms after the promotion"
verify "no order is lost" test "$(orders "$standby")" = "$count"
verify "and the next pizza is delivered" story "$url"
verify "every promise of the data holds" sh -c "cd '$work' && '$program' check --data"

# ---- a pooler in front of the database, a session for each session
pooler_port=$(free_port) pooled_port=$(free_port)
cat >"$work/pgbouncer.ini" <<END
[databases]
ocpizza = host=127.0.0.1 port=$second_port dbname=ocpizza
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = $pooler_port
unix_socket_dir =
auth_type = any
pool_mode = session
ignore_startup_parameters = options
server_reset_query = DISCARD ALL
logfile = /dev/null
END
sed -i 's#^ocpizza = .*#& user=postgres#' "$work/pgbouncer.ini"
chmod 644 "$work/pgbouncer.ini"
as_postgres_user /usr/sbin/pgbouncer -q "$work/pgbouncer.ini" >"$work/pgbouncer.log" 2>&1 &
started+=($!)
verify "pgbouncer is there" soon 50 query "postgres://postgres@127.0.0.1:$pooler_port/ocpizza" "SELECT 1"
serve "$pooled_port" DATABASE_URL="postgres://postgres@127.0.0.1:$pooler_port/ocpizza" PUBLIC_URL="http://127.0.0.1:$pooled_port"
verify "a server is ready behind pgbouncer" soon 100 curl -s -f -o /dev/null "http://127.0.0.1:$pooled_port/readyz"
verify "and a pizza is delivered through it" story "http://127.0.0.1:$pooled_port"
finish
