#!/usr/bin/env bash
# Everything that has to hold before a change lands: style, types, layers, behaviour. CI runs the same.
set -euo pipefail
cd "$(dirname "$0")/.."

# The tests must never meet the display, the session bus, the key files or the vault of whoever runs them.
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
unset DISPLAY WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS
export QT_QPA_PLATFORM=offscreen
export XDG_DATA_HOME="$home/data" XDG_CONFIG_HOME="$home/config" XDG_CACHE_HOME="$home/cache" XDG_STATE_HOME="$home/state"
mkdir -p "$XDG_DATA_HOME" "$XDG_CONFIG_HOME" "$XDG_CACHE_HOME" "$XDG_STATE_HOME"

.venv/bin/ruff check
.venv/bin/ruff format --check
.venv/bin/mypy
.venv/bin/python -m pytest -n "${JOBS:-2}" "$@" </dev/null
