"""One sentence near where something went wrong."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from bondapp.ui import problems
from bondapp.ui.a11y import announce
from bondapp.ui.bridge import Problem
from bondapp.ui.widgets import Spot, Text, hbox


class ProblemLine(QWidget):
    """Hidden while all is well; spoken when its sentence comes."""

    def __init__(self) -> None:
        super().__init__()
        self._words = Text("", "body", "care")
        self._words.setObjectName("problem")
        top = Qt.AlignmentFlag.AlignTop
        hbox((Spot("warning-circle", 22, "care"), top), (self._words, 1), gap=10, parent=self)
        self.hide()

    def tell(self, sentence: str) -> None:
        """Show a sentence, or nothing when it is empty."""
        fresh = sentence != self._words.text()
        self._words.setText(sentence)
        self.setVisible(bool(sentence))
        if sentence and fresh:
            announce(self, sentence, assertive=True)

    def tell_problem(self, problem: Problem) -> None:
        """Show what a use case ran into."""
        self.tell(problems.sentence(problem))

    def sentence(self) -> str:
        """What is shown."""
        return self._words.text()
