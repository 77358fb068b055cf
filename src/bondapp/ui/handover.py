"""Asking each person alone on one screen: a quiet card changes hands before anybody's answers show."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, QDate, QLocale, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QAbstractButton, QVBoxLayout, QWidget

from bondapp.rules.content import RepairText
from bondapp.rules.recurrence import resolve
from bondapp.ui import a11y
from bondapp.ui.art import ThreadArt, clock
from bondapp.ui.places import Place
from bondapp.ui.theme import T, Who
from bondapp.ui.widgets import Avatar, Button, Card, FlowBox, PickCard, Text, first_field, hbox, vbox, wrap
from bondapp.ui.widgets.layouts import Item

COLUMN = 760
_HOLE = re.compile(r"\{(speaker|listener|name|time)\}")


def fill(words: str, **values: str) -> str:
    """Fill placeholders in one pass, so that braces in a name stay what they are."""
    return _HOLE.sub(lambda hole: values.get(hole.group(1), hole.group(0)), words)


def short(name: str) -> str:
    """A name short enough for a button, safe from being read as a mnemonic."""
    room = QFontMetricsF(T().font("button"))
    return room.elidedText(name, Qt.TextElideMode.ElideRight, T().px(150)).replace("&", "&&")


def time_words(at: datetime, now: datetime) -> str:
    """A local time as it is said: the clock, and the day where it is another one."""
    words = clock(at.hour * 60 + at.minute)
    if at.date() == now.date():
        return words
    if at.date() == now.date() + timedelta(days=1):
        return QCoreApplication.translate("Repair", "{time} tomorrow").format(time=words)
    return QCoreApplication.translate("Repair", "{time} on {day}").format(time=words, day=day_words(at))


def day_words(at: datetime) -> str:
    """A day by name, number and month."""
    return QLocale().toString(QDate(at.year, at.month, at.day), "dddd d MMMM")


def at_wall(now: datetime, wall: time, days: int) -> datetime:
    """A time of day some days from now, in now's own zone."""
    zone = now.tzinfo
    if not isinstance(zone, ZoneInfo):
        raise ValueError("now needs an IANA zone")
    day = now.date() + timedelta(days=days)
    return resolve(datetime.combine(day, wall), zone).astimezone(zone)


def column(*items: Item, gap: int = 10, width: int = COLUMN) -> QWidget:
    """A centred column no wider than is good to read."""
    inner = wrap(vbox(*items, gap=gap))
    inner.setMaximumWidth(T().px(width))
    return wrap(hbox((inner, 1), gap=0))


def drawn(place: Place) -> tuple[Who, ...]:
    """The strands of everybody who has a place here; somebody who never came in leaves no empty half."""
    company = place.company
    return tuple(place.who(person) for person in company.people if person.id in company.at_home)


def pick(label: str) -> PickCard:
    """A card to pick that is one line of words."""
    card = PickCard(label, "")
    for text in card.findChildren(Text):
        text.setVisible(bool(text.text()))
    return card


def empty(layout: QVBoxLayout) -> None:
    """Take everything out of a column for good."""
    while layout.count():
        item = layout.takeAt(0)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()


def focus_in(widget: QWidget, wanted: str = "") -> None:
    """Give the focus to a named control, else to the first field, else to the first button."""
    named = widget.findChild(QWidget, wanted) if wanted else None
    target = named or first_field(widget) or _first_button(widget)
    if target is None:
        return
    target.setFocus(Qt.FocusReason.OtherFocusReason)
    if not target.isVisible():
        # What was just put into a layout is shown, and can take the focus, once the events on the way are done.
        QTimer.singleShot(0, target, lambda: target.setFocus(Qt.FocusReason.OtherFocusReason))


def _first_button(widget: QWidget) -> QWidget | None:
    buttons = widget.findChildren(QAbstractButton)
    return next((b for b in buttons if b.isEnabled() and b.focusPolicy() & Qt.FocusPolicy.TabFocus), None)


