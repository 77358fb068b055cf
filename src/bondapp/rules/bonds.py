"""A bond: a relationship between persons. Nothing here assumes that it has two members."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from bondapp.rules.records import Entity, texts_of

Kind = Literal["partners", "friends", "kin", "other"]
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class Bond:
    """Kind and members in order; the first member is drawn as the solid strand."""

    id: str
    kind: Kind
    members: tuple[str, ...]


def bond_of(entity: Entity) -> Bond:
    """Read a bond out of its folded records."""
    kind = entity.get("kind", "other")
    return Bond(
        id=entity.id,
        kind=kind if kind in KINDS else "other",
        members=texts_of(entity.get("members")),
    )
