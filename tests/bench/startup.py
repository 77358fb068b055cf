"""From just before exec to Bond's first paint and to its usable window, beside a bare PySide6 window.

Each start is a process of its own with a throw-away home, bare and Bond by turns, under its own X server
where Xvfb is there and offscreen otherwise. Under BOND_BENCH=1 the app prints "bench paint <monotonic ns>" and
"bench usable <monotonic ns>" and ends itself after the second.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from bench.ratio import Ratio
from world import World

ROUNDS = 7
TIMEOUT_SECONDS = 30
MARK = re.compile(r"^bench (paint|usable) (\d+)$", re.MULTILINE)
BARE = [sys.executable, str(Path(__file__).with_name("bare_window.py"))]


@contextmanager
def display() -> Iterator[dict[str, str]]:
    """The environment of a screen nobody looks at."""
    if shutil.which("Xvfb") is None:
        yield {"QT_QPA_PLATFORM": "offscreen"}
        return
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x900x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL)
    os.close(write)
    try:
        with os.fdopen(read) as answer:
            number = answer.readline().strip()
        if not number:
            raise RuntimeError("Xvfb did not start")
        yield {"QT_QPA_PLATFORM": "xcb", "DISPLAY": f":{number}"}
    finally:
        server.terminate()
        server.wait()


def start(command: list[str], env: dict[str, str]) -> dict[str, float]:
    """Run one start; the milliseconds to each mark. Raises RuntimeError when a start goes wrong or hangs."""
    before = time.monotonic_ns()
    try:
        done = subprocess.run(command, env=env, capture_output=True, text=True, check=False, timeout=TIMEOUT_SECONDS)
    except subprocess.TimeoutExpired:
        raise RuntimeError(f"{command[1:3]} did not end within {TIMEOUT_SECONDS} s") from None
    marks = {name: (int(at) - before) / 1e6 for name, at in MARK.findall(done.stdout)}
    if done.returncode or "paint" not in marks:
        last = (done.stderr.strip().splitlines() or ["it printed no marks"])[-1]
        raise RuntimeError(f"{command[1:3]} ended with {done.returncode}: {last}")
    return marks


def furnish(home: Path) -> Path:
    """A pair's vault and its key files, as they lie after a first start; returns the vault folder."""
    world = World(home)
    world.key_folder = home / ".config" / "bondapp" / "keys"
    world.pair().close()
    return world.folder


def measure() -> list[Ratio]:
    """First paint, and usable on Today in a vault that opens by itself."""
    with tempfile.TemporaryDirectory() as home, display() as screen:
        env = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "DBUS_", "WAYLAND_"))}
        env |= {"HOME": home, "BOND_BENCH": "1", **screen}
        bond = [sys.executable, "-m", "bondapp", "--data", str(furnish(Path(home)))]
        start(BARE, env)
        start(bond, env)
        floors, paints, usables = [], [], []
        for _ in range(ROUNDS):
            floors.append(start(BARE, env)["paint"])
            marks = start(bond, env)
            if "usable" not in marks:
                raise RuntimeError("Bond ended before it was usable")
            paints.append(marks["paint"])
            usables.append(marks["usable"])
    floor = median(floors)
    against = "first paint of a bare PySide6 window"
    return [
        Ratio(median(paints) / floor, "first paint", against),
        Ratio(median(usables) / floor, "usable", against),
    ]
