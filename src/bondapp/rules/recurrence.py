"""When a ritual comes round: a rule of local days and one wall time, told as instants.

The rule is expanded on naive local days, and only then is each local time resolved to UTC, so that a
change of the clocks moves no ritual. See RFC 5545, sections 3.3.5 and 3.3.10.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from dateutil.rrule import rrule, rrulestr

DAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")

_PARTS: Final = {
    "FREQ": re.compile(r"DAILY|WEEKLY|MONTHLY|YEARLY"),
    "INTERVAL": re.compile(r"[1-9][0-9]{0,2}"),
    "COUNT": re.compile(r"[1-9][0-9]{0,3}"),
    "UNTIL": re.compile(r"(19|2[0-9])[0-9]{6}"),
    "BYDAY": re.compile(r"([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU)(,([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU)){0,34}"),
    "BYMONTHDAY": re.compile(r"-?([1-9]|[12][0-9]|3[01])(,-?([1-9]|[12][0-9]|3[01])){0,61}"),
    "BYMONTH": re.compile(r"([1-9]|1[0-2])(,([1-9]|1[0-2])){0,11}"),
    "BYSETPOS": re.compile(r"-?[1-9][0-9]?(,-?[1-9][0-9]?){0,30}"),
    "WKST": re.compile(r"MO|TU|WE|TH|FR|SA|SU"),
}
_LONGEST_RULE: Final = 400
_LONGEST_INTERVAL: Final = {"DAILY": 400, "WEEKLY": 60, "MONTHLY": 60, "YEARLY": 10}
_FIRST_YEAR: Final = 1900
_LAST_YEAR: Final = 2400
# 2000 to 2027 hold every pairing of leap year and first weekday once; so do these, near the calendar's end.
_CYCLE: Final = 28
_PROBE_YEAR: Final = 9956


class BadRhythm(ValueError):
    """A rule that cannot be kept; `code` is one of "rule", "never", "wall", "zone", "start", "days".

    The message is the code alone: what was typed is never quoted.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often something comes round.

    `rrule` is an RFC 5545 RRULE value of whole days ("FREQ=WEEKLY;BYDAY=MO,TU"; FREQ from DAILY to YEARLY,
    UNTIL as a local date that still counts), `wall` a local time in whole minutes, `zone` an IANA name and
    `start` the first local day that may count. `slot` tells apart several times of one day. Raises BadRhythm.
    """

    rrule: str
    wall: time
    zone: str
    start: date
    slot: int = 0

    def __post_init__(self) -> None:
        if self.wall.tzinfo is not None or self.wall.second or self.wall.microsecond or self.wall.fold:
            raise BadRhythm("wall")
        if isinstance(self.start, datetime) or not _FIRST_YEAR <= self.start.year < _LAST_YEAR:
            raise BadRhythm("start")
        zone_of(self.zone)
        _check_rule(self.rrule, self.start)


@dataclass(frozen=True, slots=True)
class Due:
    """One time it comes round: the rule's local day, the slot of that day, and the instant in UTC."""

    day: date
    slot: int
    at: datetime


def daily(wall: time, zone: str, start: date) -> Rhythm:
    """Every day at one wall time. Raises BadRhythm."""
    return Rhythm("FREQ=DAILY", wall, zone, start)


def weekly(days: Iterable[int], wall: time, zone: str, start: date) -> Rhythm:
    """Every week on these days, 0 = Monday to 6 = Sunday. Raises BadRhythm ("days" if none or not such)."""
    chosen = sorted(set(days))
    if not chosen or not all(0 <= day <= 6 for day in chosen):
        raise BadRhythm("days")
    return Rhythm("FREQ=WEEKLY;BYDAY=" + ",".join(DAYS[day] for day in chosen), wall, zone, start)


def monthly(day: int, wall: time, zone: str, start: date) -> Rhythm:
    """Every month on this day, 1 to 31; a shorter month takes its last day. Raises BadRhythm ("days")."""
    if not 1 <= day <= 31:
        raise BadRhythm("days")
    if day <= 28:
        return Rhythm(f"FREQ=MONTHLY;BYMONTHDAY={day}", wall, zone, start)
    ends = ",".join(str(number) for number in range(28, day + 1))
    return Rhythm(f"FREQ=MONTHLY;BYMONTHDAY={ends};BYSETPOS=-1", wall, zone, start)


