#!/usr/bin/env bash
# Asks pm4py (AGPL, so only here, in an environment that is thrown away) whether random nets are sound, and compares.
# usage: Tests/Oracles/soundness.sh [HOW_MANY]
set -euo pipefail
cd "$(dirname "$0")/../.."
count=${1:-2000}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if ! python3 -m venv "$work/venv" 2> "$work/log" || ! "$work/venv/bin/pip" install -q pm4py 2>> "$work/log"; then
    echo "skipped: pm4py cannot be had here ($(tail -1 "$work/log"))"
    exit 0
fi
mkdir "$work/nets"
WAYMARK_NETS="$work/nets" WAYMARK_NETS_COUNT="$count" swift test --filter "SoundnessTests" > "$work/log" 2>&1 ||
    { tail -20 "$work/log"; exit 1; }
"$work/venv/bin/python" Tests/Oracles/soundness.py "$work/nets"
