#!/usr/bin/env bash
# environment.sh: makes a throw-away Python environment with Google's cel-cpp and prints the path of its Python.
# Prints nothing, and why on standard error, where there is no Python or no package.
set -euo pipefail
cd "$(dirname "$0")/../.."
environment=${ORACLE_ENVIRONMENT:-.build/cel-oracle}
if [ ! -x "$environment/bin/python" ]; then
    python3 -m venv "$environment" 2>/dev/null || { echo "skipped: there is no Python with venv" >&2; exit 0; }
fi
if ! "$environment/bin/python" -c 'import cel_expr_python.cel' 2>/dev/null; then
    "$environment/bin/pip" install --quiet --disable-pip-version-check cel-expr-python 2>/dev/null \
        || { echo "skipped: cel-expr-python cannot be installed" >&2; exit 0; }
fi
echo "$environment/bin/python"
