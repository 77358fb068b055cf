"""A first start, a welcome and a save that were cut short: the next try goes on, and nobody is shut out."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bondapp.services import needs, opening, people
from bondapp.services.needs import NeedForm
from bondapp.services.opening import Start
from bondapp.store import vault as vaults
from bondapp.store.faults import StoreFault
from bondapp.store.vault import Vault
from world import World, come, named

START = Start("Noor", "Joss", "partners", together=True)
STRONG = "submarine hacksaw escalate recast polygraph"


class Cut(Exception):
    """The moment at which a process ends."""


def cutting(monkeypatch: pytest.MonkeyPatch, owner: object, name: str, after: int = 0) -> Callable[[], None]:
    """End at the call of a function after so many that went through; returns what undoes it."""
    real = getattr(owner, name)
    left = [after]

    def cut(*args: object, **named_args: object) -> object:
        if left[0] == 0:
            raise Cut
        left[0] -= 1
        return real(*args, **named_args)

    monkeypatch.setattr(owner, name, cut)
    return lambda: monkeypatch.setattr(owner, name, real)


def test_a_creation_cut_short_before_the_vault_says_what_it_is_begins_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = World(tmp_path)
    session = world.closed_session()
    opening.approach(session)
    restore = cutting(monkeypatch, vaults, "write_json")
    with pytest.raises(Cut):
        opening.begin(session, START)
    session.close()
    restore()
    (world.folder / ".probe-left").mkdir()
    (world.folder / ".probe-left" / "probe.db").write_bytes(b"half")
    (world.folder / "format.json.tmp").write_bytes(b"{")
    again = world.closed_session()
    assert opening.approach(again).state == "new"
    opening.begin(again, START)
    assert {person.name for person in again.members()} == {"Noor", "Joss"}
    again.close()
    assert not list(world.folder.glob(".probe-*"))


def test_trying_again_in_the_same_session_after_a_creation_failed_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = World(tmp_path).closed_session()
    opening.approach(session)
    restore = cutting(monkeypatch, vaults, "write_json")
    with pytest.raises(Cut):
        opening.begin(session, START)
    restore()
    assert opening.begin(session, START).state == "open"
    session.close()


@pytest.mark.parametrize("after", range(4))
def test_a_first_start_cut_short_leaves_no_strangers_and_no_stray_keys(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    world = World(tmp_path)
    session = world.closed_session()
    opening.approach(session)
    opening.keep_started(session, {"name": "Noor"})
    restore = cutting(monkeypatch, vaults, "write_json", after)
    # Slots of two people, the roster; the fourth is none of a first start any more.
    if after < 3:
        with pytest.raises(Cut):
            opening.begin(session, START)
        session.close()
    else:
        restore_enter = cutting(monkeypatch, opening, "enter")
        with pytest.raises(Cut):
            opening.begin(session, START)
        restore_enter()
        session.close()
    restore()
    again = world.closed_session()
    door = opening.approach(again)
    if door.state == "new":
        assert door.started == {"name": "Noor"}
        door = opening.begin(again, START)
    assert [label.name for label in door.people] == ["Noor", "Joss"]
    assert len(list((world.folder / "people").iterdir())) == 2
    assert len(list((world.folder / "bonds").iterdir())) == 1
    assert len([key for key in world.key_folder.glob("*.key") if "known" not in key.name]) == 3
    again.close()


def test_a_begin_repeated_after_only_the_way_in_was_barred_makes_no_second_pair(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = World(tmp_path).closed_session()
    opening.approach(session)
    restore = cutting(monkeypatch, opening, "enter")
    with pytest.raises(Cut):
        opening.begin(session, START)
    restore()
    assert opening.begin(session, START).state == "open"
    assert len(session.opened.bonds()) == 1
    session.close()


def test_a_welcome_cut_short_can_be_repeated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    world = World(tmp_path)
    session = world.pair(together=False)
    joss = named(session, "Joss")
    restore = cutting(monkeypatch, Vault, "admit")
    with pytest.raises(Cut):
        people.welcome(session, joss.id)
    restore()
    session.close()
    again = world.session()
    assert [label.name for label in opening.door(again).people] == ["Noor"]
    people.welcome(again, joss.id)
    assert come(again, "Joss").me == joss
    again.close()


def test_words_taken_back_are_taken_back_although_the_save_was_cut_in_two(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = World(tmp_path)
    session = world.pair()
    card = needs.save(session, NeedForm(when="for you", visibility="now"))
    restore = cutting(monkeypatch, needs, "_publish")
    with pytest.raises(Cut):
        needs.save(session, NeedForm(when="for you", visibility="me"), card.need.id)
    session.close()
    restore()
    again = world.session()
    assert again.bond.space.records(card.need.id) == ()
    come(again, "Joss")
    assert needs.page(again).theirs == ()
    again.close()


def test_keeping_ones_space_open_twice_changes_no_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    world = World(tmp_path)
    session = world.pair()
    restore = cutting(monkeypatch, vaults, "write_json")
    people.set_passphrase(session, None)
    restore()
    session.close()
    again = world.session()
    assert again.here
    again.close()


def test_going_in_again_as_oneself_opens_no_file_a_second_time(tmp_path: Path) -> None:
    session = World(tmp_path).pair()
    before = session.person
    assert before is not None
    come(session, "Noor")
    assert session.person is before
    session.close()


def test_a_private_space_that_cannot_be_opened_leaves_nothing_open_while_locked(tmp_path: Path) -> None:
    world = World(tmp_path)
    session = world.pair()
    noor = named(session, "Noor")
    opening.lock(session)
    file = world.folder / "people" / noor.id / "private.db"
    file.write_bytes(b"\0" * 4096)
    with pytest.raises(StoreFault):
        opening.enter(session, noor.id)
    assert (session.shared, session.person, session.here) == (None, None, ())
    session.close()


def test_slots_put_under_another_name_open_nothing(tmp_path: Path) -> None:
    world = World(tmp_path)
    session = world.pair(passphrase=STRONG)
    noor, joss = named(session, "Noor"), named(session, "Joss")
    session.close()
    folder = world.folder / "people"
    for name in ("slots.json", "private.db"):
        shutil.copy(folder / noor.id / name, folder / joss.id / name)
    again = world.session()
    with pytest.raises(StoreFault, match="damaged"):
        opening.enter(again, joss.id, STRONG)
    opening.enter(again, noor.id, STRONG)
    assert again.here == (noor.id,)
    again.close()
