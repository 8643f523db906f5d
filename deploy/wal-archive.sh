#!/usr/bin/env bash
# Loses a minute at most when a disk is lost: PostgreSQL of this machine archives what it writes, beside a weekly copy of
# the whole. Dumps (`ocpizza backup`) lose up to a day. As root, on Debian's PostgreSQL.
#
#   deploy/wal-archive.sh enable               archives from now on, and makes the first copy; restarts PostgreSQL once
#   deploy/wal-archive.sh copy                 a fresh copy; older ones, and what only they need, go
#   deploy/wal-archive.sh check                says nothing while the archive keeps up and has room; 1 when it does not
#   deploy/wal-archive.sh restore NAME [TIME]  a new cluster of that name, as of TIME ("2026-11-24 19:30:00+01") or of
#                                              the last that was archived
#   deploy/wal-archive.sh store PATH FILE      what PostgreSQL itself calls
#
# ARCHIVE: where (default /var/backups/ocpizza-wal), on another disk than the database. CLUSTER: which of PostgreSQL's
# clusters is archived, such as 15/main (default: the first that pg_lsclusters lists).
set -euo pipefail
archive=${ARCHIVE:-/var/backups/ocpizza-wal}
die() {
    echo "${0##*/}: $*" >&2
    exit 1
}
as_postgres() { (cd / && runuser -u postgres -- "$@"); }

# Answers only once the file is on the disk, under its name: PostgreSQL then forgets it. A minute with little to write is
# 16 MiB that are nearly all zeros, so it is packed.
store() {
    local from=$1 to=$archive/wal/$2.gz
    if [ -f "$to" ]; then
        gunzip -c "$to" | cmp -s "$from" && return
        die "$to is there already, and is another"
    fi
    gzip -1 <"$from" >"$to.part" && sync "$to.part" && mv "$to.part" "$to" && sync "$archive/wal"
}

[ "${1:-}" != store ] || { store "${2:?}" "${3:?}" && exit; }
[ "$(id -u)" -eq 0 ] || die "this needs root"

# The cluster that is archived.
choose_cluster() {
    read -r version cluster port data < <(pg_lsclusters -h | awk -v wanted="${CLUSTER:-}" \
        'wanted == "" || wanted == $1 "/" $2 || wanted == $2 { print $1, $2, $3, $6; exit }') ||
        die "there is no PostgreSQL of Debian's here${CLUSTER:+ of the name $CLUSTER}"
}
query() { as_postgres psql -X -q -A -t -p "$port" postgres "$@"; }

# Copies that are whole, oldest first. Each is named by the moment from which on it can be restored to.
copies() { find "$archive/base" -mindepth 1 -maxdepth 1 -type d ! -name '*.part' -printf '%f\n' | sort; }

# What has waited longer than PostgreSQL takes to try again; it keeps all of that, until its own disk is full.
lag() {
    query <<'END'
SELECT 'nothing is archived: archive_mode is off' WHERE current_setting('archive_mode') = 'off';
SELECT format('%s files of WAL wait for the archive, the first since %s; %s tries failed, the last at %s',
        count(*), min(modification), (SELECT failed_count FROM pg_stat_archiver),
        coalesce((SELECT last_failed_time FROM pg_stat_archiver)::text, '-'))
    FROM pg_ls_archive_statusdir() WHERE name LIKE '%.ready' HAVING min(modification) < now() - interval '5 minutes';
END
}

check() {
    local said used
    said=$(lag) || die "PostgreSQL does not say how the archive stands"
    used=$(df --output=pcent "$archive" | tr -dc '0-9')
    [ "$used" -lt 90 ] || said+=${said:+$'\n'}"the disk of $archive is full to $used %: when nothing more goes there, that of the database fills up"
    [ -z "$said" ] || die "$said"
}

copy() {
    local part=$archive/base/new.part name oldest first said
    exec {lock}>"$archive/.lock"
    flock -n "$lock" || die "another copy is being made"
    # It would wait for its WAL to be archived.
    said=$(lag)
    [ -z "$said" ] || die "no copy is made: $said"
    rm -rf "${archive:?}"/base/*.part
    as_postgres "/usr/lib/postgresql/$version/bin/pg_basebackup" -p "$port" -D "$part" -F tar -z -X none -c fast
    echo "$version" >"$part/version"
    name=$(date -u -d '1 second' +%Y%m%dT%H%M%SZ)
    mv -T "$part" "$archive/base/$name"
    copies | head -n -2 | while read -r old; do rm -r "${archive:?}/base/$old"; done
    # A copy names the first file of WAL it needs; what is older than the oldest copy kept serves nobody.
    oldest=$(copies | head -n 1)
    first=$(tar -x -z -O --occurrence=1 -f "$archive/base/$oldest/base.tar.gz" backup_label |
        sed -n 's/^START WAL LOCATION: .*(file \(.*\))$/\1/p')
    as_postgres "/usr/lib/postgresql/$version/bin/pg_archivecleanup" -x .gz "$archive/wal" "$first"
    echo "A copy of the whole: $archive/base/$name"
}

enable() {
    local installed=/usr/local/lib/ocpizza/wal-archive.sh before file call
    install -d -m 700 -o postgres -g postgres "$archive" "$archive/wal" "$archive/base"
    [ "${BASH_SOURCE[0]}" -ef "$installed" ] || install -D -m 755 "${BASH_SOURCE[0]}" "$installed"
    before=$(query -c "SHOW archive_mode")
    query -c "ALTER SYSTEM SET archive_mode = on" \
        -c "ALTER SYSTEM SET archive_timeout = '60s'" \
        -c "ALTER SYSTEM SET archive_command = 'ARCHIVE=$archive $installed store %p %f'"
    if [ "$before" = off ]; then pg_ctlcluster "$version" "$cluster" restart; else pg_ctlcluster "$version" "$cluster" reload; fi
    # A cluster that was restored did not archive where it branches off from the one before.
    for file in "$data"/pg_wal/*.history; do
        [ ! -f "$file" ] || as_postgres env ARCHIVE="$archive" "$installed" store "$file" "${file##*/}"
    done
    copy
    call="root ARCHIVE=$archive CLUSTER=$version/$cluster $installed"
    cat >/etc/cron.d/ocpizza-wal <<END
