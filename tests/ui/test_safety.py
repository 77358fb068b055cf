"""The safety page: open before anything is, text alone, and no trace of having been read."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bondapp.services import repair
from bondapp.ui.bridge import Bridge
from bondapp.ui.safety import SafetyPlace
from bondapp.ui.theme import Theme
from bondapp.ui.widgets import Button, Choice
from screen_audit import findings
from stage import Stage
from world import World

pytest_plugins = ["staging"]


def digests(folder: Path) -> dict[str, str]:
    """Every file below a folder."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def choose(stage: Stage, code: str) -> None:
    country = cast("Choice", stage.find("safety-country"))
    country.set_value(code)
    country.changed.emit(code)
    stage.settle()


def test_it_opens_before_anything_is_open(qtbot: QtBot, world: World) -> None:
    session = world.closed_session()
    bridge = Bridge(lambda: session)
    try:
        place = SafetyPlace(bridge, None)
        qtbot.addWidget(place)
        place.refresh()
        qtbot.waitUntil(lambda: not bridge.busy)
        assert place.findChild(Button, "safety-hide") is not None
        assert not world.folder.exists()
    finally:
        bridge.stop()


def test_numbers_are_text_with_their_source_and_nothing_is_stored(world: World, stage: Stage) -> None:
    stage.show(SafetyPlace)
    before = digests(world.folder)
    stage.press("safety-numbers")
    choose(stage, "DE")
    words = stage.words()
    assert "110" in words
    assert any("checked on" in line for line in words)
    choose(stage, "")
    assert "110" not in stage.words()
    assert digests(world.folder) == before


def test_hide_is_one_press_away(stage: Stage) -> None:
    stage.show(SafetyPlace)
    stage.press("safety-hide")
    stage.press("safety-hide-top")
    assert stage.went == [("hide", ""), ("hide", "")]


def test_a_repair_is_removed_here_after_a_second_press(stage: Stage) -> None:
    people = [person.id for person in stage.company.people]
    walk = stage.ask(lambda session: repair.begin(session, "after-the-argument", people, people[0]).id)
    stage.show(SafetyPlace, walk)
    stage.press("safety-remove")
    stage.press("safety-remove-no")
    assert len(stage.ask(repair.walks)) == 1
    stage.press("safety-remove")
    stage.press("safety-remove-yes")
    assert stage.ask(repair.walks) == ()
    stage.press("safety-back")
    assert stage.went[-1] == ("repair", "")


def test_nothing_to_remove_is_offered_without_a_repair(stage: Stage) -> None:
    stage.show(SafetyPlace)
    assert not stage.has("safety-remove")


@pytest.mark.parametrize("rtl", [False, True])
@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("width", [720, 1180])
def test_it_fits_every_look(dressed: QApplication, stage: Stage, width: int, scale: float, rtl: bool) -> None:
    Theme(scale=scale).apply(dressed)
    dressed.setLayoutDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
    people = [person.id for person in stage.company.people]
    walk = stage.ask(lambda session: repair.begin(session, "after-the-argument", people, people[0]).id)
    stage.show(SafetyPlace, walk, (width, 760))
    assert stage.window is not None
    assert findings(stage.window, width) == []
    stage.press("safety-numbers")
    choose(stage, "AU")
    stage.press("safety-remove")
    assert findings(stage.window, width) == []
