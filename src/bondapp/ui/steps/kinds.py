"""What is said in a turn: feeling words, a line picked, a plan."""

from __future__ import annotations

from bondapp.rules.steps import WORDS
from bondapp.ui.steps.turn import TurnStep
from bondapp.ui.widgets import (
    Card,
    Text,
)


class WordsStep(TurnStep):
    """Up to three feeling words."""

    def edit(self, card: Card) -> None:
        self._add_bank(card, WORDS)
        card.add(None)

    def value(self) -> tuple[str, ...]:
        return self.bank.picked() if self.bank is not None else ()

    def told(self, card: Card, person: str) -> None:
        self.show_words(card, ", ".join(self._answer(self.step.id, person, "speak")))


class WriteStep(TurnStep):
    """Words of one's own, listened to."""


class CloseStep(WriteStep):
    """One last thing each."""


class ChoiceStep(TurnStep):
    """One of a few lines, with words of one's own."""

    def edit(self, card: Card) -> None:
        self._add_options(card)
        card.add(None)

    def told(self, card: Card, person: str) -> None:
        value = self._answer(self.step.id, person, "speak")
        labels = {option.id: option.label for option in self.step.options}
        label = self.scene.words(labels.get(value[0], "")) if value else ""
        self.show_words(card, label, value[1:])


class PlanStep(TurnStep):
    """When this happens, I will do that."""

    def edit(self, card: Card) -> None:
        for suffix, words, lead in (
            ("when", self.tr("When"), self.tr("something small happens")),
            ("will", self.tr("I will"), self.tr("do one small thing")),
        ):
            field = self.letter(suffix, lead, words, 1)
            card.add(Text(words, "label"), field, 4)
        card.add(None)

    def value(self) -> tuple[str, ...]:
        parts = [self.fields[key].words().strip() for key in ("when", "will") if key in self.fields]
        return tuple(parts) if any(parts) else ()

    def told(self, card: Card, person: str) -> None:
        value = self._answer(self.step.id, person, "speak")
        when, will = (*value, "", "")[:2]
        parts = []
        if when:
            parts.append(self.tr("When {words}").format(words=when))
        if will:
            parts.append(self.tr("I will {words}").format(words=will))
        self.show_words(card, "\n".join(parts))
