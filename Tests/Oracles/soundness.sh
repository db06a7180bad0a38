#!/usr/bin/env bash
# Asks pm4py (AGPL, so only here, in an environment of its own) whether the nets of random definitions are sound, and
# compares with what the checker says of the definitions.
# usage: Tests/Oracles/soundness.sh [HOW_MANY]; ORACLE_SEED is the first seed.
set -euo pipefail
cd "$(dirname "$0")/../.."
count=${1:-3000}
python=$(Tests/Oracles/environment.sh pm4py)
[ -n "$python" ] || exit 0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/nets"
WAYMARK_NETS="$work/nets" WAYMARK_NETS_COUNT="$count" WAYMARK_NETS_SEED="${ORACLE_SEED:-1}" \
    "${SWIFT:-swift}" test --filter "SoundnessTests/.*written.for.others" >"$work/log" 2>&1 ||
    { tail -n 20 "$work/log"; exit 1; }
[ -s "$work/nets/verdicts.txt" ] || { tail -n 20 "$work/log"; echo "no nets were written"; exit 1; }
"$python" Tests/Oracles/soundness.py "$work/nets"
