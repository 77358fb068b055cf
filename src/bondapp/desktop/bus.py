"""A D-Bus connection that lives in Qt's event loop and never makes it wait.

jeepney packs and unpacks the messages; a socket notifier says when to read. QtDBus cannot send what the
notification service wants (it has no unsigned numbers from Python), and asyncio would be a second loop.
"""

from __future__ import annotations

import socket
import struct
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any, Final, Literal

from jeepney import DBusAddress, HeaderFields, Message, MessageType, Parser, new_method_call
from jeepney.auth import BEGIN, AuthenticationError, Authenticator
from jeepney.bus import get_bus
from jeepney.bus_messages import MatchRule, message_bus
from PySide6.QtCore import QObject, QSocketNotifier, Qt, QTimer, Signal

BUS_NAME: Final = "org.freedesktop.DBus"
_RETRY_SECONDS: Final = (1, 5, 60)
_ANSWER_SECONDS: Final = 5.0
_MOST_UNSENT: Final = 1 << 20
_CHUNK: Final = 1 << 16


@dataclass(frozen=True, slots=True)
class Heard:
    """A reply or a signal: its values, the unique name of who sent it, and the values' D-Bus signature."""

    body: tuple[Any, ...]
    sender: str
    signature: str


Answered = Callable[[Heard | None], None]


@dataclass(frozen=True, slots=True)
class _Watch:
    rule: MatchRule
    interface: str
    member: str
    signature: str
    heard: Callable[[Heard], None]


@dataclass(frozen=True, slots=True)
class _Pending:
    answered: Answered
    returns: str | None
    deadline: float


