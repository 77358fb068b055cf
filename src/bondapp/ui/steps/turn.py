"""Steps taken in turns: one speaks, the other listens."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from bondapp.rules.steps import WORDS, Option
from bondapp.ui.handover import pick, short
from bondapp.ui.steps.bank import WordBank
from bondapp.ui.steps.page import StepPage
from bondapp.ui.steps.scene import Deed
from bondapp.ui.theme import T
from bondapp.ui.widgets import (
    Avatar,
    Button,
    Card,
    Chip,
    Columns,
    FlowBox,
    LetterField,
    PickCards,
    Text,
    hbox,
    vbox,
)


class TurnStep(StepPage):
    """One speaks, the other listens: two panels of the same size, each always on its person's side."""

    def build(self) -> None:
        order = [p for p in self.scene.page.walk.persons if p in (self.view.speaker, self.view.listener)]
        if self.step.who == "caller" and self.step.listening == "listen":
            order = [self.view.speaker]
        panels = [self._speaks(p) if p == self.view.speaker else self._listens(p) for p in order]
        if not panels:
            panels = [self._speaks("")]
        for card in panels:
            card.setMinimumHeight(T().px(270))
        if len(panels) > 1:
            self._lay.addWidget(Columns(*panels, gap=20, stack_below=640))
        else:
            self.centred(panels[0])

    # -- the one who speaks

    def _speaks(self, person: str) -> Card:
        words = self.tr("{name} speaks").format(name=self.scene.name(person))
        if not self.scene.name(person):
            words = self.tr("All of you")
        elif self.scene.solo:
            words = self.scene.name(person)
        card = self._panel(person, words, self.scene.words(self.step.hint))
        if self.view.phase == "speak":
            self.edit(card)
        else:
            self.told(card, person)
        return card

    def edit(self, card: Card) -> None:
        """The speaker's own field and words."""
        lead = self.scene.words(self.step.lead) or self.tr("Write it here, or say it aloud …")
        field = self.letter("", lead, self.scene.words(self.view.title))
        card.add(field, self._starters(field))
        card.add(None)
        if self.step.chips:
            self._add_bank(card)

    def _add_bank(self, card: Card, limit: int = 0) -> None:
        mine = self._answer("words", self.view.speaker, "speak")
        self.bank = WordBank(self.scene.content, self.scene.who(self.view.speaker), limit, mine[:WORDS])
        self.bank.danger.connect(self.danger)
        self.bank.changed.connect(self.touched)
        card.add(Text(self.scene.shared("chips"), "caption", "ink2"), self.bank)

    def _starters(self, field: LetterField) -> QWidget:
        chips: list[QWidget] = []
        for number, prompt in enumerate(self.step.prompts):
            words = self.scene.words(prompt)
            chip = Chip(words)
            chip.setCheckable(False)
            chip.setObjectName(f"starter-{number}")
            chip.clicked.connect(lambda _on=False, text=words: _start_with(field, text))
            chips.append(chip)
        return FlowBox(chips, gap=7)

    def told(self, card: Card, person: str) -> None:
        """What the speaker shared, to be read."""
        value = self._answer(self.step.id, person, "speak")
        self.show_words(card, value[0] if value else "", value[1:])

    def show_words(self, card: Card, text: str, words: Sequence[str] = ()) -> None:
        """Shared words, or that they were said aloud."""
        if text:
            card.add(Text(text, "words"))
        if words:
            card.add(Text(", ".join(words), "caption", "ink2"))
        if not text and not words:
            card.add(Text(self.tr("Said aloud."), "body", "ink2"))
        card.add(None)

    # -- the one who listens

    def _listens(self, person: str) -> Card:
        words = self.tr("{name} listens").format(name=self.scene.name(person))
        later = self.view.turn < self.view.turns
        hint = self.scene.shared("listener_hint") if later else self.tr("Listening is enough.")
        if self.view.phase == "reply":
            words = self.tr("{name} answers").format(name=self.scene.name(person))
            hint = self.tr("Any of these is fine.")
        card = self._panel(person, words, hint)
        say_back = self.step.listening == "say_back"
        told = self.step.listener_hint or (self.scene.content.repair["say_back"] if say_back else "")
        if told:
            card.add(Text(self.scene.words(told)))
        if self.view.phase == "say_back":
            field = self.letter("", self.scene.shared("say_back_lead"), self.tr("What I heard"), 2)
            card.add(4, field)
        if self.view.phase == "confirm":
            value = self._answer(self.step.id, person, "say_back")
            self.show_words(card, value[0] if value else "")
        card.add(None)
        if self.view.phase in ("say_back", "confirm"):
            self._add_confirm(card)
        elif self.view.phase == "reply":
            self._add_options(card)
        return card

    def _add_confirm(self, card: Card) -> None:
        yes = Button(self.scene.shared("yes"), "tonal", "check", small=True)
        yes.setObjectName("came-across")
        yes.clicked.connect(self._confirm)
        buttons = [yes]
        if self.view.phase == "confirm":
            again = Button(self.scene.shared("not_quite"), small=True)
            again.setObjectName("not-quite")
            again.clicked.connect(lambda: self.done.emit((Deed("not_quite", self.view.speaker),)))
            buttons.append(again)
        card.add(Text(self.scene.shared("came_across"), "label"), FlowBox(buttons))

    def _confirm(self) -> None:
        self.done.emit(self.confirmed())

    def confirmed(self) -> tuple[Deed, ...]:
        """The speaker's yes; words already written on the way are shared with it."""
        yes = Deed("confirm", self.view.speaker)
        if self.view.phase == "say_back" and self._text():
            return (Deed("answer", self.view.listener, self.value()), yes)
        return (yes,)

    def _add_options(self, card: Card) -> None:
        options: Sequence[Option] = self.step.options
        cards = [(option.id, pick(self.scene.words(option.label))) for option in options]
        self.choice = PickCards(cards, None, self.tr("Answers"), gap=8)
        self.choice.setObjectName("walk-options")
        self.choice.changed.connect(lambda _: self.touched.emit())
        field = self.letter("", self.tr("Words of your own, if you like"), self.tr("Words of your own"), 2)
        card.add(self.choice, 4, field)

    # -- both

    def _panel(self, person: str, title: str, hint: str) -> Card:
        who = self.scene.who(person)
        card = Card(who=who, pad=(22, 18, 22, 18), name=title)
        words = vbox(Text(title, "sub", who=who, part="onSoft"), Text(hint, "caption", "ink2"), gap=0)
        top = Qt.AlignmentFlag.AlignTop
        return card.add(hbox((Avatar(who, 28), 0, top), (words, 1), gap=10) if who else words, 2)

    def _answer(self, step: str, person: str, phase: str) -> tuple[str, ...]:
        given = self.scene.page.walk.answer(step, person, phase)
        return given.value if given is not None else ()

    def _text(self) -> str:
        field = self.fields.get("")
        return field.words().strip() if field is not None else ""

    def value(self) -> tuple[str, ...]:
        """What the actor gives: the text, then picked words; nothing at all when it was said aloud."""
        words = self.bank.picked() if self.bank is not None else ()
        text = self._text()
        return (text, *words) if text or words else ()

    def primary(self) -> str:
        actor = short(self.scene.name(self.view.actor))
        if self.scene.solo:
            return self.tr("Next")
        if self.view.phase == "confirm":
            return self.scene.shared("yes").replace("&", "&&")
        if self.view.phase == "say_back":
            return self.tr("{name} has said it back").format(name=actor)
        if self.view.phase == "reply":
            return self.tr("{name} has answered").format(name=actor)
        if not self.view.actor:
            return self.tr("Next")
        return self.tr("{name} has finished").format(name=actor)

    def missing(self) -> str:
        if self.choice is not None and self.choice.value() is None:
            return self.tr("Pick one of the lines first, or pass it by.")
        return ""

    def deeds(self) -> tuple[Deed, ...]:
        if self.view.phase == "confirm":
            return self.confirmed()
        if self.choice is not None:
            text = self._text()
            value = (str(self.choice.value()), text) if text else (str(self.choice.value()),)
            return (Deed("answer", self.view.actor, value),)
        return (Deed("answer", self.view.actor, self.value()),)


def _start_with(field: LetterField, words: str) -> None:
    cursor = field.textCursor()
    before = field.words()
    gap = "\n" if before and not before.endswith("\n") else ""
    cursor.movePosition(cursor.MoveOperation.End)
    cursor.insertText(gap + words.removesuffix("…").rstrip() + " ")
    field.setTextCursor(cursor)
    field.setFocus(Qt.FocusReason.OtherFocusReason)
