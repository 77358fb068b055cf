"""What to remind of now: a pure decision over what is due, what was shown, and when it should be quiet.

Whoever carries a plan out marks each candidate of `show` and `quietly` as "shown" and each of `let_pass`
as "passed". Marks are the only memory, so that no movement of the clock can repeat a reminder.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from bondapp.rules.recurrence import resolve, zone_of

State = Literal["shown", "snoozed", "answered", "passed"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """One occurrence that somebody may be reminded of.

    `due` is when the ritual begins and `remind_at` when to say so (both aware), `day` the local day it
    belongs to, and `for_person` whose reminder it is.
    """

    occurrence: str
    ritual: str
    due: datetime
    remind_at: datetime
    day: date
    for_person: str


@dataclass(frozen=True, slots=True)
class Mark:
    """What became of an occurrence so far; `until` (aware) belongs to "snoozed". Raises ValueError."""

    occurrence: str
    state: State
    until: datetime | None = None

    def __post_init__(self) -> None:
        if self.state == "snoozed" and (self.until is None or self.until.utcoffset() is None):
            raise ValueError("until")


@dataclass(frozen=True, slots=True)
class Quiet:
    """The hours without reminders, by the local clock; none if start and end are one. Raises BadRhythm."""

    start: time
    end: time
    zone: str

    def __post_init__(self) -> None:
        zone_of(self.zone)

    def ends(self, now: datetime) -> datetime | None:
        """The instant (UTC) at which the quiet around `now` ends, or None when it is not quiet."""
        if self.start == self.end:
            return None
        return max((end for start, end in self._stretches(now) if start <= now < end), default=None)

    def _stretches(self, now: datetime) -> Iterator[tuple[datetime, datetime]]:
        zone: ZoneInfo = zone_of(self.zone)
        today = now.astimezone(zone).date()
        overnight = timedelta(days=1 if self.end <= self.start else 0)
        for shift in (-2, -1, 0, 1):
            day = today + timedelta(days=shift)
            yield (
                resolve(datetime.combine(day, self.start), zone),
                resolve(datetime.combine(day + overnight, self.end), zone),
            )


@dataclass(frozen=True, slots=True)
class Plan:
    """What to do now: remind one by one, list in one quiet place, or let pass in silence.

    `wake_at` is when to plan again: after now, or None when nothing is left to wait for.
    """

    show: tuple[Candidate, ...]
    quietly: tuple[Candidate, ...]
    let_pass: tuple[Candidate, ...]
    wake_at: datetime | None


@dataclass(frozen=True, slots=True)
class _Waiting:
    candidate: Candidate
    snoozed_until: datetime | None

    @property
    def anchor(self) -> datetime:
        """When it is to be said."""
        return self.snoozed_until or self.candidate.remind_at

    @property
    def serves_until(self) -> datetime:
        """Up to when saying it is on time: a ritual that has not begun is not late."""
        return max(self.anchor, self.candidate.due)


@dataclass(frozen=True, slots=True)
class _Rules:
    quiet: Quiet | None
    paused_until: datetime | None
    late_after: timedelta
    let_pass_after: timedelta

    def opens(self, item: _Waiting, now: datetime) -> datetime:
        """The first instant from `now` on at which the item may be said."""
        moment = max(item.anchor, now)
        if self.paused_until is not None:
            moment = max(moment, self.paused_until)
        if self._comes_in_quiet(item, moment):
            return moment
        # Two stretches can touch where the clocks change, so the end is asked again.
        while self.quiet is not None and (end := self.quiet.ends(moment)) is not None:
            moment = end
        return moment

    def _comes_in_quiet(self, item: _Waiting, moment: datetime) -> bool:
        """Whether it was asked for at this very time: a snooze is the person's own wish."""
        return item.snoozed_until is not None and moment <= item.anchor + self.late_after

    def passes(self, item: _Waiting) -> datetime:
        return item.serves_until + self.let_pass_after

    def on_time(self, item: _Waiting, now: datetime) -> bool:
        if item.snoozed_until is None and self.quiet is not None and self.quiet.ends(item.anchor) is not None:
            return False
        return now <= item.serves_until + self.late_after


def plan(
    now: datetime,
    candidates: Iterable[Candidate],
    marks: Iterable[Mark],
    quiet: Quiet | None,
    *,
    paused_until: datetime | None = None,
    per_day: int = 2,
    shown_today: int = 0,
    late_after: timedelta = timedelta(minutes=2),
    let_pass_after: timedelta = timedelta(hours=12),
) -> Plan:
    """Decides what to remind of at `now` (aware).

    On time: shown one by one, up to `per_day` less `shown_today`; beyond that, in the quiet list. Late (the
    computer slept) or due in quiet hours or a pause: in the quiet list once that is over. `let_pass_after`
    past the time: let pass. A snoozed one is due again at its `until`, whatever the count and the hour. Of
    two candidates for one occurrence the earlier stands for both; of several marks the last counts, but an
    answer stays an answer. Raises ValueError for a naive `now`.
    """
    if now.utcoffset() is None:
        raise ValueError("now needs its zone")
    rules = _Rules(quiet, paused_until, late_after, let_pass_after)
    show: list[Candidate] = []
    quietly: list[Candidate] = []
    let_pass: list[Candidate] = []
    wake_at: datetime | None = None
    left = max(0, per_day - shown_today)
    for item in _waiting(candidates, marks):
        if wake_at is not None and item.anchor >= wake_at:
            continue
        if now >= rules.passes(item):
            let_pass.append(item.candidate)
        elif (opens := rules.opens(item, now)) > now:
            soonest = min(opens, rules.passes(item))
            wake_at = soonest if wake_at is None else min(wake_at, soonest)
        elif not rules.on_time(item, now):
            quietly.append(item.candidate)
        elif item.snoozed_until is not None:
            show.append(item.candidate)
        elif left > 0:
            left -= 1
            show.append(item.candidate)
        else:
            quietly.append(item.candidate)
    return Plan(tuple(show), tuple(quietly), tuple(let_pass), wake_at)


def _waiting(candidates: Iterable[Candidate], marks: Iterable[Mark]) -> Iterator[_Waiting]:
    """The candidates still to be said, each occurrence once, the earliest first."""
    states = _states(marks)
    seen: set[str] = set()
    for candidate in sorted(candidates, key=lambda each: (each.remind_at, each.due, each.occurrence)):
        if candidate.occurrence in seen:
            continue
        seen.add(candidate.occurrence)
        mark = states.get(candidate.occurrence)
        if mark is None:
            yield _Waiting(candidate, None)
        elif mark.state == "snoozed":
            yield _Waiting(candidate, mark.until)


def _states(marks: Iterable[Mark]) -> dict[str, Mark]:
    states: dict[str, Mark] = {}
    for mark in marks:
        known = states.get(mark.occurrence)
        if known is None or known.state not in ("answered", "passed"):
            states[mark.occurrence] = mark
    return states
