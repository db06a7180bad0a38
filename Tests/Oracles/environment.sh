#!/usr/bin/env bash
# environment.sh MODULE[=PACKAGE]...: prints the path of a Python that can import the modules: the one that ORACLE_PYTHON
# names, or one in an environment that is made for it and thrown away with .build. Where there is none it prints nothing,
# and why on standard error. What it installs judges Waymark and is never part of it.
set -euo pipefail
cd "$(dirname "$0")/../.."
modules=()
packages=()
for item in "$@"; do
    modules+=("${item%%=*}")
    packages+=("${item#*=}")
done
has() { "$1" -c "import importlib.util, sys; sys.exit(any(not importlib.util.find_spec(m) for m in sys.argv[1:]))" "${modules[@]}"; }
if [ -n "${ORACLE_PYTHON:-}" ]; then
    has "$ORACLE_PYTHON" && echo "$ORACLE_PYTHON" && exit 0
    echo "skipped: $ORACLE_PYTHON has not all of ${packages[*]}" >&2
    exit 0
fi
environment=${ORACLE_ENVIRONMENT:-$PWD/.build/oracles}
if [ ! -x "$environment/bin/python" ]; then
    mkdir -p "$(dirname "$environment")"
    if ! python3 -m venv "$environment" >/dev/null 2>&1; then
        rm -rf "$environment"
        echo "skipped: there is no Python with venv" >&2
        exit 0
    fi
fi
if ! has "$environment/bin/python"; then
    if ! log=$("$environment/bin/pip" install --quiet --disable-pip-version-check --retries 1 --timeout 10 \
        "${packages[@]}" 2>&1); then
        echo "skipped: ${packages[*]} cannot be installed ($(tail -n 1 <<<"$log"))" >&2
        exit 0
    fi
fi
echo "$environment/bin/python"
