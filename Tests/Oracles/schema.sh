#!/usr/bin/env bash
# Validates the shipped workflows, and broken ones, against `waymark schema` with the Python package jsonschema.
set -euo pipefail
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if ! python3 -m venv "$work/venv" 2> "$work/log" ||
    ! "$work/venv/bin/pip" install -q jsonschema pyyaml 2>> "$work/log"; then
    echo "skipped: jsonschema cannot be had here ($(tail -1 "$work/log"))"
    exit 0
fi
swift build --product waymark > "$work/log" 2>&1 || { tail -20 "$work/log"; exit 1; }
.build/debug/waymark schema > "$work/schema.json"
"$work/venv/bin/python" Tests/Oracles/schema.py "$work/schema.json"
