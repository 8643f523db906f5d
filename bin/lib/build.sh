# shellcheck shell=bash
# Builds the browser side and the program. To be sourced after common.sh.
#
#   build_web               web/dist, when web/ changed
#   configure PRESET        build/PRESET, when it is not there
#   build PRESET [ARG...]   the program of that preset; further arguments go to ninja

# What ccache kept in one clone serves every other.
export CCACHE_BASEDIR=$PWD CCACHE_NOHASHDIR=1

build_web() {
    local print
    print=$(fingerprint web package-lock.json -not -path 'web/dist/*')
    if [ -d web/dist ] && done_before web "$print"; then return; fi
    say "Building styles and scripts"
    npm run --silent build
    remember_done web "$print"
}

configure() {
    if [ -f "build/$1/build.ninja" ] && [ CMakePresets.json -ot "build/$1/build.ninja" ]; then return; fi
    say "Configuring the $1 build"
    mkdir -p build
    cmake --preset "$1" >"build/$1.configure.log" 2>&1 || {
        cat "build/$1.configure.log" >&2
        return 1
    }
}

build() {
    local preset=$1
    shift
    configure "$preset"
    NINJA_STATUS='[%f/%t, %es] ' ninja -C "build/$preset" "$@"
}
