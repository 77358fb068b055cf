"""The window itself: it paints before the store is open, holds one page and the sidebar, and hears the keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QWidget

# Nothing of the kit is imported here: the window is on the screen before widgets, drawings and fonts are loaded.
from bondapp.ui.theme import T, Who, tokens

if TYPE_CHECKING:
    from bondapp.ui.sidebar import Sidebar
    from bondapp.ui.widgets.focus import FocusRing

ESCAPES, ESCAPES_WITHIN_MS = 3, 1000
TOP_PLACES = ("today", "needs", "rituals", "repair")

_KEYS = {
    "Ctrl+M": "go:breathe",
    "Ctrl+,": "go:settings",
    "F1": "go:keys",
    "Ctrl+Shift+H": "hide",
    "Ctrl++": "zoom:1",
    "Ctrl+=": "zoom:1",
    "Ctrl+-": "zoom:-1",
    "Ctrl+0": "zoom:0",
    "Ctrl+Q": "quit",
    "Alt+Left": "back",
    **{f"Ctrl+{number}": f"go:{name}" for number, name in enumerate(TOP_PLACES, 1)},
}
_INPUT = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)


class Canvas(QWidget):
    """The window's ground in the colour of the look."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), T().c("canvas"))


class Shell(QMainWindow):
    """One window with one page.

    `painted` fires once, at the first paint. `wished` tells what a key or the frame asks for: "go:PLACE", "back",
    "hide", "zoom:STEP", "quit", "close".
    """

    painted = Signal()
    wished = Signal(str)

    def __init__(self, geometry: bytes = b"") -> None:
        super().__init__()
        self._painted = False
        self._escapes: list[int] = []
        self._clock = QElapsedTimer()
        self._clock.start()
        self._untouched = QElapsedTimer()
        self._untouched.start()
        self._sidebar: Sidebar | None = None
        self.setWindowTitle("Bond")
        self.setMinimumSize(*tokens()["size"]["windowMin"])
        self.resize(*tokens()["size"]["windowDefault"])
        if geometry:
            self.restoreGeometry(geometry)
        root = Canvas()
        self._row = QHBoxLayout(root)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self.setCentralWidget(root)
        self._page = QWidget()
        self._row.addWidget(self._page, 1)
        self.ring: FocusRing | None = None
        for keys, wish in _KEYS.items():
            QShortcut(QKeySequence(keys), self).activated.connect(lambda wish=wish: self.wished.emit(wish))

    def dress(self) -> None:
        """Show the two threads until the store is open, and from now on the focus ring."""
        from bondapp.ui.art.thread_art import ThreadArt
        from bondapp.ui.widgets.focus import FocusRing
        from bondapp.ui.widgets.layouts import hbox, vbox

        pair = (Who("", "plum"), Who("", "honey", cord=True))
        waiting = QWidget()
        vbox(None, hbox(None, ThreadArt("together", pair, 200, 64), None), None, parent=waiting)
        self.fill(waiting)
        self.ring = FocusRing(self)

    # -- what it holds -----------------------------------------------------------------------------------

    @property
    def page(self) -> QWidget:
        """The page that is shown."""
        return self._page

    def fill(self, page: QWidget, *, keep: bool = False) -> QWidget:
        """Show a page instead of the one before, which is deleted unless kept; returns the one before."""
        before = self._page
        self._page = page
        self._row.removeWidget(before)
        before.hide()
        if not keep:
            before.deleteLater()
        self._row.addWidget(page, 1)
        page.show()
        return before

    def set_sidebar(self, side: Sidebar | None) -> None:
        """Put a sidebar beside the page, or none."""
        old = self._sidebar
        self._sidebar = side
        if side is not None:
            self._row.insertWidget(0, side)
        if old is not None:
            self._row.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._reflow()

    def show_sidebar(self, shown: bool) -> None:
        """Show or hide the sidebar, as focus pages want."""
        if self._sidebar is not None:
            self._sidebar.setVisible(shown)

    @property
    def idle_seconds(self) -> float:
        """How long nobody touched the window."""
        return self._untouched.elapsed() / 1000

    def come_forward(self) -> None:
        """Show the window in front."""
        if self.isMinimized():
            self.showNormal()
        else:
            self.show()
        self.raise_()
        self.activateWindow()

    # -- events ------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc three times within a second hides everything."""
        if event.key() == Qt.Key.Key_Escape:
            now = self._clock.elapsed()
            self._escapes = [at for at in self._escapes if now - at < ESCAPES_WITHIN_MS] + [now]
            if len(self._escapes) >= ESCAPES:
                self._escapes = []
                self.wished.emit("hide")
                return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell once that something is on the screen."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            self.painted.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._reflow()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        handle = self.windowHandle()
        if handle is not None:
            handle.installEventFilter(self)

    def closeEvent(self, event: QCloseEvent) -> None:
        """The app decides whether closing goes to the tray or ends."""
        event.ignore()
        self.wished.emit("close")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note that somebody is here: input reaches the window's handle before any widget."""
        if event.type() in _INPUT:
            self._untouched.restart()
        return super().eventFilter(watched, event)

    def _reflow(self) -> None:
        if self._sidebar is not None:
            self._sidebar.set_rail(self.width() / T().scale < tokens()["breakpoints"]["rail"])
