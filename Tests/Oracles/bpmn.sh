#!/usr/bin/env bash
# Checks the BPMN of every shipped workflow against the OMG's schemas, which PyPI's SpiffWorkflow brings, and lets
# SpiffWorkflow run exported processes beside the engine.
set -euo pipefail
cd "$(dirname "$0")/../.."
python=$(Tests/Oracles/environment.sh SpiffWorkflow xmlschema lxml cel_expr_python=cel-expr-python)
[ -n "$python" ] || exit 0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"${SWIFT:-swift}" build --product waymark >"$work/log" 2>&1 || { tail -n 20 "$work/log"; exit 1; }
waymark=$PWD/.build/debug/waymark
for file in Workflows/*/workflow.yaml Workflows/examples/*/Workflows/*/workflow.yaml; do
    folder=$(dirname "$file")
    name=$(basename "$folder")
    (cd "$folder/../.." && "$waymark" draw "$name" --as bpmn >"$work/$name.bpmn")
done
"$python" Tests/Oracles/bpmn.py "$work"/*.bpmn
mkdir "$work/walks"
WAYMARK_WALKS="$work/walks" "${SWIFT:-swift}" test --filter "ExportedWalkTests" >"$work/log" 2>&1 ||
    { tail -n 20 "$work/log"; exit 1; }
"$python" Tests/Oracles/walks.py "$work/walks"
