#!/usr/bin/env bash
# Starts Bond on this desktop; on a computer without a display it runs the tour and says where the pictures are.
set -euo pipefail
cd "$(dirname "$0")/.."

if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] || [ "$(uname -s)" != Linux ]; then
    exec .venv/bin/python -m bondapp "$@"
fi
echo "There is no display here, so Bond draws its screens into pictures instead: a made-up pair walks through them."
exec packaging/tour.sh build/tour
