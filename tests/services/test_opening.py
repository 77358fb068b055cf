"""Coming in: first start, who is here, passphrases, what stands at the door."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bondapp.services import needs, opening, people
from bondapp.services.needs import NeedForm
from bondapp.services.session import NotOpen
from bondapp.store.faults import StoreFault
from bondapp.store.vault import Vault
from world import World, both, come, named

STRONG = "submarine hacksaw escalate recast polygraph"


def test_the_first_start_makes_a_pair_and_the_next_start_comes_in_by_itself(tmp_path: Path) -> None:
    world = World(tmp_path)
    session = world.pair()
    assert [person.name for person in session.members()] == ["Noor", "Joss"]
    session.close()
    again = world.session()
    company = people.company(again)
    assert company.me is not None
    assert company.me.name == "Noor"
    again.close()


def test_a_first_start_that_was_killed_goes_on_where_it_stood(tmp_path: Path) -> None:
    world = World(tmp_path)
    session = world.closed_session()
    assert opening.approach(session).state == "new"
    opening.keep_started(session, {"step": "2", "name": "Noor <b>"})
    session.close()
    door = opening.approach(again := world.closed_session())
    assert (door.state, door.started) == ("new", {"step": "2", "name": "Noor <b>"})
    again.close()


def test_looking_at_an_empty_place_writes_nothing(tmp_path: Path) -> None:
    world = World(tmp_path)
    opening.approach(world.closed_session())
    assert list(tmp_path.iterdir()) == []


def test_on_a_shared_computer_the_other_private_space_opens_only_with_its_own_unlock(tmp_path: Path) -> None:
    session = World(tmp_path).pair(passphrase=STRONG)
    noor, joss = named(session, "Noor"), named(session, "Joss")
    needs.save(session, NeedForm(when="a private line"))
    come(session, "Joss")
    assert needs.page(session).mine == ()
    with pytest.raises(StoreFault, match="wrong_key"):
        opening.enter(session, noor.id)
    with pytest.raises(StoreFault, match="wrong_key"):
        opening.enter(session, noor.id, "not the right words at all")
    assert session.here == (joss.id,)
    come(session, "Noor", STRONG)
    assert [card.need.when for card in needs.page(session).mine] == ["a private line"]
    session.close()


def test_going_to_both_closes_private_spaces_at_once(tmp_path: Path) -> None:
    session = World(tmp_path).pair()
    needs.save(session, NeedForm(when="private"))
    both(session)
    assert session.person is None
    assert needs.page(session).mine == ()
    assert needs.page(session).theirs == ()
    with pytest.raises(NotOpen):
        needs.save(session, NeedForm(when="whose is this"))
    session.close()


def test_with_passphrases_for_everybody_the_door_stays_closed_until_one_is_said(tmp_path: Path) -> None:
    world = World(tmp_path)
    session = world.pair(passphrase=STRONG)
    come(session, "Joss")
    people.set_passphrase(session, STRONG + " canal")
    session.close()
    again = world.closed_session()
    door = opening.approach(again)
    assert door.state == "closed"
    assert [(label.name, label.has_passphrase) for label in door.people] == [("Noor", True), ("Joss", True)]
    assert opening.enter(again, door.people[0].id, STRONG).state == "open"
    again.close()


def test_a_passphrase_set_later_ends_the_key_this_computer_kept(tmp_path: Path) -> None:
    world = World(tmp_path)
    session = world.pair()
    noor = named(session, "Noor")
    people.set_passphrase(session, STRONG)
    session.close()
    vault = Vault.at(world.folder, world.ports().stores, world.random)
    with pytest.raises(StoreFault, match="wrong_key"):
        vault.open_person(noor.id)
    assert vault.open_person(noor.id, STRONG).master


def test_an_easy_passphrase_is_refused_and_nothing_changes(tmp_path: Path) -> None:
    session = World(tmp_path).pair()
    with pytest.raises(ValueError, match="passphrase"):
        people.set_passphrase(session, "noornoornoornoor")
    assert people.company(session).with_passphrase == ()
    session.close()


def test_a_passphrase_can_be_taken_away_again(tmp_path: Path) -> None:
    world = World(tmp_path)
    session = world.pair(passphrase=STRONG)
    people.set_passphrase(session, None)
    session.close()
    again = world.session()
    assert again.here
    again.close()


def test_a_vault_from_a_newer_version_is_refused_and_stays_as_it_was(tmp_path: Path) -> None:
    world = World(tmp_path)
    world.pair().close()
    stamp = world.folder / "format.json"
    stamp.write_text(stamp.read_text().replace('"format": 1', '"format": 2'))
    before = _contents(world.folder)
    with pytest.raises(StoreFault, match="newer"):
        opening.approach(world.closed_session())
    assert _contents(world.folder) == before


def test_a_space_from_a_newer_version_is_refused_and_stays_as_it_was(tmp_path: Path) -> None:
    world = World(tmp_path)
    session = world.pair()
    with session.bond.space.writing() as store:
        store.connection().exec_driver_sql("PRAGMA user_version = 99")
    session.close()
    shared = next(world.folder.glob("bonds/*/shared.db"))
    before = shared.read_bytes()
    with pytest.raises(StoreFault, match="newer"):
        opening.approach(again := world.closed_session())
    again.close()
    assert shared.read_bytes() == before


def test_a_folder_that_is_no_vault_is_left_alone(tmp_path: Path) -> None:
    world = World(tmp_path)
    world.folder.mkdir()
    (world.folder / "holiday.txt").write_text("photos")
    with pytest.raises(StoreFault, match="not_a_vault"):
        opening.approach(world.closed_session())
    assert [entry.name for entry in world.folder.iterdir() if entry.name != "lock"] == ["holiday.txt"]


def test_a_vault_that_is_gone_is_missed_and_never_silently_made_anew(tmp_path: Path) -> None:
    world = World(tmp_path)
    world.pair().close()
    shutil.rmtree(world.folder)
    session = world.closed_session()
    with pytest.raises(StoreFault, match="missing"):
        opening.approach(session)
    assert not world.folder.exists()
    assert opening.begin_anew(session).state == "new"
    session.close()


def test_a_second_start_of_the_same_vault_is_told_that_it_is_open(tmp_path: Path) -> None:
    world = World(tmp_path)
    session = world.pair()
    with pytest.raises(StoreFault, match="in_use"):
        opening.approach(world.closed_session())
    session.close()
    again = world.session()
    assert again.here
    again.close()


def test_a_lost_key_of_this_computer_costs_no_words(tmp_path: Path) -> None:
    world = World(tmp_path)
    session = world.pair()
    needs.save(session, NeedForm(when="plans change"))
    device_key = next(world.key_folder.glob("*-device.key"))
    session.close()
    device_key.unlink()
    again = world.closed_session()
    door = opening.approach(again)
    opening.enter(again, door.people[0].id)
    names = {person.name for person in again.members()}
    assert names == {"Noor", "Joss"}
    again.close()


def test_alone_for_now_the_other_can_be_welcomed_later(tmp_path: Path) -> None:
    session = World(tmp_path).pair(together=False)
    joss = named(session, "Joss")
    assert people.company(session).at_home == (named(session, "Noor").id,)
    people.welcome(session, joss.id)
    company = come(session, "Joss")
    assert company.me == joss
    session.close()


def test_nobody_changes_the_name_of_somebody_who_is_not_here(tmp_path: Path) -> None:
    session = World(tmp_path).pair()
    with pytest.raises(ValueError, match="not_here"):
        people.change(session, named(session, "Joss").id, name="J")
    people.change(session, named(session, "Noor").id, name="N <b>", colour="moss")
    assert named(session, "N <b>").colour == "moss"
    session.close()


def _contents(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "lock"
    }


def test_a_first_start_killed_before_its_ritual_was_saved_goes_on_there(tmp_path: Path) -> None:
    world = World(tmp_path)
    session = world.closed_session()
    opening.approach(session)
    opening.keep_started(session, {"step": "reminders", "title": "Tea"})
    opening.begin(session, opening.Start("Noor", "Joss", "partners", together=True))
    session.close()
    again = world.closed_session()
    door = opening.approach(again)
    assert (door.state, door.started["title"]) == ("new", "Tea")
    assert opening.finish_start(again).state == "open"
    again.close()
    third = world.closed_session()
    assert opening.approach(third).state == "open"
    third.close()
