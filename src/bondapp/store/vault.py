"""The vault folder: who has a private space, which bonds there are, and the slots that open them.

    vault/  format.json  lock  device/ {slots.json, device.db}  people/ID/ {slots.json, private.db}
            bonds/ID/ {roster.json, shared.db}

Names, words and dates stand inside the spaces alone; folder names are random.
"""

from __future__ import annotations

import base64
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bondapp.store import keys
from bondapp.store.engine import PROBE, self_test
from bondapp.store.faults import StoreFault, translated
from bondapp.store.files import make_private, read_json, write_json
from bondapp.store.keys import Cost, PersonKeys, Random, Slot
from bondapp.store.keystore import KeyStore

FORMAT = 1
MARK = "bond-vault"
# What may lie in a folder that is no vault yet: the lock, and the bell for a second start.
OURS = frozenset({"lock", "doorbell"})
FOLDERS = ("people", "bonds", "device")


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a bond and, when they have a private space of their own, the bond key sealed to them."""

    person: str
    box: bytes | None


@dataclass(frozen=True, slots=True)
class Roster:
    """Who is in a bond, in order."""

    bond: str
    members: tuple[Member, ...]


class Vault:
    """A vault folder that is known to be one; nothing in it is open yet."""

    def __init__(self, folder: Path, identity: str, stores: Sequence[KeyStore], random: Random, cost: Cost) -> None:
        self.folder = folder
        self.id = identity
        self._stores = stores
        self._random = random
        self._cost = cost

    @classmethod
    def exists(cls, folder: Path) -> bool:
        """Whether something that says it is a vault lies here."""
        return (folder / "format.json").exists()

    @classmethod
    @translated()
    def nothing_at(cls, folder: Path) -> bool:
        """Whether nothing lies here, or no more than a creation that was killed midway left behind."""
        return not folder.is_dir() or (not cls.exists(folder) and all(map(_left_behind, folder.iterdir())))

    @classmethod
    def create(cls, folder: Path, stores: Sequence[KeyStore], random: Random, cost: Cost | None = None) -> Vault:
        """Make an empty vault. Raises StoreFault "not_a_vault" where other files lie, "full", "read_only", …"""
        with translated():
            if folder.is_file() or not cls.nothing_at(folder):
                raise StoreFault("not_a_vault")
            make_private(folder)
            self_test(folder, random)
            identity = random(16).hex()
            for name in FOLDERS:
                make_private(folder / name)
            write_json(folder / "format.json", {"what": MARK, "format": FORMAT, "id": identity})
        return cls(folder, identity, stores, random, cost or Cost())

    @classmethod
    @translated()
    def at(cls, folder: Path, stores: Sequence[KeyStore], random: Random, cost: Cost | None = None) -> Vault:
        """The vault that lies here. Raises StoreFault "missing", "not_a_vault" or "newer"."""
        if not folder.is_dir() or not any(entry.name not in OURS for entry in folder.iterdir()):
            raise StoreFault("missing")
        try:
            plain = read_json(folder / "format.json")
        except StoreFault as fault:
            raise StoreFault("not_a_vault") from fault
        if plain.get("what") != MARK or type(plain.get("format")) is not int or not isinstance(plain.get("id"), str):
            raise StoreFault("not_a_vault")
        if plain["format"] > FORMAT:
            raise StoreFault("newer")
        self_test(folder, random)
        return cls(folder, str(plain["id"]), stores, random, cost or Cost())

    # -- device ----------------------------------------------------------------------------------------

    @translated()
    def device_key(self) -> bytes:
        """The key of this computer's own file, made at the first call."""
        folder = self.folder / "device"
        if (folder / "slots.json").exists():
            return self._open_kept("device", folder)
        master = self._random(keys.KEY_BYTES)
        make_private(folder)
        self._write_slots(folder, [self._kept("device", master)])
        return master

    # -- people ----------------------------------------------------------------------------------------

    @translated()
    def people(self) -> tuple[str, ...]:
        """Persons who have a private space here."""
        folder = self.folder / "people"
        if not folder.is_dir():
            return ()
        return tuple(sorted(entry.name for entry in folder.iterdir() if (entry / "slots.json").exists()))

    def at_home(self, bond: str) -> tuple[str, ...]:
        """Members of a bond who can come in here, in order: with a private space and the bond's key sealed to them."""
        people = self.people()
        return tuple(m.person for m in self.roster(bond).members if m.box is not None and m.person in people)

    @translated()
    def add_person(self, person: str, passphrase: str | None = None) -> PersonKeys:
        """Make a private space's keys, closed by a passphrase or by what this computer keeps."""
        master = self._random(keys.KEY_BYTES)
        folder = self.person_folder(person)
        make_private(folder)
        self._write_slots(folder, [self._slot(person, master, passphrase)])
        return PersonKeys(master)

    @translated()
    def sweep(self) -> None:
        """Remove what a first start that was killed left behind: spaces of people who are in no bond."""
        if self.bonds():
            return
        for folder in (self.folder / "people", self.folder / "bonds"):
            for entry in folder.iterdir():
                for store in self._stores:
                    store.remove(self._name(entry.name))
                shutil.rmtree(entry)

    def has_passphrase(self, person: str) -> bool:
        """Whether this person's private space asks for a passphrase, or its slots no longer say."""
        try:
            return any(slot.kind == "passphrase" for slot in self._slots(person, self.person_folder(person)))
        except StoreFault:
            return True

    @translated()
    def open_person(self, person: str, passphrase: str | None = None) -> PersonKeys:
        """This person's keys. Raises StoreFault "wrong_key" when neither passphrase nor kept key opens them."""
        folder = self.person_folder(person)
        if passphrase is None:
            return PersonKeys(self._open_kept(person, folder))
        for slot in self._slots(person, folder):
            if slot.kind == "passphrase":
                return PersonKeys(keys.open_slot(slot, passphrase=passphrase))
        raise StoreFault("wrong_key")

    @translated()
    def set_passphrase(self, person: str, person_keys: PersonKeys, passphrase: str | None) -> None:
        """Close a private space with a passphrase, or with what this computer keeps; the old way ends with it."""
        if passphrase is None and not self.has_passphrase(person):
            # Keeping a fresh key in place of the kept one would shut everybody out if we were killed in between.
            return
        slot = self._slot(person, person_keys.master, passphrase)
        self._write_slots(self.person_folder(person), [slot])
        if passphrase is not None:
            for store in self._stores:
                store.remove(self._name(person))

    def person_folder(self, person: str) -> Path:
        """Where a person's files lie."""
        return self.folder / "people" / person

    # -- bonds -----------------------------------------------------------------------------------------

    @translated()
    def bonds(self) -> tuple[str, ...]:
        """Bonds that have a shared space here."""
        folder = self.folder / "bonds"
        if not folder.is_dir():
            return ()
        return tuple(sorted(entry.name for entry in folder.iterdir() if (entry / "roster.json").exists()))

    def write_roster(self, bond: str, key: bytes, members: Iterable[tuple[str, PersonKeys | None]]) -> None:
        """Seal a bond's key to each member who has keys, and say who is in it; from now on the bond counts."""
        roster = [
            {"person": person, "box": _b64(keys.seal_to(bytes(known.box.public_key), key)) if known else None}
            for person, known in members
        ]
        with translated():
            write_json(self.bond_folder(bond) / "roster.json", {"v": 1, "bond": bond, "epoch": 1, "members": roster})

    def admit(self, bond: str, key: bytes, person: str, person_keys: PersonKeys) -> None:
        """Seal a bond's key to a member who had none until now."""
        box = _b64(keys.seal_to(bytes(person_keys.box.public_key), key))
        with translated():
            plain = read_json(self.bond_folder(bond) / "roster.json")
            for entry in plain["members"]:
                if entry["person"] == person:
                    entry["box"] = box
            write_json(self.bond_folder(bond) / "roster.json", plain)

    @translated()
    def roster(self, bond: str) -> Roster:
        """Who is in this bond. Raises StoreFault "damaged" or "newer"."""
        plain = read_json(self.bond_folder(bond) / "roster.json")
        if plain.get("v") != 1:
            raise StoreFault("newer")
        try:
            return Roster(bond, tuple(_member(entry) for entry in plain["members"]))
        except (KeyError, TypeError, ValueError):
            raise StoreFault("damaged") from None

    def open_bond(self, bond: str, person: str, person_keys: PersonKeys) -> bytes:
        """The bond's key as sealed to this person. Raises StoreFault "wrong_key"."""
        for member in self.roster(bond).members:
            if member.person == person and member.box is not None:
                return keys.open_sealed(person_keys, member.box)
        raise StoreFault("wrong_key")

    def bond_folder(self, bond: str) -> Path:
        """Where a bond's files lie."""
        return self.folder / "bonds" / bond

    # -- slots -----------------------------------------------------------------------------------------

    def _name(self, owner: str) -> str:
        return f"{self.id}-{owner}"

    def _slot(self, owner: str, master: bytes, passphrase: str | None) -> Slot:
        if passphrase is None:
            return self._kept(owner, master)
        return keys.passphrase_slot(owner, master, passphrase, self._cost, self._random)

    def _kept(self, owner: str, master: bytes) -> Slot:
        key = self._keep_key(owner)
        return keys.kept_slot(owner, master, key, self._random)

    def _keep_key(self, owner: str) -> bytes:
        """A fresh key, kept by the first store that gives it back as it was."""
        key = self._random(keys.KEY_BYTES)
        for store in self._stores:
            try:
                store.put(self._name(owner), key)
            except OSError:
                continue
            if store.get(self._name(owner)) == key:
                return key
        raise StoreFault("read_only")

    def _open_kept(self, owner: str, folder: Path) -> bytes:
        slots = [slot for slot in self._slots(owner, folder) if slot.kind == "kept"]
        for store in reversed(self._stores):
            key = store.get(self._name(owner))
            if key is None:
                continue
            for slot in slots:
                try:
                    return keys.open_slot(slot, key=key)
                except StoreFault:
                    continue
        raise StoreFault("wrong_key")

    @translated()
    def _slots(self, owner: str, folder: Path) -> list[Slot]:
        plain = read_json(folder / "slots.json")
        if plain.get("v") != 1:
            raise StoreFault("newer")
        try:
            slots = [Slot.of(entry) for entry in plain["slots"]]
        except (KeyError, TypeError):
            raise StoreFault("damaged") from None
        if any(slot.header.get("person") != owner for slot in slots):
            # Somebody put another person's slots here: their words must not appear under this name.
            raise StoreFault("damaged")
        return slots

    def _write_slots(self, folder: Path, slots: Sequence[Slot]) -> None:
        write_json(folder / "slots.json", {"v": 1, "slots": [slot.plain() for slot in slots]})


def _left_behind(entry: Path) -> bool:
    if entry.name.startswith(PROBE) or entry.name in OURS or entry.name == "format.json.tmp":
        return True
    # The look of the window is kept in the device folder as soon as there is one.
    return entry.name in FOLDERS and all(inner.stem == "frame" for inner in entry.iterdir())


def _b64(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _member(entry: Mapping[str, object]) -> Member:
    box = entry["box"]
    return Member(str(entry["person"]), base64.b64decode(str(box), validate=True) if box else None)
