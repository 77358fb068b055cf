"""Coming in: the first start, opening the vault, locking it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from bondapp.rules.bonds import Kind
from bondapp.rules.people import COLOURS, other_colour
from bondapp.rules.records import Change
from bondapp.rules.text import clean_name
from bondapp.services import needs
from bondapp.services.session import OpenBond, OpenPerson, Session
from bondapp.store.device import DeviceFile
from bondapp.store.faults import StoreFault, translated
from bondapp.store.files import make_private
from bondapp.store.keys import KEY_BYTES, PersonKeys, Signer, derive
from bondapp.store.locks import VaultLock
from bondapp.store.spaces import Space
from bondapp.store.vault import Vault

DoorState = Literal["new", "closed", "open"]


@dataclass(frozen=True, slots=True)
class Label:
    """A person at the door: what the unlock page shows before anything is open."""

    id: str
    name: str
    colour: str
    has_passphrase: bool


@dataclass(frozen=True, slots=True)
class Door:
    """What stands between the person and their day, and the answers of an unfinished first start."""

    state: DoorState
    people: tuple[Label, ...]
    started: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Start:
    """The answers of a first start."""

    name: str
    other: str
    kind: Kind
    together: bool
    colour: str = COLOURS[0]
    pronoun: str = ""
    passphrase: str | None = field(default=None, repr=False)


# -- the door ----------------------------------------------------------------------------------------------


@translated()
def approach(session: Session) -> Door:
    """Look at the vault, take its lock and open what opens by itself.

    Raises StoreFault: "in_use", "missing" (it was here once), "not_a_vault", "newer", "read_only", "wrong_key", …
    """
    folder = session.folder
    if Vault.nothing_at(folder):
        if _known(session):
            raise StoreFault("missing")
        return Door("new", (), {})
    if session.lock is None:
        session.lock = VaultLock(folder)
    session.vault = Vault.at(folder, session.ports.stores, session.ports.random, session.ports.cost)
    _open_computer(session)
    if not session.vault.bonds():
        return Door("new", (), _started(session))
    _open_by_itself(session)
    return door(session)


def door(session: Session) -> Door:
    """The door as it is now; a first start that was stopped before its last answer was carried out goes on."""
    started = _started(session) if session.here else {}
    state: DoorState = "closed" if not session.here else "new" if started else "open"
    return Door(state, _labels(session), started)


@translated()
def begin_anew(session: Session) -> Door:
    """Give up a vault that is gone and start with an empty one at the same place."""
    for store in session.ports.stores:
        store.remove(_known_name(session))
    return approach(session)


def keep_started(session: Session, answers: Mapping[str, str]) -> None:
    """Keep the answers of an unfinished first start, encrypted, so that a killed start resumes."""
    _make_vault(session)
    session.computer.keep_setting("started", dict(answers))


@translated()
def begin(session: Session, start: Start) -> Door:
    """Make the people, their private spaces and the bond. Raises StoreFault; trying again is safe then."""
    _make_vault(session)
    vault = session.opened
    if vault.bonds():
        # All was made the last time and only the way in was barred.
        return enter(session, vault.at_home(vault.bonds()[0])[0], start.passphrase)
    vault.sweep()
    me, other, bond = session.new_id(), session.new_id(), session.new_id()
    my_keys = vault.add_person(me, start.passphrase)
    other_keys = vault.add_person(other) if start.together else None
    key = session.ports.random(KEY_BYTES)
    make_private(vault.bond_folder(bond))
    people = {
        me: {"name": clean_name(start.name), "pronoun": clean_name(start.pronoun), "colour": start.colour},
        other: {"name": clean_name(start.other), "pronoun": "", "colour": other_colour(start.colour)},
    }
    signer = Signer(derive(key, "together/v1/" + _device_id(session)))
    changes = [Change("person.rev", person, person, fields) for person, fields in people.items()]
    changes.append(Change("bond.rev", bond, me, {"kind": start.kind, "members": [me, other]}))
    changes.append(Change("device.add", signer.public, me, {"persons": [me, *([other] if start.together else [])]}))
    with closing(Space.open(vault.bond_folder(bond) / "shared.db", key, bond, "bond", fresh=True)) as space:
        space.append(changes, signer, session.today())
    for person, keys in ((me, my_keys), (other, other_keys)):
        if keys is not None:
            make_private_space(session, person, keys)
    remember_labels(session, {person: (str(f["name"]), str(f["colour"])) for person, f in people.items()})
    session.computer.keep_setting("here", [me])
    # Written last: a bond without a roster does not count, so a start killed before this begins anew.
    vault.write_roster(bond, key, ((me, my_keys), (other, other_keys)))
    enter(session, me, start.passphrase)
    session.changed.update(("person", "bond"))
    return door(session)


def finish_start(session: Session) -> Door:
    """Nothing of the first start is left to do: its answers are forgotten."""
    session.computer.keep_setting("started", None)
    return door(session)


# -- going in and out ----------------------------------------------------------------------------------------


def enter(session: Session, person: str, passphrase: str | None = None) -> Door:
    """Open one person's private space and the bond. Raises StoreFault "wrong_key"; what was open stays open then."""
    vault = session.opened
    if passphrase is None and vault.has_passphrase(person):
        raise StoreFault("wrong_key")
    keys = vault.open_person(person, passphrase)
    if session.shared is None:
        bond = vault.bonds()[0]
        _open_bond(session, bond, vault.open_bond(bond, person, keys))
    # A file is opened once: a second look at it from here would cancel SQLite's locks on the first.
    if session.person is None or session.person.id != person:
        try:
            space = _private_space(session, person, keys)
        except StoreFault:
            if not session.here:
                session.close_spaces()
            raise
        session.close_person()
        session.person = OpenPerson(person, keys, space, keys.device(_device_id(session)))
    session.here = (person,)
    session.computer.keep_setting("here", [person])
    session.changed.add("here")
    with suppress(StoreFault):
        needs.settle(session)
    return door(session)


