"""Starting a ritual: first what two people already do at a moment, then ideas to begin from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import time
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from bondapp.services.rituals import RitualForm
from bondapp.ui.drafts import DraftKeeper
from bondapp.ui.kinds import drawing_of
from bondapp.ui.places import who
from bondapp.ui.rituals.forms import form_from
from bondapp.ui.rituals.when import usual_days
from bondapp.ui.slot import Slot
from bondapp.ui.widgets import (
    Button,
    Card,
    ChoiceChips,
    Footer,
    LetterField,
    Page,
    PickCard,
    PickCards,
    Text,
    hbox,
    section,
    vbox,
    wrap,
)

if TYPE_CHECKING:
    from bondapp.rules.content import RitualTemplate
    from bondapp.services.people import Company
    from bondapp.ui.bridge import Bridge

DRAFT = "ritual/new/already"
_STARTS: dict[str, tuple[str, time | None]] = {
    "goodbye": ("goodbye", time(7, 45)),
    "coming_home": ("reunion", time(18, 10)),
    "end_of_day": ("close_of_day", time(21, 0)),
    "week": ("together", time(10, 0)),
    "other": ("together", None),
}


class IdeasPage(QWidget):
    """Asks for the custom that is there already before it offers any idea."""

    chosen = Signal(object)
    left = Signal()
    resumed = Signal()

    def __init__(self, bridge: Bridge, company: Company, templates: Iterable[RitualTemplate]) -> None:
        super().__init__()
        self._company = company
        self._templates = {template.id: template for template in templates}
        moments = [(key, words) for key, words in self._moments() if key == "other" or self._of(key)]
        self._moment = ChoiceChips(moments, moments[0][0], name=self.tr("Which moment"))
        for (key, _words), chip in zip(moments, self._moment.chips(), strict=True):
            chip.setObjectName(f"ritual-moment-{key}")
        self._moment.changed.connect(lambda _key: self._show_ideas())
        self._already = LetterField(
            "", self.tr("A word at the door, a look back, tea …"), self._question(), min_lines=2
        )
        self._already.setAccessibleName(self._question())
        self._keeper = DraftKeeper(bridge, DRAFT, self._already)
        self._ideas = Slot()
        self._cards: PickCards | None = None
        self._resume = self._resume_card()
        question = Text(self._question(), "title")
        note = Text(self.tr("What is there already comes first. One line for each thing you do."), "body", "ink2")
        body = wrap(
            vbox(
                self._resume,
                section(self.tr("Which moment?"), self._moment),
                wrap(vbox(question, note, 6, self._already, gap=4)),
                self._ideas,
                gap=20,
            )
        )
        vbox((Page(None, body, margins=(36, 24, 36, 20), footer=self._footer()), 1), gap=0, parent=self)
        self._show_ideas()

    def restore(self, words: str) -> None:
        """Shows the words written here before."""
        if words and not self._already.words():
            self._already.set_words(words)

    def offer_resume(self, title: str) -> None:
        """Offers the ritual that was begun and not saved."""
        named = self.tr("You began one earlier: “{title}”")
        self._begun.setText(named.format(title=title) if title else self.tr("You began one earlier."))
        self._resume.show()

    def focus_question(self) -> None:
        """Goes to the field."""
        self._already.setFocus()

    def settle(self) -> None:
        """The words have gone on into the editor and are kept there."""
        self._keeper.stop()

    def form(self) -> RitualForm:
        """What to go on with: one's own custom, an idea, or an idea that starts with the custom."""
        moment = self._moment.value()
        kind, wall = _STARTS[moment]
        own = tuple(line for part in self._already.words().split("\n") if (line := part.strip()))
        picked = self._cards.value() if self._cards is not None else None
        if picked is not None:
            form = form_from(self._templates[picked], self._company.kind)
            return replace(form, steps=(*own, *form.steps))
        days = () if wall is None else (6,) if moment == "week" else usual_days()
        return RitualForm(title="", steps=own, kind=kind, days=days, wall=wall)

    def _question(self) -> str:
        if len(self._company.at_home) < 2:
            return self.tr("What do you already do at this moment?")
        return self.tr("What do you two already do at this moment?")

    def _moments(self) -> tuple[tuple[str, str], ...]:
        return (
            ("goodbye", self.tr("When you part")),
            ("coming_home", self.tr("When you meet again")),
            ("end_of_day", self.tr("At the end of the day")),
            ("week", self.tr("Some time in the week")),
            ("other", self.tr("Another moment")),
        )

    def _of(self, moment: str) -> list[RitualTemplate]:
        return [template for template in self._templates.values() if template.moment == moment]

    def _show_ideas(self) -> None:
        found = self._of(self._moment.value())
        self._cards = None
        if not found:
            self._ideas.fill()
            return
        whos = tuple(who(person, self._company) for person in self._company.people)
        cards = []
        for template in found:
            title = template.words_for(self._company.kind).title
            card = PickCard(title, template.summary, drawing_of(template.kind), whos)
            card.setObjectName(f"ritual-idea-{template.id}")
            cards.append((template.id, card))
        self._cards = PickCards(cards, None, self.tr("Ideas to begin from"), gap=10)
        note = self.tr("Every word of it can be changed.")
        self._ideas.fill(section(self.tr("Or begin from an idea"), self._cards, gap=10, hint=note))

    def _resume_card(self) -> Card:
        self._begun = Text("", "body")
        go_on = Button(self.tr("Go on with it"), "tonal", small=True)
        go_on.setObjectName("ritual-resume")
        go_on.clicked.connect(self.resumed)
        card = Card("sunken", pad=(16, 12, 16, 12)).add(hbox((self._begun, 1), go_on, gap=12))
        card.hide()
        return card

    def _footer(self) -> Footer:
        cancel = Button(self.tr("Cancel"), "plain")
        cancel.setObjectName("ritual-idea-cancel")
        cancel.clicked.connect(self.left)
        go_on = Button(self.tr("Go on"), "primary", trailing="arrow-right")
        go_on.setObjectName("ritual-idea-go-on")
        go_on.clicked.connect(lambda: self.chosen.emit(self.form()))
        note = Text(self.tr("Nothing is shown to anybody before you save."), "caption", "ink2")
        return Footer(note, [cancel, go_on])
