"""The pages of any guide: one class for each kind of step, filled from its data."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from bondapp.rules.content import Content
from bondapp.rules.repair import danger
from bondapp.rules.steps import WORDS, BadPause, Guide, Option, check_pause
from bondapp.services.repair import WalkPage
from bondapp.ui.art import BreathPacer
from bondapp.ui.handover import at_wall, day_words, fill, pick, short, time_words
from bondapp.ui.theme import T, Who
from bondapp.ui.widgets import (
    Avatar,
    Button,
    Card,
    Chip,
    ChoiceChips,
    Columns,
    FlowBox,
    LetterField,
    LineField,
    ManyChips,
    PickCards,
    Text,
    TimeField,
    hbox,
    numbered,
    over,
    vbox,
    wrap,
)

TONIGHT = time(21)
MORNING = time(9)
_CENTRE = Qt.AlignmentFlag.AlignHCenter


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing to be done in a walk, as `services.repair.act` takes it."""

    op: str
    person: str = ""
    value: tuple[str, ...] = ()


@dataclass(frozen=True)
class Scene:
    """What a page is filled from: where the walk stands, the words of the language, how people are drawn."""

    page: WalkPage
    content: Content
    now: datetime
    whos: Mapping[str, Who]

    @property
    def solo(self) -> bool:
        """Whether one person walks alone."""
        return len(self.page.walk.persons) == 1

    def name(self, person: str) -> str:
        """A person's name."""
        return self.page.person(person).name

    def who(self, person: str) -> Who | None:
        """How a person is drawn."""
        return self.whos.get(person)

    def words(self, text: str) -> str:
        """A text of the guide with its names filled in."""
        view = self.page.view
        return fill(text, speaker=self.name(view.speaker), listener=self.name(view.listener))

    def shared(self, key: str) -> str:
        """A text every guide shares, with its names filled in."""
        return self.words(self.content.repair[key])


def letter(object_name: str, placeholder: str, name: str, lines: int = 3) -> LetterField:
    """A bare field that stands on a panel."""
    field = LetterField("", placeholder, name, bare=True, min_lines=lines)
    field.setObjectName(object_name)
    return field


class WordBank(QWidget):
    """Feeling words: a few at hand, all of them by group on demand; `danger` when a listed word is picked.

    With `limit` at most so many can be on.
    """

    changed = Signal()
    danger = Signal()

    def __init__(self, content: Content, who: Who | None, limit: int = 0, first: Sequence[str] = ()) -> None:
        super().__init__()
        self._content, self._who, self._limit = content, who, limit
        self._picked: list[str] = []
        self._listed = [word.word for word in content.danger_words]
        self._lay = vbox(gap=8, parent=self)
        at_hand = [group.feelings[0].word for group in content.feeling_groups[:6]]
        self._quick = list(dict.fromkeys([*first, *at_hand]))
        self._group = ""
        self._all = False
        self._build()

    def picked(self) -> tuple[str, ...]:
        """The words that are on, in the order they were picked."""
        return tuple(self._picked)

    def put(self, words: Sequence[str]) -> None:
        """Put these words on."""
        self._picked = list(dict.fromkeys(word for word in words if word))
        if self._limit:
            del self._picked[self._limit :]
        self._quick = list(dict.fromkeys([*self._picked, *self._quick]))
        self._build()

    def _build(self) -> None:
        _clear(self)
        shown = self._quick if not self._all else self._picked
        if shown:
            self._lay.addWidget(self._chips(shown, "words"))
        if not self._all:
            more = Button(self.tr("More words"), "quiet", "plus", small=True, flush=True)
            more.setObjectName("words-more")
            more.clicked.connect(self._open)
            self._lay.addWidget(wrap(hbox(more, None)))
            return
        groups = [(group.id, group.name) for group in self._content.feeling_groups]
        groups.append(("happened", self.tr("What happened to me")))
        choice = ChoiceChips(groups, self._group or groups[0][0], self.tr("Groups of words"), gap=6)
        choice.setObjectName("words-group")
        choice.changed.connect(self._choose_group)
        self._lay.addWidget(Text(self.tr("Choose a group"), "caption", "ink2"))
        self._lay.addWidget(choice)
        words = self._group_words(self._group or groups[0][0])
        left = [word for word in words if word not in self._picked]
        if left:
            self._lay.addWidget(self._chips(left, "words-in-group"))

    def _group_words(self, group_id: str) -> list[str]:
        if group_id == "happened":
            return [word.word for word in (*self._content.story_words, *self._content.danger_words)]
        groups = self._content.feeling_groups
        return [word.word for group in groups if group.id == group_id for word in group.feelings]

    def _chips(self, words: Sequence[str], name: str) -> ManyChips:
        chips = ManyChips(
            [(word, word) for word in words], self._picked, self.tr("Words that may help"), gap=7, who=self._who
        )
        chips.setObjectName(name)
        for word, chip in zip(words, chips.chips(), strict=True):
            chip.clicked.connect(lambda on=False, word=word: self._toggle(word, on))
        return chips

    def _toggle(self, word: str, on: bool) -> None:
        if danger([word], self._listed) and on:
            self.danger.emit()
            if word not in self._picked:
                self._picked.append(word)
            return
        if on and word not in self._picked:
            self._picked.append(word)
        elif not on and word in self._picked:
            self._picked.remove(word)
        if self._limit and len(self._picked) > self._limit:
            del self._picked[0]
        # The chip that was pressed is still on the stack; rows change once it is done.
        QTimer.singleShot(0, self, self._settle)
        self.changed.emit()

    def _settle(self) -> None:
        if self._all:
            self._rebuild("words-in-group")
            return
        chips = self.findChild(ManyChips, "words")
        if chips is not None:
            chips.set_values(self._picked)

    def _rebuild(self, focus: str) -> None:
        self._build()
        box = self.findChild(QWidget, focus) or self.findChild(QWidget, "words")
        chip = box.findChild(Chip) if box is not None else None
        if chip is not None:
            chip.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open(self) -> None:
        self._all = True
        QTimer.singleShot(0, self, lambda: self._rebuild("words-group"))

    def _choose_group(self, group: object) -> None:
        self._group = str(group)
        QTimer.singleShot(0, self, self._regroup)

    def _regroup(self) -> None:
        self._build()
        choice = self.findChild(ChoiceChips, "words-group")
        if choice is not None:
            chip = next((c for c in choice.chips() if c.isChecked()), None)
            if chip is not None:
                chip.setFocus(Qt.FocusReason.TabFocusReason)


