"""Walking a ritual: one step at a time in large words, and at the end how it went, in peace."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from bondapp.services import drafts, rituals
from bondapp.ui.a11y import announce
from bondapp.ui.art import StepPath, ThreadArt
from bondapp.ui.kinds import drawing_of
from bondapp.ui.notices import ProblemLine
from bondapp.ui.places import Place
from bondapp.ui.rituals.wording import minutes_words
from bondapp.ui.theme import T
from bondapp.ui.widgets import Button, FlowBox, FocusTop, Footer, Page, Text, hbox, vbox, wrap

if TYPE_CHECKING:
    from bondapp.rules.rituals import Outcome, Ritual
    from bondapp.services.people import Company
    from bondapp.services.session import Session
    from bondapp.ui.bridge import Bridge, Problem

_MIDDLE = Qt.AlignmentFlag.AlignHCenter


@dataclass(frozen=True, slots=True)
class Errand:
    """What is being walked: a ritual, and the day and slot it counts for; no day when started freely."""

    ritual: str
    day: date | None
    slot: int

    @classmethod
    def read(cls, item: str) -> Errand:
        """Out of a place's item, "<ritual>|<ISO day>|<slot>"; what cannot be read is left out."""
        identity, day, slot = [*item.split("|"), "", "", ""][:3]
        try:
            when = date.fromisoformat(day) if day else None
        except ValueError:
            when = None
        return cls(identity, when, int(slot) if slot.isdecimal() else 0)


@dataclass(frozen=True, slots=True)
class _Start:
    ritual: Ritual
    day: date
    slot: int
    step: int


