"""Two that start at the same moment: one has the vault, the other is told so, and nothing is made twice."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bondapp.services import opening
from world import World

# Loads everything, waits for the starting shot, starts, says what came of it, stays until told to go.
START = """
import sys
from pathlib import Path
from bondapp.services import opening
from bondapp.services.opening import Start
from bondapp.store.faults import StoreFault
from world import World, content
content()
session = World(Path(sys.argv[1])).closed_session()
print("ready", flush=True)
sys.stdin.readline()
try:
    if opening.approach(session).state == "new":
        opening.begin(session, Start(sys.argv[2], "Joss", "partners", together=True))
    print("in", flush=True)
except StoreFault as fault:
    print(fault.code, flush=True)
sys.stdin.readline()
session.close()
"""


def starting(folder: Path, name: str) -> subprocess.Popen[str]:
    """Another start of Bond, at the start line."""
    process = subprocess.Popen(
        [sys.executable, "-c", START, str(folder), name],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def nothing_there(_world: World) -> None:
    """A first start."""


def a_vault(world: World) -> None:
    """A start like any other."""
    world.pair().close()


@pytest.mark.parametrize("before", [nothing_there, a_vault])
def test_of_two_starts_in_the_same_moment_one_goes_in_and_makes_one_pair(
    tmp_path: Path, before: Callable[[World], None]
) -> None:
    before(World(tmp_path))
    both = [starting(tmp_path, name) for name in ("Noor", "Nora")]
    for process in both:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    said = []
    for process in both:
        assert process.stdout is not None
        said.append(process.stdout.readline().strip())
    for process in both:
        process.communicate("end\n")
        assert process.returncode == 0
    assert sorted(said) == ["in", "in_use"]
    again = World(tmp_path).session()
    assert len(again.opened.bonds()) == 1
    assert len(opening.door(again).people) == 2
    again.close()
