"""A passphrase at the door, and the patience that makes guessing slow and locks nobody out."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from bondapp.services import opening
from bondapp.services.opening import Door
from bondapp.ui.bridge import Bridge, Problem
from bondapp.ui.notices import ProblemLine
from bondapp.ui.widgets import Button, LineField, hbox, vbox, wrap


class Patience:
    """How long to wait after wrong passphrases: not at all twice, then longer each time; nobody is locked out.

    `base` is the first wait in seconds; it doubles up to `most`.
    """

    def __init__(self, base: float = 2.0, most: float = 30.0) -> None:
        self._base, self._most = base, most
        self._wrong = 0

    def wrong(self) -> float:
        """One more wrong try; seconds until the next may be made."""
        self._wrong += 1
        if self._wrong < 3:
            return 0.0
        return min(self._most, self._base * 2.0 ** min(20, self._wrong - 3))

    def right(self) -> None:
        """It opened."""
        self._wrong = 0


class PassphraseGate(QWidget):
    """A field, a button and a sentence: opens one person's place. `opened` carries the Door."""

    opened = Signal(object)

    def __init__(self, bridge: Bridge, person: str, patience: Patience) -> None:
        super().__init__()
        self._bridge, self._person, self._patience = bridge, person, patience
        self._busy = False
        self.field = LineField("", self.tr("Passphrase"), self.tr("Passphrase"), secret=True)
        self.field.setObjectName("door-passphrase")
        self.button = Button(self.tr("Open"), "primary")
        self.button.setObjectName("door-open")
        self.button.clicked.connect(self.try_it)
        self._line = ProblemLine("door-problem")
        vbox(self.field, self._line, wrap(hbox(None, self.button, None)), gap=10, parent=self)

    def try_it(self) -> None:
        """Try what is typed; nothing happens while a try is under way or the wait is not over."""
        typed = self.field.words()
        if self._busy or not typed:
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._hold(self.tr("Opening…"))
        person = self._person
        self._bridge.ask(lambda session: opening.enter(session, person, typed), self._right, self._wrong, owner=self)

    def _hold(self, words: str) -> None:
        self._busy = True
        self.button.setEnabled(False)
        self.button.setText(words)

    def _release(self) -> None:
        self._busy = False
        self.button.setEnabled(True)
        self.button.setText(self.tr("Open"))

    def _right(self, door: Door) -> None:
        self._patience.right()
        self.field.clear()
        self._release()
        self.opened.emit(door)

    def _wrong(self, problem: Problem) -> None:
        self._line.tell_problem(problem, again=True)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.selectAll()
        wait = self._patience.wrong() if problem.code == "wrong_key" else 0.0
        if wait <= 0:
            self._release()
            return
        self._hold(self.tr("In a moment…"))
        QTimer.singleShot(int(wait * 1000), self, self._release)
