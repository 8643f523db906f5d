#!/usr/bin/env bash
# Goes back to the release before, without a refused request; as root. A second call goes forward again.
#
# Refused when a migration was applied since: the older program would not serve the newer schema. Restore a backup
# then.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

current=$(release_of current)
previous=$(release_of previous)
[ -n "$previous" ] || die "there is no release before this one"
say "check of ${previous##*/}"
as_service "$previous/ocpizza" check || die "the release before cannot serve this database: nothing was changed"
point current "$previous"
say "change of servers"
if ! change_over; then
    point current "$current"
    die "the release before does not serve; nothing was changed. Look into the log"
fi
point previous "$current"
reload_nginx_if_it_must "$current" "$previous"
say "serving ${previous##*/}"
