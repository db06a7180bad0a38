#!/usr/bin/env bash
# compare.sh: asks Google's cel-cpp about random expressions and compares ours. Skips with a word where there is no
# Python or no package. ORACLE_COUNT and ORACLE_SEED choose the expressions.
set -euo pipefail
cd "$(dirname "$0")/../.."
environment=${ORACLE_ENVIRONMENT:-.build/cel-oracle}
if [ ! -x "$environment/bin/python" ]; then
    python3 -m venv "$environment" || { echo "oracle: skipped, there is no Python with venv"; exit 0; }
fi
"$environment/bin/pip" install --quiet cel-expr-python || { echo "oracle: skipped, cel-expr-python cannot be installed"; exit 0; }
"$environment/bin/python" BuildSupport/cel-oracle/ask.py "${ORACLE_COUNT:-20000}" "${ORACLE_SEED:-1}" >"$environment/answers.jsonl"
WAYMARK_CEL_ORACLE=$PWD/$environment/answers.jsonl swift test --filter OracleTests
