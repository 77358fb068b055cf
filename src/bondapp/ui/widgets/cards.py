"""Grounds things stand on: cards, panes, rules, and cards that can be picked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from bondapp.ui.a11y import set_role
from bondapp.ui.art.thread_art import Kind, ThreadArt
from bondapp.ui.icons import paint_icon
from bondapp.ui.painting import is_rtl, painter, visual
from bondapp.ui.theme import T, Who
from bondapp.ui.widgets.chips import LiteralButton, Roving
from bondapp.ui.widgets.layouts import Item, Margins, add_item, hbox, spaced, vbox
from bondapp.ui.widgets.text import Text

Tone = Literal["surface", "sunken", "accent", "care", "selected", "outline", "dashed", "plain"]

_FILLS = {
    "surface": "surface",
    "sunken": "sunken",
    "accent": "accentSoft",
    "care": "careSoft",
    "selected": "selected",
}


class Card(QFrame):
    """A painted ground for a group; a person's soft colour when who is given."""

    def __init__(
        self,
        tone: Tone = "surface",
        *,
        pad: Margins = (20, 18, 20, 18),
        radius: str = "card",
        gap: int = 10,
        who: Who | None = None,
        name: str = "",
    ) -> None:
        super().__init__()
        self._tone: Tone = tone
        self._who = who
        self._radius = T().radius(radius)
        self.lay = QVBoxLayout(self)
        self.lay.setContentsMargins(spaced(pad))
        self.lay.setSpacing(T().sp(gap))
        self.setProperty("ring", self._radius)
        set_role(self, "group", name)

    def add(self, *items: Item) -> Card:
        """Adds items of the kinds vbox takes and returns the card."""
        for item in items:
            add_item(self.lay, item)
        return self

    def paintEvent(self, _event: QPaintEvent) -> None:
        p = painter(self)
        theme = T()
        fill = theme.who(self._who, "soft") if self._who else None
        if fill is None and self._tone in _FILLS:
            fill = theme.c(_FILLS[self._tone])
        p.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
        p.setPen(Qt.PenStyle.NoPen)
        if self._who is None and self._tone in ("surface", "sunken", "outline"):
            p.setPen(QPen(theme.c("hairline"), 1))
        elif self._who is None and self._tone == "dashed":
            pen = QPen(theme.c("line"), 1.2, Qt.PenStyle.CustomDashLine)
            pen.setDashPattern([4, 4])
            p.setPen(pen)
        p.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), self._radius, self._radius)


class Rule(QWidget):
    """A hairline."""

    def __init__(self, vertical: bool = False) -> None:
        super().__init__()
        if vertical:
            self.setFixedWidth(1)
        else:
            self.setFixedHeight(1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), T().c("hairline"))


class Ground(QWidget):
    """A widget that fills itself with one token, or with nothing."""

    def __init__(self, fill: str | None = "canvas") -> None:
        super().__init__()
        self.fill = fill

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.fill:
            QPainter(self).fillRect(self.rect(), T().c(self.fill))


class Pane(Ground):
    """A list pane with a hairline on its trailing edge; width in px at 100 % text."""

    def __init__(self, *items: Item, width: int = 320, gap: int = 0) -> None:
        super().__init__("canvas")
        if width:
            self.setFixedWidth(T().px(width))
        # One px of margin, or the children cover the line. Box layouts mirror their margins themselves.
        box = vbox(*items, gap=gap, parent=self)
        box.setContentsMargins(0, 0, 1, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        x = 0 if is_rtl(self) else self.width() - 1
        QPainter(self).fillRect(x, 0, 1, self.height(), T().c("hairline"))


class PickCard(LiteralButton):
    """One of a few cards to pick from: a drawing, a title and a line."""

    def __init__(
        self, title: str, sub: str, kind: Kind | None = None, whos: tuple[Who, ...] = (), checked: bool = False
    ) -> None:
        super().__init__()
        self.setText(title)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setChecked(checked)
        self.setAccessibleDescription(sub)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setProperty("ring", T().radius("card"))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        title_text, sub_text = Text(title, "sub"), Text(sub, "caption", "ink2")
        words = vbox(title_text, sub_text, gap=1)
        row = hbox((words, 1), gap=16, margins=(18, 13, 18, 13), parent=self)
        if kind is not None:
            row.insertWidget(0, ThreadArt(kind, whos, 96, 52))
        row.addSpacing(T().px(30))
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, _event: QPaintEvent) -> None:
        p = painter(self)
        theme, on = T(), self.isChecked()
        p.setBrush(theme.c("selected" if on else "hover" if self.underMouse() else "surface"))
        p.setPen(QPen(theme.c("accent"), 2) if on else QPen(theme.c("line"), 1))
        radius = theme.radius("card")
        p.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), radius, radius)
        side = theme.px(22)
        spot = QRectF(self.width() - side - theme.sp(18), (self.height() - side) / 2, side, side)
        name, weight = ("check-circle", "fill") if on else ("circle", "regular")
        paint_icon(p, name, visual(self, spot), theme.c("accent" if on else "ink3"), weight)


class PickCards(QWidget):
    """A column of cards of which one is on: radio buttons, one tab stop, arrows move the choice."""

    changed = Signal(object)

    def __init__(self, cards: Iterable[tuple[Any, PickCard]], value: Any = None, name: str = "", gap: int = 8) -> None:
        super().__init__()
        self._cards = dict(cards)
        set_role(self, "group", name)
        vbox(*self._cards.values(), gap=gap, parent=self)
        for key, card in self._cards.items():
            card.setChecked(key == value)
            card.clicked.connect(lambda _on=False, k=key: self._clicked(k))
        self._value = value
        self._roving = Roving(list(self._cards.values()), choose=True, parent=self)

    def _clicked(self, key: Any) -> None:
        if key != self._value:
            self._value = key
            self.changed.emit(key)

    def value(self) -> Any:
        """The key picked, or None."""
        return self._value

    def set_value(self, value: Any) -> None:
        """Picks a card; does not emit changed."""
        self._value = value
        for key, card in self._cards.items():
            if key == value:
                card.setChecked(True)
        self._roving.settle()
