#!/usr/bin/env bash
# Brings a newly built program into service: schema when it changed, data, then the change of servers without a
# refused request. When anything fails, what served goes on serving.
#
#   deploy/release-tasks.sh PROGRAM     such as build/release/ocpizza; as root
#
# FOLDER, SUPERVISOR and SERVICE: see deploy/common.sh. The last five releases are kept; deploy/rollback.sh goes back to the
# one before.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

program=${1:-}
[ -x "$program" ] || die "usage: release-tasks.sh PROGRAM"
[ -f "$folder/.env" ] || die "$folder/.env is missing: fill in a copy of .env.example"

version=$("$program" version | awk '{ print $2 }')
release=$folder/releases/$(date -u +%Y%m%dT%H%M%SZ)-$version
say "release ${release##*/}"
mkdir -p "$folder/releases"
mkdir "$release"
install -m 755 "$program" "$release/ocpizza"

say "settings"
as_service "$release/ocpizza" config >/dev/null
say "schema and reference data"
as_service "$release/ocpizza" migrate
say "static files"
(cd "$folder" && "$release/ocpizza" static "$release" >/dev/null)
say "check"
as_service "$release/ocpizza" check

before=$(release_of current)
point current "$release"
say "change of servers"
if ! change_over; then
    if [ -n "$before" ]; then point current "$before"; fi
    die "the new release does not serve; ${before:+the one before goes on. }Look into the log"
fi
if [ -n "$before" ] && [ "$before" != "$release" ]; then point previous "$before"; fi
reload_nginx_if_it_must "$before" "$release"

# The youngest five, and whatever a link names.
find "$folder/releases" -mindepth 1 -maxdepth 1 -type d -printf '%f\n' | sort -r | tail -n +6 | while read -r old; do
    case $folder/releases/$old in "$(release_of current)" | "$(release_of previous)") continue ;; esac
    rm -r "$folder/releases/$old"
done
say "serving ${release##*/}"
