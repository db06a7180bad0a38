#!/usr/bin/env bash
# Checks the BPMN of every shipped workflow against the OMG's schemas, which PyPI's SpiffWorkflow brings.
set -euo pipefail
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if ! python3 -m venv "$work/venv" 2> "$work/log" ||
    ! "$work/venv/bin/pip" install -q SpiffWorkflow xmlschema lxml 2>> "$work/log"; then
    echo "skipped: SpiffWorkflow cannot be had here ($(tail -1 "$work/log"))"
    exit 0
fi
swift build --product waymark > "$work/log" 2>&1 || { tail -20 "$work/log"; exit 1; }
for folder in Workflows/*/; do
    name=$(basename "$folder")
    .build/debug/waymark draw "$name" --as bpmn > "$work/$name.bpmn"
done
"$work/venv/bin/python" Tests/Oracles/bpmn.py "$work"/*.bpmn
