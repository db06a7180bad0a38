#!/usr/bin/env bash
# compare.sh: asks Google's cel-cpp about random expressions and compares ours. ORACLE_COUNT and ORACLE_SEED choose them.
set -euo pipefail
cd "$(dirname "$0")/../.."
python=$(BuildSupport/cel-oracle/environment.sh)
[ -n "$python" ] || exit 0
answers=$PWD/.build/cel-oracle-answers.jsonl
"$python" BuildSupport/cel-oracle/ask.py "${ORACLE_COUNT:-20000}" "${ORACLE_SEED:-1}" >"$answers"
WAYMARK_CEL_ORACLE=$answers "${SWIFT:-swift}" test --filter OracleTests
