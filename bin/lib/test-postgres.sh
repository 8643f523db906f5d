# shellcheck shell=bash
# A private PostgreSQL cluster for tests and measures, thrown away afterwards. To be sourced:
#
#   start_test_postgres    sets and exports OCP_TEST_POSTGRES_URL, TEST_POSTGRES_PORT and TEST_POSTGRES_FOLDER
#   stop_test_postgres     stops it and removes its folder
#
# It listens on 127.0.0.1 and on a socket in its folder, at a free port, and trusts whoever may reach these.
# As root it runs as an unprivileged user, as PostgreSQL demands. What it must not survive (its folder, its
# processes) goes away with stop_test_postgres: call it in a trap.

find_postgres_programs() {
    local found
    for found in /usr/lib/postgresql/*/bin; do
        [ -x "$found/initdb" ] && TEST_POSTGRES_PROGRAMS=$found
    done
    if [ -z "${TEST_POSTGRES_PROGRAMS:-}" ] && command -v initdb >/dev/null; then
        TEST_POSTGRES_PROGRAMS=$(dirname "$(readlink -f "$(command -v initdb)")")
    fi
    if [ -z "${TEST_POSTGRES_PROGRAMS:-}" ]; then
        echo "PostgreSQL's server programs are not installed (Debian: apt-get install postgresql)" >&2
        return 1
    fi
}

as_postgres_user() {
    if [ "$(id -u)" -eq 0 ]; then
        (cd "$TEST_POSTGRES_FOLDER" && runuser -u "$TEST_POSTGRES_USER" -- "$@")
    else
        "$@"
    fi
}

free_port() {
    python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

# Extra server settings may be given, one "name=value" per argument.
start_test_postgres() {
    find_postgres_programs || return 1
    TEST_POSTGRES_USER=nobody
    if id postgres >/dev/null 2>&1; then TEST_POSTGRES_USER=postgres; fi
    TEST_POSTGRES_FOLDER=$(mktemp -d "${TMPDIR:-/tmp}/ocpizza-postgres.XXXXXX")
    chmod 711 "$TEST_POSTGRES_FOLDER"
    if [ "$(id -u)" -eq 0 ]; then chown "$TEST_POSTGRES_USER" "$TEST_POSTGRES_FOLDER"; fi

    local log="$TEST_POSTGRES_FOLDER/server.log" data="$TEST_POSTGRES_FOLDER/data" setting
    if ! as_postgres_user "$TEST_POSTGRES_PROGRAMS/initdb" -D "$data" -U postgres -A trust -E UTF8 --locale=C \
        --no-sync >"$TEST_POSTGRES_FOLDER.initdb" 2>&1; then
        cat "$TEST_POSTGRES_FOLDER.initdb" >&2
        stop_test_postgres
        return 1
    fi
    rm -f "$TEST_POSTGRES_FOLDER.initdb"
    {
        echo "listen_addresses = '127.0.0.1'"
        echo "unix_socket_directories = '$TEST_POSTGRES_FOLDER'"
        echo "max_connections = 200"
        echo "shared_buffers = 128MB"
        for setting in "$@"; do echo "$setting"; done
    } >>"$data/postgresql.conf"

    # The port may be taken between finding and binding it.
    for _ in 1 2 3 4 5; do
        TEST_POSTGRES_PORT=$(free_port)
        if as_postgres_user "$TEST_POSTGRES_PROGRAMS/pg_ctl" -D "$data" -l "$log" -w -t 60 \
            -o "-p $TEST_POSTGRES_PORT" start >/dev/null; then
            OCP_TEST_POSTGRES_URL="postgres://postgres@127.0.0.1:$TEST_POSTGRES_PORT/postgres"
            export OCP_TEST_POSTGRES_URL TEST_POSTGRES_PORT TEST_POSTGRES_FOLDER TEST_POSTGRES_PROGRAMS TEST_POSTGRES_USER
            return 0
        fi
    done
    cat "$log" >&2
    stop_test_postgres
    return 1
}

# Stops it in the given mode (immediate: as a crash would) and starts it again on the same port.
restart_test_postgres() {
    as_postgres_user "$TEST_POSTGRES_PROGRAMS/pg_ctl" -D "$TEST_POSTGRES_FOLDER/data" \
        -l "$TEST_POSTGRES_FOLDER/server.log" -w -t 60 -m "${1:-immediate}" -o "-p $TEST_POSTGRES_PORT" restart >/dev/null
}

stop_test_postgres() {
    [ -n "${TEST_POSTGRES_FOLDER:-}" ] || return 0
    if [ -f "$TEST_POSTGRES_FOLDER/data/postmaster.pid" ]; then
        as_postgres_user "$TEST_POSTGRES_PROGRAMS/pg_ctl" -D "$TEST_POSTGRES_FOLDER/data" -w -t 30 -m immediate \
            stop >/dev/null 2>&1 || true
    fi
    rm -rf "$TEST_POSTGRES_FOLDER" "$TEST_POSTGRES_FOLDER.initdb"
    unset TEST_POSTGRES_FOLDER TEST_POSTGRES_PORT OCP_TEST_POSTGRES_URL
}
