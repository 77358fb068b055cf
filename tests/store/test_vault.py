"""The vault folder: who can come in, what a change of passphrase ends, what is refused and left alone."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from bondapp.store.faults import StoreFault
from bondapp.store.keys import FLOOR_MEMORY, FLOOR_TURNS, Cost
from bondapp.store.keystore import KeyFiles, KeyStore
from bondapp.store.vault import Vault

CHEAP = Cost(FLOOR_TURNS, FLOOR_MEMORY)
PHRASE = "submarine hacksaw escalate recast polygraph"


class Forgetful:
    """A keyring that takes keys and does not give them back, or refuses them."""

    def __init__(self, *, refuses: bool) -> None:
        self._refuses = refuses

    def get(self, _name: str) -> bytes | None:
        """Nothing."""
        return None

    def put(self, _name: str, _key: bytes) -> None:
        """Take it, or not."""
        if self._refuses:
            raise OSError("no")

    def remove(self, _name: str) -> None:
        """Nothing to forget."""


def made(folder: Path, stores: Sequence[KeyStore] | None = None) -> Vault:
    """A fresh vault with its keys next to it."""
    return Vault.create(folder / "vault", stores or [KeyFiles(folder / "keys")], os.urandom, CHEAP)


def again(folder: Path) -> Vault:
    """The same vault, met again."""
    return Vault.at(folder / "vault", [KeyFiles(folder / "keys")], os.urandom, CHEAP)


def test_a_private_space_opens_again_with_what_this_computer_kept(tmp_path: Path) -> None:
    keys = made(tmp_path).add_person("noor")
    assert again(tmp_path).open_person("noor").master == keys.master
    assert again(tmp_path).people() == ("noor",)
    assert not again(tmp_path).has_passphrase("noor")


def test_a_passphrase_is_the_one_way_in_from_the_moment_it_is_set(tmp_path: Path) -> None:
    vault = made(tmp_path)
    keys = vault.add_person("noor")
    vault.set_passphrase("noor", keys, PHRASE)
    assert list((tmp_path / "keys").glob("*-noor.key")) == []
    assert again(tmp_path).open_person("noor", PHRASE).master == keys.master
    for passphrase in (None, "", PHRASE + "!"):
        with pytest.raises(StoreFault, match="wrong_key"):
            again(tmp_path).open_person("noor", passphrase)


def test_the_old_passphrase_ends_with_the_new_one(tmp_path: Path) -> None:
    vault = made(tmp_path)
    keys = vault.add_person("noor", PHRASE)
    vault.set_passphrase("noor", keys, "another five quiet little words")
    with pytest.raises(StoreFault, match="wrong_key"):
        vault.open_person("noor", PHRASE)
    assert vault.open_person("noor", "another five quiet little words").master == keys.master


def test_a_key_the_old_slot_was_closed_with_opens_nothing_after_a_passphrase_was_set(tmp_path: Path) -> None:
    vault = made(tmp_path)
    keys = vault.add_person("noor")
    kept = next((tmp_path / "keys").glob("*-noor.key"))
    old = kept.read_bytes()
    vault.set_passphrase("noor", keys, PHRASE)
    kept.write_bytes(old)
    with pytest.raises(StoreFault, match="wrong_key"):
        vault.open_person("noor")


@pytest.mark.parametrize("refuses", [True, False])
def test_a_keyring_that_does_not_keep_a_key_is_passed_over(tmp_path: Path, refuses: bool) -> None:
    vault = made(tmp_path, [Forgetful(refuses=refuses), KeyFiles(tmp_path / "keys")])
    keys = vault.add_person("noor")
    assert again(tmp_path).open_person("noor").master == keys.master


@pytest.mark.parametrize("refuses", [True, False])
def test_where_no_key_can_be_kept_no_space_is_made_that_could_never_be_opened(tmp_path: Path, refuses: bool) -> None:
    vault = made(tmp_path, [Forgetful(refuses=refuses)])
    with pytest.raises(StoreFault, match="read_only"):
        vault.add_person("noor")
    assert vault.people() == ()


def test_swapped_slots_open_nobodys_space(tmp_path: Path) -> None:
    vault = made(tmp_path)
    vault.add_person("noor", PHRASE)
    vault.add_person("joss", PHRASE)
    first, second = (vault.person_folder(name) / "slots.json" for name in ("noor", "joss"))
    noor, joss = first.read_bytes(), second.read_bytes()
    first.write_bytes(joss)
    second.write_bytes(noor)
    for name in ("noor", "joss"):
        assert vault.has_passphrase(name)
        with pytest.raises(StoreFault, match="damaged"):
            vault.open_person(name, PHRASE)


def test_the_bond_key_opens_for_its_members_and_for_nobody_else(tmp_path: Path) -> None:
    vault = made(tmp_path)
    noor, stranger = vault.add_person("noor"), vault.add_person("stranger")
    vault.bond_folder("b1").mkdir()
    vault.write_roster("b1", b"K" * 32, (("noor", noor), ("joss", None)))
    assert vault.open_bond("b1", "noor", noor) == b"K" * 32
    assert vault.at_home("b1") == ("noor",)
    for person, keys in (("stranger", stranger), ("noor", stranger), ("joss", stranger)):
        with pytest.raises(StoreFault, match="wrong_key"):
            vault.open_bond("b1", person, keys)


def test_a_member_admitted_later_opens_the_bond_and_the_others_still_do(tmp_path: Path) -> None:
    vault = made(tmp_path)
    noor = vault.add_person("noor")
    vault.bond_folder("b1").mkdir()
    vault.write_roster("b1", b"K" * 32, (("noor", noor), ("joss", None)))
    joss = vault.add_person("joss")
    vault.admit("b1", b"K" * 32, "joss", joss)
    assert [vault.open_bond("b1", *member) for member in (("noor", noor), ("joss", joss))] == [b"K" * 32] * 2
    assert vault.at_home("b1") == ("noor", "joss")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "not_a_vault"),
        ("[]", "not_a_vault"),
        ("{}", "not_a_vault"),
        ('{"what": "bond-vault"}', "not_a_vault"),
        ('{"what": "bond-vault", "format": "1", "id": "x"}', "not_a_vault"),
        ('{"what": "bond-vault", "format": true, "id": "x"}', "not_a_vault"),
        ('{"what": "bond-vault", "format": 1}', "not_a_vault"),
        ('{"what": "other", "format": 1, "id": "x"}', "not_a_vault"),
        ('{"what": "bond-vault", "format": 2, "id": "x"}', "newer"),
        ("[" * 100_000, "not_a_vault"),
    ],
)
def test_a_folder_that_does_not_say_it_is_a_vault_of_ours_is_left_alone(tmp_path: Path, text: str, code: str) -> None:
    made(tmp_path).add_person("noor")
    (tmp_path / "vault" / "format.json").write_text(text)
    with pytest.raises(StoreFault, match=code):
        again(tmp_path)
    assert (tmp_path / "vault" / "format.json").read_text() == text


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"v": 1}', '{"v": 1, "slots": 3}', '{"v": 1, "slots": [7]}'])
def test_slots_that_do_not_read_back_are_damaged_and_ask_for_a_passphrase(tmp_path: Path, text: str) -> None:
    vault = made(tmp_path)
    vault.add_person("noor")
    (vault.person_folder("noor") / "slots.json").write_text(text)
    assert vault.has_passphrase("noor")
    with pytest.raises(StoreFault, match=r"damaged|newer"):
        vault.open_person("noor")


def test_slots_and_rosters_from_a_newer_version_are_left_alone(tmp_path: Path) -> None:
    vault = made(tmp_path)
    noor = vault.add_person("noor")
    vault.bond_folder("b1").mkdir()
    vault.write_roster("b1", b"K" * 32, (("noor", noor),))
    for path in (vault.person_folder("noor") / "slots.json", vault.bond_folder("b1") / "roster.json"):
        path.write_text(json.dumps({**json.loads(path.read_text()), "v": 2}))
    with pytest.raises(StoreFault, match="newer"):
        vault.open_person("noor")
    with pytest.raises(StoreFault, match="newer"):
        vault.roster("b1")


@pytest.mark.parametrize("where", ["file", "other files", "a vault"])
def test_no_vault_is_made_over_anything(tmp_path: Path, where: str) -> None:
    if where == "file":
        (tmp_path / "vault").write_text("mine")
    elif where == "a vault":
        made(tmp_path)
    else:
        (tmp_path / "vault" / "people").mkdir(parents=True)
        (tmp_path / "vault" / "people" / "holiday.jpg").write_text("mine")
    with pytest.raises(StoreFault, match="not_a_vault"):
        made(tmp_path)


def test_names_of_files_and_folders_say_nothing(tmp_path: Path) -> None:
    vault = made(tmp_path)
    vault.add_person("0a1b")
    names = {path.name for path in (tmp_path / "vault").rglob("*")}
    assert names == {"format.json", "people", "bonds", "device", "0a1b", "slots.json"}
