"""Reminders reach the desktop, their buttons act, and a desktop that misbehaves freezes nothing."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from bondapp.desktop.bus import Bus
from bondapp.desktop.freedesktop import FreedesktopNotifier
from bondapp.desktop.notifications import Notifier, NullNotifier
from desktop.conftest import Dunst, ObedientDaemon, PrivateBus, Pulse

BUTTONS = [("start", "Start"), ("snooze", "In 15 minutes"), ("skip", "Not today")]
DaemonStarter = Callable[..., ObedientDaemon]


@pytest.fixture
def notifier(qtbot: QtBot) -> Iterator[FreedesktopNotifier]:  # noqa: ARG001 - Qt comes first
    made = FreedesktopNotifier()
    yield made
    made.stop()


def shown(dunst: Dunst, qtbot: QtBot, count: int = 1) -> None:
    qtbot.waitUntil(lambda: dunst.tell("count", "displayed").strip() == str(count), timeout=5000)


def arrived(daemon: ObedientDaemon, qtbot: QtBot, count: int) -> None:
    qtbot.waitUntil(lambda: len(daemon.notes) == count, timeout=5000)
    # The daemon's answer, with the note's number, is on its way back.
    qtbot.wait(20)


def begin(notifier: FreedesktopNotifier, qtbot: QtBot) -> None:
    notifier.start()
    qtbot.waitUntil(lambda: notifier.available, timeout=5000)


@pytest.mark.parametrize(("action", "label"), BUTTONS)
def test_a_reminder_comes_to_the_screen_and_its_buttons_act(
    dunst: Dunst, notifier: FreedesktopNotifier, qtbot: QtBot, action: str, label: str
) -> None:
    begin(notifier, qtbot)
    notifier.show("one", "Bond", "A ritual is due.", BUTTONS)
    shown(dunst, qtbot)
    with qtbot.waitSignal(notifier.acted, timeout=5000) as acted:
        dunst.choose(label)
    assert acted.args == ["one", action]


def test_pressing_the_note_itself_opens_bond(dunst: Dunst, notifier: FreedesktopNotifier, qtbot: QtBot) -> None:
    begin(notifier, qtbot)
    notifier.show("one", "Bond", "A ritual is due.", BUTTONS)
    shown(dunst, qtbot)
    with qtbot.waitSignal(notifier.acted, timeout=5000) as acted:
        dunst.tell("action", "0")
    assert acted.args == ["one", "open"]


def test_closing_takes_the_note_away_and_the_daemon_says_so_too(
    dunst: Dunst, notifier: FreedesktopNotifier, qtbot: QtBot
) -> None:
    begin(notifier, qtbot)
    # dunst stacks equal notes, so these differ.
    notifier.show("one", "Bond", "A ritual is due.", BUTTONS)
    notifier.show("two", "Bond", "Another ritual is due.", BUTTONS)
    shown(dunst, qtbot, 2)
    notifier.close("one")
    shown(dunst, qtbot, 1)
    with qtbot.waitSignal(notifier.closed, timeout=5000) as closed:
        dunst.tell("close-all")
    assert closed.args == ["two"]


def test_the_same_reminder_is_replaced_and_not_shown_twice(
    daemons: DaemonStarter, notifier: FreedesktopNotifier, qtbot: QtBot
) -> None:
    daemon = daemons("actions")
    begin(notifier, qtbot)
    acted: list[str] = []
    notifier.acted.connect(lambda ident, _action: acted.append(ident))
    for count, ident in enumerate(["one", "two", "one"], start=1):
        notifier.show(ident, "Bond", "A ritual is due.", BUTTONS)
        arrived(daemon, qtbot, count)
    assert [note[1] for note in daemon.notes] == [0, 0, 1]
    daemon.emit("ActionInvoked", "us", 1, "start")
    qtbot.waitUntil(lambda: acted == ["one"], timeout=5000)


def test_markup_in_a_text_is_shown_as_written(dunst: Dunst, notifier: FreedesktopNotifier, qtbot: QtBot) -> None:
    begin(notifier, qtbot)
    notifier.show("one", "<b>T</b>", "<b>x</b> <img src='file:///etc/passwd'> & y", BUTTONS)
    shown(dunst, qtbot)
    dunst.tell("close-all")
    note = json.loads(dunst.tell("history"))["data"][0][0]
    assert note["body"]["data"] == "&lt;b&gt;x&lt;/b&gt; &lt;img src='file:///etc/passwd'&gt; &amp; y"


def test_text_goes_unescaped_to_a_daemon_without_markup_and_is_always_one_short_line(
    daemons: DaemonStarter, notifier: FreedesktopNotifier, qtbot: QtBot
) -> None:
    daemon = daemons("actions", "body")
    begin(notifier, qtbot)
    notifier.show("one", "a\0b\n\ud800c", "<b> & " + "x" * 100_000, [("go", "G\no")])
    qtbot.waitUntil(lambda: len(daemon.notes) == 1, timeout=5000)
    _app, _replaces, _icon, title, body, actions, _hints, _expire = daemon.notes[0]
    assert title == "a b c"
    assert str(body).startswith("<b> & xxx")
    assert len(str(body)) == 160
    assert actions == ["default", "Open Bond", "go", "G o"]


def test_a_daemon_without_buttons_leaves_it_to_the_banner(
    daemons: DaemonStarter, notifier: FreedesktopNotifier, qtbot: QtBot
) -> None:
    daemon = daemons("body", "body-markup")
    notifier.start()
    qtbot.waitUntil(lambda: bool(notifier.information), timeout=5000)
    qtbot.wait(20)
    assert not notifier.available
    with qtbot.waitSignal(notifier.failed) as failed:
        notifier.show("one", "Bond", "A ritual is due.", BUTTONS)
    assert failed.args == ["one"]
    assert daemon.notes == []


def test_a_daemon_that_restarts_is_used_again(dunst: Dunst, notifier: FreedesktopNotifier, qtbot: QtBot) -> None:
    begin(notifier, qtbot)
    notifier.show("one", "Bond", "A ritual is due.", BUTTONS)
    shown(dunst, qtbot)
    with qtbot.waitSignal(notifier.changed, timeout=5000):
        dunst.stop()
    assert not notifier.available
    dunst.start()
    qtbot.waitUntil(lambda: notifier.available, timeout=5000)
    notifier.show("one", "Bond", "A ritual is due.", BUTTONS)
    shown(dunst, qtbot)
    with qtbot.waitSignal(notifier.acted, timeout=5000) as acted:
        dunst.choose("Start")
    assert acted.args == ["one", "start"]


def test_without_a_daemon_nothing_is_available_until_one_comes(
    daemons: DaemonStarter, notifier: FreedesktopNotifier, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(notifier.changed, timeout=5000):
        notifier.start()
    assert not notifier.available
    daemons("actions")
    qtbot.waitUntil(lambda: notifier.available, timeout=5000)


def test_without_a_bus_nothing_is_available_and_nothing_breaks(
    notifier: FreedesktopNotifier, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for address in (None, "", "nonsense", f"unix:path={tmp_path}/nobody", "tcp:host=localhost,port=1"):
        if address is None:
            monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
        else:
            monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        notifier.start()
        assert not notifier.available
        with qtbot.waitSignal(notifier.failed):
            notifier.show("one", "Bond", "A ritual is due.", BUTTONS)
        notifier.close("one")
        notifier.stop()


def test_a_bus_that_ends_is_survived(
    bus: PrivateBus, daemons: DaemonStarter, notifier: FreedesktopNotifier, qtbot: QtBot
) -> None:
    daemon = daemons("actions")
    begin(notifier, qtbot)
    daemon.stop()
    with qtbot.waitSignal(notifier.changed, timeout=5000):
        bus.stop()
    assert not notifier.available
    notifier.close("one")


def test_a_hanging_daemon_freezes_nothing_and_its_notes_count_as_failed(
    daemons: DaemonStarter, qtbot: QtBot, pulse: Pulse
) -> None:
    daemon = daemons("actions")
    notifier = FreedesktopNotifier(bus=Bus("SESSION", patience=0.3))
    begin(notifier, qtbot)
    daemon.mute = True
    failed: list[str] = []
    notifier.failed.connect(failed.append)
    for number in range(20):
        notifier.show(f"n{number}", "Bond", "A ritual is due.", BUTTONS)
    qtbot.waitUntil(lambda: len(failed) == 20, timeout=5000)
    assert pulse.longest < 0.1
    notifier.stop()


def test_many_notes_at_once_freeze_nothing(
    daemons: DaemonStarter, notifier: FreedesktopNotifier, qtbot: QtBot, pulse: Pulse
) -> None:
    daemon = daemons("actions")
    begin(notifier, qtbot)
    for number in range(100):
        notifier.show(f"n{number}", "Bond", "A ritual is due.", BUTTONS)
    qtbot.waitUntil(lambda: len(daemon.notes) == 100, timeout=5000)
    assert pulse.longest < 0.1


def test_a_bus_that_never_answers_freezes_nothing(
    notifier: FreedesktopNotifier, qtbot: QtBot, pulse: Pulse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket(socket.AF_UNIX) as deaf:
        deaf.bind(str(tmp_path / "deaf"))
        deaf.listen(0)
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path / 'deaf'}")
        others = [FreedesktopNotifier() for _ in range(4)]
        for each in (notifier, *others):
            each.start()
        qtbot.wait(200)
        assert not notifier.available
        assert pulse.longest < 0.1
        for each in others:
            each.stop()


def test_a_daemon_that_answers_nonsense_counts_as_none(
    daemons: DaemonStarter, notifier: FreedesktopNotifier, qtbot: QtBot
) -> None:
    daemon = daemons("actions")
    daemon.nonsense = True
    with qtbot.waitSignal(notifier.changed, timeout=5000):
        notifier.start()
    assert not notifier.available
    assert notifier.information == ()


def test_only_the_daemon_itself_can_press_a_button(
    daemons: DaemonStarter, notifier: FreedesktopNotifier, qtbot: QtBot
) -> None:
    daemon = daemons("actions")
    begin(notifier, qtbot)
    notifier.show("one", "Bond", "A ritual is due.", BUTTONS)
    qtbot.waitUntil(lambda: len(daemon.notes) == 1, timeout=5000)
    acted: list[tuple[str, str]] = []
    notifier.acted.connect(lambda ident, action: acted.append((ident, action)))
    qtbot.wait(50)
    stranger = daemons("actions")
    stranger.emit("ActionInvoked", "us", 1, "start", to=daemon.client)
    stranger.emit("NotificationClosed", "uu", 1, 2, to=daemon.client)
    qtbot.wait(50)
    daemon.emit("ActionInvoked", "us", 99, "start")
    daemon.emit("ActionInvoked", "us", 1, "skip")
    qtbot.waitUntil(lambda: bool(acted), timeout=5000)
    assert acted == [("one", "skip")]


def test_a_note_closed_before_the_daemon_answered_is_taken_away(
    daemons: DaemonStarter, notifier: FreedesktopNotifier, qtbot: QtBot
) -> None:
    daemon = daemons("actions")
    begin(notifier, qtbot)
    notifier.show("one", "Bond", "A ritual is due.", BUTTONS)
    notifier.close("one")
    qtbot.waitUntil(lambda: daemon.closed == [1], timeout=5000)


def test_the_null_notifier_leaves_everything_to_the_banner(qtbot: QtBot) -> None:
    null: Notifier = NullNotifier()
    assert not null.available
    null.close("one")
    with qtbot.waitSignal(null.failed) as failed:
        null.show("one", "Bond", "A ritual is due.", BUTTONS)
    assert failed.args == ["one"]
