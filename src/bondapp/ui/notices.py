"""Lines in place: one sentence where something went wrong, and one quiet line about what happened."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from bondapp.ui import problems
from bondapp.ui.a11y import announce
from bondapp.ui.bridge import Problem
from bondapp.ui.widgets import Button, Card, Spot, Text, hbox


class ProblemLine(QWidget):
    """Hidden while all is well; spoken when its sentence comes. `small` for beside a field or under a list."""

    def __init__(self, name: str = "problem", *, small: bool = False) -> None:
        super().__init__()
        self._words = Text("", "caption" if small else "body", "care")
        self._words.setObjectName(name)
        spot = Spot("warning-circle", 18 if small else 22, "care")
        hbox((spot, Qt.AlignmentFlag.AlignTop), (self._words, 1), gap=8 if small else 10, parent=self)
        self.hide()

    def tell(self, sentence: str, *, again: bool = False) -> None:
        """Show a sentence, or nothing when it is empty. `again` speaks also one that stands there already."""
        fresh = again or sentence != self._words.text()
        self._words.setText(sentence)
        self.setVisible(bool(sentence))
        if sentence and fresh:
            announce(self, sentence, assertive=True)

    def tell_problem(self, problem: Problem, *, again: bool = False) -> None:
        """Show what a use case ran into."""
        self.tell(problems.sentence(problem), again=again)

    def sentence(self) -> str:
        """What is shown; empty while all is well."""
        return self._words.text()


class Notice(Card):
    """A line with an icon and, if wanted, one button; hidden until it has something to say."""

    pressed = Signal()

    def __init__(self, name: str, button: str = "") -> None:
        super().__init__("outline", pad=(14, 9, 10, 9), gap=0)
        self.setObjectName(name)
        middle = Qt.AlignmentFlag.AlignVCenter
        self._spot = Spot("check-circle", 18, "ink2")
        self._words = Text("", "body", "ink2")
        self._button = Button("", "quiet", small=True)
        self._button.setObjectName(button or f"{name}-button")
        self._button.clicked.connect(self.pressed)
        self.add(hbox((self._spot, middle), (self._words, 1, middle), (self._button, middle), gap=10))
        self.hide()

    def words(self) -> str:
        """What it says now."""
        return self._words.text() if not self.isHidden() else ""

    def say(self, words: str, button: str = "", *, icon: str = "check-circle", care: bool = False) -> None:
        """Shows a line; `care` for something that went wrong."""
        colour = "care" if care else "ink2"
        self._spot.set_icon("warning-circle" if care else icon, colour)
        self._words.set_color(colour)
        self._words.setText(words)
        self._button.setText(button)
        self._button.setVisible(bool(button))
        self.show()
        announce(self, words, assertive=care)

    def say_problem(self, problem: Problem) -> None:
        """Shows what a use case ran into."""
        self.say(problems.sentence(problem), care=True)

    def focus_button(self) -> None:
        """Puts the focus on the button, so that a key takes it back."""
        self._button.setFocus(Qt.FocusReason.OtherFocusReason)
