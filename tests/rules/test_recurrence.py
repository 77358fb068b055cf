"""Rituals come round at their wall time, whatever clocks and calendars do."""

from __future__ import annotations

import time as clock
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bondapp.rules.recurrence import (
    BadRhythm,
    Due,
    Rhythm,
    between,
    daily,
    days_of,
    monthly,
    next_due,
    occurrence_id,
    weekly,
    zone_of,
)

ZONES = [
    "Europe/Berlin",
    "Europe/London",
    "Europe/Dublin",
    "America/New_York",
    "America/Sao_Paulo",
    "America/Nuuk",
    "America/St_Johns",
    "Africa/Casablanca",
    "Africa/Cairo",
    "Asia/Beirut",
    "Asia/Gaza",
    "Asia/Kathmandu",
    "Asia/Tehran",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "Pacific/Chatham",
    "Pacific/Kiritimati",
    "Antarctica/Troll",
    "UTC",
]
RULES = [
    "FREQ=DAILY",
    "FREQ=DAILY;INTERVAL=3",
    "FREQ=DAILY;BYDAY=SA,SU",
    "FREQ=WEEKLY",
    "FREQ=WEEKLY;BYDAY=MO,TU",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO;WKST=SU",
    "FREQ=WEEKLY;INTERVAL=5;BYDAY=TU,FR",
    "FREQ=MONTHLY",
    "FREQ=MONTHLY;INTERVAL=5",
    "FREQ=MONTHLY;BYDAY=2WE",
    "FREQ=MONTHLY;BYDAY=-1FR",
    "FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1",
    "FREQ=YEARLY",
    "FREQ=YEARLY;INTERVAL=2;BYMONTH=1,12;BYDAY=1SU",
]

zones = st.sampled_from(ZONES)
walls = st.builds(time, st.integers(0, 23), st.sampled_from([0, 1, 15, 29, 30, 45, 59]))
starts = st.dates(date(1990, 1, 1), date(2028, 12, 31))
rhythms = st.builds(Rhythm, st.sampled_from(RULES), walls, zones, starts)


def local(due: Due, zone: str) -> datetime:
    return due.at.astimezone(zone_of(zone)).replace(tzinfo=None)


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc,arg-type]  # a short way to write instants


def first_two(rhythm: Rhythm, after: datetime) -> list[str]:
    dues = []
    for _ in range(2):
        due = next_due(rhythm, after)
        assert due is not None
        dues.append(due.at.astimezone(zone_of(rhythm.zone)).isoformat(" ", "minutes"))
        after = due.at
    return dues


@pytest.mark.parametrize(
    ("zone", "wall", "after", "expected"),
    [
        ("Europe/Berlin", time(2, 30), utc(2026, 3, 28, 12), ["2026-03-29 03:30+02:00", "2026-03-30 02:30+02:00"]),
        ("Europe/Berlin", time(2, 30), utc(2026, 10, 24, 12), ["2026-10-25 02:30+02:00", "2026-10-26 02:30+01:00"]),
        ("America/Sao_Paulo", time(0), utc(2018, 11, 3, 12), ["2018-11-04 01:00-02:00", "2018-11-05 00:00-02:00"]),
        ("Pacific/Apia", time(20), utc(2011, 12, 29, 12), ["2011-12-29 20:00-10:00", "2011-12-31 20:00+14:00"]),
        ("America/Nuuk", time(23, 30), utc(2024, 3, 30, 12), ["2024-03-31 00:30-01:00", "2024-03-31 23:30-01:00"]),
        ("Australia/Lord_Howe", time(2, 15), utc(2026, 10, 3), ["2026-10-04 02:45+11:00", "2026-10-05 02:15+11:00"]),
        ("Pacific/Kiritimati", time(9), utc(1994, 12, 30, 20), ["1995-01-01 09:00+14:00", "1995-01-02 09:00+14:00"]),
    ],
)
def test_known_leaps_of_clocks_and_calendars(zone: str, wall: time, after: datetime, expected: list[str]) -> None:
    assert first_two(daily(wall, zone, date(1990, 1, 1)), after) == expected


def test_a_day_that_a_zone_never_had_is_left_out() -> None:
    rhythm = daily(time(20), "Pacific/Apia", date(2010, 1, 1))
    dues = between(rhythm, utc(2011, 12, 29, 12), utc(2012, 1, 2))
    assert [due.day.isoformat() for due in dues] == ["2011-12-29", "2011-12-31", "2012-01-01"]
    fridays = weekly([4], time(20), "Pacific/Apia", date(2010, 1, 1))
    assert [due.day.isoformat() for due in between(fridays, utc(2011, 12, 23), utc(2012, 1, 7))] == [
        "2011-12-23",
        "2012-01-06",
    ]


def test_a_leap_over_midnight_leaves_the_ritual_to_its_own_day() -> None:
    rhythm = daily(time(23, 30), "America/Nuuk", date(2020, 1, 1))
    ten_past_midnight = utc(2024, 3, 31, 1, 10)
    assert next_due(rhythm, ten_past_midnight) == Due(date(2024, 3, 30), 0, utc(2024, 3, 31, 1, 30))


