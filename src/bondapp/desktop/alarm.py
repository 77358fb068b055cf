"""One alarm clock: APScheduler's knowledge of when, on a single Qt timer that outlives sleep and clock changes.

The stock QtScheduler leaks timers, loses wake-ups that come from threads and drops late jobs, so it is
not used. What is due lives in the store; this only knocks.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

from apscheduler.executors.debug import DebugExecutor
from apscheduler.jobstores.base import JobLookupError
from apscheduler.schedulers.base import BaseScheduler
from PySide6.QtCore import QObject, Qt, QTimer, Signal

_JOB: Final = "next-reminder"
# QTimer counts a clock that stands still in sleep; looking again once a minute notices the difference.
_LONGEST_WAIT: Final = 60.0
# A coarse timer may be 5 % late, so the last stretch is left to a precise one.
_PRECISE_STRETCH: Final = 2.0
_COARSE_SHARE: Final = 0.95
_CLOCK_TOLERANCE: Final = 1.5


def _utc_now() -> datetime:
    return datetime.now(UTC)


class _OneTimerScheduler(BaseScheduler):  # type: ignore[misc] # - APScheduler has no types
    """A scheduler that runs its job where it is asked to and leaves waiting to its owner."""

    def __init__(self, knock: Callable[[], None]) -> None:
        super().__init__(
            timezone=UTC,
            executors={"default": DebugExecutor()},
            job_defaults={"misfire_grace_time": None, "coalesce": True},
        )
        self._knock = knock

    def wakeup(self) -> None:
        """Called by APScheduler, from any thread, when what comes next has changed."""
        self._knock()

    def shutdown(self, wait: bool = True) -> None:
        """Stop for good."""
        super().shutdown(wait)

    def run_due(self) -> float | None:
        """Run what is due; seconds until the next, or None when nothing is left."""
        seconds: float | None = self._process_jobs()
        return seconds


class Alarm(QObject):
    """Rings once at an instant: within 100 ms while awake, within a minute after sleep or a clock change.

    `rang` may be answered with a new `arm`. `clock_moved` says that the wall clock was set or the computer
    slept (noticed within 60 s while armed): plan anew. `now` and `monotonic` are passed in by tests.
    """

    rang = Signal()
    clock_moved = Signal()
    _knocked = Signal()

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        now: Callable[[], datetime] = _utc_now,
        monotonic: Callable[[], float] = time.monotonic,
        longest_wait: float = _LONGEST_WAIT,
    ) -> None:
        super().__init__(parent)
        self._now = now
        self._monotonic = monotonic
        self._longest_wait = longest_wait
        self._struck = False
        self._knock_waits = False
        self._offset: float | None = None
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._tick)
        self._knocked.connect(self._on_knock, Qt.ConnectionType.QueuedConnection)
        self._scheduler = _OneTimerScheduler(self._knock)
        self._scheduler.start()

    def arm(self, at: datetime | None) -> None:
        """Ring at this aware instant instead of any earlier wish; None means never. Past instants ring at once.

        Safe from any thread. Raises ValueError for a naive instant.
        """
        if not self._scheduler.running:
            return
        if at is None:
            try:
                self._scheduler.remove_job(_JOB)
            except JobLookupError:
                return
            self._knock()
            return
        if at.utcoffset() is None:
            raise ValueError("an instant needs its zone")
        self._scheduler.add_job(
            self._strike,
            "date",
            run_date=at.astimezone(UTC),
            id=_JOB,
            name=_JOB,
            replace_existing=True,
            misfire_grace_time=None,
            coalesce=True,
        )

    def check(self) -> None:
        """Look at the clock now, for instance because the computer woke."""
        if self._scheduler.running:
            self._tick()

    def stop(self) -> None:
        """Never ring again."""
        self._timer.stop()
        if self._scheduler.running:
            self._scheduler.shutdown()

    def _strike(self) -> None:
        # The scheduler removes its job after this returns: ringing here would lose a new arm.
        self._struck = True

    def _knock(self) -> None:
        if not self._knock_waits:
            self._knock_waits = True
            self._knocked.emit()

    def _on_knock(self) -> None:
        self._knock_waits = False
        self._tick()

    def _tick(self) -> None:
        if not self._scheduler.running:
            return
        moved = self._clock_has_moved()
        seconds = self._scheduler.run_due()
        self._wait(seconds)
        struck, self._struck = self._struck, False
        if moved:
            self.clock_moved.emit()
        if struck:
            self.rang.emit()

    def _wait(self, seconds: float | None) -> None:
        if seconds is None:
            self._timer.stop()
            self._offset = None
            return
        if seconds > self._longest_wait or seconds > 2 * _PRECISE_STRETCH:
            coarse = min(self._longest_wait, max(_PRECISE_STRETCH, (seconds - _PRECISE_STRETCH) * _COARSE_SHARE))
            self._timer.setTimerType(Qt.TimerType.CoarseTimer)
            self._timer.start(int(coarse * 1000))
            return
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.start(math.ceil(max(0.0, seconds) * 1000))

    def _clock_has_moved(self) -> bool:
        """Whether the wall clock and the steady one have parted since the last look."""
        offset = self._now().timestamp() - self._monotonic()
        before, self._offset = self._offset, offset
        return before is not None and abs(offset - before) > _CLOCK_TOLERANCE
