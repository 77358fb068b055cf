"""The six colours a person can be drawn in, each with its name."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from bondapp.rules.people import COLOURS
from bondapp.ui.a11y import set_role
from bondapp.ui.icons import paint_icon
from bondapp.ui.painting import LEADING, painter, visual, write
from bondapp.ui.theme import T, Who
from bondapp.ui.widgets import FlowBox, Roving


def colour_name(colour: str) -> str:
    """A colour's name in the language in force."""
    tr = QCoreApplication.translate
    names = {
        "plum": tr("Colours", "Plum"),
        "honey": tr("Colours", "Honey"),
        "ink": tr("Colours", "Ink blue"),
        "moss": tr("Colours", "Moss"),
        "rose": tr("Colours", "Rose"),
        "slate": tr("Colours", "Slate"),
    }
    return names.get(colour, colour)


class Swatch(QAbstractButton):
    """One colour: a disc and its name; the chosen one has a ring and a tick."""

    def __init__(self, colour: str) -> None:
        super().__init__()
        self._who = Who("", colour)
        self.setText(colour_name(colour))
        self.setObjectName("colour-" + colour)
        self.setFont(T().font("label"))
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setProperty("ring", 16)

    def sizeHint(self) -> QSize:
        theme = T()
        words = QFontMetricsF(self.font()).horizontalAdvance(self.text())
        return QSize(int(theme.px(30) + theme.sp(8) + words + theme.sp(10)), theme.px(34))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        p = painter(self)
        theme, on = T(), self.isChecked()
        if self.underMouse() and not on:
            p.setPen(Qt.PenStyle.NoPen)
            p.setBrush(theme.c("hover"))
            p.drawRoundedRect(QRectF(self.rect()), self.height() / 2, self.height() / 2)
        side = theme.px(30)
        disc = visual(self, QRectF(1, (self.height() - side) / 2, side, side))
        centre, radius = QPointF(disc.center()), side / 2
        if on:
            p.setPen(QPen(theme.c("ink"), 1.6))
            p.setBrush(Qt.BrushStyle.NoBrush)
            p.drawEllipse(centre, radius - 1, radius - 1)
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(theme.who(self._who, "strong"))
        p.drawEllipse(centre, radius - theme.px(4), radius - theme.px(4))
        if on:
            tick = theme.px(15)
            spot = QRectF(0, 0, tick, tick)
            spot.moveCenter(centre)
            paint_icon(p, "check", spot, theme.who(self._who, "onStrong"))
        x = side + theme.sp(8)
        room = visual(self, QRectF(x, 0, self.width() - x, self.height()))
        write(p, room, self.text(), self.font(), theme.c("ink" if on else "ink2"), align=LEADING)


class Swatches(FlowBox):
    """One of the six colours: radio buttons, one tab stop, arrows move the choice; changed carries its word."""

    changed = Signal(str)

    def __init__(self, colour: str = COLOURS[0], name: str = "") -> None:
        self._swatches = {word: Swatch(word) for word in COLOURS}
        super().__init__(self._swatches.values(), gap=6)
        set_role(self, "group", name)
        self._value = colour
        for word, swatch in self._swatches.items():
            swatch.setChecked(word == colour)
            swatch.clicked.connect(lambda _on=False, w=word: self._choose(w))
        self._roving = Roving(list(self._swatches.values()), choose=True, parent=self)

    def value(self) -> str:
        """The word of the chosen colour."""
        return self._value

    def set_value(self, colour: str) -> None:
        """Choose a colour; does not emit changed."""
        if colour in self._swatches:
            self._value = colour
            self._swatches[colour].setChecked(True)
            self._roving.settle()

    def _choose(self, colour: str) -> None:
        if colour != self._value:
            self._value = colour
            self.changed.emit(colour)
