#!/usr/bin/env bash
# fuzz.sh SECONDS TARGET...: tries each reader for so long, beginning with its corpus and with the fixtures of the tests.
# What breaks one is kept in .build-fuzz/findings and ends the run with 1. New inputs that reach further stay in
# .build-fuzz/corpus for the next run, and fuzz-corpus.sh takes the few that matter into the kept corpus.
#
# An input may take FUZZ_TIMEOUT seconds by the clock (10; a busy machine wants more) and 512 MB, one allocation 256 MB:
# far more than any reader needs for 4 KB, far less than would go unnoticed.
set -uo pipefail
cd "$(dirname "$0")/.."
seconds=$1
shift
program=${FUZZ_PROGRAM:-.build-fuzz/release/waymark-fuzz}
# The runtime's own backtraces would swallow a crash and hang.
export SWIFT_BACKTRACE=enable=no
failed=()
for target in "$@"; do
    found=.build-fuzz/corpus/$target
    findings=.build-fuzz/findings/$target
    log=.build-fuzz/$target.log
    mkdir -p "$found" "$findings"
    touch "$findings/.begun"
    seeds=("Tests/Fuzzing/Corpus/$target")
    case $target in
    yaml | definitions) seeds+=(Tests/Fixtures/bad Tests/Fixtures/drawings) ;;
    schedules) seeds+=(Tests/Fixtures/schedules Config/schedules) ;;
    behaviours) seeds+=(Tests/Fixtures/behaviours Config/simulation) ;;
    esac
    if WAYMARK_FUZZ_TARGET=$target "$program" -max_total_time="$seconds" -timeout="${FUZZ_TIMEOUT:-10}" -rss_limit_mb=512 \
        -malloc_limit_mb=256 -max_len=4096 -dict=Tests/Fuzzing/words.dict -artifact_prefix="$findings/" \
        -print_final_stats=1 -print_funcs=0 "$found" "${seeds[@]}" >"$log" 2>&1; then
        stat() { sed -n "s/^stat::$1: *//p" "$log"; }
        echo "fuzz: $target held for $seconds s: $(stat number_of_executed_units) inputs, $(
            grep -oE 'cov: [0-9]+' "$log" | tail -n 1 | cut -d ' ' -f 2) edges covered, $(stat peak_rss_mb) MB at most"
    else
        failed+=("$target")
        grep -vE '^(#|stat::|INFO|MS:|0x)' "$log" | tail -n 12
        finding=$(find "$findings" -type f -newer "$findings/.begun" ! -name .begun | head -n 1)
        if [ -n "$finding" ]; then
            echo "fuzz: $target BROKE on $finding; the whole log is $log"
            echo "fuzz: try it again with SWIFT_BACKTRACE=enable=no WAYMARK_FUZZ_TARGET=$target $program $finding"
            echo "fuzz: to mend it, copy the file to Tests/Fuzzing/Corpus/$target/, where CorpusTests replays it"
        else
            echo "fuzz: $target could not be tried; see $log"
        fi
    fi
done
[ ${#failed[@]} -eq 0 ] || { echo "fuzz: broken: ${failed[*]}"; exit 1; }
