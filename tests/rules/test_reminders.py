"""Each reminder comes once, kindly, and none is forgotten."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bondapp.rules.recurrence import BadRhythm
from bondapp.rules.reminders import Candidate, Mark, Plan, Quiet, plan

NIGHT = Quiet(time(22), time(7), "Europe/Berlin")
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


def candidate(due: datetime, name: str = "a", lead: timedelta = timedelta(0)) -> Candidate:
    return Candidate(name, "ritual-" + name, due, due - lead, due.date(), "person")


def names(candidates: tuple[Candidate, ...]) -> list[str]:
    return [each.occurrence for each in candidates]


def test_a_reminder_on_time_is_shown() -> None:
    assert plan(NOON, [candidate(NOON)], [], NIGHT) == Plan((candidate(NOON),), (), (), None)


def test_a_reminder_still_to_come_wakes_at_its_time() -> None:
    found = plan(NOON, [candidate(NOON + HOUR, lead=10 * MINUTE)], [], NIGHT)
    assert found == Plan((), (), (), NOON + 50 * MINUTE)


def test_what_came_due_in_sleep_is_told_in_one_quiet_list() -> None:
    slept = [candidate(NOON - HOUR, "a"), candidate(NOON - 11 * HOUR, "b"), candidate(NOON - 13 * HOUR, "c")]
    found = plan(NOON, slept, [], None)
    assert (names(found.show), names(found.quietly), names(found.let_pass)) == ([], ["b", "a"], ["c"])
    assert found.wake_at is None


def test_a_ritual_that_has_not_begun_is_not_late() -> None:
    early = candidate(NOON + 10 * MINUTE, lead=30 * MINUTE)
    assert plan(NOON, [early], [], NIGHT).show == (early,)


@pytest.mark.parametrize("mark", ["shown", "answered", "passed"])
def test_what_was_dealt_with_does_not_come_again_when_the_clock_is_set_back(mark: str) -> None:
    marks = [Mark("a", mark)]  # type: ignore[arg-type]  # one of the states
    for moment in (NOON, NOON - HOUR, NOON - timedelta(days=400), NOON + timedelta(days=400)):
        assert plan(moment, [candidate(NOON)], marks, NIGHT) == Plan((), (), (), None)


def test_quiet_hours_hold_back_and_end_in_the_quiet_list() -> None:
    ten_pm, seven = datetime(2026, 11, 22, 21, tzinfo=UTC), datetime(2026, 11, 23, 6, tzinfo=UTC)
    late_one = candidate(ten_pm + HOUR)
    assert plan(ten_pm + HOUR, [late_one], [], NIGHT) == Plan((), (), (), seven)
    assert plan(ten_pm, [late_one], [], NIGHT) == Plan((), (), (), seven)
    assert plan(seven, [late_one], [], NIGHT) == Plan((), (late_one,), (), None)
    just_before = candidate(seven - MINUTE)
    assert plan(seven, [just_before], [], NIGHT).quietly == (just_before,)


def test_quiet_hours_end_once_in_the_night_the_clocks_go_back() -> None:
    quiet = Quiet(time(23), time(2, 30), "Europe/Berlin")
    ends = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert quiet.ends(ends - MINUTE) == ends
    assert quiet.ends(ends) is None
    assert quiet.ends(ends + HOUR - MINUTE) is None


def test_no_quiet_hours_when_both_ends_are_one() -> None:
    assert Quiet(time(8), time(8), "UTC").ends(NOON) is None
    with pytest.raises(BadRhythm):
        Quiet(time(8), time(9), "Nowhere")


def test_more_than_two_a_day_go_to_the_quiet_list() -> None:
    three = [candidate(NOON, name) for name in "abc"]
    found = plan(NOON, three, [], NIGHT)
    assert (names(found.show), names(found.quietly)) == (["a", "b"], ["c"])
    assert names(plan(NOON, three, [], NIGHT, shown_today=1).show) == ["a"]
    assert names(plan(NOON, three, [], NIGHT, shown_today=7).quietly) == ["a", "b", "c"]


def test_a_snooze_comes_back_at_its_time_even_at_night_and_beyond_the_count() -> None:
    until = datetime(2026, 11, 22, 21, 10, tzinfo=UTC)
    marks = [Mark("a", "shown"), Mark("a", "snoozed", until)]
    snoozed = candidate(until - 15 * MINUTE)
    assert plan(until - MINUTE, [snoozed], marks, NIGHT) == Plan((), (), (), until)
    assert plan(until, [snoozed], marks, NIGHT, shown_today=9).show == (snoozed,)
    asleep = plan(until + HOUR, [snoozed], marks, NIGHT)
    assert asleep == Plan((), (), (), datetime(2026, 11, 23, 6, tzinfo=UTC))
    assert plan(until, [snoozed], [*marks, Mark("a", "shown")], NIGHT) == Plan((), (), (), None)


def test_an_answer_stays_an_answer() -> None:
    marks = [Mark("a", "answered"), Mark("a", "snoozed", NOON)]
    assert plan(NOON, [candidate(NOON)], marks, NIGHT) == Plan((), (), (), None)


def test_a_pause_holds_everything_until_it_ends() -> None:
    end = NOON + 3 * HOUR
    found = plan(NOON, [candidate(NOON), candidate(NOON + HOUR, "b")], [], NIGHT, paused_until=end)
    assert found == Plan((), (), (), end)
    after = plan(end, [candidate(NOON), candidate(NOON + HOUR, "b")], [], NIGHT, paused_until=end)
    assert names(after.quietly) == ["a", "b"]
    long_after = plan(end + timedelta(days=1), [candidate(NOON)], [], NIGHT, paused_until=end)
    assert names(long_after.let_pass) == ["a"]


def test_two_people_at_one_computer_are_told_of_an_occurrence_once() -> None:
    theirs = Candidate("a", "ritual-a", NOON, NOON, NOON.date(), "the other")
    assert len(plan(NOON, [candidate(NOON), theirs], [], NIGHT).show) == 1


def test_what_makes_no_sense_is_refused() -> None:
    with pytest.raises(ValueError, match="until"):
        Mark("a", "snoozed")
    with pytest.raises(ValueError, match="zone"):
        plan(NOON.replace(tzinfo=None), [], [], NIGHT)


quiets = st.none() | st.builds(
    Quiet,
    st.builds(time, st.integers(0, 23), st.sampled_from([0, 30])),
    st.builds(time, st.integers(0, 23), st.sampled_from([0, 30])),
    st.sampled_from(["Europe/Berlin", "America/Sao_Paulo", "Pacific/Apia", "Australia/Lord_Howe", "UTC"]),
)
# Around the night in which Berlin's clocks go back.
moments = st.integers(-3 * 1440, 3 * 1440).map(lambda n: datetime(2026, 10, 25, tzinfo=UTC) + n * MINUTE)
candidate_lists = st.lists(st.tuples(moments, st.integers(0, 120)), max_size=12).map(
    lambda drawn: [candidate(due, f"c{n}", lead * MINUTE) for n, (due, lead) in enumerate(drawn)]
)
pauses = st.none() | moments


def carry_out(found: Plan, marks: list[Mark]) -> list[str]:
    told = [*found.show, *found.quietly]
    marks += [Mark(each.occurrence, "shown") for each in told]
    marks += [Mark(each.occurrence, "passed") for each in found.let_pass]
    return names((*told, *found.let_pass))


@settings(max_examples=200, deadline=None)
@given(candidate_lists, st.lists(moments, min_size=1, max_size=20), quiets, pauses, st.integers(0, 3))
def test_each_is_told_once_over_any_movement_of_the_clock_and_none_is_forgotten(
    candidates: list[Candidate], clock: list[datetime], quiet: Quiet | None, pause: datetime | None, shown: int
) -> None:
    marks: list[Mark] = []
    dealt_with: list[str] = []
    for now in [*clock, datetime(2027, 1, 1, tzinfo=UTC)]:
        found = plan(now, candidates, marks, quiet, paused_until=pause, shown_today=shown)
        assert len(found.show) <= max(0, 2 - shown)
        if pause is not None and now < pause:
            assert not found.show
            assert not found.quietly
        if quiet is not None and quiet.ends(now) is not None:
            assert not found.show
            assert not found.quietly
        dealt_with += carry_out(found, marks)
    assert sorted(dealt_with) == sorted(names(tuple(candidates)))


@settings(max_examples=200, deadline=None)
@given(candidate_lists, moments, quiets, pauses, st.data())
def test_the_wake_up_is_after_now_and_nothing_is_to_be_done_before_it(
    candidates: list[Candidate], now: datetime, quiet: Quiet | None, pause: datetime | None, data: st.DataObject
) -> None:
    snoozed = data.draw(st.lists(st.sampled_from(candidates), unique=True) if candidates else st.just([]))
    marks = [Mark(each.occurrence, "snoozed", data.draw(moments)) for each in snoozed]
    found = plan(now, candidates, marks, quiet, paused_until=pause)
    carry_out(found, marks)
    wake = found.wake_at
    if wake is None:
        later = plan(datetime(2027, 1, 1, tzinfo=UTC), candidates, marks, quiet)
        assert later == Plan((), (), (), None)
        return
    assert wake > now
    span = int((wake - now).total_seconds() * 1_000_000)
    between = now + timedelta(microseconds=data.draw(st.integers(1, span - 1))) if span > 1 else now
    early = plan(between, candidates, marks, quiet, paused_until=pause)
    assert (early.show, early.quietly, early.let_pass) == ((), (), ())
    assert early.wake_at == wake
    rung = plan(wake, candidates, marks, quiet, paused_until=pause)
    assert rung.show or rung.quietly or rung.let_pass


@settings(max_examples=100, deadline=None)
@given(candidate_lists, quiets)
def test_following_the_wake_ups_alone_deals_with_everything(candidates: list[Candidate], quiet: Quiet | None) -> None:
    now: datetime | None = datetime(2026, 10, 20, tzinfo=UTC)
    marks: list[Mark] = []
    dealt_with: list[str] = []
    for _ in range(len(candidates) + 1):
        if now is None:
            break
        found = plan(now, candidates, marks, quiet)
        dealt_with += carry_out(found, marks)
        now = found.wake_at
    assert now is None
    assert sorted(dealt_with) == sorted(names(tuple(candidates)))


def test_ten_thousand_still_to_come_are_planned_in_no_time() -> None:
    many = [candidate(NOON + n * MINUTE, f"c{n}") for n in range(1, 10_001)]
    found = plan(NOON, many, [], NIGHT)
    assert found.wake_at == NOON + MINUTE
