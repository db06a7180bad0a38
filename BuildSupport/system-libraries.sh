#!/usr/bin/env bash
# Installs the C libraries that Waymark is built on, when they are missing and it may.
set -euo pipefail

packages=()
[ -e /usr/include/yaml.h ] || packages+=(libyaml-dev)
[ -e /usr/include/sqlite3.h ] || packages+=(libsqlite3-dev)
command -v pkg-config >/dev/null || packages+=(pkg-config)

if ! command -v swift >/dev/null; then
    echo "Waymark is built with Swift 6.1 or later, and there is no swift on the PATH: see https://www.swift.org/install" >&2
    exit 1
fi
[ ${#packages[@]} -eq 0 ] && exit 0

if ! command -v apt-get >/dev/null; then
    echo "Missing: ${packages[*]}. Install what your system calls them (libyaml, sqlite3 and their headers), then try again." >&2
    exit 1
fi
run=()
if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null || ! sudo -n true 2>/dev/null; then
        echo "Missing: ${packages[*]}. They need rights that this user does not have; run:" >&2
        echo "    sudo apt-get install ${packages[*]}" >&2
        exit 1
    fi
    run=(sudo)
fi
echo "Installing ${packages[*]}" >&2
"${run[@]}" apt-get update -qq >&2
DEBIAN_FRONTEND=noninteractive "${run[@]}" apt-get install -y -qq --no-install-recommends "${packages[@]}" >&2
