#!/usr/bin/env bash
# Deploys for real, as any user, on loopback: deploy/'s own files for nginx and supervisor, its scripts, a PostgreSQL.
# OCPIZZA names the program. The last line is: N passed, N failed.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit 1
source tests/deploy/verify.sh
source bin/lib/test-postgres.sh

program=$(readlink -f "${OCPIZZA:-build/dev/ocpizza}")
work=$(mktemp -d "${TMPDIR:-/tmp}/ocpizza-deploy.XXXXXX")
site=$work/opt # through a link, as where /opt lies on another disk
mkdir "$work/disk" && ln -s disk "$site"
chmod 711 "$work" # nginx's workers go to the static files

end() {
    [ -z "${supervisord:-}" ] || kill "$supervisord" 2>/dev/null
    [ -z "${supervisord:-}" ] || wait "$supervisord" 2>/dev/null
    stop_test_postgres
    rm -rf "$work"
}
trap end EXIT

# ---- as deploy/install.sh lays it out, in a folder of the test's own
unset OCP_TEST_POSTGRES_URL TEST_POSTGRES_PORT TEST_POSTGRES_FOLDER
start_test_postgres || exit 1
port=$(free_port) http=$(free_port) https=$(free_port)
mkdir -p "$site/var" "$work/run" "$work/tmp"
"$TEST_POSTGRES_PROGRAMS/psql" -X -q "$OCP_TEST_POSTGRES_URL" -c 'CREATE DATABASE ocpizza' || exit 1
openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1 \
    -keyout "$work/key.pem" -out "$work/cert.pem" 2>"$work/openssl.log" || exit 1
