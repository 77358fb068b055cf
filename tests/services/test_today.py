"""Today: the day's thread, what is next, times apart, the week, what waits."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from bondapp.services import needs, opening, repair, rituals, today
from bondapp.services.needs import NeedForm
from bondapp.services.rituals import RitualForm
from bondapp.services.session import NotOpen, Session
from world import Clock, World, both, come, named

EVERY_DAY = (0, 1, 2, 3, 4, 5, 6)


def ritual(session: Session, title: str, wall: time | None, kind: str = "together", **more: object) -> str:
    """A ritual everybody here said yes to; returns its id."""
    days = more.get("days", EVERY_DAY if wall else ())
    return rituals.save(session, RitualForm(title, ("a step",), kind, days=days, wall=wall)).ritual.id  # type: ignore[arg-type] # - days of the week


def a_day(tmp_path: Path) -> tuple[World, Session]:
    """Both here at twenty past three, with a morning, a parting, a return and a night."""
    world = World(tmp_path, Clock(datetime(2026, 11, 19, 5, tzinfo=UTC)))
    session = world.pair()
    both(session)
    ritual(session, "Goodbye", time(8), "goodbye")
    ritual(session, "Lunch call", time(12, 30))
    ritual(session, "Coming home", time(18, 10), "reunion")
    ritual(session, "Lights out", time(22, 30))
    world.clock.now = datetime(2026, 11, 19, 14, 20, tzinfo=UTC)
    return world, session


def states(session: Session) -> list[tuple[str, str]]:
    """Titles and states along the thread."""
    return [(moment.title, moment.state) for moment in today.page(session).moments]


def test_the_thread_runs_through_the_day_in_order_of_time(tmp_path: Path) -> None:
    world, session = a_day(tmp_path)
    assert states(session) == [
        ("Goodbye", "passed"),
        ("Lunch call", "passed"),
        ("Coming home", "next"),
        ("Lights out", "later"),
    ]
    page = today.page(session)
    assert [moment.at.strftime("%H:%M") for moment in page.moments] == ["08:00", "12:30", "18:10", "22:30"]
    assert page.now == world.clock.now
    assert str(page.now.tzinfo) == "Europe/Berlin"
    assert page.next is not None
    assert page.next_ritual is not None
    assert (page.next.title, page.next_ritual.ritual.title) == ("Coming home", "Coming home")
    session.close()


def test_what_was_done_is_done_what_was_let_go_is_passed_and_the_next_moves_on(tmp_path: Path) -> None:
    _, session = a_day(tmp_path)
    moments = today.page(session).moments
    for moment, outcome in zip(moments, ("done", "partly", "not_today", None), strict=True):
        rituals.mark(session, moment.ritual, moment.day, moment.slot, outcome)  # type: ignore[arg-type] # - outcomes
    assert [state for _, state in states(session)] == ["done", "done", "passed", "next"]
    assert [moment.outcome for moment in today.page(session).moments] == ["done", "partly", "not_today", None]
    rituals.mark(session, moments[2].ritual, moments[2].day, 0, None)
    assert [state for _, state in states(session)] == ["done", "done", "next", "later"]
    session.close()


def test_a_ritual_stays_next_for_two_hours_after_its_time(tmp_path: Path) -> None:
    world, session = a_day(tmp_path)
    due = datetime(2026, 11, 19, 17, 10, tzinfo=UTC)
    world.clock.now = due + timedelta(hours=2)
    assert ("Coming home", "next") in states(session)
    world.clock.now += timedelta(minutes=1)
    assert states(session)[-2:] == [("Coming home", "passed"), ("Lights out", "next")]
    session.close()


def test_after_the_last_of_today_the_next_is_tomorrows_first(tmp_path: Path) -> None:
    world, session = a_day(tmp_path)
    for moment in today.page(session).moments:
        rituals.mark(session, moment.ritual, moment.day, moment.slot, "done")
    upcoming = today.page(session).next
    assert upcoming is not None
    assert (upcoming.title, upcoming.at.date(), upcoming.state) == ("Goodbye", date(2026, 11, 20), "next")
    assert all(state == "done" for _, state in states(session))
    # On a Sunday evening too, when the week shown is over.
    world.clock.now = datetime(2026, 11, 22, 22, 45, tzinfo=UTC)
    for moment in today.page(session).moments:
        rituals.mark(session, moment.ritual, moment.day, moment.slot, "done")
    upcoming = today.page(session).next
    assert upcoming is not None
    assert upcoming.at.date() == date(2026, 11, 23)
    session.close()


def test_the_next_can_lie_weeks_ahead_and_can_be_none(tmp_path: Path) -> None:
    session = World(tmp_path).pair()
    assert today.page(session).next is None
    assert today.page(session).next_ritual is None
    ritual(session, "When it happens", None)
    assert today.page(session).next is None
    weekly = ritual(session, "Wednesdays", time(20), days=(2,))
    upcoming = today.page(session).next
    assert upcoming is not None
    assert upcoming.at.date() == date(2026, 11, 25)
    for week in range(3):
        rituals.mark(session, weekly, date(2026, 11, 25) + timedelta(weeks=week), 0, "not_today")
    upcoming = today.page(session).next
    assert upcoming is not None
    assert upcoming.at.date() == date(2026, 12, 16)
    rituals.rest(session, weekly)
    assert today.page(session).next is None
    session.close()


def test_times_apart_reach_from_goodbye_to_reunion_or_to_the_end_of_the_day(tmp_path: Path) -> None:
    world, session = a_day(tmp_path)

    def apart() -> list[tuple[str, str]]:
        return [(start.strftime("%H:%M"), end.strftime("%H:%M")) for start, end in today.page(session).apart]

    assert apart() == [("08:00", "18:10")]
    ritual(session, "Night shift", time(20), "goodbye")
    # What is made today counts from now on.
    assert apart() == [("08:00", "18:10"), ("20:00", "23:59")]
    goodbye = today.page(session).moments[0]
    rituals.mark(session, goodbye.ritual, goodbye.day, goodbye.slot, "not_today")
    assert apart() == [("20:00", "23:59")]
    world.clock.forward(days=1)
    assert apart() == [("08:00", "18:10"), ("20:00", "23:59")]
    session.close()


@pytest.mark.parametrize(
    ("now", "offsets"),
    [
        # The last week of October 2026 ends the summer time in Berlin on its Sunday, the last of March begins it.
        (datetime(2026, 10, 21, 10, tzinfo=UTC), [2] * 6 + [1]),
        (datetime(2027, 3, 24, 10, tzinfo=UTC), [1] * 6 + [2]),
    ],
)
def test_a_week_over_a_change_of_the_clocks_has_seven_days_and_each_ritual_at_its_wall_time(
    tmp_path: Path, now: datetime, offsets: list[int]
) -> None:
    world = World(tmp_path, Clock(now - timedelta(days=14)))
    session = world.pair()
    both(session)
    ritual(session, "Early", time(0, 30), "goodbye")
    ritual(session, "Late", time(23, 30), "reunion")
    world.clock.now = now
    page = today.page(session)
    monday = now.date() - timedelta(days=now.weekday())
    assert [day.day for day in page.week] == [monday + timedelta(days=n) for n in range(7)]
    assert all(day.kinds == ("goodbye", "reunion") for day in page.week)
    found = []
    for day in page.week:
        world.clock.now = datetime(day.day.year, day.day.month, day.day.day, 12, tzinfo=UTC)
        moments = today.page(session).moments
        assert [moment.at.strftime("%d %H:%M") for moment in moments] == [f"{day.day:%d} 00:30", f"{day.day:%d} 23:30"]
        found.append(moments[1].at.utcoffset())
    assert found == [timedelta(hours=hours) for hours in offsets]
    session.close()


def test_seen_from_another_zone_a_ritual_stands_at_its_moment_on_the_local_day(tmp_path: Path) -> None:
    world, session = a_day(tmp_path)
    world.clock.zone = "America/New_York"
    assert [moment.at.strftime("%d %H:%M") for moment in today.page(session).moments] == [
        "19 02:00",
        "19 06:30",
        "19 12:10",
        "19 16:30",
    ]
    world.clock.zone = "Pacific/Auckland"
    assert f"{today.page(session).moments[0].at:%d %H:%M}" == "20 00:30"
    session.close()


def test_a_ritual_nobody_here_said_yes_to_is_not_on_their_day_but_waits_to_be_read(tmp_path: Path) -> None:
    session = World(tmp_path).pair()
    identity = ritual(session, "Tea", time(20))
    assert [title for title, _ in states(session)] == ["Tea"]
    assert today.page(session).waiting == ()
    come(session, "Joss")
    page = today.page(session)
    assert (page.moments, page.next) == ((), None)
    assert [(w.kind, w.id, w.title, w.name) for w in page.waiting] == [("ritual", identity, "Tea", "Noor")]
    rituals.decline(session, identity)
    assert today.page(session).waiting == ()
    rituals.accept(session, identity)
    assert [title for title, _ in states(session)] == ["Tea"]
    session.close()


def test_a_repair_waits_until_it_is_over_and_a_look_back_waits_on_its_day_alone(tmp_path: Path) -> None:
    world = World(tmp_path)
    session = world.pair()
    ids = [person.id for person in both(session).people]
    page = repair.begin(session, "after-the-argument", ids, ids[0])
    assert [waiting.kind for waiting in today.page(session).waiting] == ["repair"]
    repair.act(session, page.id, "stop")
    assert today.page(session).waiting == ()
    session.close()


def test_one_shown_need_a_day_each_in_its_turn(tmp_path: Path) -> None:
    world = World(tmp_path)
    session = world.pair()
    for words in ("one", "two", "three"):
        needs.save(session, NeedForm(when=words, visibility="now"))
    needs.save(session, NeedForm(when="for nobody", visibility="me"))
    assert today.page(session).shown_need is None
    come(session, "Joss")
    seen = []
    for _ in range(3):
        card = today.page(session).shown_need
        assert card is not None
        assert card == today.page(session).shown_need
        seen.append(card.need.when)
        world.clock.forward(days=1)
    assert sorted(seen) == ["one", "three", "two"]
    session.close()


def test_while_locked_there_is_no_today(tmp_path: Path) -> None:
    session = World(tmp_path).pair()
    opening.lock(session)
    with pytest.raises(NotOpen):
        today.page(session)
    assert session.here == ()
    session.close()


def test_midnight_turns_the_page(tmp_path: Path) -> None:
    world, session = a_day(tmp_path)
    world.clock.now = datetime(2026, 11, 19, 22, 59, tzinfo=UTC)
    assert today.page(session).moments[0].day == date(2026, 11, 19)
    world.clock.forward(minutes=1)
    assert today.page(session).moments[0].day == date(2026, 11, 20)
    assert named(session, "Noor").id in session.here
    session.close()
