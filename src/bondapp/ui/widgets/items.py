"""Small rows that are pressed: places in the sidebar, things that wait, days of the week, steps as dots."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from bondapp.ui.a11y import set_role
from bondapp.ui.icons import paint_icon
from bondapp.ui.painting import CENTRED, is_rtl, painter, visual, write
from bondapp.ui.theme import T
from bondapp.ui.widgets.chips import LiteralButton, Roving


class NavItem(LiteralButton):
    """A place or command in the sidebar; a badge is a quiet dot with a description, never a number."""

    def __init__(self, text: str, icon: str, badge: str = "", checkable: bool = True) -> None:
        super().__init__()
        self.setText(text)
        self._icon, self._badge, self._rail = icon, "", False
        self.setCheckable(checkable)
        self.setAutoExclusive(checkable)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFixedHeight(T().px(20) + 2 * T().sp(10))
        self.setProperty("ring", T().radius("control"))
        self._tip = ""
        self.set_badge(badge)

    def set_badge(self, words: str) -> None:
        """Shows the dot with these words for screen readers, or hides it when empty."""
        self._badge = words
        self.setAccessibleDescription(words)
        self.update()

    def set_tip(self, words: str) -> None:
        """A tool tip beside the label; in the rail the label is the tool tip."""
        self._tip = words
        self.setToolTip(words)

    def set_rail(self, rail: bool) -> None:
        """Shows the icon alone, with the label as tool tip."""
        self._rail = rail
        self.setToolTip(self.text() if rail else self._tip)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(T().px(44 if self._rail else 200), self.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        p = painter(self)
        theme, on, rtl = T(), self.isChecked(), is_rtl(self)
        width, height = self.width(), self.height()
        p.setPen(Qt.PenStyle.NoPen)
        if on or self.underMouse():
            p.setBrush(theme.c("selected" if on else "hover"))
            p.drawRoundedRect(QRectF(self.rect()), 9, 9)
        if on:
            p.setBrush(theme.c("accent"))
            p.drawRoundedRect(visual(self, QRectF(0, height * 0.24, 3.5, height * 0.52)), 1.75, 1.75)
        side = theme.px(20)
        x = (width - side) / 2 if self._rail else theme.sp(14)
        spot = visual(self, QRectF(x, (height - side) / 2, side, side))
        paint_icon(p, self._icon, spot, theme.c("accent" if on else "ink2"), "fill" if on else "regular", rtl=rtl)
        dot = 7
        if self._badge:
            trail = theme.sp(6 if self._rail else 14)
            top = theme.sp(6) if self._rail else (height - dot) / 2
            p.setPen(Qt.PenStyle.NoPen)
            p.setBrush(theme.c("accent"))
            p.drawEllipse(visual(self, QRectF(width - trail - dot, top, dot, dot)))
        if not self._rail:
            x += side + theme.sp(12)
            room = width - x - 8 - (theme.sp(14) + dot if self._badge else 0)
            font = theme.font("button" if on else "body")
            write(p, visual(self, QRectF(x, 0, room, height)), self.text(), font, theme.c("ink"), elide=True)


class WaitRow(LiteralButton):
    """A thing that waits: icon, title, a line, and a caret; pressing opens it."""

    def __init__(self, icon: str, title: str, sub: str = "") -> None:
        super().__init__()
        self._icon, self._sub = icon, sub
        self.setText(title)
        self.setAccessibleDescription(sub)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setProperty("ring", T().radius("control"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(T().px(56))
        self.setMinimumWidth(T().px(120))

    def sizeHint(self) -> QSize:
        return QSize(T().px(240), T().px(56))

    def paintEvent(self, _event: QPaintEvent) -> None:
        p = painter(self)
        theme, rtl, height = T(), is_rtl(self), self.height()
        if self.underMouse():
            p.setPen(Qt.PenStyle.NoPen)
            p.setBrush(theme.c("hover"))
            p.drawRoundedRect(QRectF(self.rect()), 9, 9)
        side, x = theme.px(20), theme.sp(8)
        spot = visual(self, QRectF(x, (height - side) / 2, side, side))
        paint_icon(p, self._icon, spot, theme.c("accent"), rtl=rtl)
        x += side + theme.sp(12)
        room = self.width() - x - theme.px(26)
        top = theme.px(8) if self._sub else (height - theme.px(21)) / 2
        title = visual(self, QRectF(x, top, room, theme.px(21)))
        write(p, title, self.text(), theme.font("label"), theme.c("ink"), elide=True)
        if self._sub:
            line = visual(self, QRectF(x, theme.px(29), room, theme.px(19)))
            write(p, line, self._sub, theme.font("caption"), theme.c("ink2"), elide=True)
        caret = theme.px(16)
        spot = visual(self, QRectF(self.width() - caret - theme.sp(6), (height - caret) / 2, caret, caret))
        paint_icon(p, "caret-right", spot, theme.c("ink3"), rtl=rtl)


class DayCell(LiteralButton):
    """One day of the week ahead: its name and number, and an icon for each thing planned."""

    def __init__(
        self, name: str, number: int, icons: Sequence[str] = (), today: bool = False, past: bool = False
    ) -> None:
        super().__init__()
        self._icons, self._today, self._past = tuple(icons), today, past
        self.setText(f"{name} {number}")
        self.setAccessibleName(self.tr("{day}, today").format(day=self.text()) if today else self.text())
        planned = self.tr("%n planned", "", len(icons)) if icons else self.tr("nothing planned")
        self.setAccessibleDescription(planned)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setProperty("ring", 10)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(T().px(66))
        self.setMinimumWidth(T().px(64))

    def sizeHint(self) -> QSize:
        return QSize(T().px(84), T().px(66))

    def paintEvent(self, _event: QPaintEvent) -> None:
        p = painter(self)
        theme, width = T(), self.width()
        p.setPen(Qt.PenStyle.NoPen)
        if self._today or self.underMouse():
            p.setBrush(theme.c("selected" if self._today else "hover"))
            p.drawRoundedRect(QRectF(self.rect()), 10, 10)
        font = theme.font("captionStrong" if self._today else "caption")
        colour = theme.c("ink" if self._today else "ink2")
        write(p, QRectF(0, theme.px(9), width, theme.px(20)), self.text(), font, colour, align=CENTRED, elide=True)
        side, gap = theme.px(18), theme.px(6)
        most = max(1, int((width - theme.px(8) + gap) / (side + gap)))
        shown = self._icons[:most]
        total = len(shown) * side + (len(shown) - 1) * gap
        x, y = (width - total) / 2, theme.px(36)
        if not shown:
            p.setPen(Qt.PenStyle.NoPen)
            p.setBrush(theme.c("hairline"))
            p.drawEllipse(QPointF(width / 2, y + side / 2), 2.5, 2.5)
        tint = theme.c("accent" if self._today else "ink3" if self._past else "ink2")
        for i, name in enumerate(shown):
            spot = visual(self, QRectF(x + i * (side + gap), y, side, side))
            paint_icon(p, name, spot, tint, rtl=is_rtl(self))


class WeekGrid(QWidget):
    """Days in rows of seven, four or two; one tab stop, arrows move between days, chosen carries the place."""

    chosen = Signal(int)

    def __init__(self, cells: Sequence[DayCell], name: str = "") -> None:
        super().__init__()
        set_role(self, "group", name or self.tr("The week ahead"))
        self._cells, self._columns = list(cells), 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(T().sp(4))
        self._roving = Roving(self._cells, choose=False, parent=self)
        for i, cell in enumerate(self._cells):
            cell.clicked.connect(lambda _on=False, place=i: self.chosen.emit(place))
        self._place(7)

    def minimumSizeHint(self) -> QSize:
        return QSize(T().px(150), self._grid.minimumSize().height())

    def _place(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for column in range(8):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        for i, cell in enumerate(self._cells):
            self._grid.addWidget(cell, i // columns, i % columns)

    def resizeEvent(self, event: QResizeEvent) -> None:
        room = self.width() / T().scale
        self._place(7 if room >= 500 else 4 if room >= 280 else 2)
        super().resizeEvent(event)


class StepsDots(QWidget):
    """Steps as short bars, for the first run; says which step to a screen reader."""

    def __init__(self, current: int, total: int) -> None:
        super().__init__()
        self._current, self._total = current, total
        words = self.tr("Step {step} of {total}").format(step=current + 1, total=total)
        set_role(self, "graphic", words)
        self.setFixedSize(T().px(28 * total - 4), T().px(10))

    def paintEvent(self, _event: QPaintEvent) -> None:
        p = painter(self)
        theme = T()
        height = theme.px(6.6)
        for i in range(self._total):
            done = i <= self._current
            p.setPen(Qt.PenStyle.NoPen if done else QPen(theme.c("line"), 1.2))
            p.setBrush(theme.c("accent" if done else "canvas"))
            bar = QRectF(theme.px(28) * i + 0.6, 1.6, theme.px(21), height)
            p.drawRoundedRect(visual(self, bar), height / 2, height / 2)
