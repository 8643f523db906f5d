# shellcheck shell=bash
# Debian packages and what npm brings. To be sourced after common.sh.
#
#   install_packages LIST...    installs what these lists name and this machine lacks
#   install_node_modules        npm ci, when the lock file changed
#   install_budget_tools        the same in tests/budgets: what bin/budgets measures with
#   install_peers               the same in tests/peers: real programs that judge ours; tests without them are skipped
#   fetch_promtool              into build/promtool, when this machine has none

# One entry a package; between | stand alternatives, the first that apt knows is taken (Debian 12 | 13).
declare -A packages=(
    [run]="ca-certificates tzdata git ccache ninja-build cmake g++ pkg-config python3
        libboost1.81-dev|libboost1.83-dev|libboost-dev libsoci-dev libpq-dev libsqlite3-dev sqlite3
        libctemplate-dev libsodium-dev nlohmann-json3-dev libcli11-dev libfmt-dev libexpected-dev
        libhowardhinnant-date-dev libcurl4-openssl-dev zlib1g-dev
        postgresql-client-15|postgresql-client"
    [test]="postgresql chromium fonts-liberation libgtest-dev libgmock-dev librapidcheck-dev
        gettext nginx-light pgbouncer supervisor openssl curl procps mmdebstrap python3-jsonschema python3-yaml python3-aiosmtpd
        clang-format-14|clang-format clang-tidy-14|clang-tidy"
    # A server that only runs the program: deploy/install.sh.
    [serve]="libsoci-core4.0|libsoci-core4.0t64|libsoci-core4.1 libsoci-postgresql4.0|libsoci-postgresql4.0t64|libsoci-postgresql4.1
        libsoci-sqlite3-4.0|libsoci-sqlite3-4.0t64|libsoci-sqlite3-4.1 libpq5 libsqlite3-0 libctemplate3|libctemplate3t64
        libsodium23 libfmt9|libfmt10 libdate-tz3|libdate-tz3t64 zlib1g libcurl4|libcurl4t64
        ca-certificates tzdata openssl procps cron supervisor nginx-light|nginx postgresql-client"
    [database]="postgresql"
    [docker]="buildah podman mmdebstrap"
    [package]="dpkg-dev"
    [bench]="postgresql nginx-light wrk"
    [fuzz]="clang-14|clang libclang-rt-14-dev|libclang-rt-dev"
)

# Node may have come from elsewhere and be newer.
needs_node() {
    local version
    version=$(node -p 'process.versions.node.split(".")[0]' 2>/dev/null) || return 0
    [ "$version" -lt 18 ] || ! command -v npm >/dev/null
}

# The entries of which no alternative is installed.
missing_packages() {
    local installed entry name list names entries=()
    for list in "$@"; do
        read -r -d '' -a names <<<"${packages[$list]}" || true
        entries+=("${names[@]}")
    done
    case " $* " in *" run "*) if needs_node; then entries+=(nodejs npm); fi ;; esac
    installed=" $(dpkg-query -W -f='${db:Status-Status}=${Package} ' 2>/dev/null)"
    for entry in "${entries[@]}"; do
        for name in ${entry//|/ }; do
            case $installed in *" installed=$name "*) continue 2 ;; esac
        done
        echo "$entry"
    done
}

# The first alternative of an entry that apt can install.
resolve_package() {
    local name policy
    for name in ${1//|/ }; do
        policy=$(apt-cache policy "$name")
        if grep -q 'Candidate: [^(]' <<<"$policy"; then
            echo "$name"
            return
        fi
    done
    die "apt knows no package $1: is this Debian 12 or 13, with its main section?"
}

apt_get() { as_root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=540 -qq "$@"; }

install_packages() {
    local missing entry name names=()
    missing=$(missing_packages "$@")
    [ -n "$missing" ] || return 0
    say "Installing Debian packages"
    apt_get update || echo "apt-get update failed; going on with what apt knows" >&2
    for entry in $missing; do
        name=$(resolve_package "$entry") || exit 1
        names+=("$name")
    done
    printf '  %s\n' "${names[*]}" | fold -s -w 100
    # What dpkg says matters only when something goes wrong.
    local log=${PACKAGES_LOG:-build/apt.log}
    mkdir -p "${log%/*}"
    apt_get install -y --no-install-recommends "${names[@]}" >"$log" 2>&1 || {
        tail -n 30 "$log" >&2
        die "apt-get could not install the packages above"
    }
}

# promtool judges /metrics. Its package is large and would start a service: its files are enough, in build/promtool.
fetch_promtool() {
    if command -v promtool >/dev/null; then return; fi
    if [ ! -x build/promtool/usr/bin/promtool ]; then
        mkdir -p build/promtool
        (cd build/promtool && apt-get download -qq prometheus && dpkg-deb -x prometheus_*.deb . && rm prometheus_*.deb) \
            >build/promtool.log 2>&1 || return 1
    fi
    export PATH=$PATH:$PWD/build/promtool/usr/bin
}

install_node_modules() {
    local print
    print=$(cat package-lock.json .npmrc | sha256sum | cut -c1-16)
    if [ -d node_modules ] && done_before node_modules "$print"; then return; fi
    say "Installing the packages of package-lock.json"
    PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
    remember_done node_modules "$print"
}

install_budget_tools() {
    local print
    print=$(cat tests/budgets/package-lock.json .npmrc | sha256sum | cut -c1-16)
    if [ -d tests/budgets/node_modules ] && done_before budgets "$print"; then return; fi
    say "Installing the packages of tests/budgets/package-lock.json"
    npm ci --prefix tests/budgets --ignore-scripts --no-audit --no-fund --loglevel=error
    remember_done budgets "$print"
}

install_peers() {
    local print
    print=$(cat tests/peers/package-lock.json .npmrc | sha256sum | cut -c1-16)
    if [ -d tests/peers/node_modules ] && done_before peers "$print"; then return; fi
    say "Installing the packages of tests/peers/package-lock.json"
    npm ci --prefix tests/peers --ignore-scripts --no-audit --no-fund --loglevel=error || return 1
    remember_done peers "$print"
}
