"""Bond in the tray: a small menu that is never more than two clicks from a pause or a way out."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QMenu, QSystemTrayIcon


class Tray(QObject):
    """A tray icon with a neutral tool tip; on a desktop without a tray nothing is shown.

    `opened`, `moment`, `hurts`, `hide` and `quit` say what was chosen.
    """

    opened = Signal()
    moment = Signal()
    hurts = Signal()
    hide = Signal()
    quit = Signal()

    def __init__(self, icon: QIcon, parent: QObject | None = None) -> None:
        super().__init__(parent)
        # A tray icon does not own its menu, and a menu without a parent is gone with its last reference.
        self._menu = QMenu()
        self._menu.setToolTipsVisible(False)
        for label, chosen in (
            (self.tr("Open Bond"), self.opened),
            (self.tr("I need a moment"), self.moment),
            (self.tr("Something hurts"), self.hurts),
            (self.tr("Hide now"), self.hide),
        ):
            self._menu.addAction(label).triggered.connect(chosen)
        self._menu.addSeparator()
        self._menu.addAction(self.tr("Quit")).triggered.connect(self.quit)
        self._icon = QSystemTrayIcon(icon, self)
        self._icon.setToolTip(self.tr("Bond"))
        self._icon.setContextMenu(self._menu)
        self._icon.activated.connect(self._on_activated)

    @property
    def available(self) -> bool:
        """Whether the desktop has a tray at this moment; ask before hiding the window into it."""
        return QSystemTrayIcon.isSystemTrayAvailable()

    @property
    def menu(self) -> QMenu:
        """The menu, as shown."""
        return self._menu

    def show(self) -> None:
        """Be there, if there is a tray; on X11 also in one that only comes later."""
        # Elsewhere Qt would wait for a signal that its platform does not have, and warn.
        if self.available or QGuiApplication.platformName() == "xcb":
            self._icon.show()

    def set_icon(self, icon: QIcon) -> None:
        """Show another picture, for a change between light and dark."""
        self._icon.setIcon(icon)

    def close(self) -> None:
        """Leave the tray."""
        self._icon.hide()
        self._icon.deleteLater()
        self._menu.deleteLater()

    def _on_activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in (
            QSystemTrayIcon.ActivationReason.Trigger,
            QSystemTrayIcon.ActivationReason.DoubleClick,
        ):
            self.opened.emit()
