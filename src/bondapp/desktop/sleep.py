"""Notices the computer going to sleep, waking up, and its screen being locked."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from bondapp.desktop.bus import Bus, Heard

_LOGIND: Final = "org.freedesktop.login1"
# The first by the specification and KDE, the second by GNOME.
_SCREEN_SAVERS: Final = ("org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver")


class SleepWatch(QObject):
    """Signals `going_to_sleep`, `woke` and `locked`; without a bus it says nothing."""

    going_to_sleep = Signal()
    woke = Signal()
    locked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._buses: list[Bus] = []

    def start(self) -> None:
        """Begin to listen; call it after first paint."""
        if sys.platform != "linux" or self._buses:
            return
        from bondapp.desktop.bus import Bus

        system, session = Bus("SYSTEM", self), Bus("SESSION", self)
        self._buses = [system, session]
        system.watch(_LOGIND, f"{_LOGIND}.Manager", "PrepareForSleep", self._on_sleep, signature="b")
        for name in _SCREEN_SAVERS:
            session.watch(name, name, "ActiveChanged", self._on_screen, signature="b")
        for bus in self._buses:
            bus.open()

    def stop(self) -> None:
        """Let the connections go."""
        for bus in self._buses:
            bus.close()
        self._buses.clear()

    def _on_sleep(self, heard: Heard) -> None:
        (self.going_to_sleep if heard.body[0] else self.woke).emit()

    def _on_screen(self, heard: Heard) -> None:
        if heard.body[0]:
            self.locked.emit()
