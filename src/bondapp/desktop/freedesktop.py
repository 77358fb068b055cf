"""Notifications through `org.freedesktop.Notifications`, version 1.2 of its specification."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from jeepney import DBusAddress
from PySide6.QtCore import QObject, Signal

from bondapp.desktop.bus import BUS_NAME, Bus, Heard
from bondapp.desktop.notifications import OPEN

_NAME: Final = "org.freedesktop.Notifications"
_SERVICE: Final = DBusAddress("/org/freedesktop/Notifications", bus_name=_NAME, interface=_NAME)
_DEFAULT_ACTION: Final = "default"
_NORMAL_URGENCY: Final = 1
_SERVER_DECIDES: Final = -1
_LONGEST_TITLE: Final = 80
_LONGEST_BODY: Final = 160
_MOST_BUTTONS: Final = 4


@dataclass(slots=True)
class _Note:
    """A note on its way to the screen or on it; `number` is the server's, 0 until it answered."""

    number: int = 0
    unwanted: bool = False


class FreedesktopNotifier(QObject):
    """Notifier for Linux desktops: nothing waits, and a daemon that goes away or comes back is noticed."""

    acted = Signal(str, str)
    failed = Signal(str)
    closed = Signal(str)
    changed = Signal()

    def __init__(self, parent: QObject | None = None, bus: Bus | None = None, icon: str = "") -> None:
        super().__init__(parent)
        self._bus = bus if bus is not None else Bus("SESSION", self)
        self._icon = icon
        self._notes: dict[str, _Note] = {}
        self._capabilities: frozenset[str] = frozenset()
        self._server = ""
        self.information: tuple[str, ...] = ()
        self._bus.ready.connect(self._ask)
        self._bus.lost.connect(self._forget)
        self._bus.watch(_NAME, _NAME, "ActionInvoked", self._on_action, signature="us")
        self._bus.watch(_NAME, _NAME, "NotificationClosed", self._on_closed, signature="uu")
        self._bus.watch(BUS_NAME, BUS_NAME, "NameOwnerChanged", self._on_owner, signature="sss", about=_NAME)

    def start(self) -> None:
        """Begin to connect; `changed` follows once the daemon has answered."""
        self._bus.open()

    def stop(self) -> None:
        """Let the connection go."""
        self._bus.close()

    @property
    def available(self) -> bool:
        """Whether a daemon that can show buttons has answered."""
        return "actions" in self._capabilities

    def show(self, ident: str, title: str, body: str, buttons: Sequence[tuple[str, str]]) -> None:
        """Show a note, or replace the one of the same ident; what cannot be shown is told by `failed`."""
        if not self.available:
            self.failed.emit(ident)
            return
        known = self._notes.get(ident, _Note())
        note = self._notes[ident] = _Note(known.number)
        actions = [_DEFAULT_ACTION, self.tr("Open Bond")]
        for action, label in buttons[:_MOST_BUTTONS]:
            actions += [action, _plain(label, _LONGEST_TITLE)]
        text = _plain(body, _LONGEST_BODY)
        if "body-markup" in self._capabilities:
            text = html.escape(text, quote=False)
        values = (
            "Bond",
            note.number,
            self._icon,
            _plain(title, _LONGEST_TITLE),
            text,
            actions,
            {"urgency": ("y", _NORMAL_URGENCY)},
            _SERVER_DECIDES,
        )
        self._bus.call(
            _SERVICE,
            "Notify",
            "susssasa{sv}i",
            values,
            answered=lambda reply: self._on_shown(ident, note, reply),
            returns="u",
        )

    def close(self, ident: str) -> None:
        """Take a note away, also one that is still on its way."""
        note = self._notes.get(ident)
        if note is None:
            return
        if note.number:
            del self._notes[ident]
            self._take_away(note.number)
        else:
            note.unwanted = True

    def _take_away(self, number: int) -> None:
        self._bus.call(_SERVICE, "CloseNotification", "u", (number,))

    def _on_shown(self, ident: str, note: _Note, reply: Heard | None) -> None:
        is_current = self._notes.get(ident) is note
        if reply is None:
            if is_current:
                del self._notes[ident]
            self.failed.emit(ident)
            return
        note.number = int(reply.body[0])
        if not is_current:
            current = self._notes.get(ident)
            if current is None or current.number != note.number:
                self._take_away(note.number)
        elif note.unwanted:
            del self._notes[ident]
            self._take_away(note.number)

    def _ask(self) -> None:
        self._bus.call(_SERVICE, "GetServerInformation", answered=self._on_information, returns="ssss")
        self._bus.call(_SERVICE, "GetCapabilities", answered=self._on_capabilities, returns="as")

    def _on_information(self, reply: Heard | None) -> None:
        self.information = tuple(map(str, reply.body)) if reply is not None else ()

    def _on_capabilities(self, reply: Heard | None) -> None:
        self._capabilities = frozenset(map(str, reply.body[0])) if reply is not None else frozenset()
        self._server = reply.sender if reply is not None else ""
        self.changed.emit()

    def _on_owner(self, heard: Heard) -> None:
        if heard.sender != BUS_NAME:
            return
        _name, _old, new = heard.body
        self._forget()
        if new:
            self._ask()

    def _forget(self) -> None:
        """The daemon is gone, and with it the numbers it gave out."""
        self._notes.clear()
        self._server = ""
        self.information = ()
        if self._capabilities:
            self._capabilities = frozenset()
            self.changed.emit()

    def _ident_of(self, heard: Heard) -> str | None:
        """Whose note a signal is about; None unless it comes from the daemon itself."""
        if heard.sender != self._server:
            return None
        number = heard.body[0]
        return next((ident for ident, note in self._notes.items() if number and note.number == number), None)

    def _on_action(self, heard: Heard) -> None:
        ident = self._ident_of(heard)
        if ident is not None:
            action = str(heard.body[1])
            self.acted.emit(ident, OPEN if action == _DEFAULT_ACTION else action)

    def _on_closed(self, heard: Heard) -> None:
        ident = self._ident_of(heard)
        if ident is not None:
            del self._notes[ident]
            self.closed.emit(ident)


def _plain(text: str, longest: int) -> str:
    """One short line without control characters or broken surrogates, which D-Bus does not carry."""
    line = " ".join("".join(each if each.isprintable() else " " for each in text[:2000]).split())
    line = line.encode("utf-8", "replace").decode("utf-8")
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"
