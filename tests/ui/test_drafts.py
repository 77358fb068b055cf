"""Drafts: kept while typing, at once when leaving, and the words stay when the disk says no."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtGui import QFocusEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from bondapp.services import opening
from bondapp.ui.bridge import Bridge, Problem
from bondapp.ui.drafts import DraftKeeper, restore
from world import World


def test_words_are_kept_at_the_first_rest_in_typing_and_come_back(qtbot: QtBot, tmp_path: Path) -> None:
    bridge = Bridge(World(tmp_path).pair)
    field = QLineEdit()
    qtbot.addWidget(field)
    keeper = DraftKeeper(bridge, "need/new/when", field)
    with qtbot.waitSignal(keeper.kept):
        QTest.keyClicks(field, "plans <b>change</b>")
    found: list[dict[str, str]] = []
    restore(bridge, "need/new/", found.append, field)
    qtbot.waitUntil(lambda: bool(found))
    assert found == [{"need/new/when": "plans <b>change</b>"}]
    bridge.stop()


def test_leaving_a_field_keeps_its_words_at_once(qtbot: QtBot, tmp_path: Path) -> None:
    bridge = Bridge(World(tmp_path).pair)
    field = QLineEdit()
    qtbot.addWidget(field)
    keeper = DraftKeeper(bridge, "need/new/when", field)
    field.setText("plans")
    with qtbot.waitSignal(keeper.kept, timeout=300):
        QApplication.sendEvent(field, QFocusEvent(QEvent.Type.FocusOut))
    bridge.stop()


def test_a_draft_that_cannot_be_kept_leaves_the_words_on_the_screen_and_says_so(qtbot: QtBot, tmp_path: Path) -> None:
    bridge = Bridge(World(tmp_path).pair)
    bridge.run(opening.lock)
    field = QLineEdit()
    qtbot.addWidget(field)
    keeper = DraftKeeper(bridge, "need/new/when", field)
    with qtbot.waitSignal(keeper.not_kept) as told:
        field.setText("plans change")
    assert told.args == [Problem("NotOpen")]
    assert field.text() == "plans change"
    keeper.stop()
    bridge.stop()


def test_after_saving_nothing_is_kept_any_more(qtbot: QtBot, tmp_path: Path) -> None:
    bridge = Bridge(World(tmp_path).pair)
    field = QLineEdit()
    qtbot.addWidget(field)
    keeper = DraftKeeper(bridge, "need/new/when", field)
    keeper.stop()
    field.setText("late words")
    keeper.keep()
    found: list[dict[str, str]] = []
    restore(bridge, "need/", found.append, field)
    qtbot.waitUntil(lambda: bool(found) or not bridge.busy)
    assert found == [{}]
    bridge.stop()