def _clear(widget: QWidget) -> None:
    layout = widget.layout()
    while layout is not None and layout.count():
        item = layout.takeAt(0)
        gone = item.widget() if item is not None else None
        if gone is not None:
            # Found by name, the old ones would answer for the new ones until they are deleted.
            gone.setObjectName("")
            gone.hide()
            gone.deleteLater()


class ReturnTime(QWidget):
    """When to come back: a length, tonight, tomorrow morning or any time of day within a day."""

    changed = Signal()

    def __init__(self, lengths: Sequence[int], default: int, now: datetime) -> None:
        super().__init__()
        self.setObjectName("return-time")
        self._now = now
        lengths = sorted({*lengths, default})
        options: list[tuple[object, str]] = [(n, self.tr("%n minutes", "", n)) for n in lengths]
        for key, words in (("tonight", self.tr("Tonight")), ("morning", self.tr("Tomorrow morning"))):
            if self._fits(key):
                options.append((key, words))
        options.append(("time", self.tr("Another time")))
        self.choice = ChoiceChips(options, default, self.tr("When to come back"), gap=7)
        self.choice.setObjectName("return-choice")
        self.choice.changed.connect(self._choose)
        later = now + timedelta(hours=2)
        self.time = TimeField(time(later.hour, later.minute), self.tr("Time to come back"))
        self.time.setObjectName("return-at")
        self.time.changed.connect(lambda _: self.changed.emit())
        self.time.hide()
        vbox(self.choice, FlowBox([self.time]), gap=10, parent=self)

    def _choose(self, key: object) -> None:
        self.time.setVisible(key == "time")
        self.changed.emit()

    def _fits(self, key: str) -> bool:
        try:
            check_pause(self._now, self._until(key, self._now))
        except BadPause:
            return False
        return True

    def until(self, now: datetime) -> datetime:
        """The time chosen, seen from a local now with its zone; whole minutes."""
        return self._until(self.choice.value(), now)

    def _until(self, key: object, now: datetime) -> datetime:
        whole = now.replace(second=0, microsecond=0)
        if isinstance(key, int):
            # Through UTC: minutes on a wall clock are not minutes in the night the clocks change.
            later = whole.timestamp() + key * 60
            return datetime.fromtimestamp(later, whole.tzinfo)
        if key == "tonight":
            return at_wall(now, TONIGHT, 0)
        if key == "morning":
            return at_wall(now, MORNING, 1 if now.time() > time(4) else 0)
        wanted = self.time.value()
        today = at_wall(now, wanted, 0)
        return today if today > now else at_wall(now, wanted, 1)


# -- pages -------------------------------------------------------------------------------------------------


