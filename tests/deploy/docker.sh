#!/usr/bin/env bash
# Builds the images of the Dockerfile and runs what is in them, without a Docker engine and without a registry: buildah,
# and a base made by mmdebstrap in the place of debian:bookworm-slim. Wants root and ten minutes: `bin/test docker`.
# The last line is: N passed, N failed.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit 1
source tests/deploy/verify.sh
work=$(mktemp -d "${TMPDIR:-/var/tmp}/ocpizza-docker.XXXXXX")
store=(--storage-driver vfs --root "$work/images" --runroot "$work/run")
end() {
    [ -z "${served:-}" ] || kill "$served" 2>/dev/null
    buildah "${store[@]}" rm --all >/dev/null 2>&1
    rm -rf --one-file-system "$work"
}
trap end EXIT

mmdebstrap --variant=minbase --include=ca-certificates bookworm "$work/base.tar" >"$work/base.log" 2>&1 || { tail "$work/base.log"; exit 1; }
# Certificate authorities of this network, where it has its own.
cp -r /usr/local/share/ca-certificates "$work/authorities" 2>/dev/null || mkdir "$work/authorities"
mkdir "$work/base" && tar -x -C "$work/base" -f "$work/base.tar" && rm "$work/base.tar" &&
    cp -r "$work/authorities/." "$work/base/usr/local/share/ca-certificates/" &&
    chroot "$work/base" update-ca-certificates >/dev/null 2>&1
tar -c -C "$work/base" -f "$work/base.tar" . && rm -rf --one-file-system "$work/base"
podman "${store[@]}" import "$work/base.tar" debian:bookworm-slim >"$work/import.log" 2>&1 || { cat "$work/import.log"; exit 1; }
rm "$work/base.tar"

image() { # image TARGET: built without pulling anything
    buildah "${store[@]}" bud --isolation chroot --pull-never --format docker --layers --network host \
        --env NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt --target "$1" -t "ocpizza-$1:test" . >"$work/$1.log" 2>&1 ||
        { tail -n 30 "$work/$1.log"; false; }
}
verify "the image of the application builds" image application
verify "the image of the proxy builds" image proxy
[ "$failed" -eq 0 ] || finish

application=$(buildah "${store[@]}" from --pull-never localhost/ocpizza-application:test)
proxy=$(buildah "${store[@]}" from --pull-never localhost/ocpizza-proxy:test)
port=$((20000 + RANDOM % 20000))
in_image() { # in_image CONTAINER COMMAND...
    local container=$1
    shift
    buildah "${store[@]}" run --isolation chroot --network host --env APP_ENV=development --env "LISTEN=127.0.0.1:$port" \
        --env PUBLIC_URL=http://www.ocpizza.example --env DATABASE_URL=sqlite:///var/ocpizza.sqlite "$container" -- "$@"
}
words() { buildah "${store[@]}" inspect --type image --format '{{.Docker.Config.Healthcheck}} {{.Docker.Config.User}}' "localhost/ocpizza-$1:test"; }
verify "it runs as ocpizza, not as root" test "$(in_image "$application" id -un)" = ocpizza
verify "its image knows a health check and its user" grep -q 'curl.*readyz.* ocpizza$' <<<"$(words application)"
verify "it makes its database" in_image "$application" tasks
verify "it backs it up, into the volume" in_image "$application" sh -c 'ocpizza backup && ls /var/backups/ocpizza/ocpizza-*/dump'
verify "it has what its clock calls" in_image "$application" sh -c 'command -v clock'
in_image "$application" ocpizza serve >"$work/serve.log" 2>&1 &
served=$!
healthy() {
    local check
    check=$(buildah "${store[@]}" inspect --type image --format '{{index .Docker.Config.Healthcheck.Test 1}}' localhost/ocpizza-application:test)
    for _ in $(seq 50); do
        if in_image "$application" sh -c "$check"; then return 0; fi
        sleep 0.2
    done
    cat "$work/serve.log"
    return 1
}
verify "it serves, and its own health check says so" healthy
pkill -TERM -P "$served" 2>/dev/null
nginx_takes_it() {
    openssl req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=www.ocpizza.example -keyout "$work/key.pem" -out "$work/cert.pem" 2>/dev/null
    buildah "${store[@]}" run --isolation chroot --network host --env HOST=www.ocpizza.example --env "UPSTREAM=127.0.0.1:$port" --volume "$work:/run/tls" "$proxy" -- \
        sh -c "sed 's/^exec nginx.*/exec nginx -t/' /usr/local/bin/proxy | sh"
}
verify "nginx takes the configuration in its image" nginx_takes_it
finish
