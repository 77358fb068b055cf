"""The port through which reminders reach the desktop, and the one for desktops that have no such place.

Texts handed in are already neutral: no words of a person, no name of a ritual.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QObject, Signal, SignalInstance

OPEN = "open"


class Notifier(Protocol):
    """Shows short neutral notes outside the window.

    `acted(ident, action)` says which button was pressed; OPEN stands for the note itself. `failed(ident)`
    says that a note did not come to the screen. `changed()` says that `available` may have changed.
    """

    acted: SignalInstance
    failed: SignalInstance
    changed: SignalInstance

    @property
    def available(self) -> bool:
        """Whether notes with buttons can be shown; if not, the in-app banner is the place."""

    def show(self, ident: str, title: str, body: str, buttons: Sequence[tuple[str, str]]) -> None:
        """Show a note, or replace the one of the same ident; buttons are (action, label)."""

    def close(self, ident: str) -> None:
        """Take a note away; nothing happens when it is gone already."""


class NullNotifier(QObject):
    """A desktop without notifications: nothing is available and everything fails."""

    acted = Signal(str, str)
    failed = Signal(str)
    changed = Signal()

    @property
    def available(self) -> bool:
        """Never."""
        return False

    def show(self, ident: str, title: str, body: str, buttons: Sequence[tuple[str, str]]) -> None:  # noqa: ARG002 - the port's names
        """Says that the note did not come to the screen."""
        self.failed.emit(ident)

    def close(self, ident: str) -> None:
        """Nothing is there to take away."""
