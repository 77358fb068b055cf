"""The steps about the first ritual and its reminder: what you already do, and when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QWidget

from bondapp.rules.content import RitualTemplate
from bondapp.rules.recurrence import DAYS
from bondapp.services.session import Session
from bondapp.ui import problems
from bondapp.ui.art import clock
from bondapp.ui.bridge import Problem
from bondapp.ui.firststart.answers import MOMENTS, days_of, form_of, kind_of, wall_of
from bondapp.ui.firststart.step import Step, other_name
from bondapp.ui.kinds import drawing_of
from bondapp.ui.rituals.wording import time_words
from bondapp.ui.slot import Slot
from bondapp.ui.theme import Who
from bondapp.ui.widgets import (
    Button,
    Card,
    FlowBox,
    LetterField,
    LineField,
    ManyChips,
    PickCard,
    PickCards,
    Text,
    TimeField,
    Toggle,
    buddy,
    hbox,
    section,
    wrap,
)
from bondapp.ui.widgets.layouts import Item

PAIR = (Who("", "plum"), Who("", "honey", cord=True))
IDEAS_SHOWN = 4


class MomentStep(Step):
    """Which part of the day already holds something small."""

    name = "moment"

    def build(self) -> list[Item]:
        self.title.setText(self.tr("What do you already do?"))
        self.sub.setText(
            self.tr("Closeness grows from small things that come again. Pick a moment that already has one, or could.")
        )
        moments = (
            ("goodbye", self.tr("At goodbyes"), self.tr("The minute before one of you leaves.")),
            ("coming_home", self.tr("At coming home"), self.tr("The minute you meet again.")),
            ("end_of_day", self.tr("At the end of the day"), self.tr("Before the lights go out.")),
            ("other", self.tr("Something else"), self.tr("A walk, a call, a cup of tea.")),
        )
        cards = [(key, PickCard(title, sub, drawing_of(MOMENTS[key].kind), PAIR)) for key, title, sub in moments]
        for key, card in cards:
            card.setObjectName("moment-" + key)
        self._moments = PickCards(cards, self.given.get("moment") or None, self.tr("Moments of the day"), gap=8)
        self._moments.changed.connect(self._picked)
        return [self._moments]

    def answers(self) -> dict[str, str]:
        return {"moment": self._moments.value() or ""}

    def check(self) -> str:
        return "" if self._moments.value() else self.tr("Pick a moment, or skip this for now.")

    def start_at(self) -> QWidget:
        first = self.findChild(PickCard, "moment-" + (self._moments.value() or "goodbye"))
        return first or self.forward

    def _picked(self, _moment: str) -> None:
        self.problem.tell("")
        self.changed.emit()


class RitualStep(Step):
    """The first ritual: your own words first, ideas behind a button, days and a time."""

    name = "ritual"

    def build(self) -> list[Item]:
        self._template, self._art, self._minutes = "", "", "10"
        self._title = LineField("", self.tr("What you already do"), self.tr("In your own words"), limit=120)
        self._title.setObjectName("start-ritual")
        self._title.textChanged.connect(self._typed)
        self._ideas_button = Button(self.tr("Ideas"), "tonal", "leaf")
        self._ideas_button.setObjectName("start-ideas")
        self._ideas_button.setCheckable(True)
        self._ideas_button.toggled.connect(self._show_ideas)
        self._ideas = Slot(gap=8)
        self._ideas.hide()
        self._steps = LetterField(
            "", self.tr("One step a line, or nothing"), self.tr("Steps"), "wordsSmall", min_lines=2
        )
        self._steps.setObjectName("start-steps")
        self._steps.textChanged.connect(self.changed)
        self.forward.setText(self.tr("Put it on our days"))
        return [
            buddy(self.tr("What you already do"), self._title),
            hbox((self._title, 1), self._ideas_button, gap=8),
            self._ideas,
            6,
            section(self.tr("How it goes"), self._steps),
            6,
            self._when(),
            *self._consent(),
        ]

    def _when(self) -> QWidget:
        self._timed = Toggle(self.tr("At a set time"), True)
        self._timed.setObjectName("start-timed")
        self._timed.toggled.connect(self._timed_changed)
        locale = QLocale()
        short = QLocale.FormatType.ShortFormat
        days = [(day, locale.dayName(day + 1, short)) for day in range(7)]
        self._days = ManyChips(days, (), self.tr("Days"), gap=6, square=True)
        self._days.setObjectName("start-days")
        self._days.changed.connect(self._when_changed)
        self._wall = TimeField(time(18, 0), self.tr("Time of day"))
        self._wall.setObjectName("start-time")
        self._wall.changed.connect(self._when_changed)
        self._rhythm = FlowBox([self._days, self._wall], gap=14, vgap=8)
        return section(self.tr("When"), self._timed, self._rhythm)

    def _consent(self) -> list[Item]:
        self._yes = Toggle("", False)
        self._yes.setObjectName("start-yes")
        self._yes.toggled.connect(self._yes_changed)
        self._consent_note = Text("", "caption", "ink2")
        return [6, self._yes, self._consent_note]

    def arrive(self, answers: Mapping[str, str]) -> None:
        before = (self.given.get("moment"), kind_of(self.given))
        super().arrive(answers)
        self.title.setText(self._question())
        self.sub.setText(self.tr("One small thing is enough. It can rest or change whenever you like."))
        self._restore(answers)
        name = other_name(answers)
        together = answers.get("together") == "1"
        self._yes.setText(self.tr("{other} is here and says yes too").format(other=name))
        self._yes.setVisible(together)
        note = self.tr("{other} is asked before it is part of their days.").format(other=name)
        self._consent_note.setText(note)
        self._consent_note.setVisible(not (together and self._yes.isChecked()))
        if before != (answers.get("moment"), kind_of(answers)) or self._ideas.is_empty():
            self._load_ideas()

    def answers(self) -> dict[str, str]:
        return {
            "title": self._title.words(),
            "steps": self._steps.words(),
            "timed": "1" if self._timed.isChecked() else "",
            "days": ",".join(str(day) for day in self._days.values()),
            "wall": self._wall.value().isoformat("minutes"),
            "template": self._template,
            "art": self._art,
            "minutes": self._minutes,
            "yes": "1" if self._yes.isChecked() and not self._yes.isHidden() else "",
        }

    def check(self) -> str:
        if not self._title.words().strip():
            return problems.sentence(Problem("empty_title"))
        if self._timed.isChecked() and not self._days.values():
            return problems.sentence(Problem("no_days"))
        return ""

    def start_at(self) -> QWidget:
        return self._title

    def _question(self) -> str:
        return {
            "goodbye": self.tr("What do you already do at goodbyes?"),
            "coming_home": self.tr("What do you already do at coming home?"),
            "end_of_day": self.tr("What do you already do at the end of the day?"),
        }.get(self.given.get("moment", ""), self.tr("What do you already do together?"))

    def _restore(self, answers: Mapping[str, str]) -> None:
        """Shows the answers; a moment picked anew brings its own usual days and time."""
        moment = MOMENTS.get(answers.get("moment", ""), MOMENTS["other"])
        if self._title.words() != answers.get("title", ""):
            self._title.set_words(answers.get("title", ""))
        if self._steps.words() != answers.get("steps", ""):
            self._steps.set_words(answers.get("steps", ""))
        self._template = answers.get("template", "")
        fresh = answers.get("for") != answers.get("moment")
        self._art = moment.kind if fresh else answers.get("art") or moment.kind
        self._minutes = str(moment.minutes) if fresh else answers.get("minutes", "10")
        self._timed.setChecked(fresh or answers.get("timed") == "1")
        self._days.set_values(moment.days if fresh else days_of(answers))
        self._wall.set_value((None if fresh else wall_of(answers)) or moment.wall)
        self._yes.setChecked(answers.get("yes") == "1")

    def _load_ideas(self) -> None:
        kind, moment = kind_of(self.given), self.given.get("moment", "")

        def find(session: Session) -> tuple[RitualTemplate, ...]:
            moments = ("other", "week") if moment in ("other", "") else (moment,)
            found = session.content.rituals_for(kind)
            return tuple(idea for idea in found if idea.moment in moments)[:IDEAS_SHOWN]

        self.bridge.ask(find, self._fill_ideas, owner=self)

    def _fill_ideas(self, ideas: tuple[RitualTemplate, ...]) -> None:
        self._ideas.fill(*(self._idea_card(idea) for idea in ideas))

    def _idea_card(self, idea: RitualTemplate) -> Card:
        words = idea.words_for(kind_of(self.given))
        use = Button(self.tr("Use this one"), "tonal", small=True)
        use.setObjectName("idea-" + idea.id)
        use.setAccessibleName(self.tr("Use {title}").format(title=words.title))
        use.clicked.connect(lambda: self._use(idea))
        card = Card(pad=(16, 12, 16, 12), gap=4, name=words.title)
        return card.add(Text(words.title, "sub"), Text(idea.summary, "caption", "ink2"), 2, wrap(hbox(use, None)))

    def _use(self, idea: RitualTemplate) -> None:
        """Takes an idea over; what stood there before comes back with undo."""
        words = idea.words_for(kind_of(self.given))
        self._title.selectAll()
        self._title.insert(words.title)
        cursor = self._steps.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText("\n".join(words.steps))
        self._template, self._art, self._minutes = idea.id, idea.kind, str(idea.minutes)
        self._timed.setChecked(bool(idea.time))
        if idea.time:
            self._wall.set_value(time.fromisoformat(idea.time))
            self._days.set_values(DAYS.index(day) for day in idea.days)
        self._ideas_button.setChecked(False)
        self._title.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _show_ideas(self, on: bool) -> None:
        self._ideas.setVisible(on)

    def _typed(self, _words: str) -> None:
        self.problem.tell("")
        self.changed.emit()

    def _timed_changed(self, on: bool) -> None:
        self._rhythm.setVisible(on)
        self._when_changed()

    def _when_changed(self, *_: object) -> None:
        self.problem.tell("")
        self.changed.emit()

    def _yes_changed(self, on: bool) -> None:
        self._consent_note.setVisible(not on)
        self.changed.emit()


class RemindersStep(Step):
    """How Bond may knock, and the way to Today."""

    name = "reminders"
    skips = False

    def build(self) -> list[Item]:
        self.title.setText(self.tr("How may we remind you?"))
        self.forward.setText(self.tr("Open today"))
        quiet = self.tr("Quiet between {start} and {end}")
        words = (
            ("remind", "start-remind", self.tr("A small card in the corner of this screen")),
            ("hide", "start-hide", self.tr("Hide the words until you open it")),
            (
                "quiet",
                "start-quiet",
                quiet.format(
                    start=clock(22 * 60),
                    end=clock(7 * 60),
                ),
            ),
        )
        self._toggles: dict[str, Toggle] = {}
        for key, name, text in words:
            toggle = Toggle(text, self.given.get(key) == "1")
            toggle.setObjectName(name)
            toggle.toggled.connect(lambda _on: self.changed.emit())
            self._toggles[key] = toggle
        return [*self._toggles.values(), 2]

    def arrive(self, answers: Mapping[str, str]) -> None:
        super().arrive(answers)
        form = form_of(answers)
        if form is None:
            self.sub.setText(self.tr("All of this can change later, in Settings."))
            return
        if form.wall is None:
            words = self.tr(
                "“{title}” waits among your rituals for whenever it suits you. All of this can change later."
            )
            self.sub.setText(words.format(title=form.title))
            return
        words = self.tr("“{title}” goes on your days, at {time}. All of this can change later.")
        self.sub.setText(words.format(title=form.title, time=time_words(form.wall)))

    def answers(self) -> dict[str, str]:
        return {key: "1" if toggle.isChecked() else "" for key, toggle in self._toggles.items()}