def together(session: Session) -> Door:
    """Everybody is here: private spaces close at once, the shared one stays open. Raises NotOpen while locked."""
    members = session.bond_value().members
    if session.alone is not None:
        needs.open_together(session)
    session.close_person()
    session.here = members
    session.computer.keep_setting("here", list(members))
    session.changed.add("here")
    return door(session)


def lock(session: Session) -> Door:
    """Close everything that holds words; reminders stay neutral and still come."""
    session.close_spaces()
    session.changed.add("here")
    return door(session)


def make_private_space(session: Session, person: str, keys: PersonKeys) -> None:
    """Make the file of a private space; from then on one that is gone is missed and never made anew."""
    Space.open(_private_file(session, person), keys.space, person, "person", fresh=True).close()


def remember_labels(session: Session, people: Mapping[str, tuple[str, str]]) -> None:
    """Keep the names and colours that the unlock page shows, in this computer's own file."""
    session.computer.keep_setting("labels", {person: list(label) for person, label in people.items()})


# -- inside --------------------------------------------------------------------------------------------------


def _known_name(session: Session) -> str:
    where = str(session.folder.absolute()).encode("utf-8", "surrogateescape")
    return "known-" + hashlib.blake2b(where, digest_size=12).hexdigest()


def _known(session: Session) -> bool:
    return any(store.get(_known_name(session)) is not None for store in session.ports.stores)


@translated()
def _make_vault(session: Session) -> None:
    if session.vault is not None:
        _open_computer(session)
        return
    make_private(session.folder)
    session.lock = session.lock or VaultLock(session.folder)
    session.vault = Vault.create(session.folder, session.ports.stores, session.ports.random, session.ports.cost)
    for store in reversed(session.ports.stores):
        try:
            store.put(_known_name(session), session.vault.id.encode())
        except OSError:
            continue
        break
    _open_computer(session)


def _open_computer(session: Session) -> None:
    if session.device is not None:
        return
    path = session.opened.folder / "device" / "device.db"
    try:
        session.device = DeviceFile.open(path, session.opened.device_key())
    except StoreFault as fault:
        if fault.code not in ("wrong_key", "damaged"):
            raise
        # It holds no one's words: with its key gone it is made anew rather than keeping the door shut.
        for entry in path.parent.iterdir():
            entry.unlink()
        session.device = DeviceFile.open(path, session.opened.device_key())


def _started(session: Session) -> dict[str, str]:
    answers = session.computer.setting("started", {})
    return {str(k): str(v) for k, v in answers.items()} if isinstance(answers, dict) else {}


def _device_id(session: Session) -> str:
    known = session.computer.setting("device")
    if isinstance(known, str):
        return known
    fresh = session.new_id()
    session.computer.keep_setting("device", fresh)
    return fresh


def _labels(session: Session) -> tuple[Label, ...]:
    kept = session.computer.setting("labels", {})
    labels = kept if isinstance(kept, dict) else {}
    vault = session.opened
    found = []
    for person in _at_home(session):
        name, colour = labels.get(person, ("", COLOURS[0]))
        found.append(Label(person, str(name), str(colour), vault.has_passphrase(person)))
    return tuple(found)


def _at_home(session: Session) -> tuple[str, ...]:
    bonds = session.opened.bonds()
    return session.opened.at_home(bonds[0]) if bonds else ()


def _open_by_itself(session: Session) -> None:
    """Come in as whoever was here last, where no passphrase stands in the way."""
    vault = session.opened
    kept = session.computer.setting("here", [])
    last = [str(person) for person in kept] if isinstance(kept, list) else []
    free = [person for person in _at_home(session) if not vault.has_passphrase(person)]
    if len(last) == 1 and last[0] in free:
        enter(session, last[0])
    elif len(last) > 1 and free:
        enter(session, free[0])
        together(session)


def _private_space(session: Session, person: str, keys: PersonKeys) -> Space:
    return Space.open(_private_file(session, person), keys.space, person, "person")


def _private_file(session: Session, person: str) -> Path:
    return session.opened.person_folder(person) / "private.db"


def _open_bond(session: Session, bond: str, key: bytes) -> None:
    space = Space.open(session.opened.bond_folder(bond) / "shared.db", key, bond, "bond")
    signer = Signer(derive(key, "together/v1/" + _device_id(session)))
    session.shared = OpenBond(bond, space, signer, key)
