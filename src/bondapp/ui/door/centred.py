"""The frame of the pages before the day: a narrow column in the middle of the window."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from bondapp.ui.door.gate import PassphraseGate
from bondapp.ui.door.who import WhoButton
from bondapp.ui.theme import T
from bondapp.ui.widgets import Ground, Scroll, hbox, vbox, wrap

WIDE = 360
CENTRE = Qt.AlignmentFlag.AlignHCenter


class Centred(Ground):
    """A narrow column in the middle of the window; Enter presses what has the focus, or the passphrase's button."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("canvas")
        if parent is not None:
            self.setParent(parent)
        self._gate: PassphraseGate | None = None
        self._inner = QWidget()
        self._column = vbox(gap=0, parent=self._inner)
        self._content: QWidget | None = None
        self._inner.setMaximumWidth(T().px(WIDE))
        self._area = Scroll(wrap(hbox(self._inner, margins=(24, 24, 24, 24))), (0, 0, 0, 0), center=True)
        vbox(self._area, gap=0, parent=self)

    def _put(self, content: QWidget, focus: QWidget | None = None) -> None:
        old = self._content
        self._content = content
        self._column.addWidget(content)
        if old is not None:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        if focus is not None:
            # A page that is not shown yet can't hold the focus.
            QTimer.singleShot(0, focus, lambda: focus.setFocus(Qt.FocusReason.OtherFocusReason))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
            return
        focus = self.window().focusWidget()
        if isinstance(focus, QPushButton | WhoButton):
            focus.click()
        elif self._gate is not None and shiboken6.isValid(self._gate):
            self._gate.try_it()
