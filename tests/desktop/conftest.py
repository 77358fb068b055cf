"""A real bus, a real notification daemon on a display of its own, and a daemon that does as it is told."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from jeepney import DBusAddress, HeaderFields, Message, MessageType, new_error, new_method_return, new_signal
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, open_dbus_connection
from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot

# Before Qt starts: only dunst needs a display here.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

NAME = "org.freedesktop.Notifications"
PATH = "/org/freedesktop/Notifications"

# No service folders: nothing is started that a test did not start.
_BUS_CONFIG = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:dir={folder}</listen>
  <policy context="default">
    <allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/>
  </policy>
</busconfig>
"""
_DUNST_CONFIG = """[global]
    dmenu = {pick}
    markup = full
    history_length = 50
"""
_PICK = """#!/bin/sh
grep -m 1 -F "$(cat {choice})"
"""


def end(process: subprocess.Popen[str]) -> None:
    """Stop a process of ours and wait for it."""
    process.terminate()
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    for stream in (process.stdout, process.stderr):
        if stream is not None:
            stream.close()


class PrivateBus:
    """A message bus of this test alone."""

    def __init__(self, folder: Path) -> None:
        # Socket paths are short; the test's own folder need not be.
        config = folder / "bus.conf"
        config.write_text(_BUS_CONFIG.format(folder="/tmp"), encoding="utf-8")  # noqa: S108 - a socket's path is short
        self._process = subprocess.Popen(
            ["dbus-daemon", f"--config-file={config}", "--nofork", "--print-address=1"],  # noqa: S607 - as installed
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout is not None
        self.address = self._process.stdout.readline().strip()

    def stop(self) -> None:
        end(self._process)


@pytest.fixture
def bus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[PrivateBus]:
    """A private bus that stands for both the session's and the system's."""
    private = PrivateBus(tmp_path)
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", private.address)
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", private.address)
    yield private
    private.stop()


@pytest.fixture(scope="session")
def display() -> Iterator[str]:
    """An X display of our own."""
    reading, writing = os.pipe()
    process = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "800x600x24", "-nolisten", "tcp"],  # noqa: S607 - as installed
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
        text=True,
    )
    os.close(writing)
    with os.fdopen(reading) as numbers:
        number = numbers.readline().strip()
    yield f":{number}"
    end(process)


class Dunst:
    """The real daemon; `choose` presses a button as a person would in its menu."""

    def __init__(self, folder: Path, display: str) -> None:
        self._folder = folder
        self._environ = os.environ | {"DISPLAY": display, "XDG_RUNTIME_DIR": str(folder)}
        self._environ.pop("WAYLAND_DISPLAY", None)
        self._choice = folder / "choice"
        pick = folder / "pick"
        pick.write_text(_PICK.format(choice=self._choice), encoding="utf-8")
        pick.chmod(0o700)
        (folder / "dunstrc").write_text(_DUNST_CONFIG.format(pick=pick), encoding="utf-8")
        self._process: subprocess.Popen[str] | None = None
        self.start()

    def start(self) -> None:
        command = ["dunst", "-config", str(self._folder / "dunstrc")]
        self._process = subprocess.Popen(command, env=self._environ, stderr=subprocess.DEVNULL, text=True)

    def stop(self) -> None:
        if self._process is not None:
            end(self._process)
            self._process = None

    def tell(self, *words: str) -> str:
        tool = shutil.which("dunstctl")
        assert tool is not None
        done = subprocess.run([tool, *words], env=self._environ, capture_output=True, text=True, timeout=10, check=True)
        return done.stdout

    def choose(self, label: str) -> None:
        self._choice.write_text(f"#{label} ", encoding="utf-8")
        self.tell("context")


@pytest.fixture
def dunst(bus: PrivateBus, display: str, tmp_path: Path) -> Iterator[Dunst]:  # noqa: ARG001 - the bus comes first
    """dunst on the private bus."""
    daemon = Dunst(tmp_path, display)
    yield daemon
    daemon.stop()


class ObedientDaemon:
    """A notification daemon in a thread that notes what it gets and answers as told, or not at all."""

    def __init__(self, capabilities: list[str], *, mute: bool = False) -> None:
        self.capabilities = capabilities
        self.mute = mute
        self.nonsense = False
        self.notes: list[tuple[object, ...]] = []
        self.closed: list[int] = []
        self.client = ""
        self._connection: DBusConnection = open_dbus_connection("SESSION")
        self._connection.send_and_get_reply(message_bus.RequestName(NAME))
        self._going = True
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def emit(self, member: str, signature: str, *body: object, to: str | None = None) -> None:
        """Send a signal to all who listen, or straight to one client."""
        message = new_signal(DBusAddress(PATH, interface=NAME), member, signature, body)
        if to is not None:
            message.header.fields[HeaderFields.destination] = to
        self._connection.send(message)

    def stop(self) -> None:
        self._going = False
        self._thread.join()
        self._connection.close()

    def _serve(self) -> None:
        while self._going:
            with contextlib.suppress(TimeoutError):
                message = self._connection.receive(timeout=0.05)
                if message.header.message_type is MessageType.method_call and not self.mute:
                    self._connection.send(self._answer(message))

    def _answer(self, message: Message) -> Message:
        member = message.header.fields[HeaderFields.member]
        if self.nonsense:
            return new_method_return(message, "i", (7,))
        if member == "GetCapabilities":
            return new_method_return(message, "as", (self.capabilities,))
        if member == "GetServerInformation":
            return new_method_return(message, "ssss", ("obedient", "test", "1", "1.2"))
        if member == "CloseNotification":
            self.closed.append(message.body[0])
            return new_method_return(message)
        if member == "Notify":
            self.client = message.header.fields[HeaderFields.sender]
            self.notes.append(message.body)
            return new_method_return(message, "u", (message.body[1] or len(self.notes),))
        return new_error(message, "org.freedesktop.DBus.Error.UnknownMethod")


@pytest.fixture
def daemons(bus: PrivateBus) -> Iterator[Callable[..., ObedientDaemon]]:  # noqa: ARG001 - the bus comes first
    """Starts obedient daemons on the private bus."""
    started: list[ObedientDaemon] = []

    def start(*capabilities: str, mute: bool = False) -> ObedientDaemon:
        started.append(ObedientDaemon(list(capabilities), mute=mute))
        return started[-1]

    yield start
    for daemon in started:
        daemon.stop()


class Pulse(QObject):
    """Measures the longest time, in seconds, for which the event loop stood still."""

    def __init__(self) -> None:
        super().__init__()
        self.longest = 0.0
        self._last = time.monotonic()
        self._timer = QTimer(self, interval=5)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _beat(self) -> None:
        now = time.monotonic()
        self.longest = max(self.longest, now - self._last)
        self._last = now


@pytest.fixture
def pulse(qtbot: QtBot) -> Pulse:  # noqa: ARG001 - Qt comes first
    """The event loop's pulse."""
    return Pulse()
