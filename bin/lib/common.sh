# shellcheck shell=bash
# What every command in bin/ shares. To be sourced first: it goes to the project's folder.

cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit 1

# Tells a person what happens now.
say() {
    if [ -t 1 ]; then printf '\033[1m%s\033[0m\n' "$*"; else printf '%s\n' "$*"; fi
}

die() {
    echo "$*" >&2
    exit 1
}

# Runs a command as root, through sudo when we are not.
as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    else
        command -v sudo >/dev/null || die "This needs root: call it as root, or install sudo"
        sudo "$@"
    fi
}

# One word for the content of files: the arguments are what find takes.
fingerprint() { find "$@" -type f -printf '%p %s %T@\n' | sort | sha256sum | cut -c1-16; }

# done_before NAME FINGERPRINT: whether the step of that name was last done for that very fingerprint.
done_before() { [ "$(cat "build/stamps/$1" 2>/dev/null)" = "$2" ]; }

remember_done() {
    mkdir -p build/stamps
    echo "$2" >"build/stamps/$1"
}
