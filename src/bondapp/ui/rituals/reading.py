"""A ritual somebody proposed, read in peace before anybody answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QWidget

from bondapp.ui.art import ThreadArt
from bondapp.ui.kinds import drawing_of
from bondapp.ui.notices import ProblemLine
from bondapp.ui.places import who
from bondapp.ui.rituals.forms import form_of
from bondapp.ui.rituals.wording import escaped, heading, lead_words, proposer, when_words
from bondapp.ui.widgets import Avatar, Button, Card, FlowBox, Page, Spot, Text, hbox, numbered, over, vbox, wrap

if TYPE_CHECKING:
    from bondapp.rules.people import Person
    from bondapp.services.people import Company
    from bondapp.services.rituals import RitualCard


def to_answer(card: RitualCard, company: Company) -> tuple[Person, ...]:
    """Who of those here has not answered these terms."""
    return tuple(person for person in card.waiting_for if person.id in company.here)


def ritual_head(card: RitualCard, company: Company) -> QWidget:
    """Kind, name and drawing of a ritual that is read."""
    ritual, whos = card.ritual, tuple(who(person, company) for person in company.people)
    words = vbox(over(heading(ritual.kind, company), "accent"), Text(ritual.title, "title"), gap=2)
    art = ThreadArt(drawing_of(ritual.kind), whos, 132, 50)
    return wrap(hbox((words, 1), (art, Qt.AlignmentFlag.AlignTop), gap=12))


def ritual_steps(card: RitualCard) -> Card:
    """What is done, step by step."""
    what = Card(pad=(22, 18, 22, 18), gap=10)
    what.add(*numbered(card.ritual.steps))
    if not card.ritual.steps:
        what.add(Text(QCoreApplication.translate("Rituals", "Its name says it all."), "body", "ink2"))
    return what


class ReadingPage(QWidget):
    """What, when, from whom, and an answer that can wait. Answered: "no", "change", "later" or "yes:<person id>"."""

    answered = Signal(str)

    def __init__(self, company: Company, card: RitualCard) -> None:
        super().__init__()
        self._company, self._card = company, card
        self.trouble = ProblemLine(small=True)
        head, what = ritual_head(card, company), ritual_steps(card)
        note = Text(self.tr("It reminds you once you say yes. You can let it rest at any time."), "caption", "ink2")
        body = wrap(vbox(head, self._from(), what, *self._when(), self.trouble, *self._answers(), note, gap=16))
        vbox((Page(None, body, margins=(36, 24, 36, 20)), 1), gap=0, parent=self)

    def _from(self) -> QWidget:
        person = proposer(self._card, self._company)
        if person is None:
            return Text(self.tr("Its words or times have changed. Read it as it stands now."), "body", "ink2")
        middle = Qt.AlignmentFlag.AlignVCenter
        words = Text(self.tr("{name} suggests this. Take the time you like.").format(name=person.name), "body", "ink2")
        return wrap(hbox((Avatar(who(person, self._company), 26), middle), (words, 1, middle), gap=10))

    def _when(self) -> list[QWidget]:
        form = form_of(self._card)
        lines = [("clock", when_words(form))]
        if form.wall is not None:
            hidden = self.tr("{lead}, with the words hidden") if form.hide_words else self.tr("{lead}, with its name")
            lines.append(("bell", hidden.format(lead=lead_words(form.lead))))
        top = Qt.AlignmentFlag.AlignTop
        return [wrap(hbox((Spot(icon, 20, "ink2"), top), (Text(words), 1), gap=10)) for icon, words in lines]

    def _answers(self) -> list[QWidget]:
        change = Button(self.tr("Suggest a change"), "quiet")
        change.setObjectName("ritual-change")
        change.clicked.connect(lambda: self.answered.emit("change"))
        people = to_answer(self._card, self._company)
        if self._company.me is not None:
            yes = self._yes(people[0], self.tr("Yes, for me too"), "primary")
            yes.setObjectName("ritual-yes")
            no = Button(self.tr("Not for me now"), "outline")
            no.setObjectName("ritual-no")
            no.clicked.connect(lambda: self.answered.emit("no"))
            return [FlowBox([yes, no, change], gap=10)]
        named = self.tr("{name} says yes")
        buttons = [self._yes(person, named.format(name=escaped(person.name)), "tonal") for person in people]
        later = Button(self.tr("Leave it open for now"), "plain")
        later.setObjectName("ritual-later")
        later.clicked.connect(lambda: self.answered.emit("later"))
        return [FlowBox([*buttons, later, change], gap=10)]

    def _yes(self, person: Person, words: str, variant: str) -> Button:
        named = self._company.me is None
        shown = who(person, self._company) if named else None
        button = Button(words, "primary" if variant == "primary" else "tonal", "check", who=shown)
        button.setObjectName(f"ritual-yes-{person.name}")
        button.clicked.connect(lambda: self.answered.emit(f"yes:{person.id}"))
        return button

    def card(self) -> RitualCard:
        """The ritual shown."""
        return self._card


class AwayPage(QWidget):
    """A ritual that was put away, to be read and, if somebody likes, taken out again."""

    taken_out = Signal()

    def __init__(self, company: Company, card: RitualCard) -> None:
        super().__init__()
        self._card = card
        self.trouble = ProblemLine(small=True)
        note = Text(self.tr("It is put away and reminds nobody. Nothing of it is lost."), "body", "ink2")
        back = Button(self.tr("Take it out again"), "outline", "arrow-counter-clockwise")
        back.setObjectName("ritual-take-out")
        back.clicked.connect(self.taken_out)
        items = (ritual_head(card, company), note, ritual_steps(card), self.trouble, FlowBox([back]))
        vbox((Page(None, wrap(vbox(*items, None, gap=16)), margins=(36, 24, 36, 20)), 1), gap=0, parent=self)

    def card(self) -> RitualCard:
        """The ritual shown."""
        return self._card
