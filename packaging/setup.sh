#!/usr/bin/env bash
# Makes this checkout ready: system libraries, .venv, locked packages. Used by every target of the Makefile.
# Usage: packaging/setup.sh run|test
set -euo pipefail
cd "$(dirname "$0")/.."

goal=${1:?usage: packaging/setup.sh run|test}
case $goal in
    run) lock=requirements.lock ;;
    test) lock=requirements-test.lock ;;
    *) echo "usage: packaging/setup.sh run|test" >&2 && exit 2 ;;
esac

# What Qt loads at run time: the file looked for, then its Debian package.
libraries=(
    libglib-2.0.so.0:libglib2.0-0
    libGL.so.1:libgl1
    libEGL.so.1:libegl1
    libxkbcommon.so.0:libxkbcommon0
    libfontconfig.so.1:libfontconfig1
    libdbus-1.so.3:libdbus-1-3
    libxkbcommon-x11.so.0:libxkbcommon-x11-0
    libxcb-cursor.so.0:libxcb-cursor0
    libxcb-icccm.so.4:libxcb-icccm4
    libxcb-keysyms.so.1:libxcb-keysyms1
    libxcb-shape.so.0:libxcb-shape0
)

# What a Wayland desktop needs on top; the tests draw offscreen and on X11.
wayland_libraries=(libwayland-cursor.so.0:libwayland-cursor0 libwayland-egl.so.1:libwayland-egl1)

# What the tests of reminders and of two starts at once call: the command, then its Debian package.
test_commands=(Xvfb:xvfb dbus-run-session:dbus dunst:dunst)

say() {
    printf '%s\n' "$*" >&2
}

# One name for everything an installed .venv depends on; another lock, Python or place means another stamp.
stamp() {
    printf '.venv/.stamp-%s-%s' "$goal" "$({
        cat "$lock" packaging/setup.sh
        pwd
        readlink -f .venv/bin/python
    } 2>/dev/null | sha256sum | cut -c1-16)"
}

is_ready() {
    [ -x .venv/bin/python ] && [ -e "$(stamp)" ]
}

find_python() {
    local candidate
    for candidate in ${PYTHON:+"$PYTHON"} python3 python3.14 python3.13 python3.12 python3.11; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$candidate"
            return
        fi
    done
    say "Bond needs Python 3.11 or newer, and this computer has $(python3 --version 2>/dev/null || echo "no Python 3")."
    say "On Debian 12: apt-get install python3 python3-venv"
    return 1
}

missing_packages() {
    local known pair wanted=("${libraries[@]}")
    [ "$(uname -s)" = Linux ] || return 0
    known=$(PATH="$PATH:/sbin:/usr/sbin" ldconfig -p)
    [ "$goal" = test ] || wanted+=("${wayland_libraries[@]}")
    for pair in "${wanted[@]}"; do
        grep -qF "${pair%%:*} " <<<"$known" || debian_name "${pair#*:}"
    done
    if [ "$goal" = test ]; then
        for pair in "${test_commands[@]}"; do
            command -v "${pair%%:*}" >/dev/null || debian_name "${pair#*:}"
        done
    fi
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        "$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])'
    fi
}

# Ubuntu from 24.04 on adds t64 to the names of libraries whose time_t grew.
debian_name() {
    if apt-cache show "$1t64" >/dev/null 2>&1; then
        echo "$1t64"
    else
        echo "$1"
    fi
}

install_packages() {
    local as_root=() log
    if ! command -v apt-get >/dev/null; then
        say "Bond needs some system libraries that are not here; Debian names them: $*."
        say "Please install them with this system's package manager, then start again."
        return 1
    fi
    if [ "$(id -u)" != 0 ]; then
        if ! sudo -n true 2>/dev/null; then
            say "Bond needs a few system packages, and installing them takes root. Please run this once, then start again:"
            say ""
            say "    sudo apt-get install --no-install-recommends $*"
            say ""
            return 1
        fi
        as_root=(sudo -n)
    fi
    say "Installing system packages: $*"
    log=$(mktemp)
    if ! {
        "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update &&
            "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@"
    } </dev/null >"$log" 2>&1; then
        tail -n 20 "$log" >&2
        rm -f "$log"
        say "The system packages could not be installed; apt says why above. Nothing else was changed."
        return 1
    fi
    rm -f "$log"
}

make_venv() {
    if ! .venv/bin/python -c 'import sys, pip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        say "Making .venv with $("$python" --version)"
        "$python" -m venv --clear .venv
    fi
    rm -f .venv/.stamp-"$goal"-*
    say "Installing the locked packages ($lock)"
    if ! .venv/bin/python -m pip install --quiet --no-input --disable-pip-version-check \
        --require-hashes --only-binary :all: -r "$lock" </dev/null; then
        say "The locked packages could not be installed; pip says why above. Starting again carries on from here."
        return 1
    fi
}

# A .pth line instead of an editable install: hatchling is no part of the run lock, and resources/ stays where it is.
make_importable() {
    printf '%s\n' "$PWD/src" >"$(.venv/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/bondapp.pth"
    cat >.venv/bin/bondapp <<'SCRIPT'
#!/bin/sh
exec "$(dirname "$(readlink -f "$0")")/python" -m bondapp "$@"
SCRIPT
    chmod +x .venv/bin/bondapp
}

is_ready && exit 0

# Two targets started at once wait for each other.
exec 9<packaging/setup.sh
flock 9
is_ready && exit 0

python=$(find_python)
readarray -t missing < <(missing_packages)
if [ "${#missing[@]}" -gt 0 ]; then
    install_packages "${missing[@]}"
fi
make_venv
make_importable
touch "$(stamp)"
