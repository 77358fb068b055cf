"""Rituals: consent to these terms, reminders for those who said yes, outcomes."""

from __future__ import annotations

from datetime import time
from pathlib import Path

import pytest

from bondapp.services import needs, rituals, today
from bondapp.services.needs import NeedForm
from bondapp.services.rituals import RitualForm
from bondapp.services.session import Session
from world import World, both, come, named

WEEKDAYS = (0, 1, 2, 3, 4)


def home(**changes: object) -> RitualForm:
    """Coming home on weekdays at ten past six."""
    plain: dict[str, object] = {
        "title": "Coming home",
        "steps": ("Bags down", "One good thing"),
        "kind": "reunion",
        "days": WEEKDAYS,
        "wall": time(18, 10),
    }
    return RitualForm(**(plain | changes))  # type: ignore[arg-type] # - the fields of the form above


def test_a_ritual_reminds_who_accepted_it_and_is_active_once_everybody_did(tmp_path: Path) -> None:
    session = World(tmp_path).pair()
    noor, joss = named(session, "Noor"), named(session, "Joss")
    card = rituals.save(session, home())
    assert card.ritual.reminds(noor.id)
    assert not card.ritual.reminds(joss.id)
    assert card.waiting_for == (joss,)
    come(session, "Joss")
    assert rituals.one(session, card.ritual.id).asks_me
    assert rituals.accept(session, card.ritual.id).ritual.active
    session.close()


def test_in_both_a_new_ritual_is_accepted_by_everybody_here(tmp_path: Path) -> None:
    session = World(tmp_path).pair()
    both(session)
    assert rituals.save(session, home()).ritual.active
    session.close()


def test_nobody_says_yes_for_somebody_who_is_not_here(tmp_path: Path) -> None:
    session = World(tmp_path).pair()
    card = rituals.save(session, home())
    with pytest.raises(ValueError, match="not_here"):
        rituals.accept(session, card.ritual.id, named(session, "Joss").id)
    session.close()


@pytest.mark.parametrize(
    ("change", "asks"),
    [
        ({"wall": time(19)}, True),
        ({"title": "Landing"}, True),
        ({"steps": ("Bags down",)}, True),
        ({"days": (0,)}, True),
        ({"lead": 30}, False),
        ({"hide_words": False}, False),
        ({"if_not": "ask"}, False),
        ({}, False),
    ],
)
def test_changing_what_when_or_how_long_asks_again_and_ones_own_reminder_does_not(
    tmp_path: Path, change: dict[str, object], asks: bool
) -> None:
    session = World(tmp_path).pair()
    both(session)
    card = rituals.save(session, home())
    come(session, "Noor")
    again = rituals.save(session, home(**change), card.ritual.id)
    assert again.ritual.active is not asks
    assert again.ritual.accepted_by(named(session, "Noor").id)
    session.close()


def test_a_ritual_keeps_its_zone_when_it_is_saved_on_a_journey(tmp_path: Path) -> None:
    world = World(tmp_path)
    session = world.pair()
    card = rituals.save(session, home())
    world.clock.zone = "America/New_York"
    world.clock.forward(days=1)
    again = rituals.save(session, home(lead=5), card.ritual.id)
    assert again.ritual.terms == card.ritual.terms
    assert again.ritual.rhythm == card.ritual.rhythm
    session.close()


def test_either_can_let_it_rest_alone_and_nobody_is_reminded_then(tmp_path: Path) -> None:
    session = World(tmp_path).pair()
    both(session)
    card = rituals.save(session, home())
    come(session, "Joss")
    resting = rituals.rest(session, card.ritual.id)
    assert not resting.ritual.reminds(named(session, "Noor").id)
    assert rituals.rest(session, card.ritual.id, resting=False).ritual.active
    session.close()


@pytest.mark.parametrize(("form", "code"), [(home(title=" "), "empty_title"), (home(days=()), "no_days")])
def test_a_form_that_cannot_be_saved_says_why_and_leaves_everything_as_it_was(
    tmp_path: Path, form: RitualForm, code: str
) -> None:
    session = World(tmp_path).pair()
    with pytest.raises(ValueError, match=code):
        rituals.save(session, form)
    assert rituals.all_rituals(session) == ()
    session.close()


def test_an_outcome_shows_on_today_and_can_be_taken_back(tmp_path: Path) -> None:
    session = _with_home(World(tmp_path))
    moment = today.page(session).moments[0]
    rituals.mark(session, moment.ritual, moment.day, moment.slot, "not_today")
    assert today.page(session).moments[0].outcome == "not_today"
    rituals.mark(session, moment.ritual, moment.day, moment.slot, None)
    assert today.page(session).moments[0].state == "next"
    session.close()


def test_a_private_need_served_by_a_ritual_stays_private(tmp_path: Path) -> None:
    session = World(tmp_path).pair()
    need = needs.save(session, NeedForm(need="to know when")).need.id
    card = rituals.save(session, home(needs=(need,)))
    assert card.serves == (need,)
    come(session, "Joss")
    assert rituals.one(session, card.ritual.id).serves == ()
    assert all(need.encode() not in raw for raw, _ in session.bond.space.raw())
    session.close()


def test_templates_for_friends_hold_no_touch(tmp_path: Path) -> None:
    session = World(tmp_path).pair(kind="friends")
    assert rituals.templates(session)
    assert not any(template.touch for template in rituals.templates(session))
    session.close()


def _with_home(world: World) -> Session:
    session = world.pair()
    rituals.save(session, home())
    return session


def test_a_ritual_can_serve_a_need_that_the_other_showed(tmp_path: Path) -> None:
    session = World(tmp_path).pair()
    shown = needs.save(session, NeedForm(need="a short word", visibility="now")).need.id
    come(session, "Joss")
    card = rituals.save(session, home(needs=(shown,)))
    assert card.serves == (shown,)
    come(session, "Noor")
    assert rituals.one(session, card.ritual.id).serves == (shown,)
    session.close()


def test_what_is_put_away_is_listed_apart_and_comes_back_with_its_answers(tmp_path: Path) -> None:
    session = World(tmp_path).pair()
    both(session)
    stays = rituals.save(session, home())
    soup, bread = (rituals.save(session, home(title=title)) for title in ("soup", "Bread"))
    for card in (soup, bread):
        rituals.put_away(session, card.ritual.id)
    assert [card.ritual.id for card in rituals.all_rituals(session)] == [stays.ritual.id]
    assert [card.ritual.title for card in rituals.put_away_rituals(session)] == ["Bread", "soup"]
    rituals.put_away(session, soup.ritual.id, away=False)
    assert [card.ritual.title for card in rituals.put_away_rituals(session)] == ["Bread"]
    assert rituals.one(session, soup.ritual.id).ritual.active
    session.close()
