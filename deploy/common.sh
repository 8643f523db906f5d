# shellcheck shell=bash
# What the scripts of deploy/ share. To be sourced.
#
#   FOLDER      where OC Pizza lives: releases/, current, previous, .env (default /opt/ocpizza)
#   SUPERVISOR  the command that reaches the supervisor (default supervisorctl)
#   NGINX       the command that reaches nginx (default nginx)
#   SERVICE     the user OC Pizza runs as (default ocpizza); programs and links stay root's, so that who gets into the
#               service cannot replace it

folder=${FOLDER:-/opt/ocpizza}
read -r -a supervisor <<<"${SUPERVISOR:-supervisorctl}"

read -r -a nginx <<<"${NGINX:-nginx}"
service=${SERVICE:-ocpizza}

# Runs a program of ours in its folder, as the service does.
as_service() {
    if [ "$(id -un)" = "$service" ]; then
        (cd "$folder" && "$@")
    else
        (cd "$folder" && runuser -u "$service" -- "$@")
    fi
}

die() {
    echo "${0##*/}: $*" >&2
    exit 1
}
say() { echo "== $*"; }

# The release a link names, as a path without links; nothing when there is none.
release_of() { readlink -e "$folder/$1" || true; }

# Points a link to a release in one step: nobody finds it missing.
point() {
    ln -sfn "$2" "$folder/.$1.new"
    mv -T "$folder/.$1.new" "$folder/$1"
}

# One release or rollback at a time. What one left that was cut off before its program was known to serve is put right first:
# `changing` names what served until then, and `cut_off` does so afterwards.
take_turn() {
    cut_off=''
    exec {turn}>"$folder/.lock"
    flock -n "$turn" || die "another release or rollback is at work"
    [ -L "$folder/changing" ] || return 0
    cut_off=$(release_of changing)
    say "the change before this one was cut off${cut_off:+: back to ${cut_off##*/}}"
    if [ -n "$cut_off" ]; then point current "$cut_off"; else rm -f "$folder/current"; fi
    rm "$folder/changing"
}

# The keeper that supervisor knows; nothing when it does not run.
keeper() {
    local pid
    pid=$("${supervisor[@]}" pid ocpizza 2>/dev/null) || true
    case $pid in '' | 0 | *[!0-9]*) return ;; esac
    echo "$pid"
}

servers_of() { pgrep -P "$1" | sort; }

# is_another KEEPER OLD: whether the keeper has servers, and none of the old ones: a new one is ready then, and the old
# ones have drained.
is_another() {
    local servers
    servers=$(servers_of "$1")
    [ -n "$servers" ] && [ -z "$(comm -12 <(echo "$servers") <(echo "$2"))" ]
}

# Changes to what `current` names, without a refused request; starts it where nothing runs.
change_over() {
    local keeper old='' begun=$SECONDS
    keeper=$(keeper)
    if [ -z "$keeper" ]; then
        # Where there was no program yet, supervisor tries by itself, and would not let anybody start it meanwhile.
        "${supervisor[@]}" stop ocpizza >/dev/null 2>&1 || true
        # It answers once the program has run for startsecs.
        "${supervisor[@]}" start ocpizza >/dev/null && keeper=$(keeper) && [ -n "$keeper" ]
    else
        old=$(servers_of "$keeper")
        "${supervisor[@]}" signal HUP ocpizza >/dev/null
    fi || return 1
    # 30 s to get ready, and 20 until the keeper kills an old one that hangs.
    while [ $((SECONDS - begun)) -lt 55 ]; do
        if is_another "$keeper" "$old"; then return 0; fi
        # A new server is started at once. Gone again, it did not get ready.
        if [ $((SECONDS - begun)) -ge 4 ] && [ "$(servers_of "$keeper")" = "$old" ]; then return 1; fi
        sleep 0.1
    done
    return 1
}

# put_into_service RELEASE: `current` names it and it serves, and `previous` names what served before; or this ends, and all
# is as it was.
put_into_service() {
    local before
    before=$(release_of current)
    point changing "${before:-none}"
    point current "$1"
    say "change of servers"
    if ! change_over; then
        if [ -n "$before" ]; then point current "$before"; fi
        rm "$folder/changing"
        die "${1##*/} does not serve; ${before:+${before##*/} goes on. }Look into the log"
    fi
    if [ -n "$before" ] && [ "$before" != "$1" ]; then point previous "$before"; fi
    rm "$folder/changing"
    reload_nginx_if_it_must "$before" "$1"
    say "serving ${1##*/}"
}

# nginx finds the files of `current` by itself; what it says with them it reads only when told to.
reload_nginx_if_it_must() {
    if cmp -s "$1/static-for-nginx.conf" "$2/static-for-nginx.conf"; then return; fi
    command -v "${nginx[0]}" >/dev/null || return 0
    say "nginx, which reads the headers of static files anew"
    "${nginx[@]}" -s reload || say "nginx does not run yet, or does not know these files: reload it once it does"
}