class RitualWalk(Place):
    """One ritual, step by step. Nothing is written down before the end."""

    focus: ClassVar[bool] = True

    def __init__(self, bridge: Bridge, company: Company, item: str = "", parent: QWidget | None = None) -> None:
        super().__init__(bridge, company, item, parent)
        self._errand = Errand.read(item)
        self._start: _Start | None = None
        self._at = 0
        self._leave = Button(self.tr("Leave for now"), "plain", "arrow-left", small=True)
        self._leave.setObjectName("walk-leave")
        self._leave.clicked.connect(self.leave)
        self._hide = Button("", "plain", "eye-slash", small=True, tip=self.tr("Hide now, Ctrl+Shift+H"))
        self._hide.setObjectName("walk-hide")
        self._hide.clicked.connect(lambda: self.go.emit("hide", ""))
        self._top = FocusTop(self._leave, None, self._hide)
        self._frame = vbox(self._top, None, gap=0, parent=self)

    def commands(self) -> dict[str, str]:
        """The next step."""
        return {"Ctrl+Return": "forward"}

    def refresh(self) -> None:
        """Load the ritual once; what is on the screen is not pulled away under somebody's eyes."""
        if self._start is None:
            errand = self._errand
            self.bridge.ask(lambda session: _find(session, errand), self._show, self._say, owner=self)

    # -- moving ----------------------------------------------------------------------------------------------

    def forward(self) -> None:
        """On to the next step, or to the closing page."""
        if self._start is not None and self._at < len(self._steps()):
            self._move(self._at + 1)

    def backward(self) -> None:
        """One step back."""
        if self._at:
            self._move(self._at - 1)

    def leave(self) -> None:
        """Leave without writing anything down."""
        self._forget()
        self.back.emit()

    def moment(self) -> None:
        """Breathe first; the walk waits at this step."""
        errand, step = self._errand, self._at
        self.bridge.run(lambda session: drafts.keep(session, _draft(errand), str(step)))
        self.go.emit("breathe", "")

    def close_with(self, outcome: Outcome | None) -> None:
        """Say how it went, or leave that open, and go."""
        start = self._start
        if start is None:
            return
        if outcome is None:
            self.leave()
            return
        for button in self._outcomes:
            button.setEnabled(False)
        self.bridge.ask(
            lambda session: _mark(session, start, outcome),
            then=lambda _id: self._done(),
            otherwise=self._not_marked,
            owner=self,
        )

    def _done(self) -> None:
        self._forget()
        announce(self, self.tr("Noted"))
        self.back.emit()

    def _move(self, step: int) -> None:
        self._at = step
        self._render()
        if step < len(self._steps()):
            announce(self, self._steps()[step])

    def _forget(self) -> None:
        errand = self._errand
        self.bridge.run(lambda session: drafts.forget(session, _draft(errand)))

    # -- showing ---------------------------------------------------------------------------------------------

    def _steps(self) -> tuple[str, ...]:
        if self._start is None:
            return ()
        ritual = self._start.ritual
        return ritual.steps or (ritual.title,)

    def _show(self, start: _Start | None) -> None:
        if start is None:
            words = Text(self.tr("This ritual is put away. Nothing is lost; Rituals has the others."), "words")
            words.set_align(_MIDDLE)
            self._lay_out(words)
            return
        self._start = start
        self._at = min(start.step, len(self._steps()))
        self._path = StepPath(self._labels(), self._at, self.whos())
        self._step, self._closing = self._step_page(start.ritual), self._closing_page(start.ritual)
        body = wrap(vbox(self._step, self._closing, gap=0))
        self._lay_out(body, self._path, self._footer())
        self._render()

    def _labels(self) -> list[str]:
        """A number for each step, and a word for the close: the step itself stands large below."""
        numbers = (self.locale().toString(number) for number in range(1, len(self._steps()) + 1))
        return [*numbers, self.tr("Close")]

    def _render(self) -> None:
        closing = self._at >= len(self._steps())
        self._path.set_current(self._at)
        self._step.setVisible(not closing)
        self._closing.setVisible(closing)
        if not closing:
            self._words.setText(self._steps()[self._at])
        self._back.setVisible(self._at > 0)
        self._next.setVisible(not closing)
        if self._page.area is not None:
            self._page.area.verticalScrollBar().setValue(0)
        (self._outcomes[0] if closing else self._next).setFocus(Qt.FocusReason.OtherFocusReason)

    def _step_page(self, ritual: Ritual) -> QWidget:
        self._words = Text("", "wordsLarge", align=_MIDDLE, measure=700)
        self._words.setObjectName("walk-words")
        title = Text(ritual.title, "captionStrong", "accent", align=_MIDDLE, measure=700)
        length = self.tr("About {minutes} in all. Either of you can stop at any point.")
        if len(self.company.at_home) < 2:
            length = self.tr("About {minutes} in all. You can stop at any point.")
        note = Text(length.format(minutes=minutes_words(ritual.minutes)), "caption", "ink2", align=_MIDDLE)
        return wrap(vbox(title, 2, self._words, 18, note, gap=6))

    def _closing_page(self, ritual: Ritual) -> QWidget:
        art = ThreadArt(drawing_of(ritual.kind), self.whos(), 170, 60)
        question = Text(self.tr("How did it go?"), "wordsLarge", align=_MIDDLE)
        note = self.tr("Any answer is fine. “Leave it open” writes nothing down.")
        self._outcomes: list[Button] = []
        options: tuple[tuple[str, str, Outcome | None], ...] = (
            ("walk-done", self.tr("Done"), "done"),
            ("walk-partly", self.tr("Partly"), "partly"),
            ("walk-open", self.tr("Leave it open"), None),
        )
        for name, words, outcome in options:
            button = Button(words, "outline")
            button.setObjectName(name)
            button.clicked.connect(lambda _on=False, said=outcome: self.close_with(said))
            self._outcomes.append(button)
        self._trouble = ProblemLine(small=True)
        row = hbox(None, (FlowBox(self._outcomes, gap=10), 0), None)
        line = Text(note, "caption", "ink2", align=_MIDDLE)
        return wrap(vbox(hbox(None, art, None), 4, question, 8, row, 10, line, self._trouble, gap=6))

    def _footer(self) -> Footer:
        moment = Button(self.tr("I need a moment"), "outline", "wind")
        moment.setObjectName("walk-moment")
        moment.clicked.connect(self.moment)
        note = Text(self.tr("Leaving writes nothing down."), "caption", "ink2")
        left = wrap(hbox(moment, (note, 1, Qt.AlignmentFlag.AlignVCenter), gap=12))
        self._back = Button(self.tr("Back"), "plain")
        self._back.setObjectName("walk-back")
        self._back.clicked.connect(self.backward)
        self._next = Button(self.tr("Next"), "primary", trailing="arrow-right", tip=self.tr("Ctrl+Enter"))
        self._next.setObjectName("walk-next")
        self._next.clicked.connect(self.forward)
        return Footer(left, [self._back, self._next], margins=(28, 13, 28, 13), fill="sidebar", need=1)

    def _lay_out(self, body: QWidget, path: QWidget | None = None, footer: QWidget | None = None) -> None:
        """Fills the frame that stood empty while the ritual was on its way."""
        side = 72 if T().scale < 1.5 else 40
        self._page = Page(None, body, margins=(side, 20, side, 20), center=True)
        if path is not None:
            before, self._top = self._top, FocusTop(self._leave, path, self._hide)
            self._frame.replaceWidget(before, self._top)
            before.deleteLater()
        self._frame.takeAt(1)
        self._frame.addWidget(self._page, 1)
        if footer is not None:
            self._frame.addWidget(footer)

    # -- problems --------------------------------------------------------------------------------------------

    def _say(self, problem: Problem) -> None:
        trouble = ProblemLine(small=True)
        trouble.tell_problem(problem)
        self._lay_out(trouble)

    def _not_marked(self, problem: Problem) -> None:
        for button in self._outcomes:
            button.setEnabled(True)
        self._trouble.tell_problem(problem, again=True)


def _find(session: Session, errand: Errand) -> _Start | None:
    """The ritual, and what its outcome will count for; None once it is put away."""
    card = next((card for card in rituals.all_rituals(session) if card.ritual.id == errand.ritual), None)
    if card is None:
        return None
    local = session.local()
    slot = errand.slot
    if errand.day is None:
        # One without a rhythm may happen several times a day: each start counts for its own minute.
        slot = local.hour * 60 + local.minute if card.ritual.rhythm is None else 0
    kept = drafts.find(session, _draft(errand)).get(_draft(errand), "0")
    step = int(kept) if kept.isdecimal() else 0
    return _Start(card.ritual, errand.day or local.date(), slot, step)


def _mark(session: Session, start: _Start, outcome: Outcome) -> str:
    return rituals.mark(session, start.ritual.id, start.day, start.slot, outcome)


def _draft(errand: Errand) -> str:
    return f"walk/{errand.ritual}/{errand.day or ''}/{errand.slot}"
