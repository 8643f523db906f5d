#!/usr/bin/env bash
# Loses a minute at most when a disk is lost: PostgreSQL of this machine archives what it writes, beside a weekly copy of
# the whole. Dumps (`ocpizza backup`) lose up to a day. As root, on Debian's PostgreSQL.
#
#   deploy/wal-archive.sh enable                  archives from now on, and makes the first copy; restarts PostgreSQL
#   deploy/wal-archive.sh copy                    a fresh copy; older ones, and what only they need, go
#   deploy/wal-archive.sh restore CLUSTER [TIME]  a new cluster of that name, as of TIME ("2026-11-24 19:30:00+01") or now
#   deploy/wal-archive.sh store PATH FILE         what PostgreSQL itself calls
#
# ARCHIVE: where (default /var/backups/ocpizza-wal), on another disk than the database. CLUSTER of PostgreSQL: the first
# that pg_lsclusters lists.
set -euo pipefail
archive=${ARCHIVE:-/var/backups/ocpizza-wal}
die() {
    echo "${0##*/}: $*" >&2
    exit 1
}
as_postgres() { (cd / && runuser -u postgres -- "$@"); }

# Answers only once the file is on the disk, under its name: PostgreSQL then forgets it.
store() {
    local from=$1 to=$archive/wal/$2
    if [ -f "$to" ]; then
        cmp -s "$from" "$to" && return
        die "$to is there already, and is another"
    fi
    cp "$from" "$to.part" && sync "$to.part" && mv "$to.part" "$to" && sync "$archive/wal"
}

[ "${1:-}" != store ] || { store "${2:?}" "${3:?}" && exit; }
[ "$(id -u)" -eq 0 ] || die "this needs root"
read -r version cluster port < <(pg_lsclusters -h | awk '{ print $1, $2, $3; exit }')
[ -n "$version" ] || die "there is no PostgreSQL of Debian's here"

copy() {
    local name
    name=$(date -u +%Y%m%dT%H%M%SZ)
    # The copy names the first file of WAL it needs; what is older than the oldest copy kept serves nobody.
    as_postgres "/usr/lib/postgresql/$version/bin/pg_basebackup" -p "$port" -D "$archive/base/$name.part" -F tar -z -X none -c fast
    mv "$archive/base/$name.part" "$archive/base/$name"
    find "$archive/base" -mindepth 1 -maxdepth 1 -printf '%f\n' | sort -r | tail -n +3 | while read -r old; do rm -r "${archive:?}/base/$old"; done
    local oldest first
    oldest=$(find "$archive/base" -mindepth 1 -maxdepth 1 | sort | head -n 1)
    first=$(tar -x -z -O -f "$oldest/base.tar.gz" backup_label | sed -n 's/^START WAL LOCATION: .*(file \(.*\))$/\1/p')
    as_postgres "/usr/lib/postgresql/$version/bin/pg_archivecleanup" "$archive/wal" "$first"
    echo "A copy of the whole: $archive/base/$name"
}

case ${1:-} in
enable)
    install -d -m 700 -o postgres -g postgres "$archive" "$archive/wal" "$archive/base"
    install -D -m 755 "${BASH_SOURCE[0]}" /usr/local/lib/ocpizza/wal-archive.sh
    as_postgres psql -X -q -p "$port" postgres -c "ALTER SYSTEM SET archive_mode = on" \
        -c "ALTER SYSTEM SET archive_timeout = '60s'" \
        -c "ALTER SYSTEM SET archive_command = 'ARCHIVE=$archive /usr/local/lib/ocpizza/wal-archive.sh store %p %f'"
    pg_ctlcluster "$version" "$cluster" restart
    copy
    echo "30 2 * * 0 root ARCHIVE=$archive /usr/local/lib/ocpizza/wal-archive.sh copy >/dev/null" >/etc/cron.d/ocpizza-wal
    ;;
copy) copy ;;
restore)
    name=${2:?a name for the new cluster} time=${3:-}
    base=$(find "$archive/base" -mindepth 1 -maxdepth 1 | sort | tail -n 1)
    [ -n "$base" ] || die "there is no copy in $archive/base"
    pg_createcluster "$version" "$name" >/dev/null
    read -r new_port data < <(pg_lsclusters -h | awk -v name="$name" '$2 == name { print $3, $6 }')
    rm -rf "${data:?}"/*
    as_postgres tar -x -z -C "$data" -f "$base/base.tar.gz"
    # Nothing of the restored one may land among the files it is made from.
    rm -f "$data/postgresql.auto.conf"
    {
        echo "restore_command = 'cp $archive/wal/%f %p'"
        [ -z "$time" ] || echo "recovery_target_time = '$time'"
        [ -z "$time" ] || echo "recovery_target_action = 'promote'"
    } >>"/etc/postgresql/$version/$name/postgresql.conf"
    as_postgres touch "$data/recovery.signal"
    pg_ctlcluster "$version" "$name" start
    for _ in $(seq 600); do
        if [ "$(as_postgres psql -X -A -t -p "$new_port" postgres -c 'SELECT pg_is_in_recovery()' 2>/dev/null)" = f ]; then
            echo "Restored on port $new_port: change DATABASE_URL to it, then: supervisorctl signal HUP ocpizza"
            exit
        fi
        sleep 0.5
    done
    die "it did not come up: see /var/log/postgresql/postgresql-$version-$name.log"
    ;;
*) die "enable, copy, restore CLUSTER [TIME]: see the head of this file" ;;
esac
