"""Before a walk: questions for each person alone. Answers live in these widgets and nowhere else."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from bondapp.rules.content import Content
from bondapp.rules.repair import Gate, PathCheck, Reply, common_words, heat
from bondapp.rules.steps import Guide, Step, gates
from bondapp.services.safety import SafetyPage
from bondapp.ui.handover import Asking, InTurn, column, fill, pick
from bondapp.ui.safety import HelpLines
from bondapp.ui.theme import Who
from bondapp.ui.widgets import (
    Button,
    Card,
    ChoiceChips,
    FlowBox,
    PickCard,
    PickCards,
    Text,
    hbox,
    over,
    vbox,
    wrap,
)

AskLines = Callable[[str, Callable[[SafetyPage], None]], None]


@dataclass
class _Answers:
    """One person's answers while the questions are being asked."""

    path: dict[str, Reply] = field(default_factory=dict)
    heat: int | None = None
    ready: Reply = "rather_not"


class PathCard(Asking):
    """The private path check: yes, no, rather not say; any question can be passed."""

    def __init__(self, content: Content, who: Who | None, answers: _Answers) -> None:
        super().__init__()
        text = content.safety
        self._title = text.path_title
        rows: list[QWidget] = []
        for question in text.path_questions:
            chips = ChoiceChips(list(text.path_replies.items()), None, question.text, gap=7, who=who)
            chips.setObjectName(f"path-{question.id}")
            chips.changed.connect(lambda value, key=question.id: answers.path.__setitem__(key, value))
            rows.append(wrap(vbox(Text(question.text, "body"), chips, gap=8)))
        card = Card(pad=(28, 24, 28, 26), gap=20).add(*rows)
        vbox(
            column(Text(text.path_title, "wordsLarge"), Text(text.path_lead, "body", "ink2"), 6, card, gap=6),
            gap=0,
            parent=self,
        )

    def title(self) -> str:
        return self._title


class HeatDots(ChoiceChips):
    """A row of dots from 0 to 10; nothing is preset."""

    def __init__(self, name: str, who: Who | None) -> None:
        super().__init__([(n, str(n)) for n in range(11)], None, name, gap=5, who=who, square=True)
        self.setObjectName("heat")


class HeatCard(Asking):
    """How hot it still feels: 0 to 10, words at both ends."""

    def __init__(self, content: Content, step: Step, who: Who | None, answers: _Answers) -> None:
        super().__init__()
        texts = content.repair
        self._title = step.title
        dots = HeatDots(step.title, who)
        dots.changed.connect(lambda value: setattr(answers, "heat", value))
        low = Text(texts["heat_low"], "caption", "ink2", wrap=False)
        high = Text(texts["heat_high"], "caption", "ink2", wrap=False)
        card = Card(pad=(28, 26, 28, 26), gap=10).add(
            Text(step.hint, "body", "ink2"),
            6,
            FlowBox([low, dots, high], gap=10),
            4,
            Text(texts["heat_hint"], "caption", "ink2"),
        )
        vbox(column(Text(step.title, "wordsLarge"), 8, card, gap=4), gap=0, parent=self)

    def title(self) -> str:
        return self._title


class ReadyCard(Asking):
    """Whether it feels safe to talk now, here, with each other."""

    def __init__(self, content: Content, step: Step, answers: _Answers) -> None:
        super().__init__()
        texts = content.repair
        self._title = step.title
        options = [("yes", "ready_yes"), ("no", "ready_no"), ("rather_not", "ready_rather_not")]
        cards = PickCards([(key, pick(texts[word])) for key, word in options], None, step.title)
        cards.setObjectName("ready")
        cards.changed.connect(lambda value: setattr(answers, "ready", value))
        for (key, _), card in zip(options, cards.findChildren(PickCard), strict=True):
            card.setObjectName(f"ready-{key.replace('_', '-')}")
        vbox(
            column(Text(step.title, "wordsLarge"), Text(step.hint, "body", "ink2"), 10, cards, gap=6),
            gap=0,
            parent=self,
        )

    def title(self) -> str:
        return self._title


class ThanksCard(Asking):
    """The end of one person's questions: for everybody the same card, for some with help lines on it."""

    def __init__(self, content: Content, answers: _Answers, ask: AskLines, *, more: bool) -> None:
        super().__init__()
        self._more = more
        self._content, self._answers, self._ask = content, answers, ask
        safety = content.safety
        self._card = Card(pad=(28, 24, 28, 24), gap=12)
        self._lay = vbox(gap=12)
        questions = safety.path_questions
        check = PathCheck(answers.path)
        if check.worrying(questions):
            self._offer(check.crisis(questions))
        else:
            self._card.add(Text(self.tr("Nothing of this is kept."), "body", "ink2"))
            opener = Button(safety.title, "quiet", "lifebuoy", small=True, flush=True)
            opener.setObjectName("gate-safety")
            opener.clicked.connect(lambda: self._open(opener))
            self._card.add(hbox(opener, None))
        self._card.lay.addLayout(self._lay)
        vbox(column(Text(self.title(), "wordsLarge"), 8, self._card, gap=4), gap=0, parent=self)

    def title(self) -> str:
        return self.tr("That is all for you")

    def next_words(self) -> str:
        return self.tr("Hand the screen on") if self._more else self.tr("Next")

    def _open(self, opener: Button) -> None:
        opener.setEnabled(False)
        self._offer(crisis=False)

    def _offer(self, crisis: bool) -> None:
        text = self._content.safety
        paragraphs = list(text.paragraphs)
        if crisis and len(paragraphs) > 1:
            # The words about ending one's life come first for somebody who said they think of it.
            paragraphs.insert(0, paragraphs.pop(-2))
        self._lay.addWidget(over(text.title, "accent"))
        self._lay.addWidget(Text(text.lead, "bodyStrong"))
        for words in paragraphs[:3]:
            self._lay.addWidget(Text(words, "body", "ink2"))
        page = SafetyPage(text, self._content.countries, "", ())
        self._lay.addWidget(HelpLines(self._ask, page))


