# shellcheck shell=bash
# Runs tests and adds up what passed and failed; one that breaks hides no other. To be sourced after common.sh.

tally_passed=0 tally_failed=0 tally_skipped=0 tally_broken=()

# count PASSED FAILED SKIPPED NAME
count() {
    tally_passed=$((tally_passed + $1)) tally_failed=$((tally_failed + $2)) tally_skipped=$((tally_skipped + $3))
    if [ "$2" -gt 0 ]; then tally_broken+=("$4"); fi
}

# prepare NAME COMMAND...: what tests need; it counts only when it fails.
prepare() {
    local name=$1 begun=$SECONDS
    shift
    say "== $name"
    "$@" || count 0 1 0 "$name"
    echo "   $name: $((SECONDS - begun)) s"
}

# run_step NAME COMMAND...: a command that counts as one test.
run_step() {
    local failed_before=$tally_failed
    prepare "$@"
    [ "$tally_failed" -gt "$failed_before" ] || count 1 0 0 "$1"
}

# run_tallied NAME COMMAND...: a command whose last line says N passed, N failed and perhaps N skipped.
run_tallied() {
    local name=$1 log=build/test-logs/${1// /-}.log code=0 line
    shift
    mkdir -p build/test-logs
    say "== $name"
    "$@" 2>&1 | tee "$log" || code=$?
    line=$(tail -n 1 "$log")
    if [[ $line =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed(,\ ([0-9]+)\ skipped)?$ ]]; then
        count "${BASH_REMATCH[1]}" "${BASH_REMATCH[2]}" "${BASH_REMATCH[4]:-0}" "$name"
        if [ "$code" -ne 0 ] && [ "${BASH_REMATCH[2]}" -eq 0 ]; then count 0 1 0 "$name (exit code $code)"; fi
    else
        count 0 1 0 "$name (no closing line, exit code $code)"
    fi
}

# One GoogleTest program: run_program FILE FILTER
run_program() {
    local name=${1##*/} log=build/test-logs/${1##*/}.log json=build/test-logs/${1##*/}.json code=0 numbers begun=$SECONDS
    if [ ! -x "$1" ]; then
        count 0 1 0 "$name (not built)"
        return
    fi
    rm -f "$json"
    timeout --kill-after=10 900 "$1" --gtest_brief=1 --gtest_filter="$2" --gtest_output="json:$json" >"$log" 2>&1 || code=$?
    if ! numbers=$(python3 bin/lib/count_gtest.py "$json"); then
        tail -n 60 "$log"
        count 0 1 0 "$name (ended early, exit code $code)"
        return
    fi
    read -r passed failed skipped <<<"$numbers"
    if [ "$code" -ne 0 ] && [ "$failed" -eq 0 ]; then failed=1; fi
    if [ "$failed" -gt 0 ]; then head -n 200 "$log"; fi
    count "$passed" "$failed" "$skipped" "$name"
    if [ $((passed + failed + skipped)) -gt 0 ]; then
        printf '   %-24s %5d passed %3d failed %3d skipped %4d s\n' "$name" "$passed" "$failed" "$skipped" $((SECONDS - begun))
    fi
}

# choose_programs PRESET PATTERN: sets program_names, program_filter and program_targets. The programs are those that
# the build knows now, not those that an older one left behind.
choose_programs() {
    local all
    all=$(ninja -C "build/$1" -t targets all | sed -n -E 's#^tests/((unit|integration)_[a-z_]+): .*EXECUTABLE.*#\1#p' | sort -r)
    program_filter='*' program_targets=(all)
    mapfile -t program_names < <(grep -F -- "$2" <<<"$all")
    [ -n "$2" ] || return 0
    # One of the judges of tests/peers has a test program send what it judges.
    case $2 in peers) program_names=() program_targets=(ocpizza tests/integration_clients) && return ;; esac
    case $2 in browser | deployment | docker) program_names=() program_targets=(ocpizza) && return ;; esac
    if [ ${#program_names[@]} -gt 0 ]; then
        program_targets=("${program_names[@]/#/tests/}")
    else
        mapfile -t program_names <<<"$all"
        program_filter="*$2*" program_targets=("${program_names[@]/#/tests/}")
    fi
}

# run_programs PRESET: those chosen.
run_programs() {
    local program
    mkdir -p build/test-logs
    [ ${#program_names[@]} -eq 0 ] || say "== unit and integration tests"
    for program in "${program_names[@]}"; do run_program "build/$1/tests/$program" "$program_filter"; done
}

# The closing line; answers whether nothing failed.
print_tally() {
    local name
    if [ ${#tally_broken[@]} -gt 0 ]; then
        echo "What failed:"
        for name in "${tally_broken[@]}"; do echo "  $name"; done
    fi
    echo "$tally_passed passed, $tally_failed failed$(if [ "$tally_skipped" -gt 0 ]; then echo ", $tally_skipped skipped"; fi)"
    [ "$tally_failed" -eq 0 ] && [ "$tally_passed" -gt 0 ]
}
