#!/usr/bin/env bash
# Validates the shipped workflows and other files, and broken ones, against `waymark schema` with the Python package jsonschema.
set -euo pipefail
cd "$(dirname "$0")/../.."
python=$(Tests/Oracles/environment.sh jsonschema yaml=pyyaml)
[ -n "$python" ] || exit 0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"${SWIFT:-swift}" build --product waymark >"$work/log" 2>&1 || { tail -n 20 "$work/log"; exit 1; }
for sort in workflow schedule calendar simulation scenario register; do
    .build/debug/waymark schema --for "$sort" >"$work/$sort.json"
done
"$python" Tests/Oracles/schema.py "$work"
