"""Steps that belong to everybody at once: words to read, the aim, a pause, days to look back."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtWidgets import QWidget

from bondapp.ui.art import BreathPacer
from bondapp.ui.handover import day_words
from bondapp.ui.steps.coming_back import PausePicker
from bondapp.ui.steps.page import StepPage
from bondapp.ui.steps.scene import Deed
from bondapp.ui.theme import T
from bondapp.ui.widgets import (
    Avatar,
    Button,
    Card,
    Columns,
    FlowBox,
    ManyChips,
    Text,
    hbox,
    numbered,
    over,
)


class TextStep(StepPage):
    """Plain words to read together."""

    def build(self) -> None:
        card = Card(pad=(28, 24, 28, 24), gap=12).add(Text(self.scene.words(self.step.hint), "body"))
        for line in self.step.prompts:
            card.add(Text(self.scene.words(line), "body", "ink2"))
        self.centred(card)

    def primary(self) -> str:
        return self.tr("Close") if self.view.next_code == "close" else self.tr("Next")

    def deeds(self) -> tuple[Deed, ...]:
        return (Deed("close" if self.view.next_code == "close" else "next"),)


class BreatheStep(TextStep):
    """Words and a breathing guide that moves when somebody starts it."""

    def build(self) -> None:
        super().build()
        pacer = BreathPacer(list(self.scene.whos.values()))
        pacer.setObjectName("step-pacer")
        pacer.setFixedHeight(T().px(320))
        self._lay.addWidget(pacer)


class AimStep(StepPage):
    """The common aim: each says yes on their own."""

    def build(self) -> None:
        hint = self.scene.words(self.step.hint)
        lines = [self.scene.words(line) for line in self.step.prompts]
        if self.scene.solo:
            hint = self.tr("To understand how it was for you. Write or say aloud as much as suits you.")
            lines = [self.tr("You can pause or stop at any time, without a reason.")]
        card = Card(pad=(28, 24, 28, 24), gap=12).add(Text(hint, "body"), 2, *numbered(lines))
        self._lay.addWidget(card)
        self._lay.addSpacing(T().sp(10))
        rows = [self._person(person) for person in self.scene.page.walk.persons]
        if not self.scene.solo:
            self._lay.addWidget(Columns(*rows, gap=20, stack_below=560))

    def _person(self, person: str) -> QWidget:
        who = self.scene.who(person)
        agreed = person in self.view.agreed
        card = Card(who=who, pad=(18, 14, 18, 14))
        name = Text(self.scene.name(person), "sub", who=who, part="onSoft")
        row = hbox((Avatar(who, 28) if who else QWidget()), (name, 1), gap=10)
        if agreed:
            card.add(row, Text(self.tr("Wants that too"), "body"))
            return card
        button = Button(self.scene.shared("agree"), "outline", "check", small=True)
        number = self.scene.page.walk.persons.index(person)
        button.setObjectName(f"agree-{number}")
        button.clicked.connect(lambda: self.done.emit((Deed("confirm", person),)))
        card.add(row, FlowBox([button]))
        return card

    def primary(self) -> str:
        return self.tr("Begin") if self.scene.solo else self.tr("We both want that")

    def deeds(self) -> tuple[Deed, ...]:
        return (Deed("confirm"),)


class BookStep(StepPage):
    """Days on which to look back."""

    def build(self) -> None:
        days = [(day, self._day(day)) for day in self.step.days]
        self.days = ManyChips(days, self.step.days, self.tr("Days to look back"))
        self.days.setObjectName("look-days")
        hint = self.scene.words(self.step.hint)
        if self.scene.solo:
            hint = self.tr("Five minutes: what helped, what still stings, and whether the small step fits.")
        card = Card(pad=(28, 24, 28, 24), gap=14).add(Text(hint), self.days)
        self.centred(card)

    def _day(self, day: int) -> str:
        words = self.tr("In %n days", "", day)
        return self.tr("{span}, {day}").format(span=words, day=day_words(self.scene.now + timedelta(days=day)))

    def primary(self) -> str:
        return self.tr("Look back then")

    def missing(self) -> str:
        return "" if self.days.values() else self.tr("Choose a day, or leave it out.")

    def deeds(self) -> tuple[Deed, ...]:
        return (Deed("book", "", tuple(str(day) for day in self.days.values())),)


class PauseStep(StepPage):
    """The step that is a pause: a return time, and what may help until then."""

    def build(self) -> None:
        self.picker = PausePicker(self.scene, self.scene.page.guide)
        card = Card(pad=(28, 24, 28, 24), gap=12).add(Text(self.scene.words(self.step.hint), "body", "ink2"))
        card.add(self.picker)
        if self.step.prompts:
            card.add(4, over(self.tr("Until then")))
            for line in self.step.prompts:
                card.add(Text(self.scene.words(line), "body", "ink2"))
        self.centred(card)

    def primary(self) -> str:
        return self.tr("Start the pause")

    def deeds(self) -> tuple[Deed, ...]:
        self.paused.emit(self.picker.times.until)
        return ()
