#!/usr/bin/env bash
# Goes back to the release before, without a refused request; as root. A second call goes forward again. After an update that
# was cut off: back to what served until then.
#
# Refused when the older program cannot serve the schema as it is by now. Restore a backup then.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
[ -d "$folder" ] || die "there is no $folder"
take_turn

previous=${cut_off:-$(release_of previous)}
[ -n "$previous" ] || die "there is no release before this one"
say "check of ${previous##*/}"
as_service "$previous/ocpizza" check || die "the release before cannot serve this database: nothing was changed"
put_into_service "$previous"
