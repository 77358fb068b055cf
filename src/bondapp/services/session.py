"""What is open just now: the vault, the spaces, and who is here. Used by the store's one thread alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bondapp.rules.bonds import Bond
from bondapp.rules.content import Content
from bondapp.rules.needs import Need
from bondapp.rules.people import Person
from bondapp.rules.records import Change, Record
from bondapp.store.device import DeviceFile
from bondapp.store.keys import Cost, PersonKeys, Signer
from bondapp.store.keystore import KeyStore
from bondapp.store.locks import VaultLock
from bondapp.store.spaces import Space
from bondapp.store.vault import Vault


@dataclass(frozen=True, slots=True)
class Ports:
    """What the outside world gives: clock (UTC instants), zone name, randomness, key stores, content."""

    clock: Callable[[], datetime]
    zone: Callable[[], str]
    random: Callable[[int], bytes]
    stores: Sequence[KeyStore]
    load_content: Callable[[], Content]
    words: Callable[[], Sequence[str]]
    cost: Cost = field(default_factory=Cost)


@dataclass(slots=True)
class OpenPerson:
    """A person whose private space is open."""

    id: str
    keys: PersonKeys
    space: Space
    signer: Signer


@dataclass(slots=True)
class OpenBond:
    """The bond whose shared space is open."""

    id: str
    space: Space
    signer: Signer
    key: bytes = field(repr=False)


class NotOpen(Exception):
    """A use case was asked for while the space it needs is closed."""


class Session:
    """The vault and whatever of it is open; services read and write through it."""

    def __init__(self, folder: Path, ports: Ports) -> None:
        self.folder = folder
        self.ports = ports
        self.lock: VaultLock | None = None
        self.vault: Vault | None = None
        self.device: DeviceFile | None = None
        self.person: OpenPerson | None = None
        self.shared: OpenBond | None = None
        self.here: tuple[str, ...] = ()
        self.changed: set[str] = set()
        self.together_needs: tuple[Need, ...] = ()
        # Walks as they were last replayed, by id; they hold words and go when the spaces close.
        self.replayed: dict[str, Any] = {}
        self._content: Content | None = None

    # -- what the outside says ---------------------------------------------------------------------------

    def now(self) -> datetime:
        """This instant, UTC."""
        return self.ports.clock()

    def zone(self) -> str:
        """The IANA zone this computer is in."""
        return self.ports.zone()

    def local(self, instant: datetime | None = None) -> datetime:
        """An instant on the local wall clock, zone attached."""
        return (instant or self.now()).astimezone(ZoneInfo(self.zone()))

    def today(self) -> date:
        """The local day."""
        return self.local().date()

    def new_id(self) -> str:
        """A fresh random id that says nothing."""
        return self.ports.random(16).hex()

    @property
    def content(self) -> Content:
        """The catalogue of needs, rituals, guides and help lines."""
        if self._content is None:
            self._content = self.ports.load_content()
        return self._content

    # -- what is open ------------------------------------------------------------------------------------

    @property
    def opened(self) -> Vault:
        """The vault. Raises NotOpen."""
        if self.vault is None:
            raise NotOpen
        return self.vault

    @property
    def computer(self) -> DeviceFile:
        """This computer's own file. Raises NotOpen."""
        if self.device is None:
            raise NotOpen
        return self.device

    @property
    def bond(self) -> OpenBond:
        """The open bond. Raises NotOpen while everything is closed."""
        if self.shared is None:
            raise NotOpen
        return self.shared

    @property
    def alone(self) -> OpenPerson | None:
        """The one person here with their private space open, or None when several or nobody are."""
        return self.person if len(self.here) == 1 else None

    @property
    def me(self) -> OpenPerson:
        """The one person here. Raises NotOpen when that is not exactly one."""
        person = self.alone
        if person is None:
            raise NotOpen
        return person

    def draft_space(self) -> Space:
        """Where drafts go: the one person's private space, or the shared one when several are here."""
        person = self.alone
        return person.space if person is not None else self.bond.space

    # -- writing -----------------------------------------------------------------------------------------

    def share(self, *changes: Change) -> tuple[Record, ...]:
        """Write to the shared space, signed by whoever is here."""
        person = self.alone
        signer = person.signer if person is not None else self.bond.signer
        return self._append(self.bond.space, changes, signer)

    def keep(self, *changes: Change) -> tuple[Record, ...]:
        """Write to the private space of the one person here."""
        return self._append(self.me.space, changes, self.me.signer)

    def _append(self, space: Space, changes: Sequence[Change], signer: Signer) -> tuple[Record, ...]:
        records = space.append(changes, signer, self.today())
        self.changed.update(record.noun for record in records)
        return records

    # -- people ------------------------------------------------------------------------------------------

    def bond_value(self) -> Bond:
        """The open bond as a plain value."""
        from bondapp.store.bonds import BondRow

        with self.bond.space.reading() as session:
            row = session.get(BondRow, self.bond.id)
            if row is None:
                raise NotOpen
            return row.bond()

    def members(self) -> tuple[Person, ...]:
        """The bond's members in order."""
        from bondapp.store.people import PersonRow

        bond = self.bond_value()
        with self.bond.space.reading() as session:
            rows = {row.id: row.person() for row in session.query(PersonRow).all()}
        return tuple(rows.get(member, Person(member, "")) for member in bond.members)

    # -- ending ------------------------------------------------------------------------------------------

    def close_person(self) -> None:
        """Close the private space that is open, if one is."""
        if self.person is not None:
            self.person.space.close()
            self.person = None
            self.replayed = {}

    def close_spaces(self) -> None:
        """Close everything that holds words."""
        self.close_person()
        self.together_needs = ()
        self.replayed = {}
        if self.shared is not None:
            self.shared.space.close()
            self.shared = None
        self.here = ()

    def close(self) -> None:
        """Close everything and give the vault back."""
        self.close_spaces()
        if self.device is not None:
            self.device.close()
            self.device = None
        if self.lock is not None:
            self.lock.release()
            self.lock = None
        self.vault = None
