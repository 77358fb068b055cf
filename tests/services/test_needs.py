"""Naming needs: saving, showing, taking back, history, and who sees what."""

from __future__ import annotations

from pathlib import Path

import pytest

from bondapp.services import drafts, needs, today
from bondapp.services.needs import NeedForm
from world import World, both, come

TOUGH = [
    "plans <b>change</b> <img src='/etc/passwd'>",
    "\U0001f9f6\U0001f468\u200d\U0001f469\u200d\U0001f467 \u202eevil\u202c",
    "حين تتغيّر الخطط",
    "'; DROP TABLE need; -- %s {0}",
    "x" * 100_000,
]


@pytest.mark.parametrize("words", TOUGH)
def test_words_come_back_exactly_as_they_were_typed(tmp_path: Path, words: str) -> None:
    world = World(tmp_path)
    session = world.pair()
    saved = needs.save(session, NeedForm(when=words, visibility="now"))
    session.close()
    again = world.session()
    assert needs.card(again, saved.need.id).need.when == words
    come(again, "Joss")
    assert needs.page(again).theirs[0].need.when == words
    again.close()


def test_a_card_without_any_words_is_not_saved(tmp_path: Path) -> None:
    session = World(tmp_path).pair()
    with pytest.raises(ValueError, match="empty"):
        needs.save(session, NeedForm(when="  \n "))
    assert needs.page(session).mine == ()
    session.close()


def test_only_me_is_for_me_alone(tmp_path: Path) -> None:
    session = World(tmp_path).pair()
    needs.save(session, NeedForm(when="private"))
    assert needs.page(session).mine[0].mine
    come(session, "Joss")
    assert needs.page(session).theirs == ()
    assert today.page(session).shown_need is None
    both(session)
    assert needs.page(session).theirs == ()
    session.close()


def test_together_opens_when_both_are_here_and_at_no_other_time(tmp_path: Path) -> None:
    session = World(tmp_path).pair()
    needs.save(session, NeedForm(when="for the two of us", visibility="together"))
    both(session)
    assert [card.need.when for card in needs.page(session).theirs] == ["for the two of us"]
    come(session, "Joss")
    assert needs.page(session).theirs == ()
    session.close()


def test_a_card_taken_back_leaves_the_shared_space_altogether(tmp_path: Path) -> None:
    session = World(tmp_path).pair()
    card = needs.save(session, NeedForm(when="shown for a while", visibility="now"))
    needs.save(session, NeedForm(when="shown for a while", visibility="me"), card.need.id)
    assert session.bond.space.records(card.need.id) == ()
    come(session, "Joss")
    assert needs.page(session).theirs == ()
    session.close()


def test_an_edit_of_a_shown_card_shows_the_new_words_and_keeps_the_old_in_its_history(tmp_path: Path) -> None:
    session = World(tmp_path).pair()
    card = needs.save(session, NeedForm(when="first", visibility="now"))
    needs.save(session, NeedForm(when="second", visibility="now"), card.need.id)
    assert [revision.when for revision in needs.revisions(session, card.need.id)] == ["first", "second"]
    come(session, "Joss")
    assert needs.page(session).theirs[0].need.when == "second"
    session.close()


def test_putting_away_hides_a_shown_card_and_taking_out_shows_it_again(tmp_path: Path) -> None:
    session = World(tmp_path).pair()
    card = needs.save(session, NeedForm(when="shown", visibility="now"))
    needs.put_away(session, card.need.id)
    assert [found.need.id for found in needs.page(session).put_away] == [card.need.id]
    come(session, "Joss")
    assert needs.page(session).theirs == ()
    come(session, "Noor")
    needs.put_away(session, card.need.id, away=False)
    come(session, "Joss")
    assert needs.page(session).theirs[0].need.when == "shown"
    session.close()


def test_saving_forgets_the_draft_and_nothing_else(tmp_path: Path) -> None:
    session = World(tmp_path).pair()
    drafts.keep(session, "need/new/when", "plans")
    drafts.keep(session, "ritual/new/title", "tea")
    needs.save(session, NeedForm(when="plans change"))
    assert drafts.find(session, "need/new/") == {}
    assert drafts.find(session, "ritual/") == {"ritual/new/title": "tea"}
    session.close()


def test_a_draft_belongs_to_the_one_who_typed_it_and_outlives_the_session(tmp_path: Path) -> None:
    world = World(tmp_path)
    session = world.pair()
    drafts.keep(session, "need/new/feel", "unmoored")
    come(session, "Joss")
    assert drafts.find(session, "need/") == {}
    come(session, "Noor")
    session.close()
    again = world.session()
    assert drafts.find(again, "need/") == {"need/new/feel": "unmoored"}
    again.close()
