"""A small world for tests: a real encrypted vault, a clock that is set by hand, a made-up pair."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from bondapp import paths
from bondapp.rules.bonds import Kind
from bondapp.rules.content import Content
from bondapp.rules.people import Person
from bondapp.services import opening, people
from bondapp.services.people import Company
from bondapp.services.session import Ports, Session
from bondapp.store.content import load
from bondapp.store.keys import FLOOR_MEMORY, FLOOR_TURNS, Cost
from bondapp.store.keystore import KeyFiles

R = TypeVar("R")
THURSDAY = datetime(2026, 11, 19, 14, 20, tzinfo=UTC)
CHEAP = Cost(FLOOR_TURNS, FLOOR_MEMORY)


@lru_cache(maxsize=1)
def content() -> Content:
    """The shipped catalogue, read once for all tests."""
    return load(paths.resources() / "content" / "en")


class Clock:
    """A clock that stands still until it is told otherwise."""

    def __init__(self, now: datetime = THURSDAY, zone: str = "Europe/Berlin") -> None:
        self.now = now
        self.zone = zone

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **span: float) -> None:
        """Let time pass."""
        self.now += timedelta(**span)


class World:
    """A vault folder with its clock; `session()` opens it anew, as a start of the app would."""

    def __init__(self, folder: Path, clock: Clock | None = None) -> None:
        self.folder = folder / "vault"
        self.key_folder = folder / "keys"
        self.clock = clock or Clock()
        self.random: Callable[[int], bytes] = os.urandom

    def ports(self) -> Ports:
        """Everything a session is given from outside."""
        return Ports(
            clock=self.clock,
            zone=lambda: self.clock.zone,
            random=self.random,
            stores=[KeyFiles(self.key_folder)],
            load_content=content,
            words=lambda: (paths.resources() / "words" / "passphrase.txt").read_text().split(),
            cost=CHEAP,
        )

    def closed_session(self) -> Session:
        """A session at whose door nobody stood yet."""
        return Session(self.folder, self.ports())

    def session(self) -> Session:
        """A session that has come in by itself."""
        session = self.closed_session()
        opening.approach(session)
        return session

    def pair(self, *, kind: Kind = "partners", together: bool = True, passphrase: str | None = None) -> Session:
        """The session of Noor, who began with Joss a moment ago."""
        session = self.closed_session()
        opening.approach(session)
        opening.begin(session, opening.Start("Noor", "Joss", kind, together, passphrase=passphrase))
        return session


def named(session: Session, name: str) -> Person:
    """A member by name."""
    return next(person for person in session.members() if person.name == name)


def come(session: Session, name: str, passphrase: str | None = None) -> Company:
    """Let one person be here."""
    opening.enter(session, named(session, name).id, passphrase)
    return people.company(session)


def both(session: Session) -> Company:
    """Let everybody be here."""
    opening.together(session)
    return people.company(session)
