#!/usr/bin/env bash
# Writes the reference pages from the program that was built, or says with --check whether they are up to date.
set -euo pipefail
cd "$(dirname "$0")/.."
program=.build/debug/waymark
folder=Sources/waymark/Documentation.docc/Reference
status=0
for page in commands:Commands steps:StepKinds; do
    file="$folder/${page#*:}.md"
    if [ "${1:-}" != --check ]; then
        "$program" reference "${page%:*}" > "$file"
    elif ! "$program" reference "${page%:*}" | diff -u "$file" - >&2; then
        echo "$file is not what the program says: run make reference and commit it" >&2
        status=1
    fi
done
exit $status
