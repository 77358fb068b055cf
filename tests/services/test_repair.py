"""Repair as a use case: walks resume where they stood, pauses promise a return, removing leaves nothing."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bondapp.rules.records import Change
from bondapp.rules.steps import BadPause
from bondapp.services import repair, today
from bondapp.services.repair import OutOfStep, WalkPage
from bondapp.services.session import Session
from world import World, both, come


def begun(session: Session) -> WalkPage:
    """After the argument, begun by both."""
    ids = [person.id for person in both(session).people]
    return repair.begin(session, "after-the-argument", ids, ids[0])


def on(session: Session, page: WalkPage) -> WalkPage:
    """One step further, with a few words wherever words are asked for."""
    view = page.view
    for op, value in (("confirm", ()), ("answer", _words(page)), ("skip", ()), ("next", ()), ("skip_step", ())):
        person = view.actor or (view.speaker if op == "confirm" else "")
        for who in dict.fromkeys((person, "", *page.walk.persons)):
            try:
                return repair.act(session, page.id, op, who, value)
            except OutOfStep:
                continue
    raise AssertionError(view.step.id)


def _words(page: WalkPage) -> tuple[str, ...]:
    options = page.view.step.options
    return (options[0].id,) if options else ("so far away", "small")


def test_a_walk_put_down_is_taken_up_at_the_same_step_and_turn_the_next_day(tmp_path: Path) -> None:
    world = World(tmp_path)
    session = world.pair()
    page = begun(session)
    for _ in range(5):
        page = on(session, page)
    repair.act(session, page.id, "put_down", "", ((session.local() + timedelta(hours=20)).isoformat(),))
    session.close()
    world.clock.forward(hours=20)
    again = world.session()
    both(again)
    (card,) = repair.walks(again)
    assert card.status == "down"
    assert [waiting.kind for waiting in today.page(again).waiting] == ["repair"]
    taken = repair.act(again, card.id, "take_up")
    assert (taken.view.step.id, taken.view.actor) == (page.view.step.id, page.view.actor)
    assert taken.walk.answers == page.walk.answers
    again.close()


def test_what_does_not_fit_is_refused_and_changes_nothing(tmp_path: Path) -> None:
    session = World(tmp_path).pair()
    page = begun(session)
    with pytest.raises(OutOfStep):
        repair.act(session, page.id, "resume")
    assert repair.page(session, page.id).walk == page.walk
    session.close()


@pytest.mark.parametrize(("minutes", "code"), [(5, "too_short"), (60 * 30, "too_long")])
def test_a_pause_has_a_return_time_within_its_range(tmp_path: Path, minutes: int, code: str) -> None:
    session = World(tmp_path).pair()
    page = begun(session)
    with pytest.raises(BadPause, match=code):
        repair.act(session, page.id, "pause", "", ((session.now() + timedelta(minutes=minutes)).isoformat(),))
    assert repair.page(session, page.id).walk.status == "open"
    session.close()


def test_removing_a_walk_leaves_no_record_and_no_draft_of_it(tmp_path: Path) -> None:
    session = World(tmp_path).pair()
    page = begun(session)
    session.bond.space.keep_draft(f"walk/{page.id}/x", "a sentence", session.now())
    page = on(session, page)
    repair.remove(session, page.id)
    assert repair.walks(session) == ()
    assert session.bond.space.records(page.id) == ()
    assert session.bond.space.drafts("walk/") == {}
    session.close()


def test_one_person_sees_a_walk_in_the_list_without_its_words(tmp_path: Path) -> None:
    session = World(tmp_path).pair()
    page = begun(session)
    come(session, "Joss")
    (card,) = repair.walks(session)
    assert (card.id, card.title) == (page.id, "After the argument")
    session.close()


def test_a_whole_walk_of_every_guide_comes_to_its_end(tmp_path: Path) -> None:
    session = World(tmp_path).pair()
    ids = [person.id for person in both(session).people]
    page = repair.begin(session, "after-the-argument", ids, ids[1])
    for _ in range(80):
        if page.walk.status != "open":
            break
        if page.view.may_close and page.view.next_code == "close":
            page = repair.act(session, page.id, "close")
        elif page.view.next_code == "book":
            page = repair.act(session, page.id, "book", "", ("2", "7"))
        else:
            page = on(session, page)
    assert page.walk.status == "closed"
    assert [back.kind for back in repair.look_backs(session, page.id)] == ["look_back", "look_back"]
    session.close()


def test_a_walk_of_a_guide_that_is_not_here_bars_nothing_else(tmp_path: Path) -> None:
    session = World(tmp_path).pair()
    page = begun(session)
    ids = list(page.walk.persons)
    body = {"op": "begin", "guide": "from-another-pack", "persons": ids, "person": "", "step": "", "value": [ids[0]]}
    session.share(Change(repair.EVENT, "elsewhere", ids[0], body))
    assert [card.id for card in repair.walks(session)] == [page.id]
    assert [waiting.id for waiting in today.page(session).waiting] == [page.id]
    with pytest.raises(KeyError):
        repair.page(session, "elsewhere")
    session.close()


def test_a_return_time_that_is_none_is_refused_without_quoting_it(tmp_path: Path) -> None:
    session = World(tmp_path).pair()
    page = begun(session)
    for typed in (("when I am calm",), ("2026-11-19T18:00",), ()):
        with pytest.raises(ValueError, match=r"^when$"):
            repair.act(session, page.id, "pause", "", typed)
    session.close()


def test_a_list_of_walks_replays_a_walk_once_and_forgets_it_when_everything_closes(tmp_path: Path) -> None:
    session = World(tmp_path).pair()
    page = begun(session)
    before = session.replayed[page.id]
    repair.walks(session)
    today.page(session)
    assert session.replayed[page.id] is before
    after = on(session, page)
    assert repair.page(session, page.id).walk == after.walk
    session.close()
    assert session.replayed == {}


def test_what_one_walks_alone_stays_in_their_own_space(tmp_path: Path) -> None:
    session = World(tmp_path).pair()
    noor = session.here[0]
    page = repair.begin(session, "pause", (noor,), noor)
    assert session.bond.space.records(page.id) == ()
    assert [card.id for card in repair.walks(session)] == [page.id]
    come(session, "Joss")
    assert repair.walks(session) == ()
    assert today.page(session).waiting == ()
    come(session, "Noor")
    repair.remove(session, page.id)
    assert repair.walks(session) == ()
    session.close()
