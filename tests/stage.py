"""A place in a window with its commands on keys, as the shell shows it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from bondapp.services import people
from bondapp.services.people import Company
from bondapp.services.session import Session
from bondapp.ui.bridge import Bridge
from bondapp.ui.places import Place
from bondapp.ui.widgets import FocusRing, Text


class Stage:
    """A bridge on a real vault, and a window that shows one place at a time."""

    def __init__(self, qtbot: QtBot, session: Session) -> None:
        self.qtbot = qtbot
        self.company = people.company(session)
        self.bridge = Bridge(lambda: session)
        self.went: list[tuple[str, str]] = []
        self.window: QMainWindow | None = None
        self.place: Place

    def show(
        self, make: Callable[[Bridge, Company, str], Place], item: str = "", size: tuple[int, int] = (1180, 760)
    ) -> Place:
        """Show a place and wait until it has its data."""
        self.close_window()
        window = QMainWindow()
        self.window = window
        self.place = make(self.bridge, self.company, item)
        self.place.go.connect(lambda name, wanted: self.went.append((name, wanted)))
        window.setCentralWidget(self.place)
        FocusRing(window)
        for keys, method in self.place.commands().items():
            QShortcut(QKeySequence(keys), window).activated.connect(getattr(self.place, method))
        window.resize(*size)
        window.show()
        window.activateWindow()
        self.qtbot.waitActive(window, timeout=2000)
        self.bridge.changed.connect(self.place.refresh)
        self.place.refresh()
        self.settle()
        return self.place

    def settle(self) -> None:
        """Wait until everything asked for is shown."""
        for _ in range(3):
            self.qtbot.waitUntil(lambda: not self.bridge.busy, timeout=5000)
            for _ in range(4):
                QApplication.processEvents()

    def find(self, name: str) -> QWidget:
        """A control by name that is on the screen."""
        found = [w for w in self.place.findChildren(QWidget, name) if w.isVisible()]
        assert found, f"no {name}"
        return found[-1]

    def has(self, name: str) -> bool:
        """Whether a control of that name is on the screen."""
        return any(w.isVisible() for w in self.place.findChildren(QWidget, name))

    def press(self, name: str) -> None:
        """Click a button by name."""
        self.find(name).click()  # type: ignore[attr-defined]  # every named control here is a button
        self.settle()

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key on whatever has the focus."""
        QTest.keyClick(QApplication.focusWidget() or self.place, key, modifier)
        self.settle()

    def type(self, words: str) -> None:
        """Type into whatever has the focus."""
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClicks(focus, words)

    def words(self) -> list[str]:
        """Every line of words on the screen."""
        return [text.text() for text in self.place.findChildren(Text) if text.isVisible() and text.text()]

    def ask(self, call: Callable[[Session], Any]) -> Any:
        """Ask the session something and wait."""
        found: list[Any] = []
        self.bridge.ask(call, found.append)
        self.qtbot.waitUntil(lambda: bool(found), timeout=5000)
        return found[0]

    def close_window(self) -> None:
        """Take the window away with its place."""
        if self.window is not None:
            self.bridge.changed.disconnect(self.place.refresh)
            self.window.close()
            self.window.deleteLater()
            self.window = None
            QApplication.processEvents()

    def end(self) -> None:
        """Close everything."""
        self.settle()
        self.close_window()
        self.bridge.stop()
