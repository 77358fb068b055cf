"""A drop-down painted like our fields that opens a menu with the desktop's own keys."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QFontMetricsF, QKeyEvent, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QMenu, QSizePolicy

from bondapp.ui.icons import paint_icon
from bondapp.ui.painting import is_rtl, painter, visual, write
from bondapp.ui.theme import T, tokens


class Choice(QAbstractButton):
    """One of a list: Space, Enter, Down or a click opens it; changed carries the key. Width in px at 100 % text."""

    changed = Signal(object)

    def __init__(
        self,
        options: Iterable[tuple[Any, str]] = (),
        value: Any = None,
        name: str = "",
        icon: str | None = None,
        width: int = 0,
    ) -> None:
        super().__init__()
        self._name, self._icon, self._width = name, icon, width
        self._options: list[tuple[Any, str]] = []
        self._value: Any = None
        self._menu: QMenu | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFixedHeight(T().px(tokens()["size"]["control"]))
        self.setProperty("ring", T().radius("control"))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self.open)
        self.set_options(options, value)

    def value(self) -> Any:
        """The key chosen; the first one when none was given."""
        return self._value

    def set_options(self, options: Iterable[tuple[Any, str]], value: Any = None) -> None:
        """Offers other options; does not emit changed."""
        self._options = list(options)
        keys = [key for key, _ in self._options]
        self.set_value(value if value in keys else keys[0] if keys else None)

    def set_value(self, value: Any) -> None:
        """Chooses a key; does not emit changed."""
        self._value = value
        label = next((label for key, label in self._options if key == value), "")
        self.setText(label)
        self.setAccessibleName(f"{self._name}: {label}" if self._name else label)
        self.updateGeometry()
        self.update()

    def menu(self) -> QMenu:
        """The menu as it opens, the choice ticked."""
        # The last one goes when the next is made: deleted while it closes, it takes Qt down with it.
        if self._menu is not None:
            self._menu.deleteLater()
        menu = self._menu = QMenu(self)
        group = QActionGroup(menu)
        for key, label in self._options:
            action = QAction(label.replace("&", "&&"), menu)
            action.setCheckable(True)
            action.setChecked(key == self._value)
            action.triggered.connect(lambda _on=False, k=key: self._choose(k))
            group.addAction(action)
            menu.addAction(action)
            if key == self._value:
                menu.setActiveAction(action)
        menu.setMinimumWidth(self.width())
        return menu

    def open(self) -> None:
        """Opens the menu below the field."""
        menu = self.menu()
        corner = QPoint(0, self.height() + 2)
        if is_rtl(self):
            corner.setX(self.width() - max(menu.sizeHint().width(), self.width()))
        menu.popup(self.mapToGlobal(corner))

    def _choose(self, key: Any) -> None:
        if key != self._value:
            self.set_value(key)
            self.changed.emit(key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F4):
            self.open()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        theme = T()
        width = QFontMetricsF(theme.font("body")).horizontalAdvance(self.text()) + 2 * theme.sp(12) + theme.px(22)
        width += theme.px(26) if self._icon else 0
        return QSize(int(max(width, theme.px(self._width) if self._width else 0) + 1), theme.px(40))

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), T().px(90)), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        p = painter(self)
        theme, height = T(), self.height()
        p.setPen(QPen(theme.c("ink2" if self.underMouse() else "line"), 1))
        p.setBrush(theme.c("sunken"))
        radius = theme.radius("control")
        p.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        x, side = theme.sp(12), theme.px(18)
        if self._icon:
            spot = QRectF(x, (height - side) / 2, side, side)
            paint_icon(p, self._icon, visual(self, spot), theme.c("ink2"), rtl=is_rtl(self))
            x += side + theme.sp(8)
        colour = theme.c("ink" if self.isEnabled() else "ink3")
        room = visual(self, QRectF(x, 0, self.width() - x - theme.px(28), height))
        write(p, room, self.text(), theme.font("body"), colour, elide=True)
        caret = theme.px(16)
        spot = QRectF(self.width() - caret - theme.sp(10), (height - caret) / 2, caret, caret)
        paint_icon(p, "caret-down", visual(self, spot), theme.c("ink2"))