class StepPage(QWidget):
    """One step as it stands. `done` carries deeds to do; `danger` asks for the safety page.

    `fields` are the free-text fields by a suffix for their drafts; `value` is what the primary button sends.
    """

    done = Signal(object)
    danger = Signal()
    paused = Signal(object)
    touched = Signal()

    def __init__(self, scene: Scene) -> None:
        super().__init__()
        self.scene = scene
        self.view = scene.page.view
        self.step = self.view.step
        self.fields: dict[str, LetterField | LineField] = {}
        self.bank: WordBank | None = None
        self.choice: PickCards | None = None
        self._lay = vbox(gap=6, parent=self)
        title = Text(scene.words(self.view.title), "wordsLarge", align=_CENTRE, measure=760)
        title.setObjectName("step-title")
        self._lay.addWidget(title)
        self._lay.addSpacing(T().sp(10))
        self.build()

    def build(self) -> None:
        """Put the step's own things on the page."""

    def primary(self) -> str:
        """The words on the button that goes on; "" for none."""
        return self.tr("Next")

    def missing(self) -> str:
        """One sentence when something has to be chosen first, else ""."""
        return ""

    def deeds(self) -> tuple[Deed, ...]:
        """What the primary button does."""
        return (Deed("next"),)

    def put(self, suffix: str, words: str) -> None:
        """Show kept words in a field."""
        if suffix == "words" and self.bank is not None:
            self.bank.put(words.split("\n"))
        elif suffix == "option" and self.choice is not None:
            self.choice.set_value(words)
        elif suffix in self.fields:
            self.fields[suffix].set_words(words)

    def picked(self) -> dict[str, str]:
        """What was picked rather than typed, by the suffix of its draft; dangerous words are kept nowhere."""
        kept: dict[str, str] = {}
        if self.bank is not None:
            listed = [word.word for word in self.scene.content.danger_words]
            kept["words"] = "\n".join(word for word in self.bank.picked() if not danger([word], listed))
        if self.choice is not None and self.choice.value():
            kept["option"] = str(self.choice.value())
        return kept

    def centred(self, widget: QWidget, width: int = 760) -> None:
        """Add a column that is no wider than is good to read."""
        widget.setMaximumWidth(T().px(width))
        self._lay.addLayout(hbox((widget, 1), gap=0))


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
        field = letter("walk-words", lead, self.scene.words(self.view.title))
        self.fields[""] = field
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
            field = letter("walk-words", self.scene.shared("say_back_lead"), self.tr("What I heard"), 2)
            self.fields[""] = field
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
        field = letter("walk-words", self.tr("Words of your own, if you like"), self.tr("Words of your own"), 2)
        self.fields[""] = field
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
            field = letter(f"walk-{suffix}", lead, words, 1)
            self.fields[suffix] = field
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


class PausePicker(QWidget):
    """A return time with the sentence that both will read."""

    def __init__(self, scene: Scene, guide: Guide) -> None:
        super().__init__()
        self._now = scene.now
        self._line = Text("", "sub")
        self._say = Text("", "wordsSmall", "ink2")
        lines = scene.content.repair.pause_lines
        self._template = lines[0].label if lines else ""
        self.times = ReturnTime(scene.content.repair.pause_lengths, guide.pause_minutes, scene.now)
        self.times.changed.connect(self._tell)
        vbox(self.times, self._line, self._say, gap=10, parent=self)
        self._tell()

    def _tell(self) -> None:
        until = time_words(self.times.until(self._now), self._now)
        self._line.setText(self.tr("Back at {time}.").format(time=until))
        said = fill(self._template, time=until)
        self._say.setText(QCoreApplication.translate("Repair", "“{words}”").format(words=said) if said else "")


def _start_with(field: LetterField, words: str) -> None:
    cursor = field.textCursor()
    before = field.words()
    gap = "\n" if before and not before.endswith("\n") else ""
    cursor.movePosition(cursor.MoveOperation.End)
    cursor.insertText(gap + words.removesuffix("…").rstrip() + " ")
    field.setTextCursor(cursor)
    field.setFocus(Qt.FocusReason.OtherFocusReason)


PAGES: Mapping[str, Callable[[Scene], StepPage]] = {
    "alone": TextStep,
    "aim": AimStep,
    "words": WordsStep,
    "turn": TurnStep,
    "choice": ChoiceStep,
    "write": WriteStep,
    "plan": PlanStep,
    "close": CloseStep,
    "book": BookStep,
    "pause": PauseStep,
    "breathe": BreatheStep,
    "text": TextStep,
}


def page_for(scene: Scene) -> StepPage:
    """The page of the step a walk stands at."""
    return PAGES[scene.page.view.step.kind](scene)