class Asking(QWidget):
    """One question for one person; subclasses hold the answer in memory."""

    ready = Signal()

    def title(self) -> str:
        """What a screen reader hears when it appears."""
        return ""

    def next_words(self) -> str:
        """The words on the button that goes on."""
        return self.tr("Next")


class HandOver(QWidget):
    """A card that shows nothing but whose turn it is; `opened` when that person takes the screen."""

    opened = Signal()

    def __init__(self, title: str, hint: str, who: Who | None, whos: Sequence[Who], button: str) -> None:
        super().__init__()
        self.setObjectName("hand-over")
        mark: QWidget = Avatar(who, 56) if who is not None else ThreadArt("repair", tuple(whos), 120, 44)
        centre = Qt.AlignmentFlag.AlignHCenter
        self.button = Button(button, "primary")
        self.button.setObjectName("hand-over-open")
        self.button.clicked.connect(self.opened)
        card = Card(who=who, pad=(32, 36, 32, 32), gap=10).add(
            (mark, 0, centre),
            6,
            Text(title, "wordsLarge", align=centre),
            Text(hint, "body", "ink2", align=centre),
            14,
            (self.button, 0, centre),
        )
        vbox(column(card, width=560), gap=0, parent=self)


class InTurn(QWidget):
    """Asks people one after another; between two people the screen says nothing but whose turn it is.

    `cards` makes the questions of one person. `finished` fires once everybody has answered; the answers live in
    the cards' own closures and go with them.
    """

    finished = Signal()

    def __init__(
        self,
        persons: Sequence[str],
        whos: Mapping[str, Who],
        texts: RepairText,
        cards: Callable[[str], Sequence[Asking]],
    ) -> None:
        super().__init__()
        self._persons, self._whos, self._texts, self._cards = tuple(persons), whos, texts, cards
        self._waiting: list[Asking] = []
        self._person = 0
        self._lay = vbox(gap=0, parent=self)
        self._go: Button | None = None
        self._begin_person()

    def go_on(self) -> None:
        """Press the button that goes on, as Ctrl+Enter does."""
        if self._go is not None:
            self._go.click()

    def _begin_person(self) -> None:
        person = self._persons[self._person]
        if len(self._persons) == 1:
            self._open_person()
            return
        name = self._whos[person].name
        card = HandOver(
            fill(self._texts["hand_over"], name=name),
            fill(self._texts["alone"], name=name),
            self._whos[person],
            (),
            self.tr("I am {name}").format(name=short(name)),
        )
        card.opened.connect(self._open_person)
        self._show(card, card.button)

    def _open_person(self) -> None:
        self._waiting = list(self._cards(self._persons[self._person]))
        self._next_card()

    def _next_card(self) -> None:
        if not self._waiting:
            self._person += 1
            if self._person < len(self._persons):
                self._begin_person()
            else:
                self._together()
            return
        card = self._waiting.pop(0)
        go = Button(card.next_words(), "primary", trailing="arrow-right")
        go.setObjectName("asking-next")
        go.clicked.connect(self._next_card)
        card.ready.connect(lambda: focus_in(self, "asking-next"))
        self._show(wrap(vbox(card, 18, column(FlowBox([go])), gap=0)), go, card)
        a11y.announce(self, card.title())

    def _together(self) -> None:
        if len(self._persons) == 1:
            self.finished.emit()
            return
        card = HandOver(
            self.tr("Now look together"),
            self.tr("When everybody is here again, go on."),
            None,
            [self._whos[person] for person in self._persons],
            self.tr("We are all here"),
        )
        card.opened.connect(self.finished)
        self._show(card, card.button)

    def _show(self, widget: QWidget, go: Button, focus: QWidget | None = None) -> None:
        empty(self._lay)
        self._go = go
        self._lay.addWidget(widget)
        place = focus or go
        # The button that was pressed is still being let go of; the focus moves once that is over.
        QTimer.singleShot(0, self, lambda: focus_in(place) if focus is not None else place.setFocus())