cat >"$site/.env" <<END
APP_ENV=test
DEBUG=false
SECRET_KEY=$(openssl rand -base64 48)
PUBLIC_URL=https://127.0.0.1:$https
DATABASE_URL=${OCP_TEST_POSTGRES_URL%/*}/ocpizza
LISTEN=127.0.0.1:$port
RATE_LIMITS=soak
END
chmod 600 "$site/.env"
sed -e "s#@host@#127.0.0.1#; s#@https@#127.0.0.1:$https#; s#@http@#127.0.0.1:$http#" \
    -e "s#@certificate@#$work/cert.pem#; s#@key@#$work/key.pem#; s#@upstreams@#server 127.0.0.1:$port;#; s#@folder@#$site#" \
    deploy/nginx/ocpizza.conf >"$work/site.conf"
cat >"$work/nginx.conf" <<END
daemon off;
pid run/nginx.pid;
error_log run/nginx-error.log;
events { worker_connections 256; }
http {
    access_log off;
    client_body_temp_path tmp/body; proxy_temp_path tmp/proxy;
    fastcgi_temp_path tmp/fastcgi; uwsgi_temp_path tmp/uwsgi; scgi_temp_path tmp/scgi;
    include site.conf;
}
END
cat >"$work/supervisord.conf" <<END
[unix_http_server]
file=$work/run/supervisor.sock
chmod=0700
[supervisord]
nodaemon=true
logfile=$work/run/supervisord.log
pidfile=$work/run/supervisord.pid
childlogdir=$work/run
[rpcinterface:supervisor]
supervisor.rpcinterface_factory=supervisor.rpcinterface:make_main_rpcinterface
[supervisorctl]
serverurl=unix://$work/run/supervisor.sock
[program:nginx]
command=/usr/sbin/nginx -e $work/run/nginx-error.log -p $work/ -c nginx.conf
autorestart=true
stopsignal=QUIT
redirect_stderr=true
stdout_logfile=$work/run/nginx.out
END
sed -e "s#@folder@#$site#; s#@user@#$(id -un)#; s#@log@#$work/run/ocpizza.log#; s#autostart=true#autostart=false#" \
    deploy/supervisor/ocpizza.conf >>"$work/supervisord.conf"
supervisord -c "$work/supervisord.conf" >"$work/run/supervisord.out" 2>&1 &
supervisord=$!
export FOLDER=$site SERVICE=$(id -un) SUPERVISOR="supervisorctl -c $work/supervisord.conf"
export NGINX="nginx -e $work/run/nginx-error.log -p $work/ -c nginx.conf"

url=https://127.0.0.1:$https
ask() { curl -s -k -o /dev/null -w '%{http_code}' --max-time 5 "$@"; }
answers() { [ "$(ask -H "Host: 127.0.0.1:$https" "http://127.0.0.1:$port/readyz")" = 200 ] && [ "$(ask "$url/pizzerias/part-dieu")" = 200 ]; }
logs="$work/run/ocpizza.log $work/run/nginx-error.log"
keeper() { $SUPERVISOR pid ocpizza; }
server() { pgrep -n -P "$(keeper)"; }

# ---- the first release
soon 50 $SUPERVISOR pid >"$work/run/first.log" || exit 1
verify "nginx takes the configuration" $NGINX -t
verify "a first release goes into service" deploy/release-tasks.sh "$program"
(cd "$site" && current/ocpizza seed demo >"$work/run/seed.log" 2>&1) || cat "$work/run/seed.log"
verify "the site answers over TLS" test "$(ask "$url/pizzerias/part-dieu")" = 200
verify "over HTTP/2" test "$(curl -s -k -o /dev/null -w '%{http_version}' "$url/")" = 2
verify "plain HTTP is sent on" test "$(ask -I "http://127.0.0.1:$http/panier")" = 308
verify "the figures are not for those outside" test "$(ask "$url/metrics")" = 404
verify "but for who asks the program on this machine" test "$(ask -H "Host: 127.0.0.1:$https" "http://127.0.0.1:$port/metrics")" = 200
verify "and never through another proxy" test "$(ask -H "Host: 127.0.0.1:$https" -H "X-Forwarded-For: 203.0.113.9" "http://127.0.0.1:$port/metrics")" = 404
verify "whether it is ready, which asks the database, is not for those outside" test "$(ask "$url/readyz")" = 404
verify "but for who asks the program" test "$(ask -H "Host: 127.0.0.1:$https" "http://127.0.0.1:$port/readyz")" = 200
verify "a foreign host is refused" test "$(ask -H 'Host: evil.example' "$url/")" = 400

# ---- the whole story, through nginx and TLS
story() { SITE=$url node tests/browser/run.mjs "from two commands to a pizza delivered" | tee "$work/story.log" | tail -n 1 | grep -qx "1 passed, 0 failed" || { cat "$work/story.log"; false; }; }
verify "a pizza is ordered, made and delivered through nginx, everybody seeing it live" story

# ---- static files: given out by nginx, as the program would
style=$(curl -s -k "$url/" | grep -o '/static/shop-[A-Z0-9]*\.css' | head -n 1)
headers() { curl -s -k -o /dev/null -D - -H 'Accept-Encoding: gzip' "$1" | tr -d '\r' | tail -n +2 | sort -f |
    grep -v -i -E '^(date|server|connection|etag|last-modified|content-length|keep-alive|alt-svc|):?' | tr '[:upper:]' '[:lower:]'; }
same_headers() { diff <(headers "$url$style") <(headers "http://127.0.0.1:$port$style" ); }
by_nginx() { # what the program does not have
    echo probe >"$site/current/static/probe.svg" && test "$(curl -s -k "$url/static/probe.svg")" = probe &&
        rm "$site/current/static/probe.svg" && [ -f "$site/current$style" ]
}
of_program() { cmp <(curl -s -k "$url$style") <(curl -s -H "Host: 127.0.0.1" -H 'X-Forwarded-Proto: https' "http://127.0.0.1:$port$style"); }
verify "nginx finds the collected static files" by_nginx
verify "with the bytes the program has" of_program
verify "and the headers it sends" same_headers
elsewhere() { mv "$site/current/static" "$site/current/away" && test "$(ask "$url$style")" = 200 && mv "$site/current/away" "$site/current/static"; }
verify "the program gives out what nginx does not have" elsewhere

# ---- what cron calls
entry() { sed -n "s#@folder@#$site#; s#^[0-9,* ]* @user@ \\(.*$1.*\\)#\\1#p" deploy/cron/ocpizza; }
silent() { [ -n "$1" ] && said=$(sh -c "$1" 2>&1) && [ -z "$said" ] || { echo "$1: $said"; false; }; }
verify "cron's backup says nothing" silent "$(entry backup)"
verify "and is whole" sh -c "cd '$site' && current/ocpizza backups --verify"
verify "cron's question for Monday's work says nothing" silent "$(entry 'update --if-due')"
done_once() { (cd "$site" && current/ocpizza update --if-due) | grep -q '^The work of Monday .* was done'; }
verify "and it is done" done_once
verify "cron's look at the data says nothing" silent "$(entry 'check --data')"

# ---- it falls and stands up
kill -9 "$(server)"
verify "killed, the server is back within 2 s" soon 20 answers
kill -9 "$(keeper)"
sleep 0.1
verify "killed with its keeper, it is back within 2 s" soon 20 answers

# ---- releases while people ask
touch "$work/asking"
python3 tests/deploy/ask.py "$https" "$work/asking" >"$work/asked" &
asking=$!
first=$(readlink -f "$site/current")
mkdir "$site"/releases/99990101T00000{1,2,3,4,5}Z-0 # younger than all that serve
verify "a second release takes over" deploy/release-tasks.sh "$program"
rmdir "$site"/releases/9999*
second=$(readlink -f "$site/current")
links_hold() { [ "$(readlink -e "$site/previous")" = "$first" ] && [ -x "$first/ocpizza" ] && [ -x "$second/ocpizza" ] && [ "$first" != "$second" ]; }
verify "neither it nor the one before is thrown away" links_hold
# What cannot start: it has a version and a schema, and then ends.
cat >"$work/broken" <<'END'
#!/bin/sh
case $1 in version) echo "ocpizza 0.0.0" ;; serve) exit 1 ;; esac
END
chmod +x "$work/broken"
broken() { ! deploy/release-tasks.sh "$work/broken" && [ "$(readlink -f "$site/current")" = "$second" ]; }
verify "a release that does not start is refused, the one before goes on" broken
verify "rollback goes to the release before" deploy/rollback.sh
verify "and serves it" test "$(readlink -f "$site/current")" != "$second"
verify "rollback again goes forward" deploy/rollback.sh
verify "to the second release" test "$(readlink -f "$site/current")" = "$second"
rm "$work/asking"
wait "$asking"
read -r requests lost <"$work/asked"
echo "        $requests requests meanwhile, $lost failed"
verify "not one request failed meanwhile" test "$lost" = 0 -a "$requests" -gt 500
[ "$lost" = 0 ] || cat "$work/asked"

# ---- releases that are cut off, come two at a time, change the schema
cat >"$work/hang" <<END
#!/bin/sh
echo \$\$ >"$work/hanging"
exec sleep 60
END
cat >"$work/slow" <<END
#!/bin/sh
[ "\$1" != config ] || sleep 2
exec "$program" "\$@"
END
# What the program before it would call a new schema, though nothing is done to it.
cat >"$work/newer" <<END
#!/bin/sh
case "\$*" in
"migrate --status") printf 'applied  0001_first\nmissing  9999_next\n' && exit 1 ;;
migrate) ls "$site/var/backups" >"$work/backups-then" ;;
backup) echo "not this one's schema" >&2 && exit 1 ;;
esac
exec "$program" "\$@"
END
chmod +x "$work/hang" "$work/slow" "$work/newer"
cut_off() { # killed when `current` names it and nobody serves it yet
    local releasing
    rm -f "$work/hanging"
    SUPERVISOR=$work/hang deploy/release-tasks.sh "$program" >"$work/run/cut-off.log" 2>&1 &
    releasing=$!
    soon 200 test -s "$work/hanging" && [ "$(readlink -f "$site/current")" != "$second" ] || return 1
    kill -9 "$releasing"
    kill "$(cat "$work/hanging")"
    sleep 0.3
}
verify "a release is cut off before it serves" cut_off
back() { deploy/rollback.sh && [ "$(readlink -f "$site/current")" = "$second" ] && [ "$(readlink -f "$site/previous")" = "$first" ]; }
verify "rollback goes back to what served" back
verify "another is cut off" cut_off
goes_on() { deploy/release-tasks.sh "$program" && [ "$(readlink -f "$site/previous")" = "$second" ]; }
verify "the next one knows which served" goes_on
at_once() {
    local slow
    deploy/release-tasks.sh "$work/slow" >"$work/run/slow.log" 2>&1 &
    slow=$!
    sleep 1
    ! deploy/release-tasks.sh "$program" >"$work/run/at-once.log" 2>&1 && grep -q "another release" "$work/run/at-once.log" || { cat "$work/run/at-once.log"; return 1; }
    wait "$slow" || { cat "$work/run/slow.log" && return 1; }
}
verify "of two at once one is refused, and harms the other in nothing" at_once
newest_backup() { find "$site/var/backups/" -maxdepth 1 -name 'ocpizza-*' -printf '%f\n' | sort | tail -n 1; }
unsaved() {
    ! BACKUP_DIR=/dev/null/none deploy/release-tasks.sh "$work/newer" >"$work/run/unsaved.log" 2>&1 &&
        grep -q "there is no backup" "$work/run/unsaved.log" && [ ! -e "$work/backups-then" ]
}
verify "a schema that could not be backed up is not changed" unsaved
saved() { # saved LAST: by the program that served; a newer backup than LAST was there when the schema changed
    deploy/release-tasks.sh "$work/newer" && [ -s "$work/backups-then" ] && [ "$(tail -n 1 "$work/backups-then")" = "$(newest_backup)" ] && [ "$(newest_backup)" != "$1" ]
}
verify "else it is backed up first" saved "$(newest_backup)"
verify "and the site is there" answers

# ---- it stops
verify "it stops within its time" $SUPERVISOR stop ocpizza
verify "and nginx says so" test "$(ask "$url/")" = 502
finish
