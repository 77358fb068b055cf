"""The whole app as a process of its own, on a bus, a display and a notification daemon of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop.conftest import bus, display, dunst
from world import Clock, World

SRC = Path(__file__).parents[2] / "src"

__all__ = ["bus", "display", "dunst"]


class Running:
    """A running Bond; `stop` ends it in order."""

    def __init__(self, world: World, home: Path, environ: dict[str, str]) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bondapp", "--data", str(world.folder)],
            env={**os.environ, **home_of(home), "PYTHONPATH": str(SRC), **environ},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def stop(self, number: int = signal.SIGTERM) -> tuple[int, str, str]:
        """Send a signal, wait; exit status, standard output, standard error."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        out, err = self.process.communicate(timeout=30)
        return self.process.returncode, out, err


def home_of(home: Path) -> dict[str, str]:
    """A home folder of this test alone."""
    return {
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_STATE_HOME": str(home / "state"),
        "XDG_CACHE_HOME": str(home / "cache"),
        "XDG_RUNTIME_DIR": str(home),
    }


@pytest.fixture
def world(tmp_path: Path) -> World:
    """A world whose clock and keys the real app shares."""
    from datetime import UTC, datetime

    made = World(tmp_path, Clock(datetime.now(UTC), "UTC"))
    made.key_folder = tmp_path / "config" / "bondapp" / "keys"
    return made


@pytest.fixture
def start(world: World, tmp_path: Path) -> Iterator[Callable[..., Running]]:
    """Starts Bond on the world's vault; whatever still runs is ended."""
    running: list[Running] = []

    def make(**environ: str) -> Running:
        running.append(Running(world, tmp_path, {"TZ": "UTC", **environ}))
        return running[-1]

    yield make
    for bond in running:
        if bond.process.poll() is None:
            bond.stop(signal.SIGKILL)