def test_a_night_with_two_half_past_twos_has_one_ritual() -> None:
    night = between(daily(time(2, 30), "Europe/Berlin", date(2020, 1, 1)), utc(2026, 10, 24, 22), utc(2026, 10, 25, 23))
    assert [due.at for due in night] == [utc(2026, 10, 25, 0, 30)]


@settings(max_examples=150, deadline=None)
@given(rhythms, st.integers(0, 12 * 366), st.integers(1, 420))
def test_once_a_day_at_the_wall_time_or_after_a_leap_and_always_later(rhythm: Rhythm, skip: int, length: int) -> None:
    begin = datetime.combine(rhythm.start + timedelta(days=skip), time(0), UTC)
    dues = between(rhythm, begin, begin + timedelta(days=length))
    assert len({due.day for due in dues}) == len(dues)
    assert all(one.at < other.at for one, other in pairwise(dues))
    for due in dues:
        assert due.day >= rhythm.start
        wanted, got = datetime.combine(due.day, rhythm.wall), local(due, rhythm.zone)
        assert got >= wanted
        assert got == wanted or got - wanted <= timedelta(hours=2)
        if got != wanted:
            before = (due.at - timedelta(hours=3)).astimezone(zone_of(rhythm.zone)).utcoffset()
            after = due.at.astimezone(zone_of(rhythm.zone)).utcoffset()
            assert before is not None
            assert after is not None
            assert after > before


@settings(max_examples=150, deadline=None)
@given(rhythms, st.integers(0, 12 * 366), st.data())
def test_the_answer_is_the_same_from_wherever_one_asks(rhythm: Rhythm, skip: int, data: st.DataObject) -> None:
    begin = datetime.combine(rhythm.start + timedelta(days=skip), time(0), UTC)
    end = begin + timedelta(days=400)
    stepped, after = [], begin - timedelta(microseconds=1)
    while (due := next_due(rhythm, after)) is not None and due.at < end:
        stepped.append(due)
        after = due.at
    assert tuple(stepped) == between(rhythm, begin, end)
    moment = begin + timedelta(minutes=data.draw(st.integers(0, 400 * 1440)))
    assert next_due(rhythm, moment) == next(
        (due for due in between(rhythm, begin, moment + timedelta(days=4100)) if due.at > moment), None
    )
    assert between(rhythm, begin, moment) + between(rhythm, moment, end) == tuple(stepped)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(RULES), starts, st.integers(0, 10 * 366))
def test_a_late_anchor_leaves_no_day_out_and_adds_none(rule: str, start: date, skip: int) -> None:
    rhythm = Rhythm(rule, time(8), "UTC", start)
    begin = datetime.combine(start, time(0), UTC)
    split = begin + timedelta(days=skip)
    whole = between(rhythm, begin, split + timedelta(days=800))
    assert between(rhythm, split, split + timedelta(days=800)) == tuple(due for due in whole if due.at >= split)


def test_a_daily_rule_of_ten_years_answers_at_once() -> None:
    rhythm = daily(time(20), "Europe/Berlin", date(2016, 1, 1))
    next_due(rhythm, utc(2026, 11, 22))
    started = clock.perf_counter()
    for _ in range(100):
        next_due(rhythm, utc(2026, 11, 22))
    assert (clock.perf_counter() - started) / 100 < 0.002


def test_a_month_without_a_31st_takes_its_last_day() -> None:
    dues = between(monthly(31, time(8), "UTC", date(2026, 1, 1)), utc(2026, 1, 1), utc(2026, 6, 1))
    assert [due.day.isoformat()[5:] for due in dues] == ["01-31", "02-28", "03-31", "04-30", "05-31"]


def test_a_rule_with_an_end_ends_and_its_last_day_counts() -> None:
    until = Rhythm("FREQ=DAILY;UNTIL=20260103", time(20), "UTC", date(2026, 1, 1))
    counted = Rhythm("FREQ=DAILY;COUNT=3", time(20), "UTC", date(2026, 1, 1))
    for rhythm in (until, counted):
        assert [due.day.day for due in between(rhythm, utc(2025, 1, 1), utc(2027, 1, 1))] == [1, 2, 3]
        assert next_due(rhythm, utc(2026, 1, 3, 20)) is None


def test_the_slot_is_told_with_the_due_time() -> None:
    due = next_due(Rhythm("FREQ=DAILY", time(8), "UTC", date(2026, 1, 1), slot=1), utc(2026, 1, 1))
    assert due == Due(date(2026, 1, 1), 1, utc(2026, 1, 1, 8))


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("FREQ=DAILY", (0, 1, 2, 3, 4, 5, 6)),
        ("FREQ=DAILY;BYDAY=SU,SA", (5, 6)),
        ("FREQ=WEEKLY", (3,)),
        ("FREQ=WEEKLY;INTERVAL=1;BYDAY=MO,TU", (0, 1)),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", None),
        ("FREQ=WEEKLY;BYDAY=MO;COUNT=4", None),
        ("FREQ=MONTHLY;BYDAY=1MO", None),
    ],
)
def test_days_of_knows_rules_that_are_the_same_every_week(rule: str, days: tuple[int, ...] | None) -> None:
    assert days_of(Rhythm(rule, time(8), "UTC", date(2026, 1, 1))) == days


