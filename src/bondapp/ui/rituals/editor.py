"""The ritual editor: its own words, when, how it reminds, which needs it serves, and who has said yes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from bondapp.services.rituals import TITLE_LIMIT
from bondapp.ui.art import ThreadArt
from bondapp.ui.drafts import REST_MS
from bondapp.ui.kinds import drawing_of
from bondapp.ui.needs.words import headline
from bondapp.ui.notices import ProblemLine
from bondapp.ui.places import who
from bondapp.ui.rituals.forms import asks_again, form_of
from bondapp.ui.rituals.steps import StepList
from bondapp.ui.rituals.when import WhenBlock
from bondapp.ui.rituals.wording import before_asking_again, before_proposing, escaped, heading, standing
from bondapp.ui.widgets import (
    Button,
    Card,
    ChoiceChips,
    FlowBox,
    Footer,
    LetterField,
    ManyChips,
    Page,
    Text,
    hbox,
    over,
    section,
    vbox,
    wrap,
)

if TYPE_CHECKING:
    from bondapp.services.needs import NeedCard
    from bondapp.services.people import Company
    from bondapp.services.rituals import RitualCard, RitualForm

_SHORT = 52


class RitualEditor(QWidget):
    """One ritual being written. `asked` says what the person wants done with it; `rested` that typing paused.

    Asked: save, cancel, start, rest, go_on, away, or "yes:<person id>".
    """

    asked = Signal(str)
    rested = Signal()

    def __init__(self, company: Company, form: RitualForm, card: RitualCard | None, needs: Iterable[NeedCard]) -> None:
        super().__init__()
        self._company = company
        self._kept, self._card = form, card
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(REST_MS)
        self._timer.timeout.connect(self.rested)
        self._build_fields(form, needs)
        self._build_actions()
        self._build_footer()
        body = wrap(
            vbox(
                self._head(),
                self.title_trouble,
                self._actions,
                self._consents,
                section(self.tr("What you do"), self._steps, gap=6),
                self._when,
                self._otherwise(),
                self._serves(),
                gap=16,
            )
        )
        page = Page(None, body, margins=(36, 24, 36, 20), footer=self._footer)
        vbox((page, 1), gap=0, parent=self)
        self.set_card(card)

    # -- what stands here ------------------------------------------------------------------------------------

    def form(self) -> RitualForm:
        """Everything as it stands now."""
        form = replace(
            self._kept,
            title=self._title.words().replace("\n", " "),
            steps=self._steps.steps(),
            if_not=self._if_not.value() or "pass",
            needs=self._picked_needs(),
        )
        return self._when.fill_in(form)

    def is_changed(self) -> bool:
        """Whether something here is not saved yet."""
        return self.form() != self._base()

    def card(self) -> RitualCard | None:
        """The ritual being edited; None for a new one."""
        return self._card

    def set_form(self, form: RitualForm) -> None:
        """Shows these words: a draft, or what was saved. Fields that hold them already keep their caret."""
        self._kept = form
        if self._title.words() != form.title:
            blocked = self._title.blockSignals(True)
            self._title.set_words(form.title)
            self._title.blockSignals(blocked)
        self._steps.set_steps(form.steps)
        self._when.set_form(form)
        self._if_not.set_value(form.if_not)
        if self._needs is not None:
            self._needs.set_values(form.needs)
        self._tell()

    def set_card(self, card: RitualCard | None) -> None:
        """Takes in the ritual as it is kept now; what was changed here and not saved yet stays."""
        changed = self._card is not None and self.is_changed()
        self._card = card
        if card is not None and not changed:
            self.set_form(form_of(card))
        self._show_actions()
        self._show_consents()
        self._tell()

    def saved(self, card: RitualCard, form: RitualForm) -> None:
        """`form` was saved as `card`; words typed meanwhile stay unsaved."""
        meanwhile = self.form() != form
        self._card = card
        if not meanwhile:
            self._timer.stop()
            self.set_form(form_of(card))
        self.set_card(card)

    # -- problems --------------------------------------------------------------------------------------------

    def say(self, code: str, words: str) -> None:
        """Shows one sentence near where it belongs."""
        self.calm()
        if code == "empty_title":
            self.title_trouble.tell(words)
            self.focus_title()
        elif code == "no_days":
            self._when.trouble.tell(words)
            self._when.focus_days()
        else:
            self.trouble.tell(words)

    def troubles(self) -> str:
        """The sentence shown, if any."""
        return self.title_trouble.sentence() or self._when.trouble.sentence() or self.trouble.sentence()

    def calm(self) -> None:
        """Takes every sentence away."""
        for trouble in (self.title_trouble, self._when.trouble, self.trouble):
            trouble.tell("")

    def focus_title(self) -> None:
        """Goes to the name."""
        self._title.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def set_busy(self, busy: bool) -> None:
        """While saving, Save cannot be pressed a second time."""
        self._save.setEnabled(not busy)

    # -- building --------------------------------------------------------------------------------------------

    def _build_fields(self, form: RitualForm, needs: Iterable[NeedCard]) -> None:
        self._title = LetterField(
            form.title,
            self.tr("A name for it"),
            self.tr("Name of the ritual"),
            role="title",
            bare=True,
            limit=TITLE_LIMIT,
        )
        self._title.setObjectName("ritual-title")
        self._art = ThreadArt(
            drawing_of(form.kind), tuple(who(p, self._company) for p in self._company.people), 132, 50
        )
        self.title_trouble, self.trouble = ProblemLine(small=True), ProblemLine(small=True)
        self._steps = StepList(form.steps)
        self._when = WhenBlock(form)
        self._if_not = ChoiceChips(
            [
                ("pass", self.tr("Let it pass quietly")),
                ("again", self.tr("Offer it again later")),
                ("ask", self.tr("Ask us both") if len(self._company.at_home) > 1 else self.tr("Ask me")),
            ],
            form.if_not,
            name=self.tr("If a day doesn’t work"),
        )
        cards = [card for card in needs if card.mine]
        options = [(card.need.id, headline(card.need, _SHORT)) for card in cards]
        self._own_needs = [key for key, _ in options]
        self._needs = ManyChips(options, form.needs, name=self.tr("Needs it serves"), gap=7) if options else None
        self._title.textChanged.connect(self._edited)
        self._steps.edited.connect(self._edited)
        self._when.edited.connect(self._edited)
        self._if_not.changed.connect(self._edited)
        if self._needs is not None:
            self._needs.changed.connect(self._edited)

    def _head(self) -> QWidget:
        top = Qt.AlignmentFlag.AlignTop
        words = vbox(over(heading(self._kept.kind, self._company), "accent"), self._title, gap=0)
        return wrap(hbox((words, 1), (self._art, top), gap=12))

    def _build_actions(self) -> None:
        self._start = Button(self.tr("Start now"), "tonal", "play", small=True)
        self._rest = Button("", "plain", "pause", small=True)
        self._away = Button(self.tr("Put it away"), "plain", "minus", small=True)
        self._start.clicked.connect(lambda: self.asked.emit("start"))
        self._rest.clicked.connect(lambda: self.asked.emit("go_on" if self._resting() else "rest"))
        self._away.clicked.connect(lambda: self.asked.emit("away"))
        for name, button in (("start", self._start), ("rest", self._rest), ("put-away", self._away)):
            button.setObjectName(f"ritual-{name}")
        self._actions = FlowBox([self._start, self._rest, self._away], gap=6)
        self._consents = Card("sunken", pad=(16, 12, 16, 14), gap=8, name=self.tr("Who says yes"))
        self._consents.add(
            Text(self.tr("It was left open. Saying yes later is fine, and so is never."), "body", "ink2")
        )
        self._yes: dict[str, Button] = {}
        for identity in self._company.here:
            person = self._company.person(identity)
            alone = self.tr("Yes, for me too")
            words = alone if self._company.me else self.tr("{name} says yes").format(name=escaped(person.name))
            button = Button(words, "tonal", "check", small=True)
            button.setObjectName(f"ritual-yes-{person.name}")
            button.clicked.connect(lambda _on=False, key=identity: self.asked.emit(f"yes:{key}"))
            self._yes[identity] = button
        self._consents.add(FlowBox(self._yes.values(), gap=8))

    def _build_footer(self) -> None:
        self._status = Text("", "caption", "ink2")
        left = wrap(vbox(self.trouble, self._status, gap=4))
        cancel = Button(self.tr("Cancel"), "plain")
        cancel.setObjectName("ritual-cancel")
        cancel.clicked.connect(lambda: self.asked.emit("cancel"))
        self._save = Button(self.tr("Save"), "primary", "check", tip=self.tr("Ctrl+S"))
        self._save.setObjectName("ritual-save")
        self._save.clicked.connect(lambda: self.asked.emit("save"))
        self._footer = Footer(left, [cancel, self._save])

    def _otherwise(self) -> QWidget:
        for key, chip in zip(("pass", "again", "ask"), self._if_not.chips(), strict=True):
            chip.setObjectName(f"ritual-if-not-{key}")
        hint = Text(self.tr("Days that go another way are never counted."), "caption", "ink2")
        return section(self.tr("If a day doesn’t work"), self._if_not, hint)

    def _serves(self) -> QWidget:
        if self._needs is None:
            return QWidget()
        note = Text(self.tr("This note stays on your own cards."), "caption", "ink2")
        return section(self.tr("Which of your needs it serves"), self._needs, note)

    # -- inside ----------------------------------------------------------------------------------------------

    def _base(self) -> RitualForm:
        """What this would be with nothing changed, in the shape `form` gives it."""
        if self._card is None:
            return self._kept
        before = form_of(self._card)
        needs = before.needs if self._needs is None else tuple(n for n in self._own_needs if n in before.needs)
        steps = tuple(line for step in before.steps if (line := step.strip()))
        return replace(before, title=before.title.replace("\n", " "), steps=steps, needs=needs)

    def _picked_needs(self) -> tuple[str, ...]:
        return self._kept.needs if self._needs is None else tuple(self._needs.values())

    def _resting(self) -> bool:
        return self._card is not None and self._card.ritual.paused

    def _edited(self, *_value: object) -> None:
        if self._title.words().strip():
            self.title_trouble.tell("")
        self.trouble.tell("")
        self._tell()
        self._timer.start()

    def _show_actions(self) -> None:
        self._actions.setVisible(self._card is not None)
        resting = self._resting()
        self._rest.setText(self.tr("Go on with it") if resting else self.tr("Let it rest"))
        self._rest.set_icon("play" if resting else "pause")
        self._start.setVisible(not resting)

    def _show_consents(self) -> None:
        answers = self._card.ritual.answers if self._card is not None else {}
        for identity, button in self._yes.items():
            button.setVisible(answers.get(identity) == "no")
        self._consents.setVisible(any(not button.isHidden() for button in self._yes.values()))

    def _tell(self) -> None:
        self._status.setText(self._status_words())

    def _status_words(self) -> str:
        if self._card is None:
            return before_proposing(self._company)
        if not self.is_changed():
            return standing(self._card, self._company)
        if asks_again(self.form(), self._card):
            return before_asking_again(self._company)
        return self.tr("Not saved yet. Your changes are kept here.")

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.flush()

    def flush(self) -> None:
        """Hands the words over now if typing has not paused yet."""
        if self._timer.isActive():
            self._timer.stop()
            self.rested.emit()
