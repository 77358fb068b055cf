"""Before a walk is begun or taken up: everybody's questions, who begins, or another way for now."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from bondapp.rules.content import Content
from bondapp.rules.steps import Guide
from bondapp.services import safety
from bondapp.services.repair import WalkPage
from bondapp.services.safety import SafetyPage
from bondapp.ui import a11y
from bondapp.ui.handover import column
from bondapp.ui.places import Place
from bondapp.ui.repair.frame import WalkFrame
from bondapp.ui.repair.gates import Gates, NotNow, Starter
from bondapp.ui.theme import Who
from bondapp.ui.widgets import Button, Card, FlowBox, Text, vbox


class ForBoth(QWidget):
    """A guide for people who are not all here; `go` names a place for the one who is."""

    go = Signal(str)

    def __init__(self, guide: Guide, content: Content) -> None:
        super().__init__()
        words = self.tr("This one is for when you are all here: choose “Both” and begin it together.")
        card = Card(pad=(32, 28, 32, 28), gap=10).add(
            Text(guide.title, "wordsLarge"), Text(words), Text(self.tr("Meanwhile, for you:"), "body", "ink2"), 8
        )
        ways = [("breathe", self.tr("Breathe for a few minutes")), ("need", self.tr("Name a need"))]
        ways.append(("safety", content.safety.title))
        buttons: list[QWidget] = []
        for place, label in ways:
            button = Button(label, "outline")
            button.setObjectName(f"alone-{place}")
            button.clicked.connect(partial(self.go.emit, place))
            buttons.append(button)
        vbox(column(card.add(FlowBox(buttons, gap=10))), gap=0, parent=self)


class Beginning(QObject):
    """Leads through what comes before a walk; the answers given on the way go with their cards.

    `taken_up` fires when a walk put down may go on, `begun` with a guide, its people and who comes first,
    `put_off` when now is not the moment, and `instead` with what is chosen then.
    """

    taken_up = Signal()
    begun = Signal(str, list, str)
    put_off = Signal()
    instead = Signal(str)

    def __init__(self, place: Place, frame: WalkFrame) -> None:
        super().__init__(place)
        self._place, self._frame = place, frame
        self._gates: Gates | None = None

    @property
    def asking(self) -> bool:
        """Whether somebody is being asked alone."""
        return self._gates is not None

    def go_on(self) -> None:
        """Press the button that goes on in the questions."""
        if self._gates is not None:
            self._gates.go_on()

    def forget(self) -> None:
        """Drop the questions with every answer given to them."""
        self._gates = None
        self._frame.clear()

    def open(self, guide: Guide, content: Content, walk: WalkPage | None) -> None:
        """Begin a guide, or take up a walk that was put down."""
        persons = list(walk.walk.persons if walk is not None else self._place.company.here)
        if guide.joint and not self._ready_for(persons):
            self.not_all_here(guide, content)
            return
        self._frame.show_path(guide.stages, walk.view.stage if walk is not None else 0)
        if not guide.joint:
            self._passed(guide, walk)
            return
        self._gates = Gates(guide, content, persons, self._whos(persons), self._ask_lines)
        self._gates.go.connect(lambda: self._passed(guide, walk))
        self._gates.not_now.connect(lambda: self._not_now(content, solo=len(persons) == 1))
        self._frame.show_body(self._gates)

    def not_all_here(self, guide: Guide, content: Content) -> None:
        """Say that this guide waits until everybody of it is here."""
        page = ForBoth(guide, content)
        page.go.connect(lambda name: self._place.go.emit(name, ""))
        self._frame.show_body(page)

    def _ready_for(self, persons: Sequence[str]) -> bool:
        """A joint guide needs everybody of it here; walked by one it needs nobody else to have a place here."""
        company = self._place.company
        return set(persons) <= set(company.here) and not (len(persons) == 1 and len(company.at_home) > 1)

    def _whos(self, persons: Sequence[str]) -> dict[str, Who]:
        return {person: self._place.who(self._place.company.person(person)) for person in persons}

    def _ask_lines(self, country: str, then: Callable[[SafetyPage], None]) -> None:
        self._place.bridge.ask(lambda session: safety.page(session, country), then, owner=self)

    def _passed(self, guide: Guide, walk: WalkPage | None) -> None:
        self._gates = None
        if walk is not None:
            self.taken_up.emit()
            return
        persons = list(self._place.company.here)
        if len(persons) == 1:
            self.begun.emit(guide.id, persons, persons[0])
            return
        title = self.tr("Who speaks first?") if guide.joint else self.tr("Who needs the pause?")
        starter = Starter(title, persons, self._whos(persons))
        starter.chosen.connect(lambda first: self.begun.emit(guide.id, persons, first))
        self._frame.show_body(starter, "first-0")

    def _not_now(self, content: Content, *, solo: bool) -> None:
        self._gates = None
        self.put_off.emit()
        page = NotNow(content, solo=solo)
        page.chosen.connect(self.instead)
        self._frame.show_body(page, "not-now-pause")
        a11y.announce(page, content.repair["not_now_title"])
