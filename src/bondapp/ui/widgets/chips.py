"""Choosable words: one of a few, or several of many."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QKeySequence, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from bondapp.ui.a11y import set_role
from bondapp.ui.icons import paint_icon
from bondapp.ui.painting import CENTRED, LEADING, is_rtl, painter, visual, write
from bondapp.ui.theme import T, Who
from bondapp.ui.widgets.layouts import FlowBox


class LiteralButton(QAbstractButton):
    """A button whose words are a person's own: an ampersand in them is shown and is no mnemonic."""

    def setText(self, text: str) -> None:
        super().setText(text)
        # Qt makes a shortcut of "&" and takes it out of the name it gives to screen readers.
        self.setShortcut(QKeySequence())
        self.setAccessibleName(text)


class Chip(LiteralButton):
    """A word that can be on or off; square (weekdays) fills solid instead of showing a tick."""

    def __init__(self, text: str, checked: bool = False, who: Who | None = None, square: bool = False) -> None:
        super().__init__()
        self._who, self._square = who, square
        self.setText(text)
        self.setCheckable(True)
        self.setChecked(checked)
        self.setFont(T().font("label"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        # Not fixed in height: the layout would hold a wrapped chip to one line.
        policy = QSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setProperty("ring", 16)
        self.toggled.connect(lambda _on: self.updateGeometry())

    def _tick(self) -> int:
        return T().px(16) + T().sp(5) if self.isChecked() and not self._square else 0

    def sizeHint(self) -> QSize:
        theme = T()
        width = QFontMetricsF(self.font()).horizontalAdvance(self.text())
        if self._square:
            return QSize(max(theme.px(42), int(width + theme.sp(16))), theme.px(34))
        return QSize(int(width + 2 * theme.sp(13) + self._tick() + 1), theme.px(34))

    def minimumSizeHint(self) -> QSize:
        longest = max((self._advance(word) for word in self.text().split()), default=0.0)
        width = int(longest + 2 * T().sp(13) + self._tick() + 2)
        return QSize(min(width, self.sizeHint().width()), T().px(34))

    def _advance(self, words: str) -> float:
        return QFontMetricsF(self.font()).horizontalAdvance(words)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width >= self.sizeHint().width():
            return T().px(34)
        room = QRectF(0, 0, max(20, width - 2 * T().sp(13) - self._tick()), 10_000)
        bounds = QFontMetricsF(self.font()).boundingRect(room, int(Qt.TextFlag.TextWordWrap), self.text())
        return max(T().px(34), int(bounds.height()) + T().sp(14))

    def paintEvent(self, _event: QPaintEvent) -> None:
        p = painter(self)
        theme = T()
        on, who = self.isChecked(), self._who
        if on:
            strong = theme.who(who, "strong") if who else theme.c("accent")
            solid = self._square or who is not None
            p.setBrush(strong if solid else theme.c("accentSoft"))
            p.setPen(QPen(strong, 1.6))
            words = theme.who(who, "onStrong") if who else theme.c("onAccent" if self._square else "onAccentSoft")
        else:
            p.setBrush(theme.c("hover" if self.underMouse() else "surface"))
            p.setPen(QPen(theme.c("line"), 1))
            words = theme.c("ink2")
        rect = QRectF(self.rect()).adjusted(0.8, 0.8, -0.8, -0.8)
        radius = min(rect.height(), theme.px(34)) / 2
        p.drawRoundedRect(rect, radius, radius)
        if not self._tick():
            inner = QRectF(self.rect()).adjusted(theme.sp(6), 0, -theme.sp(6), 0)
            write(p, inner, self.text(), self.font(), words, align=CENTRED, flags=Qt.TextFlag.TextWordWrap)
            return
        side, x = theme.px(16), theme.sp(11)
        spot = QRectF(x, (self.height() - side) / 2, side, side)
        paint_icon(p, "check", visual(self, spot), words)
        x += side + theme.sp(5)
        room = visual(self, QRectF(x, 0, self.width() - x - theme.sp(9), self.height()))
        write(p, room, self.text(), self.font(), words, align=LEADING, flags=Qt.TextFlag.TextWordWrap)


class Roving(QObject):
    """One tab stop for a group of buttons: arrows, Home and End move inside it; choose also presses."""

    def __init__(self, buttons: Sequence[QAbstractButton], choose: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._buttons = list(buttons)
        self._choose = choose
        for button in self._buttons:
            button.installEventFilter(self)
            if choose:
                button.toggled.connect(lambda _on: self.settle())
        self.settle()

    def settle(self, stop: QAbstractButton | None = None) -> None:
        """Gives the tab stop to one button: the given, the checked, or the first."""
        if not self._buttons:
            return
        checked = next((b for b in self._buttons if self._choose and b.isChecked()), None)
        stop = stop or checked or self._buttons[0]
        for button in self._buttons:
            here = button is stop
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if here else Qt.FocusPolicy.ClickFocus)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            button = next((b for b in self._buttons if b is watched), None)
            step = self._step(event.key(), button) if button is not None else None
            if step is not None:
                self._move(step)
                return True
        if event.type() == QEvent.Type.FocusIn and not self._choose and isinstance(watched, QAbstractButton):
            self.settle(watched)
        return False

    def _step(self, key: int, button: QAbstractButton) -> int | None:
        here, count = self._buttons.index(button), len(self._buttons)
        rtl = is_rtl(button)
        forward = (Qt.Key.Key_Down, Qt.Key.Key_Left if rtl else Qt.Key.Key_Right)
        back = (Qt.Key.Key_Up, Qt.Key.Key_Right if rtl else Qt.Key.Key_Left)
        if key in forward:
            return (here + 1) % count
        if key in back:
            return (here - 1) % count
        if key == Qt.Key.Key_Home:
            return 0
        return count - 1 if key == Qt.Key.Key_End else None

    def _move(self, index: int) -> None:
        button = self._buttons[index]
        self.settle(button)
        button.setFocus(Qt.FocusReason.TabFocusReason)
        if self._choose and not button.isChecked():
            button.click()


class ChoiceChips(FlowBox):
    """Chips of which one is on: radio buttons to a screen reader, one tab stop, arrows move the choice."""

    changed = Signal(object)

    def __init__(
        self,
        options: Iterable[tuple[Any, str]],
        value: Any = None,
        name: str = "",
        *,
        gap: int = 8,
        who: Who | None = None,
        square: bool = False,
    ) -> None:
        self._chips = {key: Chip(label, key == value, who, square) for key, label in options}
        super().__init__(self._chips.values(), gap)
        set_role(self, "group", name)
        for key, chip in self._chips.items():
            chip.setAutoExclusive(True)
            chip.clicked.connect(lambda _on=False, k=key: self._clicked(k))
        self._value = self._read()
        self._roving = Roving(list(self._chips.values()), choose=True, parent=self)

    def _read(self) -> Any:
        return next((key for key, chip in self._chips.items() if chip.isChecked()), None)

    def _clicked(self, key: Any) -> None:
        if key != self._value:
            self._value = key
            self.changed.emit(key)

    def value(self) -> Any:
        """The key that is on, or None."""
        return self._value

    def set_value(self, value: Any) -> None:
        """Puts the choice on a key, or on none; does not emit changed."""
        for key, chip in self._chips.items():
            chip.setAutoExclusive(False)
            chip.setChecked(key == value)
        for chip in self._chips.values():
            chip.setAutoExclusive(True)
        self._value = self._read()
        self._roving.settle()

    def chips(self) -> list[Chip]:
        """The chips in order, to disable one or give it a tool tip."""
        return list(self._chips.values())


class ManyChips(FlowBox):
    """Chips of which several may be on; changed carries the list of keys in order."""

    changed = Signal(object)

    def __init__(
        self,
        options: Iterable[tuple[Any, str]],
        values: Iterable[Any] = (),
        name: str = "",
        *,
        gap: int = 8,
        who: Who | None = None,
        square: bool = False,
    ) -> None:
        on = set(values)
        self._chips = {key: Chip(label, key in on, who, square) for key, label in options}
        super().__init__(self._chips.values(), gap)
        set_role(self, "group", name)
        for chip in self._chips.values():
            chip.clicked.connect(lambda _on=False: self.changed.emit(self.values()))

    def values(self) -> list[Any]:
        """The keys that are on, in the order of the chips."""
        return [key for key, chip in self._chips.items() if chip.isChecked()]

    def set_values(self, values: Iterable[Any]) -> None:
        """Puts these keys on and the others off; does not emit changed."""
        on = set(values)
        for key, chip in self._chips.items():
            chip.setChecked(key in on)

    def chips(self) -> list[Chip]:
        """The chips in order."""
        return list(self._chips.values())
