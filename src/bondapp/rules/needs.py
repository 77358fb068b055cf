"""A need: what a person wants from this bond, in their words. Nobody but its author changes it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from bondapp.rules.records import Entity, Record, fold_entity, texts_of, unique

Visibility = Literal["me", "together", "now"]
VISIBILITIES: tuple[Visibility, ...] = get_args(Visibility)
LINES = ("when", "feel", "need", "help")


@dataclass(frozen=True, slots=True)
class Need:
    """A need card: four lines, any of them empty; picked words; who may see it; the rituals that serve it."""

    id: str
    author: str
    when: str
    feel: str
    need: str
    help: str
    feelings: tuple[str, ...]
    kinds: tuple[str, ...]
    visibility: Visibility
    served_by: tuple[str, ...]
    archived: bool
    created: date
    also: Mapping[str, tuple[str, ...]]

    @property
    def empty(self) -> bool:
        """Whether no line holds a word."""
        return not any(getattr(self, line).strip() for line in LINES)


@dataclass(frozen=True, slots=True)
class Revision:
    """The four lines as they stood on a day."""

    day: date
    when: str
    feel: str
    need: str
    help: str


def fold_need(records: Iterable[Record]) -> Need:
    """Fold a need's records; writes of anyone but its author do not count (R-IT-13). Raises ValueError for none."""
    everything = unique(records)
    author = everything[0].author if everything else ""
    return need_of(fold_entity(record for record in everything if record.author == author))


def need_of(entity: Entity) -> Need:
    """Read a need out of its folded records."""
    visibility = entity.get("visibility", "me")
    return Need(
        id=entity.id,
        author=entity.author,
        when=_words(entity, "when"),
        feel=_words(entity, "feel"),
        need=_words(entity, "need"),
        help=_words(entity, "help"),
        feelings=texts_of(entity.get("feelings")),
        kinds=texts_of(entity.get("kinds")),
        visibility=visibility if visibility in VISIBILITIES else "me",
        served_by=texts_of(entity.get("served_by")),
        archived=entity.archived,
        created=entity.created,
        also={line: tuple(map(str, entity.others(line))) for line in LINES if entity.others(line)},
    )


def history(records: Iterable[Record]) -> tuple[Revision, ...]:
    """How the lines stood after each edit that changed one, oldest first."""
    everything = unique(records)
    versions: list[Revision] = []
    for count in range(1, len(everything) + 1):
        need = fold_need(everything[:count])
        revision = Revision(everything[count - 1].day, need.when, need.feel, need.need, need.help)
        before = versions[-1] if versions else None
        if before is None or _lines(before) != _lines(revision):
            versions.append(revision)
    return tuple(versions)


def _lines(revision: Revision) -> tuple[str, str, str, str]:
    return revision.when, revision.feel, revision.need, revision.help


def _words(entity: Entity, name: str) -> str:
    value = entity.get(name, "")
    return value if isinstance(value, str) else ""
