"""A person's disc, and icons that stand alone."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from bondapp.ui.a11y import set_role
from bondapp.ui.icons import paint_icon
from bondapp.ui.painting import is_rtl, paint_avatar, painter
from bondapp.ui.theme import Part, T, Who


class Avatar(QWidget):
    """A person's disc with their first letter; size in px at 100 % text."""

    def __init__(self, who: Who, size: int = 32) -> None:
        super().__init__()
        self._who = who
        self.setFixedSize(T().px(size), T().px(size))

    def who(self) -> Who:
        """The person shown."""
        return self._who

    def set_who(self, who: Who) -> None:
        """Shows another person, or the same one with a new name or colour."""
        self._who = who
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_avatar(painter(self), QRectF(self.rect()), self._who)


class Spot(QWidget):
    """An icon on its own, on a disc when a token is given; decorative unless it has a label."""

    def __init__(
        self,
        name: str,
        size: int = 20,
        color: str = "ink2",
        weight: str = "regular",
        *,
        label: str = "",
        disc: str | None = None,
        pad: int = 9,
        who: Who | None = None,
        part: Part = "strong",
    ) -> None:
        super().__init__()
        self._name, self._weight = name, weight
        self._color, self._disc = color, disc
        self._who, self._part = who, part
        self._size = T().px(size)
        side = self._size + (2 * T().px(pad) if disc else 0)
        self.setFixedSize(side, side)
        if label:
            set_role(self, "graphic", label)

    def set_icon(self, name: str, color: str | None = None) -> None:
        """Shows another icon."""
        self._name = name
        self._color = color or self._color
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        p = painter(self)
        theme = T()
        if self._disc:
            p.setPen(Qt.PenStyle.NoPen)
            p.setBrush(theme.c(self._disc))
            p.drawRoundedRect(self.rect(), 11, 11)
        rect = QRectF(0, 0, self._size, self._size)
        rect.moveCenter(QRectF(self.rect()).center())
        colour = theme.who(self._who, self._part) if self._who else theme.c(self._color)
        paint_icon(p, self._name, rect, colour, self._weight, rtl=is_rtl(self))
