"""Buttons and switches: Qt's own keys, roles and mnemonics underneath, our painting on top."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QCheckBox, QPushButton, QSizePolicy

from bondapp.ui.icons import paint_icon
from bondapp.ui.painting import LEADING, is_rtl, painter, visual, write
from bondapp.ui.theme import T, Who, tokens

Variant = Literal["primary", "tonal", "outline", "quiet", "plain", "care"]
_NONE = QColor(0, 0, 0, 0)


class Button(QPushButton):
    """A button that says what happens; flush aligns a quiet one with the text column, who tints it."""

    def __init__(
        self,
        text: str = "",
        variant: Variant = "outline",
        icon: str | None = None,
        *,
        small: bool = False,
        tip: str = "",
        trailing: str | None = None,
        flush: bool = False,
        who: Who | None = None,
    ) -> None:
        super().__init__(text)
        self.variant: Variant = variant
        self._icon, self._trailing = icon, trailing
        self._small, self._flush, self._who = small, flush, who
        self._compact, self._tip = False, tip
        self.setFont(T().font("label" if small else "button"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAutoDefault(False)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.setProperty("ring", T().radius("control"))
        if tip:
            self.setToolTip(tip)
            if not text:
                self.setAccessibleName(tip)

    def set_icon(self, name: str | None) -> None:
        """Shows another leading icon, or none."""
        self._icon = name
        self.updateGeometry()
        self.update()

    def set_compact(self, compact: bool) -> None:
        """Shows the icon alone where there is no room for words; they become tool tip and name."""
        if compact == self._compact or not self._icon or not self.text():
            return
        self._compact = compact
        self.setToolTip((self._tip or self._words()) if compact else self._tip)
        self.updateGeometry()
        self.update()

    def _bare(self) -> bool:
        return self._compact or not self.text()

    def full_width(self) -> int:
        """Px the button takes with its words."""
        return self._size(bare=not self.text()).width()

    def _words(self) -> str:
        return self.text().replace("&&", "\0").replace("&", "").replace("\0", "&")

    def _icon_side(self) -> int:
        return T().px(18 if self._small else 20)

    def sizeHint(self) -> QSize:
        return self._size(self._bare())

    def _size(self, bare: bool) -> QSize:
        theme = T()
        height = theme.px(tokens()["size"]["controlSmall" if self._small else "control"])
        if bare:
            return QSize(height, height)
        side = theme.sp(8) if self._flush else 2 * theme.sp(12 if self._small else 16)
        width = QFontMetricsF(self.font()).horizontalAdvance(self._words()) + side
        if self._icon:
            width += self._icon_side() + theme.sp(8) - theme.sp(2)
        if self._trailing:
            width += self._icon_side()
        return QSize(int(width + 1.99), height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _colours(self) -> tuple[QColor, QColor, QColor]:
        """Fill, border and words for the state the button is in."""
        theme = T()
        if not self.isEnabled():
            if self.variant in ("quiet", "plain"):
                return _NONE, _NONE, theme.c("ink3")
            return theme.c("hover"), theme.c("hairline"), theme.c("ink3")
        hot = self.underMouse()
        if self._who is not None:
            fill = theme.who(self._who, "strong")
            return (fill.darker(112) if hot and not theme.dark else fill), _NONE, theme.who(self._who, "onStrong")
        if self.variant == "primary":
            name = "accentPressed" if self.isDown() else "accentHover" if hot else "accent"
            return theme.c(name), _NONE, theme.c("onAccent")
        if self.variant == "tonal":
            fill = theme.c("accentSoft")
            if hot:
                fill = fill.lighter(118) if theme.dark else fill.darker(106)
            return fill, _NONE, theme.c("onAccentSoft")
        return self._light_colours(hot, self.isDown() or self.isChecked())

    def _light_colours(self, hot: bool, down: bool) -> tuple[QColor, QColor, QColor]:
        theme = T()
        if self.variant == "care":
            return (theme.c("careSoft") if hot or down else _NONE), theme.c("care"), theme.c("care")
        if self.variant in ("quiet", "plain"):
            words = "accent" if self.variant == "quiet" else "ink2"
            return (theme.c("hover") if hot or down else _NONE), _NONE, theme.c(words)
        return theme.c("hover" if hot or down else "surface"), theme.c("line"), theme.c("ink")

    def paintEvent(self, _event: QPaintEvent) -> None:
        p = painter(self)
        fill, border, words = self._colours()
        rect = QRectF(self.rect())
        if border.alpha():
            rect = rect.adjusted(0.5, 0.5, -0.5, -0.5)
        p.setPen(QPen(border, 1) if border.alpha() else Qt.PenStyle.NoPen)
        p.setBrush(fill if fill.alpha() else Qt.BrushStyle.NoBrush)
        if not self._flush:
            radius = T().radius("control")
            p.drawRoundedRect(rect, radius, radius)
        if not self._bare():
            self._paint_words(p, words)
        elif self._icon:
            side = self._icon_side()
            spot = QRectF(0, 0, side, side)
            spot.moveCenter(QRectF(self.rect()).center())
            paint_icon(p, self._icon, spot, words, self._weight(), rtl=is_rtl(self))

    def _weight(self) -> str:
        return "fill" if self.isCheckable() and self.isChecked() else "regular"

    def _paint_words(self, p: QPainter, colour: QColor) -> None:
        gap, side, rtl = T().sp(8), self._icon_side(), is_rtl(self)
        advance = QFontMetricsF(self.font()).horizontalAdvance(self._words())
        total = advance + (side + gap if self._icon else 0) + (side + gap / 2 if self._trailing else 0)
        x = 0.0 if self._flush else (self.width() - total) / 2
        top = (self.height() - side) / 2
        if self._icon:
            paint_icon(p, self._icon, visual(self, QRectF(x, top, side, side)), colour, self._weight(), rtl=rtl)
            x += side + gap
        font = self.font()
        font.setUnderline(self._flush and self.underMouse())
        alt = QApplication.queryKeyboardModifiers() & Qt.KeyboardModifier.AltModifier
        show = Qt.TextFlag.TextShowMnemonic if alt else Qt.TextFlag.TextHideMnemonic
        write(
            p,
            visual(self, QRectF(x - 1, 0, advance + 3, self.height())),
            self.text(),
            font,
            colour,
            align=LEADING,
            flags=show,
        )
        if self._trailing:
            spot = visual(self, QRectF(x + advance + gap / 2, top, side, side))
            paint_icon(p, self._trailing, spot, colour, "regular", rtl=rtl)


class Toggle(QCheckBox):
    """A switch whose words wrap; a tick says that it is on."""

    def __init__(self, text: str = "", on: bool = False, name: str = "") -> None:
        super().__init__(text)
        self.setChecked(on)
        self.setFont(T().font("body"))
        self.setProperty("ring", 12)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        if name:
            self.setAccessibleName(name)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _indent(self) -> int:
        return T().px(40) + T().sp(10)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        room = QRectF(0, 0, max(40, width - self._indent()), 10_000)
        bounds = QFontMetricsF(self.font()).boundingRect(room, int(Qt.TextFlag.TextWordWrap), self.text())
        return max(T().px(28), int(bounds.height() + 1.99))

    def sizeHint(self) -> QSize:
        if not self.text():
            return QSize(T().px(40), T().px(28))
        advance = QFontMetricsF(self.font()).horizontalAdvance(self.text())
        return QSize(int(self._indent() + advance + 2), T().px(28))

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), self._indent() + T().px(110)), T().px(28))

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, _event: QPaintEvent) -> None:
        p = painter(self)
        theme = T()
        self._paint_switch(p)
        if not self.text():
            return
        one_line = self.heightForWidth(self.width()) <= theme.px(28)
        height = theme.px(28) if one_line else self.height()
        room = visual(self, QRectF(self._indent(), 0, self.width() - self._indent(), height))
        colour = theme.c("ink" if self.isEnabled() else "ink3")
        write(p, room, self.text(), self.font(), colour, align=LEADING, flags=Qt.TextFlag.TextWordWrap)

    def _paint_switch(self, p: QPainter) -> None:
        theme = T()
        on, hot = self.isChecked(), self.underMouse() and self.isEnabled()
        width, height = theme.px(40), theme.px(24)
        top = (min(self.height(), theme.px(28)) - height) / 2
        track = visual(self, QRectF(0, top, width, height)).adjusted(0.5, 0.5, -0.5, -0.5)
        if on:
            p.setPen(Qt.PenStyle.NoPen)
            p.setBrush(theme.c("ink3" if not self.isEnabled() else "accentHover" if hot else "accent"))
        else:
            p.setPen(QPen(theme.c("ink2" if hot else "line"), 1.2))
            p.setBrush(theme.c("sunken"))
        p.drawRoundedRect(track, height / 2, height / 2)
        side = height - theme.px(8)
        x = track.right() - height / 2 if on != is_rtl(self) else track.left() + height / 2
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(theme.c("onAccent" if on else "ink3"))
        p.drawEllipse(QPointF(x, track.center().y()), side / 2, side / 2)
        if on:
            tick = side * 0.72
            spot = QRectF(x - tick / 2, track.center().y() - tick / 2, tick, tick)
            paint_icon(p, "check", spot, theme.c("accent"))
