#!/usr/bin/env bash
# Brings a newly built program into service: static files, schema when it changed, data, then the change of servers without a
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
take_turn

version=$("$program" version | awk '{ print $2 }')
mkdir -p "$folder/releases"
name() { echo "$(readlink -e "$folder/releases")/$(date -u +%Y%m%dT%H%M%SZ)-$version"; }
release=$(name)
# The second may have had its release.
while [ -e "$release" ]; do sleep 0.1 && release=$(name); done
say "release ${release##*/}"
mkdir "$release"
install -m 755 "$program" "$release/ocpizza"

say "settings"
as_service "$release/ocpizza" config >/dev/null
say "static files"
(cd "$folder" && "$release/ocpizza" static "$release" >/dev/null)

# What a migration changes, only a backup brings back. It is made by the program that knows the schema as it is.
schema=$(as_service "$release/ocpizza" migrate --status 2>/dev/null || true)
case $schema in
*applied*missing*)
    say "backup before the schema changes"
    serving=$(release_of current)
    as_service "${serving:-$release}/ocpizza" backup || die "there is no backup: the schema was left as it is, and what served goes on"
    ;;
esac
say "schema and reference data"
as_service "$release/ocpizza" migrate
say "check"
as_service "$release/ocpizza" check

put_into_service "$release"

# The youngest five, and whatever a link names.
find "$folder/releases/" -mindepth 1 -maxdepth 1 -type d -printf '%f\n' | sort -r | tail -n +6 | while read -r old; do
    old=$(readlink -e "$folder/releases/$old")
    case $old in "$(release_of current)" | "$(release_of previous)") continue ;; esac
    rm -r "$old"
done
