"""Puts everything together; nothing else does. Heavy modules are imported after the first paint."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bondapp import __version__, paths

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from bondapp.services.session import Ports, Session
    from bondapp.ui.shell import Shell

IDLE_CHECK_MS = 60_000


def main(argv: Sequence[str] | None = None) -> int:
    """Run Bond, or one of its commands; returns the exit status."""
    arguments = _parser().parse_args(argv)
    if arguments.command == "tour":
        from bondapp.tour import run_tour

        return run_tour(
            arguments.folder, dark=arguments.dark, scale=arguments.scale, rtl=arguments.rtl, lang=arguments.lang
        )
    if arguments.command == "check-content":
        return _check_content(arguments.folder)
    return run(arguments.data or paths.data_folder(), sys.argv[:1])


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bondapp", description="A calm companion for two people.")
    parser.add_argument("--version", action="version", version=f"Bond {__version__}")
    parser.add_argument("--data", type=Path, metavar="DIR", help="the vault folder, instead of the usual one")
    commands = parser.add_subparsers(dest="command")
    tour = commands.add_parser("tour", help="walk the main journeys in a throw-away vault and picture every screen")
    tour.add_argument("folder", type=Path, metavar="DIR")
    tour.add_argument("--dark", action="store_true", help="dark pictures only")
    tour.add_argument("--scale", type=float, default=1.0, help="text size, 1.0 to 2.0")
    tour.add_argument("--rtl", action="store_true", help="laid out from right to left")
    tour.add_argument("--lang", default="en", help="the language of the content")
    check = commands.add_parser("check-content", help="check a folder of content and name file and reason")
    check.add_argument("folder", type=Path, metavar="DIR")
    return parser


def _check_content(folder: Path) -> int:
    from bondapp.rules.content import ContentError
    from bondapp.store.content import load

    try:
        load(folder)
    except (ContentError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write("This content is complete and in order.\n")
    return 0


def run(vault: Path, argv: Sequence[str]) -> int:
    """Run the app on a vault folder until it is quit."""
    from bondapp.desktop.instance import bell_path, ring

    bell = bell_path(vault, os.environ)
    if ring(bell):
        sys.stdout.write("Bond is open already. Its window comes to the front.\n")
        return 0
    from bondapp.app.process import harden, keep_log, keep_words_out, quit_on_signals

    harden()
    keep_log(paths.log_folder())
    keep_words_out()
    app = make_application(argv)
    from bondapp.ui import frame
    from bondapp.ui.shell import Shell, theme_of

    look = frame.read(vault)
    theme_of(look, app).apply(app)
    shell = Shell(vault, look)
    bench = os.environ.get("BOND_BENCH") == "1"
    if bench:
        shell.painted.connect(lambda: _stamp("paint"))
        shell.usable.connect(lambda: _stamp("usable"))
        shell.usable.connect(app.quit)
    whole = Whole(app, shell, vault, bell)
    shell.painted.connect(whole.connect_store)
    shell.show()
    quit_on_signals(whole.quit, shell)
    status = app.exec()
    whole.close()
    return status


def make_application(argv: Sequence[str]) -> QApplication:
    """The Qt application with Bond's fonts; Fusion everywhere, so that every desktop shows the same."""
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QGuiApplication
    from PySide6.QtWidgets import QApplication

    from bondapp.ui import a11y
    from bondapp.ui.theme import load_fonts

    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    app = QApplication(list(argv) or ["bondapp"])
    app.setApplicationName("bondapp")
    app.setApplicationDisplayName("Bond")
    app.setDesktopFileName("bondapp")
    app.setQuitOnLastWindowClosed(False)
    app.setStyle("Fusion")
    load_fonts()
    a11y.install(app)
    return app


def make_ports(key_folder: Path, clock: Callable[[], datetime] | None = None, *, keyring: bool = True) -> Ports:
    """What the outside world gives a session: real clock, zone, randomness, key stores and content."""
    from bondapp.desktop.keyring import SystemKeyring
    from bondapp.services.session import Ports
    from bondapp.store.content import load
    from bondapp.store.keystore import KeyFiles, KeyStore

    files: KeyStore = KeyFiles(key_folder)
    system = SystemKeyring() if keyring else None
    stores: list[KeyStore] = [system, files] if system is not None and system.available() else [files]
    return Ports(
        clock=clock or _now,
        zone=_zone,
        random=os.urandom,
        stores=stores,
        load_content=lambda: load(paths.resources() / "content" / "en"),
        words=lambda: (paths.resources() / "words" / "passphrase.txt").read_text().split(),
    )


