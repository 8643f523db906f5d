# shellcheck shell=bash
# Runs tests and adds up what passed and failed; one that breaks hides no other. To be sourced after common.sh.

tally_passed=0 tally_failed=0 tally_skipped=0 tally_broken=()

# count PASSED FAILED SKIPPED NAME
count() {
    tally_passed=$((tally_passed + $1)) tally_failed=$((tally_failed + $2)) tally_skipped=$((tally_skipped + $3))
    if [ "$2" -gt 0 ]; then tally_broken+=("$4"); fi
}

# step NAME COMMAND...: a command that counts as one test.
step() {
    local name=$1 begun=$SECONDS
    shift
    say "== $name"
    if "$@"; then count 1 0 0 "$name"; else count 0 1 0 "$name"; fi
    echo "   $name: $((SECONDS - begun)) s"
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

# The test programs of a preset that its build knows, not those that an older one left behind.
test_programs() {
    ninja -C "build/$1" -t targets all 2>/dev/null | sed -n -E "s#^(tests/(unit|integration)_[a-z_]+): .*EXECUTABLE.*#build/$1/\1#p" | sort -r
}

# run_programs PRESET PATTERN
run_programs() {
    local programs chosen filter='*' program
    mkdir -p build/test-logs
    programs=$(test_programs "$1")
    chosen=$(grep -F -- "$2" <<<"$(sed 's#.*/##' <<<"$programs")" || true)
    if [ -z "$chosen" ]; then
        if [ "$2" = browser ]; then return; fi
        chosen=$(sed 's#.*/##' <<<"$programs") filter="*$2*"
    fi
    say "== unit and integration tests"
    for program in $chosen; do run_program "build/$1/tests/$program" "$filter"; done
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
