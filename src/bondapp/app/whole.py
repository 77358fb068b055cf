"""The running app: window, store, alarm, notifications and tray, each joined to the others when its time comes."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication

from bondapp import paths
from bondapp.ui import frame
from bondapp.ui.looks import Looks
from bondapp.ui.shell import Shell

if TYPE_CHECKING:
    from bondapp.desktop.notifications import Notifier
    from bondapp.services.session import Session
    from bondapp.ui.bridge import Bridge
    from bondapp.ui.journey import Journey

IDLE_CHECK_MS = 60_000
IDLE_SECONDS = 600
AFTER_PAGE_MS = 50


class Whole(QObject):
    """Made before the first paint, filled after it: nothing heavy is imported until the window is on the screen."""

    usable = Signal()

    def __init__(self, app: QApplication, shell: Shell, looks: Looks, vault: Path, bell: Path) -> None:
        super().__init__(shell)
        self._app = app
        self._shell = shell
        self._looks = looks
        self._vault = vault
        self._bell = bell
        self._journey: Journey | None = None
        self._tray_there: Callable[[], bool] = lambda: False
        self._desktop_on = False
        self._started = False
        self._let_go: list[Callable[[], None]] = []
        shell.wished.connect(self._wished)

    def start(self) -> None:
        """The window is on the screen: guard the process, open the store on its thread, dress the window meanwhile."""
        if self._started:
            return
        self._started = True
        from bondapp.app.process import SignalWatch, harden, keep_log, keep_words_out

        harden()
        keep_log(paths.log_folder())
        keep_words_out()
        signals = SignalWatch(self.quit, self)
        self._let_go.append(signals.stop)
        self._connect_store()
        from bondapp.ui import a11y

        a11y.install(self._app)
        self._looks.dress()
        self._shell.dress()

    def _connect_store(self) -> None:
        """The store's thread also imports what the first page needs, while the screen stays alive."""
        from bondapp.ui.bridge import Bridge

        def make() -> Session:
            from bondapp.app import make_ports
            from bondapp.services import opening, settings, today  # noqa: F401 - loaded here, not there
            from bondapp.services.session import Session

            return Session(self._vault, make_ports(paths.key_folder()))

        self._bridge: Bridge = Bridge(make)
        self._let_go.append(self._bridge.stop)
        # The first answer comes once everything above is imported; the screens then find it loaded.
        self._bridge.ask(lambda _session: None, lambda _: self._begin(), owner=self)

    def _begin(self) -> None:
        from bondapp.ui.journey import Journey

        journey = Journey(self._shell, self._bridge, self._looks)
        journey.usable.connect(self.usable)
        journey.in_use.connect(self._in_use)
        journey.ended.connect(self.quit)
        journey.settled.connect(self._settled)
        self._journey = journey
        journey.approach()

    def _settled(self, _company: object) -> None:
        """Inside for the first time: the desktop's side may load now."""
        if not self._desktop_on:
            self._desktop_on = True
            QTimer.singleShot(AFTER_PAGE_MS, self, self._connect_desktop)

    def _connect_desktop(self) -> None:
        from bondapp.app import local_zone
        from bondapp.app.reminding import Reminding
        from bondapp.desktop.alarm import Alarm
        from bondapp.desktop.instance import Doorbell
        from bondapp.desktop.sleep import SleepWatch

        if self._journey is None:
            return
        alarm = Alarm(self)
        notifier = _notifier(self)
        reminding = Reminding(
            self._shell,
            self._journey,
            self._bridge,
            alarm=alarm,
            notifier=notifier,
            local=_local_now,
            zone=local_zone,
        )
        doorbell = Doorbell(self._bell, self)
        doorbell.rung.connect(self._shell.come_forward)
        watch = SleepWatch(self)
        watch.woke.connect(alarm.check)
        watch.woke.connect(reminding.consider)
        watch.locked.connect(self._journey.away)
        watch.going_to_sleep.connect(self._journey.away)
        watch.start()
        self._let_go += [alarm.stop, watch.stop, doorbell.close]
        self._connect_tray(self._journey)
        gc.enable()
        self._bridge.run(_load_places)
        self._watch_idleness(self._journey)

    def _connect_tray(self, journey: Journey) -> None:
        from bondapp.desktop.tray import Tray
        from bondapp.ui.art.emblem import app_icon

        icon = app_icon()
        self._app.setWindowIcon(icon)
        tray = Tray(icon, self)
        tray.opened.connect(self._shell.come_forward)
        tray.moment.connect(lambda: self._forward_to("breathe"))
        tray.hurts.connect(lambda: self._forward_to("repair"))
        tray.hide.connect(journey.hide_now)
        tray.quit.connect(self.quit)
        tray.show()
        self._tray_there = lambda: tray.available
        self._let_go.append(tray.close)

    def _watch_idleness(self, journey: Journey) -> None:
        timer = QTimer(self)
        timer.setTimerType(Qt.TimerType.VeryCoarseTimer)
        timer.setInterval(IDLE_CHECK_MS)
        timer.timeout.connect(lambda: journey.away() if self._shell.idle_seconds > IDLE_SECONDS else None)
        timer.start()

    def _forward_to(self, place: str) -> None:
        self._shell.come_forward()
        if self._journey is not None:
            self._journey.go(place)

    def _in_use(self) -> None:
        from bondapp.desktop.instance import ring

        ring(self._bell)
        sys.stdout.write("Bond is open already. Its window comes to the front.\n")
        self.quit()

    def _wished(self, wish: str) -> None:
        if wish in ("close", "quit"):
            self._keep_frame()
        if wish == "close" and self._tray_there():
            self._shell.hide()
        elif wish in ("close", "quit"):
            self.quit()

    def _keep_frame(self) -> None:
        if self._journey is not None and self._journey.company is not None:
            geometry = bytes(self._shell.saveGeometry().data())
            frame.keep(self._vault, replace(self._looks.wanted, geometry=geometry))

    def quit(self) -> None:
        """End the app."""
        self._keep_frame()
        self._app.quit()

    def close(self) -> None:
        """Let everything go; what was asked of the store is finished first, and the store goes last."""
        for let_go in reversed(self._let_go):
            let_go()


def _load_places(_session: object) -> None:
    from bondapp.ui.catalogue import load_all

    for _ in load_all():
        pass


def _notifier(parent: QObject) -> Notifier:
    """This desktop's notifier, already connecting."""
    if sys.platform == "linux":
        from bondapp.desktop.freedesktop import FreedesktopNotifier

        notifier = FreedesktopNotifier(parent)
        notifier.start()
        return notifier
    from bondapp.desktop.notifications import NullNotifier

    return NullNotifier(parent)


def _local_now() -> datetime:
    return datetime.now().astimezone()