class Whole:
    """The running app: window, store, alarm, notifications, tray. Made after the window, filled after its paint."""

    def __init__(self, app: QApplication, shell: Shell, vault: Path, bell: Path) -> None:
        self._app = app
        self._shell = shell
        self._vault = vault
        self._bell = bell
        self._close: list[Callable[[], None]] = []
        self._connected = False
        shell.asked.connect(self._asked)
        shell.settled.connect(self._settled)
        self._desktop_ready = False

    def connect_store(self) -> None:
        """Open the store on its own thread; the screens' modules load there while the window is already shown."""
        if self._connected:
            return
        self._connected = True
        from PySide6.QtCore import QTimer

        from bondapp.ui.bridge import Bridge

        def make() -> Session:
            from bondapp.services import opening, reminders, repair, safety, settings, today  # noqa: F401 - loads them here
            from bondapp.services.session import Session

            return Session(self._vault, make_ports(paths.key_folder()))

        bridge = Bridge(make)
        self._bridge = bridge
        self._close.append(bridge.stop)
        QTimer.singleShot(0, lambda: self._shell.connect_to(bridge))

    def _settled(self, _company: object) -> None:
        """The first place is shown: now the desktop's side may load."""
        if self._desktop_ready:
            return
        self._desktop_ready = True
        from PySide6.QtCore import QTimer

        QTimer.singleShot(50, self._connect_desktop)

    def _connect_desktop(self) -> None:
        from PySide6.QtCore import QTimer

        from bondapp.app.reminding import Reminding
        from bondapp.desktop.alarm import Alarm
        from bondapp.desktop.instance import Doorbell
        from bondapp.desktop.notifications import system_notifier
        from bondapp.desktop.sleep import SleepWatch
        from bondapp.desktop.tray import Tray
        from bondapp.ui.art.emblem import app_icon

        shell = self._shell
        alarm = Alarm(shell)
        notifier = system_notifier(shell)
        self._reminding = Reminding(shell, self._bridge, alarm, notifier, lambda: datetime.now().astimezone())
        tray = Tray(app_icon(), shell)
        tray.opened.connect(shell.come_forward)
        tray.moment.connect(lambda: self._forward_to("breathe"))
        tray.hurts.connect(lambda: self._forward_to("repair"))
        tray.hide.connect(shell.hide_now)
        tray.quit.connect(self.quit)
        tray.show()
        self._tray = tray
        doorbell = Doorbell(self._bell, shell)
        doorbell.rung.connect(shell.come_forward)
        watch = SleepWatch(shell)
        watch.woke.connect(alarm.check)
        watch.woke.connect(self._reminding.consider)
        watch.locked.connect(shell.away)
        watch.going_to_sleep.connect(shell.away)
        watch.start()
        idle = QTimer(shell)
        idle.setTimerType(idle.timerType().VeryCoarseTimer)
        idle.setInterval(IDLE_CHECK_MS)
        idle.timeout.connect(lambda: shell.away() if shell.idle_seconds > 600 else None)
        idle.start()
        self._close += [alarm.stop, watch.stop, doorbell.close, tray.close]

    def _forward_to(self, place: str) -> None:
        self._shell.come_forward()
        self._shell.go(place)

    def _asked(self, wish: str) -> None:
        if wish == "in_use":
            from bondapp.desktop.instance import ring

            ring(self._bell)
            sys.stdout.write("Bond is open already. Its window comes to the front.\n")
            self.quit()
        elif wish == "close" and self._desktop_ready and self._tray.available:
            self._shell.hide()
        elif wish in ("quit", "close"):
            self.quit()

    def quit(self) -> None:
        """End the app; what was asked of the store is finished first."""
        self._app.quit()

    def close(self) -> None:
        """Let everything go, the store last."""
        for let_go in reversed(self._close):
            let_go()


def _now() -> datetime:
    return datetime.now(UTC)


def _zone() -> str:
    """The IANA zone this computer is in; UTC where it does not say."""
    from tzlocal import get_localzone_name

    try:
        return get_localzone_name() or "UTC"
    except Exception:  # noqa: BLE001 - tzlocal raises whatever a broken /etc/localtime makes it raise
        return "UTC"


def _stamp(what: str) -> None:
    sys.stdout.write(f"bench {what} {time.monotonic_ns()}\n")
    sys.stdout.flush()
