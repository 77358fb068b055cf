"""Where something hurts: what is under way first, then the guides, then what helps alone; earlier ones closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QDate, QLocale, Qt
from PySide6.QtWidgets import QWidget

from bondapp.rules.content import RepairText
from bondapp.rules.steps import Guide
from bondapp.services import repair
from bondapp.services.repair import WalkCard
from bondapp.ui.art import ThreadArt
from bondapp.ui.handover import drawn, empty, focus_in, time_words
from bondapp.ui.places import Place
from bondapp.ui.safety import problem_line
from bondapp.ui.widgets import (
    Bar,
    Button,
    Card,
    Columns,
    FlowBox,
    Page,
    PageHeader,
    Text,
    hbox,
    section,
    vbox,
    wrap,
)

if TYPE_CHECKING:
    from bondapp.services.people import Company
    from bondapp.services.session import Session
    from bondapp.ui.bridge import Bridge, Problem

_ENDED = ("closed", "stopped")


@dataclass(frozen=True)
class _Loaded:
    guides: tuple[Guide, ...]
    walks: tuple[WalkCard, ...]
    texts: RepairText
    now: datetime


def _load(session: Session) -> _Loaded:
    return _Loaded(repair.guides(session), repair.walks(session), session.content.repair, session.local())


class RepairPlace(Place):
    """Start a guide or pick one up again."""

    shows: ClassVar[frozenset[str]] = frozenset({"walk", "bond", "here"})

    def __init__(self, bridge: Bridge, company: Company, item: str = "", parent: QWidget | None = None) -> None:
        super().__init__(bridge, company, item, parent)
        self._earlier_open = False
        self._focused = False
        self._body = vbox(gap=22)
        moment = Button(self.tr("I need a moment"), "outline", "wind")
        moment.setObjectName("repair-moment")
        moment.clicked.connect(lambda: self.go.emit("breathe", ""))
        sub = self.tr("A guide for each of you to be heard, one turn at a time. You can stop at any point.")
        if self._solo():
            sub = self.tr("Ways to settle and to sort out what happened, at your own pace.")
        header = PageHeader(self.tr("Something hurts"), sub, [moment])
        vbox(Page(header, wrap(self._body)), gap=0, parent=self)

    def refresh(self) -> None:
        self.bridge.ask(_load, self._show, self._problem, owner=self)

    def _solo(self) -> bool:
        return len(self.company.at_home) <= 1

    def _mine(self, card: WalkCard) -> bool:
        """Whether everybody here took part: nobody is shown what another walked alone."""
        return set(self.company.here) <= set(card.persons)

    def _show(self, loaded: _Loaded) -> None:
        focused = self.focusWidget()
        wanted = focused.objectName() if focused is not None and self.isAncestorOf(focused) else ""
        had_focus = focused is not None and focused.hasFocus()
        empty(self._body)
        walks = [card for card in loaded.walks if self._mine(card)]
        going = [card for card in walks if card.status not in _ENDED]
        ended = [card for card in walks if card.status in _ENDED]
        if going:
            title = self.tr("Under way")
            self._body.addWidget(section(title, *[self._going(card, loaded) for card in going], gap=10))
        guides = [self._guide(guide) for guide in loaded.guides]
        if guides:
            self._body.addWidget(section(self.tr("Guides"), *guides, gap=10))
        self._body.addWidget(self._alone())
        if ended:
            self._body.addWidget(self._earlier(ended, loaded))
        if had_focus and wanted:
            focus_in(self, wanted)

    def _going(self, card: WalkCard, loaded: _Loaded) -> QWidget:
        words = [self.tr("Begun on {day}").format(day=_day(card)), card.stage]
        button_words, place = loaded.texts["pick_up"], "repair-walk"
        if card.status == "paused" and card.paused_until is not None:
            until = time_words(card.paused_until.astimezone(loaded.now.tzinfo), loaded.now)
            words.append(self.tr("Back at {time}").format(time=until))
            button_words, place = self.tr("Open the pause"), "breathe"
        elif card.status == "down":
            words.append(self.tr("Resting"))
        button = Button(button_words, "outline", "arrow-counter-clockwise" if place == "repair-walk" else "pause")
        button.setObjectName(f"pick-up-{card.id}")
        button.clicked.connect(lambda: self.go.emit(place, card.id))
        text = wrap(vbox(Text(card.title, "sub"), Text(" · ".join(w for w in words if w), "caption", "ink2"), gap=2))
        art = ThreadArt("repair", drawn(self), 96, 36)
        row = hbox((art, Qt.AlignmentFlag.AlignVCenter), (Bar(text, FlowBox([button]), 18, need=0.6), 1), gap=18)
        return Card("accent", pad=(20, 16, 20, 16)).add(row)

    def _guide(self, guide: Guide) -> QWidget:
        low, high = guide.minutes
        length = self.tr("{low} to {high} minutes").format(low=low, high=high)
        if self._solo() and guide.joint:
            length = self.tr("As long as suits you, alone")
        summary = guide.summary
        if self._solo() and guide.joint:
            summary = self.tr("You look at what happened, how it felt and what you needed, and choose one small thing.")
        lines: list[QWidget] = [
            Text(guide.title, "heading"),
            Text(summary, "body", "ink2"),
            Text(length, "caption", "ink2"),
        ]
        begin: FlowBox | None = None
        if guide.joint and not self._solo() and not self.company.together:
            both = self.tr("This one is for when you are all here: choose “Both” and begin it together.")
            lines.append(Text(both, "body"))
        else:
            button = Button(self.tr("Begin"), "primary" if guide.joint else "outline", trailing="arrow-right")
            button.setObjectName(f"begin-{guide.id}")
            button.setAccessibleName(self.tr("Begin: {title}").format(title=guide.title))
            button.clicked.connect(partial(self.go.emit, "repair-walk", f"new:{guide.id}"))
            begin = FlowBox([button])
        art = ThreadArt("repair" if guide.joint else "alone", drawn(self), 96, 44)
        row = hbox(
            (art, Qt.AlignmentFlag.AlignVCenter), (Bar(wrap(vbox(*lines, gap=3)), begin, 18, need=0.5), 1), gap=18
        )
        return Card(pad=(20, 18, 20, 18)).add(row)

    def _alone(self) -> QWidget:
        ways = [
            ("wind", self.tr("Breathe, or look round the room"), self.tr("A few minutes to settle."), "breathe"),
            ("feather", self.tr("Name a need"), self.tr("Find words for what is missing."), "need"),
            ("lifebuoy", self.tr("If you don’t feel safe"), self.tr("What you can do now, and who helps."), "safety"),
        ]
        cards: list[QWidget] = []
        for icon, title, words, place in ways:
            button = Button(self.tr("Open"), "outline", icon, small=True)
            button.setObjectName(f"alone-{place}")
            button.setAccessibleName(title)
            button.clicked.connect(partial(self.go.emit, place, ""))
            card = Card("sunken", pad=(18, 16, 18, 16), gap=8)
            cards.append(card.add(Text(title, "sub"), Text(words, "caption", "ink2"), None, FlowBox([button])))
        columns = Columns(*cards, gap=14, stack_below=620)
        title = self.tr("To settle") if self._solo() else self.tr("For you alone")
        return section(title, columns, gap=10)

    def _earlier(self, ended: list[WalkCard], loaded: _Loaded) -> QWidget:
        opener = Button(
            self.tr("Close the earlier ones") if self._earlier_open else self.tr("Earlier ones (%n)", "", len(ended)),
            "quiet",
            "caret-down" if self._earlier_open else "caret-right",
            small=True,
            flush=True,
        )
        opener.setObjectName("repair-earlier")
        opener.clicked.connect(lambda: self._turn_earlier(loaded))
        rows: list[QWidget] = []
        for card in ended if self._earlier_open else []:
            open_ = Button(self.tr("Open"), "outline", small=True)
            open_.setObjectName(f"earlier-{card.id}")
            open_.clicked.connect(partial(self.go.emit, "repair-walk", card.id))
            words = wrap(vbox(Text(card.title, "label"), Text(_day(card), "caption", "ink2"), gap=0))
            rows.append(Card("outline", pad=(18, 10, 14, 10)).add(Bar(words, FlowBox([open_]), 14, need=0.6)))
        return wrap(vbox(hbox(opener, None), *rows, gap=8))

    def _turn_earlier(self, loaded: _Loaded) -> None:
        self._earlier_open = not self._earlier_open
        self._show(loaded)
        focus_in(self, "repair-earlier")

    def _problem(self, problem: Problem) -> None:
        if self._body.count() == 0:
            self._body.addWidget(problem_line(problem))


def _day(card: WalkCard) -> str:
    return QLocale().toString(QDate(card.begun.year, card.begun.month, card.begun.day), "dddd d MMMM")
