#!/usr/bin/env bash
# Writes the reference pages from the programs that were built, or says with --check whether they are up to date.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=Sources/waymark/Documentation.docc/Reference
status=0

page() { # NAME COMMAND…: the page is what the command prints
    local file="$folder/$1.md"
    shift
    if [ "$mode" != --check ]; then
        "$@" > "$file.new" && mv "$file.new" "$file"
    elif ! "$@" | diff -u "$file" - >&2; then
        echo "$file is not what the program says: run make reference and commit it" >&2
        status=1
    fi
}

mode=${1:-}
page Commands .build/debug/waymark reference commands
page StepKinds .build/debug/waymark reference steps
page Patterns .build/debug/patternpage .
exit $status
