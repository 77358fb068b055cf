"""One keyboard focus ring for a whole window."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QPaintEvent, QPen, QWindow
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)

from bondapp.ui.painting import painter
from bondapp.ui.theme import T
from bondapp.ui.widgets.rows import focus_rect

_MOVES = (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.Wheel)
_FIELDS = (QLineEdit, QPlainTextEdit, QAbstractSpinBox)


class FocusRing(QWidget):
    """2 px, 2 px outside the focused control, for keyboard focus; text fields show focus in their own border.

    Watches the focused control and its ancestors, never the whole application: that costs a Python call for
    every event of every widget. Put one into each window.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._keyboard = False
        self._target: QWidget | None = None
        self._watched: list[QWidget] = []
        self._handle: QWindow | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._changed)

    def _unwatch(self) -> None:
        for widget in self._watched:
            if shiboken6.isValid(widget):
                widget.removeEventFilter(self)
        self._watched = []

    def _watch_window(self) -> None:
        """Sees keys and presses before any control does: the focus arrives before this ring hears of it."""
        handle = self._window.window().windowHandle()
        if handle is not None and handle is not self._handle:
            self._handle = handle
            handle.installEventFilter(self)

    def _changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        if not shiboken6.isValid(self) or not shiboken6.isValid(self._window):
            return
        self._unwatch()
        self._watch_window()
        self._target = new if new is not None and self._window.isAncestorOf(new) else None
        widget = self._target
        while widget is not None and widget is not self._window:
            self._watched.append(widget)
            widget.installEventFilter(self)
            widget = widget.parentWidget()
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in _MOVES:
            QTimer.singleShot(0, self._place)
        elif watched is self._target or watched is self._handle:
            if kind == QEvent.Type.KeyPress:
                self._keyboard = True
                QTimer.singleShot(0, self._place)
            elif kind == QEvent.Type.MouseButtonPress:
                self._keyboard = False
                self._place()
        return False

    def _place(self) -> None:
        # A queued call may outlive the window or the control.
        if not shiboken6.isValid(self) or not shiboken6.isValid(self._window):
            return
        target = self._target
        if target is None or not shiboken6.isValid(target) or not target.isVisible():
            self.hide()
            return
        if not self._keyboard or isinstance(target, _FIELDS):
            self.hide()
            return
        inner = focus_rect(target)
        ring = QRect(target.mapTo(self._window, inner.topLeft()), inner.size()).adjusted(-5, -5, 5, 5)
        area = _scroll_area(target)
        if area is not None:
            view = area.viewport()
            shown = QRect(view.mapTo(self._window, QPoint(0, 0)), view.size()).adjusted(-5, -5, 5, 5)
            ring = ring.intersected(shown)
        self.setGeometry(ring)
        self.show()
        self.raise_()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        target = self._target
        if target is None or not shiboken6.isValid(target):
            return
        radius = float(target.property("ring") or 9) + 3
        p = painter(self)
        p.setPen(QPen(T().c("focus"), 2))
        p.drawRoundedRect(QRectF(self.rect()).adjusted(2, 2, -2, -2), radius, radius)


def _scroll_area(widget: QWidget) -> QAbstractScrollArea | None:
    parent = widget.parentWidget()
    while parent is not None and not isinstance(parent, QScrollArea):
        parent = parent.parentWidget()
    return parent
