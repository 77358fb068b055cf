"""A person: who uses the app, as others see them."""

from __future__ import annotations

from dataclasses import dataclass

from bondapp.rules.records import Entity

COLOURS = ("plum", "honey", "ink", "moss", "rose", "slate")


@dataclass(frozen=True, slots=True)
class Person:
    """A person's name, pronoun (may be empty) and colour word."""

    id: str
    name: str
    pronoun: str = ""
    colour: str = COLOURS[0]


def person_of(entity: Entity) -> Person:
    """Read a person out of their folded records."""
    colour = entity.get("colour", COLOURS[0])
    return Person(
        id=entity.id,
        name=str(entity.get("name", "")),
        pronoun=str(entity.get("pronoun", "")),
        colour=colour if colour in COLOURS else COLOURS[0],
    )


def other_colour(taken: str) -> str:
    """A colour for the next person that differs from one already taken."""
    return next(colour for colour in COLOURS if colour != taken)
