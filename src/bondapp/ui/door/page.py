"""Who is here: everybody with a private place on this computer, and all of them together."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from bondapp.services import opening
from bondapp.services.opening import Door, Label
from bondapp.services.session import Session
from bondapp.ui.bridge import Bridge, Problem
from bondapp.ui.door.centred import CENTRE, Centred
from bondapp.ui.door.gate import PassphraseGate, Patience
from bondapp.ui.door.who import WhoButton
from bondapp.ui.notices import ProblemLine
from bondapp.ui.theme import T, Who
from bondapp.ui.widgets import Avatar, Button, Spot, Text, vbox, wrap

EVERYBODY = "together"


class DoorPage(Centred):
    """Who is here: everybody with a private place on this computer, and both together where nothing is locked.

    `opened` carries the Door, `safety` asks for the safety page.
    """

    opened = Signal(object)
    safety = Signal()

    def __init__(self, bridge: Bridge, door: Door, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge, self._people = bridge, door.people
        self.patience = Patience()
        if len(self._people) == 1 and self._people[0].has_passphrase:
            self.ask(self._people[0])
        else:
            self.choose()

    def choose(self) -> None:
        """Show everybody."""
        self._gate = None
        buttons: list[WhoButton] = []
        for place, label in enumerate(self._people):
            who = self._who(place, label)
            button = WhoButton(who.name, (who,), label.has_passphrase)
            button.setObjectName("door-" + label.id)
            button.clicked.connect(lambda _on=False, chosen=label: self._chosen(chosen))
            buttons.append(button)
        free = next((label for label in self._people if not label.has_passphrase), None)
        if free is not None and len(self._people) > 1:
            whos = tuple(self._who(place, label) for place, label in enumerate(self._people))
            both = WhoButton(self.tr("All of us, together"), whos, False)
            if len(whos) == 2:
                both.setText(self.tr("Both of us"))
                both.setAccessibleName(both.text())
            both.setObjectName("door-" + EVERYBODY)
            both.clicked.connect(lambda: self._enter_together(free))
            buttons.append(both)
        title = Text(self.tr("Who’s here?"), "title", align=CENTRE)
        self._line = ProblemLine("door-problem")
        column = vbox((Spot("lock-simple", 28, "ink2"), CENTRE), 4, title, 12, *buttons, self._line, 18, gap=8)
        column.addWidget(self._safety(), 0, CENTRE)
        self._put(wrap(column), buttons[0] if buttons else None)

    def ask(self, label: Label) -> None:
        """Ask one person for their passphrase."""
        gate = PassphraseGate(self._bridge, label.id, self.patience)
        gate.opened.connect(self.opened)
        self._gate = gate
        who = self._who(self._people.index(label), label)
        name = Text(who.name, "title", align=CENTRE)
        # One endless word would keep the window from narrowing; it wraps anywhere.
        name.setMinimumWidth(T().px(60))
        column = vbox((Avatar(who, 48), CENTRE), 4, name, 10, gate, gap=8)
        if len(self._people) > 1:
            back = Button(self.tr("Somebody else"), "plain", small=True)
            back.setObjectName("door-back")
            back.clicked.connect(self.choose)
            column.addWidget(back, 0, CENTRE)
        column.addSpacing(T().sp(10))
        column.addWidget(self._safety(), 0, CENTRE)
        self._put(wrap(column), gate.field)

    def _safety(self) -> Button:
        safe = Button(self.tr("I don’t feel safe"), "plain", "lifebuoy", small=True)
        safe.setObjectName("door-safety")
        safe.clicked.connect(self.safety)
        return safe

    def _who(self, place: int, label: Label) -> Who:
        # Names are gone with this computer's own file, which is made anew when its key is lost.
        name = label.name or self.tr("Person {number}").format(number=place + 1)
        return Who(name, label.colour, cord=place > 0)

    def _chosen(self, label: Label) -> None:
        if label.has_passphrase:
            self.ask(label)
            return
        self._bridge.ask(lambda session: opening.enter(session, label.id), self.opened.emit, self._problem, owner=self)

    def _enter_together(self, free: Label) -> None:
        def come(session: Session) -> Door:
            opening.enter(session, free.id)
            return opening.together(session)

        self._bridge.ask(come, self.opened.emit, self._problem, owner=self)

    def _problem(self, problem: Problem) -> None:
        self._line.tell_problem(problem, again=True)
