#!/usr/bin/env bash
# deploy/wal-archive.sh on a real PostgreSQL of Debian's, in file systems of its own: nothing of this machine's is touched.
# Wants root. The last line is: N passed, N failed.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit 1
source tests/deploy/verify.sh

if [ "$(id -u)" -ne 0 ] || ! unshare --mount --net --pid --fork true 2>/dev/null || ! command -v pg_createcluster >/dev/null; then
    echo "skipped: this test wants root, namespaces of its own, and Debian's PostgreSQL"
    echo "0 passed, 0 failed, 1 skipped"
    exit
fi
if [ -z "${OF_ITS_OWN:-}" ]; then OF_ITS_OWN=yes exec unshare --mount --mount-proc --net --pid --fork --kill-child "$0"; fi

ip link set lo up
for place in /etc/postgresql /etc/cron.d /usr/local/lib /var/lib/postgresql /var/log/postgresql /run/postgresql /mnt; do
    mount -t tmpfs tmpfs "$place" && chmod 755 "$place"
done
mount -t tmpfs -o mode=1777 tmpfs /dev/shm
chown postgres:postgres /etc/postgresql /var/lib/postgresql /run/postgresql
mkdir /mnt/archive /mnt/full
export ARCHIVE=/mnt/archive
told=/mnt/told

as_postgres() { (cd / && runuser -u postgres -- "$@"); }
of() { as_postgres psql -X -q -A -t -p "$1" postgres -c "$2"; } # of PORT SQL
port_of() { pg_lsclusters -h | awk -v name="$1" '$2 == name { print $3 }'; }
archived() { of "$main" 'SELECT pg_switch_wal()' >/dev/null && sleep 0.5 && soon 100 none_waits; }
none_waits() { [ "$(of "$main" "SELECT count(*) FROM pg_ls_archive_statusdir() WHERE name LIKE '%.ready'")" = 0 ]; }
now() { of "$main" 'SELECT clock_timestamp()'; }
says() { # says WORDS COMMAND...: it is refused with these words
    local words=$1
    shift
    ! "$@" >"$told" 2>&1 && grep -q -- "$words" "$told" || { cat "$told" && return 1; }
}
restore() { timeout 60 deploy/wal-archive.sh restore "$@"; }
rows_of() { of "$(port_of "$1")" "SELECT string_agg(word, ' ' ORDER BY at) FROM said"; }
has() { [ "$(rows_of "$1")" = "$2" ] || { rows_of "$1" && return 1; }; }
gone() { pg_dropcluster --stop "$version" "$1"; }

# ---- a cluster that lets more in than a new one would
version=$(find /usr/lib/postgresql -mindepth 1 -maxdepth 1 -printf '%f\n' | sort -n | tail -n 1)
pg_createcluster "$version" main -- --no-sync >/mnt/created 2>&1 || { cat /mnt/created && exit 1; }
echo "max_connections = 137" >"/etc/postgresql/$version/main/conf.d/test.conf"
pg_ctlcluster "$version" main start || exit 1
main=$(port_of main)
of "$main" "CREATE TABLE said (at SERIAL, word TEXT)"

# ---- it archives
verify "the archive is enabled, with a first copy" deploy/wal-archive.sh enable
enabled_again() { deploy/wal-archive.sh enable && [ "$(of "$main" 'SELECT pg_postmaster_start_time()')" = "$1" ]; }
verify "enabled again, PostgreSQL is not restarted" enabled_again "$(of "$main" 'SELECT pg_postmaster_start_time()')"
of "$main" "INSERT INTO said (word) VALUES ('one')"
sleep 1.1 # a copy's name is rounded up
first=$(now)
of "$main" "INSERT INTO said (word) VALUES ('two')"
verify "what is written arrives" archived
small() { # no file that is nearly empty takes more than a hundredth
    local size
    size=$(find "$ARCHIVE/wal" -regex '.*/[0-9A-F]*\.gz' -size -160k | wc -l)
    [ "$size" -gt 0 ] && [ "$(find "$ARCHIVE/wal" -regex '.*/[0-9A-F]*' | wc -l)" = 0 ]
}
verify "in little room" small
verify "and the check has nothing to say" test -z "$(deploy/wal-archive.sh check 2>&1)"

