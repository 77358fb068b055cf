"""The alarm rings once, in time, whatever is done to it and to the clock."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, tzinfo

import pytest
from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot

from bondapp.desktop.alarm import Alarm


def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def alarm(qtbot: QtBot) -> Iterator[Alarm]:  # noqa: ARG001 - Qt comes first
    made = Alarm()
    yield made
    made.stop()


def rings_of(alarm: Alarm) -> list[datetime]:
    rings: list[datetime] = []
    alarm.rang.connect(lambda: rings.append(now()))
    return rings


def test_it_rings_at_its_time_and_never_early(alarm: Alarm, qtbot: QtBot) -> None:
    rings = rings_of(alarm)
    at = now() + timedelta(milliseconds=250)
    alarm.arm(at)
    qtbot.waitUntil(lambda: bool(rings), timeout=3000)
    assert timedelta(0) <= rings[0] - at < timedelta(milliseconds=100)
    qtbot.wait(100)
    assert len(rings) == 1


def test_a_time_past_rings_at_once(alarm: Alarm, qtbot: QtBot) -> None:
    with qtbot.waitSignal(alarm.rang, timeout=1000):
        alarm.arm(now() - timedelta(days=3))


def test_arming_anew_while_it_rings_is_kept(alarm: Alarm, qtbot: QtBot) -> None:
    rings = rings_of(alarm)
    alarm.rang.connect(lambda: alarm.arm(now() + timedelta(milliseconds=30)))
    alarm.arm(now())
    qtbot.waitUntil(lambda: len(rings) >= 4, timeout=3000)


def test_the_last_wish_counts_and_none_means_never(alarm: Alarm, qtbot: QtBot) -> None:
    rings = rings_of(alarm)
    alarm.arm(now() + timedelta(milliseconds=50))
    alarm.arm(now() + timedelta(days=40))
    qtbot.wait(150)
    alarm.arm(now() + timedelta(milliseconds=50))
    alarm.arm(None)
    alarm.arm(None)
    qtbot.wait(150)
    assert rings == []


def test_a_hundred_arms_leave_one_timer_and_one_ring(alarm: Alarm, qtbot: QtBot) -> None:
    rings = rings_of(alarm)
    ticks: list[None] = []
    timers = alarm.findChildren(QTimer)
    assert len(timers) == 1
    timers[0].timeout.connect(lambda: ticks.append(None))
    for _ in range(100):
        alarm.arm(now() + timedelta(milliseconds=150))
        qtbot.wait(1)
    qtbot.waitUntil(lambda: bool(rings), timeout=3000)
    qtbot.wait(200)
    assert len(rings) == 1
    assert len(ticks) <= 3
    assert alarm.findChildren(QTimer) == timers
    assert not timers[0].isActive()


def test_a_wish_from_another_thread_is_heard(alarm: Alarm, qtbot: QtBot) -> None:
    with qtbot.waitSignal(alarm.rang, timeout=2000):
        worker = threading.Thread(target=lambda: alarm.arm(now() + timedelta(milliseconds=50)))
        worker.start()
        worker.join()


def test_it_wakes_at_most_twice_a_minute_while_the_time_is_far(alarm: Alarm, qtbot: QtBot) -> None:
    (timer,) = alarm.findChildren(QTimer)
    for far in (timedelta(minutes=2), timedelta(days=40), timedelta(days=4000)):
        alarm.arm(now() + far)
        qtbot.waitUntil(timer.isActive, timeout=1000)
        qtbot.wait(10)
        assert 30_000 <= timer.interval() <= 60_000


def test_with_nothing_to_wait_for_it_never_wakes(alarm: Alarm, qtbot: QtBot) -> None:
    alarm.arm(now() + timedelta(days=1))
    alarm.arm(None)
    qtbot.wait(20)
    assert not any(timer.isActive() for timer in alarm.findChildren(QTimer))


class Clock:
    """A wall clock that can be set, beside a steady one."""

    def __init__(self) -> None:
        self.shift = timedelta(0)

    def now(self) -> datetime:
        return now() + self.shift


@pytest.mark.parametrize("shift", [timedelta(hours=1), timedelta(hours=-1), timedelta(seconds=5)])
def test_a_clock_that_was_set_is_noticed_once(qtbot: QtBot, shift: timedelta) -> None:
    clock = Clock()
    alarm = Alarm(now=clock.now, monotonic=time.monotonic, longest_wait=0.05)
    moves: list[None] = []
    alarm.clock_moved.connect(lambda: moves.append(None))
    alarm.arm(now() + timedelta(days=1))
    qtbot.wait(150)
    assert moves == []
    clock.shift = shift
    qtbot.waitUntil(lambda: bool(moves), timeout=2000)
    qtbot.wait(150)
    assert len(moves) == 1
    alarm.stop()


def test_a_computer_that_slept_over_the_time_rings_on_return(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock()

    class WallClock(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]  # the real one, shifted
            return clock.now().astimezone(tz)

    monkeypatch.setattr("apscheduler.schedulers.base.datetime", WallClock)
    alarm = Alarm(now=clock.now, longest_wait=0.05)
    rings = rings_of(alarm)
    alarm.arm(now() + timedelta(hours=3))
    qtbot.wait(100)
    assert rings == []
    clock.shift = timedelta(hours=8)
    with qtbot.waitSignals([alarm.rang, alarm.clock_moved], timeout=2000):
        pass
    clock.shift = timedelta(0)
    qtbot.wait(150)
    assert len(rings) == 1
    alarm.stop()


def test_checking_after_a_wake_up_looks_at_the_clock_at_once(qtbot: QtBot) -> None:
    clock = Clock()
    alarm = Alarm(now=clock.now)
    alarm.arm(now() + timedelta(days=1))
    qtbot.wait(20)
    clock.shift = timedelta(hours=8)
    with qtbot.waitSignal(alarm.clock_moved, timeout=500):
        alarm.check()
    alarm.stop()


def test_stopped_is_stopped(qtbot: QtBot) -> None:
    parent = QObject()
    alarm = Alarm(parent)
    rings = rings_of(alarm)
    alarm.arm(now() + timedelta(milliseconds=30))
    alarm.stop()
    alarm.stop()
    alarm.arm(now())
    alarm.check()
    qtbot.wait(150)
    assert rings == []
    assert not any(timer.isActive() for timer in alarm.findChildren(QTimer))


def test_a_naive_time_is_refused(alarm: Alarm) -> None:
    with pytest.raises(ValueError, match="zone"):
        alarm.arm(now().replace(tzinfo=None))
