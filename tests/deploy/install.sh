#!/usr/bin/env bash
# Takes a bare Debian root to a running site by docs/exploitation.md, each of whose blocks it runs as it stands: a root made by mmdebstrap, a network
# of its own, real PostgreSQL, nginx, supervisor and cron in it. Wants root. OCPIZZA names the program, built on this
# machine's Debian: it goes there as the Debian package. The last line is: N passed, N failed.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit 1
source tests/deploy/verify.sh

program=$(readlink -f "${OCPIZZA:-build/dev/ocpizza}")
release=$(. /etc/os-release && echo "$VERSION_CODENAME")
work=$(mktemp -d "${TMPDIR:-/var/tmp}/ocpizza-install.XXXXXX")
root=$work/root
end() {
    [ -z "${unshared:-}" ] || { kill -9 "$unshared" 2>/dev/null; wait "$unshared" 2>/dev/null; }
    rm -rf --one-file-system "$work"
}
trap end EXIT

if [ "$(id -u)" -ne 0 ] || ! unshare --mount --net --pid --fork true 2>/dev/null; then
    echo "skipped: this test wants root, and namespaces of its own"
    echo "0 passed, 0 failed, 1 skipped"
    exit
fi

source_packages='source bin/lib/common.sh && source bin/lib/packages.sh'

# ---- a bare server. It has no network but its own, so what install.sh will ask apt for is fetched beforehand.
mmdebstrap --variant=important --include=ca-certificates,curl "$release" "$root" >"$work/root.log" 2>&1 || {
    tail -n 20 "$work/root.log"
    bad "a bare Debian $release"
    finish
}
cp /etc/resolv.conf /etc/hosts "$root/etc/"
mkdir -p "$root/srv/oc-pizza"
cp -r bin "$root/srv/oc-pizza/"
verify "the Debian package is made" cpack --config "${program%/*}/CPackConfig.cmake" -B "$root/srv"
unshare --mount --net --pid --fork --kill-child bash -c "
    for place in dev dev/pts dev/shm sys; do mount --bind /\$place $root/\$place; done
    # The second disk, which the manual asks for.
    mount -t tmpfs -o mode=755 disk $root/var/backups
    mount -t proc proc $root/proc && chroot $root ip link set lo up && exec chroot $root sleep infinity" &
unshared=$!
for _ in $(seq 50); do
    machine=$(pgrep -P "$unshared" 2>/dev/null) && [ "$(cat "/proc/$machine/comm")" = sleep ] && break
    sleep 0.1
done
# What its PostgreSQL leaves there when it is killed at the end.
nsenter -t "$machine" -m mount -t tmpfs -o mode=1777 shm "$root/dev/shm"
in_chroot=(chroot "$root" env -i HOME=/root PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8)
# A line of shell on the server, as root, in the project's folder.
on_server() { timeout -k 5 300 nsenter -t "$machine" -m -n -p "${in_chroot[@]}" bash -c "cd /srv/oc-pizza && $1"; }
fetch() {
    nsenter -t "$machine" -m "${in_chroot[@]}" bash -c "cd /srv/oc-pizza && $source_packages && apt_get update &&
        for entry in \$(missing_packages serve database); do resolve_package \$entry; done |
        xargs apt-get -qq -o DPkg::Lock::Timeout=60 install --download-only --no-install-recommends -y /srv/ocpizza_*.deb"
}
verify "apt knows every package" fetch
[ "$failed" -eq 0 ] || finish

# ---- the manual, block by block, to the letter
host=www.ocpizza.fr
openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj "/CN=$host" -addext "subjectAltName=DNS:$host" \
    -keyout "$root/etc/ssl/$host.key" -out "$root/etc/ssl/$host.pem" 2>"$work/openssl.log" || cat "$work/openssl.log"
cp "$root/etc/ssl/$host.pem" "$root/usr/local/share/ca-certificates/$host.crt"
chroot "$root" update-ca-certificates >/dev/null 2>&1
echo "127.0.0.1 $host" >>"$root/etc/hosts"
mkdir "$work/blocks" "$root/srv/blocks"
if left_out=$(python3 tests/deploy/manual_blocks.py "$work/blocks" 2>&1); then
    ok "each block of the manual can be tried, or says why not"
    echo "$left_out"
else
    bad "each block of the manual can be tried, or says why not" "$left_out"
fi
cp "$work/blocks"/* "$root/srv/blocks/"
# Who is asked for a password gives it, from a file: a pipe would be held open by the services that blocks start. apt
# has no network here, and what it needs already.
yes Pizza-2026-essai! | head -n 40 >"$root/srv/password"
for block in "$work/blocks"/*.sh; do
    name=$(basename "$block" .sh)
    verify "line $((10#$name)): $(head -n 1 "$block")" on_server "cd /srv && bash -e -o pipefail blocks/$name.sh <password"
done

# ---- as the manual says it is
ask() { on_server "curl -s -o /dev/null -w '%{http_code}' --max-time 5 $*"; }
verify "the site answers over TLS" test "$(ask https://$host/)" = 200
verify "plain HTTP is sent on" test "$(ask http://$host/)" = 308
verify "the service runs as its own user" test "$(on_server 'ps -o user= -p $(supervisorctl pid ocpizza)')" = ocpizza
verify "the settings are the service's alone" test "$(on_server 'stat -c %U:%a /opt/ocpizza/.env')" = ocpizza:600
verify "among them what was given on standard input" on_server "grep -q '^SMTP_PASSWORD=.' /opt/ocpizza/.env"
cron() { # each line of cron.d names a program that is there
    on_server "pgrep -x cron >/dev/null && sed -n 's/^[0-9*][^a-z]* ocpizza \(.*\)/\1/p' /etc/cron.d/ocpizza" >"$work/cron" &&
        [ "$(grep -c 'cd /opt/ocpizza && current/ocpizza ' "$work/cron")" = 4 ]
}
verify "cron runs, with what it calls" cron
verify "check --deploy has nothing to say" on_server "ocpizza check --deploy"

# ---- and would say so: planted ID COMMAND
planted() { grep "^$1 (" <<<"$(on_server "$2; ocpizza check --deploy")"; }
verify "it knows the database's disk" planted backup-place \
    "install -d -m 700 -o ocpizza /opt/ocpizza/var/near && export BACKUP_DIR=/opt/ocpizza/var/near"
verify "it knows the log's mode" planted log-mode "chmod 755 /var/log/ocpizza"
verify "it reads what nginx reads" planted nginx "sed -i /X-Forwarded-Host/d /etc/nginx/conf.d/ocpizza.conf"
verify "it reads what cron reads" planted cron-missing "rm /etc/cron.d/ocpizza"

# ---- run again, it mends what is missing and leaves the rest
install="/usr/share/ocpizza/deploy/install.sh --host $host --certificate /etc/ssl/$host.pem --key /etc/ssl/$host.key"
on_server "sha256sum /opt/ocpizza/.env >/tmp/settings"
ends_at_once() { [ "$(on_server "$install --settings nowhere" 2>&1)" = "install.sh: there is no nowhere" ]; }
verify "without the settings it was to read, it does nothing" ends_at_once
verify "run again, it ends well" on_server "$install"
verify "settings and password are as they were" on_server "sha256sum --quiet -c /tmp/settings"
verify "what was missing is there again" on_server "test -f /etc/cron.d/ocpizza"
verify "and it serves" test "$(ask https://$host/)" = 200
verify "and check --deploy has nothing to say again" on_server "ocpizza check --deploy"
finish
