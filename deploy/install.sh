#!/usr/bin/env bash
# Takes a bare Debian 12 or 13 server to a running site; as root, from a clone or from the
# package's /usr/share/ocpizza. Run again, it mends what is missing and
# brings the program into service anew; .env and the database are left as they are.
#
#   deploy/install.sh --host www.ocpizza.fr --certificate FILE --key FILE [OPTION...]
#
#   --host NAME              the public name of the site
#   --certificate, --key     of that name, in PEM; or --self-signed, to try it out
#   --database URL           postgres://user:password@host:5432/name; without it PostgreSQL is installed here
#   --set NAME=VALUE         a setting of .env, as often as needed; production wants SMTP_URL and MAIL_FROM
#   --settings FILE          a file of such lines, - for standard input: what is secret (SMTP_PASSWORD, a DATABASE_URL with its
#                            password) goes there, for every user of this machine sees the arguments of a program
#   --program FILE           a program built for this Debian; without it, that of the package ocpizza, or else one is built
#
# FOLDER, SERVICE, SUPERVISOR and NGINX: see deploy/common.sh.
set -euo pipefail
from=$PWD
source "$(dirname "${BASH_SOURCE[0]}")/../bin/lib/common.sh"
source deploy/common.sh

# A file as the caller names it.
given() { (cd "$from" && readlink -e -- "$1") || die "there is no $1"; }

# Takes lines NAME=VALUE from standard input.
take_settings() {
    local line
    while IFS= read -r line || [ -n "$line" ]; do
        case $line in
        '' | '#'*) ;;
        [A-Z]*=*) settings+=("$line") ;;
        *) die "a line of --settings is not NAME=VALUE" ;;
        esac
    done
}

host='' certificate='' key='' database='' program='' self_signed='' settings=()
while [ $# -gt 0 ]; do
    case $1 in
    --self-signed) self_signed=yes && shift && continue ;;
    --host | --certificate | --key | --database | --set | --settings | --program) [ $# -gt 1 ] || die "$1 wants a value" ;;
    *) die "unknown option $1: see the head of deploy/install.sh" ;;
    esac
    case $1 in
    --host) host=$2 ;;
    --certificate) certificate=$(given "$2") ;;
    --key) key=$(given "$2") ;;
    --database) database=$2 ;;
    --set) settings+=("$2") ;;
    --settings)
        file=/dev/stdin
        [ "$2" = - ] || file=$(given "$2")
        take_settings <"$file"
        ;;
    --program) program=$(given "$2") ;;
    esac
    shift 2
done
for setting in "${settings[@]}"; do
    case $setting in DATABASE_URL=*) database=${setting#*=} ;; esac
done
[ "$(id -u)" -eq 0 ] || die "this needs root"
[[ $host =~ ^[a-z0-9.-]+$ ]] || die "--host is missing, or no host name"
[ -n "$self_signed" ] || [ -n "$certificate" -a -n "$key" ] || die "--certificate and --key are missing (or --self-signed)"

# ---- packages
say "packages"
source bin/lib/packages.sh
PACKAGES_LOG=/var/log/ocpizza/packages.log
had_postgres=$(dpkg-query -W -f='${db:Status-Status}' postgresql 2>/dev/null || true)
if [ -z "$database" ]; then install_packages serve database; else install_packages serve; fi

[ -n "$program" ] || program=$(command -v /usr/bin/ocpizza || true)
if [ -z "$program" ]; then
    source bin/lib/build.sh
    install_packages run
    install_node_modules
    build_web
    build release --quiet ocpizza
    program=$PWD/build/release/ocpizza
fi

# ---- user and folders: programs, links and nginx's files are root's, var/ and the settings the service's
say "user and folders"
getent passwd "$service" >/dev/null || adduser --quiet --system --group --home "$folder" --no-create-home "$service"
install -d -m 755 "$folder" "$folder/releases"
install -d -m 750 -g adm /var/log/ocpizza
install -d -m 700 -o "$service" -g "$service" "$folder/var" /var/backups/ocpizza
install -d -m 755 /var/lib/ocpizza/acme

# ---- PostgreSQL of this machine
as_postgres() { (cd / && runuser -u postgres -- "$@"); }
if [ -z "$database" ] && [ ! -f "$folder/.env" ]; then
    say "database"
    read -r version cluster < <(pg_lsclusters -h | awk '{ print $1, $2; exit }')
    if [ "$had_postgres" != installed ]; then
        # Nobody uses it yet: let it sum up its pages, so that a bad disk is noticed.
        pg_ctlcluster "$version" "$cluster" stop 2>/dev/null || true
        as_postgres "/usr/lib/postgresql/$version/bin/pg_checksums" --enable --no-sync \
            -D "$(pg_lsclusters -h | awk '{ print $6; exit }')" >/dev/null || true
    fi
    pg_ctlcluster "$version" "$cluster" start 2>/dev/null || true
    port=$(pg_lsclusters -h | awk '{ print $3; exit }')
    password=$(openssl rand -hex 24)
    as_postgres psql -X -q -p "$port" -v ON_ERROR_STOP=1 postgres <<END
SELECT 'CREATE ROLE ocpizza LOGIN CREATEDB' WHERE NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'ocpizza') \gexec
ALTER ROLE ocpizza PASSWORD '$password';
SELECT 'CREATE DATABASE ocpizza OWNER ocpizza ENCODING ''UTF8'' TEMPLATE template0'
    WHERE NOT EXISTS (SELECT 1 FROM pg_database WHERE datname = 'ocpizza') \gexec