def days_of(rhythm: Rhythm) -> tuple[int, ...] | None:
    """The weekdays (0 = Monday) of a rule that is the same every week for ever, or None for any other."""
    parts = _parts(rhythm.rrule)
    rest = set(parts) - {"FREQ", "BYDAY", "WKST"}
    if parts.get("INTERVAL") == "1":
        rest.discard("INTERVAL")
    if rest or parts["FREQ"] not in ("DAILY", "WEEKLY"):
        return None
    if "BYDAY" in parts:
        return tuple(sorted({DAYS.index(name) for name in parts["BYDAY"].split(",")}))
    return tuple(range(7)) if parts["FREQ"] == "DAILY" else (rhythm.start.weekday(),)


def next_due(rhythm: Rhythm, after: datetime) -> Due | None:
    """The first time strictly after an aware instant, or None when the rule has ended."""
    return next((due for due in _from(rhythm, after) if due.at > after), None)


def between(rhythm: Rhythm, start: datetime, end: datetime) -> tuple[Due, ...]:
    """Every time from `start` up to but not including `end` (aware instants), in order."""
    _aware(end)
    found = []
    for due in _from(rhythm, start):
        if due.at >= end:
            break
        if due.at >= start:
            found.append(due)
    return tuple(found)


def resolve(local: datetime, zone: ZoneInfo) -> datetime:
    """The UTC instant of a naive local time.

    A time the clocks pass twice is the first of the two. A time they leap over is read with the offset
    from before the leap (RFC 5545, 3.3.5), so it comes after the leap and never early.
    """
    return local.replace(tzinfo=zone, fold=0).astimezone(UTC)


def zone_of(name: str) -> ZoneInfo:
    """The IANA zone of this name. Raises BadRhythm ("zone")."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError, TypeError):
        raise BadRhythm("zone") from None


def occurrence_id(space: str, ritual: str, day: date, slot: int) -> str:
    """The lasting name of one occurrence: BLAKE2b-256 in hex over length-prefixed parts."""
    digest = hashlib.blake2b(digest_size=32, person=b"bond-occurrence")
    for part in (space, ritual, day.isoformat(), str(slot)):
        raw = part.encode("utf-8", "surrogatepass")
        digest.update(len(raw).to_bytes(8, "big"))
        digest.update(raw)
    return digest.hexdigest()


def _from(rhythm: Rhythm, after: datetime) -> Iterator[Due]:
    _aware(after)
    zone = zone_of(rhythm.zone)
    try:
        # No zone is a day and a half from its own local date, whatever day it left out.
        lower = after.astimezone(zone).date() - timedelta(days=3)
    except OverflowError:
        lower = date.min
    for day in _days(rhythm, max(lower, rhythm.start)):
        if day.year > _LAST_YEAR:
            return
        at = _instant(day, rhythm.wall, zone)
        if at is not None:
            yield Due(day, rhythm.slot, at)


def _aware(instant: datetime) -> None:
    if instant.utcoffset() is None:
        raise ValueError("an instant needs its zone")


def _instant(day: date, wall: time, zone: ZoneInfo) -> datetime | None:
    """The instant of a wall time on a day, or None when the zone never had that day."""
    local = datetime.combine(day, wall)
    if not _leapt_over(local, zone):
        return resolve(local, zone)
    first, last = datetime.combine(day, time.min), datetime.combine(day, time(23, 59, 59))
    if _leapt_over(first, zone) and _leapt_over(last, zone):
        return None
    return resolve(local, zone)


def _leapt_over(local: datetime, zone: ZoneInfo) -> bool:
    return resolve(local, zone).astimezone(zone).replace(tzinfo=None) != local


def _days(rhythm: Rhythm, lower: date) -> Iterator[date]:
    """The rule's days from shortly before `lower` on (never before the start), in order."""
    for moment in _rule(rhythm.rrule, _anchor(rhythm, lower), rhythm.start):
        if moment.date() >= lower:
            yield moment.date()


