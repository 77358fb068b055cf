"""Why the vault can't be opened, and what can be done."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from bondapp.ui import problems
from bondapp.ui.bridge import Problem
from bondapp.ui.door.centred import Centred
from bondapp.ui.theme import T
from bondapp.ui.widgets import Button, Card, FlowBox, Spot, Text, hbox, vbox, wrap


class TroublePage(Centred):
    """Why the vault can't be opened, in one sentence, and what can be done: look again, begin anew, quit."""

    again = Signal()
    anew = Signal()
    quit = Signal()

    def __init__(self, problem: Problem, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = Button(self.tr("Look again"), "primary")
        look.setObjectName("trouble-again")
        look.clicked.connect(self.again)
        leave = Button(self.tr("Quit"), "plain")
        leave.setObjectName("trouble-quit")
        leave.clicked.connect(self.quit)
        buttons = [look, leave]
        self._meaning = self._begin_anew()
        self._meaning.hide()
        if problem.code == "missing":
            begin = Button(self.tr("Begin anew…"), "outline")
            begin.setObjectName("trouble-anew")
            begin.clicked.connect(self._ask)
            buttons.insert(1, begin)
        self._inner.setMaximumWidth(T().px(560))
        sentence = Text(problems.sentence(problem), "body", "ink")
        sentence.setObjectName("trouble-sentence")
        title = Text(self.tr("Bond can’t open just now"), "title")
        icon = wrap(hbox(Spot("warning-circle", 28, "care"), None))
        self._put(wrap(vbox(icon, 4, title, 2, sentence, 14, FlowBox(buttons, gap=8), 6, self._meaning, gap=6)), look)

    def _begin_anew(self) -> Card:
        words = self.tr(
            "Beginning anew makes an empty place here. It brings nothing back, and it deletes nothing: should the "
            "folder with your words turn up later, it can still be opened in place of the new one."
        )
        sure = Button(self.tr("Begin with an empty place"), "care")
        sure.setObjectName("trouble-anew-sure")
        sure.clicked.connect(self.anew)
        stay = Button(self.tr("Leave it as it is"), "plain")
        stay.setObjectName("trouble-stay")
        stay.clicked.connect(lambda: self._meaning.setVisible(False))
        return Card(name=self.tr("Beginning anew")).add(Text(words), FlowBox([sure, stay], gap=8))

    def _ask(self) -> None:
        self._meaning.show()
        QTimer.singleShot(0, self, lambda: self._area.reveal(self._meaning))
