"""Sleep and a locked screen are noticed over a real bus."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from jeepney import DBusAddress, new_signal
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, open_dbus_connection
from pytestqt.qtbot import QtBot

from bondapp.desktop.bus import Bus
from bondapp.desktop.sleep import SleepWatch
from desktop.conftest import PrivateBus

LOGIND = DBusAddress("/org/freedesktop/login1", interface="org.freedesktop.login1.Manager")


@pytest.fixture
def system(bus: PrivateBus) -> Iterator[DBusConnection]:  # noqa: ARG001 - the bus comes first
    """Somebody on the bus under the names of logind and the screen savers."""
    with open_dbus_connection("SYSTEM") as connection:
        for name in ("org.freedesktop.login1", "org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver"):
            connection.send_and_get_reply(message_bus.RequestName(name))
        yield connection


@pytest.fixture
def watch(system: DBusConnection, qtbot: QtBot) -> Iterator[SleepWatch]:  # noqa: ARG001 - in this order
    made = SleepWatch()
    made.start()
    qtbot.waitUntil(lambda: all(bus.is_ready for bus in made.findChildren(Bus)), timeout=5000)
    qtbot.wait(50)
    yield made
    made.stop()


def test_going_to_sleep_and_waking_are_told(system: DBusConnection, watch: SleepWatch, qtbot: QtBot) -> None:
    with qtbot.waitSignal(watch.going_to_sleep, timeout=5000):
        system.send(new_signal(LOGIND, "PrepareForSleep", "b", (True,)))
    with qtbot.waitSignal(watch.woke, timeout=5000):
        system.send(new_signal(LOGIND, "PrepareForSleep", "b", (False,)))


@pytest.mark.parametrize("name", ["org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver"])
def test_a_locked_screen_is_told_and_an_opened_one_is_not(
    system: DBusConnection, watch: SleepWatch, qtbot: QtBot, name: str
) -> None:
    locks: list[None] = []
    watch.locked.connect(lambda: locks.append(None))
    saver = DBusAddress("/org/freedesktop/ScreenSaver", interface=name)
    for active in (False, True, False):
        system.send(new_signal(saver, "ActiveChanged", "b", (active,)))
    qtbot.waitUntil(lambda: bool(locks), timeout=5000)
    qtbot.wait(50)
    assert len(locks) == 1


def test_a_signal_without_its_value_changes_nothing(system: DBusConnection, watch: SleepWatch, qtbot: QtBot) -> None:
    system.send(new_signal(LOGIND, "PrepareForSleep"))
    with qtbot.waitSignal(watch.woke, timeout=5000):
        system.send(new_signal(LOGIND, "PrepareForSleep", "b", (False,)))


def test_without_a_bus_nothing_is_said(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nowhere")
    watch = SleepWatch()
    watch.start()
    watch.start()
    qtbot.wait(20)
    assert not any(bus.is_ready for bus in watch.findChildren(Bus))
    watch.stop()
