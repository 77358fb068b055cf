"""Fixtures around `stage`: a module of its own, for pytest rewrites a plugin before anybody imports it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from bondapp.services.session import Session
from stage import Stage
from world import World, both


@pytest.fixture
def world(tmp_path: Path) -> World:
    """A vault folder with its clock."""
    return World(tmp_path)


@pytest.fixture
def stages(qtbot: QtBot) -> Iterator[Callable[[Session], Stage]]:
    """Makes stages and clears them away."""
    made: list[Stage] = []

    def make(session: Session) -> Stage:
        made.append(Stage(qtbot, session))
        return made[-1]

    yield make
    for stage in made:
        stage.end()


@pytest.fixture
def stage(world: World, stages: Callable[[Session], Stage]) -> Stage:
    """Noor and Joss, both here."""
    session = world.pair()
    both(session)
    return stages(session)
