#!/usr/bin/env bash
# fuzz.sh SECONDS TARGET...: tries each reader for so long, beginning with its corpus. What breaks one is kept in
# .build-fuzz/findings and ends the run with 1; new inputs that reach further stay in .build-fuzz/corpus for the next run.
set -uo pipefail
cd "$(dirname "$0")/.."
seconds=$1
shift
program=${FUZZ_PROGRAM:-.build-fuzz/release/waymark-fuzz}
# The runtime's own backtraces would swallow a crash and hang.
export SWIFT_BACKTRACE=enable=no
failed=0
for target in "$@"; do
    found=.build-fuzz/corpus/$target
    findings=.build-fuzz/findings/$target
    mkdir -p "$found" "$findings"
    echo "fuzz: $target for $seconds seconds"
    if ! WAYMARK_FUZZ_TARGET=$target "$program" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 \
        -max_len=4096 -dict=Tests/Fuzzing/words.dict -artifact_prefix="$findings/" -print_final_stats=1 -verbosity=0 \
        "$found" "Tests/Fuzzing/Corpus/$target" >".build-fuzz/$target.log" 2>&1; then
        failed=1
        echo "fuzz: $target broke; see .build-fuzz/$target.log"
        tail -n 12 ".build-fuzz/$target.log"
    else
        grep -E 'number_of_executed_units|peak_rss_mb' ".build-fuzz/$target.log"
    fi
done
exit $failed
