"""The list of rituals: its rows, the line under it that can take things back, and the page beside an empty one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from bondapp.ui.art import ThreadArt
from bondapp.ui.kinds import drawing_of, words_of
from bondapp.ui.rituals.reading import to_answer
from bondapp.ui.rituals.wording import day_words, proposer, time_words
from bondapp.ui.widgets import Button, Page, Row, Text, hbox, vbox, wrap

if TYPE_CHECKING:
    from bondapp.services.people import Company
    from bondapp.services.rituals import RitualCard
    from bondapp.ui.theme import Who


def row(card: RitualCard, company: Company) -> Row:
    """A ritual as a row under its rhythm; a struck bell says that it reminds nobody here."""
    tr = QCoreApplication.translate
    ritual = card.ritual
    sections = {
        "daily": tr("Rituals", "Every day"),
        "weekly": tr("Rituals", "Every week"),
        "free": tr("Rituals", "Whenever you like"),
    }
    return Row(
        key=ritual.id,
        title=" ".join(ritual.title.split()),
        sub=_under(card, company),
        kind=drawing_of(ritual.kind),
        time=time_words(ritual.rhythm.wall) if ritual.rhythm else "",
        muted_bell=not any(map(ritual.reminds, company.here)),
        section=sections[card.rhythm],
    )


def away_row(card: RitualCard) -> Row:
    """A ritual that was put away, at the end of the list."""
    ritual = card.ritual
    return Row(
        key=ritual.id,
        title=" ".join(ritual.title.split()),
        sub=words_of(ritual.kind),
        kind=drawing_of(ritual.kind),
        section=QCoreApplication.translate("Rituals", "Put away"),
    )


def _under(card: RitualCard, company: Company) -> str:
    tr = QCoreApplication.translate
    if card.ritual.paused:
        return tr("Rituals", "Resting")
    if to_answer(card, company):
        person = proposer(card, company)
        return (
            tr("Rituals", "{name} suggests it").format(name=person.name) if person else tr("Rituals", "To read again")
        )
    if card.rhythm == "free" and card.ritual.steps:
        return " ".join(card.ritual.steps[0].split())
    return day_words(card.days)


class EmptyPage(QWidget):
    """What stands beside the list while no ritual is open: how to begin, or where to choose."""

    begun = Signal()

    def __init__(self, whos: Sequence[Who], some: bool) -> None:
        super().__init__()
        art = ThreadArt("together", whos, 150, 56)
        if some:
            words = Text(self.tr("Choose one from the list to read it or change it."), "body", "ink2")
            body = wrap(vbox(art, words, gap=10))
        else:
            title = Text(self.tr("Small things that happen again"), "title")
            lead = self.tr("A goodbye, a hello, ten minutes on a Sunday. One is plenty to begin with.")
            begin = Button(self.tr("Begin with one"), "primary")
            begin.setObjectName("ritual-begin")
            begin.clicked.connect(self.begun)
            body = wrap(vbox(art, 4, title, Text(lead, "body", "ink2"), 8, wrap(hbox(begin, None)), gap=8))
        vbox((Page(None, body, margins=(36, 40, 36, 24), center=not some), 1), gap=0, parent=self)