def cards_for(guide: Guide, content: Content, answers: _Answers, who: Who | None, *, solo: bool) -> list[Asking]:
    """The questions of a guide's gates for one person; alone, what concerns talking together falls away."""
    made: list[Asking] = []
    for step in gates(guide):
        if step.check == "heat":
            made.append(HeatCard(content, step, who, answers))
        elif step.check == "path" and not solo:
            made.append(PathCard(content, who, answers))
        elif step.check == "ready" and not solo:
            made.append(ReadyCard(content, step, answers))
    return made


class Gates(QWidget):
    """Asks everybody in turn and says one of two things, the same to all: go, or not now."""

    go = Signal()
    not_now = Signal()

    def __init__(
        self, guide: Guide, content: Content, persons: Sequence[str], whos: Mapping[str, Who], ask: AskLines
    ) -> None:
        super().__init__()
        self.setObjectName("gates")
        self._guide, self._content, self._ask = guide, content, ask
        self._persons, self._whos = tuple(persons), whos
        self._answers: dict[str, _Answers] = {}
        self.turns = InTurn(persons, whos, content.repair, self._cards)
        self.turns.finished.connect(self._decide)
        vbox(self.turns, gap=0, parent=self)

    def go_on(self) -> None:
        """Press the button that goes on."""
        self.turns.go_on()

    def _cards(self, person: str) -> list[Asking]:
        answers = self._answers[person] = _Answers()
        solo = len(self._persons) == 1
        cards = cards_for(self._guide, self._content, answers, self._whos.get(person), solo=solo)
        if not solo:
            cards.append(_Later(lambda: ThanksCard(self._content, answers, self._ask, more=True)))
        return cards

    def _decide(self) -> None:
        given = list(self._answers.values())
        self._answers = {}
        if len(self._persons) == 1:
            clear = heat([answers.heat for answers in given]) != "pause"
        else:
            questions = self._content.safety.path_questions
            gates_ = [Gate(PathCheck(a.path).offered(questions), a.heat, a.ready) for a in given]
            clear = common_words(gates_) == "go"
        given.clear()
        (self.go if clear else self.not_now).emit()


class _Later(Asking):
    """A card that is made when it is shown, so that it knows the answers before it."""

    def __init__(self, make: Callable[[], Asking]) -> None:
        super().__init__()
        self._make = make
        self._card: Asking | None = None
        self._lay = vbox(gap=0, parent=self)

    def title(self) -> str:
        return self._made().title()

    def next_words(self) -> str:
        return self._made().next_words()

    def _made(self) -> Asking:
        if self._card is None:
            self._card = self._make()
            self._lay.addWidget(self._card)
        return self._card


class NotNow(QWidget):
    """Now may not be the moment: the same words and the same ways on for everybody, whatever was answered."""

    chosen = Signal(str)

    def __init__(self, content: Content, *, solo: bool) -> None:
        super().__init__()
        self.setObjectName("not-now")
        texts = content.repair
        text = self.tr("That is fine. Many things look different on another day.") if solo else texts["not_now_text"]
        card = Card(pad=(32, 30, 32, 28), gap=10).add(
            Text(texts["not_now_title"], "wordsLarge"), Text(text), Text(texts["not_now_offer"], "body", "ink2"), 10
        )
        ways = [
            ("pause", self.tr("Take a pause"), "pause", "primary"),
            ("breathe", self.tr("Breathe for a few minutes"), "wind", "outline"),
            ("need", self.tr("Name a need"), "feather", "outline"),
            ("leave", self.tr("Leave it for today"), None, "outline"),
        ]
        buttons: list[QWidget] = []
        for key, words, icon, variant in ways:
            button = Button(words, "primary" if variant == "primary" else "outline", icon)
            button.setObjectName(f"not-now-{key}")
            button.clicked.connect(lambda _on=False, k=key: self.chosen.emit(k))
            buttons.append(button)
        unsafe = Button(content.safety.title, "quiet", "lifebuoy", small=True, flush=True)
        unsafe.setObjectName("not-now-safety")
        unsafe.clicked.connect(lambda: self.chosen.emit("safety"))
        card.add(FlowBox(buttons, gap=10), 2, hbox(unsafe, None))
        vbox(column(card), gap=0, parent=self)


class Starter(QWidget):
    """Who begins: one button each."""

    chosen = Signal(str)

    def __init__(self, title: str, persons: Sequence[str], whos: Mapping[str, Who]) -> None:
        super().__init__()
        self.setObjectName("starter")
        cards: list[QWidget] = []
        self._first: Button | None = None
        for number, person in enumerate(persons):
            who = whos[person]
            button = Button(fill(self.tr("{name}"), name=who.name.replace("&", "&&")), who=who)
            button.setObjectName(f"first-{number}")
            button.clicked.connect(lambda _on=False, p=person: self.chosen.emit(p))
            self._first = self._first or button
            cards.append(button)
        card = Card(pad=(32, 28, 32, 30), gap=16).add(
            Text(title, "wordsLarge"),
            Text(self.tr("The turns are equal, whoever comes first."), "body", "ink2"),
            FlowBox(cards, gap=12),
        )
        vbox(column(card, width=620), gap=0, parent=self)
