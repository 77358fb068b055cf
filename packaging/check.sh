#!/usr/bin/env bash
# Everything that has to hold before a change lands: style, types, layers, behaviour. CI runs the same.
set -euo pipefail
cd "$(dirname "$0")/.."

# The tests must never meet the display, the session bus, the key files or the vault of whoever runs them.
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
unset DISPLAY WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS
export QT_QPA_PLATFORM=offscreen
for folder in DATA CONFIG CACHE STATE RUNTIME; do
    mkdir -m 700 "$home/$folder"
done
export XDG_DATA_HOME="$home/DATA" XDG_CONFIG_HOME="$home/CONFIG" XDG_CACHE_HOME="$home/CACHE"
export XDG_STATE_HOME="$home/STATE" XDG_RUNTIME_DIR="$home/RUNTIME"

.venv/bin/ruff check
.venv/bin/ruff format --check
.venv/bin/mypy
.venv/bin/python -m pytest -n "${JOBS:-2}" "$@" </dev/null
