#!/usr/bin/env bash
# A made-up pair walks through every screen, in a throw-away vault and without a display.
# Usage: packaging/tour.sh DIR [--dark] [--scale S] [--rtl] [--lang L]
set -euo pipefail
cd "$(dirname "$0")/.."

folder=${1:?usage: packaging/tour.sh DIR [options]}
shift
mkdir -p "$folder"
QT_QPA_PLATFORM=offscreen .venv/bin/python -m bondapp tour "$folder" "$@"
echo "The pictures are in $(readlink -f "$folder"); open index.html there."