# What a line says is mailed to MAILTO; silence is good news.
PATH=/usr/local/sbin:/usr/local/bin:/sbin:/bin:/usr/sbin:/usr/bin
MAILTO=root
30 2 * * 0 $call copy >/dev/null
*/15 * * * * $call check
END
}

# chosen TIME: the newest copy, or the newest from which TIME can be reached.
chosen() {
    local moment=99999999
    if [ -n "$1" ]; then
        moment=$(date -u -d "$1" +%Y%m%dT%H%M%SZ) || die "$1 is no time"
        [[ $moment < $(date -u +%Y%m%dT%H%M%SZ) ]] || die "$1 has not come yet"
    fi
    copies | awk -v moment="$moment" '$0 <= moment' | tail -n 1
}

# Settings of the copy that are not in it, so that as many come in as before.
settings_of() {
    as_postgres "/usr/lib/postgresql/$version/bin/pg_controldata" "$1" | sed -n \
        -e 's/^max_connections setting: */max_connections = /p' \
        -e 's/^max_worker_processes setting: */max_worker_processes = /p' \
        -e 's/^max_wal_senders setting: */max_wal_senders = /p' \
        -e 's/^max_prepared_xacts setting: */max_prepared_transactions = /p' \
        -e 's/^max_locks_per_xact setting: */max_locks_per_transaction = /p'
}

restore() {
    local name=$1 time=$2 base settings log
    [ -d "$archive/base" ] || die "there is no archive in $archive"
    base=$(chosen "$time")
    [ -n "$base" ] || die "there is no copy in $archive/base${time:+ that was finished by $time}"
    version=$(cat "$archive/base/$base/version")
    pg_createcluster "$version" "$name" >/dev/null
    read -r port data log < <(pg_lsclusters -h | awk -v version="$version" -v name="$name" '$1 == version && $2 == name { print $3, $6, $7 }')
    settings=/etc/postgresql/$version/$name/conf.d
    rm -rf "${data:?}"/*
    as_postgres tar -x -z -C "$data" -f "$archive/base/$base/base.tar.gz"
    # Nothing of the restored one may land among the files it is made from.
    rm -f "$data/postgresql.auto.conf"
    settings_of "$data" >"$settings/restored.conf"
    {
        # A file that is damaged stops it: it is not the end of what was archived.
        echo "restore_command = '[ -f $archive/wal/%f.gz ] || exit 1; gunzip -c $archive/wal/%f.gz >%p || exit 200'"
        # Readers meanwhile would need settings as large as they were at any time since the copy.
        echo "hot_standby = off"
        [ -z "$time" ] || echo "recovery_target_time = '$(date -u -d "$time" '+%Y-%m-%d %H:%M:%S.%6N+00')'"
        [ -z "$time" ] || echo "recovery_target_action = 'promote'"
    } >"$settings/restoring.conf"
    as_postgres touch "$data/recovery.signal"
    echo "Restoring from the copy $base; $log says how far it is"
    # It does not wait for the end, and says that nobody is let in yet.
    pg_ctlcluster "$version" "$name" start -- -W >/dev/null 2>&1 || true
    while ! [ "$(query -c 'SELECT pg_is_in_recovery()' 2>/dev/null)" = f ]; do
        pg_ctlcluster "$version" "$name" status >/dev/null ||
            die "it did not come up (to be dropped: pg_dropcluster $version $name): $(tail -n 5 "$log")"
        sleep 0.5
    done
    rm "$settings/restoring.conf"
    echo "Restored on port $port: change DATABASE_URL to it, then: supervisorctl signal HUP ocpizza"
}

case ${1:-} in
enable | copy | check)
    choose_cluster
    "$1"
    ;;
restore) restore "${2:?a name for the new cluster}" "${3:-}" ;;
*) die "enable, copy, check, restore NAME [TIME]: see the head of this file" ;;
esac
