"""A disk that is full while somebody saves: one sentence, the words stay, and saving works once there is room."""

from __future__ import annotations

import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from bondapp.services import needs, people
from bondapp.services.session import Session
from bondapp.ui.bridge import Bridge
from bondapp.ui.needs import NeedEditor
from world import World

WORDS = "to know when you’ll be back"


@contextmanager
def full_disk() -> Iterator[None]:
    """No file of this process may grow: what a full disk or a quota does to a save."""
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1, usual[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)


@pytest.fixture
def session(tmp_path: Path) -> Session:
    """Noor's session."""
    return World(tmp_path).pair()


def test_words_stay_on_the_screen_and_are_saved_once_there_is_room(qtbot: QtBot, session: Session) -> None:
    company = people.company(session)
    bridge = Bridge(lambda: session)
    editor = NeedEditor(bridge, company)
    window = QMainWindow()
    qtbot.addWidget(window)
    window.setCentralWidget(editor)
    window.resize(1180, 760)
    window.show()
    editor.refresh()
    rest(qtbot, bridge)
    field = line(editor, "need-need")
    with full_disk():
        field.setPlainText(WORDS)
        save(editor)
        rest(qtbot, bridge)
    assert "The disk is full" in words(editor)
    assert field.toPlainText() == WORDS
    save(editor)
    rest(qtbot, bridge)
    found: list[needs.NeedsPage] = []
    bridge.ask(needs.page, found.append)
    qtbot.waitUntil(lambda: bool(found))
    assert [card.need.need for card in found[0].mine] == [WORDS]
    assert "The disk is full" not in words(editor)
    bridge.stop()


def rest(qtbot: QtBot, bridge: Bridge) -> None:
    """Wait until the store has answered and the screen has taken it in."""
    still: Callable[[], bool] = lambda: not bridge.busy  # noqa: E731 - said twice below
    qtbot.waitUntil(still)
    QApplication.processEvents()
    qtbot.waitUntil(still)


def line(editor: NeedEditor, name: str) -> QPlainTextEdit:
    """The field of one line."""
    row = editor.findChild(QWidget, name)
    assert row is not None
    found = row if isinstance(row, QPlainTextEdit) else row.findChild(QPlainTextEdit)
    assert isinstance(found, QPlainTextEdit)
    return found


def save(editor: NeedEditor) -> None:
    """Press the button."""
    button = editor.findChild(QPushButton, "need-save")
    assert button is not None
    button.click()


def words(editor: NeedEditor) -> str:
    """What can be read."""
    return " ".join(label.text() for label in editor.findChildren(QLabel) if label.isVisible())