class Bus(QObject):
    """The session's or the system's bus. `ready` when it can be used, `lost` when it no longer can.

    Without a bus it stays quiet; an answer is awaited for `patience` seconds. A lost bus is tried again after
    1, 5 and then every 60 seconds.
    """

    ready = Signal()
    lost = Signal()

    def __init__(
        self,
        which: Literal["SESSION", "SYSTEM"],
        parent: QObject | None = None,
        *,
        patience: float = _ANSWER_SECONDS,
    ) -> None:
        super().__init__(parent)
        self._seconds = patience
        self._which = which
        self._socket: socket.socket | None = None
        self._reading: QSocketNotifier | None = None
        self._writing: QSocketNotifier | None = None
        self._unsent = bytearray()
        self._authenticator: Authenticator | None = None
        self._parser = Parser()
        self._serials = count(1)
        self._pending: dict[int, _Pending] = {}
        self._watches: list[_Watch] = []
        self._tries = 0
        self.is_ready = False
        self._retry = QTimer(self, singleShot=True)
        self._retry.timeout.connect(self.open)
        self._patience = QTimer(self, singleShot=True)
        self._patience.timeout.connect(self._give_up_late_ones)

    def open(self) -> None:
        """Begin to connect; nothing happens without a bus."""
        if self._socket is not None:
            return
        try:
            address = get_bus(self._which)
        except (KeyError, ValueError, RuntimeError, StopIteration):
            return
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.setblocking(False)
        try:
            connection.connect(address)
        except OSError:
            connection.close()
            self._try_again()
            return
        self._socket = connection
        self._reading = QSocketNotifier(connection.fileno(), QSocketNotifier.Type.Read, self)
        self._reading.activated.connect(self._read)
        self._writing = QSocketNotifier(connection.fileno(), QSocketNotifier.Type.Write, self)
        self._writing.setEnabled(False)
        self._writing.activated.connect(self._flush)
        self._parser = Parser()
        self._unsent.clear()
        self._authenticator = Authenticator(inc_null_byte=True)
        self._write(self._authenticator.data_to_send() or b"")

    def close(self) -> None:
        """Let the connection go and do not come back to it."""
        self._retry.stop()
        self._drop()

    def call(
        self,
        address: DBusAddress,
        method: str,
        signature: str = "",
        body: Sequence[Any] = (),
        *,
        answered: Answered | None = None,
        returns: str | None = None,
    ) -> None:
        """Send a method call; `answered` gets the reply, or None for an error, silence, no bus, or
        values other than the signature `returns` says.
        """
        if not self.is_ready:
            if answered is not None:
                answered(None)
            return
        self._send(new_method_call(address, method, signature or None, tuple(body)), answered, returns)

    def watch(
        self,
        sender: str,
        interface: str,
        member: str,
        heard: Callable[[Heard], None],
        *,
        signature: str,
        about: str | None = None,
    ) -> None:
        """Listen to a signal with this signature, now and after every reconnection.

        `about` narrows it to a first argument.
        """
        rule = MatchRule(type="signal", sender=sender, interface=interface, member=member)
        if about is not None:
            rule.add_arg_condition(0, about)
        self._watches.append(_Watch(rule, interface, member, signature, heard))
        if self.is_ready:
            self._send(message_bus.AddMatch(rule))

    def _send(self, message: Message, answered: Answered | None = None, returns: str | None = None) -> None:
        serial = next(self._serials)
        if answered is not None:
            self._pending[serial] = _Pending(answered, returns, time.monotonic() + self._seconds)
            if not self._patience.isActive():
                self._patience.start(int(self._seconds * 1000) + 100)
        self._write(message.serialise(serial=serial))

    def _write(self, data: bytes) -> None:
        self._unsent += data
        if len(self._unsent) > _MOST_UNSENT:
            self._lose()
            return
        self._flush()

    def _flush(self) -> None:
        if self._socket is None or self._writing is None:
            return
        try:
            while self._unsent:
                del self._unsent[: self._socket.send(self._unsent)]
        except BlockingIOError:
            self._writing.setEnabled(True)
            return
        except OSError:
            self._lose()
            return
        self._writing.setEnabled(False)

    def _read(self) -> None:
        connection = self._socket
        if connection is None:
            return
        try:
            data = connection.recv(_CHUNK)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self._lose()
            return
        try:
            if self._authenticator is not None:
                self._authenticate(data)
                return
            self._parser.add_data(data)
            while self._socket is connection and (message := self._parser.get_next_message()) is not None:
                self._dispatch(message)
        except (AuthenticationError, ValueError, KeyError, IndexError, struct.error):
            self._lose()

    def _authenticate(self, data: bytes) -> None:
        if self._authenticator is None:
            return
        self._authenticator.feed(data)
        if self._authenticator.authenticated:
            self._authenticator = None
            self._write(BEGIN)
            self._send(message_bus.Hello(), self._greeted)

    def _greeted(self, reply: Heard | None) -> None:
        if reply is None:
            self._lose()
            return
        self.is_ready = True
        self._tries = 0
        for watch in self._watches:
            self._send(message_bus.AddMatch(watch.rule))
        self.ready.emit()

    def _dispatch(self, message: Message) -> None:
        fields = message.header.fields
        signature = fields.get(HeaderFields.signature, "")
        heard = Heard(message.body, fields.get(HeaderFields.sender, ""), signature)
        kind = message.header.message_type
        if kind in (MessageType.method_return, MessageType.error):
            pending = self._pending.pop(fields.get(HeaderFields.reply_serial, 0), None)
            if pending is not None:
                fits = kind is MessageType.method_return and pending.returns in (None, signature)
                pending.answered(heard if fits else None)
        elif kind is MessageType.signal:
            name = (fields.get(HeaderFields.interface), fields.get(HeaderFields.member), signature)
            for watch in tuple(self._watches):
                if name == (watch.interface, watch.member, watch.signature):
                    watch.heard(heard)

    def _give_up_late_ones(self) -> None:
        now = time.monotonic()
        for serial in [each for each, pending in self._pending.items() if pending.deadline <= now]:
            pending = self._pending.pop(serial, None)
            if pending is not None:
                pending.answered(None)
        if self._pending:
            soonest = min(pending.deadline for pending in self._pending.values())
            self._patience.start(max(0, int((soonest - now) * 1000)) + 100)

    def _lose(self) -> None:
        if self._socket is not None:
            self._try_again()
            self._drop()

    def _drop(self) -> None:
        if self._socket is None:
            return
        for notifier in (self._reading, self._writing):
            if notifier is not None:
                notifier.setEnabled(False)
                notifier.deleteLater()
        self._reading = self._writing = self._authenticator = None
        self._socket.close()
        self._socket = None
        self._patience.stop()
        was_ready, self.is_ready = self.is_ready, False
        pending, self._pending = self._pending, {}
        for each in pending.values():
            each.answered(None)
        if was_ready:
            self.lost.emit()

    def _try_again(self) -> None:
        wait = _RETRY_SECONDS[min(self._tries, len(_RETRY_SECONDS) - 1)]
        self._tries += 1
        self._retry.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._retry.start(wait * 1000)
