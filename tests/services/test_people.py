"""The people: who is here, how they are shown, how each closes their own space."""

from __future__ import annotations

from pathlib import Path

import pytest

from bondapp.rules.people import COLOURS
from bondapp.services import opening, people
from bondapp.services.session import NotOpen
from bondapp.store.faults import StoreFault
from world import World, both, come, named

STRONG = "submarine hacksaw escalate recast polygraph"


def test_company_says_who_belongs_who_is_here_and_who_closes_their_space(tmp_path: Path) -> None:
    session = World(tmp_path).pair(kind="friends", passphrase=STRONG)
    noor, joss = session.members()
    alone = people.company(session)
    assert (alone.kind, alone.people, alone.here) == ("friends", (noor, joss), (noor.id,))
    assert (alone.me, alone.others, alone.together) == (noor, (joss,), False)
    assert (alone.at_home, alone.with_passphrase) == ((noor.id, joss.id), (noor.id,))
    together = both(session)
    assert (together.me, together.others, together.together) == (None, (noor, joss), True)
    with pytest.raises(KeyError):
        together.person("nobody")
    session.close()


def test_the_two_get_different_colours(tmp_path: Path) -> None:
    session = World(tmp_path).pair()
    first, second = session.members()
    assert first.colour in COLOURS
    assert second.colour in COLOURS
    assert first.colour != second.colour
    session.close()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Noor \n van  Dijk ", "Noor van Dijk"),
        ("<b>Noor</b> & co", "<b>Noor</b> & co"),
        ("نور", "نور"),
        ("N\0oor", "Noor"),
        ("x" * 200, "x" * 80),
    ],
)
def test_a_name_is_kept_on_one_line_as_typed(tmp_path: Path, typed: str, kept: str) -> None:
    world = World(tmp_path)
    session = world.pair()
    people.change(session, named(session, "Noor").id, name=typed)
    session.close()
    again = world.session()
    assert again.members()[0].name == kept
    assert opening.door(again).people[0].name == kept
    again.close()


@pytest.mark.parametrize("name", ["", "   ", "\n\t", "\0"])
def test_a_name_without_a_letter_is_refused_and_the_old_one_stays(tmp_path: Path, name: str) -> None:
    session = World(tmp_path).pair()
    with pytest.raises(ValueError, match="empty_name"):
        people.change(session, session.here[0], name=name, pronoun="they")
    noor = session.members()[0]
    assert (noor.name, noor.pronoun) == ("Noor", "")
    session.close()


def test_an_unknown_colour_is_refused_without_quoting_it(tmp_path: Path) -> None:
    session = World(tmp_path).pair()
    with pytest.raises(ValueError, match=r"^colour$"):
        people.change(session, session.here[0], colour="#ff0000")
    session.close()


def test_whoever_has_no_space_here_yet_can_be_named_by_the_other(tmp_path: Path) -> None:
    session = World(tmp_path).pair(together=False)
    joss = named(session, "Joss")
    company = people.change(session, joss.id, name="Jos", pronoun="he")
    assert (company.person(joss.id).name, company.person(joss.id).pronoun) == ("Jos", "he")
    people.welcome(session, joss.id)
    with pytest.raises(ValueError, match="not_here"):
        people.change(session, joss.id, name="J")
    session.close()


def test_in_both_everybody_can_be_changed(tmp_path: Path) -> None:
    session = World(tmp_path).pair()
    for person in both(session).people:
        people.change(session, person.id, colour="slate")
    assert {person.colour for person in session.members()} == {"slate"}
    session.close()


def test_welcoming_twice_changes_nothing(tmp_path: Path) -> None:
    world = World(tmp_path)
    session = world.pair(together=False)
    joss = named(session, "Joss")
    people.welcome(session, joss.id)
    slots = (world.folder / "people" / joss.id / "slots.json").read_bytes()
    people.welcome(session, joss.id)
    assert (world.folder / "people" / joss.id / "slots.json").read_bytes() == slots
    session.close()


def test_a_passphrase_is_confirmed_by_saying_it_again(tmp_path: Path) -> None:
    session = World(tmp_path).pair()
    people.set_passphrase(session, STRONG)
    assert people.confirm_passphrase(session, f" {STRONG}\n")
    assert not people.confirm_passphrase(session, STRONG[:-1])
    assert not people.confirm_passphrase(session, "")
    session.close()


def test_a_passphrase_closes_only_ones_own_space(tmp_path: Path) -> None:
    world = World(tmp_path)
    session = world.pair()
    come(session, "Joss")
    people.set_passphrase(session, STRONG)
    session.close()
    again = world.session()
    assert again.here == ()
    come_in = opening.door(again).people
    assert [label.has_passphrase for label in come_in] == [False, True]
    opening.enter(again, come_in[0].id)
    with pytest.raises(StoreFault, match="wrong_key"):
        opening.enter(again, come_in[1].id)
    again.close()


def test_in_both_nobody_sets_a_passphrase_for_somebody(tmp_path: Path) -> None:
    session = World(tmp_path).pair()
    both(session)
    with pytest.raises(NotOpen):
        people.set_passphrase(session, STRONG)
    with pytest.raises(NotOpen):
        people.confirm_passphrase(session, STRONG)
    session.close()


def test_the_names_of_the_pair_make_a_passphrase_no_harder_to_guess(tmp_path: Path) -> None:
    session = World(tmp_path).pair()
    people.change(session, session.here[0], name="Wilhelmina")
    assert not people.judge_passphrase(session, "wilhelmina & joss 2026").usable
    assert people.judge_passphrase(session, STRONG).usable
    session.close()


def test_a_suggestion_is_five_listed_words_drawn_anew_and_may_be_used(tmp_path: Path) -> None:
    world = World(tmp_path)
    session = world.pair()
    listed = set(world.ports().words())
    drawn = [people.suggest_passphrase(session) for _ in range(20)]
    assert len(set(drawn)) == 20
    for phrase in drawn:
        assert len(phrase.split(" ")) == 5
        assert set(phrase.split(" ")) <= listed
        assert people.judge_passphrase(session, phrase).usable
    session.close()


def test_a_draw_that_would_tilt_the_odds_is_thrown_away(tmp_path: Path) -> None:
    world = World(tmp_path)
    session = world.pair()
    numbers = iter([b"\xff\xff", b"\xf3\x00", *[b"\x00\x01"] * 5])
    world.random = lambda _size: next(numbers)
    session.ports = world.ports()
    second = world.ports().words()[1]
    # 65,535 and 62,208 lie past the last whole multiple of 7,776.
    assert people.suggest_passphrase(session) == " ".join([second] * 5)
    session.close()
