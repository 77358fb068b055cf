"""A person at the door."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy

from bondapp.ui.icons import paint_icon
from bondapp.ui.painting import is_rtl, paint_avatar, paint_pair, painter, visual, write
from bondapp.ui.theme import T, Who
from bondapp.ui.widgets.chips import LiteralButton


class WhoButton(LiteralButton):
    """A person at the door, or everybody: pressing it lets them in or asks for their passphrase."""

    def __init__(self, words: str, whos: tuple[Who, ...], locked: bool) -> None:
        super().__init__()
        self._whos, self._locked = whos, locked
        self.setText(words)
        self.setAccessibleName(words)
        if locked:
            self.setAccessibleDescription(self.tr("Asks for a passphrase"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setProperty("ring", T().radius("card"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(T().px(280), T().px(60))

    def minimumSizeHint(self) -> QSize:
        return QSize(T().px(140), T().px(60))

    def paintEvent(self, _event: QPaintEvent) -> None:
        p = painter(self)
        theme, height = T(), self.height()
        hot = self.underMouse() or self.isDown()
        ground = theme.c("hover" if hot else "surface")
        p.setBrush(ground)
        p.setPen(QPen(theme.c("line"), 1))
        radius = theme.radius("card")
        p.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        side = theme.px(36)
        spot = visual(self, QRectF(theme.sp(14), (height - side) / 2, side, side))
        if len(self._whos) > 1:
            small = spot.adjusted(0, side * 0.14, 0, -side * 0.14)
            paint_pair(p, small, self._whos[0], self._whos[1], ground)
        elif self._whos:
            paint_avatar(p, spot, self._whos[0])
        mark = theme.px(18)
        end = QRectF(self.width() - mark - theme.sp(16), (height - mark) / 2, mark, mark)
        name = "lock-simple" if self._locked else "caret-right"
        paint_icon(p, name, visual(self, end), theme.c("ink3"), rtl=is_rtl(self))
        x = theme.sp(14) + side + theme.sp(14)
        room = visual(self, QRectF(x, 0, end.left() - x - theme.sp(8), height))
        write(p, room, self.text(), theme.font("sub"), theme.c("ink"), elide=True)