@given(st.sets(st.integers(0, 6), min_size=1))
def test_weekly_days_come_back_as_they_went_in(days: set[int]) -> None:
    rhythm = weekly(days, time(8), "UTC", date(2026, 1, 1))
    assert days_of(rhythm) == tuple(sorted(days))
    week = between(rhythm, utc(2026, 1, 5), utc(2026, 1, 12))
    assert [due.day.weekday() for due in week] == sorted(days)


@pytest.mark.parametrize(
    "rule",
    [
        "",
        "DAILY",
        "FREQ=SECRETLY",
        "FREQ=HOURLY",
        "FREQ=DAILY;BYHOUR=3",
        "FREQ=DAILY;FREQ=WEEKLY",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;INTERVAL=99999999999999999999",
        "FREQ=DAILY;COUNT=2;UNTIL=20270101",
        "FREQ=WEEKLY;BYDAY=9MO",
        "FREQ=WEEKLY;BYDAY=",
        "FREQ=MONTHLY;BYMONTHDAY=32",
        "FREQ=MONTHLY;BYSETPOS=1",
        "FREQ=DAILY;UNTIL=20261399",
        "FREQ=DAILY\nDTSTART:20200101",
        "FREQ=DAILY;" + "X" * 10_000,
    ],
)
def test_a_rule_that_is_none_is_refused_without_being_quoted(rule: str) -> None:
    with pytest.raises(BadRhythm) as caught:
        Rhythm(rule, time(8), "UTC", date(2026, 1, 1))
    assert str(caught.value) == caught.value.code == "rule"
    assert caught.value.__cause__ is None


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;INTERVAL=7;BYDAY=MO",
        "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=6",
        "FREQ=DAILY;UNTIL=20250101",
    ],
)
def test_a_rule_that_never_comes_round_is_refused_at_once(rule: str) -> None:
    started = clock.perf_counter()
    with pytest.raises(BadRhythm, match=r"^never$"):
        Rhythm(rule, time(8), "UTC", date(2026, 1, 1))
    assert clock.perf_counter() - started < 0.5


def test_bad_times_zones_and_days_are_refused() -> None:
    start = date(2026, 1, 1)
    for zone in ("", "Europe", "Europe/Nowhere", "../../etc/passwd", "/etc/localtime", "a\0b"):
        with pytest.raises(BadRhythm, match=r"^zone$"):
            daily(time(8), zone, start)
    for wall in (time(8, 0, 1), time(8, tzinfo=UTC), time(8, 0, 0, 1)):
        with pytest.raises(BadRhythm, match=r"^wall$"):
            daily(wall, "UTC", start)
    for day in (date(1, 1, 1), date(9999, 12, 31)):
        with pytest.raises(BadRhythm, match=r"^start$"):
            daily(time(8), "UTC", day)
    for days in ([], [7], [-1]):
        with pytest.raises(BadRhythm, match=r"^days$"):
            weekly(days, time(8), "UTC", start)
    with pytest.raises(BadRhythm, match=r"^days$"):
        monthly(32, time(8), "UTC", start)


def test_a_naive_instant_is_refused_and_far_ones_are_not() -> None:
    rhythm = daily(time(8), "Pacific/Kiritimati", date(2026, 1, 1))
    naive = utc(2026, 1, 1).replace(tzinfo=None)
    with pytest.raises(ValueError, match="zone"):
        next_due(rhythm, naive)
    with pytest.raises(ValueError, match="zone"):
        between(rhythm, utc(2026, 1, 1), naive)
    assert next_due(rhythm, datetime.min.replace(tzinfo=UTC)) is not None
    assert next_due(rhythm, datetime.max.replace(tzinfo=UTC)) is None


def test_an_occurrence_keeps_its_name_for_ever() -> None:
    name = occurrence_id("space", "ritual", date(2026, 11, 22), 0)
    assert name == "116179315ce9e70981a0b7ccbc11d94ba693675432424c156b6df5896cb6f7c6"
    assert len(name) == 64


@given(st.lists(st.tuples(st.text(), st.text(), st.dates(), st.integers(0, 99)), unique=True, max_size=20))
def test_two_occurrences_never_share_a_name(parts: list[tuple[str, str, date, int]]) -> None:
    assert len({occurrence_id(*part) for part in parts}) == len(parts)
    assert occurrence_id("ab", "c", date(2026, 1, 1), 0) != occurrence_id("a", "bc", date(2026, 1, 1), 0)