END
    database=postgres://ocpizza:$password@127.0.0.1:$port/ocpizza
fi

# ---- settings
if [ ! -f "$folder/.env" ]; then
    say "settings"
    filled=$(mktemp)
    cp .env.example "$filled"
    # The line of a setting in .env.example, commented or not, or one more at the end.
    fill() {
        local name=$1 value=$2
        if grep -q "^#\?$name=" "$filled"; then
            NAME=$name VALUE=$value perl -pi -e 's/^#?\Q$ENV{NAME}\E=.*$/$ENV{NAME}=$ENV{VALUE}/' "$filled"
        else
            printf '%s=%s\n' "$name" "$value" >>"$filled"
        fi
    }
    fill APP_ENV production
    fill DEBUG false
    fill SECRET_KEY "$(openssl rand -base64 48)"
    fill PUBLIC_URL "https://$host"
    fill DATABASE_URL "$database"
    fill BACKUP_DIR /var/backups/ocpizza
    for setting in "${settings[@]}"; do fill "${setting%%=*}" "${setting#*=}"; done
    install -m 600 -o "$service" -g "$service" "$filled" "$folder/.env"
    rm -f "$filled"
fi
"$program" version >/dev/null || die "$program does not run here: was it built for this Debian?"
listen=$(cd "$folder" && "$program" config | awk '$1 == "LISTEN" { print $2 }')

# ---- certificate
if [ -n "$self_signed" ]; then
    certificate=/etc/ssl/certs/ocpizza.pem key=/etc/ssl/private/ocpizza.key
    install -d -m 710 /etc/ssl/private
    [ -f "$key" ] || openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj "/CN=$host" -addext "subjectAltName=DNS:$host" \
        -keyout "$key" -out "$certificate" 2>/dev/null
    chmod 600 "$key"
fi

# ---- supervisor, nginx, cron
# filled_in FILE: one of ours, its words between @ replaced.
filled_in() {
    sed -e "s#@folder@#$folder#g; s#@user@#$service#g; s#@log@#/var/log/ocpizza/ocpizza.log#g; s#@host@#$host#g" \
        -e "s#@certificate@#$certificate#g; s#@key@#$key#g; s#@upstreams@#server $listen;#g" \
        -e "s#@https@#443#g; s#@http@#80#g" "$1"
}
say "supervisor"
filled_in deploy/supervisor/ocpizza.conf >/etc/supervisor/conf.d/ocpizza.conf
"${supervisor[@]}" pid >/dev/null 2>&1 || service supervisor start >/dev/null
for _ in $(seq 50); do "${supervisor[@]}" pid >/dev/null 2>&1 && break || sleep 0.1; done
"${supervisor[@]}" update >/dev/null

deploy/release-tasks.sh "$program"

say "nginx"
filled_in deploy/nginx/ocpizza.conf >/etc/nginx/conf.d/ocpizza.conf
# Debian's welcome page would answer for every other name.
[ "$(readlink /etc/nginx/sites-enabled/default 2>/dev/null)" != /etc/nginx/sites-available/default ] || rm /etc/nginx/sites-enabled/default
"${nginx[@]}" -t -q
if [ -s /run/nginx.pid ] && kill -0 "$(cat /run/nginx.pid)" 2>/dev/null; then "${nginx[@]}" -s reload; else service nginx start >/dev/null; fi

# `ocpizza …` for whoever administers this server: the program that serves, in its folder, as its user.
cat >/usr/local/bin/ocpizza <<END
#!/bin/sh
cd $folder || exit 1
[ "\$(id -un)" != root ] || exec runuser -u $service -- current/ocpizza "\$@"
exec current/ocpizza "\$@"
END
chmod 755 /usr/local/bin/ocpizza

say "cron"
filled_in deploy/cron/ocpizza >/etc/cron.d/ocpizza
pgrep -x cron >/dev/null || service cron start >/dev/null

say "check of the deployment"
as_service "$folder/current/ocpizza" check --deploy || true
say "https://$host is served. Next: ocpizza create-admin E-MAIL, ocpizza backup; then mend what the check found"