# ---- copies come and go
mkdir "$ARCHIVE/base/20990101T000000Z.part"
cron() { # cron LINE: as cron runs it
    local words
    words=$(grep " $1\b" /etc/cron.d/ocpizza-wal | sed 's/^[^a-z]* root //')
    [ -n "$words" ] && env -i HOME=/root LOGNAME=root SHELL=/bin/sh PATH="$(sed -n 's/^PATH=//p' /etc/cron.d/ocpizza-wal | grep . || echo /usr/bin:/bin)" sh -c "$words"
}
restores() { restore "$1" "${@:3}" && has "$1" "$2" && [ "$(of "$(port_of "$1")" 'SHOW max_connections')" = 137 ]; }
verify "an unfinished copy is none to restore from" restores latest "one two"
gone latest
verify "cron makes another copy" cron copy
kept() { [ "$(find "$ARCHIVE/base" -mindepth 1 -maxdepth 1 | wc -l)" = 2 ] && [ -z "$(find "$ARCHIVE/base" -name '*.part')" ]; }
verify "two copies are kept, and nothing unfinished" kept

verify "one copy is made at a time" says "another copy" flock "$ARCHIVE/.lock" deploy/wal-archive.sh copy

# ---- back to a moment
verify "a restoration to a moment before the newest copy takes an older one" restores earlier one "$first"
verify "and is finished: nothing of it is left in the settings" test ! -f "/etc/postgresql/$version/earlier/conf.d/restoring.conf"
gone earlier
refused_early() { says "$1" restore never "$2" && [ -z "$(port_of never)" ]; }
verify "a moment before every copy is refused" refused_early "no copy" "2020-01-01 00:00:00+00"
verify "and one to come" refused_early "not come yet" "2099-01-01 00:00:00+00"
newest_wal() { find "$ARCHIVE/wal" -regex '.*/[0-9A-F]*\.gz' | sort | tail -n 1; }
damaged() { # a file cut short is no end
    local last
    of "$main" "INSERT INTO said (word) VALUES ('three')" && archived && last=$(newest_wal) && cp "$last" /mnt/whole && truncate -s 3000 "$last" &&
        says "did not come up" restore cut && cp /mnt/whole "$last"
}
verify "a damaged file stops the restoration, at once" damaged
gone cut

# ---- the restored one takes over
verify "the newest is restored" restores second "one two three"
of "$(port_of second)" "INSERT INTO said (word) VALUES ('four')"
pg_ctlcluster "$version" main stop
takes_over() { CLUSTER=$version/second deploy/wal-archive.sh enable && [ "$(of "$(port_of second)" 'SHOW archive_mode')" = on ]; }
verify "the restored cluster is archived in its turn" takes_over
named() { [ "$(grep -c "CLUSTER=$version/second " /etc/cron.d/ocpizza-wal)" = 2 ] && cron copy; }
verify "by cron too" named
verify "with where it branched off" test -s "$ARCHIVE/wal/00000002.history.gz"
main=$(port_of second)
of "$main" "INSERT INTO said (word) VALUES ('five')"
again() { archived && restores third "one two three four five"; }
verify "and restored in its turn" again
gone third

# ---- the archive does not keep up
chown root "$ARCHIVE/wal"
of "$main" "INSERT INTO said (word) VALUES ('six')"
of "$main" 'SELECT pg_switch_wal()' >/dev/null
sleep 0.5
verify "a file that waits for a moment is no reason to speak" cron check
find "/var/lib/postgresql/$version/second/pg_wal/archive_status" -name '*.ready' -exec touch -d '10 minutes ago' {} +
verify "one that waits longer is" says "files of WAL wait" cron check
verify "and no copy is begun that would wait for it" says "no copy is made" env CLUSTER="$version/second" timeout 20 deploy/wal-archive.sh copy
chown postgres "$ARCHIVE/wal"
of "$main" "INSERT INTO said (word) VALUES ('seven')"
of "$main" 'SELECT pg_switch_wal()' >/dev/null # it tries again at once, not within a minute
verify "once it takes them again, all is well" soon 100 cron check
mount -t tmpfs -o size=1m tmpfs /mnt/full && mkdir /mnt/full/base && head -c 950k /dev/zero >/mnt/full/some
verify "a disk that is nearly full is said before" says "is full to" env ARCHIVE=/mnt/full CLUSTER="$version/second" deploy/wal-archive.sh check
pg_ctlcluster "$version" second stop -m immediate
finish
