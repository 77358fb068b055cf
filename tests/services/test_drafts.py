"""Drafts: kept at each pause in typing, with whoever is here, until saved or put away."""

from __future__ import annotations

from pathlib import Path

import pytest

from bondapp.rules.text import MAX_WORDS
from bondapp.services import drafts, opening
from bondapp.services.session import NotOpen
from world import World, both, come


def test_a_draft_is_there_at_the_next_start(tmp_path: Path) -> None:
    world = World(tmp_path)
    session = world.pair()
    drafts.keep(session, "need/new/when", "half a sen")
    drafts.keep(session, "need/new/when", "half a sentence\n…")
    session.close()
    again = world.session()
    assert drafts.find(again, "need/new/") == {"need/new/when": "half a sentence\n…"}
    again.close()


def test_ones_draft_is_seen_by_nobody_else_and_one_of_both_by_both(tmp_path: Path) -> None:
    session = World(tmp_path).pair()
    drafts.keep(session, "need/new/when", "Noor's")
    come(session, "Joss")
    assert drafts.find(session, "") == {}
    both(session)
    assert drafts.find(session, "") == {}
    drafts.keep(session, "walk/w/x", "ours")
    come(session, "Noor")
    assert drafts.find(session, "") == {"need/new/when": "Noor's"}
    both(session)
    assert drafts.find(session, "walk/") == {"walk/w/x": "ours"}
    session.close()


def test_emptying_a_field_or_putting_it_away_forgets_its_draft_and_no_other(tmp_path: Path) -> None:
    session = World(tmp_path).pair()
    for field in ("need/new/when", "need/new/feel", "need/newer/when"):
        drafts.keep(session, field, "words")
    drafts.keep(session, "need/new/when", "")
    assert set(drafts.find(session, "need/")) == {"need/new/feel", "need/newer/when"}
    drafts.forget(session, "need/new/")
    assert set(drafts.find(session, "")) == {"need/newer/when"}
    session.close()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\0b", "ab"),
        ("half \ud83d", "half ?"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("\u202eright to left\u202c <b>&amp;</b> ' \" ; --", "\u202eright to left\u202c <b>&amp;</b> ' \" ; --"),
        ("x" * (MAX_WORDS + 5), "x" * MAX_WORDS),
    ],
)
def test_whatever_is_typed_is_kept_as_far_as_it_can_be_seen(tmp_path: Path, typed: str, kept: str) -> None:
    session = World(tmp_path).pair()
    drafts.keep(session, "f", typed)
    assert drafts.find(session, "f") == {"f": kept}
    session.close()


def test_while_everything_is_closed_there_is_nowhere_to_keep_one(tmp_path: Path) -> None:
    session = World(tmp_path).pair()
    opening.lock(session)
    with pytest.raises(NotOpen):
        drafts.keep(session, "f", "words")
    with pytest.raises(NotOpen):
        drafts.find(session, "")
    session.close()
