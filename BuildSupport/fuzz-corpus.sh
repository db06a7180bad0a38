#!/usr/bin/env bash
# fuzz-corpus.sh TARGET...: takes into the kept corpus those inputs of .build-fuzz/corpus that reach code which no kept
# input reaches. Inputs that only go through the same code more often are left out, so that the corpus stays small.
set -euo pipefail
cd "$(dirname "$0")/.."
program=${FUZZ_PROGRAM:-.build-fuzz/release/waymark-fuzz}
export SWIFT_BACKTRACE=enable=no
for target in "$@"; do
    kept=Tests/Fuzzing/Corpus/$target
    before=$(find "$kept" -type f | wc -l)
    WAYMARK_FUZZ_TARGET=$target "$program" -set_cover_merge=1 -use_counters=0 -max_len=4096 -timeout=10 -rss_limit_mb=512 \
        "$kept" ".build-fuzz/corpus/$target" >".build-fuzz/$target-merge.log" 2>&1 ||
        { tail -n 12 ".build-fuzz/$target-merge.log"; exit 1; }
    echo "fuzz: $target has $before and $(($(find "$kept" -type f | wc -l) - before)) new inputs, $(du -sb "$kept" | cut -f 1) bytes"
done