def _anchor(rhythm: Rhythm, lower: date) -> date:
    """A day to count from that is as late as can be and leaves the rule's phase as it was.

    A rule with COUNT has to be counted from its true start.
    """
    parts = _parts(rhythm.rrule)
    start, every = rhythm.start, int(parts.get("INTERVAL", "1"))
    if "COUNT" in parts:
        return start
    if parts["FREQ"] in ("DAILY", "WEEKLY"):
        step = every * (7 if parts["FREQ"] == "WEEKLY" else 1)
        return start + timedelta(days=max(0, (lower - start).days // step) * step)
    step = every * (12 if parts["FREQ"] == "YEARLY" else 1)
    turns = ((lower.year - start.year) * 12 + lower.month - start.month) // step
    if turns <= 0:
        return start
    months = start.year * 12 + start.month - 1 + turns * step
    return date(months // 12, months % 12 + 1, 1)


def _rule(text: str, anchor: date, start: date) -> rrule:
    """The rule counted from `anchor`, with what RFC 5545 takes from the start day taken from `start`."""
    parts = dict(_parts(text))
    if not {"BYDAY", "BYMONTHDAY"} & parts.keys():
        if parts["FREQ"] == "WEEKLY":
            parts["BYDAY"] = DAYS[start.weekday()]
        elif parts["FREQ"] != "DAILY":
            parts["BYMONTHDAY"] = str(start.day)
            if parts["FREQ"] == "YEARLY":
                parts.setdefault("BYMONTH", str(start.month))
    full = ";".join(f"{name}={value}" for name, value in parts.items())
    found = rrulestr(full, dtstart=datetime.combine(anchor, time.min))
    if not isinstance(found, rrule):
        raise BadRhythm("rule")
    return found


@lru_cache(maxsize=1024)
def _parts(text: str) -> dict[str, str]:
    """The parts of a rule by name. Raises BadRhythm ("rule")."""
    if not isinstance(text, str) or len(text) > _LONGEST_RULE:
        raise BadRhythm("rule")
    parts: dict[str, str] = {}
    for piece in text.split(";"):
        name, _, value = piece.partition("=")
        pattern = _PARTS.get(name)
        if pattern is None or name in parts or not pattern.fullmatch(value):
            raise BadRhythm("rule")
        parts[name] = value
    if not _fits_together(parts):
        raise BadRhythm("rule")
    return parts


def _fits_together(parts: dict[str, str]) -> bool:
    if "FREQ" not in parts or {"COUNT", "UNTIL"} <= parts.keys():
        return False
    frequency = parts["FREQ"]
    if int(parts.get("INTERVAL", "1")) > _LONGEST_INTERVAL[frequency]:
        return False
    numbered = any(character.isdigit() for character in parts.get("BYDAY", ""))
    if frequency in ("DAILY", "WEEKLY") and (numbered or {"BYMONTHDAY", "BYSETPOS"} & parts.keys()):
        return False
    return "BYSETPOS" not in parts or bool({"BYDAY", "BYMONTHDAY"} & parts.keys())


@lru_cache(maxsize=1024)
def _check_rule(text: str, start: date) -> None:
    """Raises BadRhythm ("rule" or "never").

    dateutil looks for a rule that never comes up to the year 9999, which takes seconds. So the first
    occurrence is looked for in a year like the start year, near the end of that search.
    """
    parts = _parts(text)
    if "UNTIL" in parts:
        try:
            until = date(int(parts["UNTIL"][:4]), int(parts["UNTIL"][4:6]), int(parts["UNTIL"][6:]))
        except ValueError:
            raise BadRhythm("rule") from None
        if until < start:
            raise BadRhythm("never")
    endless = ";".join(f"{name}={value}" for name, value in parts.items() if name not in ("UNTIL", "COUNT"))
    probe = _like(start)
    if next(iter(_rule(endless, probe, probe)), None) is None:
        raise BadRhythm("never")


def _like(day: date) -> date:
    """A day near the end of the calendar in a year with the same weekdays and the same February."""
    for year in range(_PROBE_YEAR, _PROBE_YEAR + _CYCLE):
        first, length = date(year, 1, 1), date(year + 1, 1, 1) - date(year, 1, 1)
        if first.weekday() == date(day.year, 1, 1).weekday() and length == (
            date(day.year + 1, 1, 1) - date(day.year, 1, 1)
        ):
            return day.replace(year=year)
    raise BadRhythm("start")
