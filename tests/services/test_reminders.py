"""Reminders: once each, kindly merged after sleep, answered, and coming while everything is locked."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from pathlib import Path

from bondapp.services import opening, reminders, repair, rituals, settings
from bondapp.services.reminders import Knock
from bondapp.services.rituals import RitualForm
from bondapp.services.session import Session
from world import THURSDAY, World, both, come

DUE = datetime(2026, 11, 19, 17, 10, tzinfo=UTC)
STRONG = "submarine hacksaw escalate recast polygraph"


def home(session: Session, **changes: object) -> str:
    """A ritual at ten past six, reminding ten minutes before; returns its id."""
    plain: dict[str, object] = {"title": "Coming home", "steps": ("Bags down",), "days": range(7), "wall": time(18, 10)}
    card = rituals.save(session, RitualForm(**(plain | changes)))  # type: ignore[arg-type] # - fields of the form
    reminders.refresh(session)
    return card.ritual.id


def at(world: World, session: Session, instant: datetime) -> reminders.Ring:
    """What is to be shown at an instant."""
    world.clock.now = instant
    return reminders.consider(session)


def test_it_comes_at_its_time_and_never_again(tmp_path: Path) -> None:
    world = World(tmp_path)
    session = world.pair()
    home(session)
    first = reminders.consider(session)
    assert (first.show, first.wake_at) == ((), DUE - timedelta(minutes=10))
    assert [knock.due for knock in at(world, session, DUE - timedelta(minutes=10)).show] == [DUE]
    assert at(world, session, DUE).show == ()
    assert at(world, session, DUE - timedelta(hours=1)).show == ()
    assert at(world, session, DUE).show == ()
    session.close()


def test_a_start_after_a_crash_does_not_show_it_twice(tmp_path: Path) -> None:
    world = World(tmp_path)
    session = world.pair()
    home(session)
    assert at(world, session, DUE - timedelta(minutes=10)).show
    session.close()
    again = world.session()
    reminders.refresh(again)
    assert reminders.consider(again).show == ()
    again.close()


def test_its_words_stay_hidden_unless_its_owner_chose_to_show_them(tmp_path: Path) -> None:
    world = World(tmp_path)
    session = world.pair()
    home(session, title="Three squeezes")
    (hidden,) = at(world, session, DUE).show
    assert (hidden.words, hidden.title) == (False, "")
    open_one = home(session, title="Tea", hide_words=False, wall=time(19))
    (shown,) = at(world, session, DUE + timedelta(minutes=50)).show
    assert (shown.ritual, shown.title) == (open_one, "Tea")
    session.close()


def test_while_locked_a_neutral_one_still_comes(tmp_path: Path) -> None:
    world = World(tmp_path)
    session = world.pair(passphrase=STRONG)
    home(session, hide_words=False)
    opening.lock(session)
    (knock,) = at(world, session, DUE).show
    assert (knock.words, knock.title) == (False, "")
    session.close()


def test_a_lid_closed_over_its_time_tells_once_and_in_one_quiet_list(tmp_path: Path) -> None:
    world = World(tmp_path)
    session = world.pair()
    home(session)
    home(session, title="Tea", wall=time(19))
    ring = at(world, session, DUE + timedelta(hours=3))
    assert ring.show == ()
    assert len(ring.quietly) == 2
    assert reminders.consider(session).quietly == ()
    session.close()


def test_what_is_older_than_half_a_day_passes_in_silence(tmp_path: Path) -> None:
    world = World(tmp_path)
    session = world.pair()
    home(session, days=(3,))
    ring = at(world, session, DUE + timedelta(hours=20))
    assert (ring.show, ring.quietly) == ((), ())
    session.close()


def test_a_new_ritual_does_not_remind_of_a_time_before_it_was_made(tmp_path: Path) -> None:
    world = World(tmp_path)
    session = world.pair()
    home(session, wall=time(9))
    ring = reminders.consider(session)
    assert (ring.show, ring.quietly) == ((), ())
    session.close()


def test_snoozing_brings_it_back_at_that_time_and_not_today_ends_it(tmp_path: Path) -> None:
    world = World(tmp_path)
    session = world.pair()
    ritual = home(session)
    (knock,) = at(world, session, DUE).show
    reminders.snooze(session, knock.occurrence, DUE + timedelta(minutes=15))
    assert at(world, session, DUE + timedelta(minutes=14)).show == ()
    assert at(world, session, DUE + timedelta(minutes=15)).show == (knock,)
    reminders.not_today(session, knock)
    outcomes = [h.outcome for h in rituals.happenings(session, session.today(), 1) if h.card.ritual.id == ritual]
    assert outcomes == ["not_today"]
    assert at(world, session, DUE + timedelta(minutes=40)).show == ()
    session.close()


def test_an_occurrence_that_was_done_early_is_not_reminded_of(tmp_path: Path) -> None:
    world = World(tmp_path)
    session = world.pair()
    ritual = home(session)
    rituals.mark(session, ritual, THURSDAY.date(), 0, "done")
    reminders.refresh(session)
    assert at(world, session, DUE).show == ()
    session.close()


def test_on_a_shared_computer_one_occurrence_knocks_once_for_both(tmp_path: Path) -> None:
    world = World(tmp_path)
    session = world.pair()
    both(session)
    home(session)
    assert len(at(world, session, DUE).show) == 1
    come(session, "Joss")
    assert reminders.consider(session).show == ()
    session.close()


def test_somebody_who_did_not_accept_is_not_reminded(tmp_path: Path) -> None:
    world = World(tmp_path)
    session = world.pair()
    home(session)
    come(session, "Joss")
    reminders.refresh(session)
    assert at(world, session, DUE).show == ()
    session.close()


def test_quiet_hours_the_daily_two_and_switching_off_are_respected(tmp_path: Path) -> None:
    world = World(tmp_path)
    session = world.pair()
    for hour in (18, 19, 20):
        home(session, title=f"at {hour}", wall=time(hour), lead=0)
    shown = [at(world, session, datetime(2026, 11, 19, hour, tzinfo=UTC)) for hour in (17, 18, 19)]
    assert [len(ring.show) for ring in shown] == [1, 1, 0]
    assert len(shown[2].quietly) == 1
    settings.change(session, reminders=False)
    assert at(world, session, datetime(2026, 11, 20, 17, tzinfo=UTC)).show == ()
    session.close()


def test_a_return_from_a_pause_comes_at_its_very_time_even_at_night(tmp_path: Path) -> None:
    world = World(tmp_path)
    session = world.pair()
    company = both(session)
    ids = [person.id for person in company.people]
    walk = repair.begin(session, "after-the-argument", ids, ids[0])
    world.clock.now = datetime(2026, 11, 19, 22, tzinfo=UTC)
    until = world.clock.now + timedelta(minutes=20)
    repair.act(session, walk.id, "pause", "", (until.isoformat(),))
    reminders.refresh(session)
    assert reminders.consider(session).wake_at == until
    (knock,) = at(world, session, until).show
    assert (knock.kind, knock.ritual) == ("pause", walk.id)
    session.close()


def test_the_sheet_on_the_disk_names_nobody_and_nothing(tmp_path: Path) -> None:
    world = World(tmp_path)
    session = world.pair()
    home(session, title="a very private title")
    with session.computer.reading() as store:
        rows = store.connection().exec_driver_sql("SELECT * FROM sheet").fetchall()
    assert rows
    assert "private" not in repr(rows)
    session.close()


def test_moving_to_another_zone_keeps_the_wall_time_of_the_ritual(tmp_path: Path) -> None:
    world = World(tmp_path)
    session = world.pair()
    home(session)
    world.clock.zone = "Europe/Lisbon"
    reminders.refresh(session)
    assert reminders.consider(session).wake_at == DUE - timedelta(minutes=10)
    session.close()


def test_answering_needs_no_open_space(tmp_path: Path) -> None:
    world = World(tmp_path)
    session = world.pair(passphrase=STRONG)
    home(session)
    (knock,) = at(world, session, DUE).show
    opening.lock(session)
    reminders.not_today(session, Knock(knock.occurrence, knock.ritual, knock.day, knock.due, "ritual", False))
    assert at(world, session, DUE + timedelta(hours=1)).show == ()
    session.close()


def test_a_clock_set_back_repeats_nothing_and_loses_nothing(tmp_path: Path) -> None:
    world = World(tmp_path)
    session = world.pair()
    home(session)
    assert len(at(world, session, DUE - timedelta(minutes=10)).show) == 1
    # Made at six by a clock that ran ahead, for five; then the clock is set to what it is, half past three.
    evening = home(session, title="Tea", wall=time(17), lead=0)
    world.clock.now -= timedelta(hours=2, minutes=30)
    reminders.refresh(session)
    assert reminders.consider(session).show == ()
    rings = [at(world, session, DUE - timedelta(minutes=minute)).show for minute in range(150, -1, -10)]
    assert [knock.ritual for show in rings for knock in show] == [evening]
    session.close()


def test_a_return_one_promised_themselves_outlasts_the_others_visit_and_is_theirs(tmp_path: Path) -> None:
    world = World(tmp_path)
    session = world.pair()
    noor = session.here[0]
    walk = repair.begin(session, "after-the-argument", (noor,), noor)
    until = world.clock.now + timedelta(minutes=30)
    repair.act(session, walk.id, "pause", "", (until.isoformat(),))
    reminders.refresh(session)
    come(session, "Joss")
    reminders.refresh(session)
    both(session)
    reminders.refresh(session)
    come(session, "Joss")
    assert at(world, session, until).show == ()
    opening.lock(session)
    (knock,) = reminders.consider(session).show
    assert (knock.kind, knock.ritual, knock.words) == ("pause", walk.id, False)
    session.close()


def test_a_return_that_was_called_off_is_gone_from_the_sheet(tmp_path: Path) -> None:
    world = World(tmp_path)
    session = world.pair()
    noor = session.here[0]
    walk = repair.begin(session, "after-the-argument", (noor,), noor)
    until = world.clock.now + timedelta(minutes=30)
    repair.act(session, walk.id, "pause", "", (until.isoformat(),))
    reminders.refresh(session)
    repair.remove(session, walk.id)
    reminders.refresh(session)
    assert at(world, session, until).show == ()
    session.close()
