"""The people: who is here, how each is shown, how each closes their own space."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bondapp.rules.bonds import Kind
from bondapp.rules.passphrases import Judgement, judge, suggest
from bondapp.rules.people import COLOURS, Person
from bondapp.rules.records import Change
from bondapp.rules.text import clean_name
from bondapp.services import opening
from bondapp.services.session import Session
from bondapp.store.faults import StoreFault


@dataclass(frozen=True, slots=True)
class Company:
    """Everybody of this bond in order, who of them is here, and who has a private space on this computer."""

    kind: Kind
    people: tuple[Person, ...]
    here: tuple[str, ...]
    at_home: tuple[str, ...]
    with_passphrase: tuple[str, ...]

    @property
    def together(self) -> bool:
        """Whether more than one is here."""
        return len(self.here) > 1

    @property
    def me(self) -> Person | None:
        """The one person here, or None."""
        return self.person(self.here[0]) if len(self.here) == 1 else None

    @property
    def others(self) -> tuple[Person, ...]:
        """The members who are not the one here; everybody when several are."""
        return tuple(person for person in self.people if self.together or person.id not in self.here)

    def person(self, identity: str) -> Person:
        """A member. Raises KeyError."""
        for person in self.people:
            if person.id == identity:
                return person
        raise KeyError(identity)


def company(session: Session) -> Company:
    """Who belongs to the bond and who is here. Raises NotOpen while locked."""
    vault = session.opened
    at_home = vault.at_home(session.bond.id)
    members = session.members()
    return Company(
        kind=session.bond_value().kind,
        people=members,
        here=session.here,
        at_home=tuple(person.id for person in members if person.id in at_home),
        with_passphrase=tuple(p.id for p in members if p.id in at_home and vault.has_passphrase(p.id)),
    )


def change(
    session: Session,
    person: str,
    *,
    name: str | None = None,
    pronoun: str | None = None,
    colour: str | None = None,
) -> Company:
    """Change how a person is shown. Raises ValueError for an empty name, an unknown colour,
    or a person who has a private space here and is not here now.
    """
    if person not in session.here and person in session.opened.people():
        raise ValueError("not_here")
    fields: dict[str, str] = {}
    if name is not None:
        fields["name"] = clean_name(name)
        if not fields["name"]:
            raise ValueError("empty_name")
    if pronoun is not None:
        fields["pronoun"] = clean_name(pronoun)
    if colour is not None:
        if colour not in COLOURS:
            raise ValueError("colour")
        fields["colour"] = colour
    author = session.here[0] if len(session.here) == 1 else person
    session.share(Change("person.rev", person, author, fields))
    _relabel(session)
    return company(session)


def welcome(session: Session, person: str) -> Company:
    """Give a member who was not here until now a private space on this computer."""
    vault = session.opened
    if person not in vault.at_home(session.bond.id):
        # Slots without the bond's key are what a welcome that was killed left.
        keys = vault.open_person(person) if person in vault.people() else vault.add_person(person)
        opening.make_private_space(session, person, keys)
        vault.admit(session.bond.id, session.bond.key, person, keys)
        session.share(Change("device.add", session.bond.signer.public, person, {"persons": [person]}))
        _relabel(session)
        session.changed.add("here")
    return company(session)


def judge_passphrase(session: Session, text: str, known: Sequence[str] = ()) -> Judgement:
    """How a passphrase would fare; the pair's own names count as known."""
    names = [person.name for person in session.members()] if session.shared is not None else []
    return judge(text, [*known, *names])


def suggest_passphrase(session: Session) -> str:
    """Five words, drawn anew at each call."""
    return suggest(session.ports.words(), lambda n: _below(session, n))


def set_passphrase(session: Session, passphrase: str | None) -> Company:
    """Close the private space of the one person here with a passphrase, or with what this computer keeps.

    Raises StoreFault, ValueError for one that is easy to guess, NotOpen when not exactly one person is here.
    """
    me = session.me
    if passphrase is not None and not judge_passphrase(session, passphrase).usable:
        raise ValueError("passphrase")
    session.opened.set_passphrase(me.id, me.keys, passphrase)
    session.changed.add("here")
    return company(session)


def confirm_passphrase(session: Session, passphrase: str) -> bool:
    """Whether this passphrase opens the private space of the one person here."""
    try:
        session.opened.open_person(session.me.id, passphrase)
    except StoreFault:
        return False
    return True


def _below(session: Session, limit: int) -> int:
    """A fair draw below a limit of at most 65,536: draws that would tilt it are thrown away."""
    fair = 65_536 - 65_536 % limit
    while True:
        drawn = int.from_bytes(session.ports.random(2), "big")
        if drawn < fair:
            return drawn % limit


def _relabel(session: Session) -> None:
    opening.remember_labels(session, {p.id: (p.name, p.colour) for p in session.members()})
