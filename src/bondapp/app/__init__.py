"""Puts everything together; nothing else does. Heavy modules are imported after the first paint."""

from __future__ import annotations

import gc
import os
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bondapp import __version__, paths

if TYPE_CHECKING:
    import argparse

    from PySide6.QtWidgets import QApplication

    from bondapp.services.session import Ports


def main(argv: Sequence[str] | None = None) -> int:
    """Run Bond, or one of its commands; returns the exit status."""
    wanted = list(sys.argv[1:] if argv is None else argv)
    if not wanted:
        return run(paths.data_folder(), sys.argv[:1])
    arguments = _parser().parse_args(wanted)
    if arguments.command == "tour":
        from bondapp.tour import run_tour

        return run_tour(
            arguments.folder,
            dark=arguments.dark,
            scale=arguments.scale,
            rtl=arguments.rtl,
            lang=arguments.lang,
            width=arguments.width,
        )
    if arguments.command == "check-content":
        return _check_content(arguments.folder)
    return run(arguments.data or paths.data_folder(), sys.argv[:1])


def _parser() -> argparse.ArgumentParser:
    import argparse

    parser = argparse.ArgumentParser(prog="bondapp", description="A calm companion for two people.")
    parser.add_argument("--version", action="version", version=f"Bond {__version__}")
    parser.add_argument("--data", type=Path, metavar="DIR", help="the vault folder, instead of the usual one")
    commands = parser.add_subparsers(dest="command")
    tour = commands.add_parser("tour", help="walk the main journeys in a throw-away vault and picture every screen")
    tour.add_argument("folder", type=Path, metavar="DIR")
    tour.add_argument("--dark", action="store_true", help="dark pictures alone")
    tour.add_argument("--scale", type=float, default=1.0, help="text size, 1.0 to 2.0")
    tour.add_argument("--width", type=int, default=1180, help="the window's width in pixels, from 720")
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
    """Run the app on a vault folder until it is quit. What the first paint does not need is imported after it."""
    from PySide6.QtCore import Qt

    from bondapp.desktop.instance import bell_path, ring

    bell = bell_path(vault, os.environ)
    if ring(bell):
        sys.stdout.write("Bond is open already. Its window comes to the front.\n")
        return 0
    # Collecting garbage while thousands of modules' objects are made finds none and costs a tenth of the start.
    gc.disable()
    app = make_application(argv)
    from bondapp.app.whole import Whole
    from bondapp.ui import frame
    from bondapp.ui.looks import Looks
    from bondapp.ui.shell import Shell

    looks = Looks(app, frame.read(vault))
    shell = Shell(looks.wanted.geometry)
    whole = Whole(app, shell, looks, vault, bell)
    if os.environ.get("BOND_BENCH") == "1":
        shell.painted.connect(lambda: _stamp("paint"))
        whole.usable.connect(lambda: _stamp("usable"))
        whole.usable.connect(app.quit)
    shell.painted.connect(whole.start, Qt.ConnectionType.QueuedConnection)
    shell.show()
    status = app.exec()
    whole.close()
    return status


def make_application(argv: Sequence[str]) -> QApplication:
    """The Qt application; Fusion everywhere, so that every desktop shows the same."""
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QGuiApplication
    from PySide6.QtWidgets import QApplication

    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    app = QApplication(list(argv) or ["bondapp"])
    app.setApplicationName("bondapp")
    app.setApplicationDisplayName("Bond")
    app.setDesktopFileName("bondapp")
    app.setQuitOnLastWindowClosed(False)
    app.setStyle("Fusion")
    return app


def make_ports(key_folder: Path, clock: Callable[[], datetime] | None = None, *, keyring: bool = True) -> Ports:
    """What the outside world gives a session: real clock, zone, randomness, key stores and content."""
    from bondapp.desktop.keyring import SystemKeyring
    from bondapp.services.session import Ports
    from bondapp.store.content import load
    from bondapp.store.keystore import KeyFiles, KeyStore

    # The keyring is asked first to keep a key and last for one: looking into it costs half a second of imports.
    files = KeyFiles(key_folder)
    stores: list[KeyStore] = [SystemKeyring(), files] if keyring else [files]
    return Ports(
        clock=clock or _now,
        zone=local_zone,
        random=os.urandom,
        stores=stores,
        load_content=lambda: load(paths.resources() / "content" / "en"),
        words=lambda: (paths.resources() / "words" / "passphrase.txt").read_text().split(),
    )


def _now() -> datetime:
    return datetime.now(UTC)


def local_zone() -> str:
    """The IANA zone this computer is in; UTC where it does not say."""
    from tzlocal import get_localzone_name

    try:
        return get_localzone_name() or "UTC"
    except Exception:  # noqa: BLE001 - tzlocal raises whatever a broken /etc/localtime makes it raise
        return "UTC"


def _stamp(what: str) -> None:
    sys.stdout.write(f"bench {what} {time.monotonic_ns()}\n")
    sys.stdout.flush()
